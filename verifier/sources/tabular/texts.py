"""Typed columns of texts and truth values, and of what is shown as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.sources.cells import coerce_text
from verifier.sources.sql import Sql, fill, name
from verifier.sources.telling import may_be_number
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

_BLOCK = 20_000
_NO_NUMBER_TYPE = Sql("DECIMAL(18, 0)")


def boolean_facets(value: Sql) -> Facets:
    """Returns the facets of a column of truth values."""
    return Facets(
        0,
        fill("CASE WHEN {value} IS NULL THEN 0 ELSE 3 END", value=value),
        Sql(),
        fill("CAST({value} AS DOUBLE)", value=value),
        fill("upper(CAST({value} AS VARCHAR))", value=value),
        Sql(),
        Sql(),
        _NO_NUMBER_TYPE,
    )


def text_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, column: int
) -> Facets:
    """Returns the facets of a column of texts: a text stays one.

    Texts that look like numbers are read once each; their numbers are joined.
    """
    text = fill("CAST({value} AS VARCHAR)", value=value)
    table, odd = coerced_table(column), Sql(f"o{column}")
    has_numbers = _find_numbers(connection, text, table)
    join = fill(
        " LEFT JOIN {table} AS {o} ON {o}.v = {text}", **_parts(table, odd, text)
    )
    return Facets(
        0,
        fill("CASE WHEN {text} IS NULL THEN 0 ELSE 2 END", text=text),
        Sql(),
        fill("{o}.c", o=odd) if has_numbers else Sql(),
        text,
        Sql(),
        join if has_numbers else Sql(),
        _NO_NUMBER_TYPE,
    )


def coerced_table(column: int) -> Sql:
    """Returns the name of the table of a column's texts that look like numbers."""
    return name(f"coerced_{column}")


def _parts(table: Sql, odd: Sql, text: Sql) -> dict[str, Sql]:
    return {"table": table, "o": odd, "text": text}


def _find_numbers(connection: duckdb.DuckDBPyConnection, text: Sql, table: Sql) -> bool:
    """Returns whether texts look like numbers, which stand in the table then."""
    connection.execute(
        fill("CREATE OR REPLACE TABLE {table} (v VARCHAR, c DOUBLE)", table=table)
    )
    insert = fill(
        "INSERT INTO {table} SELECT unnest(CAST($1 AS VARCHAR[])), "
        "unnest(CAST($2 AS DOUBLE[]))",
        table=table,
    )
    has_numbers = False
    for block in _telling_texts(connection, text):
        pairs = [(one, coerce_text(one)) for one in block]
        telling = [(one, float(number)) for one, number in pairs if number is not None]
        if telling:
            has_numbers = True
            connection.execute(
                insert, [list(part) for part in zip(*telling, strict=True)]
            )
    return has_numbers


def _telling_texts(
    connection: duckdb.DuckDBPyConnection, text: Sql
) -> Iterator[list[str]]:
    cursor = connection.cursor()
    try:
        found = cursor.execute(
            fill(
                "SELECT DISTINCT {text} FROM {staged} AS s WHERE {telling}",
                text=text,
                staged=STAGED,
                telling=may_be_number(text),
            )
        )
        while block := found.fetchmany(_BLOCK):
            yield [str(row[0]) for row in block]
    finally:
        cursor.close()
