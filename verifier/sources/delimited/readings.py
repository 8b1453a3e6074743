"""What the staged texts of a column mean: plain numbers by SQL, the rest by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.source import CellKind
from verifier.sources.cells import plain_text, read_text
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from verifier.sources.delimited.conventions import Conventions

TEXTS = name("texts")

_BLOCK = 20_000
_READ = {
    "k": Sql("UTINYINT"),
    "n": Sql("VARCHAR"),
    "c": Sql("DOUBLE"),
    "t": Sql("VARCHAR"),
}


def view_texts(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[int],
    conventions: Conventions,
) -> None:
    """Makes the staging table a view of some columns of the table of texts.

    It has a text as `c<number>`, and as `p<number>` whether that is a plain number: a
    regular expression stands once in it, since each time is compiled anew.
    """
    texts = [name(f"c{column}") for column in columns]
    tests = [
        fill(
            "{test} AS {plain}",
            test=_plain(text, conventions),
            plain=name(f"p{column}"),
        )
        for column, text in zip(columns, texts, strict=True)
    ]
    connection.execute(
        fill(
            "CREATE OR REPLACE VIEW {staged} AS SELECT _row, {columns} FROM {texts}",
            staged=STAGED,
            columns=listed(*texts, *tests),
            texts=TEXTS,
        )
    )


def read_column(
    connection: duckdb.DuckDBPyConnection,
    column: int,
    header_row: int,
    conventions: Conventions,
) -> Facets:
    """Returns how the facets of a staged column are found.

    A text that may mean something else than itself is read once, however often it
    stands in the column; its reading is joined to the cells.
    """
    text = fill("s.{column}", column=name(f"c{column}"))
    plain = fill("s.{plain}", plain=name(f"p{column}"))
    facets, join = _readings(connection, column, conventions)
    parts = {"text": text, "plain": plain, "header": header_row, **facets}
    return Facets(
        column,
        fill(
            "CASE WHEN {text} IS NULL THEN 0 WHEN s._row = {header} THEN 2 "
            "WHEN {plain} THEN 1 ELSE coalesce({k}, 2) END",
            **parts,
        ),
        fill(
            "CASE WHEN s._row = {header} THEN NULL WHEN {plain} THEN {text} "
            "ELSE {n} END",
            **parts,
        ),
        fill(
            "CASE WHEN {plain} THEN CASE WHEN s._row = {header} "
            "THEN CAST({text} AS DOUBLE) END "
            "WHEN s._row = {header} AND {k} <> 3 "
            "THEN coalesce(CAST({n} AS DOUBLE), {c}) "
            "WHEN s._row = {header} THEN NULL ELSE {c} END",
            **parts,
        ),
        fill(
            "CASE WHEN {text} IS NULL THEN NULL WHEN s._row = {header} THEN {text} "
            "WHEN {plain} THEN NULL WHEN {k} IS NULL THEN {text} ELSE {t} END",
            **parts,
        ),
        text,
        join,
    )


def _readings(
    connection: duckdb.DuckDBPyConnection, column: int, conventions: Conventions
) -> tuple[dict[str, Sql], Sql]:
    """Returns the facets that texts are read as, NULL for others, and their join."""
    if not _read_odd(connection, column, conventions):
        return {
            m: fill("CAST(NULL AS {t})", t=kind) for m, kind in _READ.items()
        }, Sql()
    o = Sql(f"o{column}")
    join = fill(
        " LEFT JOIN {odd} AS {o} ON {o}.v = s.{text}",
        odd=odd_table(column),
        o=o,
        text=name(f"c{column}"),
    )
    return {mark: fill("{o}.{m}", o=o, m=Sql(mark)) for mark in _READ}, join


def odd_table(column: int) -> Sql:
    """Returns the name of the table that holds the readings of a column's texts."""
    return name(f"odd_{column}")


def _plain(text: Sql, conventions: Conventions) -> Sql:
    """Returns the test for a number that needs no reading; never NULL."""
    if conventions.decimal == ",":
        return fill(
            "coalesce(regexp_full_match({text}, '-?(0|[1-9][0-9]{{0,17}})'), FALSE)",
            text=text,
        )
    return fill(
        "coalesce(regexp_full_match({text}, "
        r"'-?(0|[1-9][0-9]{{0,17}})(\.[0-9]{{1,18}})?'), FALSE)",
        text=text,
    )


def _read_odd(
    connection: duckdb.DuckDBPyConnection, column: int, conventions: Conventions
) -> bool:
    """Returns whether there are readings that differ from the text itself.

    They stand in a table then.
    """
    has_odd = False
    for texts in _odd_texts(connection, column):
        rows = [_row_of(found, conventions) for found in texts]
        telling = [row for row in rows if row[1] != CellKind.TEXT or row[3] is not None]
        if telling:
            _keep(connection, odd_table(column), telling)
            has_odd = True
    return has_odd


def _keep(
    connection: duckdb.DuckDBPyConnection,
    table: Sql,
    readings: Sequence[tuple[object, ...]],
) -> None:
    """Puts readings into their table, made where there is none."""
    connection.execute(
        fill(
            "CREATE TABLE IF NOT EXISTS {table} "
            "(v VARCHAR, k UTINYINT, n VARCHAR, c DOUBLE, t VARCHAR)",
            table=table,
        )
    )
    connection.execute(
        fill(
            "INSERT INTO {table} SELECT unnest(CAST($1 AS VARCHAR[])), "
            "unnest(CAST($2 AS UTINYINT[])), unnest(CAST($3 AS VARCHAR[])), "
            "unnest(CAST($4 AS DOUBLE[])), unnest(CAST($5 AS VARCHAR[]))",
            table=table,
        ),
        [list(facet) for facet in zip(*readings, strict=True)],
    )


def _odd_texts(
    connection: duckdb.DuckDBPyConnection, column: int
) -> Sequence[Sequence[str]]:
    """Returns the distinct texts that may be more than a text, in blocks."""
    text = fill("s.{column}", column=name(f"c{column}"))
    plain = fill("s.{plain}", plain=name(f"p{column}"))
    found = connection.execute(
        fill(
            "SELECT DISTINCT {text} FROM {staged} AS s WHERE {text} IS NOT NULL "
            "AND length({text}) <= 64 AND NOT {plain} "
            "AND (regexp_matches({text}, '[0-9]') OR contains({text}, '#') "
            "OR regexp_matches({text}, '(?i)^\\s*(true|false)\\s*$'))",
            text=text,
            staged=STAGED,
            plain=plain,
        )
    ).fetchall()
    texts = [str(row[0]) for row in found]
    return [texts[at : at + _BLOCK] for at in range(0, len(texts), _BLOCK)]


def _row_of(
    text: str, conventions: Conventions
) -> tuple[str, int, str | None, float | None, str | None]:
    reading = read_text(text, conventions.decimal, conventions.date_order)
    number = None if reading.number is None else plain_text(reading.number)
    coerced = None if reading.coerced is None else float(reading.coerced)
    return text, int(reading.kind), number, coerced, reading.text
