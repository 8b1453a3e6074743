"""A long sheet's table, without what is alike in every row.

The table is a view then: facets that no cell of a column has are NULL in it and stored
nowhere, and texts of few different words are stored as numbers of these words. Whoever
reads the view sees the same columns of the same types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def store_compactly(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[Layers],
    staged: Sql,
    order: Sql,
) -> Sql:
    """Returns the name of the table that was made; the sheet's table is a view of it.

    Args:
        connection: where to.
        table: the sheet's table, which is not there yet.
        columns: to be stored.
        staged: SQL behind FROM, joins included.
        order: SQL that sorts it, empty where it is in order.
    """
    kept, words = _survey(connection, columns, staged)
    stored: list[Sql] = [Sql("s._row")]
    seen: list[Sql] = [Sql("_row")]
    for column in columns:
        facets = {"c": column.coerced, "t": column.text, "r": column.raw}
        for mark, facet in (("k", column.kind), ("n", column.number)):
            stored.append(fill("{f} AS {n}", f=facet, n=column.name(mark)))
            seen.append(column.name(mark))
        for mark, kind in _TYPES:
            place = column.letter, mark
            parts = {"n": column.name(mark), "type": kind}
            if place in words:
                parts["type"] = _make_words(
                    connection, table, place, facets[mark], staged
                )
            if place in kept:
                template = "CAST({f} AS {type}) AS {n}"
                stored.append(fill(template, f=facets[mark], **parts))
            source = column.name(mark) if place in kept else Sql("NULL")
            seen.append(
                fill("CAST({f} AS {type}) AS {n}", f=source, n=parts["n"], type=kind)
            )
    store = name(f"{table}_store")
    connection.execute(
        fill(
            "CREATE TABLE {store} AS SELECT {columns} FROM {staged}{order}",
            store=store,
            columns=listed(*stored),
            staged=staged,
            order=order,
        )
    )
    connection.execute(
        fill(
            "CREATE VIEW {table} AS SELECT {columns} FROM main.{store}",
            table=name(table),
            columns=listed(*seen),
            store=store,
        )
    )
    return store


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
