"""Times of the day that stand in texts, in Python and in SQL."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.dialect import sql

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_TIME = (
    r"([0-9]{1,4}):([0-5]?[0-9])(?::([0-5]?[0-9](?:\.[0-9]*)?))?(?: *([AaPp])[Mm]?)?"
)
_HALF_DAY = r"([0-9]{1,2}) +([AaPp])[Mm]"
CLOCK = f"(?:{_TIME}|{_HALF_DAY})"
_SECONDS = 86_400
_NOON = 12


def clock_of(text: str) -> Decimal | None:
    """Returns the part of a day that a time in a text is, None if it is no time.

    Source: Excel, TIMEVALUE: an hour beyond 24 counts on into further days, and with
        AM or PM an hour is 12 at most.

    Example:
        >>> clock_of("15:45"), clock_of("6 pm"), clock_of("36:00"), clock_of("13:00 PM")
        (Decimal('0.65625'), Decimal('0.75'), Decimal('1.5'), None)
    """
    found = re.fullmatch(CLOCK, text)
    if found is None:
        return None
    hour, minute, second, half, lone_hour, lone_half = found.groups()
    hours, mark = int(hour or lone_hour), (half or lone_half or "").lower()
    if mark:
        if hours > _NOON:
            return None
        hours = hours % _NOON + _NOON * (mark == "p")
    seconds = hours * 3600 + int(minute or 0) * 60 + float(second or 0)
    return Decimal(repr(seconds / _SECONDS))


def clock_in(text: Expr) -> Expr:
    """Returns the time at the end of a text, empty where there is none."""
    pattern = f"(^|[ T]){CLOCK}$"
    return sql.call(
        "ltrim", sql.call("regexp_extract", text, sql.text(pattern)), sql.text(" T")
    )


def part_of_day(clock: Expr) -> Expr:
    """Returns a time as part of a day, NULL for an hour beyond 12 with AM or PM."""
    half = sql.call("lower", group_in(clock, "[AaPp]", None))
    hours = sql.try_cast(group_in(clock, "^[0-9]+", None), "INTEGER")
    minutes = sql.first_of(sql.try_cast(group_in(clock, _TIME, 2), "INTEGER"), sql.ZERO)
    seconds = sql.first_of(sql.try_cast(group_in(clock, _TIME, 3), "DOUBLE"), sql.ZERO)
    has_half, noon = sql.unequal(half, sql.text("")), sql.number(_NOON)
    turned = sql.add(
        sql.call("mod", hours, noon),
        sql.case((sql.equal(half, sql.text("p")), noon), default=sql.ZERO),
    )
    is_odd = sql.both(has_half, sql.less(noon, hours))
    own = sql.case((is_odd or sql.FALSE, sql.NULL), (has_half, turned), default=hours)
    every = sql.add(
        sql.add(
            sql.multiply(own, sql.number(3600)), sql.multiply(minutes, sql.number(60))
        ),
        seconds,
    )
    return sql.divide(sql.double(every), sql.number(_SECONDS))


def group_in(text: Expr, pattern: str, group: int | None) -> Expr:
    """Returns what a regular expression, or one group of it, finds in a text."""
    place = [] if group is None else [sql.number(group)]
    return sql.call("regexp_extract", text, sql.text(pattern), *place)
