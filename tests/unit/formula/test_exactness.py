"""Results held against exact rational arithmetic."""

from __future__ import annotations

import math
import struct
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from verifier.judge.allow import Fit, fit
from verifier.model.plan import Trial
from verifier.model.quantity import Quantity, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.unit.formula.conftest import Grid

CENTS = 100_000
MANY_CENTS = 10_000_000
LARGE = 2**53
ULPS = Fraction(1, 2**50)  # what a few operations in DOUBLE may lose


def column(values: Sequence[object], letter: str = "A") -> dict[str, object]:
    return {f"{letter}{row}": value for row, value in enumerate(values, 1)}


def relative(got: object, exact: Fraction) -> Fraction:
    """Returns by what part of the exact value a result differs."""
    assert isinstance(got, int | float | Decimal)
    found = Fraction(got)
    return abs(found - exact) / abs(exact) if exact else abs(found)


def cents(count: int) -> list[int]:
    """Returns amounts in cents, the same in every run."""
    return [
        (number * 7_919_003 + 12_345) % 10**9 - 4 * 10**8 for number in range(count)
    ]


EXACT = (
    ("=SUM(A1:A3)", [LARGE, 1, 1], LARGE + 2),
    ("=SUM(A1:A3)", [10**17, 1, -(10**17)], 1),
    ("=A1-A2", [LARGE + 1, LARGE], 1),
    ("=MAX(A1:A2)-MIN(A1:A2)", [LARGE + 1, LARGE], 1),
    ("=LARGE(A1:A2,1)-LARGE(A1:A2,2)", [LARGE + 1, LARGE], 1),
    ("=COUNTIF(A1:A3,A2)", [LARGE, LARGE + 1, LARGE + 2], 1),
    ("=MATCH(A2,A1:A3,0)", [LARGE, LARGE + 1, LARGE + 2], 2),
    ("=A1-A2-A3", [Decimal("0.3"), Decimal("0.2"), Decimal("0.1")], 0),
    (
        "=A1+A2-A1",
        [Decimal("1000000000000000.00"), Decimal("0.01")],
        Decimal("0.01"),
    ),
    ("=SUMPRODUCT(A1:A2,A1:A2)", [Decimal("0.1"), Decimal("0.2")], Decimal("0.05")),
    ("=A1*3", [Decimal("1.1")], Decimal("3.3")),
    ("=ROUND(A1,2)", [Decimal("1.005")], Decimal("1.01")),
    ("=ROUND(A1,2)", [Decimal("-2.675")], Decimal("-2.68")),
    ("=ROUND(A1,0)", [Decimal("-2.5")], -3),
    ("=ROUND(A1,-2)", [1250], 1300),
    ("=ROUND(A1/A2,2)", [Decimal("2.01"), 2], Decimal("1.01")),
    ("=ROUND(A1*A2,2)", [Decimal("1.15"), Decimal("0.5")], Decimal("0.58")),
)


@pytest.mark.parametrize(("formula", "values", "exact"), EXACT)
def test_what_is_exact_stays_exact(
    evaluate: Callable[..., object],
    formula: str,
    values: list[object],
    exact: Decimal | int,
) -> None:
    got = evaluate(formula, column(values), exact=True)
    assert Decimal(repr(got) if isinstance(got, float) else got) == exact  # type: ignore[arg-type]


# the engine would cut the result to the column's two digits
INTERPOLATED = (
    ("=MEDIAN(A1:A2)", [Decimal("1.01"), Decimal("1.02")], Decimal("1.015")),
    ("=QUARTILE(A1:A2,1)", [Decimal("1.01"), Decimal("1.02")], Decimal("1.0125")),
    (
        "=PERCENTILE(A1:A3,0.9)",
        [Decimal("0.1"), Decimal("0.2"), Decimal("0.4")],
        Decimal("0.36"),
    ),
)


@pytest.mark.parametrize(("formula", "values", "exact"), INTERPOLATED)
def test_interpolation_cuts_no_digits(
    evaluate: Callable[..., object], formula: str, values: list[object], exact: Decimal
) -> None:
    got = evaluate(formula, column(values), exact=True)
    assert relative(got, Fraction(exact)) <= ULPS


