"""Tables that speak Arrow (Polars, PyArrow, …): to columns of plain values.

They are known by `__arrow_c_stream__` alone, so that none of these packages is needed.

Source: Apache Arrow, "The Arrow PyCapsule Interface".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

import duckdb

from verifier.errors import SourceError
from verifier.sources.frame import MOST_CELLS, FrameColumns
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.columns import TypedColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
_PLAIN = frozenset(
    (
        *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
        *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
        *("DOUBLE", "BOOLEAN", "VARCHAR", "DATE"),
    )
)
_REFUSED = {
    "Object": "pl.String",
    "Int128": "pl.Decimal(38, 0)",
    "UInt128": "pl.Decimal(38, 0)",
    "Float16": "pl.Float32",
}
"""Types of Polars that the engine has not, and what they may be cast to."""


class ArrowStream(Protocol):
    """What gives its cells as a stream of Arrow."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Returns a capsule that holds the stream."""


class _Stream:
    """A table of which nothing is seen but its stream."""

    def __init__(self, table: ArrowStream) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def columns_of_table(table: ArrowStream, shown: str) -> FrameColumns:
    """Returns a table's cells: for each column its name, then its values.

    Shape: int, float, Decimal, str, bool, date, datetime, or None for a missing value;
    lists and records are texts of JSON, moments with a zone are shown as UTC. Row i of
    the table is row i + 2 of the sheet.

    Args:
        table: read once.
        shown: its name in messages.

    Raises:
        SourceError: if it cannot be read, or has too many cells.
    """
    if _names_in(table) == []:
        return FrameColumns()
    try:
        with duckdb.connect(config=_SETTINGS) as connection:
            connection.register("given", _Stream(_readable(table, shown)))
            rows = connection.execute("DESCRIBE SELECT * FROM given").fetchall()
            names = _names_in(table) or [str(row[0]) for row in rows]
            if len(names) != len(rows):
                raise SourceError(shown, "names other columns than it has", "a table")
            columns = [
                TypedColumn(number, names[number - 1], str(row[1]))
                for number, row in enumerate(rows, 1)
            ]
            return _read(connection, columns, shown)
    except duckdb.Error as error:
        words = str(error).partition("\n")[0]
        raise SourceError(
            shown,
            f"cannot be read: {words}",
            "a table that speaks Arrow",
            "Cast its columns to numbers of at most 64 bits, decimals, texts or dates.",
        ) from None


def _readable(table: ArrowStream, shown: str) -> ArrowStream:
    """Returns a frame of Polars without the columns that it hands over in an odd way.

    A column that holds nothing at all has no type; the engine takes what Polars says of
    it for a damaged one. Objects of Python would be the addresses where they stand.

    Raises:
        SourceError: if a column holds objects, or numbers that the engine has not.
    """
    names, types = _names_in(table), getattr(table, "dtypes", None)
    cast_columns: object = getattr(table, "cast", None)
    if names is None or not isinstance(types, list) or not callable(cast_columns):
        return table
    kinds = dict(zip(names, map(str, cast("list[object]", types)), strict=False))
    for column, kind in kinds.items():
        if kind in _REFUSED:
            raise SourceError(
                shown,
                f"cannot be read: its column {column!r} is of type {kind}",
                "numbers of at most 64 bits, decimals, texts or dates",
                f"Cast it: with_columns(pl.col({column!r}).cast({_REFUSED[kind]})).",
            )
    nothing = {column: str for column, kind in kinds.items() if kind == "Null"}
    return cast("ArrowStream", cast_columns(nothing)) if nothing else table


def _names_in(table: ArrowStream) -> list[str] | None:
    """Returns the names that a table itself gives its columns, None if it does not.

    The engine tells columns apart that have one name, or differ in case alone.
    """
    for attribute in ("column_names", "columns"):
        names: object = getattr(table, attribute, None)
        if isinstance(names, list):
            listed = cast("list[object]", names)
            if all(isinstance(name, str) for name in listed):
                return list(map(str, listed))
    return None


def _read(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[TypedColumn], shown: str
) -> FrameColumns:
    names = listed(*(name(f"c{column.number}") for column in columns))
    if not columns:
        return FrameColumns()
    connection.execute(
        fill("CREATE TABLE kept AS SELECT * FROM given AS t({names})", names=names)
    )
    count = connection.execute("SELECT count(*) FROM kept").fetchall()[0][0]
    cells = int(count) * len(columns)
    if cells > MOST_CELLS:
        raise SourceError(
            shown,
            f"has {cells:,} cells",
            f"at most {MOST_CELLS:,}",
            "Hand over the columns that are cited.",
        )
    found: list[tuple[object, ...]] = []
    for column in columns:
        query = fill(
            "SELECT {value}, {odd} FROM kept",
            value=_value_of(column),
            odd=_odd_date_of(column),
        )
        pairs = connection.execute(query).fetchall()
        values = (value if odd is None else odd for value, odd in pairs)
        found.append((column.header, *values))
    return FrameColumns(found)


def _odd_date_of(column: TypedColumn) -> Sql:
    """Returns the text of a date that Python has not, else NULL.

    It would be given as another date: one before Christ as the first of the year 1.
    """
    if column.type != "DATE" and not column.type.startswith("TIMESTAMP"):
        return Sql("NULL")
    value = name(f"c{column.number}")
    test = fill("isfinite({value})", value=value)
    if column.type != "TIMESTAMP_NS":  # which ends in 2262
        test = fill(
            "{value} >= DATE '0001-01-01' AND {value} < DATE '10000-01-01'", value=value
        )
    return fill(
        "CASE WHEN NOT ({test}) THEN CAST({value} AS VARCHAR) END",
        test=test,
        value=value,
    )


def _value_of(column: TypedColumn) -> Sql:
    """Returns the value of a column as something that Python has."""
    value = name(f"c{column.number}")
    made = Sql("CAST({value} AS VARCHAR)")
    if column.type in _PLAIN or column.type.startswith("DECIMAL"):
        made = Sql("{value}")
    elif column.type == "FLOAT":  # by its shortest digits, as in every format
        made = Sql("CAST(CAST({value} AS VARCHAR) AS DOUBLE)")
    elif column.type.endswith("TIME ZONE") and column.type.startswith("TIMESTAMP"):
        made = Sql("make_timestamp(epoch_us({value}))")
    elif column.type.startswith("TIMESTAMP"):
        made = Sql("TRY_CAST({value} AS TIMESTAMP)")
    elif column.is_nested:
        made = Sql("CAST(to_json({value}) AS VARCHAR)")
    return Sql(made.replace("{value}", value))
