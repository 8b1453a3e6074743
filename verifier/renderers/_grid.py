"""A small grid of the cited cells, with column letters, headers and row numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import column_letter
from verifier.renderers._visible import one_line, shorten, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.plan import Quote
    from verifier.model.source import Sheet, SheetKey

_COLUMNS = 8
_CELL = 24


def grid(quote: Quote, sheets: Mapping[SheetKey, Sheet]) -> list[str]:
    """Returns the lines of a grid: its letters, headers, then one line a quoted row.

    Rows that are not quoted show as `⋮`, columns beyond the eighth as `…`. Empty
    where nothing is quoted.
    """
    if not quote.rows:
        return []
    cells = quote.cells
    last = min(cells.last_column, cells.first_column + _COLUMNS - 1)
    columns = range(cells.first_column, last + 1)
    raw = {(cell.row, cell.column): cell.raw for cell in quote.quoted}
    table = [["", *(column_letter(column) for column in columns)]]
    header = _headers(columns, quote, sheets)
    if header:
        table.append(header)
    table += _body(quote, columns, raw)
    if cells.last_column > last:
        table = [[*row, "…"] for row in table]
    return _laid_out(table)


def _headers(
    columns: range, quote: Quote, sheets: Mapping[SheetKey, Sheet]
) -> list[str]:
    """Returns the header row, unless there is none or the quote holds it."""
    sheet = sheets.get(quote.cells.sheet)
    if sheet is None or not sheet.header_row or sheet.header_row in quote.rows:
        return []
    headers = dict(enumerate(sheet.headers, start=1))
    return [str(sheet.header_row), *(headers.get(c, "") for c in columns)]


def _body(
    quote: Quote, columns: range, raw: Mapping[tuple[int, int], str]
) -> list[list[str]]:
    rows: list[list[str]] = []
    previous = quote.rows[0] - 1
    for row in quote.rows:
        if row > previous + 1:
            rows.append(["⋮", *("⋮" for _ in columns)])
        rows.append([str(row), *(raw.get((row, column), "") for column in columns)])
        previous = row
    if previous < quote.cells.last_row:
        rows.append(["⋮", *("⋮" for _ in columns)])
    return rows


def _laid_out(table: list[list[str]]) -> list[str]:
    shown = [[shorten(one_line(text), _CELL) for text in row] for row in table]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return [
        "  ".join(
            " " * (room - width(text)) + text
            for text, room in zip(row, widths, strict=True)
        ).rstrip()
        for row in shown
    ]
