"""Whether a change is calculated backwards: of an older period from a newer one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.model.plan import ChangeForm
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.use import Criterion, Use

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_LETTERS = 4
_OF_YEAR = frozenset({"month", "quarter"})


def is_reversed(uses: Iterable[Use]) -> bool:
    """Returns whether one measure of an older period is held against a newer one's.

    Both are of the same cells, and differ in their days, months or quarters alone.
    Periods of two whole years are left to the form of the change, which knows years.
    """
    every = tuple(uses)
    below = [use for use in every if use.side is Side.DENOMINATOR]
    above = [use for use in every if use.side is Side.NUMERATOR]
    if len(below) != 1:
        return False
    base = below[0]
    part = [
        use for use in above if (use.cells, use.criteria) != (base.cells, base.criteria)
    ]
    if len(part) != 1 or not _is_same_measure(part[0], base):
        return False
    return _is_older(part[0].criteria, base.criteria)


def form_of_difference(uses: Iterable[Use]) -> ChangeForm:
    """Returns whether a difference is that of a newer period to an older one.

    INCREASE where the newer one stands first, DECREASE where it is taken off, NONE
    where days, months and quarters do not tell.
    """
    every = tuple(uses)
    first = [use for use in every if use.side is Side.MINUEND]
    second = [use for use in every if use.side is Side.SUBTRAHEND]
    if len(first) != 1 or len(second) != 1 or len(every) != len(first + second):
        return ChangeForm.NONE
    one, other = first[0], second[0]
    if not _is_same_measure(one, other):
        return ChangeForm.NONE
    if _is_older(other.criteria, one.criteria):
        return ChangeForm.INCREASE
    if _is_older(one.criteria, other.criteria):
        return ChangeForm.DECREASE
    return ChangeForm.NONE


def _is_same_measure(one: Use, other: Use) -> bool:
    return (one.statistic, one.cells, one.rows) == (
        other.statistic,
        other.cells,
        other.rows,
    ) and _rest(one.criteria) == _rest(other.criteria)


def _rest(criteria: Iterable[Criterion]) -> frozenset[object]:
    """Returns the criteria that speak of no day, month or quarter."""
    return frozenset(
        (c.cells, c.operator, c.values, c.part)
        for c in criteria
        if not _is_of_days(c) and c.part not in _OF_YEAR
    )


def _is_of_days(criterion: Criterion) -> bool:
    return bool(criterion.values) and all(
        _DAY.fullmatch(value) for value in criterion.values
    )


def _is_older(part: tuple[Criterion, ...], base: tuple[Criterion, ...]) -> bool:
    one, other = _days(part), _days(base)
    if _is_split_by_a_day(part, base):
        return True
    if one and other:
        years = {day[:_YEAR_LETTERS] for day in one}, {d[:_YEAR_LETTERS] for d in other}
        if len(years[0]) == len(years[1]) == 1 and years[0] != years[1]:
            return False
        return min(one) < min(other) and max(one) <= max(other)
    numbers = _numbers(part), _numbers(base)
    return all(numbers) and max(numbers[0]) < min(numbers[1])


def _is_split_by_a_day(
    part: tuple[Criterion, ...], base: tuple[Criterion, ...]
) -> bool:
    """Returns whether one period ends by a day and the other begins with it."""
    ends = [c for c in part if _is_of_days(c) and not c.part]
    starts = [c for c in base if _is_of_days(c) and not c.part]
    return (
        len(ends) == len(starts) == 1
        and ends[0].operator in {"<", "<="}
        and starts[0].operator in {">", ">="}
        and max(ends[0].values) <= min(starts[0].values)
    )


def _days(criteria: Iterable[Criterion]) -> list[str]:
    return [v for c in criteria if _is_of_days(c) and not c.part for v in c.values]


def _numbers(criteria: Iterable[Criterion]) -> list[int]:
    """Returns the months or quarters that are chosen by their numbers."""
    return [
        int(value)
        for c in criteria
        if c.part in _OF_YEAR and c.operator == "="
        for value in c.values
        if value.isdigit()
    ]
