"""A calculation takes other days than the sentence names.

Finds: `from 1 to 10 October` over criteria that end before the 10th, `after 5 May` over
`>=`, `on 5 May` over another day, and `<=` a day where the cells hold times of it; told
only where rows lie on the days in which the two differ.

Why it matters: a day at an edge is seldom looked at twice, and the total is still right
arithmetic.

What to do: take the days that the sentence names, or name those that are taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._said_days import BEGINNINGS, CLOSED, Kind, days_in
from verifier.checks.claims._taken_days import TakenDays, taken_days
from verifier.checks.periods import Period, periods_in, with_years
from verifier.checks.reach import goes_with, own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from verifier.checks.claims._said_days import SaidDays, Span
    from verifier.checks.question import Question
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C050", "other-days", Level.WARNING, Reason.WRONG_PERIOD)

_BODY = (
    "\n\n```claims\n[c1] days!B2:B4\n"
    '= COUNTIFS(B2:B4,">="&DATE(2025,7,1),B2:B4,"{}"&DATE(2025,7,12))\n```\n'
)
PASSES = ("From 1 to 12 July there were [2](#c1) visits." + _BODY.format("<="),)
FAILS = ("From 1 to 12 July there were [1](#c1) visits." + _BODY.format("<"),)

_NEAR = 3  # days by which an edge may be off and the time still be the same
_LONGEST = 3  # days of a calculation that is about one day
_WEEKENDS = compiled(rf"\b(?:{alternatives('other_days.weekends')})")
_WEEKDAY_PARTS = frozenset(  # functions of a day
    ("weekday", "dayofweek", "dayofweek_iso", "isodow", "dow")
)
_EARLIER = compiled(rf"\b(?:{alternatives('other_days.earlier')})\b")


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which rows lie on days of the one and not of the other."""
    for case in claimed(subject):
        said = _said(case)
        for taken in taken_days(case, subject) if said else ():
            for span in (span for one in said for span in _spans(one, taken, case)):
                asked = taken.ask(span)
                if asked is not None:
                    yield asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose calculation takes other days."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    words = _without_weekends(case)
    if words:
        return words
    said = _said(case)
    takes = taken_days(case, subject) if said else ()
    unmet = [
        one
        for one in said
        if all(_differs(one, taken, case, subject) for taken in takes)
    ]
    if not unmet or not takes or (len(unmet) < len(said) and len(said) > len(takes)):
        return ""
    likely = [t for t in takes if _is_likely(unmet[0], t, case)]
    if not likely:
        return ""
    return (
        f"the text says {unmet[0].text!r}; the calculation takes the days "
        f"{_shown(likely[0])}"
    )


