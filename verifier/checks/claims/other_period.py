"""A sentence names another period than the cells that were used.

Finds: a month, quarter, half or year that the sentence (or else its label or heading)
names, where criteria, headers or the days of the used rows speak of another.

Why it matters: last quarter's figure under this quarter's name is right arithmetic and
a wrong statement.

What to do: cite the period that the sentence names, or name the one that is cited.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._months_long import against_length
from verifier.checks.claims._open_ends import against_open_end, ends_said, goes_on
from verifier.checks.claims._parts_of_time import speaks_of_a_part
from verifier.checks.claims._reaching_out import against_reach, ask_reach
from verifier.checks.claims._used_periods import (
    UsedPeriods,
    ask_dates,
    dated_headers,
    months_between,
    used_periods,
)
from verifier.checks.periods import Period, periods_in, with_years
from verifier.checks.place import Place
from verifier.checks.reach import goes_with
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C006", "other-period", Level.WARNING, Reason.WRONG_PERIOD)

PASSES = (
    (
        "In July there were [2](#c1) visits.\n\n```claims\n[c1] days!B2:B4\n"
        '= COUNTIFS(B2:B4,">="&DATE(2025,7,1),B2:B4,"<"&DATE(2025,8,1))\n```\n'
    ),
)
FAILS = (
    (
        "In June there were [2](#c1) visits.\n\n```claims\n[c1] days!B2:B4\n"
        '= COUNTIFS(B2:B4,">="&DATE(2025,7,1),B2:B4,"<"&DATE(2025,8,1))\n```\n'
    ),
)

_OPEN = compiled(
    rf"\b(?:{alternatives('other_period.open')})\W*"
    rf"(?:{alternatives('open_ends.article')})?"
    rf"(?:{alternatives('other_period.open_behind')})?$"
)
PLANNED = compiled(  # «план по выручке на август»: not before it
    rf"(?<!\w)(?:{alternatives('other_period.planned')})\s+(?:[^\W\d]{{1,20}}\s+){{0,4}}"
    rf"(?:{alternatives('other_period.planned_for')})\s+$"
)
_WINDOW = compiled(  # the last twelve months to December 2025
    rf"\b(?:{alternatives('other_period.window')})\s[^.;]{{0,30}}?\s"
    rf"(?:{alternatives('other_period.window_to')})"
    rf"(?:\s+(?:{alternatives('other_period.window_behind')}))?\s*$"
)
POINTS = compiled(  # in these three months: those of the heading
    rf"\b(?:{alternatives('other_period.points')})\b"
)
_EARLIER = compiled(  # of a year's report a figure may be of the year before
    rf"\b(?:{alternatives('other_period.earlier')})"
)
_CONCEDED = compiled(  # although it closed in April
    rf"(?:^\s*|[,;(—–]\s*)(?P<aside>(?:{alternatives('other_period.conceded')})\s"
    r"[^,;()—–]{1,120})"
)
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s{1,3}$")  # before 1 January 2023
_STOCK = compiled(  # headers of days since when something is there
    rf"(?<![^\W_])(?:{alternatives('other_period.stock')})(?![^\W_])"
)
_LONGEST_STRICT = 6  # months of a heading's period that all figures below it take
_LISTED = 2
_CLEARLY = 2  # months outside of the period


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which days the used rows begin and end with."""
    yield from ask_dates(subject)
    yield from ask_reach(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose words name another period."""
    for case in subject.cases:
        if case.compiled is None or case.claim is None:
            continue
        words = _of_another(case, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _of_another(case: Case, subject: Subject) -> str:
    """Returns what stands against the periods that a figure's words name."""
    said, text, is_own = meant_periods(case)
    used = used_periods(case, subject)
    clause = sentence_round(case.sentence)
    words = against_length(clause, used) or against_open_end(case, clause)
    is_above = not is_own and text in case.sentence.headings
    if not words and said:
        words = _against_said(case, said, text, used, subject)
    if words or is_above or (said and _speaks_of_a_year(clause.text)):
        return words
    is_end = any(is_open(p, text) for p in said) or ends_said(clause)
    return "" if is_end else against_reach(case, said, text, subject)


def _against_said(
    case: Case,
    said: tuple[Period, ...],
    text: str,
    used: UsedPeriods,
    subject: Subject,
) -> str:
    """Returns what stands against named periods that are meant of the rows."""
    is_own = text == sentence_round(case.sentence).text
    words = _against(said, text, used)
    told = sentence_round(case.sentence).text
    is_above = not is_own and text in case.sentence.headings
    is_stock = _STOCK.search(" ".join(dated_headers(case, subject)))
    is_earlier = is_stock or _EARLIER.search(told)  # customers have come before
    if is_above and (is_earlier or _is_part(said, used, told)):
        return ""
    is_outside = "outside" in words
    if is_own and is_outside and _speaks_of_a_year(told):
        return ""
    if case.compiled and case.compiled.traits.groups and _is_within(said, used):
        return ""  # the month that comes out of those that are ranked
    clause = sentence_round(case.sentence)
    spans = [(p.start, p.end) for p in said]
    is_part = is_own and not _is_explained(said, text)
    if is_part and _is_held(said, used) and speaks_of_a_part(clause, spans):
        return ""  # the last two months of the quarter
    return words if is_own or not is_outside or POINTS.search(told) else ""


def _is_explained(said: tuple[Period, ...], text: str) -> bool:
    """Returns whether months tell what is meant: `autumn, September to December`."""
    return all(
        1 < len(p.months) <= _LONGEST_STRICT
        and text[: p.start].rstrip().endswith((",", "("))
        for p in said
    )


def meant_periods(case: Case) -> tuple[tuple[Period, ...], str, bool]:
    """Returns the periods meant, the text that names them, whether it is their own."""
    clause = sentence_round(case.sentence)
    named = tuple(
        p
        for p in periods_in(clause.text)
        if not any(p.start < end and start < p.end for start, end in clause.figures)
        and not _is_conceded(p, clause)
    )
    if named:
        begins = case.sentence.start - clause.start
        above = reversed(case.sentence.headings)
        named = with_years(named, above, case.sentence.text, begins)
        return goes_with(clause, named), clause.text, True
    for text in (case.sentence.context, *reversed(case.sentence.headings)):
        found = _joined(periods_in(text))
        if len(found) == 1:
            return with_years(found, reversed(case.sentence.headings)), text, False
        if found:
            break  # several, of which one cannot tell which is meant
    return (), "", False


def _is_conceded(period: Period, clause: Clause) -> bool:
    """Returns whether a period stands in an aside: `5, although it closed in April`."""
    for aside in _CONCEDED.finditer(clause.text):
        first, last = aside.span("aside")
        is_figured = any(first < end and start < last for start, end in clause.figures)
        if first <= period.start and period.end <= last and not is_figured:
            return True
    return False


def _joined(found: tuple[Period, ...]) -> tuple[Period, ...]:
    """Returns one period for months that a text lists, or for what it says twice.

    `March, April and May`; `the second quarter (April to June)`.
    """
    years = {p.year for p in found} - {None}
    if len({p.months for p in found}) == 1 and len(years) < _LISTED:
        return tuple(sorted(found, key=lambda p: not p.year)[:1])
    years = {p.year for p in found if p.year}
    if len(found) < _LISTED or len(years) > 1 or any(len(p.months) > 1 for p in found):
        return found
    months = frozenset[int]().union(*(p.months for p in found))
    year = years.pop() if years else None
    return (Period(year, months, found[0].start, found[-1].end),)


def _speaks_of_a_year(text: str) -> bool:
    """Returns whether a text speaks of a year besides: `from May on, over the year`."""
    tokens = tokens_of(text)
    return any(
        token.text.casefold() in LEXICON.years and not before.text.isdigit()
        for before, token in pairwise(tokens)
    )


def _is_part(said: tuple[Period, ...], used: UsedPeriods, text: str) -> bool:
    """Returns whether a calculation takes a part of a heading's period.

    Of a year's report a sentence may tell the last quarter; of a shorter period it
    does where it speaks of a time itself: `in spring`.
    """
    is_long = any(len(p.months) > _LONGEST_STRICT for p in said)
    words = {token.text.casefold() for token in tokens_of(text)}
    is_told = not words.isdisjoint(LEXICON.seasons | LEXICON.weekdays.keys())
    return (
        bool(used.told)
        and (is_long or is_told)
        and all(q.months <= p.months and p.meets(q) for p in said for q in used.told)
    )


def _is_held(said: tuple[Period, ...], used: UsedPeriods) -> bool:
    """Returns whether a calculation takes a part of what is named and nothing else."""
    return bool(used.told) and all(
        any(q.months < p.months and p.meets(q) for p in said) for q in used.told
    )


def _is_within(said: tuple[Period, ...], used: UsedPeriods) -> bool:
    return bool(used.told) and all(
        p.months < q.months and p.meets(q) for p in said for q in used.told
    )


def _against(said: tuple[Period, ...], text: str, used: UsedPeriods) -> str:
    shown = ", ".join(text[p.start : p.end] for p in said)
    is_end = any(is_open(p, text) for p in said)
    if used.told:
        differs = _differs_from_told(said, used, is_end=is_end)
        words = f"the text names {shown}; the calculation uses {_told(used.told)}"
        return words if differs else ""
    if used.held and not any(p.meets(q) for p in said for q in used.held):
        return f"the text names {shown}; the rows are of {_told(used.held)}"
    if not is_end and used.years and used.is_known and not used.spans:
        return _against_years(said, shown, used.years)
    if is_end or not used.spans or not used.is_known:
        return ""
    return _against_rows(said, shown, used)


def _differs_from_told(
    said: tuple[Period, ...], used: UsedPeriods, *, is_end: bool
) -> bool:
    meets = any(p.meets(q) for p in said for q in used.told)
    if not meets and used.is_known and not (is_end and len(said) == 1):
        return True
    return _is_shifted(said, used.told) or (not is_end and _differ(said, used.told))


def _against_years(
    said: tuple[Period, ...], shown: str, years: tuple[Period, ...]
) -> str:
    """Returns what stands against rows of other years than the text names."""
    told = _told(years)
    if not any(p.meets(q) for p in said for q in years):
        return f"the text names {shown}; the rows hold {told}"
    named = {p.year for p in said}
    if None in named or all(q.year in named for q in years):
        return ""
    return f"the text names {shown}; the rows reach outside of it, over {told}"


def _against_rows(said: tuple[Period, ...], shown: str, used: UsedPeriods) -> str:
    reached = [p for span in used.spans for p in months_between(*span)]
    told = _told(tuple(reached))
    if not any(p.meets(q) for p in said for q in reached):
        return f"the text names {shown}; the rows hold {told}"
    outside = sum(
        not any(p.meets(Period(q.year, frozenset({month}))) for p in said)
        for q in dict.fromkeys(reached)
        for month in q.months
    )
    if outside >= _CLEARLY and len(used.spans) == 1:
        return f"the text names {shown}; the rows reach outside of it, over {told}"
    return ""


def is_open(period: Period, text: str) -> bool:
    """Returns whether a period is only an end: `since July`, not `from July to May`."""
    is_range = " " in text[period.start : period.end] and 1 < len(period.months) < 12  # noqa: PLR2004 - a part of the year
    before = _DAY.sub("", text[: period.start])
    is_led = _OPEN.search(before) and not PLANNED.search(before)
    is_led = is_led or _WINDOW.search(before)
    return bool(is_led or goes_on(period, text)) and not is_range


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


def _told(periods: tuple[Period, ...]) -> str:
    shown: list[str] = []
    for period in dict.fromkeys((p.year, p.months) for p in periods):
        year, months = period
        ends = sorted({min(months), max(months)}) if months else []
        named = "–".join(f"{month:02d}" for month in ends)
        part = "" if len(months) == 12 else named  # noqa: PLR2004 - all of the year
        shown.append("-".join(str(x) for x in (year or "", part) if x))
    return ", ".join(shown[:6])
