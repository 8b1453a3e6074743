"""Which days a sentence names: from 1 to 10 May, since 5 May, the week of 3 March."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.words import LEXICON, days
from verifier.languages import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[dt.date | None, dt.date | None]

_ONE = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=6)
_FLAGS = re.IGNORECASE


class Kind(Enum):
    """How days are named."""

    RANGE = auto()
    ON = auto()
    WEEK = auto()
    WEEK_ENDING = auto()
    SINCE = auto()
    AFTER = auto()
    THROUGH = auto()
    BEFORE = auto()
    UNTIL = auto()


CLOSED = frozenset({Kind.RANGE, Kind.ON, Kind.WEEK, Kind.WEEK_ENDING})
BEGINNINGS = frozenset({Kind.SINCE, Kind.AFTER})


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month; -1 is its last one.

    Attributes:
        day: of the month.
        month: of the year.
        year: None where it is not named.
    """

    day: int
    month: int
    year: int | None = None

    def on(self, year: int) -> dt.date | None:
        """Returns the date in its own or another year; None where there is none."""
        own = self.year or year
        try:
            if self.day > 0:
                return dt.date(own, self.month, self.day)
            following = dt.date(own + self.month // 12, self.month % 12 + 1, 1)
        except ValueError:
            return None
        return following + self.day * _ONE


@dataclass(frozen=True, slots=True)
class SaidDays:
    """Days that a sentence names.

    Attributes:
        text: as printed.
        start: offset in the text, inclusive.
        end: exclusive.
        kind: how.
        first: the first day, or the only one that is named.
        last: the last day of a range.
        is_loose: whether it is open if the last day of a range belongs to it.
        is_led: whether words lead it in, so that it says when something happened.
    """

    text: str
    start: int
    end: int
    kind: Kind
    first: Day
    last: Day | None = None
    is_loose: bool = False
    is_led: bool = False

    @property
    def year(self) -> int | None:
        """The year that is named."""
        named = self.first.year, self.last.year if self.last else None
        return named[0] or named[1]

    def spans(self, year: int) -> tuple[Span, ...]:
        """Returns what the words may mean: first and last days, None for no end."""
        day = self.first.on(self.year or year)
        if day is None or self.kind is Kind.RANGE:
            return self._ranges(year) if day is not None else ()
        if self.kind is Kind.WEEK:
            monday = day - day.weekday() * _ONE
            starts = dict.fromkeys((day, monday, day - day.isoweekday() % 7 * _ONE))
            return tuple((start, start + _WEEK) for start in starts)
        return {
            Kind.ON: ((day, day),),
            Kind.WEEK_ENDING: ((day - _WEEK, day),),
            Kind.SINCE: ((day, None),),
            Kind.AFTER: ((day + _ONE, None),),
            Kind.THROUGH: ((None, day),),
            Kind.BEFORE: ((None, day - _ONE),),
        }.get(self.kind, ((None, day), (None, day - _ONE)))

    def _ranges(self, year: int) -> tuple[Span, ...]:
        last = self.last or self.first
        turns = (last.month, last.day % 32) < (self.first.month, self.first.day % 32)
        if self.first.year is None and last.year is not None:
            begin, end = self.first.on(last.year - turns), last.on(last.year)
        else:
            own = self.first.year or year
            begin, end = self.first.on(own), last.on(own + turns)
        if begin is None or end is None or end < begin:
            return ()
        exclusive = ((begin, end - _ONE),) if self.is_loose and begin < end else ()
        return ((begin, end), *exclusive)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_MONTH = rf"(?:{_any_of(LEXICON.months)})(?!\w)\.?"
_DAY = rf"\d\d?(?:{alternatives('days.endings')})?(?![\d%])"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_OF = r"\s+(?:of\s+)?"
_START = r"(?<![\d.,:/$€£₽#№\w-])"
_LEAD = rf"(?:\b(?P<lead>{days.LEADS})\s+(?:the\s+)?)?"
_TO = rf"\s*,?\s*(?P<to>{days.TO})(?<!\w(?=\w))\s*(?:the\s+)?"
_YEARED = (
    r"(?:,?\s*(?P<y{0}>" + _YEAR + rf")(?:\s*(?:{alternatives('days.year_behind')}))?)?"
)
_ISO = r"(?P<y{0}>(?:19|20)\d\d)-(?P<n{0}>0[1-9]|1[0-2])-(?P<d{0}>[0-3]\d)(?!\d)"
_DOTTED = r"(?P<d{0}>[0-3]?\d)\.(?P<n{0}>0?[1-9]|1[0-2])\.(?P<y{0}>(?:19|20)\d\d)(?!\d)"
_DAYED = rf"(?P<d{{0}}>{_DAY}){_OF}(?P<m{{0}}>{_MONTH})"
_MONTHED = rf"(?P<m{{0}}>{_MONTH})\s+(?:the\s+)?(?P<d{{0}}>{_DAY})(?![.,]\d)"
_ALONE = rf"(?P<d1>{_DAY})(?:{_OF}(?P<m1>{_MONTH}){_YEARED.format(1)})?"
_LAST_ALONE = (
    rf"(?:(?P<m2>{_MONTH})\s+(?:the\s+)?)?(?P<d2>{_DAY})(?![.,]\d){_YEARED.format(2)}"
)
_RANGES = tuple(
    re.compile(_LEAD + _START + one + _TO + other, _FLAGS)
    for one, other in (
        (_ALONE, _DAYED.format(2) + _YEARED.format(2)),
        (_MONTHED.format(1) + _YEARED.format(1), _LAST_ALONE),
        (_ISO.format(1), _ISO.format(2)),
        (_DOTTED.format(1), _DOTTED.format(2)),
    )
)
_SINGLES = tuple(
    re.compile(_START + one, _FLAGS)
    for one in (
        _DAYED.format(1) + _YEARED.format(1),
        _MONTHED.format(1) + _YEARED.format(1),
        _ISO.format(1),
        _DOTTED.format(1),
    )
)
_PARTS = tuple(
    re.compile(pattern + rf"(?P<m1>{_MONTH})" + _YEARED.format(1), _FLAGS)
    for pattern in (days.FIRST_DAYS, days.LAST_DAYS, days.TEN_DAYS)
)
_KINDS = tuple(
    (re.compile(pattern, _FLAGS), kind)
    for pattern, kind in (
        (days.WEEK_ENDING, Kind.WEEK_ENDING),
        (days.WEEK, Kind.WEEK),
        (days.THROUGH, Kind.THROUGH),
        (days.AFTER, Kind.AFTER),
        (days.BEFORE, Kind.BEFORE),
        (days.UNTIL, Kind.UNTIL),
        (days.SINCE, Kind.SINCE),
        (days.ON, Kind.ON),
    )
)
_INCLUSIVE = re.compile(rf"^\s*,?\s*\(?{days.INCLUSIVE}", _FLAGS)
_ASIDE = re.compile(days.ASIDE, _FLAGS)
_LED = re.compile(days.LED, _FLAGS)
_LISTED = re.compile(days.PREPOSITIONS, _FLAGS)


@lru_cache(maxsize=256)
def days_in(text: str) -> tuple[SaidDays, ...]:
    """Returns the days that a text names, in order; lists of days are left alone.

    Example:
        >>> (said,) = days_in("sold from 1 to 10 October 2025")
        >>> [str(day) for day in said.spans(2024)[0]]
        ['2025-10-01', '2025-10-10']
    """
    found: list[SaidDays] = []
    taken: list[tuple[int, int]] = []
    for pattern in (*_RANGES, *_PARTS):
        for match in pattern.finditer(text):
            if _is_free(match, taken):
                taken.append(match.span())
                found += _range(match) if pattern in _RANGES else _part(match)
    for pattern in _SINGLES:
        for match in pattern.finditer(text):
            if _is_free(match, taken):
                taken.append(match.span())
                found += _single(match)
    kept = [s for s in found if not _ASIDE.search(text[: s.start])]
    return tuple(sorted(kept, key=lambda said: said.start))


def _is_free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return all(match.end() <= start or end <= match.start() for start, end in taken)


def _range(match: re.Match[str]) -> Iterator[SaidDays]:
    parts = match.groupdict()
    lead = (parts["lead"] or "").casefold()
    to = " ".join(parts["to"].casefold().split())
    first, last = _day(parts, 1), _day(parts, 2)
    if first is None or last is None or ((to in days.ANDS) != (lead in days.BETWEEN)):
        return
    is_inclusive = _INCLUSIVE.match(match.string[match.end() :])
    yield SaidDays(
        match[0].strip(),
        match.start(),
        match.end(),
        Kind.RANGE,
        first,
        last,
        is_loose=to in days.LOOSE and not is_inclusive,
        is_led=bool(lead or _LED.search(match.string[: match.start()])),
    )


def _day(parts: dict[str, str | None], place: int) -> Day | None:
    """Returns the first or last day of a range; a month may stand at the other one."""
    number = re.match(r"\d+", parts.get(f"d{place}") or "")
    month = _month(parts, place) or _month(parts, 3 - place)
    year = parts.get(f"y{place}")
    if number is None or month is None or not 0 < int(number[0]) <= 31:  # noqa: PLR2004 - days of a month
        return None
    return Day(int(number[0]), month, int(year) if year else None)


def _month(parts: dict[str, str | None], place: int) -> int | None:
    number, name = parts.get(f"n{place}"), parts.get(f"m{place}")
    if number:
        return int(number)
    return LEXICON.months[name.casefold().rstrip(".")] if name else None


def _part(match: re.Match[str]) -> Iterator[SaidDays]:
    """Yields the days of `the first ten days of May`, «второй декады мая»."""
    parts = match.groupdict()
    month = _month(parts, 1) or 1
    year = int(parts["y1"]) if parts["y1"] else None
    if parts.get("o"):
        first, last = days.TENS[(parts["o"] or "").casefold()]
    else:
        word = (parts["n"] or "").casefold()
        number = int(word) if word.isdigit() else LEXICON.numbers.get(word, 0)
        is_first = match.re is _PARTS[0]
        first, last = (1, number) if is_first else (-number, -1)
        if not 0 < number <= 31:  # noqa: PLR2004 - days of a month
            return
    ends = Day(first, month, year), Day(last, month, year)
    start, end = match.span()
    yield SaidDays(match[0], start, end, Kind.RANGE, *ends, is_led=True)


def _single(match: re.Match[str]) -> Iterator[SaidDays]:
    parts = match.groupdict()
    day = _day(parts, 1)
    before, behind = match.string[: match.start()], match.string[match.end() :]
    name = parts.get("m1") or ""
    is_russian = not name.isascii()
    if day is None or (is_russian and match.start("m1") < match.start("d1")):
        return
    found = ((p.search(before), kind) for p, kind in _KINDS)
    led, kind = next(((m, kind) for m, kind in found if m), (None, Kind.ON))
    if led is None and (not is_russian or _LISTED.search(before)):
        return
    if kind is Kind.UNTIL and _INCLUSIVE.match(behind):
        kind = Kind.THROUGH
    start = led.start() if led else match.start()
    shown = match.string[start : match.end()]
    yield SaidDays(shown, start, match.end(), kind, day, is_led=led is not None)
