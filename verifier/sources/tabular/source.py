"""A typed table as a sheet: its headers are row 1, its first record is row 2."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import LAST_COLUMN, LAST_ROW, CellRange, column_letter
from verifier.model.source import Decision, Sheet, SheetKey, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOWN = 5


def table_sheet(
    key: SheetKey, table: str, headers: Sequence[str], records: int
) -> Sheet:
    """Returns the sheet of a table.

    Args:
        key: its name.
        table: the name of its table in DuckDB.
        headers: names of the columns.
        records: number of rows without the header.

    Raises:
        SourceError: if it has more rows or columns than can be cited.
    """
    if records >= LAST_ROW or len(headers) > LAST_COLUMN:
        raise SourceError(
            str(key),
            f"has {records:,} rows and {len(headers):,} columns",
            f"at most {LAST_ROW - 1:,} rows and {LAST_COLUMN:,} columns",
            "Cut the table.",
        )
    if not headers:
        return Sheet(key, table, 0, 0, 0, ())
    return Sheet(key, table, records + 1, len(headers), 1, tuple(headers))


def table_decisions(sheet: Sheet) -> tuple[Decision, ...]:
    """Returns what every table decides."""
    name, used = sheet.key.sheet, ""
    if sheet.rows:
        used = CellRange(sheet.key, 1, 1, sheet.columns, sheet.rows).local
    return (
        Decision("header_row", str(sheet.header_row), sheet=name),
        Decision("used_range", used, sheet=name),
    )


def header_troubles(sheet: Sheet) -> Iterator[Trouble]:
    """Yields a trouble for each name that several columns have."""
    counts = Counter(header.strip().casefold() for header in sheet.headers if header)
    for folded, count in counts.items():
        if count > 1:
            cells = [
                f"{column_letter(column)}{sheet.header_row}"
                for column, header in enumerate(sheet.headers, 1)
                if header.strip().casefold() == folded
            ]
            message = f"{count} columns have the header {folded!r}"
            found = tuple(cells[:_SHOWN])
            yield Trouble("duplicate-headers", message, sheet.key, found)


def columns_trouble(
    sheet: Sheet, code: str, words: str, columns: Sequence[int]
) -> Iterator[Trouble]:
    """Yields a trouble that some columns have, if there are any.

    Args:
        sheet: the sheet.
        code: of the trouble.
        words: behind the headers of the columns.
        columns: 1-based.
    """
    if columns:
        shown = ", ".join(
            repr(sheet.headers[column - 1]) for column in columns[:_SHOWN]
        )
        more = f" and {len(columns) - _SHOWN} more" if len(columns) > _SHOWN else ""
        cells = tuple(f"{column_letter(c)}{sheet.header_row}" for c in columns[:_SHOWN])
        yield Trouble(code, f"{shown}{more} {words}", sheet.key, cells)
