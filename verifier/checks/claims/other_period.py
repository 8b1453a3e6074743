"""A sentence names another period than the cells that were used.

Finds: a month, quarter, half or year that the sentence (or else its label or heading)
names, where criteria, headers or the days of the used rows speak of another. The
opening month of the quarter is that of the quarter named before or above.

Why it matters: last quarter's figure under this quarter's name is right arithmetic and
a wrong statement.

What to do: cite the period that the sentence names, or name the one that is cited.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.asides import ASIDE
from verifier.checks.claims._months_long import against_length
from verifier.checks.claims._months_of import months_placed
from verifier.checks.claims._open_ends import against_open_end, ends_said, goes_on
from verifier.checks.claims._overlaps import (
    against_overlap,
    days_outside,
    told_periods,
)
from verifier.checks.claims._parts_of_time import speaks_of_a_part
from verifier.checks.claims._reaching_out import against_reach, ask_reach
from verifier.checks.claims._told_periods import (
    differs_from_told,
    ends_elsewhere,
    lies_behind,
)
from verifier.checks.claims._used_periods import (
    UsedPeriods,
    ask_dates,
    dated_headers,
    months_between,
    periods_headed,
    used_periods,
)
from verifier.checks.periods import Period, periods_in, with_years
from verifier.checks.place import Place
from verifier.checks.reach import goes_with, own_words, unhidden
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.lengths import MONTHS_OF
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.use import Side
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
_WITH = compiled(  # с декабрьской датой: with one of December
    rf"^\s+(?:{alternatives('other_period.with_behind')})(?!\w)"
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
_CONTRAST = compiled(rf",\s+(?:{alternatives('other_period.contrast')})\b")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s{1,3}$")  # before 1 January 2023
_STOCK = compiled(  # headers of days since when something is there
    rf"(?<![^\W_])(?:{alternatives('other_period.stock')})(?![^\W_])"
)
_LONGEST_STRICT = 6  # months of a heading's period that all figures below it take
_LISTED = 2
_SAME = compiled(  # the same month: that of the sentence before
    rf"\b(?:{alternatives('other_period.same')})\s+"
    rf"(?P<unit>{alternatives('other_period.same_units')})\b"
    rf"(?!\s+(?:{alternatives('other_period.same_of')}))"
)
_CLEARLY = 2  # months outside of the period
_MOST_OF_A_MONTH = 25  # days outside of it that are as clear


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
    headed = () if used.told else periods_headed(case, subject)
    if any(p.meets(q) for p in said for q in headed):
        return words  # those that reached their H1 target
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
    is_level = all(use.side is Side.WHOLE for use in case.uses)
    if not words and is_level and ends_elsewhere(said, text, used.told):
        words = f"the text names the end of {text[said[0].start : said[0].end]}; the "
        words += f"calculation uses {told_periods(used.told)}"
    if not words and not any(is_open(p, text) for p in said):
        words = against_overlap(case, said, text, used)
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
    clause = _without_numbers_of_time(sentence_round(case.sentence))
    placed = months_placed(clause.text, case, case.sentence.start - clause.start)
    named = tuple(
        p
        for p in unhidden((*periods_in(clause.text), *placed))
        if not any(p.start < end and start < p.end for start, end in clause.figures)
        and not _stands_in(p, clause, _CONCEDED)
    )
    nearer = tuple(
        p for p in named if not _CONTRAST.search(clause.text, clause.end, p.start)
    )
    named = nearer or named
    named = tuple(p for p in named if not _stands_in(p, clause, ASIDE)) or named
    if named:
        begins = case.sentence.start - clause.start
        above = reversed(case.sentence.headings)
        named = with_years(named, above, case.sentence.text, begins)
        return goes_with(clause, named), clause.text, True
    same = _taken_up(case, clause)
    if same:
        above = reversed(case.sentence.headings)
        return with_years(same, above), case.sentence.text, False
    for text in (case.sentence.context, *reversed(case.sentence.headings)):
        found = _joined(periods_in(text))
        if len(found) == 1:
            return with_years(found, reversed(case.sentence.headings)), text, False
        if found:
            break  # several, of which one cannot tell which is meant
    return (), "", False


def _without_numbers_of_time(clause: Clause) -> Clause:
    """Returns a sentence without figures that are among the words of a period.

    The first three months of 2025 have a number in them.
    """
    every = periods_in(clause.text)
    kept = tuple(
        (start, end)
        for start, end in clause.figures
        if (start, end) == (clause.start, clause.end)
        or not any(p.start < start and end < p.end for p in every)
    )
    return replace(clause, figures=kept)


def _taken_up(case: Case, clause: Clause) -> tuple[Period, ...]:
    """Returns the period before a sentence of `the same month`, or nothing."""
    same = _SAME.search(clause.text)
    begins = case.sentence.start - clause.start
    if same is None or same.start() >= own_words(clause)[1]:
        return ()
    before = [p for p in periods_in(case.sentence.text) if p.end <= begins]
    unit = same["unit"].casefold()
    length = int(LEXICON.time_units.get(unit) == "month")
    length += next((n for word, n in MONTHS_OF.items() if unit.startswith(word)), 0)
    is_it = bool(before) and length in {0, len(before[-1].months)}
    return (before[-1],) if is_it else ()


def _stands_in(period: Period, clause: Clause, asides: re.Pattern[str]) -> bool:
    """Returns whether a period stands in an aside: `5, although it closed in April`."""
    for aside in asides.finditer(clause.text):
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
    does where it speaks of a time itself: `in spring`, `seen by quarter`.
    """
    is_long = any(len(p.months) > _LONGEST_STRICT for p in said)
    words = {token.text.casefold() for token in tokens_of(text)}
    times = LEXICON.seasons | LEXICON.weekdays.keys() | LEXICON.quarters
    is_told = not words.isdisjoint(times)
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
        differs = differs_from_told(said, used, is_end=is_end)
        differs = differs or lies_behind(said, text, used)
        words = (
            f"the text names {shown}; the calculation uses {told_periods(used.told)}"
        )
        return words if differs else ""
    if used.held and not any(p.meets(q) for p in said for q in used.held):
        return f"the text names {shown}; the rows are of {told_periods(used.held)}"
    if not is_end and used.years and used.is_known and not used.spans:
        return _against_years(said, shown, used.years)
    if is_end or not used.spans or not used.is_known:
        return ""
    return _against_rows(said, shown, used)


