"""Periods that a calculation takes beside those that are named, or in part."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING

from verifier.checks.periods import Period
from verifier.model.plan import ChangeForm

if TYPE_CHECKING:
    from verifier.checks.claims._used_periods import UsedPeriods
    from verifier.model.case import Case

_LISTED = 2
_MOST_DAYS = 1000  # that are looked at
_SHOWN = 6


def against_overlap(
    case: Case, said: tuple[Period, ...], text: str, used: UsedPeriods
) -> str:
    """Returns what stands against two quarters of which one is in the named half."""
    traits = case.compiled.traits if case.compiled else None
    is_plain = traits is not None and traits.change is ChangeForm.NONE
    years = {p.year for p in (*said, *used.told)} - {None}
    if not is_plain or len(said) != 1 or len(used.told) < _LISTED or len(years) > 1:
        return ""
    if len(traits.uses if traits else ()) != 1:
        return ""
    months = frozenset[int]().union(*(p.months for p in used.told))
    named = said[0].months
    if months <= named or named <= months:
        return ""
    shown = text[said[0].start : said[0].end]
    return f"the text names {shown}; the calculation uses {told_periods(used.told)}"


def days_outside(said: tuple[Period, ...], used: UsedPeriods) -> int:
    """Returns how many days the only span of used rows reaches out of what is named."""
    first, last = used.spans[0]
    days = (first + dt.timedelta(n) for n in range((last - first).days + 1))
    return sum(
        not any(p.meets(Period(d.year, frozenset({d.month}))) for p in said)
        for d in islice(days, _MOST_DAYS)
    )


def told_periods(periods: tuple[Period, ...]) -> str:
    """Returns the first periods of some, to be read."""
    shown: list[str] = []
    for period in dict.fromkeys((p.year, p.months) for p in periods):
        year, months = period
        ends = sorted({min(months), max(months)}) if months else []
        named = "–".join(f"{month:02d}" for month in ends)
        part = "" if len(months) == 12 else named  # noqa: PLR2004 - all of the year
        shown.append("-".join(str(x) for x in (year or "", part) if x))
    return ", ".join(shown[:_SHOWN])
