"""Which reasons a mismatch has, worked by hand from the definitions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.model.plan import Traits, Trial
from verifier.model.quantity import Comparison
from verifier.model.reason import Reason, Status

SIGN, PERCENT, SCALE = Reason.SIGN, Reason.PERCENT, Reason.SCALE
TRUNCATED, ROUNDING, VALUE = Reason.TRUNCATED, Reason.ROUNDING, Reason.VALUE

# N, u, h, recomputed value, reasons in order, material
ROWS = [
    ("1200", "1", "100", "-1200", (SIGN,), True),
    ("-1200", "1", "100", "1200.2", (SIGN,), True),
    ("0.57", "0.01", "0.01", "57.2", (PERCENT,), True),
    ("57", "1", "1", "0.568", (PERCENT,), True),
    ("4100000", "100000", "100000", "4120", (SCALE,), True),
    ("4100000", "100000", "100000", "4120000000", (SCALE,), True),
    ("4120", "1", "10", "41200", (SCALE,), True),
    ("4120", "1", "10", "4.1201", (SCALE,), True),
    ("4.6", "0.1", "0.1", "4.67", (TRUNCATED, ROUNDING), False),
    ("-4.6", "0.1", "0.1", "-4.67", (TRUNCATED, ROUNDING), False),
    ("12.34", "0.01", "0.01", "12.349", (TRUNCATED, ROUNDING), False),
    ("12.3", "0.1", "0.1", "12.4", (ROUNDING,), False),
    ("12.5", "0.1", "0.1", "12.4", (ROUNDING,), False),
    ("12.3", "0.1", "0.1", "12.46", (VALUE,), False),
    ("20000", "1", "10000", "19600", (ROUNDING,), False),
    ("20000", "1", "10000", "24999", (ROUNDING,), True),
    ("20000", "1", "10000", "25001", (VALUE,), True),
    ("1200", "1", "100", "1249", (ROUNDING,), False),
    ("1200", "1", "100", "1263", (VALUE,), True),
    ("1200", "1", "100", "1251", (VALUE,), False),
    ("2", "1", "1", "3", (ROUNDING,), True),
    ("980", "1", "10", "12", (VALUE,), True),
    ("980", "1", "10", "0", (VALUE,), True),
    ("0", "1", "1", "0.7", (TRUNCATED, ROUNDING), True),
]


@pytest.mark.parametrize("row", ROWS)
def test_the_reasons_of_a_mismatch(make, row):
    number, unit, hedge, value, reasons, material = row
    verdict = judge(make.case(make.quantity(number, unit, hedge), value))
    assert verdict.status is Status.HALLUCINATED
    assert (verdict.reason, *verdict.also) == reasons
    assert verdict.material is material


HEDGED = [
    (Comparison.OVER, "50", "49", True),
    (Comparison.AT_LEAST, "50", "49", True),
    (Comparison.NEARLY, "50", "51", True),
    (Comparison.AT_MOST, "50", "51", True),
    (Comparison.LESS_THAN, "50", "51", True),
    (Comparison.NEARLY, "100", "94.9", True),
    (Comparison.ABOUT, "1234", "1240", False),
]


@pytest.mark.parametrize(("comparison", "number", "value", "material"), HEDGED)
def test_the_other_side_of_a_hedge_changes_the_meaning(
    make, comparison, number, value, material
):
    quantity = make.quantity(number, comparison=comparison)
    verdict = judge(make.case(quantity, value))
    assert verdict.status is Status.HALLUCINATED
    assert verdict.material is material


class TestRoundingFunctions:
    def test_a_figure_that_only_the_rounding_gives(self, make):
        case = make.case(
            make.quantity("19000"),
            "18600",
            traits=Traits(rounds=True),
            trials={Trial.WRITTEN: make.number("19000")},
        )
        assert judge(case).reason is ROUNDING

    def test_a_rounding_that_agrees_with_the_figure_is_free(self, make):
        case = make.case(
            make.quantity("19"),
            "18.6",
            traits=Traits(rounds=True),
            trials={Trial.WRITTEN: make.number("19")},
        )
        assert judge(case).status is Status.VERIFIED

    def test_inner_roundings_that_make_the_figure(self, make):
        case = make.case(
            make.quantity("19"), "19", trials={Trial.UNROUNDED: make.number("18.2")}
        )
        verdict = judge(case)
        assert verdict.reason is ROUNDING
        assert "18.2" in verdict.message

    def test_inner_roundings_that_change_nothing(self, make):
        case = make.case(
            make.quantity("19"), "19", trials={Trial.UNROUNDED: make.number("19.3")}
        )
        assert judge(case).status is Status.VERIFIED

    def test_no_value_without_inner_roundings(self, make):
        case = make.case(make.quantity("19"), "19", trials={Trial.UNROUNDED: None})
        assert judge(case).reason is ROUNDING


def test_cut_off_behind_a_falling_word(make):
    quantity = make.quantity("4.6", "0.1")
    verdict = judge(make.case(quantity, "-4.67", "It fell by [4.6]."))
    assert verdict.reason is TRUNCATED
    assert verdict.suggested == "4.7"


def test_a_fraction_in_words_is_never_cut_off(make):
    quantity = make.quantity("0.2", "0.1", tolerance=Decimal("0.005"))
    verdict = judge(make.case(quantity, "0.28"))
    assert TRUNCATED not in (verdict.reason, *verdict.also)
