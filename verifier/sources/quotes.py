"""The cells of a range as a reader sees them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.plan import Quote, QuotedCell
from verifier.model.source import CellKind
from verifier.sources.sql import fill, joined, name

if TYPE_CHECKING:
    import duckdb

    from verifier.model.address import CellRange
    from verifier.model.source import SheetLayout
    from verifier.sources.sql import Sql


def quote_cells(
    connection: duckdb.DuckDBPyConnection,
    layout: SheetLayout,
    cells: CellRange,
    most_rows: int,
) -> Quote:
    """Returns cells of a range: all rows, or the first ones and the last.

    Shape: rows past the used range and columns that are not loaded are left out.

    Args:
        connection: where the sheet is loaded.
        layout: the sheet, as it is loaded.
        cells: the range.
        most_rows: how many rows are wanted at most, one at least.
    """
    last = min(cells.last_row, layout.sheet.rows)
    rows = _rows(cells.first_row, last, max(1, most_rows))
    columns = tuple(
        column
        for column in range(cells.first_column, cells.last_column + 1)
        if column in layout.columns
    )
    if not columns or len(rows) < 1:
        return Quote(cells, rows, ())
    facets = [_facets(layout.columns[column].letter) for column in columns]
    query = fill(
        "SELECT _row{facets} FROM {table} WHERE _row BETWEEN {first} AND {until} "
        "OR _row = {last} ORDER BY _row",
        facets=joined(*facets),
        table=name(layout.sheet.table),
        first=min(rows),
        until=min(rows) + len(rows) - 2,
        last=max(rows),
    )
    quoted = tuple(
        QuotedCell(column, row[0], CellKind(row[at]), row[at + 1], _number(row[at + 2]))
        for row in connection.execute(query).fetchall()
        for at, column in zip(range(1, len(row), 3), columns, strict=True)
    )
    return Quote(cells, rows, quoted)


def _facets(letter: str) -> Sql:
    """Returns kind, raw text and number of a column, for SELECT."""
    return fill(
        ", {kind}, coalesce({raw}, {text}, CAST({number} AS VARCHAR), ''), {number}",
        kind=name(f"{letter}_k"),
        raw=name(f"{letter}_r"),
        text=name(f"{letter}_t"),
        number=name(f"{letter}_n"),
    )


def _rows(first: int, last: int, most: int) -> tuple[int, ...]:
    if last < first:
        return ()
    if last - first < most:
        return tuple(range(first, last + 1))
    return (*range(first, first + most - 1), last)


def _number(found: Decimal | float | None) -> Decimal | None:
    if found is None or isinstance(found, Decimal):
        return found
    return Decimal(repr(found))
