"""Periods of time that words name: years, and months of a year."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from verifier.checks.reach import unhidden
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, meanings, words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL_MONTHS = frozenset(range(1, 13))

_MONTHS_OF_QUARTER = 3
_MONTHS_OF_HALF = 6
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Period:
    """A period.

    Attributes:
        year: None where it is not named.
        months: of the year.
        start: offset in the text, inclusive.
        end: exclusive.
    """

    year: int | None
    months: frozenset[int] = ALL_MONTHS
    start: int = 0
    end: int = 0

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """First and last day, from the first month to the last; of year 1 without."""
        year, last = self.year or 1, max(self.months)
        end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
        return dt.date(year, min(self.months), 1), end

    def meets(self, other: Period) -> bool:
        """Returns whether the two may have a day in common."""
        if self.year and other.year and self.year != other.year:
            return False
        return not self.months.isdisjoint(other.months)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_YEAR = r"(?:19|20)\d\d"
_MONTH = _any_of(LEXICON.months)
_ORDINAL = (
    _any_of(LEXICON.ordinals) + rf"|[1-4](?:{alternatives('periods.ordinal_endings')})?"
)
_AFTER = (
    rf"(?:\.?(?:\s+\d\d?(?:{alternatives('open_ends.day_endings')})?\b)?[\s,]*"
    rf"(?:{alternatives('periods.before_year')})?[\s\-–/]*"
    rf"(?P<after>{_YEAR}|FY\s?\d\d|['’]\d\d)\b)?"
)
_BEFORE = rf"(?:\b(?P<before>{_YEAR})[\s\-–/]*)?"
_MANY = _any_of(LEXICON.numbers)
_SEASONS = meanings("periods.season_months", int)  # words → their first month
_UNITS = {
    "quarter": rf"q(?P<q>[1-4])|(?P<qo>{_ORDINAL})[\s\-]*"
    rf"(?:{_any_of(LEXICON.quarters)})\b",
    "half": rf"h(?P<h>[12])|(?P<ho>{_ORDINAL})[\s\-]*(?:{_any_of(LEXICON.halves)})\b",
    "months": rf"(?P<m1>{_MONTH})\.?(?:\s*(?:[-–—]|{alternatives('periods.to')})\s*"
    rf"(?P<m2>{_MONTH})\b\.?)?",
    "adjective": rf"(?P<ma>{_any_of(LEXICON.of_months) or '(?!)'})",
    "edge": rf"(?P<edge>{alternatives('periods.edge')})\s+(?P<many>{_MANY})\s+"
    rf"(?:{alternatives('periods.edge_months')})(?=\W+(?:(?:"
    rf"{alternatives('periods.before_year')})\W+)?{_YEAR})",
    "season": rf"(?P<ms>{_any_of(_SEASONS) or '(?!)'})",
    "between": rf"(?:{alternatives('periods.between')})\s+(?P<m1>{_MONTH})\.?\s+"
    rf"(?:{alternatives('periods.between_and')})\s+"
    rf"(?P<m2>{_MONTH})\b\.?",
}
_PATTERNS = tuple(
    compiled(rf"{_BEFORE}(?<![\w])(?:{unit})(?!\w){_AFTER}") for unit in _UNITS.values()
)
_ISO = re.compile(rf"(?<![\w.,])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?:-\d\d)?(?!\w)")
_YEARS = re.compile(
    rf"(?<![\w.,$€£₽/])(?:FY\s?|CY\s?)?(?P<y>{_YEAR})(?:[-–](?P<z>{_YEAR}))?"
    r"(?![\w%]|[.,]\d)|(?<!\w)FY\s?['’]?(?P<short>\d\d)(?!\w)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"(?P<y>{_YEAR})\s?[/–-]\s?(?P<z>\d\d)(?!\d)|"
    rf"(?P<y2>{_YEAR})\s?/\s?(?P<z2>{_YEAR})"
)
_BARE = compiled(  # in the third quarter 5, in the fourth 7
    rf"(?<!\w)(?:{alternatives('periods.bare')})\s+(?:{alternatives('days.article')})?"
    rf"(?P<n>{_ORDINAL})(?![.,]?\d)"
    r"(?:\s*[—–:,(-]?\s*(?=[^\w\s]?\d)|(?=\s*(?:[.;)]|$)))"
)
_IS_WORD = words_of("periods.common")
_IN = compiled(rf"(?:\b(?:{alternatives('periods.in')})\s+|^)$")
_FIRST = compiled(alternatives("periods.first"))
_NEAR = 40  # letters before the months of a season
_FEWER = compiled(rf"(?<!\w)(?:{alternatives('periods.fewer')})\s+$")
_FAR = 10  # letters before a word in which a sentence may end
_SENTENCE_ENDS = re.compile(r"(?:[.!?]\s{1,9}|\n)$")
_IS_OF_A_NOUN = compiled(  # no verb, no noun of a place
    rf"\s+(?!(?:{alternatives('periods.places')})|\w+(?:{alternatives('periods.verbs')})\b)"
    r"[a-zа-яё]{4}",
    0,
)
_RELATIVE = compiled(rf"(?:{alternatives('periods.relative')})\s+$")


@lru_cache(maxsize=256)
def periods_in(text: str) -> tuple[Period, ...]:
    """Returns the periods that a text names, in order; none inside another.

    Example:
        >>> [(p.year, sorted(p.months)) for p in periods_in("won in Q3 2025")]
        [(2025, [7, 8, 9])]
    """
    found: list[Period] = []
    for pattern in _PATTERNS:
        found += [p for m in pattern.finditer(text) if (p := _of(m, text)) is not None]
    found += [_of_iso(match) for match in _ISO.finditer(text)]
    found += [
        period
        for match in _YEARS.finditer(text)
        for period in _of_years(match)
        if not any(p.start <= period.start < p.end for p in found)
    ]
    found += _left_bare(text, found)
    split = [match.start() for match in _SPLIT.finditer(text) if _is_next(match)]
    found = [p for p in found if not any(p.start <= s < p.end for s in split)]
    return tuple(dict.fromkeys(unhidden(found)))


def _is_next(match: re.Match[str]) -> bool:
    """Returns whether a year is split: 2024/25 begins in a month that is not told."""
    year, after = match["y"] or match["y2"], match["z"] or match["z2"]
    return (int(year) + 1) % 100 == int(after) % 100


def period_called(label: str) -> Period | None:
    """Returns the period that a label is the name of, and nothing else.

    Example:
        >>> period_called("2025-02").months, period_called("North") is None
        (frozenset({2}), True)
    """
    text = label.strip()
    found = periods_in(text[:1].upper() + text[1:])
    if len(found) != 1:
        return None
    length = found[0].end - found[0].start
    return found[0] if length in {len(text), len(text.rstrip("."))} else None


def periods_of_header(header: str) -> tuple[Period, ...]:
    """Returns the periods that a header names: `tickets_q2`."""
    return periods_in(header.replace("_", " "))


def heads_a_time(header: str) -> bool:
    """Returns whether a column is one of years, seasons or the like, no measure.

    Example:
        >>> heads_a_time("Fiscal_year"), heads_a_time("Season"), heads_a_time("Sales")
        (False, True, False)
    """
    named = LEXICON.spans | LEXICON.years | LEXICON.year_columns | LEXICON.seasons
    words = {word.casefold() for word in header.replace("_", " ").split()}
    return bool(words) and words <= named


def with_years(
    periods: tuple[Period, ...], above: Iterable[str], passage: str = "", end: int = 0
) -> tuple[Period, ...]:
    """Returns periods of one text, each with a year, where an earlier one has it.

    Args:
        periods: of a text, in order.
        above: headings above the text, the nearest first.
        passage: in which the text stands.
        end: where in the passage it begins.
    """
    if periods and periods[0].year:
        year = periods[0].year
    else:
        before = ((passage, end), *((text, len(text)) for text in above))
        year = next((y for place in before if (y := _only_year(*place))), None)
    found: list[Period] = []
    for period in periods:
        year = period.year or year
        found.append(replace(period, year=year))
    return tuple(found)


def _only_year(text: str, end: int) -> int | None:
    """Returns the year that a text names up to a place, where it names one alone."""
    told = _years_told(text)
    place = bisect_right(told, end, key=itemgetter(0))
    return told[place - 1][1] if place else None


@lru_cache(maxsize=64)
def _years_told(text: str) -> tuple[tuple[int, int | None], ...]:
    """Returns where a text names years, with the only year so far, None behind others.

    Kept for the passage's other figures: a passage may have thousands of them.
    """
    named = sorted((p.end, p.year) for p in periods_in(text) if p.year)
    years: set[int] = set()
    told: list[tuple[int, int | None]] = []
    for end, year in named:
        years.add(year)
        told.append((end, year if len(years) == 1 else None))
    return tuple(told)


def _left_bare(text: str, found: list[Period]) -> list[Period]:
    """Returns ordinals whose noun stands with an earlier period: `in the fourth 7`."""
    bare: list[Period] = []
    for match in _BARE.finditer(text):
        before = [p for p in found if p.end <= match.start()]
        length = len(before[-1].months) if before else 0
        if length not in {_MONTHS_OF_QUARTER, _MONTHS_OF_HALF}:
            continue
        months = _part_of_year(match["n"], length)
        if months is not None and not any(
            p.start < match.end("n") <= p.end for p in found
        ):
            bare.append(
                Period(before[-1].year, months, match.start("n"), match.end("n"))
            )
    return bare


def _of(match: re.Match[str], text: str) -> Period | None:
    parts = match.groupdict()
    months = _months(parts)
    named = (parts.get("m1") or "").casefold()
    years = parts["before"] or parts["after"]
    before = text[: match.start()]
    if months is None or _RELATIVE.search(before):
        return None
    if parts.get("ms") and _FEWER.search(before[-_NEAR:]):
        return None  # two autumn months
    if (parts.get("ma") or "")[:1].isupper() and _is_a_name(match, text):
        return None  # Октябрьский район
    if named in _IS_WORD and not parts.get("m2") and not years:
        before = text[: match.start()]
        is_inside = re.search(r"[^\W\d_][\w,]*\s+$", before)  # no sentence begins
        is_sure = parts["m1"][0].isupper() and (is_inside or _IN.search(before))
        if not is_sure:
            return None
    year = None
    if years:
        year = int(years) if years.isdigit() else _CENTURY + int(years[-2:])
    return Period(year, months, match.start(), match.end())


def _is_a_name(match: re.Match[str], text: str) -> bool:
    """Returns whether an adjective with a capital begins a name, and no sentence.

    In `Июльский вылов` it does not; Октябрьский район and Октябрьский alone are names.
    """
    start = match.start()
    before = text[max(start - _FAR, 0) : start]
    begins = start == 0 or _SENTENCE_ENDS.search(before) is not None
    return not begins or _IS_OF_A_NOUN.match(text, match.end()) is None


def _months(parts: dict[str, str | None]) -> frozenset[int] | None:
    if parts.get("m1"):
        # letters that fold to no month, such as a long s, give an empty run: no period
        first = LEXICON.months.get((parts["m1"] or "").casefold(), 1)
        last = LEXICON.months.get((parts.get("m2") or parts["m1"] or "").casefold(), 0)
        return _from_to(first, last, parts)
    edge, season = parts.get("edge"), parts.get("ms")
    if edge or season:
        return _of_season(season) if season else _at_edge(edge or "", parts["many"])
    if parts.get("ma"):
        return frozenset({LEXICON.of_months[(parts["ma"] or "").casefold()]})
    for digit, ordinal, length in (
        ("q", "qo", _MONTHS_OF_QUARTER),
        ("h", "ho", _MONTHS_OF_HALF),
    ):
        said = parts.get(digit) or parts.get(ordinal)
        if said:
            return _part_of_year(said, length)
    return None


def _from_to(
    first: int, last: int, parts: dict[str, str | None]
) -> frozenset[int] | None:
    """Returns the months from one to another: over a new year where no year is told."""
    if first <= last:
        return frozenset(range(first, last + 1))
    is_dated = bool(parts.get("before") or parts.get("after"))
    return None if is_dated or not last else ALL_MONTHS - {*range(last + 1, first)}


def _of_season(said: str) -> frozenset[int] | None:
    first = _SEASONS.get(" ".join(said.casefold().split()))
    if first is None:
        return None  # wİnter months
    return frozenset((first + n - 1) % 12 + 1 for n in range(_MONTHS_OF_QUARTER))


def _at_edge(edge: str, many: str | None) -> frozenset[int] | None:
    """Returns the first or the last months of a year."""
    number = LEXICON.numbers.get((many or "").casefold())
    every = sorted(ALL_MONTHS)
    if number is None:
        return None
    is_first = _FIRST.fullmatch(edge) is not None
    return frozenset(every[:number] if is_first else every[-number:])


def _part_of_year(said: str, length: int) -> frozenset[int] | None:
    folded = said.casefold()
    number = LEXICON.ordinals.get(folded)
    number = number or (int(folded[0]) if folded[0].isdigit() else 0)
    if not 0 < number <= len(ALL_MONTHS) // length:
        return None
    return frozenset(range((number - 1) * length + 1, number * length + 1))


def _of_iso(match: re.Match[str]) -> Period:
    months = frozenset({int(match["m"])})
    return Period(int(match["y"]), months, match.start(), match.end())


def _of_years(match: re.Match[str]) -> list[Period]:
    if match["short"]:
        year = _CENTURY + int(match["short"])
        return [Period(year, ALL_MONTHS, match.start(), match.end())]
    first = int(match["y"])
    last = int(match["z"] or first)
    return [
        Period(year, ALL_MONTHS, match.start(), match.end())
        for year in range(first, min(last, first + 100) + 1)
    ]
