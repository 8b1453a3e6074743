"""What is noticed about a text file before its columns are loaded."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from verifier.model.address import CellRange, column_letter
from verifier.model.source import CellKind, Trouble
from verifier.sources.cells import read_text
from verifier.sources.delimited.mixtures import texts_among_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.source import Sheet
    from verifier.sources.delimited.textfile import TextFile

_SHOWN = 5
_PLAIN = re.compile(r"-?[.0-9]*|[^0-9]*")
_LONGEST = 64
_MIXED_DECIMALS = (
    "{:,} different cells do not write decimals with {!r}; "
    "they were read by grouping or as text"
)
_FORMATTED = (
    "cells such as {} were read as the numbers that they look like, "
    "with {!r} before decimals"
)
_AMBIGUOUS_DECIMALS = (
    "{:,} different numbers have three digits behind their only sign: {}; they were "
    "read with {!r} as the decimal sign; declare decimal = . or ,"
)
_AMBIGUOUS_DATES = (
    "{:,} different dates may be day first or month first and were read as text: {}; "
    "declare date_order = dmy or mdy"
)


def troubles_of(file: TextFile, sheet: Sheet) -> tuple[Trouble, ...]:
    """Returns the troubles of a text file, those of its structure first."""
    found = (
        *_of_structure(file, sheet),
        *_of_headers(sheet),
        *_of_conventions(file, sheet),
        *texts_among_numbers(file, sheet),
    )
    return tuple(
        Trouble(code, message, sheet.key, cells) for code, message, cells in found
    )


def _of_structure(
    file: TextFile, sheet: Sheet
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    structure = file.structure
    if file.scan.guessed:
        yield (
            "guessed-encoding",
            f"no UTF-8: it was read as {file.scan.encoding}, judged by its letters",
            (),
        )
    if not structure.rows:
        yield "empty-source", "the file holds no cells", ()
    if structure.blank_count:
        yield (
            "blank-lines",
            f"{structure.blank_count:,} blank lines count as rows",
            _whole_rows(sheet, structure.blank),
        )
    if structure.ragged_count:
        yield (
            "ragged-rows",
            f"{structure.ragged_count:,} rows have other than {structure.usual} cells",
            _whole_rows(sheet, structure.ragged),
        )
    if structure.lines > structure.records:
        spanning = structure.lines - structure.records
        yield (
            "multi-line-cells",
            f"quoted cells span {spanning:,} more lines; each record is one row",
            (),
        )


def _of_headers(sheet: Sheet) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    counts = Counter(header.strip().casefold() for header in sheet.headers if header)
    for folded, count in counts.items():
        if count > 1 and folded:
            cells = tuple(
                f"{column_letter(column)}{sheet.header_row}"
                for column, header in enumerate(sheet.headers, 1)
                if header.strip().casefold() == folded
            )
            message = f"{count} columns have the header {folded!r}"
            yield "duplicate-headers", message, cells[:_SHOWN]


def _of_conventions(
    file: TextFile, sheet: Sheet
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    conventions = file.conventions
    looks = _formatted(file, sheet)
    if looks:
        shown = ", ".join(repr(text) for text in list(looks.values())[:_SHOWN])
        yield (
            "formatted-numbers",
            _FORMATTED.format(shown, conventions.decimal),
            tuple(looks)[:_SHOWN],
        )
    if conventions.against:
        yield (
            "mixed-decimals",
            _MIXED_DECIMALS.format(conventions.against, conventions.decimal),
            (),
        )
    if conventions.ambiguous_decimals:
        yield _ambiguous_decimals(file, sheet)
    if conventions.has_mixed_dates:
        yield (
            "mixed-dates",
            "dates of both orders, day first and month first, stand in the file",
            (),
        )
    if conventions.ambiguous_dates:
        shown = ", ".join(conventions.ambiguous_dates[:_SHOWN])
        yield (
            "ambiguous-dates",
            _AMBIGUOUS_DATES.format(len(conventions.ambiguous_dates), shown),
            _cells_of(file, sheet, frozenset(conventions.ambiguous_dates)),
        )


def _ambiguous_decimals(
    file: TextFile, sheet: Sheet
) -> tuple[str, str, tuple[str, ...]]:
    samples = file.conventions.ambiguous_decimals
    message = _AMBIGUOUS_DECIMALS.format(
        len(samples), ", ".join(samples[:_SHOWN]), file.conventions.decimal
    )
    return "ambiguous-decimal", message, _cells_of(file, sheet, frozenset(samples))


def _formatted(file: TextFile, sheet: Sheet) -> dict[str, str]:
    """Returns numbers of the first rows that are more than digits, by address."""
    conventions = file.conventions
    found: dict[str, str] = {}
    for row, record in enumerate(file.structure.head, 1):
        for column, text in enumerate(record, 1):
            is_long = len(text) > _LONGEST
            if row == sheet.header_row or is_long or _PLAIN.fullmatch(text):
                continue
            reading = read_text(text, conventions.decimal, conventions.date_order)
            if reading.kind is CellKind.NUMBER:
                found[f"{column_letter(column)}{row}"] = text
        if len(found) >= _SHOWN:
            break
    return found


def _cells_of(file: TextFile, sheet: Sheet, texts: frozenset[str]) -> tuple[str, ...]:
    found = [
        f"{column_letter(column)}{row}"
        for row, record in enumerate(file.structure.head, 1)
        if row != sheet.header_row
        for column, text in enumerate(record, 1)
        if text in texts
    ]
    return tuple(found[:_SHOWN])


def _whole_rows(sheet: Sheet, rows: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(CellRange(sheet.key, 1, row, sheet.columns, row).local for row in rows)
