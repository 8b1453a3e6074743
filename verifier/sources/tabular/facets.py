"""What the cells of a typed column are: numbers, dates, booleans or texts, by SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.sources.cells import coerce_text
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.moments import date_facets, moment_facets
from verifier.sources.tabular.numbers import (
    decimal_facets,
    float_facets,
    whole_facets,
)
from verifier.sources.tabular.texts import boolean_facets, text_facets
from verifier.sources.typed import Facets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

    from verifier.sources.tabular.columns import TypedColumn

HEADS = name("staged_heads")

_WHOLE = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
)


def facets_of_column(
    connection: duckdb.DuckDBPyConnection, column: TypedColumn
) -> Facets:
    """Returns how the facets of a column in the staging table are found.

    The staging table has it as `c<number>`; row 1, where that is NULL, is its header:
    `t<number>`, with the number that it looks like as `n<number>`.
    """
    found = _facets(connection, column)
    text = _head("t", column)
    return Facets(
        column.number,
        fill("CASE WHEN s._row = 1 THEN 2 ELSE {own} END", own=found.kind),
        found.number,
        _first(_head("n", column), found.coerced)
        if found.coerced or coerce_text(column.header) is not None
        else Sql(),
        _first(text, found.text),
        _first(text, found.raw) if found.raw else Sql(),
        found.join,
        found.type,
        text_row=0 if found.text else 1,
    )


def stage_heads(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[TypedColumn]
) -> None:
    """Makes the table of one row that holds the headers."""
    types: list[Sql] = []
    bound: list[object] = []
    for column in columns:
        coerced = coerce_text(column.header)
        bound += [column.header, None if coerced is None else float(coerced)]
        text, number = name(f"t{column.number}"), name(f"n{column.number}")
        types.append(fill("{t} VARCHAR, {n} DOUBLE", t=text, n=number))
    connection.execute(
        fill(
            "CREATE OR REPLACE TABLE {heads} ({types})",
            heads=HEADS,
            types=listed(*types),
        )
    )
    places = listed(*(fill("${place}", place=n + 1) for n in range(len(bound))))
    connection.execute(
        fill("INSERT INTO {heads} VALUES ({places})", heads=HEADS, places=places),
        bound,
    )


def _facets(connection: duckdb.DuckDBPyConnection, column: TypedColumn) -> Facets:
    """Returns the facets of the rows below the header."""
    value = fill("s.{column}", column=name(f"c{column.number}"))
    kind = column.type
    numeric = _NUMERIC.get(kind.partition("(")[0])
    if numeric is not None:
        return numeric(connection, value, kind)
    if kind.startswith("TIMESTAMP"):
        return moment_facets(connection, value, kind)
    if kind == "BOOLEAN":
        return boolean_facets(value)
    if column.is_nested:
        value = fill("to_json({value})", value=value)
    return text_facets(connection, value, column.number)


def _head(mark: str, column: TypedColumn) -> Sql:
    return fill("s.{mark}", mark=name(f"{mark}{column.number}"))


def _first(header: Sql, own: Sql) -> Sql:
    return fill(
        "CASE WHEN s._row = 1 THEN {header} ELSE {own} END",
        header=header,
        own=own or Sql("NULL"),
    )


_NUMERIC: dict[str, Callable[[duckdb.DuckDBPyConnection, Sql, str], Facets]] = {
    **dict.fromkeys(_WHOLE, whole_facets),
    "DECIMAL": decimal_facets,
    "FLOAT": float_facets,
    "DOUBLE": float_facets,
    "DATE": date_facets,
}
