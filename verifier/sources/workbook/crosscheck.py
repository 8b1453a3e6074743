"""A second reader's opinion of the cells: where two readers differ, nobody guesses."""

from __future__ import annotations

import datetime as dt
import io
from array import array
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.sources.dates import serial_of_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.sources.staging import Facet

MOST_CELLS = 5_000_000

_FALSE_LEAP_DAY = 61
_HALF_SECOND = 0.5 / 86_400
_RELATIVE = 1e-12


class FirstReading:
    """What the first reader makes of a sheet, cell by cell, in a few bytes each.

    Attributes:
        is_too_large: whether there are more cells than two readers are asked for.
    """

    __slots__ = ("_columns", "_kinds", "_numbers", "_rows", "_texts", "is_too_large")

    def __init__(self) -> None:
        self.is_too_large = False
        self._rows = array("i")
        self._columns = array("i")
        self._kinds = bytearray()
        self._numbers = array("d")
        self._texts = array("q")

    def take(self, row: int, column: int, facet: Facet) -> None:
        """Takes note of a cell that is not blank; cells come row by row."""
        if self.is_too_large:
            return
        self._rows.append(row)
        self._columns.append(column)
        self._kinds.append(facet.kind)
        text = facet.text if facet.kind != CellKind.ERROR else None
        number = float(facet.number or 0) if text is None else facet.coerced or 0.0
        self._numbers.append(number)
        self._texts.append(hash(_unspaced(text)))
        self.is_too_large = len(self._kinds) > MOST_CELLS

    def check(self, content: bytes, sheet: str, shown: str) -> None:
        """Checks that python-calamine reads the same cells.

        Errors and formulas without a value are left out, since calamine shows them as
        blank; so are durations, which it gives as such.

        Raises:
            SourceError: with the first cell that it reads otherwise.
        """
        there = _values(content, sheet, shown)
        for place, (row, column) in enumerate(
            zip(self._rows, self._columns, strict=True)
        ):
            value = there.pop((row, column), "")
            if not self._agrees(place, value):
                _refuse(f"{shown}!{sheet}!{column_letter(column)}{row}", value)
        for (row, column), value in there.items():
            _refuse(f"{shown}!{sheet}!{column_letter(column)}{row}", value)

    def _agrees(self, place: int, value: object) -> bool:
        match self._kinds[place]:
            case CellKind.ERROR:
                return True
            case CellKind.BOOLEAN:
                return value is bool(self._numbers[place])
            case CellKind.TEXT:
                is_text = isinstance(value, str)
                return is_text and hash(_unspaced(value)) == self._texts[place]
            case _:
                return _same_number(self._numbers[place], value)


def _refuse(place: str, value: object) -> NoReturn:
    raise SourceError(
        place,
        f"is {value!r} to a second reader and something else to the first",
        "a cell that both read alike",
        "Save it anew from a spreadsheet.",
    )


def _values(content: bytes, sheet: str, shown: str) -> dict[tuple[int, int], object]:
    """Returns what python-calamine finds, by row and column, blank cells left out."""
    return {
        (row, column): value
        for row, values in enumerate(second_rows(content, sheet, shown), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }


def second_rows(content: bytes, sheet: str, shown: str) -> Sequence[Sequence[object]]:
    """Returns a sheet's rows as python-calamine reads them, from the first row on.

    Raises:
        SourceError: if it cannot read them.
    """
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - workbooks alone

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except BaseException as error:  # a panic is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise SourceError(
                f"{shown}!{sheet}",
                f"a second reader cannot read it: {error}",
                "a sheet that two readers can read",
                "Save it anew from a spreadsheet.",
            ) from None
        raise


def _same_number(number: float, value: object) -> bool:
    if isinstance(value, (bool, str)):
        return False
    if isinstance(value, (int, float)):
        return abs(number - value) <= _RELATIVE * abs(value)
    if isinstance(value, dt.datetime):
        there = serial_of_moment(value)
    elif isinstance(value, dt.date):
        there = serial_of_moment(dt.datetime.combine(value, dt.time()))
    else:
        return True
    return number < _FALSE_LEAP_DAY or abs(number - float(there)) <= _HALF_SECOND


def _unspaced(text: str | None) -> str:
    """Returns a text without blanks: readers differ on those that XML may drop."""
    return "".join((text or "").split())
