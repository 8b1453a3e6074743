"""A calculation bounds its rows by another number, or the other way, than the sentence.

Finds: `below $40,000` over a criterion `>40000`; `above 10 %` over `>=10%` where cells
hold 10 % itself; `below $40,000` over `<30000`, which nothing states.

Why it matters: the count of the rows on the other side of a bound is as good a number
as the right one.

What to do: take the bound that the sentence states, or state the one that is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._said_bounds import (
    Bound,
    bounds_said,
    numbers_said,
)
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.units import SECONDS, TIME, sure_unit
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import listed
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("C031", "other-bound", Level.WARNING, Reason.UNSTATED_CRITERION)

_BODY = "\n\n```claims\n[c1] deals!C2:C5\n= COUNTIF(C2:C5,{})\n```\n"
PASSES = (
    "Deals below $90: [2](#c1)." + _BODY.format('"<90"'),
    "Deals above $90: [2](#c1)." + _BODY.format('">=90"'),
)
FAILS = (
    "Deals below $90: [2](#c1)." + _BODY.format('">90"'),
    "Deals above $100: [2](#c1)." + _BODY.format('">=100"'),
    "Deals below $90: [1](#c1)." + _BODY.format('"<50"'),
)

_ORDERED = frozenset({"<", "<=", ">", ">="})
_SCALES = tuple(Decimal(10) ** power for power in (0, 2, -2, 3, -3, 6, -6))
_CONVERSIONS = frozenset(map(Decimal, (7, 12, 24, 30, 60, 365, 1440, 3600, 86400)))
_TURNED = listed("sentence.bound_turns")  # all but 8 exceed it


@dataclass(frozen=True, slots=True)
class _Limit:
    """A criterion that bounds numbers, with its number."""

    criterion: Criterion
    value: Decimal
    seconds: int = 0  # of one, where its header says so

    @property
    def side(self) -> str:
        """`<` or `>`."""
        return self.criterion.operator[0]

    def is_at(self, bound: Bound) -> bool:
        """Returns whether it is the number of a bound, in this scale or unit."""
        if any(self.value == v * s for v in bound.values for s in _SCALES):
            return True
        seconds = _seconds(bound.unit)
        own = self.value * self.seconds
        return bool(seconds and own) and own in [v * seconds for v in bound.values]

    def converts(self, bound: Bound) -> bool:
        """Returns whether it may be the same in another unit: two weeks, 14 days."""
        if not self.value:
            return True
        pairs = [(self.value, v) for v in bound.values if v]
        return any(a / b in _CONVERSIONS or b / a in _CONVERSIONS for a, b in pairs)

    @property
    def text(self) -> str:
        """The criterion to read."""
        criterion = self.criterion
        header = criterion.header or column_letter(criterion.cells.first_column)
        return f"{header} {criterion.operator} {criterion.values[0]}"


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions whether cells hold the very bound."""
    for case in claimed(subject):
        for _, limit in _loose(case, _limits(case, subject.brief)):
            ground = subject.grounds.get(limit.criterion.cells.sheet)
            if ground is not None:
                yield from _at_border(limit, ground)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence sets another bound."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    limits = _limits(case, subject.brief)
    if not limits:
        return ""
    return (
        _turned_round(case, limits)
        or _border(case, limits, subject)
        or _elsewhere(case, limits)
    )


def _limits(case: Case, brief: Brief) -> list[_Limit]:
    """Returns the bounds on numbers; none where what they leave is taken away."""
    uses = case.compiled.traits.uses if case.compiled else ()
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return []
    found: list[_Limit] = []
    for criterion in dict.fromkeys(c for use in uses for c in use.criteria):
        is_bound = criterion.operator in _ORDERED and not criterion.part
        value = _number(criterion.values[0]) if is_bound and criterion.values else None
        if value is not None:
            dimension, unit = sure_unit(criterion.header, brief)
            seconds = SECONDS.get(unit, 0) if dimension == TIME else 0
            found.append(_Limit(criterion, value, seconds))
    return found


def _seconds(unit: str) -> int:
    return SECONDS.get(LEXICON.time_units.get(unit.casefold(), ""), 0)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _turned_round(case: Case, limits: list[_Limit]) -> str:
    for bound in bounds_said(case):
        same = [limit for limit in limits if limit.is_at(bound)]
        if not same or any(limit.side == bound.operator[0] for limit in same):
            continue
        text = sentence_round(case.sentence).text.casefold()
        if not any(word in text for word in _TURNED):
            return _told(bound, same[0])
    return ""


def _loose(case: Case, limits: list[_Limit]) -> Iterator[tuple[Bound, _Limit]]:
    """Yields bounds that differ in whether the very number belongs to them."""
    for bound in bounds_said(case) if limits else ():
        same = [limit for limit in limits if limit.is_at(bound)]
        beside = [limit for limit in same if limit.side == bound.operator[0]]
        operators = {limit.criterion.operator for limit in beside}
        if bound.is_strict and beside and bound.operator not in operators:
            yield bound, beside[0]


def _border(case: Case, limits: list[_Limit], subject: Subject) -> str:
    for bound, limit in _loose(case, limits):
        ground = subject.grounds.get(limit.criterion.cells.sheet)
        answer = subject.answers.get(_key(limit, ground)) if ground else None
        if answer is not None and answer.count:
            times = "cell holds" if answer.count == 1 else "cells hold"
            return f"{_told(bound, limit)}, and {answer.count} {times} it"
    return ""


def _elsewhere(case: Case, limits: list[_Limit]) -> str:
    """Returns what stands against a bound that no criterion takes, or nothing."""
    bounds = bounds_said(case)
    if len(bounds) != 1 or any(limit.is_at(bounds[0]) for limit in limits):
        return ""
    said = numbers_said(case)
    (bound,) = bounds
    unsaid = [
        limit
        for limit in limits
        if limit.side == bound.operator[0]
        and not any(limit.value * scale in said for scale in _SCALES)
        and not limit.converts(bound)
    ]
    if len(unsaid) != 1:
        return ""
    is_time = bound.unit.casefold() in LEXICON.time_units
    is_known = bool(_seconds(bound.unit) and unsaid[0].seconds)
    return "" if is_time and not is_known else _told(bound, unsaid[0])


def _told(bound: Bound, limit: _Limit) -> str:
    return (
        f"the sentence says {bound.operator} {bound.text}; the calculation takes "
        f"{limit.text}"
    )


def _at_border(limit: _Limit, ground: Ground) -> Iterator[Question]:
    cells = limit.criterion.cells
    layout = ground.columns.get(cells.first_column)
    if layout is None or CellKind.NUMBER not in layout.kinds:
        return
    cell = ground.cell(cells.first_column, "n")
    rows = ground.read(sql.alias(sql.text(""), "text"), rows=_rows(limit, ground))
    rows = rows.where(sql.equal(cell, sql.number(limit.value)))
    yield question(_key(limit, ground), rows, 1)


def _rows(limit: _Limit, ground: Ground) -> tuple[int, int]:
    cells = limit.criterion.cells
    return max(cells.first_row, ground.sheet.header_row + 1), cells.last_row


def _key(limit: _Limit, ground: Ground) -> str:
    first, last = _rows(limit, ground)
    letter = column_letter(limit.criterion.cells.first_column)
    return f"border/{ground.sheet.table}!{letter}{first}:{last}={limit.value}"
