"""The number that spreadsheet arithmetic makes of a text, in Python and in SQL."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.clock import CLOCK, clock_in, clock_of, group_in, part_of_day
from verifier.formula.dialect import sql
from verifier.formula.tokens import bounded

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

EPOCH = date(1899, 12, 30)
_FALSE_LEAP_DAY = 60

_PLAIN = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?"
_DATE = r"[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2}"
_DOTTED = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
_SIGNS = re.compile(r"[$€£¥\s]")
# threes of digits, commas nowhere else
_GROUPED = r"[-+(]*[0-9]{1,3}(,[0-9]{3})+([^0-9,][^,]*)?"


def number_of(text: str) -> Decimal | None:
    """Returns the number that arithmetic makes of a text, None if none.

    Source: ECMA-376 part 1, 18.17.2.4 leaves it to the application; the forms are
        those that Excel takes in an English locale, and dates with points, which are
        day first wherever spreadsheets take them.

    Example:
        >>> number_of(" $1,200.50 "), number_of("12%"), number_of("(100)")
        (Decimal('1200.50'), Decimal('0.12'), Decimal('-100'))
        >>> number_of("2024-01-15"), number_of("nan"), number_of("1_000")
        (Decimal('45306'), None, None)
        >>> number_of("15.01.2024"), number_of("01.15.2024")
        (Decimal('45306'), None)
        >>> number_of("18:00"), number_of("2024-01-15 6:00 PM"), number_of("1:75")
        (Decimal('0.75'), Decimal('45306.75'), None)
    """
    bare = _SIGNS.sub("", text)
    if "," in bare:
        if not re.fullmatch(_GROUPED, bare):
            return None
        bare = bare.replace(",", "")
    is_day = is_dotted_date(text) or re.fullmatch(_DATE, text.strip())
    if is_day or writes_time(text):
        return _serial_of(text.strip()) if is_day else _moment_of(text.strip())
    if bare.startswith("(") and bare.endswith(")"):
        inner = _decimal(bare[1:-1])
        return -inner if inner is not None else None
    if bare.endswith("%"):
        inner = _decimal(bare[:-1])
        return inner / 100 if inner is not None else None
    return _decimal(bare)


def is_dotted_date(text: str) -> bool:
    """Returns whether a text has the form of a date with points: `15.01.2024`."""
    return re.fullmatch(_DOTTED, text.strip()) is not None


def writes_time(text: str) -> bool:
    """Returns whether a text that is a number holds a time: `15:43`, `3 PM`."""
    return ":" in text or text.strip().endswith(("m", "M"))


def _moment_of(text: str) -> Decimal | None:
    found = re.fullmatch(f"({_DATE} +)?({CLOCK})", text)
    clock = clock_of(found[3]) if found else None
    if found is None or clock is None:
        return None
    day = _serial_of(found[1].strip()) if found[1] else Decimal(0)
    return None if day is None else Decimal(repr(float(day + clock)))


def serial(day: date) -> int:
    """Returns the serial number of a day in the 1900 system.

    Source: the false 29 February 1900 has number 60, as in Lotus 1-2-3.

    Example:
        >>> serial(date(1900, 3, 1)), serial(date(1900, 2, 28))
        (61, 59)
    """
    days = (day - EPOCH).days
    return days if days > _FALSE_LEAP_DAY else days - 1


def number_from_text(text: Expr) -> Expr:
    """Returns the number that arithmetic makes of a computed text, NULL if none."""
    pattern = sql.text(r"[$€£¥\s\x{a0}]")
    written = sql.call("regexp_replace", text, pattern, sql.text(""), sql.text("g"))
    # commas that group no digits stay, and then it is no number
    grouped = sql.call("replace", written, sql.text(","), sql.text(""))
    bare = sql.case((_matches(written, _GROUPED), grouped), default=written)
    inner = sql.call("trim", bare, sql.text("()%"))
    value = sql.try_cast(inner, "DOUBLE")
    trimmed = sql.call("trim", text)
    day = sql.try_cast(trimmed, "DATE")
    dotted = sql.try_cast(
        sql.call("try_strptime", trimmed, sql.text("%d.%m.%Y")), "DATE"
    )
    return sql.case(
        (_matches(bare, _PLAIN), value),
        (_matches(bare, _PLAIN + "%"), sql.divide(value, sql.number(100))),
        (_matches(bare, r"\(" + _PLAIN + r"\)"), sql.negate(value)),
        (_matches(trimmed, _DATE), _serial_in_sql(day)),
        (_matches(trimmed, _DOTTED), _serial_in_sql(dotted)),
        (_matches(trimmed, f"({_DATE} +)?{CLOCK}"), _moment_in_sql(trimmed)),
    )


def _moment_in_sql(text: Expr) -> Expr:
    front = group_in(text, f"^{_DATE} ", None)
    day = sql.try_cast(sql.call("trim", front), "DATE")
    none = sql.cast(sql.ZERO, "DOUBLE")
    days = sql.case((sql.equal(front, sql.text("")), none), default=_serial_in_sql(day))
    return sql.add(days, part_of_day(clock_in(text)))


def _serial_in_sql(day: Expr) -> Expr:
    days = sql.call("date_diff", sql.text("day"), epoch(), day)
    early = sql.at_most(days, sql.number(_FALSE_LEAP_DAY))
    return sql.double(sql.case((early, sql.subtract(days, sql.ONE)), default=days))


def epoch() -> Expr:
    """Returns the day with serial number 0."""
    return sql.cast(sql.text(EPOCH.isoformat()), "DATE")


def _matches(text: Expr, pattern: str) -> Expr:
    return sql.call("regexp_full_match", text, sql.text(pattern))


def _decimal(text: str) -> Decimal | None:
    return bounded(text) if re.fullmatch(_PLAIN, text) else None


def _serial_of(text: str) -> Decimal | None:
    parts = [int(part) for part in re.split("[-/.]", text)]
    year, month, day = reversed(parts) if "." in text else parts
    try:
        return Decimal(serial(date(year, month, day)))
    except ValueError:
        return None