def fill(grid: Grid, count: int) -> Fraction:
    """Returns the exact sum of a column of cents, which the engine makes."""
    grid.fill({"A1": Decimal("0.01")}, formula="=SUM(A1:A2)", exact=True)
    table = next(iter(grid.layouts.values())).sheet.table
    grid.connection.execute(f"TRUNCATE {table}")
    grid.connection.execute(
        f"INSERT INTO {table} (_row, A_k, A_n) SELECT n + 1, 1, "  # noqa: S608 - names of the test
        "(((n * 7919003 + 12345) % 1000000000 - 400000000) / 100)::DECIMAL(18, 2) "
        f"FROM range({count}) AS t(n)"
    )
    return Fraction(sum(cents(count)), 100)


def largest(grid: Grid, count: int) -> None:
    """Makes the sheet as long as its rows."""
    for key, layout in grid.layouts.items():
        sheet = layout.sheet
        grid.layouts[key] = type(layout)(
            type(sheet)(sheet.key, sheet.table, count, 1, 0, ("",)), layout.columns
        )


@pytest.mark.parametrize(
    "count", [CENTS, pytest.param(MANY_CENTS, marks=pytest.mark.slow)]
)
def test_cents_are_summed_to_the_cent(grid: Grid, count: int) -> None:
    exact = fill(grid, count)
    largest(grid, count)
    total, mean = grid.value("=SUM(A:A)"), grid.value("=AVERAGE(A:A)")
    assert isinstance(total, Decimal)
    assert Fraction(total) == exact
    assert relative(mean, exact / count) <= ULPS


@settings(max_examples=100)
@given(
    whole=st.integers(-(10**9), 10**9),
    digits=st.integers(0, 6),
)
def test_a_decimal_tie_is_rounded_away_from_zero(
    new_grid: Callable[[], Grid], whole: int, digits: int
) -> None:
    value = (Decimal(whole) + Decimal("0.5")).scaleb(-digits)
    wanted = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    for exact in (True, False):
        grid = new_grid()
        grid.fill({"A1": value if exact else float(value)}, exact=exact)
        got = grid.value(f"=ROUND(A1,{digits})")
        assert Decimal(repr(got) if isinstance(got, float) else got) == wanted


def test_doubles_are_added_in_the_order_of_the_sheet_bit_for_bit(
    evaluate: Callable[..., object],
) -> None:
    values = [math.sin(number) * 10 ** (number % 12) for number in range(500)]
    total = 0.0
    for value in values:
        total += value
    got = [evaluate("=SUM(A1:A500)", column(values)) for _ in range(2)]
    assert [struct.pack("<d", one) for one in got] == [struct.pack("<d", total)] * 2


@settings(max_examples=40)
@given(
    offset=st.sampled_from([0, 10**6, 10**9, 10**12]),
    steps=st.lists(st.integers(-1000, 1000), min_size=3, max_size=12, unique=True),
)
def test_spread_about_a_large_mean_is_not_lost(
    new_grid: Callable[[], Grid], offset: int, steps: list[int]
) -> None:
    values = [Fraction(offset + step) for step in steps]
    mean = sum(values) / len(values)
    exact = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    grid = new_grid()
    grid.fill(column([int(value) for value in values]), exact=True)
    got = grid.value(f"=VAR(A1:A{len(values)})")
    # the mean's own rounding enters with its square
    lost = Fraction(offset + 1000, 2**52) ** 2
    assert isinstance(got, float)
    assert abs(Fraction(got) - exact) <= exact * ULPS + 4 * lost


def test_a_product_beyond_decimal_is_no_silent_number(
    evaluate: Callable[..., object],
) -> None:
    values = [Decimal("999999999.999999999")] * 4
    got = evaluate("=A1*A2*A3*A4", column(values), exact=True)
    assert relative(got, Fraction(values[0]) ** 4) <= ULPS


# in DOUBLE each lies a little beside the tie, on this side or that
TIES = (
    ("=A1*A2/A3", ["5.35", "1", "2"], "2.675", "0.01"),
    ("=AVERAGE(A1:A2)", ["1.00", "1.01"], "1.005", "0.01"),
    ("=A1/A2", ["1.15", "10"], "0.115", "0.01"),
    ("=SUM(A1:A3)/A3", ["0.1", "0.245", "1"], "1.345", "0.01"),
    ("=A1/A2*100", ["0.285", "1"], "28.5", "1"),
    ("=(A1-A2)/A2", ["2.29", "2"], "0.145", "0.01"),
    ("=MEDIAN(A1:A2)", ["8.32", "8.33"], "8.325", "0.01"),
)


