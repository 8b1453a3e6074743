"""The cells of one worksheet, and what stands round them.

Source: [MS-XLS] 2.4, the records that are named below.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.spreadsheets.facets import (
    boolean_facet,
    error_facet,
    number_facet,
    number_of_rk,
    text_facet,
)
from verifier.sources.staging import Facet
from verifier.sources.workbook.facets import UNCOMPUTED
from verifier.sources.workbook.sheet import Surroundings
from verifier.sources.xls.records import Record, Texts, records_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.sources.xls.workbook import Globals

_HIDDEN_ROW = 0x20
_ALWAYS_CALCULATED = 1
_NOT_A_NUMBER = 0xFFFF
_TEXT, _TRUTH, _ERROR = 0, 1, 2

Cell = tuple[Facet, bool]
"""What a cell is, and whether a formula gave it."""


@dataclass(slots=True)
class SheetCells:
    """The cells of a sheet, filled record by record.

    Attributes:
        book: what the workbook says.
        cells: by row and column, from 1.
        around: what stands round them.
        waiting: the cell of a formula whose text comes in a record of its own.
    """

    book: Globals
    cells: dict[tuple[int, int], Cell] = field(
        default_factory=dict[tuple[int, int], Cell]
    )
    around: Surroundings = field(default_factory=Surroundings)
    waiting: tuple[int, int] | None = None

    def put(
        self, row: int, column: int, facet: Facet | None, *, is_formula: bool = False
    ) -> None:
        """Keeps a cell.

        Raises:
            Broken: if its value is none, or it stands twice.
        """
        place = row + 1, column + 1
        address = f"{column_letter(column + 1)}{row + 1}"
        if facet is None:
            raise Broken(f"the cell {address} holds no value of its kind")
        if place in self.cells:
            raise Broken(f"the cell {address} stands twice")
        self.cells[place] = facet, is_formula

    def number(self, style: int, number: float) -> Facet | None:
        """Returns a number in a style."""
        return number_facet(
            number, is_date=self.book.shows_date(style), is_1904=self.book.is_1904
        )


def read_cells(stream: bytes, at: int, book: Globals) -> SheetCells:
    """Returns the cells of the sheet whose records begin at a place.

    Raises:
        Broken: if the records contradict each other, or are cut short.
    """
    found = SheetCells(book)
    for record in records_from(stream, at):
        take = _TAKERS.get(record.kind)
        if take is not None:
            take(found, record)
    if found.waiting is not None:
        raise Broken("a formula lacks its text")
    found.around.hidden_rows.sort()
    return found


def _take_number(found: SheetCells, record: Record) -> None:
    row, column, style, number = struct.unpack_from("<HHHd", record.body)
    found.put(row, column, found.number(style, number))


def _take_rk(found: SheetCells, record: Record) -> None:
    row, column, style, code = struct.unpack_from("<HHHI", record.body)
    found.put(row, column, found.number(style, number_of_rk(code)))


def _take_rks(found: SheetCells, record: Record) -> None:
    row, column = struct.unpack_from("<HH", record.body)
    for at in range(4, len(record.body) - 2 - 5, 6):
        style, code = struct.unpack_from("<HI", record.body, at)
        found.put(row, column, found.number(style, number_of_rk(code)))
        column += 1


def _take_shared(found: SheetCells, record: Record) -> None:
    row, column, _, number = struct.unpack_from("<HHHI", record.body)
    texts = found.book.texts
    if number >= len(texts):
        raise Broken(f"a cell shows the text {number:,} of {len(texts):,}")
    if texts[number]:
        found.put(row, column, text_facet(texts[number]))


def _take_label(found: SheetCells, record: Record) -> None:
    row, column = struct.unpack_from("<HH", record.body)
    found.put(row, column, text_facet(Texts(record.parts, 6).text()))


def _take_truth(found: SheetCells, record: Record) -> None:
    row, column, _, code, is_error = struct.unpack_from("<HHHBB", record.body)
    facet = error_facet(code) if is_error else boolean_facet(code)
    found.put(row, column, facet)


def _take_formula(found: SheetCells, record: Record) -> None:
    row, column, style = struct.unpack_from("<HHH", record.body)
    kind, code = record.body[6], record.body[8]
    mark, flags = struct.unpack_from("<HH", record.body, 12)
    facet: Facet | None
    if mark != _NOT_A_NUMBER:
        number = struct.unpack_from("<d", record.body, 6)[0]
        facet = found.number(style, number)
        if number == 0 and flags & _ALWAYS_CALCULATED:  # a writer's zero, not a result
            facet = Facet(CellKind.ERROR, text=UNCOMPUTED, raw="=…")
    elif kind == _TEXT:
        found.waiting = row, column
        return
    elif kind == _TRUTH:
        facet = boolean_facet(code)
    elif kind == _ERROR:
        facet = error_facet(code)
    else:
        facet = text_facet("")
    found.put(row, column, facet, is_formula=True)


def _take_text(found: SheetCells, record: Record) -> None:
    if found.waiting is not None:
        (row, column), found.waiting = found.waiting, None
        facet = text_facet(Texts(record.parts).text())
        found.put(row, column, facet, is_formula=True)


def _take_row(found: SheetCells, record: Record) -> None:
    row = struct.unpack_from("<H", record.body)[0]
    if struct.unpack_from("<H", record.body, 12)[0] & _HIDDEN_ROW:
        found.around.hidden_rows.append(row + 1)


def _take_columns(found: SheetCells, record: Record) -> None:
    first, last, _, _, flags = struct.unpack_from("<5H", record.body)
    if flags & 1:
        found.around.hidden_columns.append((first + 1, last + 1))


def _take_merges(found: SheetCells, record: Record) -> None:
    count = struct.unpack_from("<H", record.body)[0]
    for at in range(2, min(2 + 8 * count, len(record.body) - 7), 8):
        top, bottom, left, right = struct.unpack_from("<4H", record.body, at)
        first = f"{column_letter(left + 1)}{top + 1}"
        found.around.merges.append(f"{first}:{column_letter(right + 1)}{bottom + 1}")


_TAKERS: dict[int, Callable[[SheetCells, Record], None]] = {
    0x0203: _take_number,
    0x027E: _take_rk,
    0x00BD: _take_rks,
    0x00FD: _take_shared,
    0x0204: _take_label,
    0x00D6: _take_label,
    0x0205: _take_truth,
    0x0006: _take_formula,
    0x0207: _take_text,
    0x0208: _take_row,
    0x007D: _take_columns,
    0x00E5: _take_merges,
}
