"""Whether the periods that criteria take are those that a text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.claims._used_periods import UsedPeriods
    from verifier.checks.periods import Period

_CLEARLY = 2  # months outside of the period
_AT_THE_END = compiled(rf"(?<!\w)(?:{alternatives('other_period.at_the_end')})[\s-]+$")
_UNTIL = compiled(rf"(?<!\w)(?:{alternatives('other_period.until')})\W+$")


def differs_from_told(
    said: tuple[Period, ...], used: UsedPeriods, *, is_end: bool
) -> bool:
    meets = any(p.meets(q) for p in said for q in used.told)
    if not meets and used.is_known and not (is_end and len(said) == 1):
        return True
    return _is_shifted(said, used.told) or (not is_end and _differ(said, used.told))


def lies_behind(said: tuple[Period, ...], text: str, used: UsedPeriods) -> bool:
    """Returns whether all that is used is later than the end told: by May."""
    if len(said) != 1 or not used.is_known or not _UNTIL.search(text[: said[0].start]):
        return False
    last = said[0]
    return all(
        q.year == (last.year or q.year) and min(q.months) > max(last.months)
        for q in used.told
        if q.months and last.months
    )


def ends_elsewhere(
    said: tuple[Period, ...], text: str, told: tuple[Period, ...]
) -> bool:
    """Returns whether one month alone is used, and another one's end is told."""
    if (
        len(said) != 1
        or len(told) != 1
        or not _AT_THE_END.search(text[: said[0].start])
    ):
        return False
    is_one = len(said[0].months) == len(told[0].months) == 1
    return is_one and not said[0].meets(told[0])


def _is_shifted(said: tuple[Period, ...], told: tuple[Period, ...]) -> bool:
    """Returns whether one of two named years is not used, but another one is."""
    years = {p.year for p in said if p.year}
    used = {p.year for p in told if p.year}
    return len(years) == len(used) == len(said) == 2 and years != used  # noqa: PLR2004 - from one to another


def _differ(said: tuple[Period, ...], told: tuple[Period, ...]) -> bool:
    """Returns whether the only period named is clearly not all, or more, of the used.

    A single month of a longer period is left alone: the best month of a quarter.
    """
    pairs = {(p.year, p.months) for p in told}
    if len(said) != 1 or len(pairs) != 1:
        return False
    year, months = next(iter(pairs))
    named = said[0].months
    if (year and said[0].year not in {None, year}) or len(months) == 1:
        return False
    return bool(named - months) or len(months - named) >= _CLEARLY
