"""The named ranges of a binary workbook.

Source: [MS-XLSB] 2.4.711 (BrtName), 2.4.664 (BrtExternSheet), 2.5.172 (Xti), 2.5.97.19
(PtgArea3d), 2.5.97.89 (PtgRef3d).
"""

from __future__ import annotations

import struct

from verifier.model.source import NamedRange
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.xlsb.records import wide_text

_NAME, _EXTERN_SHEET, _OWN_BOOK, _SAME_BOOK = 39, 362, 357, 358
_BOOKS = frozenset({355, _OWN_BOOK, _SAME_BOOK, 667})
_AREA, _CELL = (0x3B, 0x5B, 0x7B), (0x3A, 0x5A, 0x7A)
_AREA_SIZE, _CELL_SIZE = 15, 9
_BUILT_IN = 0x20
_COLUMN = 0x3FFF
_WHOLE_BOOK = 0xFFFFFFFF
_XTI = struct.Struct("<Iii")


class NameReader:
    """Collects the records that say what names mean."""

    def __init__(self) -> None:
        self._own: list[bool] = []
        self._references: list[tuple[int, int, int]] = []
        self._names: list[tuple[str, int, bytes]] = []

    def take(self, kind: int, body: bytes) -> None:
        """Takes a record of the workbook's part, of whatever kind it is.

        Raises:
            Broken: if a name or a list of references is cut short.
        """
        if kind in _BOOKS:
            self._own.append(kind in (_OWN_BOOK, _SAME_BOOK))
        elif kind == _EXTERN_SHEET:
            count = struct.unpack_from("<I", body)[0]
            listed = body[4 : 4 + count * _XTI.size]
            if len(listed) < count * _XTI.size:
                raise Broken("a list of references is cut short")
            self._references += _XTI.iter_unpack(listed)
        elif kind == _NAME:
            flags, _, scope = struct.unpack_from("<IBI", body)
            name, at = wide_text(body, 9)
            size = struct.unpack_from("<I", body, at)[0]
            if not flags & _BUILT_IN:
                self._names.append((name, scope, body[at + 4 : at + 4 + size]))

    def ranges(self, tabs: tuple[str, ...]) -> tuple[NamedRange, ...]:
        """Returns the names that mean one plain range of a sheet.

        Args:
            tabs: names of all tabs in order, those of charts included.
        """
        found = (
            self._range(name, scope, formula, tabs)
            for name, scope, formula in self._names
        )
        return tuple(one for one in found if one is not None)

    def _range(
        self, name: str, scope: int, formula: bytes, tabs: tuple[str, ...]
    ) -> NamedRange | None:
        place = _place_of(formula)
        if place is None or place[0] >= len(self._references):
            return None
        book, first, last = self._references[place[0]]
        is_own = book < len(self._own) and self._own[book]
        if not is_own or first != last or not 0 <= first < len(tabs):
            return None
        if scope != _WHOLE_BOOK and scope >= len(tabs):
            return None
        _, top, bottom, left, right = place
        return NamedRange(
            name,
            tabs[first],
            (left & _COLUMN) + 1,
            top + 1,
            (right & _COLUMN) + 1,
            bottom + 1,
            "" if scope == _WHOLE_BOOK else tabs[scope],
        )


def _place_of(formula: bytes) -> tuple[int, int, int, int, int] | None:
    """Returns reference, rows and columns of a formula that is one place alone."""
    if len(formula) == _AREA_SIZE and formula[0] in _AREA:
        sheet, top, bottom, left, right = struct.unpack_from("<HIIHH", formula, 1)
        return sheet, top, bottom, left, right
    if len(formula) == _CELL_SIZE and formula[0] in _CELL:
        sheet, row, column = struct.unpack_from("<HIH", formula, 1)
        return sheet, row, row, column, column
    return None
