"""The cells of one sheet of a binary workbook, and what stands round them.

Source: [MS-XLSB] 2.4, the records that are named below.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from verifier.model.address import LAST_COLUMN, column_letter
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.spreadsheets.facets import (
    boolean_facet,
    error_facet,
    number_facet,
    number_of_rk,
    text_facet,
)
from verifier.sources.workbook.sheet import StoredCell, Surroundings
from verifier.sources.xlsb.records import records_of, wide_text

if TYPE_CHECKING:
    from verifier.sources.spreadsheets.book import Visit
    from verifier.sources.staging import Facet
    from verifier.sources.xlsb.parts import Parts

LAST_ROW = 1_048_576

_ROW, _BLANK, _COLUMNS, _MERGE = 0, 1, 60, 176
_RK, _ERROR, _TRUTH, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_ERROR = 8, 9, 10, 11
_RICH_TEXT = 62
_FORMULAS = (_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_ERROR)
_SHORT = range(12, 19)  # cells without a column of their own
_BEGIN, _END = 145, 146
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 1


class SheetReader:
    """Turns the records of a sheet into cells."""

    def __init__(self, book: Parts, visit: Visit) -> None:
        self.around = Surroundings()
        self._book = book
        self._visit = visit
        self._row = self._column = -1
        self._is_within = False

    def read(self, part: bytes) -> Surroundings:
        """Returns what stands round the cells, every cell visited, row by row.

        Raises:
            Broken: if cells stand twice or out of order, or hold no value.
        """
        for kind, body in records_of(part):
            if kind in (_BEGIN, _END):
                self._is_within = kind == _BEGIN
            elif self._is_within:
                self._take(kind, body)
            elif kind == _COLUMNS:
                first, last = struct.unpack_from("<II", body)
                if struct.unpack_from("<H", body, 16)[0] & _HIDDEN_COLUMN:
                    self.around.hidden_columns.append((first + 1, last + 1))
            elif kind == _MERGE:
                self._take_merge(body)
        return self.around

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _ROW:
            self._start_row(body)
        elif kind in _SHORT:
            raise Broken("it has cells of a newer form, which is not read")
        elif kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
            self._take_cell(kind, body)

    def _start_row(self, body: bytes) -> None:
        row = struct.unpack_from("<I", body)[0]
        if not self._row < row < LAST_ROW:
            raise Broken(f"row {row + 1:,} stands twice, out of order or too far")
        self._row, self._column = row, -1
        if body[11] & _HIDDEN_ROW:
            self.around.hidden_rows.append(row + 1)

    def _take_cell(self, kind: int, body: bytes) -> None:
        column, style = struct.unpack_from("<II", body)
        address = f"{column_letter(column + 1)}{self._row + 1}"
        if not self._column < column < LAST_COLUMN or self._row < 0:
            raise Broken(f"the cell {address} stands twice, out of order or too far")
        self._column = column
        if kind == _BLANK:
            return
        facet = self._facet(kind, body, style & 0xFFFFFF)
        if facet is None:
            raise Broken(f"the cell {address} holds no value of its kind")
        if facet.text == "" and kind not in _FORMULAS:
            return
        place = self._row + 1, column + 1
        stored = StoredCell(*place, "n", 0, facet.raw, kind in _FORMULAS, "")
        self._visit(stored, facet)

    def _facet(  # noqa: PLR0911 - one return for each sort of record
        self, kind: int, body: bytes, style: int
    ) -> Facet | None:
        if kind in (_ERROR, _FORMULA_ERROR):
            return error_facet(body[8])
        if kind in (_TRUTH, _FORMULA_TRUTH):
            return boolean_facet(body[8])
        if kind in (_TEXT, _FORMULA_TEXT):
            return text_facet(wide_text(body, 8)[0])
        if kind == _RICH_TEXT:
            return text_facet(wide_text(body, 9)[0])
        if kind == _SHARED:
            number = struct.unpack_from("<I", body, 8)[0]
            texts = self._book.texts
            return text_facet(texts[number]) if number < len(texts) else None
        if kind == _RK:
            number = number_of_rk(struct.unpack_from("<I", body, 8)[0])
        else:
            number = struct.unpack_from("<d", body, 8)[0]
        is_date = style in self._book.date_styles
        return number_facet(number, is_date=is_date, is_1904=self._book.is_1904)

    def _take_merge(self, body: bytes) -> None:
        top, bottom, left, right = struct.unpack_from("<4I", body)
        first = f"{column_letter(left + 1)}{top + 1}"
        self.around.merges.append(f"{first}:{column_letter(right + 1)}{bottom + 1}")
