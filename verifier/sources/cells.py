"""What the text of a cell is: number, date, boolean, error or text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from verifier.figures import read_cell
from verifier.model.source import CellKind
from verifier.sources.dates import DateOrder, read_date, read_time

ERRORS = frozenset(
    (
        *("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"),
        *("#SPILL!", "#CALC!", "#GETTING_DATA"),
    )
)
LARGEST_EXPONENT = 307
SMALLEST_EXPONENT = -307
_BOOLEANS = ("TRUE", "FALSE")
_LONGEST_NUMBER = 64
_DASHES = ("\u2013", "\u2012")  # en and figure dash
_MINUSES = ("-", "\u2212")
_BODY = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell's text was read as.

    Attributes:
        kind: its kind.
        number: of a number, or the serial of a date.
        coerced: the number that arithmetic makes of a text or boolean, else None.
        text: of a text, boolean or error, else None.
    """

    kind: CellKind
    number: Decimal | None = None
    coerced: Decimal | None = None
    text: str | None = None


def read_text(text: str, decimal: str, order: DateOrder) -> Reading:
    """Returns what a spreadsheet makes of the text of a CSV cell.

    Example:
        >>> read_text("TRUE", ".", DateOrder.AMBIGUOUS).kind.name
        'BOOLEAN'
        >>> read_text("1,200-", ".", DateOrder.AMBIGUOUS).number
        Decimal('-1200')
        >>> read_text("007", ".", DateOrder.AMBIGUOUS).coerced
        Decimal('7')
        >>> read_text("18:00", ".", DateOrder.AMBIGUOUS).coerced
        Decimal('0.75')
    """
    shown = text.strip()
    upper = shown.upper()
    if upper in ERRORS:
        return Reading(CellKind.ERROR, text=upper)
    if upper in _BOOLEANS:
        return Reading(CellKind.BOOLEAN, None, Decimal(upper == "TRUE"), upper)
    if (number := _number(_signed(text, shown), decimal)) is not None:
        return Reading(CellKind.NUMBER, number)
    if (serial := read_date(shown, order)) is not None:
        return Reading(CellKind.DATE, serial)
    return Reading(CellKind.TEXT, None, _read_in_arithmetic(shown), text)


def _signed(text: str, shown: str) -> str:
    """Returns the text with a minus before its digits: `5-` and `–3` are -5 and -3."""
    if shown[:1] in _DASHES and shown[1:2].isdigit():
        return "-" + shown[1:]
    if shown[-1:] in _MINUSES and shown[0].isdigit() and not set(shown[:-1]) - _BODY:
        return "-" + shown[:-1]
    return text


def coerce_text(text: str, decimal: str = ".") -> Decimal | None:
    """Returns the number that arithmetic makes of a text cell, None if none.

    Example:
        >>> coerce_text("12%"), coerce_text("2024-01-15"), coerce_text("n/a")
        (Decimal('0.12'), Decimal('45306'), None)
    """
    number = _number(text, decimal)
    if number is None:
        number = read_date(text, DateOrder.AMBIGUOUS)
    return _read_in_arithmetic(text.strip()) if number is None else number


def shows_number(text: str) -> bool:
    """Returns whether a text is written as a number, and not as a date.

    Example:
        >>> shows_number("12%"), shows_number("007"), shows_number("2024-01-15")
        (True, True, False)
    """
    return _number(text, ".") is not None or _padded(text.strip()) is not None


def _number(text: str, decimal: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    reading = read_cell(text, decimal)
    if reading is None or not reading.value.is_finite():
        return None
    if not fits_double(reading.value):
        return None
    return reading.value


def fits_double(number: Decimal) -> bool:
    """Returns whether a double can hold the magnitude of a number."""
    return not number or SMALLEST_EXPONENT <= number.adjusted() <= LARGEST_EXPONENT


def plain_text(number: Decimal) -> str:
    """Returns a number's digits without an exponent, no zero before or behind.

    Example:
        >>> plain_text(Decimal("1.50E+3")), plain_text(Decimal("0.1200"))
        ('1500', '0.12')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_in_arithmetic(shown: str) -> Decimal | None:
    """Returns the number that arithmetic makes of what stays a text in its cell."""
    number = _padded(shown)
    return read_time(shown) if number is None else number


def _padded(shown: str) -> Decimal | None:
    """Returns the number of an identifier with leading zeros."""
    digits = shown[1:] if shown[:1] in ("-", "+") else shown
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        return Decimal(shown)
    return None
