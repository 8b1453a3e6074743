"""The two things that a calculation holds against each other, and what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.checks.claims._marks import YES
from verifier.checks.claims._read_labels import labels_of
from verifier.checks.claims._used_groups import texts_of_rows
from verifier.checks.claims._used_periods import days_of, periods_of_criteria
from verifier.checks.periods import (
    ALL_MONTHS,
    Period,
    period_called,
    periods_of_header,
)
from verifier.model.plan import ChangeForm, Trial
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = 12
_TWO = 2


class Relation(StrEnum):
    """How two operands are held against each other."""

    DIFFERENCE = "difference"  # first - second
    CHANGE = "change"  # first / second - 1, 1 - first / second
    RATIO = "ratio"  # first / second


@dataclass(frozen=True, slots=True)
class Span:
    """From one month to another.

    Attributes:
        first: number of the month, counted through the years if they are known.
        last: likewise.
        has_years: whether the years are known.
        open_end: -1 where only its last month is told, 1 where only its first one is.
    """

    first: int
    last: int
    has_years: bool
    open_end: int = 0

    def is_before(self, other: Span) -> bool:
        """Returns whether it begins and ends earlier than another, as far as known."""
        return (
            self.has_years is other.has_years
            and self.first < other.first
            and self.last < other.last
        )

    def is_of(self, period: Period) -> bool:
        """Returns whether it is a period that a sentence names, as far as years go.

        All that is before April ends as the first quarter does.
        """
        if self.open_end:
            told = self.last if self.open_end < 0 else self.first
            end = max(period.months) if self.open_end < 0 else min(period.months)
            is_same_year = period.year in {None, told // _YEAR}
            return is_same_year and told % _YEAR + 1 == end
        months = frozenset(
            month % _YEAR + 1 for month in range(self.first, self.last + 1)
        )
        years = {month // _YEAR for month in (self.first, self.last)}
        is_same_year = not self.has_years or period.year in {None, *years}
        return is_same_year and period.months == months and len(years) == 1


@dataclass(frozen=True, slots=True)
class Operand:
    """One of two things that are held against each other.

    Attributes:
        uses: of which it is made.
        labels: what its rows, criteria and headers are called.
        span: the months that it is of; None where that is not known.
    """

    uses: tuple[Use, ...]
    labels: tuple[str, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class Operands:
    """Two things that a calculation holds against each other.

    Attributes:
        first: minuend, or numerator.
        second: subtrahend, or denominator.
        relation: how.
        value: of the calculation, with its sign.
        form: of a change, which way it is calculated.
    """

    first: Operand
    second: Operand
    relation: Relation
    value: float
    form: ChangeForm = ChangeForm.NONE

    @property
    def growth(self) -> float:
        """How much the first one is above the second, whatever the form of it."""
        return -self.value if self.form is ChangeForm.DECREASE else self.value


def operands_of(case: Case, subject: Subject) -> Operands | None:
    """Returns the two operands of a figure's calculation, None where there are none."""
    parts = sides_of(case)
    value = _value(case)
    if parts is None or value is None:
        return None
    first, second, relation = parts
    one, other = _operand(first, subject), _operand(second, subject)
    shared = {label.casefold() for label in one.labels}
    shared &= {label.casefold() for label in other.labels}
    form = case.compiled.traits.change if case.compiled else ChangeForm.NONE
    one, other = _without(one, shared), _without(other, shared)
    return Operands(one, other, relation, value, form)


def sides_of(
    case: Case,
) -> tuple[tuple[Use, ...], tuple[Use, ...], Relation] | None:
    """Returns the uses on both sides of a difference or division, and which it is."""
    uses = case.uses
    form = case.compiled.traits.change if case.compiled else ChangeForm.NONE
    on = {side: tuple(u for u in uses if u.side is side) for side in Side}
    sides = {use.side for use in uses}
    if sides == {Side.MINUEND, Side.SUBTRAHEND}:
        return on[Side.MINUEND], on[Side.SUBTRAHEND], Relation.DIFFERENCE
    if sides == {Side.SUBTRAHEND} and form is ChangeForm.DECREASE:  # 1 - new / old
        return (uses[:1], uses[1:], Relation.CHANGE) if len(uses) == _TWO else None
    if sides != {Side.NUMERATOR, Side.DENOMINATOR}:
        return None
    base = on[Side.DENOMINATOR]
    taken = {(use.cells, use.criteria) for use in base}
    part = tuple(u for u in on[Side.NUMERATOR] if (u.cells, u.criteria) not in taken)
    if not part:
        return None
    is_change = form is not ChangeForm.NONE
    return part, base, Relation.CHANGE if is_change else Relation.RATIO


