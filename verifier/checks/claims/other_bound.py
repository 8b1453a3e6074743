"""A calculation bounds its rows by another number, or the other way, than the sentence.

Finds: `below $40,000` over a criterion `>40000`; `above 10 %` over `>=10%` where cells
hold 10 % itself; `below $40,000` over `<30000`, which nothing states; `grade 3 or
above` over `=3`, where cells hold a higher one.

Why it matters: the count of the rows on the other side of a bound is as good a number
as the right one.

What to do: take the bound that the sentence states, or state the one that is taken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._bound_words import EITHER
from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._said_bounds import (
    Bound,
    bounds_above,
    bounds_said,
    numbers_said,
)
from verifier.checks.claims._used_years import names_years
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.units import SECONDS, TIME, sure_unit
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import listed, words
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

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

_LAST_YEAR = 9000
_HOLDING = frozenset({">=", "<="})
_PARTS = frozenset({"", "year"})
_NEGATIONS = words("sentence.nots") | LEXICON.negations
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
        if self.criterion.part or bound.is_word:
            is_period = names_years(self.criterion.header)  # `other_period` sees to it
            return self.value in bound.values and not is_period
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

    def is_next_to(self, bound: Bound) -> bool:
        """Returns whether it takes the same whole numbers: `>= 3` are those `> 2`."""
        is_open = self.criterion.operator in {"<", ">"}
        step = -1 if (self.side == ">") is is_open else 1
        return self.value % 1 == 0 and self.value - step in bound.values

    @property
    def text(self) -> str:
        """The criterion to read."""
        criterion = self.criterion
        header = criterion.header or column_letter(criterion.cells.first_column)
        return f"{header} {criterion.operator} {criterion.values[0]}"


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions whether cells hold the very bound, or lie beyond it."""
    for case in claimed(subject):
        limits = _limits(case, subject.brief)
        for bound, limit in (*_loose(case, limits), *_single(case, subject.brief)):
            ground = subject.grounds.get(limit.criterion.cells.sheet)
            if ground is not None:
                yield from _asked(bound, limit, ground)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence sets another bound."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    limits = _limits(case, subject.brief)
    if not limits:
        return _beyond(case, subject)
    return (
        _turned_round(case, limits)
        or _border(case, limits, subject)
        or _elsewhere(case, limits)
    )


def _criteria(case: Case, operators: frozenset[str]) -> list[Criterion]:
    """Returns the criteria with such operators; none where rows are taken away."""
    uses = case.compiled.traits.uses if case.compiled else ()
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return []
    found = dict.fromkeys(criterion for use in uses for criterion in use.criteria)
    return [c for c in found if c.operator in operators and c.part in _PARTS]


def _limits(case: Case, brief: Brief) -> list[_Limit]:
    """Returns the bounds on numbers; none where what they leave is taken away."""
    found: list[_Limit] = []
    for criterion in _criteria(case, _ORDERED):
        value = _number(criterion.values[0]) if criterion.values else None
        if value is not None and (not criterion.part or 0 < value < _LAST_YEAR):
            found.append(_Limit(criterion, value, _seconds_of(criterion, brief)))
    return found


def _single(case: Case, brief: Brief) -> Iterator[tuple[Bound, _Limit]]:
    """Yields bounds of which the calculation takes the very number alone."""
    bounds = [b for b in bounds_said(case) if b.operator in _HOLDING]
    criteria = _criteria(case, frozenset({"="})) if bounds else []
    if _limits(case, brief):
        return
    for criterion in criteria:
        value = _number(criterion.values[0]) if len(criterion.values) == 1 else None
        if value is None or (criterion.part and not 0 < value < _LAST_YEAR):
            continue
        limit = _Limit(criterion, value, _seconds_of(criterion, brief))
        yield from ((bound, limit) for bound in bounds if limit.is_at(bound))


def _beyond(case: Case, subject: Subject) -> str:
    for bound, limit in _single(case, subject.brief):
        count = _count(bound, limit, subject)
        if count:
            return f"{_told(bound, limit)} alone, and {count} cells lie beyond it"
    return ""


def _seconds_of(criterion: Criterion, brief: Brief) -> int:
    dimension, unit = sure_unit(criterion.header, brief)
    return SECONDS.get(unit, 0) if dimension == TIME else 0


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
        if not same or any(limit.side in bound.sides for limit in same):
            continue
        text = sentence_round(case.sentence).text.casefold()
        spoken = {token.text for token in tokens_of(text)}
        is_turned = not (bound.is_strict or spoken.isdisjoint(_NEGATIONS))
        if not is_turned and not any(word in text for word in _TURNED):
            return _told(bound, same[0])
    return ""


