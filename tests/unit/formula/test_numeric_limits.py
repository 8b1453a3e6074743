"""Where numeric functions pass over rows, and where they decide nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from verifier.errors import FormulaError

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS = {f"A{row}": 10**row for row in range(1, 6)}


@pytest.fixture
def hiding(grid: Any) -> Callable[[str], object]:
    """Returns an evaluator over 10, 100, …, of which rows 2 and 3 are hidden."""
    grid.fill(CELLS)
    for key, layout in grid.layouts.items():
        hidden = replace(layout.sheet, hidden_rows=((2, 3),))
        grid.layouts[key] = replace(layout, sheet=hidden)
    value: Callable[[str], object] = grid.value
    return value


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUBTOTAL(109,A1:A5)", 110010),
        ("=SUBTOTAL(102,A1:A5)", 3),
        ("=SUBTOTAL(105,A2:A4)", 10000),
        ("=SUBTOTAL(109,A2:A3)", 0),
        ("=SUBTOTAL(9,A4:A5)", 110000),
        ("=AGGREGATE(9,5,A1:A5)", 110010),
        ("=AGGREGATE(9,4,A1:A5)", 111110),
        ("=AGGREGATE(9,6,A1:A5)", 111110),
        ("=AGGREGATE(14,7,A1:A5,3)", 10),
        ("=AGGREGATE(12,1,A1:A5)", 10000),
    ],
)
def test_hidden_rows_are_passed_over_where_the_number_says_so(
    hiding: Callable[[str], object], formula: str, expected: float
) -> None:
    assert hiding(formula) == expected


def test_a_subtotal_that_depends_on_what_hides_a_row_is_refused(
    hiding: Callable[[str], object],
) -> None:
    with pytest.raises(FormulaError, match="depends on what hides them"):
        hiding("=SUBTOTAL(9,A1:A5)")


@pytest.mark.parametrize(
    "formula",
    [
        "=CHISQ.DIST(3,1000000,TRUE)",
        "=IFERROR(T.DIST(1,1000000,TRUE),5)",
        "=BETA.INV(0.5,0.001,2)",
        "=COMBIN(100000,50000)",
        "=INDEX(MINVERSE({1,2,3;4,5,6;7,8,9}),1,1)",
    ],
)
def test_what_is_out_of_reach_gives_no_value(
    new_grid: Callable[[], Any], formula: str
) -> None:
    grid = new_grid()
    grid.fill(CELLS)
    with pytest.raises(duckdb.InvalidInputException):
        grid.value(formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # areas and places given to 15 digits by tables of these distributions
        ("=NORM.S.INV(0.975)", 1.959963984540054),
        ("=NORM.S.DIST(-10,TRUE)", 7.619853024160525e-24),
        ("=CHISQ.INV.RT(0.05,1)", 3.841458820694124),
        ("=T.INV.2T(0.05,1)", 12.706204736174694),
        ("=POISSON.DIST(0,1000,TRUE)", 0),
        ("=ERFC(10)", 2.088487583762545e-45),
        # one degree of freedom and shape 1 have closed forms
        ("=T.DIST(1,1,TRUE)", 0.75),
        ("=F.DIST(1,2,2,TRUE)", 0.5),
        ("=BETA.INV(0.3,1,1)", 0.3),
        ("=RATE(2,0,-100,121)", 0.1),
    ],
)
def test_distributions_keep_nine_digits(
    evaluate: Callable[..., Any], formula: str, expected: float
) -> None:
    got = evaluate(formula)
    assert float(got) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_money_that_flows_one_way_has_no_rate(evaluate: Callable[..., Any]) -> None:
    assert evaluate("=RATE(10,5,5)").code == "#NUM!"
    assert evaluate("=IRR({5,5,5})").code == "#NUM!"


def test_at_the_rate_that_is_found_payments_are_worth_the_loan(
    evaluate: Callable[..., Any],
) -> None:
    rate = evaluate("=RATE(12,-100,100,0,0,0.9)")
    assert 100 * (1 - (1 + rate) ** -12) / rate == pytest.approx(100, rel=1e-9)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:A3)",
        "=AVERAGE(A1:A3)*24",
        "=MAX(A1:A3)",
        '=SUMIF(B1:B3,">1",A1:A3)',
        '=SUMIFS(A1:A3,B1:B3,">1")',
    ],
)
def test_times_that_are_texts_are_not_passed_over_in_silence(
    evaluate: Callable[..., Any], formula: str
) -> None:
    cells = {"A1": "1:30", "A2": "0:45", "A3": "n/a", "B1": 1, "B2": 2, "B3": 3}
    with pytest.raises(duckdb.InvalidInputException, match="times that are stored"):
        evaluate(formula, cells)
    passed_over = evaluate(formula, {**cells, "A1": "130", "A2": "45"})
    assert getattr(passed_over, "code", passed_over) in {0, "#DIV/0!"}
    assert evaluate("=SUM(A1:A2*24)", cells) == pytest.approx(2.25)
