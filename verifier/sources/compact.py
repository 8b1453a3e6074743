"""A long sheet's table, without what is alike in every row.

The table is a view then, of a store in a database of its own that is kept in memory as
it would be on disk: compressed, so that what is alike takes no room, and texts of few
different words are numbers of these words, of which an expression is computed once for
each. Facets that no cell of a column has are NULL in the view and stored nowhere.
Whoever reads the view sees the same columns of the same types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.sources.parts import Part, rename
from verifier.sources.sql import Sql, fill, listed, name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

LONG_ROWS = 50_000

_PACKED = name("packed")
_TYPES = (("c", Sql("DOUBLE")), ("t", Sql("VARCHAR")), ("r", Sql("VARCHAR")))


@dataclass(frozen=True, slots=True)
class Layers:
    """The facets of one column as SQL over the staging table `s`.

    Attributes:
        letter: of the column.
        kind: `L_k`, like the others of its final type.
        number: `L_n`, empty where no cell has it, like the next three.
        coerced: `L_c`.
        text: `L_t`.
        raw: `L_r`.
        number_type: of `L_n`.
        text_row: the only row that has a text; 0 where any may.
    """

    letter: str
    kind: Sql
    number: Sql
    coerced: Sql
    text: Sql
    raw: Sql
    number_type: Sql
    text_row: int = 0

    def columns(self) -> Iterator[Sql]:
        """Yields the five columns for SELECT."""
        yield fill("{facet} AS {name}", facet=self.kind, name=self.name("k"))
        for mark, kind, facet in self.rare():
            yield _cast(facet or Sql("NULL"), kind, self.name(mark))

    def rare(self) -> Iterator[tuple[str, Sql, Sql]]:
        """Yields mark, type and SQL of the facets that many columns have nowhere."""
        yield "n", self.number_type, self.number
        facets = (self.coerced, self.text, self.raw)
        for (mark, kind), facet in zip(_TYPES, facets, strict=True):
            yield mark, kind, facet

    def name(self, mark: str) -> Sql:
        """Returns the name of a facet's column."""
        return name(f"{self.letter}_{mark}")


def plan_part(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[Layers],
    staged: Sql,
) -> Part:
    """Returns a part that is still to be made.

    Args:
        connection: where to.
        table: its name.
        columns: to be stored.
        staged: SQL behind FROM, joins included.
    """
    stored: list[Sql] = []
    seen: list[Sql] = []
    for column in columns:
        stored.append(fill("{f} AS {n}", f=column.kind, n=column.name("k")))
        seen.append(column.name("k"))
        for mark, kind, facet in column.rare():
            called = column.name(mark)
            inner = kind
            if mark == "t" and facet and column.text_row:
                inner = inside(name(f"{table}_{column.letter}_t"))
                _make_word(connection, inner, column, staged)
            if facet:
                stored.append(_cast(facet, inner, called))
            seen.append(_cast(called if facet else Sql("NULL"), kind, called))
    return Part(inside(name(table)), tuple(seen), tuple(stored))


def _make_word(
    connection: duckdb.DuckDBPyConnection, made: Sql, column: Layers, staged: Sql
) -> None:
    """Makes the type of a column's only text, which takes a byte a row, not sixteen."""
    connection.execute(
        fill(
            "CREATE TYPE {made} AS ENUM (SELECT CAST({text} AS VARCHAR) FROM {staged} "
            "WHERE s._row = {row} LIMIT 1)",
            made=made,
            text=column.text,
            staged=staged,
            row=column.text_row,
        )
    )


def pack(connection: duckdb.DuckDBPyConnection) -> None:
    """Compresses what was stored since the last time."""
    connection.execute(fill("CHECKPOINT {packed}", packed=_PACKED))


def unfold(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the database of the stores, where there is none."""
    connection.execute(
        fill("ATTACH IF NOT EXISTS ':memory:' AS {packed} (COMPRESS)", packed=_PACKED)
    )


def show_part(connection: duckdb.DuckDBPyConnection, table: str, part: Part) -> Sql:
    """Returns the name of the table behind the sheet's view, which is made."""
    rename(connection, part.store, name(f"{table}_store"))
    store = _store_of(table)
    connection.execute(
        fill(
            "CREATE VIEW {table} AS SELECT {columns} FROM {store}",
            table=name(table),
            columns=listed(Sql("_row"), *part.seen),
            store=store,
        )
    )
    return store


def drop_store(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Drops what stands behind a sheet's view, the view being gone."""
    connection.execute(fill("DROP TABLE {store}", store=_store_of(table)))
    types = connection.execute(
        "SELECT type_name FROM duckdb_types() WHERE starts_with(type_name, ?)",
        [f"{table}_"],
    ).fetchall()
    for (made,) in types:
        connection.execute(fill("DROP TYPE {made}", made=inside(name(str(made)))))


def _store_of(table: str) -> Sql:
    """Returns the name of the table behind a sheet's view."""
    return inside(name(f"{table}_store"))


def inside(table: Sql) -> Sql:
    """Returns the name by which a store is found from every database."""
    return fill("{packed}.main.{table}", packed=_PACKED, table=table)


def _cast(facet: Sql, kind: Sql, called: Sql) -> Sql:
    return fill("CAST({f} AS {type}) AS {n}", f=facet, type=kind, n=called)
