"""A calculation takes fewer or more months, quarters, weeks or years than are stated.

Finds: `over the two months` or `over the whole period` of data of two months, over
criteria or rows of one of them.

Why it matters: a filter left from another figure halves a total, and the sum is right.

What to do: take all the months that the sentence speaks of, or name those that are
taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._taken_days import taken_days
from verifier.checks.periods import Period, periods_in
from verifier.checks.reach import goes_with, own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON, lengths
from verifier.model.plan import ChangeForm
from verifier.model.reason import Reason
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._taken_days import TakenDays
    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C057", "other-length", Level.WARNING, Reason.WRONG_PERIOD)

_BODY = "\n\n```claims\n[c1] days!B2:B4\n= COUNTIFS(B2:B4,{})\n```\n"
PASSES = (
    "In both months there were [3](#c1) visits." + _BODY.format('">="&DATE(2025,6,1)'),
)
FAILS = (
    "In both months there were [2](#c1) visits." + _BODY.format('">="&DATE(2025,7,1)'),
)

_NUMBERS = "|".join(sorted({*LEXICON.numbers, *lengths.BOTH}, key=len, reverse=True))
_COUNTED = re.compile(
    rf"{lengths.BEFORE_NUMBER}(?P<number>\d\d?|{_NUMBERS}){lengths.BEHIND_NUMBER}",
    re.IGNORECASE,
)
_WHOLE = re.compile(lengths.WHOLE, re.IGNORECASE)
_LONG = re.compile(lengths.LONG, re.IGNORECASE)
_ASIDE = re.compile(lengths.ASIDE_BEHIND, re.IGNORECASE)
_BOTH = 2
_PARTED = frozenset({Side.MINUEND, Side.SUBTRAHEND})
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class _Length:
    """How many units of time a sentence speaks of.

    Attributes:
        text: as printed.
        start: offset, inclusive.
        end: exclusive.
        number: of the units; 0 for all that there are.
        unit: `month`, `quarter`, `week` or `year`.
        is_definite: whether it says that there are no more of them.
    """

    text: str
    start: int
    end: int
    number: int
    unit: str
    is_definite: bool


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which months or weeks there are, and which are taken."""
    for case in claimed(subject):
        said = _said(case)
        taken = _taken(case, subject) if said else None
        if said and taken:
            for is_whole in (True, False):
                asked = taken.ask_units(said.unit, is_whole=is_whole)
                if asked is not None:
                    yield asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is of more or fewer units of time."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    said = _said(case)
    taken = _taken(case, subject) if said else None
    if said is None or taken is None:
        return ""
    every = _units(taken, said.unit, subject, is_whole=True)
    own = _units(taken, said.unit, subject, is_whole=False)
    if not every or not own:
        return ""
    wanted = said.number or len(every)
    is_certain = said.is_definite or len(every) == wanted
    is_all = len(own) == len(every) > wanted  # it may end on the first of a month
    if len(own) == wanted or is_all or not is_certain:
        return ""
    if not said.number and (not taken.dated or _is_narrowed(case, every)):
        return ""
    units = f"{said.unit}{'s' if len(own) > 1 else ''}"
    return (
        f"the text says {said.text!r}; the calculation takes {len(own)} {units}, "
        f"{_shown(own)}, of {len(every)} in the data"
    )


def _said(case: Case) -> _Length | None:
    """Returns the only length that goes with a figure, where no period is named."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    if periods_in(clause.text[first:last]):
        return None
    found = tuple(goes_with(clause, tuple(_lengths(clause.text))))
    if len(found) != 1 or _ASIDE.match(clause.text[found[0].end :]):
        return None
    return found[0]


def _is_narrowed(case: Case, every: frozenset[str]) -> bool:
    """Returns whether a heading or label may mean a shorter time than the data's."""
    named = [p for text in case.sentence.headings for p in periods_in(text)]
    months = [tuple(map(int, text.split("-"))) for text in every]
    is_held = not named or all(
        any(p.meets(Period(year, frozenset({month}))) for p in named)
        for year, month in months
    )
    return bool(case.sentence.context) or not is_held


def _lengths(text: str) -> Iterator[_Length]:
    for match in _COUNTED.finditer(text):
        word = match["number"].casefold()
        is_both = word in lengths.BOTH
        number = int(word) if word.isdigit() else LEXICON.numbers.get(word, _BOTH)
        unit = lengths.UNITS[match["unit"].casefold()]
        is_definite = bool(match["definite"] or is_both)
        if number > 1:
            yield _Length(match[0], *match.span(), number, unit, is_definite)
    for match in _LONG.finditer(text):
        months = next(
            months
            for word, months in lengths.MONTHS_OF.items()
            if match["unit"].casefold().startswith(word)
        )
        yield _Length(match[0], *match.span(), months, "month", is_definite=False)
    for match in _WHOLE.finditer(text):
        yield _Length(match[0], *match.span(), 0, "month", is_definite=True)


def _taken(case: Case, subject: Subject) -> TakenDays | None:
    """Returns the days of a calculation that holds no time against another."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or traits.change is not ChangeForm.NONE or traits.groups:
        return None
    if any(use.side in _PARTED for use in traits.uses):
        return None
    found = taken_days(case, subject)
    return found[0] if len(found) == 1 else None


def _units(
    taken: TakenDays, unit: str, subject: Subject, *, is_whole: bool
) -> frozenset[str]:
    """Returns the months, quarters, weeks or years of the rows."""
    answer = subject.answers.get(taken.units_key(unit, is_whole=is_whole))
    if answer is None or answer.problem or answer.count != len(answer.texts):
        return frozenset()
    if unit == "week":
        return frozenset(answer.texts)
    length = _MONTHS_IN[unit]
    months = [tuple(map(int, text.split("-"))) for text in answer.texts if text]
    if length == 1:
        return frozenset(answer.texts)
    return frozenset(f"{year}/{(month - 1) // length + 1}" for year, month in months)


def _shown(units: frozenset[str]) -> str:
    ends = sorted({min(units), max(units)})
    return " to ".join(ends)
