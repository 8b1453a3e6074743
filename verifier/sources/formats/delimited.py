"""CSV, TSV and other text with delimiters."""

from __future__ import annotations

import os
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from verifier.model.address import CellRange
from verifier.model.source import CellKind, Decision, Sheet, SheetKey, Source
from verifier.sources.cells import read_text
from verifier.sources.declared import stated_by
from verifier.sources.delimited.conventions import decide_conventions
from verifier.sources.delimited.dialect import decide_dialect
from verifier.sources.delimited.even import read_even
from verifier.sources.delimited.load import load_columns
from verifier.sources.delimited.records import read_structure
from verifier.sources.delimited.scan import scan_bytes
from verifier.sources.delimited.textfile import TextFile, lines_of
from verifier.sources.delimited.troubles import troubles_of
from verifier.sources.files import check_unchanged, chunks_of, open_file
from verifier.sources.headers import declared_header, find_header
from verifier.sources.opened import OpenedSource, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.source import SourceRequest
    from verifier.sources.delimited.dialect import Dialect
    from verifier.sources.delimited.records import Structure
    from verifier.sources.delimited.scan import ByteScan
    from verifier.sources.files import SourceFile

_HEAD_LINES = 2_000
_HEAD_LETTERS = 4 * 1024**2
_WORDS = (
    *("encoding", "delimiter", "quote", "header_row"),
    *("decimal", "date_order"),
)


def open_delimited(
    request: SourceRequest, found: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened text file: one sheet without a name.

    Raises:
        SourceError: if the file cannot be read as text with delimiters.
    """
    declared = stated_by(request, _WORDS)
    file = _read(found, declared)
    key = SheetKey(request.name)
    sheet = _sheet(file, key, f"sheet_{first_table}", declared)
    source = Source(
        request.name,
        request.shown_path,
        file.scan.digest,
        request.declared_by,
        _decisions(file, sheet, declared),
        (sheet,),
        troubles_of(file, sheet),
    )
    return OpenedSource(source, partial(load_columns, file))


def _read(found: SourceFile, declared: dict[str, str]) -> TextFile:
    descriptor = open_file(found)
    try:
        scan = scan_bytes(
            chunks_of(descriptor), found.shown, declared.get("encoding", "")
        )
    finally:
        os.close(descriptor)
    with lines_of(found, scan.encoding) as lines:
        head = list(_head_of(lines))
    default = "\t" if found.shown.lower().endswith((".tsv", ".tsv.gz")) else ","
    dialect = decide_dialect(head, found.shown, declared, default)
    structure = _structure_of(found, dialect, scan)
    conventions = decide_conventions(
        structure.sample, dialect.delimiter, found.shown, declared
    )
    return TextFile(found, scan, dialect, structure, conventions)


def _structure_of(found: SourceFile, dialect: Dialect, scan: ByteScan) -> Structure:
    descriptor = open_file(found)
    try:
        structure = read_even(chunks_of(descriptor), dialect, scan)
        check_unchanged(found, descriptor)
    finally:
        os.close(descriptor)
    if structure is not None:
        return structure
    with lines_of(found, scan.encoding) as lines:
        return read_structure(lines, dialect, found.shown, scan)


def _head_of(lines: Iterable[str]) -> Iterator[str]:
    """Yields the first lines, the long ones no more than are needed."""
    letters = 0
    for line in islice(lines, _HEAD_LINES):
        letters += len(line)
        yield line
        if letters > _HEAD_LETTERS:
            return


def _sheet(
    file: TextFile, key: SheetKey, table: str, declared: dict[str, str]
) -> Sheet:
    structure, conventions = file.structure, file.conventions

    def is_value(row: int, column: int) -> bool:
        text = structure.head[row - 1][column - 1]
        reading = read_text(text, conventions.decimal, conventions.date_order)
        return reading.kind is not CellKind.TEXT

    if "header_row" in declared:
        row = declared_header(file.file.shown, declared["header_row"], structure.rows)
    else:
        row = find_header(structure.head, structure.usual, is_value)
    names = structure.head[row - 1] if 0 < row <= len(structure.head) else ()
    headers = (*names, *[""] * (structure.columns - len(names)))
    return Sheet(key, table, structure.rows, structure.columns, row, headers)


def _decisions(
    file: TextFile, sheet: Sheet, declared: dict[str, str]
) -> tuple[Decision, ...]:
    conventions, dialect = file.conventions, file.dialect
    used = ""
    if sheet.rows:
        used = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows).local
    order = Decision(
        "date_order", str(conventions.date_order), conventions.date_order_declared
    )
    needs_order = conventions.has_slashed_dates or conventions.date_order_declared
    return (
        Decision("encoding", file.scan.shown_encoding, "encoding" in declared),
        Decision("delimiter", dialect.shown_delimiter, dialect.delimiter_declared),
        Decision("quote", dialect.shown_quote, dialect.quote_declared),
        Decision("header_row", str(sheet.header_row), "header_row" in declared),
        Decision("decimal", conventions.decimal, conventions.decimal_declared),
        *((order,) if needs_order else ()),
        Decision("used_range", used),
    )


SOURCE_FORMAT = SourceFormat((".csv", ".tsv", ".txt"), open_delimited, _WORDS)
