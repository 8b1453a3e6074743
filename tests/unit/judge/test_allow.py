"""The truth table of the value rule: every hedge, every end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.judge.allow import Fit, allowed, fit, is_unstable
from verifier.model.quantity import Comparison, Interval, QuantityKind

INSIDE, UNDERSTATED, OUTSIDE = Fit.INSIDE, Fit.UNDERSTATED, Fit.OUTSIDE

# comparison, N, u, h, recomputed value, how it lies
EXACT_ROWS = [
    ("1200", "1", "100", "1200", INSIDE),
    ("1200", "1", "100", "1200.5", INSIDE),
    ("1200", "1", "100", "1199.5", INSIDE),
    ("1200", "1", "100", "1200.51", OUTSIDE),
    ("1200", "1", "100", "1199.49", OUTSIDE),
    ("20000", "1", "10000", "19600", OUTSIDE),
    ("4100000", "100000", "100000", "4050000", INSIDE),
    ("4100000", "100000", "100000", "4150000", INSIDE),
    ("4100000", "100000", "100000", "4150001", OUTSIDE),
    ("4100000", "100000", "100000", "4212300", OUTSIDE),
    ("0.1240", "0.0001", "0.0001", "0.12405", INSIDE),
    ("0.1240", "0.0001", "0.0001", "0.12406", OUTSIDE),
    ("-1200", "1", "100", "-1200.4", INSIDE),
    ("-1200", "1", "100", "1200", OUTSIDE),
    ("0", "1", "1", "0.5", INSIDE),
    ("0", "1", "1", "-0.6", OUTSIDE),
]


@pytest.mark.parametrize("row", EXACT_ROWS)
def test_an_unhedged_figure_allows_half_a_unit(make, row):
    number, unit, hedge, value, expected = row
    quantity = make.quantity(number, unit, hedge)
    assert fit(quantity, Decimal(value), exact=True) is expected


HEDGED_ROWS = [
    # about: max(u/2, min(h/2, 5 % of N))
    (Comparison.ABOUT, "20000", "1", "10000", "21000", INSIDE),
    (Comparison.ABOUT, "20000", "1", "10000", "19000", INSIDE),
    (Comparison.ABOUT, "20000", "1", "10000", "21001", OUTSIDE),
    (Comparison.ABOUT, "20000", "1", "10000", "18999", OUTSIDE),
    (Comparison.ABOUT, "1200", "1", "100", "1250", INSIDE),
    (Comparison.ABOUT, "1200", "1", "100", "1251", OUTSIDE),
    (Comparison.ABOUT, "3", "1", "1", "3.5", INSIDE),
    (Comparison.ABOUT, "3", "1", "1", "3.6", OUTSIDE),
    (Comparison.ABOUT, "-1200", "1", "100", "-1250", INSIDE),
    # over: N < v <= N + max(h, 10 % of N); beyond: understated
    (Comparison.OVER, "50", "1", "10", "50", OUTSIDE),
    (Comparison.OVER, "50", "1", "10", "50.0001", INSIDE),
    (Comparison.OVER, "50", "1", "10", "60", INSIDE),
    (Comparison.OVER, "50", "1", "10", "60.01", UNDERSTATED),
    (Comparison.OVER, "50", "1", "10", "49", OUTSIDE),
    (Comparison.OVER, "1234", "1", "1", "1357.4", INSIDE),
    (Comparison.OVER, "1234", "1", "1", "1357.5", UNDERSTATED),
    (Comparison.OVER, "20000", "1", "10000", "30000", INSIDE),
    (Comparison.OVER, "20000", "1", "10000", "30001", UNDERSTATED),
    # just over: half of that
    (Comparison.JUST_OVER, "50", "1", "10", "55", INSIDE),
    (Comparison.JUST_OVER, "50", "1", "10", "55.1", UNDERSTATED),
    (Comparison.JUST_OVER, "50", "1", "10", "50", OUTSIDE),
    # nearly: N - max(u/2, min(h, 5 % of N)) <= v < N
    (Comparison.NEARLY, "100", "1", "100", "95", INSIDE),
    (Comparison.NEARLY, "100", "1", "100", "94.99", OUTSIDE),
    (Comparison.NEARLY, "100", "1", "100", "100", OUTSIDE),
    (Comparison.NEARLY, "100", "1", "100", "99.999", INSIDE),
    (Comparison.NEARLY, "1234", "1", "1", "1233", INSIDE),
    (Comparison.NEARLY, "1234", "1", "1", "1232.9", OUTSIDE),
    (Comparison.NEARLY, "5", "1", "1", "4.5", INSIDE),
    (Comparison.NEARLY, "5", "1", "1", "4.4", OUTSIDE),
    # less than: v < N; below 0.9 N understated
    (Comparison.LESS_THAN, "100", "1", "100", "100", OUTSIDE),
    (Comparison.LESS_THAN, "100", "1", "100", "99.9", INSIDE),
    (Comparison.LESS_THAN, "100", "1", "100", "90", INSIDE),
    (Comparison.LESS_THAN, "100", "1", "100", "89.9", UNDERSTATED),
    (Comparison.LESS_THAN, "100", "1", "100", "101", OUTSIDE),
    (Comparison.LESS_THAN, "-100", "1", "100", "-110", INSIDE),
    # at least, at most: one-sided, the end included
    (Comparison.AT_LEAST, "50", "1", "10", "50", INSIDE),
    (Comparison.AT_LEAST, "50", "1", "10", "49.99", OUTSIDE),
    (Comparison.AT_LEAST, "50", "1", "10", "60", INSIDE),
    (Comparison.AT_LEAST, "50", "1", "10", "61", UNDERSTATED),
    (Comparison.AT_MOST, "50", "1", "10", "50", INSIDE),
    (Comparison.AT_MOST, "50", "1", "10", "50.01", OUTSIDE),
    (Comparison.AT_MOST, "50", "1", "10", "45", INSIDE),
    (Comparison.AT_MOST, "50", "1", "10", "44.9", UNDERSTATED),
]


@pytest.mark.parametrize("row", HEDGED_ROWS)
def test_a_hedge_allows_what_it_says(make, row):
    comparison, number, unit, hedge, value, expected = row
    quantity = make.quantity(number, unit, hedge, comparison=comparison)
    assert fit(quantity, Decimal(value), exact=True) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.095", INSIDE), ("0.0949", OUTSIDE), ("0.155", INSIDE), ("0.156", OUTSIDE)],
)
def test_a_printed_range_holds_a_scalar(make, value, expected):
    quantity = make.percent(
        "0.10", comparison=Comparison.BETWEEN, upper=Decimal("0.15")
    )
    assert fit(quantity, Decimal(value), exact=True) is expected


def test_a_range_of_negatives_is_put_in_order(make):
    quantity = make.quantity("-10", comparison=Comparison.BETWEEN, upper=Decimal(-15))
    assert allowed(quantity) == (Interval(Decimal("-15.5"), Decimal("-9.5")),)


def test_a_range_without_upper_end_is_its_number(make):
    quantity = make.quantity("10", comparison=Comparison.BETWEEN)
    assert allowed(quantity) == (Interval(Decimal("9.5"), Decimal("10.5")),)


WORD_ROWS = [
    # a third: +-0.005, hedged +-0.025
    (QuantityKind.FRACTION, "0.25", Comparison.EXACT, "0.255", INSIDE),
    (QuantityKind.FRACTION, "0.25", Comparison.EXACT, "0.2551", OUTSIDE),
    (QuantityKind.FRACTION, "0.25", Comparison.ABOUT, "0.275", INSIDE),
    (QuantityKind.FRACTION, "0.25", Comparison.ABOUT, "0.2251", INSIDE),
    (QuantityKind.FRACTION, "0.25", Comparison.ABOUT, "0.2751", OUTSIDE),
    (QuantityKind.FRACTION, "0.5", Comparison.OVER, "0.5", OUTSIDE),
    (QuantityKind.FRACTION, "0.5", Comparison.OVER, "0.55", INSIDE),
    (QuantityKind.FRACTION, "0.5", Comparison.OVER, "0.6", UNDERSTATED),
    (QuantityKind.FRACTION, "0.5", Comparison.NEARLY, "0.475", INSIDE),
    (QuantityKind.FRACTION, "0.5", Comparison.NEARLY, "0.474", OUTSIDE),
    (QuantityKind.FRACTION, "0.5", Comparison.LESS_THAN, "0.46", INSIDE),
]


@pytest.mark.parametrize("row", WORD_ROWS)
def test_fractions_in_words(make, row):
    kind, number, comparison, value, fits = row
    quantity = make.quantity(
        number, "0.01", kind=kind, comparison=comparison, tolerance=Decimal("0.005")
    )
    assert fit(quantity, Decimal(value), exact=True) is fits


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2.05", INSIDE),
        ("1.95", INSIDE),
        ("2.06", OUTSIDE),
        ("1.05", INSIDE),
        ("0.95", INSIDE),
        ("0.94", OUTSIDE),
        ("1.5", OUTSIDE),
    ],
)
def test_doubled_is_a_ratio_or_a_change(make, value, expected):
    quantity = make.quantity(
        "2", kind=QuantityKind.CHANGE, tolerance=Decimal("0.05"), also=Decimal(1)
    )
    assert fit(quantity, Decimal(value), exact=True) is expected


def test_more_than_doubled_may_be_understated(make):
    quantity = make.quantity(
        "2",
        kind=QuantityKind.CHANGE,
        comparison=Comparison.OVER,
        tolerance=Decimal("0.05"),
        also=Decimal(1),
    )
    assert fit(quantity, Decimal("2.4"), exact=True) is INSIDE
    assert fit(quantity, Decimal(9), exact=True) is UNDERSTATED


def test_open_ends_are_told(make):
    over = make.quantity("50", "1", "10", comparison=Comparison.OVER)
    assert allowed(over) == (Interval(Decimal(50), Decimal(60), low_open=True),)
    nearly = make.quantity("100", "1", "100", comparison=Comparison.NEARLY)
    assert allowed(nearly) == (Interval(Decimal(95), Decimal(100), high_open=True),)


class TestInexactValues:
    def test_give_way_by_a_billionth(self, make):
        quantity = make.quantity("1000000", "1")
        assert fit(quantity, Decimal("1000000.501"), exact=False) is INSIDE
        assert fit(quantity, Decimal("1000000.501"), exact=True) is OUTSIDE
        assert fit(quantity, Decimal("1000000.5011"), exact=False) is OUTSIDE

    def test_give_way_by_at_most_a_thousandth_of_the_digit(self, make):
        quantity = make.quantity("100000000", "1")
        assert fit(quantity, Decimal("100000000.501"), exact=False) is INSIDE
        assert fit(quantity, Decimal("100000000.502"), exact=False) is OUTSIDE

    def test_do_not_move_open_ends(self, make):
        quantity = make.quantity("1000", "1", comparison=Comparison.OVER)
        assert fit(quantity, Decimal(1000), exact=False) is OUTSIDE

    def test_are_unstable_where_their_errors_reach_the_digit(self, make):
        quantity = make.quantity("1000000000.5", "0.1")
        assert is_unstable(quantity, Decimal("1000000000.5"), exact=False)
        assert not is_unstable(quantity, Decimal("1000000000.5"), exact=True)
        assert not is_unstable(quantity, Decimal(49999999), exact=False)
