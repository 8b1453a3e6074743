"""A second reader's opinion of the cells: where two readers differ, nobody guesses."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.sources.dates import serial_of_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verifier.sources.staging import Facet

MOST_CELLS = 5_000_000

_FALSE_LEAP_DAY = 61
_HALF_SECOND = 0.5 / 86_400
_RELATIVE = 1e-12


def check_against_calamine(
    content: bytes, sheet: str, columns: Mapping[int, Sequence[Facet]], shown: str
) -> None:
    """Checks that python-calamine reads the same cells.

    Errors and formulas without a value are left out, since calamine shows them as
    blank; so are durations, which it gives as such.

    Raises:
        SourceError: with the first cell that it reads otherwise.
    """
    for row, values in enumerate(_rows(content, sheet, shown)):
        for column, cells in columns.items():
            value = values[column - 1] if column <= len(values) else ""
            facet = cells[row] if row < len(cells) else None
            if facet is None and value == "":
                continue
            if facet is None or not _agrees(facet, value):
                raise SourceError(
                    f"{shown}!{sheet}!{column_letter(column)}{row + 1}",
                    f"is {value!r} to a second reader and "
                    f"{facet.raw if facet else None!r} to the first",
                    "a cell that both read alike",
                    "Save it anew from a spreadsheet.",
                )


def _rows(content: bytes, sheet: str, shown: str) -> Sequence[Sequence[object]]:
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


def _agrees(facet: Facet, value: object) -> bool:
    match facet.kind:
        case CellKind.BLANK:
            return value == ""
        case CellKind.ERROR:
            return True
        case CellKind.BOOLEAN:
            return value is (facet.text == "TRUE")
        case CellKind.TEXT:
            return isinstance(value, str) and _unspaced(value) == _unspaced(facet.text)
        case _:
            return _same_number(Decimal(facet.number or 0), value)


def _same_number(number: Decimal, value: object) -> bool:
    if isinstance(value, (bool, str)):
        return False
    if isinstance(value, (int, float)):
        return abs(float(number) - value) <= _RELATIVE * abs(value)
    if isinstance(value, dt.datetime):
        there = serial_of_moment(value)
    elif isinstance(value, dt.date):
        there = serial_of_moment(dt.datetime.combine(value, dt.time()))
    else:
        return True
    return number < _FALSE_LEAP_DAY or abs(float(number - there)) <= _HALF_SECOND


def _unspaced(text: str | None) -> str:
    """Returns a text without blanks: readers differ on those that XML may drop."""
    return "".join((text or "").split())
