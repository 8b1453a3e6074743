"""XLSB workbooks, by a reader of our own; python-calamine reads them again."""

from __future__ import annotations

import io
import struct
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.spreadsheets.book import Book, BookSheet, Broken
from verifier.sources.spreadsheets.opening import WORDS, open_book
from verifier.sources.workbook.archive import opened_archive
from verifier.sources.xlsb.parts import read_part, read_parts
from verifier.sources.xlsb.sheet import SheetReader

if TYPE_CHECKING:
    from verifier.model.source import SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.spreadsheets.book import Visit
    from verifier.sources.workbook.sheet import Surroundings
    from verifier.sources.xlsb.parts import Parts

_UNKNOWN = (
    (
        "formulas-not-read",
        (
            "a binary workbook does not say whether a formula was ever calculated: "
            "its values are taken as they were saved"
        ),
    ),
)


def open_excel_binary(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened XLSB workbook with all of its worksheets.

    Raises:
        SourceError: if it is broken, hostile or too large.
    """
    return open_book(request, file, first_table, read_excel_binary)


def read_excel_binary(content: bytes, shown: str) -> Book:
    """Returns what the bytes of an XLSB file hold.

    Raises:
        SourceError: if they are no such file.
    """
    try:
        with opened_archive(io.BytesIO(content), shown) as archive:
            parts = read_parts(archive)
    except (Broken, struct.error, IndexError) as error:
        _refuse(shown, error)
    sheets = tuple(BookSheet(part.name, part.state) for part in parts.sheets)
    walk = partial(_walk, content, shown, parts)
    return Book(sheets, walk, parts.is_1904, parts.names, unknown=_UNKNOWN)


def _walk(
    content: bytes, shown: str, parts: Parts, number: int, visit: Visit
) -> Surroundings:
    sheet = parts.sheets[number]
    with opened_archive(io.BytesIO(content), shown) as archive:
        part = read_part(archive, sheet.part)
    try:
        return SheetReader(parts, visit).read(part)
    except (Broken, struct.error, IndexError) as error:
        _refuse(f"{shown}!{sheet.name}", error)


def _refuse(where: str, error: Exception) -> NoReturn:
    raise SourceError(
        where,
        f"its records are broken: {error}",
        "a whole .xlsb file",
        "Save it anew as .xlsx from a spreadsheet.",
    ) from None


SOURCE_FORMAT = SourceFormat((".xlsb",), open_excel_binary, WORDS)
