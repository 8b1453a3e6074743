"""XLS workbooks of Excel 97 to 2003, by a reader of our own."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.spreadsheets.book import Book, BookSheet, Broken
from verifier.sources.spreadsheets.opening import WORDS, open_book
from verifier.sources.workbook.sheet import StoredCell, Surroundings
from verifier.sources.xls.container import Container
from verifier.sources.xls.sheet import read_cells
from verifier.sources.xls.workbook import named_ranges, read_globals

if TYPE_CHECKING:
    from verifier.model.source import SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.spreadsheets.book import Visit
    from verifier.sources.xls.workbook import Globals

_REMEDY = "Save it anew as .xlsx from a spreadsheet."


def open_excel_97(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened XLS workbook with all of its worksheets.

    Raises:
        SourceError: if it is broken, hostile or too large.
    """
    return open_book(request, file, first_table, read_excel_97)


def read_excel_97(content: bytes, shown: str) -> Book:
    """Returns what the bytes of an XLS file hold.

    Raises:
        SourceError: if they are no such file.
    """
    container = Container(content, shown)
    names = {name.casefold(): name for name in container.names}
    if "workbook" not in names:
        is_packed = "encryptedpackage" in names
        _refuse(
            shown, "is encrypted" if is_packed else "is of a version before Excel 97"
        )
    stream = container.stream(names["workbook"])
    try:
        found = read_globals(stream)
    except (Broken, struct.error, IndexError) as error:
        _refuse(shown, f"its records are broken: {error}")
    if found.is_encrypted:
        _refuse(shown, "is encrypted")
    sheets = tuple(BookSheet(name, state) for name, state, _ in found.sheets)
    walk = partial(_walk, stream, shown, found)
    return Book(sheets, walk, found.is_1904, named_ranges(found))


def _walk(
    stream: bytes, shown: str, book: Globals, number: int, visit: Visit
) -> Surroundings:
    name, _, at = book.sheets[number]
    try:
        found = read_cells(stream, at, book)
    except (Broken, struct.error, IndexError) as error:
        _refuse(f"{shown}!{name}", f"its records are broken: {error}")
    for (row, column), (facet, is_formula) in sorted(found.cells.items(), key=_place):
        visit(StoredCell(row, column, "n", 0, facet.raw, is_formula, ""), facet)
    return found.around


def _place(item: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return item[0]


def _refuse(where: str, read: str) -> NoReturn:
    raise SourceError(where, read, "a whole .xls file without a password", _REMEDY)


SOURCE_FORMAT = SourceFormat((".xls",), open_excel_97, WORDS)
