"""The criteria of a calculation that bound numbers, each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from verifier.checks.claims._used_years import names_years
from verifier.checks.units import SECONDS, TIME, sure_unit
from verifier.checks.words import LEXICON
from verifier.model.address import column_letter
from verifier.model.use import Side

if TYPE_CHECKING:
    from verifier.checks.claims._said_bounds import Bound
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

LAST_YEAR = 9000
SCALES = tuple(Decimal(10) ** power for power in (0, 2, -2, 3, -3, 6, -6))
"""Factors by which a sentence and a cell may tell one number: per cent, thousands."""

_PARTS = frozenset({"", "year"})
_ORDERED = frozenset({"<", "<=", ">", ">="})
_CONVERSIONS = frozenset(map(Decimal, (7, 12, 24, 30, 60, 365, 1440, 3600, 86400)))


@dataclass(frozen=True, slots=True)
class Limit:
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
        if any(self.value == v * s for v in bound.values for s in SCALES):
            return True
        seconds = seconds_in(bound.unit)
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


def limits_of(case: Case, brief: Brief) -> list[Limit]:
    """Returns the bounds on numbers; none where what they leave is taken away."""
    found: list[Limit] = []
    for criterion in criteria_of(case, _ORDERED):
        value = number_of(criterion.values[0]) if criterion.values else None
        if value is not None and (not criterion.part or 0 < value < LAST_YEAR):
            found.append(Limit(criterion, value, seconds_of(criterion, brief)))
    return found


def criteria_of(case: Case, operators: frozenset[str]) -> list[Criterion]:
    """Returns the criteria with such operators; none where rows are taken away."""
    uses = case.uses
    if any(use.side is Side.SUBTRAHEND for use in uses):
        return []
    found = dict.fromkeys(criterion for use in uses for criterion in use.criteria)
    return [c for c in found if c.operator in operators and c.part in _PARTS]


def seconds_of(criterion: Criterion, brief: Brief) -> int:
    """Returns the seconds in a unit of time that cells are in; 0 where they are not."""
    dimension, unit = sure_unit(criterion.header, brief)
    return SECONDS.get(unit, 0) if dimension == TIME else 0


def seconds_in(unit: str) -> int:
    """Returns the seconds in a unit that a text names; 0 where it is none of time."""
    return SECONDS.get(LEXICON.time_units.get(unit.casefold(), ""), 0)


def number_of(text: str) -> Decimal | None:
    """Returns the number that a criterion is written with, None where it is a text."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
