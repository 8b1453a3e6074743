"""What a second reader makes of the cells: where two differ, nobody guesses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.sources.dates import serial_of_moment
from verifier.sources.workbook.crosscheck import second_rows
from verifier.sources.workbook.facets import DAYS_TO_1904

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.sources.staging import Facet

MOST_CELLS = 1_000_000

_FALSE_LEAP_DAY = 61
_HALF_SECOND = 0.5 / 86_400
_RELATIVE = 1e-12


def check_again(
    content: bytes,
    sheet: str,
    cells: Mapping[tuple[int, int], Facet],
    shown: str,
) -> None:
    """Checks that python-calamine reads the same cells.

    Errors are left out, since it shows them as blank; so are durations and truth
    values, which it gives as texts or numbers.

    Args:
        content: of the file.
        sheet: its name.
        cells: by row and column, blank ones left out.
        shown: the file's path as the user knows it.

    Raises:
        SourceError: with the first cell that it reads otherwise.
    """
    there = {
        (row, column): value
        for row, values in enumerate(second_rows(content, sheet, shown), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    for place in sorted(cells.keys() | there.keys()):
        facet, value = cells.get(place), there.get(place, "")
        if facet is None or not _agrees(facet, value):
            row, column = place
            raise SourceError(
                f"{shown}!{sheet}!{column_letter(column)}{row}",
                f"is {value!r} to a second reader and "
                f"{facet.raw if facet else ''!r} to the first",
                "a cell that both read alike",
                "Save it anew from a spreadsheet.",
            )


def _agrees(facet: Facet, value: object) -> bool:
    match facet.kind:
        case CellKind.ERROR:
            return True
        case CellKind.BOOLEAN:
            return value in (facet.text == "TRUE", facet.text)
        case CellKind.TEXT:
            if not facet.text:
                return value == ""
            return isinstance(value, str) and _unspaced(value) == _unspaced(facet.text)
        case _:
            is_date = facet.kind == CellKind.DATE
            return _same_number(float(facet.number or 0), value, is_date=is_date)


def _same_number(number: float, value: object, *, is_date: bool) -> bool:
    if isinstance(value, str):
        return value.startswith("PT")
    if isinstance(value, (int, float)):
        # a date that it takes for a number counts from where the file counts from
        ours = (number, number - DAYS_TO_1904) if is_date else (number,)
        return any(
            abs(one - value) <= _RELATIVE * max(abs(value), 1e-300) for one in ours
        )
    if isinstance(value, dt.datetime):
        there = serial_of_moment(value)
    elif isinstance(value, dt.date):
        there = serial_of_moment(dt.datetime.combine(value, dt.time()))
    else:
        return True
    return number < _FALSE_LEAP_DAY or abs(number - float(there)) <= _HALF_SECOND


def _unspaced(text: str) -> str:
    """Returns a text without blanks: readers differ on those that XML may drop."""
    return "".join(text.split())
