"""What a stored cell of a workbook is: number, date, boolean, error or text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.model.source import CellKind
from verifier.sources.cells import ERRORS, coerce_text, fits_double, plain_text
from verifier.sources.dates import DateOrder, read_date, text_of_serial
from verifier.sources.staging import BLANK_CELL, Facet
from verifier.sources.workbook.parts import unescape

if TYPE_CHECKING:
    from verifier.sources.workbook.parts import Workbook
    from verifier.sources.workbook.sheet import StoredCell

DAYS_TO_1904 = 1462
UNCOMPUTED = "#UNCOMPUTED!"  # the error of a formula without a stored value

_MOST_DIGITS = 9
_BOOLEANS = {"0": "FALSE", "false": "FALSE", "1": "TRUE", "true": "TRUE"}
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?"
)


def facet_of_cell(cell: StoredCell, workbook: Workbook, place: str) -> Facet:
    """Returns a stored cell as it lies in DuckDB; text stays text.

    A formula whose value was never stored gives an error cell: read as blank, a sum
    over it would be too small without a word.

    Raises:
        SourceError: if the stored value contradicts the cell's type.
    """
    value = cell.value
    if value is None or (not value and cell.type in ("n", "s", "b", "e", "d")):
        return _uncomputed(cell) if cell.has_formula else BLANK_CELL
    reading = _READERS.get(cell.type, _nothing)(value, cell, workbook)
    if reading is None:
        _refuse(cell, value, place)
    return reading


def _uncomputed(cell: StoredCell) -> Facet:
    return Facet(CellKind.ERROR, text=UNCOMPUTED, raw=f"={cell.formula}")


def _number(value: str, cell: StoredCell, workbook: Workbook) -> Facet | None:
    """Returns a number: the shortest digits of the stored double."""
    if not _NUMBER.fullmatch(value.strip()):
        return None
    number = Decimal(repr(float(value)))
    if not number.is_finite() or not fits_double(number):
        return None
    if cell.style in workbook.date_styles:
        serial = number + DAYS_TO_1904 if workbook.is_1904 else number
        shown = text_of_serial(serial) if serial >= 1 else plain_text(serial)
        return Facet(CellKind.DATE, plain_text(serial), raw=shown)
    text = plain_text(number)
    return Facet(CellKind.NUMBER, text, raw=text)


def _shared(value: str, _: StoredCell, workbook: Workbook) -> Facet | None:
    is_number = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    number = int(value) if is_number else -1
    if not 0 <= number < len(workbook.texts):
        return None
    return _text(workbook.texts[number])


def _inline(value: str, _: StoredCell, __: Workbook) -> Facet:
    return _text(unescape(value))


def _boolean(value: str, _: StoredCell, __: Workbook) -> Facet | None:
    if value not in _BOOLEANS:
        return None
    text = _BOOLEANS[value]
    return Facet(CellKind.BOOLEAN, None, float(text == "TRUE"), text, text)


def _error(value: str, _: StoredCell, __: Workbook) -> Facet | None:
    code = value.upper()
    return Facet(CellKind.ERROR, text=code, raw=value) if code in ERRORS else None


def _date(value: str, _: StoredCell, __: Workbook) -> Facet | None:
    serial = read_date(value, DateOrder.AMBIGUOUS)
    if serial is None:
        return None
    return Facet(CellKind.DATE, plain_text(serial), raw=value)


def _nothing(_: str, __: StoredCell, ___: Workbook) -> None:
    return None


def _text(text: str) -> Facet:
    coerced = coerce_text(text)
    return Facet(
        CellKind.TEXT, None, None if coerced is None else float(coerced), text, text
    )


def _refuse(cell: StoredCell, value: str, place: str) -> NoReturn:
    expected = {"s": "the number of a shared text", "b": "0 or 1", "e": "an error code"}
    raise SourceError(
        f"{place}!{cell.address}",
        f"holds {value[:40]!r} in a cell of type {cell.type!r}",
        expected.get(cell.type, "a number" if cell.type == "n" else "a known type"),
        "Save it anew from a spreadsheet.",
    )


_READERS = {
    "n": _number,
    "s": _shared,
    "str": _inline,
    "inlineStr": _inline,
    "b": _boolean,
    "e": _error,
    "d": _date,
}
