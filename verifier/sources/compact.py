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

_TYPES = (("c", Sql("DOUBLE")), ("t", Sql("VARCHAR")), ("r", Sql("VARCHAR")))


@dataclass(frozen=True, slots=True)
class Layers:
    """The facets of one column as SQL over the staging table `s`.

    Attributes:
        letter: of the column.
        kind: `L_k`, like the others of its final type.
        number: `L_n`.
        coerced: `L_c`.
        text: `L_t`.
        raw: `L_r`.
    """

    letter: str
    kind: Sql
    number: Sql
    coerced: Sql
    text: Sql
    raw: Sql

    def columns(self) -> Iterator[Sql]:
        """Yields the five columns for SELECT."""
        facets = (self.kind, self.number, self.coerced, self.text, self.raw)
        for mark, facet in zip("knctr", facets, strict=True):
            yield fill("{facet} AS {name}", facet=facet, name=self.name(mark))

    def name(self, mark: str) -> Sql:
        """Returns the name of a facet's column."""
        return name(f"{self.letter}_{mark}")


def store_part(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[Layers],
    staged: Sql,
    order: Sql,
) -> Part:
    """Returns a part, which is made.

    Args:
        connection: where to.
        table: its name, with which those of its types begin.
        columns: to be stored.
        staged: SQL behind FROM, joins included.
        order: SQL that sorts it, empty where it is in order.
    """
    stored: list[Sql] = [Sql("s._row")]
    seen: list[Sql] = []
    kept, words = _survey(connection, columns, staged)
    for column in columns:
        for mark, facet in (("k", column.kind), ("n", column.number)):
            stored.append(fill("{f} AS {n}", f=facet, n=column.name(mark)))
            seen.append(column.name(mark))
        facets = (column.coerced, column.text, column.raw)
        for (mark, kind), facet in zip(_TYPES, facets, strict=True):
            place, called = (column.letter, mark), column.name(mark)
            inner = kind
            if place in words:
                inner = _make_words(connection, table, place, facet, staged)
            if place in kept:
                stored.append(_cast(facet, inner, called))
            seen.append(_cast(called if place in kept else Sql("NULL"), kind, called))
    store = name(table)
    connection.execute(
        fill(
            "CREATE TABLE {store} AS SELECT {columns} FROM {staged}{order}",
            store=store,
            columns=listed(*stored),
            staged=staged,
            order=order,
        )
    )
    return Part(store, tuple(seen))


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
    places = [(c.letter, mark) for c in columns for mark, _ in _TYPES]
    facets = [facet for c in columns for facet in (c.coerced, c.text, c.raw)]
    query = fill(
        "SELECT {asked} FROM {staged}",
        asked=listed(
            *(
                fill("count({f}), approx_count_distinct({f})", f=facet)
                for facet in facets
            )
        ),
        staged=staged,
    )
    found = connection.execute(query).fetchall()[0]
    counts = dict(zip(places, zip(found[::2], found[1::2], strict=True), strict=True))
    kept = {place for place, (count, _) in counts.items() if count}
    words = {
        place
        for place, (_, different) in counts.items()
        if place in kept and place[1] != "c" and different <= MOST_WORDS
    }
    return kept, words


def _make_words(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    place: tuple[str, str],
    facet: Sql,
    staged: Sql,
) -> Sql:
    """Returns the type of a facet's words, which is made."""
    made = name("_".join((table, *place)))
    connection.execute(
        fill(
            "CREATE TYPE {made} AS ENUM (SELECT DISTINCT CAST({facet} AS VARCHAR) "
            "FROM {staged} WHERE {facet} IS NOT NULL)",
            made=made,
            facet=facet,
            staged=staged,
        )
    )
    return made
