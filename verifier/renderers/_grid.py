"""A small grid of the cited cells, with column letters, headers and row numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import column_letter
from verifier.model.visible import one_line
from verifier.renderers._visible import shorten, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.plan import Quote
    from verifier.model.source import Sheet, SheetKey

_COLUMNS = 8
_CELL = 24


def grids(
    quotes: tuple[Quote, ...], sheets: Mapping[SheetKey, Sheet]
) -> list[list[str]]:
    """Returns grids as lines: letters, headers, then one line a quoted row.

    Quotes of the same rows of one sheet share a grid. Rows that are not quoted show as
    `⋮`, columns beyond the eighth as `…`. Where there are several grids, each begins
    with what it shows.
    """
    together: dict[tuple[SheetKey, tuple[int, ...]], list[Quote]] = {}
    for quote in quotes:
        if quote.rows:
            together.setdefault((quote.cells.sheet, quote.rows), []).append(quote)
    bodies = [_grid(group, sheets) for group in together.values()]
    if len(bodies) < 2:  # noqa: PLR2004 - one needs no title
        return bodies
    titles = (_title(group) for group in together.values())
    return [[title, *body] for title, body in zip(titles, bodies, strict=True)]


def _title(quotes: list[Quote]) -> str:
    return one_line(", ".join(str(quote.cells) for quote in quotes))


def _grid(quotes: list[Quote], sheets: Mapping[SheetKey, Sheet]) -> list[str]:
    wanted = {
        column
        for quote in quotes
        for column in range(quote.cells.first_column, quote.cells.last_column + 1)
    }
    columns = sorted(wanted)[:_COLUMNS]
    raw = {(c.row, c.column): c.raw for quote in quotes for c in quote.quoted}
    table = [["", *map(column_letter, columns)]]
    sheet = sheets.get(quotes[0].cells.sheet)
    rows = quotes[0].rows
    if sheet is not None and sheet.header_row and sheet.header_row not in rows:
        headers = dict(enumerate(sheet.headers, start=1))
        table.append([str(sheet.header_row), *(headers.get(c, "") for c in columns)])
    last = max(quote.cells.last_row for quote in quotes)
    table += _body(rows, last, columns, raw)
    if len(wanted) > len(columns):
        table = [[*row, "…"] for row in table]
    return _laid_out(table)


def _body(
    rows: tuple[int, ...],
    last: int,
    columns: list[int],
    raw: Mapping[tuple[int, int], str],
) -> list[list[str]]:
    gap = ["⋮", *("⋮" for _ in columns)]
    body: list[list[str]] = []
    previous = rows[0] - 1
    for row in rows:
        if row > previous + 1:
            body.append(gap)
        body.append([str(row), *(raw.get((row, column), "") for column in columns)])
        previous = row
    if previous < last:
        body.append(gap)
    return body


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
