"""Where a snapshot of a table of PostgreSQL is taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a snapshot is taken.

    Attributes:
        uri: for libpq; holds what is secret.
        shown: the same without user, password and whatever else may be secret.
        table: the table, or empty.
        query: the SELECT, or empty.
        order_by: names of the columns of a key, with commas between them.
        secrets: texts that no message may hold, the longest first.
    """

    uri: str
    shown: str
    table: str = ""
    query: str = ""
    order_by: str = ""
    secrets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"PostgresAddress({self.shown!r})"
