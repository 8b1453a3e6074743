"""ODS spreadsheets, by a reader of our own; python-calamine reads them again."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from verifier.model.source import Table
from verifier.sources.ods.parts import CONTENT, check_kind, named_range, read_tables
from verifier.sources.ods.walk import SheetWalk
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.spreadsheets.book import Book, BookSheet
from verifier.sources.spreadsheets.opening import WORDS, open_book
from verifier.sources.workbook.archive import opened_archive

if TYPE_CHECKING:
    from verifier.model.source import NamedRange, SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.ods.parts import Tables
    from verifier.sources.spreadsheets.book import Visit
    from verifier.sources.workbook.sheet import Surroundings


def open_opendocument(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened ODS spreadsheet with all of its sheets.

    Raises:
        SourceError: if it is broken, hostile or too large.
    """
    return open_book(request, file, first_table, read_opendocument)


def read_opendocument(content: bytes, shown: str) -> Book:
    """Returns what the bytes of an ODS file hold.

    Raises:
        SourceError: if they are no such file.
    """
    with opened_archive(io.BytesIO(content), shown) as archive:
        check_kind(archive)
        tables = read_tables(archive)
    numbers = [n for n in range(len(tables.names)) if n not in tables.external]
    sheets = tuple(
        BookSheet(
            tables.names[number],
            "hidden" if number in tables.hidden else "visible",
            _tables_of(tables, tables.names[number]),
        )
        for number in numbers
    )
    walk = partial(_walk, content, shown, numbers)
    return Book(sheets, walk, tables.is_1904, _names_of(tables))


def _walk(
    content: bytes, shown: str, numbers: list[int], sheet: int, visit: Visit
) -> Surroundings:
    with opened_archive(io.BytesIO(content), shown) as archive:
        walk = SheetWalk(shown, numbers[sheet], visit)
        archive.parse(CONTENT, walk.start, walk.end, walk.hear)
    return walk.around


def _names_of(tables: Tables) -> tuple[NamedRange, ...]:
    found = (
        named_range(name, address, tables.names[scope] if scope >= 0 else "")
        for name, address, scope in tables.ranges
    )
    return tuple(one for one in found if one is not None)


def _tables_of(tables: Tables, sheet: str) -> tuple[Table, ...]:
    """Returns the database ranges in a sheet that have a name of their author's."""
    found = (named_range(name, address) for name, address in tables.databases)
    return tuple(
        Table(one.name, one.first_column, one.first_row, one.last_column, one.last_row)
        for one in found
        if one is not None and one.sheet == sheet and not one.name.startswith("__")
    )


SOURCE_FORMAT = SourceFormat((".ods",), open_opendocument, WORDS)