def _loose(case: Case, limits: list[_Limit]) -> Iterator[tuple[Bound, _Limit]]:
    """Yields bounds that differ in whether the very number belongs to them."""
    bounds = (*bounds_said(case), *bounds_above(case)) if limits else ()
    for bound in bounds:
        same = [limit for limit in limits if limit.is_at(bound)]
        beside = [limit for limit in same if limit.side in bound.sides]
        operators = {limit.criterion.operator for limit in beside}
        if bound.is_strict and beside and bound.operators.isdisjoint(operators):
            yield bound, beside[0]


def _border(case: Case, limits: list[_Limit], subject: Subject) -> str:
    for bound, limit in _loose(case, limits):
        count = _count(bound, limit, subject)
        if count:
            times = "cell holds" if count == 1 else "cells hold"
            return f"{_told(bound, limit)}, and {count} {times} it"
    return ""


def _elsewhere(case: Case, limits: list[_Limit]) -> str:
    """Returns what stands against a bound that no criterion takes, or nothing."""
    bounds = [bound for bound in bounds_said(case) if not bound.is_word]
    if len(bounds) != 1 or any(limit.is_at(bounds[0]) for limit in limits):
        return ""
    said = numbers_said(case)
    (bound,) = bounds
    unsaid = [
        limit
        for limit in limits
        if limit.side == bound.sides
        and not any(limit.value * scale in said for scale in _SCALES)
        and not limit.converts(bound)
        and not limit.is_next_to(bound)
    ]
    if len(unsaid) != 1 or unsaid[0].criterion.part:
        return ""
    is_time = bound.unit.casefold() in LEXICON.time_units
    is_known = bool(_seconds(bound.unit) and unsaid[0].seconds)
    return "" if is_time and not is_known else _told(bound, unsaid[0])


def _told(bound: Bound, limit: _Limit) -> str:
    return f"the sentence says {_shown(bound)}; the calculation takes {limit.text}"


def _shown(bound: Bound) -> str:
    is_either = bound.operator == EITHER
    return f"{bound.text} and beyond" if is_either else f"{bound.operator} {bound.text}"


def _count(bound: Bound, limit: _Limit, subject: Subject) -> int:
    """Returns how many cells hold a bound, or lie beyond it."""
    ground = subject.grounds.get(limit.criterion.cells.sheet)
    answer = subject.answers.get(_key(bound, limit, ground)) if ground else None
    return answer.count if answer is not None else 0


def _asked(bound: Bound, limit: _Limit, ground: Ground) -> Iterator[Question]:
    cells = limit.criterion.cells
    layout = ground.columns.get(cells.first_column)
    is_date = bool(limit.criterion.part)
    kind = CellKind.DATE if is_date else CellKind.NUMBER
    if layout is None or kind not in layout.kinds:
        return
    cell = ground.cell(cells.first_column, "n")
    rows = ground.read(sql.alias(sql.text(""), "text"), rows=_rows(limit, ground))
    rows = rows.where(_compared(bound, limit, cell))
    yield question(_key(bound, limit, ground), rows, 1)


def _compared(bound: Bound, limit: _Limit, cell: Expr) -> Expr:
    """Returns the condition of the cells that tell: at the bound, or beyond it."""
    first, last = limit.value, limit.value
    if limit.criterion.part:  # cells hold days, as serial numbers
        first, last = (_serial(int(limit.value) + turn) for turn in (0, 1))
        last -= 1
    least, most = sql.number(first), sql.number(last)
    if limit.criterion.operator == "=":
        is_up = bound.operator == ">="
        beyond = (exp.GT, most) if is_up else (exp.LT, least)
        return sql.binary(beyond[0], cell, beyond[1])
    from_first = sql.binary(exp.GTE, cell, least)
    return sql.binary(exp.And, from_first, sql.binary(exp.LTE, cell, most))


def _serial(year: int) -> Decimal:
    """Returns the serial number of the first day of a year."""
    return Decimal((dt.date(year, 1, 1) - dt.date(1899, 12, 30)).days)


def _rows(limit: _Limit, ground: Ground) -> tuple[int, int]:
    cells = limit.criterion.cells
    return max(cells.first_row, ground.sheet.header_row + 1), cells.last_row


def _key(bound: Bound, limit: _Limit, ground: Ground) -> str:
    first, last = _rows(limit, ground)
    letter = column_letter(limit.criterion.cells.first_column)
    is_single = limit.criterion.operator == "="
    how = f"{bound.operator}" if is_single else limit.criterion.part
    place = f"{ground.sheet.table}!{letter}{first}:{last}"
    return f"border/{place}={limit.value}/{how}"
