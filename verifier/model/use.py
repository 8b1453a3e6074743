"""What a calculation does with its cells, whichever language it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.address import CellRange
    from verifier.model.source import SheetKey


class Statistic(StrEnum):
    """What is made of many cells."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MODE = "mode"
    COUNT = "count"
    DISTINCT = "distinct count"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    QUANTILE = "quantile"
    SPREAD = "spread"  # standard deviation, variance
    PRODUCT = "product"
    RANK = "rank"  # LARGE, SMALL, RANK, ORDER BY … LIMIT
    RELATION = "relation"  # correlation, slope
    CELL = "cell"  # a cell as it is: a reference, a lookup
    OTHER = "other"


class Side(StrEnum):
    """Where in the calculation a use stands."""

    WHOLE = "whole"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MINUEND = "minuend"
    SUBTRAHEND = "subtrahend"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition on the cells of one column.

    Attributes:
        cells: the cells that are compared.
        header: text of their column's header, or empty.
        operator: `=`, `<>`, `<`, `<=`, `>`, `>=`, `like` or
            `not like`.
        values: what they are compared with, as written; several are alternatives. A
            date is written YYYY-MM-DD. None where only running tells.
        part: the function of the cells that is compared, lower case: `month` of
            MONTH(E2:E9)=7; empty where the cells themselves are.
        beside: the cells of another column with which they are compared row by row.
    """

    cells: CellRange
    header: str
    operator: str
    values: tuple[str, ...]
    part: str = ""
    beside: CellRange | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """A rate of growth: the ratio of two cells, raised to one part of so many periods.

    Attributes:
        first: the cell that is divided by.
        last: the cell that is divided.
        steps: how many rows or columns lie between the two.
        periods: how many periods are taken; None where only running tells.
    """

    first: CellRange
    last: CellRange
    steps: int
    periods: int | None


@dataclass(frozen=True, slots=True)
class Use:
    """One aggregate of a calculation, or a cell that it takes as it is.

    Attributes:
        statistic: what is made of the cells.
        cells: the cells of which it is made, criteria apart; none for `count(*)`
            over whole rows, where `rows` says which.
        rows: the rows that are looked at, as a range over all cited columns.
        criteria: all must hold.
        side: where it stands in the calculation.
        deduplicates: whether equal rows or keys are counted once.
        headers: texts of the headers of `cells`, in order.
        reads_texts: whether texts among the cells are taken for the numbers that they
            look like, as arithmetic does, so that none of those is left out.
        numbers_only: whether it counts numbers and passes over texts, as COUNT does.
    """

    statistic: Statistic
    cells: tuple[CellRange, ...] = ()
    rows: tuple[CellRange, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    side: Side = Side.WHOLE
    deduplicates: bool = False
    headers: tuple[str, ...] = ()
    reads_texts: bool = False
    numbers_only: bool = False

    @property
    def place(self) -> CellRange | None:
        """The first of its cells, or of its rows; None for what is computed of none."""
        return next(iter(self.cells or self.rows), None)


def sheets_of(uses: Iterable[Use]) -> frozenset[SheetKey]:
    """Returns the sheets that uses read cells or rows of."""
    return frozenset(c.sheet for use in uses for c in (*use.cells, *use.rows))


def admitted(
    criteria: Iterable[Criterion], column: int, values: frozenset[str]
) -> frozenset[str]:
    """Returns those of a column's folded values that criteria on it let pass.

    Example:
        >>> from verifier.model.address import CellRange
        >>> from verifier.model.source import SheetKey
        >>> cells = CellRange(SheetKey("deals.csv"), 2, 2, 2, 9)
        >>> kept = Criterion(cells, "stage", "<>", ("Open",))
        >>> sorted(admitted([kept], 2, frozenset({"won", "lost", "open"})))
        ['lost', 'won']
    """
    for criterion in criteria:
        if criterion.cells.first_column != column or criterion.part:
            continue
        told = frozenset(value.casefold() for value in criterion.values)
        if criterion.operator == "=":
            values &= told
        elif criterion.operator == "<>":
            values -= told
    return values
