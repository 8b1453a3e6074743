"""What the first records of a workbook stream say: sheets, texts, formats, names."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model.source import NamedRange
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.workbook.parts import is_date_format
from verifier.sources.xls.records import Record, Texts, records_from

if TYPE_CHECKING:
    from collections.abc import Callable

_STATES = ("visible", "hidden", "veryHidden")
_VERSION = 0x0600
_WORKSHEET = 0
_OWN_BOOK = 0x0401
_AREA, _CELL = (0x3B, 0x5B, 0x7B), (0x3A, 0x5A, 0x7A)
_BUILT_IN_NAME = 0x20
_AREA_SIZE, _CELL_SIZE = 11, 7


@dataclass(slots=True)
class Globals:
    """The workbook without the cells of its sheets.

    Attributes:
        sheets: (name, state, where its records begin); worksheets alone.
        order: the same for all tabs, charts included, by name.
        is_1904: whether serial numbers count from 1904.
        texts: the shared texts.
        formats: number → code of the number formats.
        styles: number of the format of each cell style.
        names: (name, scope's tab from 1, formula).
        books: whether each of the books that are referred to is this one.
        references: (book, first tab, last tab).
        is_encrypted: whether a password is needed.
    """

    sheets: list[tuple[str, str, int]] = field(
        default_factory=list[tuple[str, str, int]]
    )
    order: list[str] = field(default_factory=list[str])
    is_1904: bool = False
    texts: list[str] = field(default_factory=list[str])
    formats: dict[int, str] = field(default_factory=dict[int, str])
    styles: list[int] = field(default_factory=list[int])
    names: list[tuple[str, int, bytes]] = field(
        default_factory=list[tuple[str, int, bytes]]
    )
    books: list[bool] = field(default_factory=list[bool])
    references: list[tuple[int, int, int]] = field(
        default_factory=list[tuple[int, int, int]]
    )
    is_encrypted: bool = False

    def shows_date(self, style: int) -> bool:
        """Returns whether a cell style shows a date."""
        if style >= len(self.styles):
            return False
        number = self.styles[style]
        return is_date_format(number, self.formats.get(number))


def read_globals(stream: bytes) -> Globals:
    """Returns what the workbook's own records say.

    Raises:
        Broken: if they are none of Excel 97 or later, or are cut short.
    """
    found = Globals()
    for record in records_from(stream, 0):
        if record.at == 0:
            _check_version(record)
        take = _TAKERS.get(record.kind)
        if take is not None and not found.is_encrypted:
            take(found, record)
    return found


def named_ranges(found: Globals) -> tuple[NamedRange, ...]:
    """Returns the names that mean one plain range of a sheet.

    Source: [MS-XLS] 2.5.198 (PtgArea3d, PtgRef3d).
    """
    ranges: list[NamedRange] = []
    for name, scope, formula in found.names:
        place = _place_of(formula)
        if place is None or place[0] >= len(found.references):
            continue
        book, first, last = found.references[place[0]]
        is_own = book < len(found.books) and found.books[book]
        if not is_own or first != last or first >= len(found.order):
            continue
        _, top, bottom, left, right = place
        ranges.append(
            NamedRange(
                name,
                found.order[first],
                (left & 0x3FFF) + 1,
                top + 1,
                (right & 0x3FFF) + 1,
                bottom + 1,
                found.order[scope - 1] if 0 < scope <= len(found.order) else "",
            )
        )
    return tuple(ranges)


def _place_of(formula: bytes) -> tuple[int, int, int, int, int] | None:
    """Returns reference, rows and columns of a formula that is one place alone."""
    if len(formula) == _AREA_SIZE and formula[0] in _AREA:
        sheet, top, bottom, left, right = struct.unpack_from("<5H", formula, 1)
        return sheet, top, bottom, left, right
    if len(formula) == _CELL_SIZE and formula[0] in _CELL:
        sheet, row, column = struct.unpack_from("<3H", formula, 1)
        return sheet, row, row, column, column
    return None


def _check_version(record: Record) -> None:
    if struct.unpack_from("<H", record.body)[0] != _VERSION:
        raise Broken("it is of a version before Excel 97")


def _take_sheet(found: Globals, record: Record) -> None:
    at, state, kind = struct.unpack_from("<IBB", record.body)
    name = Texts([record.body], 6).text(short=True)
    found.order.append(name)
    if kind == _WORKSHEET:
        found.sheets.append((name, _STATES[min(state & 3, 2)], at))


def _take_texts(found: Globals, record: Record) -> None:
    count = struct.unpack_from("<I", record.body, 4)[0]
    texts = Texts(record.parts, 8)
    if count > sum(map(len, record.parts)):
        raise Broken("it has more texts than bytes for them")
    found.texts = [texts.text() for _ in range(count)]


def _take_format(found: Globals, record: Record) -> None:
    number = struct.unpack_from("<H", record.body)[0]
    found.formats[number] = Texts([record.body], 2).text()


def _take_style(found: Globals, record: Record) -> None:
    found.styles.append(struct.unpack_from("<H", record.body, 2)[0])


def _take_epoch(found: Globals, record: Record) -> None:
    found.is_1904 = record.body[:1] == b"\1"


def _take_book(found: Globals, record: Record) -> None:
    mark = struct.unpack_from("<H", record.body, 2)[0]
    found.books.append(mark == _OWN_BOOK)


def _take_references(found: Globals, record: Record) -> None:
    count = struct.unpack_from("<H", record.body)[0]
    for at in range(2, min(2 + 6 * count, len(record.body) - 5), 6):
        found.references.append(struct.unpack_from("<3H", record.body, at))


def _take_name(found: Globals, record: Record) -> None:
    flags, _, length, size, _, scope = struct.unpack_from("<HBBHHH", record.body)
    if flags & _BUILT_IN_NAME:
        return
    is_wide = record.body[14] & 1
    end = 15 + length * (1 + is_wide)
    encoding = "utf-16-le" if is_wide else "latin-1"
    name = record.body[15:end].decode(encoding, "replace")
    found.names.append((name, scope, record.body[end : end + size]))


def _take_password(found: Globals, _: Record) -> None:
    found.is_encrypted = True


_TAKERS: dict[int, Callable[[Globals, Record], None]] = {
    0x002F: _take_password,
    0x0085: _take_sheet,
    0x00FC: _take_texts,
    0x041E: _take_format,
    0x00E0: _take_style,
    0x0022: _take_epoch,
    0x01AE: _take_book,
    0x0017: _take_references,
    0x0018: _take_name,
}
