"""Rows and columns of a table: `deals[[#Totals],[amount]]` to numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.brackets import TablePart, fold_header

if TYPE_CHECKING:
    from verifier.model.source import Sheet, Table


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table, or a sheet taken as one, stands.

    Attributes:
        first_column: 1-based.
        headers: of its columns, one each.
        top: its first row, headers included.
        header_rows: how many rows of headers.
        totals_rows: how many rows of totals.
        bottom: its last row.
    """

    first_column: int
    headers: tuple[str, ...]
    top: int
    header_rows: int
    totals_rows: int
    bottom: int

    @property
    def last_column(self) -> int:
        """The last column."""
        return self.first_column + len(self.headers) - 1

    def rows(self, part: TablePart) -> tuple[int, int]:
        """Returns the first and the last row of a part; none where they cross."""
        data = self.top + self.header_rows
        last = self.bottom - self.totals_rows
        bounds = {
            TablePart.DATA: (data, last),
            TablePart.HEADERS: (self.top, data - 1),
            TablePart.TOTALS: (last + 1, self.bottom),
            TablePart.HEADED: (self.top, last),
            TablePart.TOTALLED: (data, self.bottom),
            TablePart.ALL: (self.top, self.bottom),
        }
        return bounds[part]

    def columns(self, header: str) -> list[int]:
        """Returns the numbers of the columns with a header, case and blanks aside."""
        wanted = fold_header(header)
        return [
            number
            for number, each in enumerate(self.headers, self.first_column)
            if fold_header(each) == wanted
        ]


def frame_of(sheet: Sheet, table: Table | None) -> Frame:
    """Returns where a table stands; a sheet without one is a table from its header."""
    if table is None:
        names = sheet.headers[: sheet.columns]
        missing = ("",) * (sheet.columns - len(names))
        has_header = 1 if sheet.header_row else 0
        top = max(sheet.header_row, 1)
        return Frame(1, names + missing, top, has_header, 0, sheet.rows)
    width = table.last_column - table.first_column + 1
    headers = table.headers
    if not headers and table.first_row == sheet.header_row:
        headers = sheet.headers[table.first_column - 1 : table.last_column]
    missing = ("",) * (width - len(headers))
    return Frame(
        table.first_column,
        headers[:width] + missing,
        table.first_row,
        table.header_rows,
        table.totals_rows,
        table.last_row,
    )
