"""Opens a spreadsheet that its own reader tells as a Book."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import CellRange
from verifier.model.source import (
    CellKind,
    Decision,
    Sheet,
    SheetKey,
    Source,
    Trouble,
)
from verifier.sources.declared import stated_by
from verifier.sources.files import check_unchanged, chunks_of, open_file
from verifier.sources.headers import declared_header, find_header
from verifier.sources.opened import OpenedSource
from verifier.sources.spreadsheets.second import MOST_CELLS, check_again
from verifier.sources.sql import fill
from verifier.sources.staging import BLANK_CELL, stage_cells
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns
from verifier.sources.workbook.parts import SheetPart
from verifier.sources.workbook.survey import MOST_CELLS as MOST_USED, Survey
from verifier.sources.workbook.troubles import troubles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.spreadsheets.book import Book, BookSheet
    from verifier.sources.staging import Facet
    from verifier.sources.workbook.sheet import StoredCell

    Read = Callable[[bytes, str], Book]

WORDS = ("header_row",)
MOST_BYTES = 512 * 1024**2


def open_book(
    request: SourceRequest, file: SourceFile, first_table: int, read: Read
) -> OpenedSource:
    """Returns an opened spreadsheet with all of its sheets, hidden ones included.

    Args:
        request: of the source.
        file: to be opened.
        first_table: the number of its first sheet's table.
        read: returns what the bytes of a file hold; given its shown path, too.

    Raises:
        SourceError: if it is broken, hostile or too large.
    """
    stated = stated_by(request, WORDS).get("header_row")
    content = _content(file)
    book = read(content, file.shown)
    _check_names(file.shown, [sheet.name for sheet in book.sheets])
    surveys = [
        _survey(content, book, number, file.shown) for number in range(len(book.sheets))
    ]
    pairs = list(zip(book.sheets, surveys, strict=True))
    sheets = tuple(
        _sheet(request, part, survey, number, stated)
        for number, (part, survey) in enumerate(pairs, first_table)
    )
    source = Source(
        request.name,
        request.shown_path,
        _digest(content),
        request.declared_by,
        tuple(
            decision
            for sheet in sheets
            for decision in _decisions(sheet, book, is_declared=stated is not None)
        ),
        sheets,
        tuple(
            trouble
            for sheet, (part, survey) in zip(sheets, pairs, strict=True)
            for trouble in _troubles(sheet, part, survey, book)
        ),
        names=book.names,
    )
    return OpenedSource(source, partial(_load, file, source.digest, read))


def _load(  # noqa: PLR0913, PLR0917 - the first three are bound at once
    file: SourceFile,
    digest: str,
    read: Read,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    known = loaded_columns(connection, sheet)
    missing = tuple(sorted(set(columns) - known))
    if missing:
        content = _content(file)
        if _digest(content) != digest:
            raise SourceError(file.shown, "changed while it was read", "the same file")
        cells = {column: [BLANK_CELL] * sheet.rows for column in missing}

        def visit(cell: StoredCell, facet: Facet) -> None:
            wanted = cells.get(cell.column)
            if wanted is not None and cell.row <= sheet.rows:
                wanted[cell.row - 1] = facet

        book = read(content, file.shown)
        names = [part.name for part in book.sheets]
        book.walk(names.index(sheet.key.sheet), visit)
        add_columns(connection, sheet, stage_cells(connection, cells, sheet.rows))
        connection.execute(fill("DROP TABLE {staged}", staged=STAGED))
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


def _troubles(
    sheet: Sheet, part: BookSheet, survey: Survey, book: Book
) -> Iterator[Trouble]:
    yield from troubles_of(sheet, SheetPart(part.name, "", part.state), survey)
    if survey.formulas.count:
        for code, words in book.unknown:
            yield Trouble(code, words, sheet.key)


def _survey(content: bytes, book: Book, number: int, shown: str) -> Survey:
    survey = Survey()
    part = book.sheets[number]
    cells: dict[tuple[int, int], Facet] = {}

    def visit(cell: StoredCell, facet: Facet) -> None:
        survey.take(cell, facet)
        if facet.kind != CellKind.BLANK and len(cells) <= MOST_CELLS:
            cells[cell.row, cell.column] = facet

    survey.around = book.walk(number, visit)
    survey.tables = part.tables
    if survey.rows * survey.columns > MOST_USED:
        raise SourceError(
            f"{shown}!{part.name}",
            f"its used range has {survey.rows:,} rows and {survey.columns:,} columns",
            f"at most {MOST_USED:,} cells",
            "Delete the cells that stand far away from the others.",
        )
    if len(cells) <= MOST_CELLS:
        check_again(content, part.name, cells, shown)
    return survey


def _sheet(
    request: SourceRequest,
    part: BookSheet,
    survey: Survey,
    number: int,
    stated: str | None,
) -> Sheet:
    key = SheetKey(request.name, part.name)
    if stated is not None:
        row = declared_header(str(key), stated, survey.rows)
    else:
        row = _found_header(survey)
    header = survey.head.get(row, {})
    around = survey.around
    hidden = [
        row for row in (around.hidden_rows if around else []) if row <= survey.rows
    ]
    return Sheet(
        key,
        f"sheet_{number}",
        survey.rows,
        survey.columns,
        row,
        tuple(header.get(column, "") for column in range(1, survey.columns + 1)),
        _runs(hidden),
        part.tables,
        survey.nested.whole(),
    )


def _found_header(survey: Survey) -> int:
    if survey.tables:
        return survey.tables[0].first_row
    columns = range(1, survey.columns + 1)
    rows = [
        [survey.head.get(row, {}).get(column, "") for column in columns]
        for row in range(1, max(survey.head, default=0) + 1)
    ]
    width = max(map(len, survey.head.values()), default=0)
    return find_header(rows, width, lambda row, column: (row, column) in survey.values)


def _decisions(sheet: Sheet, book: Book, *, is_declared: bool) -> tuple[Decision, ...]:
    name, used = sheet.key.sheet, ""
    if sheet.rows:
        used = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows).local
    return (
        Decision("header_row", str(sheet.header_row), is_declared, name),
        Decision("date_system", "1904" if book.is_1904 else "1900", sheet=name),
        Decision("used_range", used, sheet=name),
    )


def _check_names(shown: str, names: list[str]) -> None:
    if not names or len({name.casefold() for name in names}) < len(names):
        raise SourceError(
            shown,
            "has two sheets of one name" if names else "has no sheets",
            "sheets that differ by name",
            "Rename the sheets.",
        )


def _content(file: SourceFile) -> bytes:
    if file.identity.size > MOST_BYTES:
        raise SourceError(
            file.shown, f"has {file.identity.size:,} bytes", f"at most {MOST_BYTES:,}"
        )
    descriptor = open_file(file)
    try:
        content = b"".join(chunks_of(descriptor))
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)
    return content


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _runs(rows: list[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in group]
        runs.append((members[0], members[-1]))
    return tuple(runs)
