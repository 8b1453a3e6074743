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
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._bound_words import EITHER
from verifier.checks.claims._claimed import claimed, findings_against
from verifier.checks.claims._limits import (
    LAST_YEAR,
    SCALES,
    Limit,
    criteria_of,
    limits_of,
    number_of,
    seconds_in,
    seconds_of,
)
from verifier.checks.claims._said_bounds import (
    Bound,
    bounds_above,
    bounds_said,
    numbers_said,
)
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import listed, words
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.model.brief import Brief
    from verifier.model.case import Case
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

_HOLDING = frozenset({">=", "<="})
_NEGATIONS = words("sentence.nots") | LEXICON.negations
_TURNED = listed("sentence.bound_turns")  # all but 8 exceed it


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions whether cells hold the very bound, or lie beyond it."""
    for case in claimed(subject):
        limits = limits_of(case, subject.brief)
        for bound, limit in (*_loose(case, limits), *_single(case, subject.brief)):
            ground = subject.grounds.get(limit.criterion.cells.sheet)
            if ground is not None:
                yield from _asked(bound, limit, ground)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence sets another bound."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    limits = limits_of(case, subject.brief)
    if not limits:
        return _beyond(case, subject)
    return (
        _turned_round(case, limits)
        or _border(case, limits, subject)
        or _elsewhere(case, limits)
    )


def _single(case: Case, brief: Brief) -> Iterator[tuple[Bound, Limit]]:
    """Yields bounds of which the calculation takes the very number alone."""
    bounds = [b for b in bounds_said(case) if b.operator in _HOLDING]
    criteria = criteria_of(case, frozenset({"="})) if bounds else []
    if limits_of(case, brief):
        return
    for criterion in criteria:
        value = number_of(criterion.values[0]) if len(criterion.values) == 1 else None
        if value is None or (criterion.part and not 0 < value < LAST_YEAR):
            continue
        limit = Limit(criterion, value, seconds_of(criterion, brief))
        yield from ((bound, limit) for bound in bounds if limit.is_at(bound))


def _beyond(case: Case, subject: Subject) -> str:
    for bound, limit in _single(case, subject.brief):
        count = _count(bound, limit, subject)
        if count:
            return f"{_told(bound, limit)} alone, and {count} cells lie beyond it"
    return ""


def _turned_round(case: Case, limits: list[Limit]) -> str:
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


def _loose(case: Case, limits: list[Limit]) -> Iterator[tuple[Bound, Limit]]:
    """Yields bounds that differ in whether the very number belongs to them."""
    bounds = (*bounds_said(case), *bounds_above(case)) if limits else ()
    for bound in bounds:
        same = [limit for limit in limits if limit.is_at(bound)]
        beside = [limit for limit in same if limit.side in bound.sides]
        operators = {limit.criterion.operator for limit in beside}
        if bound.is_strict and beside and bound.operators.isdisjoint(operators):
            yield bound, beside[0]


def _border(case: Case, limits: list[Limit], subject: Subject) -> str:
    for bound, limit in _loose(case, limits):
        count = _count(bound, limit, subject)
        if count:
            times = "cell holds" if count == 1 else "cells hold"
            return f"{_told(bound, limit)}, and {count} {times} it"
    return ""


def _elsewhere(case: Case, limits: list[Limit]) -> str:
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
        and not any(limit.value * scale in said for scale in SCALES)
        and not limit.converts(bound)
        and not limit.is_next_to(bound)
    ]
    if len(unsaid) != 1 or unsaid[0].criterion.part:
        return ""
    is_time = bound.unit.casefold() in LEXICON.time_units
    is_known = bool(seconds_in(bound.unit) and unsaid[0].seconds)
    return "" if is_time and not is_known else _told(bound, unsaid[0])


def _told(bound: Bound, limit: Limit) -> str:
    return f"the sentence says {_shown(bound)}; the calculation takes {limit.text}"


def _shown(bound: Bound) -> str:
    is_either = bound.operator == EITHER
    return f"{bound.text} and beyond" if is_either else f"{bound.operator} {bound.text}"


def _count(bound: Bound, limit: Limit, subject: Subject) -> int:
    """Returns how many cells hold a bound, or lie beyond it."""
    ground = subject.grounds.get(limit.criterion.cells.sheet)
    answer = subject.answers.get(_key(bound, limit, ground)) if ground else None
    return answer.count if answer is not None else 0


def _asked(bound: Bound, limit: Limit, ground: Ground) -> Iterator[Question]:
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


def _compared(bound: Bound, limit: Limit, cell: Expr) -> Expr:
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


def _rows(limit: Limit, ground: Ground) -> tuple[int, int]:
    cells = limit.criterion.cells
    return max(cells.first_row, ground.sheet.header_row + 1), cells.last_row


def _key(bound: Bound, limit: Limit, ground: Ground) -> str:
    first, last = _rows(limit, ground)
    letter = column_letter(limit.criterion.cells.first_column)
    is_single = limit.criterion.operator == "="
    how = f"{bound.operator}" if is_single else limit.criterion.part
    place = f"{ground.sheet.table}!{letter}{first}:{last}"
    return f"border/{place}={limit.value}/{how}"
