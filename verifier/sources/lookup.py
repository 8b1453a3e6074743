"""The rows of a sheet that hold given values.

The columns that are looked at are loaded into a table of their own, which is dropped
again: no calculation sees them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.lookup import MOST_ROWS, Found
from verifier.model.source import CellKind
from verifier.sources.dates import serial_of_date
from verifier.sources.sql import Sql, fill, joined, listed, name
from verifier.sources.typed import LONG_DIGITS, drop_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from verifier.model.lookup import Lookup
    from verifier.model.source import ColumnLayout, Sheet
    from verifier.sources.opened import OpenedSource

MOST_NEAREST = 3
LONGEST_COMPARED = 100

_Value = str | Decimal


def find_rows(
    connection: duckdb.DuckDBPyConnection,
    opened: OpenedSource,
    sheet: Sheet,
    lookups: Sequence[Lookup],
) -> Iterator[Found]:
    """Yields what was found for each lookup in one sheet.

    Args:
        connection: not locked yet.
        opened: the sheet's source.
        sheet: where to look.
        lookups: in this sheet.

    Raises:
        SourceError: if the columns cannot be loaded.
    """
    place = replace(sheet, table=f"keys_{sheet.table}")
    columns = sorted({column for lookup in lookups for column, _ in lookup.keys})
    layout = opened.load(connection, place, tuple(columns))
    try:
        for lookup in lookups:
            keys = [(layout.columns[column], value) for column, value in lookup.keys]
            yield _found(connection, name(place.table), lookup, keys)
    finally:
        drop_table(connection, place)


def _found(
    connection: duckdb.DuckDBPyConnection,
    table: Sql,
    lookup: Lookup,
    keys: Sequence[tuple[ColumnLayout, _Value]],
) -> Found:
    conditions = [_holds(column, value, n) for n, (column, value) in enumerate(keys)]
    bound = {f"v{n}": _bound(value) for n, (_, value) in enumerate(keys)}
    within = fill(
        "{table} WHERE _row BETWEEN {first} AND {last}",
        table=table,
        first=lookup.first_row,
        last=lookup.last_row,
    )

    def ask(query: Sql) -> list[tuple[int, ...]]:
        return connection.execute(query, _used(query, bound)).fetchall()

    rows = ask(_rows_query(within, conditions))
    count, *alone = ask(_counts_query(within, conditions))[0]
    nearest = (
        () if stands else _nearest(connection, within, column, value)
        for stands, (column, value) in zip(alone, keys, strict=True)
    )
    return Found(tuple(row[0] for row in rows), count, tuple(alone), tuple(nearest))


def _rows_query(within: Sql, conditions: Sequence[Sql]) -> Sql:
    return fill(
        "SELECT _row FROM {within}{every} ORDER BY _row LIMIT {most}",
        within=within,
        every=_all_of(conditions),
        most=MOST_ROWS,
    )


def _counts_query(within: Sql, conditions: Sequence[Sql]) -> Sql:
    """Returns the SELECT of how many rows meet all conditions, and each alone."""
    alone = (fill("count(*) FILTER (WHERE {one})", one=one) for one in conditions)
    return fill(
        "SELECT count(*) FILTER (WHERE TRUE{every}), {alone} FROM {within}",
        every=_all_of(conditions),
        alone=listed(*alone),
        within=within,
    )


def _all_of(conditions: Sequence[Sql]) -> Sql:
    return joined(*(fill(" AND {one}", one=one) for one in conditions))


def _holds(column: ColumnLayout, value: _Value, place: int) -> Sql:
    """Returns the condition that a cell holds a value; a blank cell holds none.

    A number is compared by value, a text with what the file has and what is shown;
    a day that is written as 2025-01-31 is the date, however the sheet shows it.
    """
    if isinstance(value, Decimal):
        return _equals(column, value, place)
    condition = fill(
        "{raw} = $v{place} OR {text} = $v{place}",
        raw=_raw_of(column),
        text=name(f"{column.letter}_t"),
        place=place,
    )
    day = _day(value)
    if day is not None:
        condition = fill(
            "{condition} OR {kind} = {date} AND {number} = {day}",
            condition=condition,
            kind=name(f"{column.letter}_k"),
            date=int(CellKind.DATE),
            number=name(f"{column.letter}_n"),
            day=day,
        )
    return fill(
        "coalesce({kind} <> 0 AND ({condition}), FALSE)",
        kind=name(f"{column.letter}_k"),
        condition=condition,
    )


def _equals(column: ColumnLayout, value: Decimal, place: int) -> Sql:
    """Returns the condition that a cell's number has a value."""
    kind = Sql("DOUBLE")
    if column.scale is not None:
        if not _fits(value, column.scale):
            return Sql("FALSE")
        kind = fill("DECIMAL({n}, {scale})", n=LONG_DIGITS, scale=column.scale)
    return fill(
        "coalesce({kind} = {numbers} AND {number} = CAST($v{place} AS {type}), FALSE)",
        kind=name(f"{column.letter}_k"),
        numbers=int(CellKind.NUMBER),
        number=name(f"{column.letter}_n"),
        place=place,
        type=kind,
    )


def _fits(value: Decimal, scale: int) -> bool:
    """Returns whether a column of that scale can hold a value at all."""
    _, digits, exponent = value.normalize().as_tuple()
    behind = max(0, -int(exponent))
    before = max(0, len(digits) + int(exponent))
    return behind <= scale and before + scale <= LONG_DIGITS


def _nearest(
    connection: duckdb.DuckDBPyConnection,
    within: Sql,
    column: ColumnLayout,
    value: _Value,
) -> tuple[str, ...]:
    """Returns the values of a column that are most like one that it does not hold."""
    if isinstance(value, Decimal) and CellKind.NUMBER in column.kinds:
        order = fill(
            "abs(CAST({number} AS DOUBLE) - CAST($value AS DOUBLE))",
            number=name(f"{column.letter}_n"),
        )
        wanted = fill("{kind} = 1", kind=name(f"{column.letter}_k"))
    else:
        order = fill(
            "-jaro_winkler_similarity(lower(left({raw}, {most})), lower($value))",
            raw=_raw_of(column),
            most=LONGEST_COMPARED,
        )
        wanted = fill("{kind} <> 0", kind=name(f"{column.letter}_k"))
    query = fill(
        "SELECT left(raw, {most}) FROM (SELECT {raw} AS raw, min({order}) AS away "
        "FROM {within} AND {wanted} GROUP BY raw) ORDER BY away, raw LIMIT {few}",
        most=LONGEST_COMPARED,
        raw=_raw_of(column),
        order=order,
        within=within,
        wanted=wanted,
        few=MOST_NEAREST,
    )
    bound = {"value": _bound(value)[:LONGEST_COMPARED]}
    return tuple(str(row[0]) for row in connection.execute(query, bound).fetchall())


def _raw_of(column: ColumnLayout) -> Sql:
    """Returns the raw text of a column's cells."""
    return fill(
        "coalesce({raw}, {text}, CAST({number} AS VARCHAR), '')",
        raw=name(f"{column.letter}_r"),
        text=name(f"{column.letter}_t"),
        number=name(f"{column.letter}_n"),
    )


def _day(text: str) -> int | None:
    """Returns the serial of a day that is written as 2025-01-31."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return serial_of_date(day) if text == day.isoformat() else None


def _bound(value: _Value) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value


def _used(query: Sql, bound: dict[str, str]) -> dict[str, str]:
    """Returns the values that a query names; DuckDB refuses others."""
    return {key: value for key, value in bound.items() if f"${key}" in query}
