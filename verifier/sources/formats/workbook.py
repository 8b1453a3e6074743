"""XLSX and XLSM workbooks."""

from __future__ import annotations

import hashlib
import io
import os
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import CellRange
from verifier.model.source import Decision, Sheet, SheetKey, Source
from verifier.sources.declared import stated_by
from verifier.sources.files import (
    check_unchanged,
    chunks_of,
    open_file,
    refuse_change,
)
from verifier.sources.headers import declared_header, find_header
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.sql import fill
from verifier.sources.staging import BLANK_CELL, stage_cells
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns
from verifier.sources.workbook.archive import opened_archive
from verifier.sources.workbook.crosscheck import MOST_CELLS
from verifier.sources.workbook.facets import facet_of_cell
from verifier.sources.workbook.names import read_names
from verifier.sources.workbook.parts import read_workbook
from verifier.sources.workbook.sheet import walk_sheet
from verifier.sources.workbook.survey import survey_sheet
from verifier.sources.workbook.troubles import troubles_of

if TYPE_CHECKING:
    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.staging import Facet
    from verifier.sources.workbook.parts import SheetPart, Workbook
    from verifier.sources.workbook.sheet import StoredCell
    from verifier.sources.workbook.survey import Survey

MOST_BYTES = 512 * 1024**2

_WORDS = ("header_row",)


def open_workbook(
    request: SourceRequest, found: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened workbook with all of its sheets, hidden ones included.

    Raises:
        SourceError: if the workbook is broken, hostile or too large.
    """
    _check_size(found)
    content = _content(found)
    with opened_archive(io.BytesIO(content), found.shown) as archive:
        workbook = read_workbook(archive)
        names = read_names(archive)
        surveys = [survey_sheet(archive, workbook, part) for part in workbook.sheets]
    for part, survey in zip(workbook.sheets, surveys, strict=True):
        _check_again(content, part, survey, found.shown)
    digest = _digest(content)
    stated = stated_by(request, _WORDS).get("header_row")
    pairs = list(zip(workbook.sheets, surveys, strict=True))
    sheets = tuple(
        _sheet(request, part, survey, f"sheet_{number}", stated)
        for number, (part, survey) in enumerate(pairs, first_table)
    )
    source = Source(
        request.name,
        request.shown_path,
        digest,
        request.declared_by,
        tuple(
            decision
            for sheet in sheets
            for decision in _decisions(sheet, workbook, is_declared=stated is not None)
        ),
        sheets,
        tuple(
            trouble
            for sheet, (part, survey) in zip(sheets, pairs, strict=True)
            for trouble in troubles_of(sheet, part, survey)
        ),
        names=names,
    )
    return OpenedSource(source, partial(_load, found, digest))


def _check_size(found: SourceFile) -> None:
    if found.identity.size > MOST_BYTES:
        raise SourceError(
            found.shown,
            f"has {found.identity.size:,} bytes",
            f"a workbook of at most {MOST_BYTES:,}",
            "Cite a part of it, cut into a file of its own.",
        )


def _check_again(content: bytes, part: SheetPart, survey: Survey, shown: str) -> None:
    """Has a second reader read a sheet, unless it is too large for that.

    Here rather than when its columns are loaded: a workbook that kills or confuses a
    reader is a source that cannot be read, and the rest of the report is checked.
    """
    is_large = survey.rows * survey.columns > MOST_CELLS
    if not is_large and not survey.reading.is_too_large:
        survey.reading.check(content, part.name, shown)


def _load(
    file: SourceFile,
    digest: str,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    known = loaded_columns(connection, sheet)
    missing = tuple(sorted(set(columns) - known))
    if missing:
        content = _content(file, digest)
        cells = _cells(content, file.shown, sheet, missing)
        add_columns(connection, sheet, stage_cells(connection, cells, sheet.rows))
        connection.execute(fill("DROP TABLE {staged}", staged=STAGED))
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


def _cells(
    content: bytes, shown: str, sheet: Sheet, columns: tuple[int, ...]
) -> dict[int, list[Facet]]:
    """Returns the wanted columns, one cell for each row of the used range."""
    cells = {column: [BLANK_CELL] * sheet.rows for column in columns}
    place = f"{shown}!{sheet.key.sheet}"
    with opened_archive(io.BytesIO(content), shown) as archive:
        workbook = read_workbook(archive)

        def visit(cell: StoredCell) -> None:
            wanted = cells.get(cell.column)
            if wanted is not None and cell.row <= sheet.rows:
                wanted[cell.row - 1] = facet_of_cell(cell, workbook, place)

        for part in workbook.sheets:
            if part.name == sheet.key.sheet:
                walk_sheet(archive, part.part, visit)
    return cells


def _content(file: SourceFile, digest: str = "") -> bytes:
    """Returns the bytes of a file, those of a digest if one is given."""
    descriptor = open_file(file)
    try:
        content = b"".join(chunks_of(descriptor))
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)
    if digest and _digest(content) != digest:
        refuse_change(file)
    return content


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _sheet(
    request: SourceRequest,
    part: SheetPart,
    survey: Survey,
    table: str,
    stated: str | None,
) -> Sheet:
    key = SheetKey(request.name, part.name)
    if stated is not None:
        row = declared_header(str(key), stated, survey.rows)
    else:
        row = _found_header(survey)
    header = survey.head.get(row, {})
    return Sheet(
        key,
        table,
        survey.rows,
        survey.columns,
        row,
        tuple(header.get(column, "") for column in range(1, survey.columns + 1)),
        _runs(survey.around.hidden_rows if survey.around else []),
        survey.tables,
        survey.nested.whole(),
    )


def _found_header(survey: Survey) -> int:
    """Returns the header row: that of the first table, else the first full row."""
    if survey.tables:
        return survey.tables[0].first_row
    columns = range(1, survey.columns + 1)
    width = max(map(len, survey.head.values()), default=0)
    rows = [
        [survey.head.get(row, {}).get(column, "") for column in columns]
        for row in range(1, max(survey.head, default=0) + 1)
    ]
    return find_header(rows, width, lambda row, column: (row, column) in survey.values)


def _decisions(
    sheet: Sheet, workbook: Workbook, *, is_declared: bool
) -> tuple[Decision, ...]:
    name = sheet.key.sheet
    used = ""
    if sheet.rows:
        used = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows).local
    return (
        Decision("header_row", str(sheet.header_row), is_declared, name),
        Decision("date_system", "1904" if workbook.is_1904 else "1900", sheet=name),
        Decision("used_range", used, sheet=name),
    )


def _runs(rows: list[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in group]
        runs.append((members[0], members[-1]))
    return tuple(runs)


SOURCE_FORMAT = SourceFormat((".xlsx", ".xlsm"), open_workbook, _WORDS)
