"""Figures told in another unit of time than the calculation gives, or per another one.

`26 calendar days` of a column of working days, `1,779 hours` of seconds that 60
divides, `a week costs 36` of what is paid by the hour.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from verifier.checks.claims._dimensions import measure_given
from verifier.checks.claims._header_units import SIZES, measure_of
from verifier.checks.claims._told_times import kind_of, time_per, told_time
from verifier.checks.stems import tokens_of
from verifier.checks.units import MONEY, TIME
from verifier.checks.words.rates import LEVELS
from verifier.languages import alternatives, compiled
from verifier.model.plan import LiteralRole
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._header_units import Measure
    from verifier.checks.claims._told_times import ToldTime
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.plan import Traits

_H, _D = 3600, 86400
_RANGES = {  # seconds that a unit may have: working hours and days, too
    "second": ((1, 1),),
    "minute": ((60, 60),),
    "hour": ((2400, 2700), (_H, _H)),  # lessons
    "day": ((6 * _H, 16 * _H), (_D, _D)),
    "shift": ((4 * _H, 24 * _H),),
    "week": ((30 * _H, 48 * _H), (5 * _D, 7 * _D)),
    "month": ((140 * _H, 190 * _H), (19 * _D, 31 * _D)),
    "quarter": ((57 * _D, 93 * _D),),
    "year": ((1500 * _H, 2200 * _H), (220 * _D, 366 * _D)),
}
_CONVERTING = frozenset({1, 24, 60, 1440, 3600, 86400})
_SHORT = frozenset({"minute", "hour"})
_WORKING, _CALENDAR = "working", "calendar"
_WEEKDAYS = compiled(rf"(?<!\w)(?:{alternatives('dimensions.weekday_functions')})")
_OF_DAYS = frozenset({(TIME, 1)})
_MONEY = frozenset({(MONEY, 1)})
_BY_TIME = frozenset({(TIME, -1)})


def against_times(case: Case, subject: Subject) -> str:
    """Returns what stands against a figure's unit of time, or nothing."""
    quantity = case.figure.quantity
    traits = case.compiled.traits if case.compiled else None
    if traits is None or quantity is None or quantity.kind is QuantityKind.PERCENT:
        return ""
    told = told_time(case)
    per = "" if told else time_per(case)
    if told is None and not per:
        return ""
    given = measure_given(case, subject)
    if told is not None:
        words = _of_other_days(told, given, case, traits)
        return words or (_of_other_size(told, given, traits) if given else "")
    if given is None:
        return ""
    words = _per_other_time(per, given, traits)
    return words or _per_no_time(per, given, traits, subject)


def _of_other_days(
    told: ToldTime, given: Measure | None, case: Case, traits: Traits
) -> str:
    """Returns what stands against calendar days of working ones, or the reverse."""
    if told.unit != "day" or told.kind not in {_WORKING, _CALENDAR}:
        return ""
    written = case.claim.calculation if case.claim else ""
    headers = [h for use in traits.uses for h in use.headers]
    kinds = {kind_of(header.replace("_", " ")) for header in headers} - {""}
    if _WEEKDAYS.search(written):
        kinds.add(_WORKING)
    elif given is not None and given.is_span and given.powers == _OF_DAYS:
        kinds.add(_CALENDAR)
    if len(kinds) != 1 or told.kind in kinds:
        return ""
    return (
        f"the report says {told.kind} days; the calculation counts {kinds.pop()} ones"
    )


def _of_other_size(told: ToldTime, given: Measure, traits: Traits) -> str:
    if given.powers != _OF_DAYS or not _is_other(told.unit, given.size, traits):
        return ""
    return f"the report says {told.unit}s; the calculation gives {_called(given.size)}"


def _per_other_time(per: str, given: Measure, traits: Traits) -> str:
    is_of_things = given.powers == _BY_TIME
    is_of_money = given.powers == _BY_TIME | _MONEY
    size = 1 / given.size
    if not (is_of_things or is_of_money) or not _is_other(per, size, traits):
        return ""
    return (
        f"the text speaks of so much a {per}; the calculation gives it for "
        f"{_called(size)}"
    )


def _per_no_time(per: str, given: Measure, traits: Traits, subject: Subject) -> str:
    """Returns what stands against so much an hour that no hours divide, or nothing.

    Another column of the sheet tells how many they are.
    """
    ground = subject.ground_of(traits.uses)
    above = [use for use in traits.uses if use.side is not Side.DENOMINATOR]
    headers = [header for use in above for header in use.headers]
    if per not in _SHORT or given.powers != _MONEY or ground is None:
        return ""
    words = {t.text.casefold() for h in headers for t in tokens_of(h)}
    is_by_rows = len(above) == 1 and (
        above[0].statistic is Statistic.MEAN
        or [use.statistic for use in traits.uses] == [Statistic.SUM, Statistic.COUNT]
    )
    if not is_by_rows or not words.isdisjoint(LEVELS):
        return ""
    columns = (layout.header for layout in ground.columns.values())
    others = (h for h in columns if _in_time(h, subject) == SIZES[per])
    other = next(others, "")
    if not other:
        return ""
    return (
        f"the text speaks of so much a {per}; the calculation divides by rows, not by "
        f"{other!r}"
    )


def _in_time(header: str, subject: Subject) -> Fraction:
    """Returns the unit of a header of times, in seconds; else 0."""
    measure = measure_of(header, subject.brief)
    return measure.size if measure.powers == _OF_DAYS else Fraction(0)


def _is_other(unit: str, size: Fraction, traits: Traits) -> bool:
    """Returns whether a size is not that of a unit, but of another, or converted so."""
    if any(low <= size <= high for low, high in _RANGES.get(unit, ((0, size),))):
        return False
    factors = {x.value for x in traits.literals if x.role is LiteralRole.FACTOR}
    is_converted = bool(factors - {1}) and factors <= _CONVERTING
    return size in SIZES.values() or is_converted


def _called(size: Fraction) -> str:
    """Returns what a number of seconds is called."""
    named = {number: unit for unit, number in SIZES.items()}
    return f"{named[size]}s" if size in named else f"times of {float(size):g} seconds"
