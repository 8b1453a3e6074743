"""The sign rule: word x printed form x form of change x sign of the value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.model.claim import CalculationKind, Claim
from verifier.model.plan import ChangeForm, Traits, Trial
from verifier.model.quantity import Comparison, Interval, QuantityKind
from verifier.model.reason import Reason, Status

NONE, UP, DOWN = ChangeForm.NONE, ChangeForm.INCREASE, ChangeForm.DECREASE
OK = None
DIRECTION, SIGN, VALUE = Reason.DIRECTION, Reason.SIGN, Reason.VALUE

# sentence, form of the calculation, value, leading reason (None: verified)
MATRIX = [
    # a falling word and an unsigned change
    ("Revenue fell by [12%].", UP, "-0.12", OK),
    ("Revenue fell by [12%].", UP, "0.12", DIRECTION),
    ("Revenue fell by [12%].", DOWN, "0.12", OK),
    ("Revenue fell by [12%].", DOWN, "-0.12", DIRECTION),
    ("Revenue fell by [12%].", NONE, "0.12", OK),
    ("Revenue fell by [12%].", NONE, "-0.12", OK),
    ("Revenue fell [12%].", UP, "-0.12", OK),
    ("Revenue fell [12%].", UP, "0.12", DIRECTION),
    ("A decline of [12%].", UP, "-0.12", OK),
    ("A decline of [12%].", UP, "0.12", DIRECTION),
    ("A decline of [12%].", DOWN, "0.12", OK),
    ("Выручка упала на [12 %].", UP, "-0.12", OK),
    ("Выручка упала на [12 %].", UP, "0.12", DIRECTION),
    ("Выручка упала на [12 %].", DOWN, "0.12", OK),
    ("Выручка упала на [12 %].", NONE, "-0.12", OK),
    ("Снижение составило [12 %].", UP, "-0.12", OK),
    ("Снижение составило [12 %].", UP, "0.12", DIRECTION),
    # a level: no sign rule
    ("The rate fell to [12%].", UP, "0.12", OK),
    ("The rate fell to [12%].", NONE, "0.12", OK),
    ("The rate fell to [12%].", NONE, "-0.12", SIGN),
    ("The rate fell from [12%].", DOWN, "-0.12", SIGN),
    ("The rate dropped, at [12%].", NONE, "0.12", OK),
    ("Доля упала до [12 %].", UP, "0.12", OK),
    ("Доля упала до [12 %].", UP, "-0.12", SIGN),
    ("Доля упала с [12 %].", NONE, "0.12", OK),
    # a rising word
    ("Revenue rose by [12%].", UP, "0.12", OK),
    ("Revenue rose by [12%].", UP, "-0.12", DIRECTION),
    ("Revenue rose by [12%].", NONE, "0.12", OK),
    ("Revenue rose by [12%].", NONE, "-0.12", SIGN),
    ("Revenue rose by [12%].", DOWN, "0.12", DIRECTION),
    ("Revenue rose by [12%].", DOWN, "-0.12", SIGN),
    ("Выручка выросла на [12 %].", UP, "0.12", OK),
    ("Выручка выросла на [12 %].", UP, "-0.12", DIRECTION),
    # no word
    ("The change is [12%].", UP, "0.12", OK),
    ("The change is [12%].", UP, "-0.12", SIGN),
    ("The change is [12%].", DOWN, "-0.12", SIGN),
    # a gap has no sign of its own
    ("The shares differ by [12%].", NONE, "-0.12", OK),
    ("The share differs from that of EMEA by [12%].", NONE, "-0.12", OK),
    ("The gap between the two regions is [12%].", NONE, "-0.12", OK),
    ("A difference of [12%].", NONE, "0.12", OK),
    ("Доли расходятся на [12 %].", NONE, "-0.12", OK),
    ("Доля отличается от доли Юга на [12 %].", NONE, "-0.12", OK),
    ("Разница составила [12 %].", NONE, "-0.12", OK),
    # nouns that name a measure
    ("Churn was [12%].", UP, "-0.12", SIGN),
    ("Отток составил [12 %].", UP, "-0.12", SIGN),
    # behind the figure; the calculation divides, so it names its base
    ("A [12%] decline.", UP, "-0.12", OK),
    ("A [12%] decline.", UP, "0.12", DIRECTION),
    ("Revenue was [12%] lower.", UP, "-0.12", OK),
    ("Revenue was [12%] lower.", DOWN, "0.12", OK),
    ("Revenue was [12%] higher.", UP, "-0.12", DIRECTION),
]


@pytest.mark.parametrize(("marked", "form", "value", "expected"), MATRIX)
def test_the_sign_rule(make, marked, form, value, expected):
    case = make.case(make.percent("0.12"), value, marked, traits=Traits(change=form))
    assert judge(case).reason == expected


DIFFERENCES = [
    ("We had [14] fewer than in 2014.", "14", OK),
    ("We had [14] fewer than in 2014.", "-14", OK),
    ("We had [14] fewer than in 2014.", "-25", VALUE),
    ("We had [+14] fewer than in 2014.", "25", VALUE),
    ("It lies [14] below the plan.", "-14", OK),
    ("It lies [14] above the plan.", "-14", SIGN),
    ("It missed its plan by [14].", "-14", OK),
    ("It beat its plan by [14].", "-14", DIRECTION),
    ("It is lower than planned by [14].", "-14", OK),
    ("It did worse by [14].", "-14", OK),
    ("План недовыполнен: отставание — [14].", "-14", OK),
    ("Урал отстал от плана на [14].", "-14", OK),
    ("Урал уступает Москве [14].", "-14", OK),
    ("Урал опережает план на [14].", "-14", DIRECTION),
    ("Факт ниже плана на [14].", "-14", OK),
    ("Выручка превысила [14].", "-14", SIGN),
    ("We had [14] more than in 2014.", "-14", SIGN),
    ("A [14] point decline.", "14", OK),
    ("A [14] point decline.", "-14", OK),
    ("It declined by [14].", "14", DIRECTION),
    ("It declined by [14].", "-14", OK),
]


@pytest.mark.parametrize(("marked", "value", "expected"), DIFFERENCES)
def test_a_difference_names_no_base(make, marked, value, expected):
    claim = Claim("c1", calculation="= B2-C2", kind=CalculationKind.FORMULA)
    case = make.case(
        make.quantity("14"), value, marked, traits=Traits(change=UP), claim=claim
    )
    assert judge(case).reason == expected


MAGNITUDES = [
    ("Revenue fell by [12%].", UP, "-0.12", OK),
    ("Revenue fell by [12%].", UP, "0.12", DIRECTION),
    ("Revenue fell by [12%].", DOWN, "0.12", OK),
    ("Revenue fell by [12%].", DOWN, "-0.12", DIRECTION),
    ("Revenue rose by [12%].", UP, "0.12", OK),
    ("Revenue rose by [12%].", UP, "-0.12", DIRECTION),
    ("Revenue fell to [12%].", UP, "0.12", OK),
    ("Revenue fell by [12%].", NONE, "0.12", OK),
    ("The change is [12%].", UP, "-0.12", OK),
]


@pytest.mark.parametrize(("marked", "form", "inside", "expected"), MAGNITUDES)
def test_abs_is_looked_through(make, marked, form, inside, expected):
    case = make.case(
        make.percent("0.12"),
        "0.12",
        marked,
        traits=Traits(change=form, magnitude=True),
        trials={Trial.SIGNED: make.number(inside)},
    )
    assert judge(case).reason == expected


def test_abs_without_its_trial_is_taken_as_it_is(make):
    traits = Traits(change=UP, magnitude=True)
    case = make.case(
        make.percent("0.12"), "0.12", "Revenue fell by [12%].", traits=traits
    )
    assert judge(case).reason is DIRECTION


def test_a_printed_sign_needs_no_word(make):
    quantity = make.percent("-0.12", signed=True)
    traits = Traits(change=UP)
    same = make.case(quantity, "-0.12", "Revenue fell [-12%].", traits=traits)
    other = make.case(quantity, "0.12", "Revenue fell [-12%].", traits=traits)
    assert judge(same).status is Status.VERIFIED
    assert judge(other).reason is SIGN


def test_a_printed_plus_is_held_to_the_word(make):
    quantity = make.percent("0.12", signed=True)
    case = make.case(quantity, "0.12", "Revenue fell [+12%].", traits=Traits(change=UP))
    assert judge(case).reason is DIRECTION


def test_a_ratio_has_no_direction(make):
    quantity = make.quantity("1.4", "0.1", kind=QuantityKind.MULTIPLE)
    case = make.case(quantity, "1.4", "It was cut by [1.4x].", traits=Traits(change=UP))
    assert judge(case).status is Status.VERIFIED


def test_a_hedge_is_mirrored_with_its_number(make):
    quantity = make.percent("0.12", comparison=Comparison.OVER)
    traits = Traits(change=UP)
    marked = "Revenue fell by more than [12%]."
    assert judge(make.case(quantity, "-0.125", marked, traits=traits)).reason is OK
    assert (
        judge(make.case(quantity, "-0.115", marked, traits=traits)).status
        is Status.HALLUCINATED
    )
    assert (
        judge(make.case(quantity, "-0.9", marked, traits=traits)).reason
        is Reason.UNDERSTATED
    )
    allowed = judge(make.case(quantity, "-0.125", marked, traits=traits)).allowed
    assert allowed == (Interval(Decimal("-0.132"), Decimal("-0.12"), high_open=True),)


def test_a_word_accepts_either_sign_where_no_change_is_recognised(make):
    verdict = judge(make.case(make.percent("0.12"), "-0.12", "It fell by [12%]."))
    assert verdict.allowed == (
        Interval(Decimal("0.115"), Decimal("0.125")),
        Interval(Decimal("-0.125"), Decimal("-0.115")),
    )


def test_a_contradicted_word_is_material_and_names_itself(make):
    case = make.case(
        make.percent("0.12"), "0.12", "It fell by [12%].", traits=Traits(change=UP)
    )
    verdict = judge(case)
    assert verdict.material
    assert verdict.also == ()
    assert verdict.suggested == ""
    assert "'fell'" in verdict.message


def test_a_wrong_size_is_told_beside_a_wrong_direction(make):
    case = make.case(
        make.percent("0.12"), "0.31", "It fell by [12%].", traits=Traits(change=UP)
    )
    verdict = judge(case)
    assert (verdict.reason, verdict.also) == (DIRECTION, (Reason.VALUE,))
    assert verdict.suggested == "31%"