@pytest.mark.parametrize(("formula", "values", "tie", "unit"), TIES)
def test_the_error_of_a_double_decides_no_tie(
    evaluate: Callable[..., object],
    formula: str,
    values: list[str],
    tie: str,
    unit: str,
) -> None:
    got = evaluate(formula, column([Decimal(value) for value in values]), exact=True)
    assert isinstance(got, float)
    assert relative(got, Fraction(tie)) <= ULPS
    digit = Decimal(unit)
    below, above = Decimal(tie) - digit / 2, Decimal(tie) + digit / 2
    beside = digit / 10**5
    for shown, away in ((below, beside), (above, -beside)):
        quantity = Quantity(shown, digit, digit, QuantityKind.NUMBER)
        value = Decimal(repr(got))
        assert fit(quantity, value, exact=False) is Fit.INSIDE
        # but what lies clearly on the other side is no tie
        assert fit(quantity, value + away * 10, exact=False) is Fit.OUTSIDE


CANCELLING = (
    ("=SUM(A1:A3)", [1e16, 1, -1e16]),
    ("=A1+A2-A3", [1e16, 1, 1e16]),
    ("=SUM(A1:A4)", [1e16, 1, -1e16, 1]),
    ("=SUM(A1:A2)-SUM(A3:A4)", [1e17, 3, 1e17, 1]),
    ("=AVERAGE(A1:A3)*3", [-1e18, 7.25, 1e18]),
    ('=SUMIF(A1:A3,"<>5")', [1e16, 1, -1e16]),
    ('=SUMIFS(A1:A3,A1:A3,"<>5")*1%', [1e16, 1, -1e16]),
    ("=SUMPRODUCT(A1:A3,A1:A3)-A1*A1", [1e9 + 0.5, 3.0, 0.25]),
    ("=(A1-A2)/A3", [1e16 + 2, 1e16, 3]),
    ("=ABS(A1-A2-A3)", [0.3, 0.2, 0.1]),
)


@pytest.mark.parametrize(("formula", "values"), CANCELLING)
def test_the_sizes_of_all_terms_bound_the_error_of_a_sum(
    grid: Grid, formula: str, values: list[float]
) -> None:
    grid.fill(column(values), formula=formula)
    compiled = grid.compiled(formula)
    got = grid.run(compiled.sql(Trial.VALUE) or "")
    sizes = grid.run(compiled.sql(Trial.MAGNITUDE) or "")
    a, b, c, d = (Fraction(v) for v in [*values, 0, 0][:4])
    exact = {
        "=SUM(A1:A2)-SUM(A3:A4)": a + b - c - d,
        "=A1+A2-A3": a + b - c,
        '=SUMIFS(A1:A3,A1:A3,"<>5")*1%': (a + b + c) / 100,
        "=SUMPRODUCT(A1:A3,A1:A3)-A1*A1": b * b + c * c,
        "=(A1-A2)/A3": (a - b) / c,
        "=ABS(A1-A2-A3)": abs(a - b - c),
    }.get(formula, a + b + c + d)
    assert isinstance(got, float)
    assert isinstance(sizes, float)
    bound = (len(values) + 8) * Fraction(1, 2**53) * Fraction(sizes)
    assert abs(Fraction(got) - exact) <= bound


@pytest.mark.parametrize(
    "formula", ["=MAX(A1:A3)", "=COUNT(A1:A3)", "=A1", "=MEDIAN(A1:A3)", "=-A1"]
)
def test_where_nothing_is_added_nothing_cancels(grid: Grid, formula: str) -> None:
    grid.fill(column([1e16, 1, -1e16]), formula=formula)
    assert grid.compiled(formula).sql(Trial.MAGNITUDE) is None


def test_exact_cells_need_no_bound(grid: Grid) -> None:
    grid.fill(column([10, 1, -10]), formula="=SUM(A1:A3)", exact=True)
    assert grid.compiled("=SUM(A1:A3)").sql(Trial.MAGNITUDE) is None


@pytest.mark.parametrize("exact", [False, True], ids=["double", "decimal"])
@pytest.mark.parametrize("count", [40, 3000])
def test_of_several_most_frequent_numbers_the_first_is_taken(
    grid: Grid,
    count: int,
    exact: bool,  # noqa: FBT001 - a parameter
) -> None:
    numbers = [row * 13 % 29 + 1 for row in range(1, count + 1)]
    often = max(map(numbers.count, numbers))
    first = next(number for number in numbers if numbers.count(number) == often)
    grid.fill(column(numbers), exact=exact)
    assert grid.value(f"=MODE.SNGL(A1:A{count})") == first
