"""One row of a result -> what it says, as an Outcome."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.plan import Outcome
from verifier.model.reason import Reason
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT = 1_000_000
KIND_NUMBER_TEXT = 3

_WHOLE_NUMBERS = frozenset(
    {
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "hugeint",
        "utinyint",
        "usmallint",
        "uinteger",
        "ubigint",
        "uhugeint",
        "decimal",
    }
)
_FLOATS = frozenset({"float", "double"})
_DATES = frozenset(
    {
        "date",
        "timestamp",
        "timestamp_s",
        "timestamp_ms",
        "timestamp_ns",
    }
)
_TEXTS = frozenset({"varchar", "enum", "uuid"})
READABLE = _WHOLE_NUMBERS | _FLOATS | _DATES | _TEXTS | {"boolean", "null"}

_SERIAL_ZERO = date(1899, 12, 30)
_FEBRUARY_29 = 60  # the day that the 1900 system has and the calendar has not


def failed(message: str) -> Outcome:
    """Returns an outcome that says why there is no value."""
    return Outcome(None, problem=Reason.CALCULATION_FAILED, message=message)


def outcome_of(row: Sequence[object], types: Sequence[str]) -> Outcome:
    """Returns what one row says.

    Args:
        row: one value of any type, or kind, number and text.
        types: DuckDB's names of the columns' types, lower case.

    Example:
        >>> outcome_of((Decimal("1.50"),), ("decimal",)).number
        Decimal('1.50')
        >>> outcome_of((2, None, "SMB"), ("utinyint", "decimal", "varchar")).text
        'SMB'
    """
    if len(row) == KIND_NUMBER_TEXT:
        return _typed(row, types[1])
    return _single(row[0], types[0])


def serial_of(moment: date) -> Decimal:
    """Returns the serial number of a date in the 1900 system, time as a fraction.

    Source: the system counts 1 January 1900 as 1 and 29 February 1900 as 60.

    Example:
        >>> serial_of(date(2024, 1, 1)), serial_of(date(1900, 1, 1))
        (Decimal('45292'), Decimal('1'))
    """
    if not isinstance(moment, datetime):
        return Decimal(_day_serial(moment))
    midnight = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - DuckDB's TIMESTAMP has no zone
    microseconds = (moment - midnight) // timedelta(microseconds=1)
    fraction = Decimal(microseconds) / Decimal(86_400_000_000)
    return Decimal(_day_serial(moment.date())) + fraction


def _day_serial(day: date) -> int:
    serial = (day - _SERIAL_ZERO).days
    return serial - 1 if serial <= _FEBRUARY_29 else serial


def _typed(row: Sequence[object], number_type: str) -> Outcome:
    """Returns the outcome of the three columns kind, number and text."""
    kind, number, text = row
    if kind is None:
        return Outcome(CellKind.BLANK)
    cell = CellKind(kind) if kind in set(CellKind) else None
    match cell:
        case CellKind.BLANK:
            return Outcome(CellKind.BLANK)
        case CellKind.TEXT | CellKind.ERROR:
            return _text(cell, text)
        case CellKind.NUMBER | CellKind.DATE | CellKind.BOOLEAN if number is not None:
            return _number(cell, number, exact=number_type not in _FLOATS)
        case _:
            return failed(f"gives kind {kind!r} without a value")


def _single(value: object, type_name: str) -> Outcome:
    """Returns the outcome of a single column."""
    if value is None:
        return Outcome(CellKind.BLANK)
    if type_name == "boolean":
        return Outcome(CellKind.BOOLEAN, Decimal(int(bool(value))), exact=True)
    if isinstance(value, date):
        is_day = not isinstance(value, datetime)
        return Outcome(CellKind.DATE, serial_of(value), exact=is_day)
    if type_name in _TEXTS:
        return _text(CellKind.TEXT, value)
    return _number(CellKind.NUMBER, value, exact=type_name not in _FLOATS)


def _text(kind: CellKind, value: object) -> Outcome:
    text = "" if value is None else str(value)
    if len(text) > LONGEST_TEXT:
        return Outcome(
            None,
            problem=Reason.LIMIT,
            message=f"gives a text of {len(text)} characters",
        )
    return Outcome(kind, text=text)


def _number(kind: CellKind, value: object, *, exact: bool) -> Outcome:
    match value:
        case float():
            if not math.isfinite(value):
                return failed("gives no finite number")
            return Outcome(kind, Decimal(repr(value)))
        case int() | Decimal():
            return Outcome(kind, Decimal(value), exact=exact)
        case _:
            return failed(f"gives {value!r}, which is no number")
