"""Dates as cells write them, as serial numbers of the 1900 system."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum

FIRST_YEAR = 1900
"""Spreadsheets begin there."""

_EPOCH = dt.date(1899, 12, 30).toordinal()
_LEAP_BUG = 61  # serials below count from a day later: 1900-02-29 never was
_MONTHS_IN_YEAR = 12
_SECONDS_IN_DAY = 86_400
_LONGEST = 40
_TIME = r"(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?"
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME + r"(?:Z|[+-]00:?00)?")
_SLASHED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME)
_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4})" + _TIME)
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})" + _TIME)
_CLOCK = re.compile(
    r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d(?:\.\d{0,9})?))?(?: *([AaPp])[Mm])?"
    r"|(\d{1,2}) +([AaPp])[Mm]"
)
_NOON = 12
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS = {
    name[:length]: number
    for number, name in enumerate(_MONTH_NAMES, 1)
    for length in (3, len(name))
} | {"sept": 9}


class DateOrder(StrEnum):
    """The order in which a source writes day and month before the year."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    AMBIGUOUS = "ambiguous"


def serial_of_date(date: dt.date) -> int:
    """Returns the serial number of a day, as Excel's 1900 system counts.

    Source: ECMA-376 part 1, 18.17.4.1; the day 60 is 1900-02-29, which never was.

    Example:
        >>> serial_of_date(dt.date(2024, 1, 15))
        45306
        >>> serial_of_date(dt.date(1900, 1, 1))
        1
    """
    serial = date.toordinal() - _EPOCH
    return serial if serial >= _LEAP_BUG else serial - 1


def serial_of_moment(moment: dt.datetime) -> Decimal:
    """Returns the serial number of a moment; the time is a fraction of a day.

    Example:
        >>> serial_of_moment(dt.datetime(2024, 1, 15, 12))
        Decimal('45306.5')
    """
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    exact = Decimal(seconds) + Decimal(moment.microsecond) / 1_000_000
    return Decimal(serial_of_date(moment.date())) + exact / _SECONDS_IN_DAY


def text_of_serial(serial: Decimal) -> str:
    """Returns the ISO date (and time) of a serial number of the 1900 system.

    Example:
        >>> text_of_serial(Decimal(60)), text_of_serial(Decimal("45306.5"))
        ('1900-02-29', '2024-01-15 12:00:00')
    """
    day = int(serial)
    seconds = int(((serial - day) * _SECONDS_IN_DAY).to_integral_value())
    if seconds == _SECONDS_IN_DAY:
        day, seconds = day + 1, 0
    shown = "1900-02-29" if day == _LEAP_BUG - 1 else _day_text(day)
    if not seconds:
        return shown
    minutes, second = divmod(seconds, 60)
    return f"{shown} {minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


def read_date(text: str, order: DateOrder) -> Decimal | None:
    """Returns the serial number of a date's text, None if it is none in this order.

    ISO dates, dates with a month's name and dates with points (day first, always) need
    no order. With slashes or hyphens an ambiguous order reads only what is a date in
    one order alone: it never guesses.

    Example:
        >>> read_date("2024-01-15", DateOrder.AMBIGUOUS)
        Decimal('45306')
        >>> read_date("01/15/2024", DateOrder.DAY_FIRST) is None
        True
    """
    text = text.strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    if found := _ISO.fullmatch(text):
        return _serial(int(found[1]), int(found[3]), int(found[4]), found.groups()[4:])
    if found := _SLASHED.fullmatch(text):
        return _slashed(found, order)
    return _named(text)


def read_time(text: str) -> Decimal | None:
    """Returns the part of a day that a time is, None if the text is no time.

    Source: Excel, TIMEVALUE: an hour beyond 24 counts on into further days, and with
        AM or PM an hour is 12 at most.

    Example:
        >>> read_time("9:45"), read_time("6:00 pm"), read_time("13:00 PM")
        (Decimal('0.40625'), Decimal('0.75'), None)
    """
    if len(text) > _LONGEST or not text.isascii():
        return None
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second, half, lone_hour, lone_half = found.groups()
    hours, mark = int(hour or lone_hour), (half or lone_half or "").lower()
    if mark and hours > _NOON:
        return None
    if mark:
        hours = hours % _NOON + _NOON * (mark == "p")
    exact = hours * 3600 + int(minute or 0) * 60 + Decimal(second or 0)
    return exact / _SECONDS_IN_DAY


def order_of(text: str) -> DateOrder | None:
    """Returns the order that a date's text shows, None if it is no such date.

    Dates with points have no say: they are day first.
    """
    found = _SLASHED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if not found or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if max(first, second) <= _MONTHS_IN_YEAR:
        return DateOrder.AMBIGUOUS if first != second else None
    return DateOrder.DAY_FIRST if second <= _MONTHS_IN_YEAR else DateOrder.MONTH_FIRST


def _slashed(found: re.Match[str], order: DateOrder) -> Decimal | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    time = found.groups()[4:]
    if found[2] == "." or first == second:
        return _serial(year, second, first, time)
    if order is DateOrder.AMBIGUOUS:
        if max(first, second) <= _MONTHS_IN_YEAR:
            return None
        order = (
            DateOrder.DAY_FIRST if second <= _MONTHS_IN_YEAR else DateOrder.MONTH_FIRST
        )
    if order is DateOrder.DAY_FIRST:
        return _serial(year, second, first, time)
    return _serial(year, first, second, time)


def _named(text: str) -> Decimal | None:
    if found := _NAMED.fullmatch(text):
        day, name = found[1], found[2]
    elif found := _NAMED_FIRST.fullmatch(text):
        day, name = found[2], found[1]
    else:
        return None
    month = _MONTHS.get(name.lower())
    if month is None:
        return None
    return _serial(int(found[3]), month, int(day), found.groups()[3:])


def _serial(
    year: int, month: int, day: int, time: tuple[str | None, ...]
) -> Decimal | None:
    hour, minute, second = (int(part or 0) for part in time[:3])
    try:
        moment = dt.datetime(  # noqa: DTZ001 - cells know no zone
            year, month, day, hour, minute, second
        )
    except ValueError:
        return None
    if moment.year < FIRST_YEAR:
        return None
    whole = serial_of_moment(moment)
    return whole + Decimal(time[3]) / _SECONDS_IN_DAY if time[3] else whole


def _day_text(day: int) -> str:
    ordinal = day + _EPOCH + (day < _LEAP_BUG)
    if not 1 <= ordinal <= dt.date.max.toordinal():
        return str(day)
    return dt.date.fromordinal(ordinal).isoformat()
