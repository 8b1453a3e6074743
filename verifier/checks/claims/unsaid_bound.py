"""A calculation bounds a column by a number that nothing in the report states.

Finds: `33 jobs were scored` over a criterion `words >= 3000`; rows of which one column
exceeds another by ten or more, where the sentence says that it exceeds it; rows from
2023 on in a report that speaks of 2025 alone; a mean discount over `rate < asking`,
which leaves those without one out; a sum of what is above zero, where some is below;
a further bound beside the one that the sentence states; `HAVING count(*) > 1` where
nothing is said to repeat.

Why it matters: a part of the rows is as good a number as all of them, and a reader
cannot know that it is a part.

What to do: state the bound beside the figure, or where the word is explained, or leave
it out of the calculation.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._left_unsaid import ask_left, left_unsaid
from verifier.checks.claims._limits import SCALES, Limit, limits_of
from verifier.checks.claims._said_bounds import (
    bounds_above,
    bounds_in,
    bounds_said,
    numbers_said,
)
from verifier.checks.periods import periods_in
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.figures import number_words_of
from verifier.languages import alternatives, compiled
from verifier.model.plan import LiteralRole
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.model.report import PassageKind
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._said_bounds import Bound
    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.report import Report
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("C065", "unsaid-bound", Level.WARNING, Reason.UNSTATED_CRITERION)

_BODY = "\n\n```claims\n[c1] deals!A2:C5\n= COUNTIFS(B2:B5,{},C2:C5,{})\n```\n"
PASSES = (
    "South closed [1](#c1) above 90." + _BODY.format('"south"', '">90"'),
    "South closed [2](#c1)." + _BODY.format('"south"', '">0"'),
    'Small is up to [90](#skip "a definition").\n\nSmall ones of south: [1](#c1).'
    + _BODY.format('"south"', '"<=90"'),
)
FAILS = ("South closed [1](#c1)." + _BODY.format('"south"', '">90"'),)

_LARGE = 100  # a number that is said of one thing alone
_FREE = frozenset(map(Decimal, (0, 1, -1)))
_KNOWN = compiled(rf"(?<!\w)(?:{alternatives('unsaid_bound.known')})")
_REPEATED = compiled(rf"(?<!\w)(?:{alternatives('unsaid_bound.repeated')})")
_OVER_ONE = re.compile(  # of each, a condition: HAVING count(*) > 1
    r"\bcount(?:ifs?)?\s*\((?:[^()]|\([^()]*\))*\)\s*>\s*1(?![\d.])", re.IGNORECASE
)
_TWICE = frozenset({Decimal(2)})
_ORDERED = frozenset({"<", "<=", ">", ">="})
_YEARS = range(1990, 2100)
_CONVENTIONS = (Convention(".", "en"), Convention(",", "ru"))
_PROSE = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.HEADING})
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.DATE})
_SKIP = "skip"  # the author's way out: a definition
_DAY = re.compile(r"(\d{4})-\d\d-\d\d")
_NEAR = 1000  # letters on either side of a figure
_LONGEST = 5000  # letters of a passage in which bounds are looked for
_MOST = 200_000  # letters of a report in which a number is looked for


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many cells means and sums leave out."""
    yield from ask_left(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose bound is nowhere stated."""
    prose = _prose_of(subject.report)
    yield from findings_against(RULE, subject, partial(_against, prose))


def _against(prose: str, case: Case, subject: Subject) -> str:
    return left_unsaid(case, subject) or _unsaid(prose, case, subject)


def _unsaid(prose: str, case: Case, subject: Subject) -> str:
    found = dict(_numbers(case, subject))
    if not found:
        return _of_years(case, prose)
    if not _are_taken(bounds_said(case) or bounds_above(case), case, subject):
        return ""
    words = (_words_round(case), *case.sentence.headings[-1:])
    if _KNOWN.search(" ".join(words).casefold()):
        return ""
    said = numbers_said(case)
    if _REPEATED.search(" ".join(words).casefold()):
        said |= _TWICE
    unsaid = [n for n in found if not any(abs(n) * scale in said for scale in SCALES)]
    for number in unsaid:
        if not _is_stated(abs(number), case, prose):
            return (
                f"the calculation takes {found[number]} alone; neither the sentence "
                "nor any other words of the report state that bound"
            )
    return ""


def _are_taken(bounds: tuple[Bound, ...], case: Case, subject: Subject) -> bool:
    """Returns whether every bound that is said is one of the calculation's.

    Another may be meant by such a one; beside one that is taken it is not.
    """
    limits = limits_of(case, subject.brief)
    return all(any(limit.is_at(bound) for limit in limits) for bound in bounds)


def _is_stated(number: Decimal, case: Case, prose: str) -> bool:
    """Returns whether other words of a report state a number.

    A small one may be of anything: it counts as a bound, or in the same passage.
    """
    if number >= _LARGE:
        return number in _numbers_in(prose)
    return number in _numbers_in(_words_near(case)) or number in _bounds_of(prose)


def _words_near(case: Case) -> str:
    """Returns what stands round a figure in its passage, without any figures."""
    sentence = case.sentence
    first, last = max(0, sentence.start - _NEAR), sentence.end + _NEAR
    here = [(s, e) for s, e in sentence.figures if first <= s and e <= last]
    return _without(sentence.text[:last], here)[first:]


@lru_cache(maxsize=4)
def _bounds_of(prose: str) -> frozenset[Decimal]:
    return frozenset(
        value
        for line in prose.split("\n")
        if len(line) <= _LONGEST
        for bound in bounds_in(line)
        for value in bound.values
    )


def _numbers(case: Case, subject: Subject) -> Iterator[tuple[Decimal, str]]:
    """Yields the numbers that bound what is taken, each with its criterion."""
    if case.claim is not None and _OVER_ONE.search(case.claim.calculation):
        yield Decimal(2), "what is there more than once"
    limits = limits_of(case, subject.brief)
    numbers = [limit for limit in limits if _is_unsaid(limit, case, subject)]
    yield from ((x.value, x.text) for x in numbers if x.value not in _FREE)
    traits = case.compiled.traits if case.compiled else None
    if traits is None or traits.bounds:
        return
    criteria = [c for use in traits.uses for c in use.criteria]
    if limits or any(_tells_numbers(criterion, subject) for criterion in criteria):
        return  # they may be of those
    for literal in traits.literals:
        if literal.role is LiteralRole.CRITERION and literal.value not in _FREE:
            yield literal.value, f"what is set against {literal.value}"


def _tells_numbers(criterion: Criterion, subject: Subject) -> bool:
    """Returns whether a criterion may be written with numbers: of a day, of a grade."""
    kinds = _kinds_of(criterion, subject)
    return bool(criterion.part) or not kinds or not _NUMBERS.isdisjoint(kinds)


def _kinds_of(criterion: Criterion, subject: Subject) -> frozenset[CellKind]:
    """Returns what the bounded column holds; nothing where it is not loaded."""
    ground = subject.grounds.get(criterion.cells.sheet)
    columns = ground.columns if ground is not None else {}
    layout = columns.get(criterion.cells.first_column)
    return layout.kinds if layout is not None else frozenset()


def _of_years(case: Case, prose: str) -> str:
    """Returns what stands against days bounded by a year far from all that are said."""
    uses = case.uses
    criteria = [c for use in uses for c in use.criteria if c.operator in _ORDERED]
    years = {
        int(day[1]): f"{criterion.header} {criterion.operator} {day[0]}"
        for criterion in criteria
        for value in criterion.values
        if (day := _DAY.fullmatch(value))
    }
    if not years or bounds_said(case):
        return ""
    said = {int(n) for n in _numbers_in(prose) if n in _YEARS}
    far = [y for y in years if said and said.isdisjoint({y - 1, y, y + 1})]
    if len(far) != 1 or periods_in(_words_round(case)):
        return ""
    return f"the calculation takes {years[far[0]]}; the report speaks of other years"


def _words_round(case: Case) -> str:
    sentence = case.sentence
    return f"{sentence_round(sentence).text} {sentence.context}"


def _is_unsaid(limit: Limit, case: Case, subject: Subject) -> bool:
    """Returns whether a bound is on numbers, and on no time that the words may tell.

    Over an hour and a half are 90 minutes; `9 days` are the days of a figure.
    """
    is_of_days = CellKind.DATE in _kinds_of(limit.criterion, subject)
    words = ["", *(t.text.casefold() for t in tokens_of(_words_round(case)))]
    is_told = bool(limit.seconds) and any(
        word in LEXICON.time_units and not before[-1:].isdigit()
        for before, word in pairwise(words)
    )
    return not limit.criterion.part and not is_of_days and not is_told


def _prose_of(report: Report) -> str:
    """Returns the words of a report without its figures, a line a passage."""
    texts = (
        _without(
            passage.text,
            [(x.start, x.end) for x in passage.links if x.target != _SKIP],
        )
        for passage in report.passages
        if passage.kind in _PROSE
    )
    return "\n".join(texts)[:_MOST]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Returns a text with blanks for some spans of it, in order and apart."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], " " * (end - start))
        done = max(done, end)
    return "".join((*parts, text[done:]))


@lru_cache(maxsize=4)
def _numbers_in(text: str) -> frozenset[Decimal]:
    return frozenset(
        number for each in _CONVENTIONS for number in number_words_of(text, each)
    )
