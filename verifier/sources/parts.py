"""The table of a wide sheet, made of parts that each have some of its columns.

Made anew for each few columns, it would take time by the square of the columns; made by
one statement, more joins than DuckDB nests.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from verifier.sources.sql import Sql, fill, joined, listed, name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

_SIDE_BY_SIDE = 40  # DuckDB nests joins at most 100 deep


@dataclass(frozen=True, slots=True)
class Part:
    """A table that holds columns of a sheet, and what the sheet's view shows of it.

    Attributes:
        store: its name; its first column is `_row`, from 1 and in order.
        seen: the columns of the layout as SQL over it, without `_row`.
        stored: its columns as SQL over the staging table `s`, without `_row`.
    """

    store: Sql
    seen: tuple[Sql, ...] = ()
    stored: tuple[Sql, ...] = ()


def join_parts(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    parts: Sequence[Part],
    inside: Callable[[Sql], Sql],
) -> Part:
    """Returns one part with the columns of all, which are gone then.

    Their rows stand side by side as they are: each part has every row, in order.

    Args:
        connection: where they are.
        table: with which the names of what is made begin.
        parts: in order.
        inside: the name of a table to the one by which it is found everywhere.
    """
    level = 0
    while len(parts) > 1:
        level += 1
        parts = [
            _join(connection, inside(name(f"{table}_joined_{level}_{first}")), group)
            for first in range(0, len(parts), _SIDE_BY_SIDE)
            if (group := parts[first : first + _SIDE_BY_SIDE])
        ]
    return parts[0]


def rename(connection: duckdb.DuckDBPyConnection, table: Sql, to: Sql) -> None:
    """Gives a table another name."""
    connection.execute(fill("ALTER TABLE {table} RENAME TO {to}", table=table, to=to))


def _join(
    connection: duckdb.DuckDBPyConnection, store: Sql, parts: Sequence[Part]
) -> Part:
    first, *others = parts
    if not others:
        return first
    connection.execute(
        fill(
            "CREATE TABLE {store} AS SELECT p0.*, {others} FROM {first} AS p0{joins}",
            store=store,
            first=first.store,
            others=listed(
                *(fill("p{n}.* EXCLUDE (_row)", n=n) for n in range(1, len(parts)))
            ),
            joins=joined(
                *(
                    fill(" POSITIONAL JOIN {p} AS p{n}", p=other.store, n=n)
                    for n, other in enumerate(others, 1)
                )
            ),
        )
    )
    for part in parts:
        connection.execute(fill("DROP TABLE {store}", store=part.store))
    return Part(store, tuple(chain.from_iterable(part.seen for part in parts)))
