"""SUBTOTAL and AGGREGATE pass over cells that hold subtotals themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from verifier.errors import FormulaError
from verifier.model.source import Nested, NestedCells

if TYPE_CHECKING:
    from collections.abc import Callable

# A4 and A6 are subtotals of what stands above them, B4 is one
CELLS = {
    "A1": 1,
    "A2": 2,
    "A3": 4,
    "A4": 7,
    "A5": 8,
    "A6": 8,
    "B1": 10,
    "B2": 20,
    "B3": 40,
    "B4": 70,
    "B5": 80,
    "B6": 160,
}
SUBTOTALS = (
    NestedCells(1, 4, 4, Nested.SUBTOTAL),
    NestedCells(1, 6, 6, Nested.SUBTOTAL),
    NestedCells(2, 4, 4, Nested.SUBTOTAL),
)


def filled(new_grid: Callable[[], Any], *nested: NestedCells, **more: Any) -> Any:
    grid = new_grid()
    grid.fill(CELLS)
    grid.layouts = {
        key: replace(layout, sheet=replace(layout.sheet, nested=nested, **more))
        for key, layout in grid.layouts.items()
    }
    return grid


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUBTOTAL(9,A1:A6)", 15),
        ("=SUBTOTAL(109,A1:A6)", 15),
        ("=SUBTOTAL(2,A1:A6)", 4),
        ("=SUBTOTAL(1,A1:A6)", 3.75),
        ("=SUBTOTAL(4,A1:A4)", 4),
        ("=SUBTOTAL(9,A4)", 0),
        ("=SUBTOTAL(9,A1:B6)", 15 + 310),
        ("=SUBTOTAL(9,A1:A4,B3:B5)", 7 + 120),
        ("=SUM(A1:A6)", 30),
        ("=AGGREGATE(9,0,A1:A6)", 15),
        ("=AGGREGATE(9,1,A1:A6)", 15),
        ("=AGGREGATE(9,2,A1:A6)", 15),
        ("=AGGREGATE(9,3,A1:A6)", 15),
        ("=AGGREGATE(9,4,A1:A6)", 30),
        ("=AGGREGATE(9,6,A1:A6)", 30),
        ("=AGGREGATE(14,0,A1:A6,2)", 4),
        ("=AGGREGATE(12,0,A1:A6)", 3),
    ],
)
def test_a_subtotal_counts_no_other(
    new_grid: Callable[[], Any], formula: str, value: float
) -> None:
    assert float(filled(new_grid, *SUBTOTALS).value(formula)) == value


def test_hidden_rows_and_subtotals_are_both_left_out(
    new_grid: Callable[[], Any],
) -> None:
    grid = filled(new_grid, *SUBTOTALS, hidden_rows=((2, 2), (6, 6)))
    assert float(grid.value("=SUBTOTAL(109,A1:A6)")) == 13
    assert float(grid.value("=AGGREGATE(9,1,A1:A6)")) == 13


@pytest.mark.parametrize(
    ("kind", "formula", "refused"),
    [
        (Nested.UNKNOWN, "=SUBTOTAL(9,A1:A6)", True),
        (Nested.AGGREGATE, "=SUBTOTAL(9,A1:A6)", True),
        (Nested.UNKNOWN, "=AGGREGATE(9,0,A1:A6)", True),
        (Nested.AGGREGATE, "=AGGREGATE(9,0,A1:A6)", False),
        (Nested.UNKNOWN, "=AGGREGATE(9,4,A1:A6)", False),
        (Nested.UNKNOWN, "=SUBTOTAL(9,B1:B6)", False),
        (Nested.UNKNOWN, "=SUBTOTAL(9,A1:A3)", False),
        (Nested.UNKNOWN, "=SUM(A1:A6)", False),
    ],
)
def test_what_may_be_a_subtotal_is_refused(
    new_grid: Callable[[], Any],
    kind: Nested,
    formula: str,
    refused: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    grid = filled(new_grid, NestedCells(1, 4, 4, kind))
    if refused:
        with pytest.raises(FormulaError, match="not known"):
            grid.compiled(formula)
    else:
        assert grid.value(formula) is not None