def _without_weekends(case: Case) -> str:
    """Returns what stands against `weekends included` where days of the week lack."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    said = _WEEKENDS.search(clause.text, first, last)
    uses = case.uses if said else ()
    for criterion in (c for use in uses for c in use.criteria):
        if said and criterion.part in _WEEKDAY_PARTS:
            return (
                f"the sentence says {said[0]!r}; the calculation takes the days where "
                f"the day of the week is {criterion.operator} "
                f"{', '.join(criterion.values)}"
            )
    return ""


def _said(case: Case) -> tuple[SaidDays, ...]:
    clause = sentence_round(case.sentence)
    named = tuple(
        one
        for one in days_in(clause.text)
        if not any(one.start < end and start < one.end for start, end in clause.figures)
    )
    if named or periods_in(clause.text) or _EARLIER.search(clause.text):
        return goes_with(clause, named)
    for text in (case.sentence.context, *reversed(case.sentence.headings)):
        found = days_in(text)
        if found or periods_in(text):
            closed = {Kind.RANGE, Kind.WEEK, Kind.WEEK_ENDING}
            return found if len(found) == 1 and found[0].kind in closed else ()
    return ()


def _spans(said: SaidDays, taken: TakenDays, case: Case) -> tuple[Span, ...]:
    """Returns what words may mean in the years that criteria or words tell."""
    years: tuple[int | None, ...] = (said.year,) if said.year else taken.years
    years = years or (_year_above(case, said),)
    found: list[Span] = []
    for year in years:
        for first, last in said.spans(year) if year else ():
            if said.kind in CLOSED:
                found.append((first, last))
            elif said.kind in BEGINNINGS:
                found.append((first, taken.last if taken.first else None))
            else:
                found.append((taken.first if taken.last else None, last))
    return tuple(dict.fromkeys(found))


def _year_above(case: Case, said: SaidDays) -> int | None:
    period = Period(None, frozenset({said.first.month}), said.start, said.end)
    clause = sentence_round(case.sentence)
    begins = case.sentence.start - clause.start
    above = reversed(case.sentence.headings)
    (dated,) = with_years((period,), above, case.sentence.text, begins)
    return dated.year


def _differs(said: SaidDays, taken: TakenDays, case: Case, subject: Subject) -> bool:
    """Returns whether rows lie on other days, whatever the words mean."""
    spans = _spans(said, taken, case)
    answers = [subject.answers.get(taken.key(span)) for span in spans]
    return bool(answers) and all(
        answer is not None and not answer.problem and answer.count for answer in answers
    )


def _is_likely(said: SaidDays, taken: TakenDays, case: Case) -> bool:
    """Returns whether the calculation is meant to be of the days that are named.

    Of days that are named only for what happened then, it may take a whole month.
    """
    return any(_matches(said, span, taken, case) for span in _spans(said, taken, case))


def _matches(said: SaidDays, span: Span, taken: TakenDays, case: Case) -> bool:
    first, last = taken.first, taken.last
    if said.kind is Kind.ON:
        return bool(first and last and 0 <= (last - first).days < _LONGEST)
    if said.kind not in CLOSED:
        own, other = (first, last) if said.kind in BEGINNINGS else (last, first)
        edge = span[0] if said.kind in BEGINNINGS else span[1]
        is_open = (own is None) is not (other is None)
        return is_open or _is_near(own, edge)
    if (first is None and last is None) or not taken.dated:
        return said.is_led and _speaks_of_no_other(case)
    if _is_near(first, span[0]) or _is_near(last, span[1]):
        return True
    is_inside = first is not None and last is not None and _holds((first, last), span)
    return not is_inside or (said.is_led and _speaks_of_no_other(case))


def _is_near(day: dt.date | None, edge: dt.date | None) -> bool:
    """Returns whether a bound is meant to be an edge."""
    if day is None or edge is None:
        return False
    return abs((day - edge).days) <= _NEAR


def _holds(outer: Span, inner: Span) -> bool:
    ends = (*outer, *inner)
    if any(end is None for end in ends):
        return False
    first, last, begin, end = (end.toordinal() for end in ends if end is not None)
    return first <= begin and end <= last


def _speaks_of_no_other(case: Case) -> bool:
    """Returns whether a figure's words name no other time: `over the month`."""
    clause = sentence_round(case.sentence)
    named = days_in(clause.text)
    others = [
        p
        for p in periods_in(clause.text)
        if not any(s.start <= p.start < s.end for s in named)
    ]
    return not others and not _names_a_time(clause, named)


def _names_a_time(clause: Clause, named: tuple[SaidDays, ...]) -> bool:
    first, last = own_words(clause)
    times = LEXICON.spans | LEXICON.years | LEXICON.quarters | LEXICON.halves
    return any(
        token.text.casefold() in times or token.text.casefold() in LEXICON.time_units
        for token in tokens_of(clause.text)
        if first <= token.start < last
        and not any(s.start <= token.start < s.end for s in named)
    )


def _shown(taken: TakenDays) -> str:
    if not taken.dated:
        return "of all rows"
    header = taken.dated[0].header
    told = [
        f"{c.part}{' ' if c.part else ''}{c.operator} {', '.join(c.values)}"
        for c in taken.dated
    ]
    return f"where {header} is {' and '.join(told)}"