def _against_years(
    said: tuple[Period, ...], shown: str, years: tuple[Period, ...]
) -> str:
    """Returns what stands against rows of other years than the text names."""
    told = told_periods(years)
    if not any(p.meets(q) for p in said for q in years):
        return f"the text names {shown}; the rows hold {told}"
    named = {p.year for p in said}
    if None in named or all(q.year in named for q in years):
        return ""
    return f"the text names {shown}; the rows reach outside of it, over {told}"


def _against_rows(said: tuple[Period, ...], shown: str, used: UsedPeriods) -> str:
    reached = [p for span in used.spans for p in months_between(*span)]
    told = told_periods(tuple(reached))
    if not any(p.meets(q) for p in said for q in reached):
        return f"the text names {shown}; the rows hold {told}"
    outside = sum(
        not any(p.meets(Period(q.year, frozenset({month}))) for p in said)
        for q in dict.fromkeys(reached)
        for month in q.months
    )
    is_clear = outside >= _CLEARLY or days_outside(said, used) >= _MOST_OF_A_MONTH
    if is_clear and len(used.spans) == 1:
        return f"the text names {shown}; the rows reach outside of it, over {told}"
    return ""


def is_open(period: Period, text: str) -> bool:
    """Returns whether a period is only an end: `since July`, not `from July to May`."""
    is_range = " " in text[period.start : period.end] and 1 < len(period.months) < 12  # noqa: PLR2004 - a part of the year
    before = _DAY.sub("", text[: period.start])
    is_led = _OPEN.search(before) and not PLANNED.search(before)
    is_of_month = text[period.start : period.end].casefold() in LEXICON.of_months
    is_led = is_led and not (is_of_month and _WITH.search(text[period.end :]))
    is_led = is_led or _WINDOW.search(before)
    return bool(is_led or goes_on(period, text)) and not is_range
