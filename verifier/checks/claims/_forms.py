"""What a calculation is made of, in a form that formulas and SQL have in common.

`AVERAGEIFS`, `avg(…) WHERE` and `SUMIFS/COUNTIFS` have one form: a sum by a count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.measures import data_rows
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

PERIOD = 0
"""Stands for every column of days, months or years: one period may be told by any."""

Condition = tuple[str, str, frozenset[str]]
"""Operator, function of the cells, folded values."""

Filters = dict[int, frozenset[Condition]]

_MAIN = frozenset({Side.WHOLE, Side.NUMERATOR, Side.MINUEND})
_KNOWN = frozenset(
    {
        Statistic.SUM,
        Statistic.MEAN,
        Statistic.MEDIAN,
        Statistic.COUNT,
        Statistic.DISTINCT,
        Statistic.MINIMUM,
        Statistic.MAXIMUM,
    }
)
_OF_TIME = re.compile(r"\d{4}(?:[-./]\d\d){0,2}(?:[ T][\d:.]{1,20})?|\d{4}-?Q\d")
_PARTS_OF_TIME = frozenset({"month", "year", "quarter", "week", "date", "dayofmonth"})


@dataclass(frozen=True, slots=True)
class Form:
    """A calculation of one aggregate, or of one set against another.

    Attributes:
        ground: the sheet.
        main: what is taken, divided or reduced.
        base: what it is divided by, or what is taken away; None where there is none.
    """

    ground: Ground
    main: Use
    base: Use | None

    @property
    def kind(self) -> tuple[Statistic, Side | None]:
        """The statistic, with the side of what stands against it."""
        return self.main.statistic, self.base.side if self.base else None

    @property
    def rows(self) -> tuple[int, int]:
        """The rows that are looked at."""
        return data_rows(self.main, self.ground)


def form_of(case: Case, subject: Subject) -> Form | None:
    """Returns the form of a figure's calculation; None where it has another one."""
    uses = case.uses
    main = [use for use in uses if use.side in _MAIN]
    base = [use for use in uses if use.side not in _MAIN]
    ground = subject.ground_of(uses)
    if ground is None or len(main) != 1 or len(base) > 1:
        return None
    is_whole = main[0].side is Side.WHOLE
    if not all(map(_is_plain, uses)) or is_whole != (not base):
        return None
    if main[0].statistic is Statistic.MEAN and is_whole:
        return Form(ground, *_parts_of_mean(main[0]))
    return Form(ground, main[0], base[0] if base else None)


def _parts_of_mean(use: Use) -> tuple[Use, Use]:
    """Returns the sum and the count of a mean."""
    return (
        replace(use, statistic=Statistic.SUM, side=Side.NUMERATOR),
        replace(use, statistic=Statistic.COUNT, side=Side.DENOMINATOR),
    )


def _is_plain(use: Use) -> bool:
    return (
        use.statistic in _KNOWN
        and bool(use.cells or use.rows)
        and len(use.cells) <= 1
        and all(cells.columns == 1 for cells in use.cells)
        and all(criterion.values for criterion in use.criteria)
    )


def column_of(use: Use | None) -> int | None:
    """Returns the column that is measured; None for whole rows."""
    return use.cells[0].first_column if use is not None and use.cells else None


def filters_of(use: Use, ground: Ground) -> Filters:
    """Returns column → its conditions."""
    found: dict[int, set[Condition]] = {}
    for one in use.criteria:
        values = frozenset(value.casefold() for value in one.values)
        condition = (one.operator, one.part, values)
        found.setdefault(place_of(one, ground), set()).add(condition)
    return {column: frozenset(conditions) for column, conditions in found.items()}


def place_of(criterion: Criterion, ground: Ground) -> int:
    """Returns the column of a criterion; one number for all columns of time."""
    column = criterion.cells.first_column
    layout = ground.columns.get(column)
    if criterion.part:
        return PERIOD if criterion.part in _PARTS_OF_TIME else column
    is_time = layout is not None and CellKind.DATE in layout.kinds
    is_time = is_time or all(map(_OF_TIME.fullmatch, criterion.values))
    return PERIOD if is_time else column


def with_filters(
    use: Use, other: Use, own: Mapping[int, tuple[Criterion, ...]], ground: Ground
) -> Use:
    """Returns a use limited as another one is, but to a figure's own groups.

    Args:
        use: the figure's.
        other: of a figure beside it.
        own: column → the figure's own criteria on it, for columns by which it and the
            figures beside it are told apart.
        ground: the sheet.
    """
    criteria: list[Criterion] = []
    for criterion in other.criteria:
        criteria += own.get(place_of(criterion, ground), (criterion,))
    return replace(use, criteria=tuple(dict.fromkeys(criteria)))
