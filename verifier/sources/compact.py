"""A long sheet's table, without what is alike in every row.

The table is a view then: facets that no cell of a column has are NULL in it and stored
nowhere, and texts of few different words are stored as numbers of these words. Whoever
reads the view sees the same columns of the same types.
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
MOST_WORDS = 5_000

_ANY = Sql()
_TYPES = (("c", Sql("DOUBLE")), ("t", Sql("VARCHAR")), ("r", Sql("VARCHAR")))


@dataclass(frozen=True, slots=True)
class Layers:
    """The facets of one column as SQL over the staging table `s`.

    Attributes:
        letter: of the column.
        kind: `L_k`, like the others of its final type.
        number: `L_n`.
        coerced: `L_c`, empty where no cell has it, like the next two.
        text: `L_t`.
        raw: `L_r`.
        text_rows: the test for the only rows that have a text; empty where any may.
    """

    letter: str
    kind: Sql
    number: Sql
    coerced: Sql
    text: Sql
    raw: Sql
    text_rows: Sql = _ANY

    def columns(self) -> Iterator[Sql]:
        """Yields the five columns for SELECT."""
        for mark, facet in (("k", self.kind), ("n", self.number)):
            yield fill("{facet} AS {name}", facet=facet, name=self.name(mark))
        for mark, kind, facet in self.rare():
            yield _cast(facet or Sql("NULL"), kind, self.name(mark))

    def rare(self) -> Iterator[tuple[str, Sql, Sql]]:
        """Yields mark, type and SQL of the facets that many columns have nowhere."""
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
    """Returns a part that is still to be made; the types of its words are made.

    Args:
        connection: where to.
        table: its name, with which those of its types begin.
        columns: to be stored.
        staged: SQL behind FROM, joins included.
    """
    stored: list[Sql] = []
    seen: list[Sql] = []
    kept, words = _survey(connection, columns, staged)
    for column in columns:
        for mark, facet in (("k", column.kind), ("n", column.number)):
            stored.append(fill("{f} AS {n}", f=facet, n=column.name(mark)))
            seen.append(column.name(mark))
        for mark, kind, facet in column.rare():
            place, called = (column.letter, mark), column.name(mark)
            inner = kind
            if place in words:
                rows = column.text_rows if mark == "t" else _ANY
                found = fill("{staged} WHERE {r}", staged=staged, r=rows or Sql("TRUE"))
                inner = name("_".join((table, *place)))
                _make_words(connection, inner, facet, found)
            if place in kept:
                stored.append(_cast(facet, inner, called))
            seen.append(_cast(called if place in kept else Sql("NULL"), kind, called))
    return Part(name(table), tuple(seen), tuple(stored))


def show_part(connection: duckdb.DuckDBPyConnection, table: str, part: Part) -> Sql:
    """Returns the name of the table behind the sheet's view, which is made."""
    store = name(f"{table}_store")
    rename(connection, part.store, store)
    connection.execute(
        fill(
            "CREATE VIEW {table} AS SELECT {columns} FROM main.{store}",
            table=name(table),
            columns=listed(Sql("_row"), *part.seen),
            store=store,
        )
    )
    return store


def _cast(facet: Sql, kind: Sql, called: Sql) -> Sql:
    return fill("CAST({f} AS {type}) AS {n}", f=facet, type=kind, n=called)


def _survey(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Layers], staged: Sql
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Returns the facets that some cell has, and those of few different words."""
    few = {(column.letter, "t") for column in columns if column.text_rows}
    facets = {
        place: facet
        for column in columns
        for mark, _, facet in column.rare()
        if facet and (place := (column.letter, mark)) not in few
    }
    if not facets:
        return few, few
    query = fill(
        "SELECT {asked} FROM {staged}",
        asked=listed(
            *(
                fill("count({f}), approx_count_distinct({f})", f=facet)
                for facet in facets.values()
            )
        ),
        staged=staged,
    )
    found = connection.execute(query).fetchall()[0]
    counts = dict(zip(facets, zip(found[::2], found[1::2], strict=True), strict=True))
    kept = {place for place, (count, _) in counts.items() if count}
    words = {
        place
        for place, (_, different) in counts.items()
        if place in kept and place[1] != "c" and different <= MOST_WORDS
    }
    return kept | few, words | few


def _make_words(
    connection: duckdb.DuckDBPyConnection, made: Sql, facet: Sql, found: Sql
) -> None:
    """Makes the type of a facet's words."""
    connection.execute(
        fill(
            "CREATE TYPE {made} AS ENUM (SELECT DISTINCT CAST({facet} AS VARCHAR) "
            "FROM {found} AND {facet} IS NOT NULL)",
            made=made,
            facet=facet,
            found=found,
        )
    )
