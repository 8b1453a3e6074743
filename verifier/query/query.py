"""A SELECT that passed the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT that passed the gate.

    Attributes:
        text: as written.
        dialect: in which it was written: `duckdb`, `postgres`, …
        tree: the SELECT in DuckDB's dialect; nobody changes it in place.
        notes: what was decided while reading it.
    """

    text: str
    dialect: str
    tree: exp.Query
    notes: tuple[str, ...] = ()
