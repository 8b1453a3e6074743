"""Where a time begins or ends that a sentence leaves open: `since June`, «до июля»."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.periods import periods_in
from verifier.checks.reach import goes_with
from verifier.languages import alternatives, compiled, words
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.checks.periods import Period
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_DAY = dt.timedelta(days=1)
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_ORDERED = frozenset({"<", "<=", ">", ">="})
_THE = (
    rf"\W*(?:{alternatives('open_ends.article')})?"
    rf"(?:(?P<edge>{alternatives('open_ends.edges')})\W+"
    rf"(?:{alternatives('open_ends.of')})?)?$"
)
_BEGINS = compiled(rf"\b(?:{alternatives('open_ends.begins')}){_THE}")
_FROM = compiled(rf"\b(?:{alternatives('open_ends.from')})\s*$")
_ONWARD = compiled(rf"\W*(?:{alternatives('open_ends.onward')})\b")
_AFTER = compiled(rf"\b(?:{alternatives('open_ends.after')}){_THE}")
_THROUGH = compiled(rf"\b(?:{alternatives('open_ends.through')}){_THE}")
_BEFORE = compiled(rf"\b(?:{alternatives('open_ends.before')}){_THE}")
_TO = compiled(
    rf"^\W*(?:(?:{alternatives('taken.year_behind')})\W{{1,9}})?"
    rf"(?:{alternatives('open_ends.to')})\b"
)
_STARTS = compiled(rf"\b(?:{alternatives('open_ends.starts')})\b")
_OF_A_DAY = compiled(
    rf"(?<![\w.])\d\d?(?:{alternatives('open_ends.day_endings')})?(?![\w%])|"
    rf"\d-\d\d-\d\d|{alternatives('open_ends.fiscal')}"
)
_RANGE = compiled(
    rf"[^\W\d_]\s*(?:[-–—]|\b(?:{alternatives('open_ends.ranges')})\b)\s*[^\W\d_]", 0
)
_BEHIND = rf"\s{{0,9}}(?:{alternatives('taken.year_behind')})?\s{{0,9}},?\s{{0,9}}"
_LATER = compiled(rf"{_BEHIND}(?:{alternatives('taken.later')})\b")
_EARLIER = compiled(rf"{_BEHIND}(?:{alternatives('taken.earlier')})\b")
_LEADS = (
    (_BEGINS, True, False),
    (_AFTER, True, True),
    (_THROUGH, False, False),
    (_BEFORE, False, True),
)
_DAY_BEFORE = compiled(
    rf"(?<![\d.,])\d\d?(?:{alternatives('taken.day_endings')})?\s{{1,9}}"
    rf"(?:{alternatives('taken.of')})?$"
)
_NEAR = 6  # letters behind a month in which its day stands
_EDGES_OF_START = words("days.starts")


@dataclass(frozen=True, slots=True)
class EndOfTime:
    """A day at which an open time begins, or its last one.

    Attributes:
        text: as printed.
        start: offset in the sentence, inclusive.
        stop: exclusive.
        period: that is named.
        begins: whether the time begins there, else it ends.
        is_next: whether it is the day behind the period, or the one before it.
    """

    text: str
    start: int
    stop: int
    period: Period
    begins: bool
    is_next: bool

    def day(self, year: int) -> dt.date:
        """Returns the first or last day that belongs to it, in a year."""
        first, last = self.period.span
        own = self.period.year or year
        first, last = first.replace(year=own), _in_year(last, own)
        if self.begins:
            return last + _DAY if self.is_next else first
        return first - _DAY if self.is_next else last


def goes_on(period: Period, text: str) -> bool:
    """Returns whether words behind a period open it: `2021 or later`, «и позже»."""
    return bool(_LATER.match(text, period.end) or _EARLIER.match(text, period.end))


def against_open_end(case: Case, clause: Clause) -> str:
    """Returns what stands against the day at which criteria begin or end a time."""
    ends = ends_said(clause)
    limits = _limits(case)
    if len(ends) != 1 or not limits:
        return ""
    (said,) = ends
    near = [day for begins, day in limits if begins is said.begins]
    far = [day for begins, day in limits if begins is not said.begins]
    if not near and far:
        does = "end" if said.begins else "begin"
        return f"{said.text!r} opens a time; the criteria only {does} one"
    if near and not any(day == said.day(day.year) for day in near):
        does = "begin on" if said.begins else "end with"
        return f"the text says {said.text!r}; the criteria {does} {near[0].isoformat()}"
    return ""


def ends_said(clause: Clause) -> list[EndOfTime]:
    """Returns the ends of open times that go with a figure: `since June`."""
    named = tuple(
        p
        for p in periods_in(clause.text)
        if not any(p.start < end and start < p.end for start, end in clause.figures)
    )
    found: list[EndOfTime] = []
    for period in goes_with(clause, named):
        is_range = _RANGE.search(clause.text[period.start : period.end])
        is_vague = is_range or names_a_day(period, clause.text, clause.figures)
        end = None if is_vague else _end_of(period, clause.text)
        if end is not None:
            found.append(end)
    return found


def names_a_day(
    period: Period, text: str, figures: Sequence[tuple[int, int]] = ()
) -> bool:
    """Returns whether a day of a month is named, which is no figure: `30 March`."""
    far = period.end + _NEAR
    behind = (
        found
        for found in _OF_A_DAY.finditer(text, period.start, far + len("30th"))
        if found.start() < far
    )
    before = _DAY_BEFORE.search(text, max(0, period.start - _NEAR), period.start)
    days = [*behind, *([before] if before else [])]
    return any(
        not any(start < day.end() and day.start() < end for start, end in figures)
        for day in days
    )


def _end_of(period: Period, text: str) -> EndOfTime | None:
    before, behind = text[: period.start], text[period.end :]
    for pattern, begins in ((_LATER, True), (_EARLIER, False)):
        found = pattern.match(behind)
        if found is not None:  # 2021 or later
            return _told(text, (period.start, period.end + found.end()), period, begins)
    for pattern, begins, is_next in _LEADS:
        found = pattern.search(before)
        if found is None:
            continue
        edge = (found["edge"] or "").casefold()
        is_bound_twice = not begins and _STARTS.search(before[: found.start()])
        if is_bound_twice or (begins and _TO.match(behind)):
            return None  # from May to July: a time that is not open
        is_past = (edge in _EDGES_OF_START) is not begins if edge else is_next
        told = _told(text, (found.start(), period.end), period, begins)
        return replace(told, is_next=is_past)
    opens = _FROM.search(before)
    is_open = opens and (_ONWARD.match(behind) or _is_russian(opens[0], behind))
    if opens and is_open:
        return _told(text, (opens.start(), period.end), period, begins=True)
    return None


def _told(text: str, span: tuple[int, int], period: Period, begins: bool) -> EndOfTime:  # noqa: FBT001 - what the end is
    return EndOfTime(text[slice(*span)], *span, period, begins, is_next=False)


def _is_russian(word: str, behind: str) -> bool:
    """Returns whether «с июня» is not followed by «по август»."""
    return not word.strip().isascii() and not _TO.match(behind)


def _limits(case: Case) -> list[tuple[bool, dt.date]]:
    """Returns the first and last days that criteria on one column of dates allow."""
    uses = case.uses
    if any(use.side is not Side.WHOLE for use in uses):
        return []
    criteria = dict.fromkeys(c for use in uses for c in use.criteria)
    dated = [(c, days) for c in criteria if (days := list(_days(c)))]
    columns = {(c.cells.sheet, c.cells.first_column) for c, _ in dated}
    is_plain = all(c.operator in _ORDERED and c.part in {"", "date"} for c, _ in dated)
    if len(columns) != 1 or not is_plain:
        return []
    return [limit for _, days in dated for limit in days]


def _days(criterion: Criterion) -> Iterator[tuple[bool, dt.date]]:
    for value in criterion.values:
        found = _DATE.match(value)
        if not found:
            continue
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
        try:
            first = dt.date(year, month, day or 1)
        except ValueError:
            continue
        last = first if day else _in_year(_next_month(first) - _DAY, year)
        match criterion.operator:
            case ">=":
                yield True, first
            case ">":
                yield True, last + _DAY
            case "<=":
                yield False, last
            case "<":
                yield False, first - _DAY
            case _:
                yield True, first


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _in_year(day: dt.date, year: int) -> dt.date:
    """Returns a day in another year; the last of February stays the last."""
    if day.month == 2:  # noqa: PLR2004 - February
        return dt.date(year, 3, 1) - _DAY
    return day.replace(year=year)
