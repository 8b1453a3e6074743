"""Which months or years a sentence says that a figure is of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._open_ends import EndOfTime, ends_said, names_a_day
from verifier.checks.claims._parts_of_time import speaks_of_a_part
from verifier.checks.claims._said_days import days_in
from verifier.checks.claims.other_period import POINTS, is_open, meant_periods
from verifier.checks.periods import Period
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.words.relations import SINCE_NEW_YEAR
from verifier.checks.words.taken import FISCAL, LISTED, OVER, PARTS, RANGED, RANGES, TO
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case

_PAIR = 2
_YEAR = 12
_ANY = 2000  # the year of months of which none is told
_LISTED = re.compile(LISTED, re.IGNORECASE)
_RANGED = re.compile(RANGED, re.IGNORECASE)
_RANGES = re.compile(RANGES, re.IGNORECASE)
_OVER = re.compile(OVER, re.IGNORECASE)
_TO = re.compile(TO, re.IGNORECASE)
_ENDED = compiled(  # from the start of May to the end of June: no one month of them
    rf"(?:{alternatives('periods.between')})\s"
)
_PARTS = re.compile(PARTS, re.IGNORECASE)
_FISCAL = re.compile(FISCAL, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time that a sentence names.

    Attributes:
        text: as printed.
        periods: of which it is made; none where it has an end and is else open.
        ends: where it begins, or ends, or both.
        is_own: whether the sentence itself names it, or points at it, not a heading
            or a label alone.
        is_range: whether it is told by its first and last part.
    """

    text: str
    periods: tuple[Period, ...] = ()
    ends: tuple[EndOfTime, ...] = ()
    is_own: bool = True
    is_range: bool = False

    def part_of(self, period: Period, year: int | None) -> bool | None:
        """Returns whether a period belongs to it; None where only a part of it does.

        Args:
            period: a month, a quarter, or a year.
            year: the year that is meant where none is named; None for every one.
        """
        own = period.year
        inside = [m for m in period.months if self._holds(own, m, year)]
        if len(inside) == len(period.months):
            return True
        return None if inside else False

    def _holds(self, own: int | None, month: int, year: int | None) -> bool:
        if self.ends:
            meant = year or own or _ANY
            first = dt.date(own or meant, month, 1)
            return all(
                end.day(meant) <= first if end.begins else first <= end.day(meant)
                for end in self.ends
            )
        return any(
            month in p.months and (own is None or (p.year or year or own) == own)
            for p in self.periods
        )


def time_said(case: Case, report: str) -> SaidTime | None:
    """Returns the one time that a figure's words name as a whole.

    Args:
        case: the figure.
        report: its text, which may speak of fiscal years.
    """
    clause = sentence_round(case.sentence)
    ends = tuple(ends_said(clause))
    said, text, is_own = meant_periods(case)
    so_far = None if said and is_own else _year_so_far(clause, report)
    if so_far is not None:
        return SaidTime(so_far.text, ends=(so_far,))
    pointed = None if is_own else _pointed(clause, said)
    spans = [(p.start, p.end) for p in said] if is_own else []
    spans += [pointed.span()] if pointed else []
    if speaks_of_a_part(clause, [*spans, *((end.start, end.stop) for end in ends)]):
        return None
    if ends and is_own:
        return _between(ends, said)
    figures = clause.figures if is_own else ()
    is_of_days = days_in(text) or any(names_a_day(p, text, figures) for p in said)
    is_fiscal = any(len(p.months) > 1 for p in said) and _is_fiscal(report)
    if not said or is_of_days or is_fiscal:
        return None
    return _closed(said, text, is_own=is_own or pointed is not None)


def _pointed(clause: Clause, said: tuple[Period, ...]) -> re.Match[str] | None:
    """Returns the words that point at a heading's time: `in the quarter`."""
    found = POINTS.search(clause.text, *own_words(clause))
    is_other = found is None or _PARTS.search(found[0].rsplit(None, 1)[0])
    if is_other or any(len(p.months) == _YEAR for p in said):
        return None  # over the last month
    return found


def _year_so_far(clause: Clause, report: str) -> EndOfTime | None:
    """Returns the first of January where a figure is of the time since then."""
    found = SINCE_NEW_YEAR.search(clause.text, *own_words(clause))
    if found is None or _is_fiscal(report):
        return None
    january = Period(None, frozenset({1}))
    return EndOfTime(found[0], *found.span(), january, begins=True, is_next=False)


def _between(ends: tuple[EndOfTime, ...], said: tuple[Period, ...]) -> SaidTime | None:
    """Returns a time that is open, or that two ends close."""
    is_each = len({end.begins for end in ends}) == len(ends) == len(said)
    shown = ", ".join(end.text for end in ends)
    return SaidTime(shown, ends=ends) if is_each else None


def _closed(said: tuple[Period, ...], text: str, *, is_own: bool) -> SaidTime | None:
    """Returns the time that periods make together, None where one cannot tell it."""
    shown = text[said[0].start : said[-1].end]
    places = sorted({(p.start, p.end) for p in said})
    parts = [[p for p in said if (p.start, p.end) == place] for place in places]
    words = [text[one[1] : two[0]] for one, two in pairwise(places)]
    is_same = len({(p.year, p.months) for p in said}) == 1
    if not is_same and any(_is_within(p, q) for p in said for q in said):
        return None  # in the second quarter, May and June
    is_ranged = len(places) == _PAIR and _RANGED.search(text[: places[0][0]])
    if is_ranged and _RANGES.fullmatch(words[0]):
        found = _range(parts[0][0], parts[1][-1])
        return SaidTime(shown, found, is_own=is_own, is_range=True) if found else None
    if any(_is_end(p, text) for p in said):
        return None
    is_list = not words or (
        all(map(_LISTED.fullmatch, words)) and words[-1].strip(" ,()") != ""
    )
    if not is_same and not is_list:
        return None
    is_range = len(said) > len(places) or (
        len(places) == 1
        and _TO.search(shown) is not None
        and _ENDED.match(shown) is None
    )
    return SaidTime(shown, said, is_own=is_own, is_range=is_range)


def _range(first: Period, last: Period) -> tuple[Period, ...]:
    """Returns every month from one period to another; none where years are missing."""
    begin, end = min(first.months), max(last.months)
    till = last.year or (first.year if begin <= end else None)
    since = first.year or (till - (begin > end) if till else None)
    if since is None or till is None:
        return (Period(None, frozenset(range(begin, end + 1))),) if begin <= end else ()
    found: list[Period] = []
    for year in range(since, till + 1):
        low = begin if year == since else 1
        high = end if year == till else _YEAR
        found.append(Period(year, frozenset(range(low, high + 1))))
    return tuple(found)


def _is_end(period: Period, text: str) -> bool:
    """Returns whether a period is only an end, or compared with: not `over March`."""
    return is_open(period, text) and not _OVER.search(text[: period.start])


@lru_cache(maxsize=8)
def _is_fiscal(report: str) -> bool:
    """Returns whether a report speaks of years that may begin in another month."""
    return _FISCAL.search(report) is not None


def _is_within(period: Period, other: Period) -> bool:
    return period.months < other.months and period.year in {None, other.year}
