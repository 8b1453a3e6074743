"""Typed columns of numbers: exact where digits allow it, by SQL alone.

Each function returns facets of the data rows; the header row is another's affair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.sources.sql import Sql, fill
from verifier.sources.typed import (
    LONG_DIGITS,
    MOST_DECIMALS,
    SHORT_DIGITS,
    STAGED,
    Facets,
    decimal_type,
)

if TYPE_CHECKING:
    import duckdb

_SMALL = frozenset(("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT"))
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def whole_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, type_name: str
) -> Facets:
    """Returns the facets of a column of whole numbers."""
    digits = SHORT_DIGITS
    if type_name not in _SMALL:
        query = fill(
            "SELECT greatest(length(ltrim(CAST(min({value}) AS VARCHAR), '-')), "
            "length(ltrim(CAST(max({value}) AS VARCHAR), '-')), 1) FROM {staged} AS s",
            value=value,
            staged=STAGED,
        )
        digits = _number_of(connection, query)
    kind = decimal_type(digits, 0)
    raw = Sql() if kind != "DOUBLE" else fill("CAST({value} AS VARCHAR)", value=value)
    return _numbers(value, kind, raw)


def decimal_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, type_name: str
) -> Facets:
    """Returns the facets of a column of decimals, with the scale that it declares."""
    found = _DECIMAL.fullmatch(type_name)
    precision, scale = (int(found[1]), int(found[2])) if found else (LONG_DIGITS, 0)
    raw = fill("CAST({value} AS VARCHAR)", value=value)
    if scale > MOST_DECIMALS:
        query = fill(
            "SELECT count(*) FROM {staged} AS s WHERE round({value}, {most}) <> {value}"
            " OR abs({value}) >= 1e25",
            staged=STAGED,
            value=value,
            most=MOST_DECIMALS,
        )
        is_exact = not _number_of(connection, query)
        kind = fill("DECIMAL({most}, {scale})", most=LONG_DIGITS, scale=MOST_DECIMALS)
        return _numbers(value, kind if is_exact else Sql("DOUBLE"), raw)
    if precision > SHORT_DIGITS:
        query = fill(
            "SELECT coalesce(max(length(ltrim(split_part(CAST({value} AS VARCHAR), "
            "'.', 1), '-'))), 1) FROM {staged} AS s",
            value=value,
            staged=STAGED,
        )
        precision = _number_of(connection, query) + scale
    return _numbers(value, decimal_type(precision - scale, scale), Sql())


def float_facets(
    connection: duckdb.DuckDBPyConnection, value: Sql, type_name: str
) -> Facets:
    """Returns the facets of a column of binary numbers: their shortest digits.

    So 0.1 is the decimal 0.1, as a file of text would have it. What is no finite number
    that a cell can hold is the error #NUM!.
    """
    del type_name
    text = fill("CAST({value} AS VARCHAR)", value=value)
    is_number = fill(
        "(isfinite({value}) AND ({value} = 0 OR abs({value}) >= 1e-307))", value=value
    )
    kind = _float_type(connection, text, is_number)
    error = fill("{value} IS NOT NULL AND NOT {number}", value=value, number=is_number)
    return Facets(
        0,
        fill(
            "CASE WHEN {value} IS NULL THEN 0 WHEN {is_number} THEN 1 ELSE 4 END",
            value=value,
            is_number=is_number,
        ),
        fill(
            "CASE WHEN {is_number} THEN CAST({text} AS {kind}) END",
            is_number=is_number,
            text=text,
            kind=kind,
        ),
        Sql(),
        fill("CASE WHEN {error} THEN '#NUM!' END", error=error),
        fill(
            r"regexp_replace({text}, '\.0$', '')",
            text=text,
        ),
        Sql(),
        kind,
    )


def _float_type(
    connection: duckdb.DuckDBPyConnection, text: Sql, is_number: Sql
) -> Sql:
    """Returns DECIMAL where it holds the shortest digits of all numbers."""
    query = fill(
        "SELECT coalesce(max(greatest(f - e, 0)), 0), coalesce(max(w + greatest(e, 0)),"
        " 1) FROM (SELECT length(rtrim(split_part(split_part(n, 'e', 1), '.', 2), '0'))"
        " AS f, length(ltrim(split_part(n, '.', 1), '-')) AS w, "
        "coalesce(TRY_CAST(split_part(n, 'e', 2) AS INTEGER), 0) AS e "
        "FROM (SELECT {text} AS n FROM {staged} AS s WHERE {is_number}) AS numbers) "
        "AS digits",
        text=text,
        staged=STAGED,
        is_number=is_number,
    )
    row = connection.execute(query).fetchall()[0]
    return decimal_type(int(row[1]), int(row[0]))


def _numbers(value: Sql, kind: Sql, raw: Sql) -> Facets:
    return Facets(
        0,
        fill("CASE WHEN {value} IS NULL THEN 0 ELSE 1 END", value=value),
        value,
        Sql(),
        Sql(),
        raw,
        Sql(),
        kind,
    )


def _number_of(connection: duckdb.DuckDBPyConnection, query: Sql) -> int:
    found = connection.execute(query).fetchall()[0][0]
    return int(found or 0)
