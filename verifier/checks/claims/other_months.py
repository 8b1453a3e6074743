"""A sentence names other months than those of the rows that are read.

Finds: a month, quarter, half or year that the sentence (or the row of its table) names,
where the labels or days of the rows are of another one, begin or end a month off,
leave some of it out or take more; and a best month that is not the named one.

Why it matters: a range that is one row off reads well, and a recomputation agrees.

What to do: take the rows of the period that the sentence names, or name the one that is
taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._read_months import (
    ReadMonths,
    ask_months,
    read_months,
)
from verifier.checks.claims._used_periods import used_periods
from verifier.checks.claims.other_period import is_open, meant_periods
from verifier.checks.periods import Period
from verifier.checks.place import Place
from verifier.checks.reach import own_text
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.vocabulary import ask_groups
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

    Month = tuple[int | None, int]

RULE = Rule("C042", "other-months", Level.WARNING, Reason.WRONG_PERIOD)

_VISITS = "[2](#c1) visits.\n\n```claims\n[c1] days!A3:A4\n= COUNTA(A3:A4)\n```\n"
PASSES = (f"In July there were {_VISITS}",)
FAILS = (f"In June there were {_VISITS}",)

_QUARTER = 3
_PAIR = 2
_EXTREMES = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_SUMS = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.COUNT, Statistic.MEDIAN})
_PART = compiled(  # part of a period, or a time before it
    rf"\b(?:{alternatives('other_months.part')})\b"
)
_FROM_TO = compiled(
    rf"\b(?:{alternatives('other_months.from')})\W+(?:{alternatives('open_ends.article')})?$"
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which labels there are."""
    yield from ask_groups(subject)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions of which months the rows are."""
    yield from ask_months(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose words name other months."""
    for case in subject.cases:
        if case.compiled is None or case.claim is None:
            continue
        words = _against(case, subject)
        if words:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim.id))


def _against(case: Case, subject: Subject) -> str:
    said, text, is_own = meant_periods(case)
    read = read_months(case, subject) if said else ()
    if not read or used_periods(case, subject).told:
        return ""
    shown = ", ".join(text[p.start : p.end] for p in said)
    every = frozenset(month for one in read for month in one.months)
    is_end = any(is_open(p, text) for p in said)
    is_near = is_own or text == case.sentence.context
    if is_near and not is_end and _is_elsewhere(said, read, every):
        return f"the text names {shown}; the rows are of {_told(every)}"
    if not is_own or (is_end and len(said) == 1):
        return ""
    words = _against_pair(said, text, read)
    is_whole = len(read) == 1 and not _is_of_a_part(case)
    for one in read if not words and not _PART.search(_own(case)) else ():
        words = words or _against_range(said, one, is_whole=is_whole)
    return f"the text names {shown}; the rows {words}" if words else ""


def _is_elsewhere(
    said: tuple[Period, ...], read: tuple[ReadMonths, ...], every: frozenset[Month]
) -> bool:
    """Returns whether no named period, or no month named as the best, is read."""
    single = tuple(p for p in said if len(p.months) == 1)
    if single and all(one.use.statistic in _EXTREMES for one in read):
        return not any(_among(month, single) for month in every)
    return not any(_among(month, said) for month in every)


def _among(month: Month, periods: Iterable[Period]) -> bool:
    return any(p.meets(Period(month[0], frozenset({month[1]}))) for p in periods)


def _against_pair(
    said: tuple[Period, ...], text: str, read: tuple[ReadMonths, ...]
) -> str:
    """Returns what stands against the two rows that are compared: from … to …."""
    sets = [one.months for one in read]
    if len(sets) != _PAIR or sets[0] == sets[1]:
        return ""
    every = sets[0] | sets[1]
    told = f"that are compared are of {_told(every)}"
    if len(said) == _PAIR and all(
        any(_is_just(p, m) for m in sets) is False for p in said
    ):
        return ""
    if len(said) == _PAIR and len(said[0].months) == len(said[1].months):
        is_each = all(any(_is_just(p, months) for months in sets) for p in said)
        is_level = all(len(m) == len(said[0].months) for m in sets)
        return "" if is_each or not is_level else told
    if len(said) != 1 or not _FROM_TO.search(text[: said[0].start]):
        return ""
    ends = {min(said[0].months), max(said[0].months)}
    is_single = all(len(months) == 1 for months in sets) and len(ends) == _PAIR
    return told if is_single and {month for _, month in every} != ends else ""


def _is_just(period: Period, months: frozenset[Month]) -> bool:
    return frozenset(month for _, month in months) == period.months and all(
        _among(month, (period,)) for month in months
    )


def _is_of_a_part(case: Case) -> bool:
    """Returns whether a sentence may speak of a part of its period."""
    own = _own(case)
    words = {token.text.casefold() for token in tokens_of(own)}
    return not words.isdisjoint(LEXICON.seasons) or bool(superlatives_in(own))


def _own(case: Case) -> str:
    clause = sentence_round(case.sentence)
    return own_text(clause)


def _against_range(said: tuple[Period, ...], one: ReadMonths, *, is_whole: bool) -> str:
    """Returns what stands against the months that are added, or nothing."""
    if one.use.statistic not in _SUMS or len(one.months) < _PAIR:
        return ""
    years = {year for year, _ in one.months}
    met = [
        {m for m in one.every if _among(m, (p,)) and m[0] in years}
        for p in said
        if any(_among(month, (p,)) for month in one.months)
    ]
    if met and all(one.months - wanted and wanted - one.months for wanted in met):
        return f"are of {_told(one.months)}, not of {_told(met[0])}"
    if not is_whole or len(said) != 1 or len(said[0].months) < _QUARTER or not met:
        return ""
    outside, missing = one.months - met[0], met[0] - one.months
    if missing:
        return f"leave out {_told(missing)}"
    is_more = outside and len(years) == 1
    return f"take {_told(outside)} as well" if is_more else ""


def _told(months: Iterable[Month]) -> str:
    """Returns months as they are told: 2025-09 to 2025-11."""
    ordered = sorted(months, key=lambda m: (m[0] or 0, m[1]))
    names = [
        f"{year}-{month:02d}" if year else f"month {month}" for year, month in ordered
    ]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
