"""What the staged texts of a column mean: plain numbers by SQL, the rest by us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.source import CellKind
from verifier.sources.cells import plain_text, read_text
from verifier.sources.sql import Sql, fill, name
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from verifier.sources.delimited.conventions import Conventions

_BLOCK = 20_000


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
    odd = odd_table(column)
    text = fill("s.{column}", column=name(f"c{column}"))
    o = Sql(f"o{column}")
    _read_odd(connection, column, conventions)
    plain = _plain(text, conventions)
    parts = {"text": text, "plain": plain, "o": o, "header": header_row}
    return Facets(
        column,
        fill(
            "CASE WHEN {text} IS NULL THEN 0 WHEN s._row = {header} THEN 2 "
            "WHEN {plain} THEN 1 ELSE coalesce({o}.k, 2) END",
            **parts,
        ),
        fill(
            "CASE WHEN s._row = {header} THEN NULL WHEN {plain} THEN {text} "
            "ELSE {o}.n END",
            **parts,
        ),
        fill(
            "CASE WHEN {plain} THEN CASE WHEN s._row = {header} "
            "THEN CAST({text} AS DOUBLE) END "
            "WHEN s._row = {header} AND {o}.k <> 3 "
            "THEN coalesce(CAST({o}.n AS DOUBLE), {o}.c) "
            "WHEN s._row = {header} THEN NULL ELSE {o}.c END",
            **parts,
        ),
        fill(
            "CASE WHEN {text} IS NULL THEN NULL WHEN s._row = {header} THEN {text} "
            "WHEN {plain} THEN NULL WHEN {o}.k IS NULL THEN {text} ELSE {o}.t END",
            **parts,
        ),
        text,
        fill(" LEFT JOIN {odd} AS {o} ON {o}.v = {text}", odd=odd, o=o, text=text),
    )


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
) -> None:
    """Makes the table of the readings that differ from the text itself."""
    text = fill("s.{column}", column=name(f"c{column}"))
    table = odd_table(column)
    connection.execute(
        fill(
            "CREATE OR REPLACE TABLE {table} "
            "(v VARCHAR, k UTINYINT, n VARCHAR, c DOUBLE, t VARCHAR)",
            table=table,
        )
    )
    insert = fill(
        "INSERT INTO {table} SELECT unnest(CAST($1 AS VARCHAR[])), "
        "unnest(CAST($2 AS UTINYINT[])), unnest(CAST($3 AS VARCHAR[])), "
        "unnest(CAST($4 AS DOUBLE[])), unnest(CAST($5 AS VARCHAR[]))",
        table=table,
    )
    for texts in _odd_texts(connection, text, conventions):
        rows = [_row_of(found, conventions) for found in texts]
        telling = [row for row in rows if row[1] != CellKind.TEXT or row[3] is not None]
        if telling:
            connection.execute(
                insert, [list(facet) for facet in zip(*telling, strict=True)]
            )


def _odd_texts(
    connection: duckdb.DuckDBPyConnection, text: Sql, conventions: Conventions
) -> Sequence[Sequence[str]]:
    """Returns the distinct texts that may be more than a text, in blocks."""
    found = connection.execute(
        fill(
            "SELECT DISTINCT {text} FROM {staged} AS s WHERE {text} IS NOT NULL "
            "AND length({text}) <= 64 AND NOT {plain} "
            "AND (regexp_matches({text}, '[0-9]') OR contains({text}, '#') "
            "OR regexp_matches({text}, '(?i)^\\s*(true|false)\\s*$'))",
            text=text,
            staged=STAGED,
            plain=_plain(text, conventions),
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