def _value(case: Case) -> float | None:
    """Returns the value with its sign: of `abs(x)` that of x."""
    traits = case.compiled.traits if case.compiled else None
    trial = Trial.SIGNED if traits and traits.magnitude else Trial.VALUE
    outcome = case.outcome(trial) or case.outcome(Trial.VALUE)
    if outcome is None or outcome.number is None:
        return None
    return float(outcome.number)


def _without(operand: Operand, shared: set[str]) -> Operand:
    kept = tuple(text for text in operand.labels if text.casefold() not in shared)
    return replace(operand, labels=kept)


def _operand(uses: tuple[Use, ...], subject: Subject) -> Operand:
    labels: list[str] = []
    for use in uses:
        labels += [v for c in use.criteria if c.operator == "=" for v in c.values]
        labels += [c.header for c in use.criteria if _is_yes(c)]
        labels += use.headers
        for cells in use.cells if not use.criteria else ():
            rows = labels_of(cells, subject)
            labels += rows[0] if len(rows) == 1 else ()
    spans = [_span(use, subject) for use in uses]
    known = [span for span in spans if span is not None]
    is_known = len(known) == len(uses) and len({s.has_years for s in known}) == 1
    span = _joined(known) if is_known else None
    return Operand(uses, tuple(dict.fromkeys(filter(None, labels))), span)


def _is_yes(criterion: Criterion) -> bool:
    """Returns whether what a column is called is so of the rows: `Repeated` = yes."""
    values = {value.casefold() for value in criterion.values}
    return criterion.operator == "=" and bool(values) and values <= YES


def _span(use: Use, subject: Subject) -> Span | None:
    """Returns the months of a use, as criteria, headers or rows tell them."""
    told = periods_of_criteria(use)
    if told is None:
        return None
    headed = [periods_of_header(header) for header in use.headers]
    told = told or [p for found in headed if len(found) == 1 for p in found]
    if told:
        span = _joined(list(map(_span_of, told)))
        return replace(span, open_end=_open_end(use)) if span else None
    cells = use.cells or use.rows
    if len(cells) != 1:
        return None
    return span_of_rows(cells[0], subject)


def _open_end(use: Use) -> int:
    """Returns which end of time the criteria of a use leave open: -1, 1, or 0."""
    operators = {
        criterion.operator
        for criterion in use.criteria
        if periods_of_criteria(replace(use, criteria=(criterion,)))
    }
    has_first, has_last = operators & {">", ">="}, operators & {"<", "<="}
    if bool(has_first) is bool(has_last):
        return 0
    return 1 if has_first else -1


def span_of_rows(cells: CellRange, subject: Subject) -> Span | None:
    """Returns the months that the rows of a range are called."""
    rows = [_period_of(labels) for labels in labels_of(cells, subject)]
    spans = [_span_of(period) for period in rows if period is not None]
    if not spans or len(spans) != len(rows):
        return None
    if len(spans) > 1 and spans[0] == spans[1] and _are_of_one(cells, subject):
        return spans[0]
    if len(spans) > 1 and not spans[0].is_before(spans[1]):
        return None  # over a turn of the year, or the newest first
    return _joined(spans)


def _are_of_one(cells: CellRange, subject: Subject) -> bool:
    """Returns whether all rows of a range are of one month, not only its ends."""
    ground = subject.grounds.get(cells.sheet)
    if ground is None:
        return False
    days = days_of(cells, ground, subject)
    if days and days[0].replace(day=1) == days[1].replace(day=1):
        return True
    texts = texts_of_rows(cells, ground, subject).values()
    return any(period_called(text) for text in texts)


def _span_of(period: Period) -> Span:
    start = (period.year or 0) * _YEAR
    months = sorted(period.months) or [1, _YEAR]  # a year alone: `2025`
    return Span(start + months[0] - 1, start + months[-1] - 1, bool(period.year))


def _joined(spans: list[Span]) -> Span | None:
    if len(spans) == 1:
        return spans[0]
    if len({span.has_years for span in spans}) != 1:
        return None
    first = min(span.first for span in spans)
    return Span(first, max(span.last for span in spans), spans[0].has_years)


def _period_of(labels: Iterable[str]) -> Period | None:
    """Returns the only period that a row's labels name, a year and a month together.

    Of several days it is the first one: rows are in the order in which they came.
    """
    days = [label for label in labels if _DAY.fullmatch(label)]
    told = [label for label in labels if label not in days[1:]]
    found = [p for label in told if (p := period_called(label)) is not None]
    years = {p.year for p in found if p.year}
    parts = {p.months for p in found if p.months != ALL_MONTHS}
    if not found or len(years) > 1 or len(parts) > 1:
        return None
    return Period(next(iter(years), None), next(iter(parts), ALL_MONTHS))
