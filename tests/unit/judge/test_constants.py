from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.judge.constants import undeclared, used
from verifier.model.claim import Assumption, CalculationKind, Claim
from verifier.model.plan import Literal, LiteralRole, Traits
from verifier.model.reason import Reason, Status

FACTOR, SUMMAND = LiteralRole.FACTOR, LiteralRole.SUMMAND
BRANCH, VALUE = LiteralRole.BRANCH, LiteralRole.VALUE

FREE_FACTORS = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "4",
    "7",
    "12",
    "24",
    "30",
    "52",
    "60",
    "90",
    "100",
    "360",
    "365",
    "366",
    "168",
    "1024",
    "1440",
    "3600",
    "86400",
    "10",
    "1000",
    "1000000",
    "1E+12",
    "0.1",
    "0.01",
    "0.0010",
    "0.000001",
    "100.0",
]
BOUND_FACTORS = [
    "5",
    "6",
    "8",
    "9",
    "11",
    "13",
    "20",
    "50",
    "200",
    "0.5",
    "0.2",
    "1.07",
    "-2",
    "-100",
    "2000",
    "364",
]


def traits_of(value: str, role: LiteralRole, divisors: tuple[int, ...] = ()) -> Traits:
    return Traits(literals=(Literal(Decimal(value), role),), divisors=divisors)


@pytest.mark.parametrize("value", FREE_FACTORS)
def test_free_factors(value):
    assert undeclared(traits_of(value, FACTOR), ()) == ()


@pytest.mark.parametrize("value", BOUND_FACTORS)
def test_other_factors_are_declared(value):
    assert len(undeclared(traits_of(value, FACTOR), ())) == 1


@pytest.mark.parametrize("role", [SUMMAND, BRANCH, VALUE])
@pytest.mark.parametrize("value", ["0", "1", "-1", "1.0"])
def test_trivial_numbers_are_free_everywhere(value, role):
    assert undeclared(traits_of(value, role), ()) == ()


@pytest.mark.parametrize("role", [SUMMAND, BRANCH, VALUE])
@pytest.mark.parametrize("value", ["2", "12", "100", "365", "0.5"])
def test_factors_are_not_free_as_summands_or_results(value, role):
    assert (
        len(
            undeclared(
                traits_of(value, role),
                (),
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    "role", [LiteralRole.CRITERION, LiteralRole.SETTING, LiteralRole.POSITION]
)
def test_criteria_settings_and_positions_need_no_declaration(role):
    assert undeclared(traits_of("1234.5", role), ()) == ()


def test_a_divisor_may_be_the_number_of_cells_or_terms():
    assert undeclared(traits_of("5", FACTOR, (5,)), ()) == ()
    assert len(undeclared(traits_of("6", FACTOR, (5,)), ())) == 1
    assert len(undeclared(traits_of("5", SUMMAND, (5,)), ())) == 1


def test_infinity_is_no_power_of_ten():
    assert len(undeclared(traits_of("Infinity", FACTOR), ())) == 1


def assumed(text: str, value: str | None) -> Assumption:
    number = None if value is None else Decimal(value)
    return Assumption(text, number, number and Decimal("0.01"), "Gartner, p. 4", 7)


@pytest.mark.parametrize(
    ("written", "text", "value", "declared"),
    [
        ("1.07", "1.07", "1.07", True),
        ("-1.07", "1.07", "1.07", True),
        ("1.070", "1.07", "1.07", True),
        ("0.21", "21%", "0.21", True),
        ("21", "21 %", "0.21", True),
        ("1.21", "21%", "0.21", True),
        ("0.79", "21%", "0.21", True),
        ("0.22", "21%", "0.21", False),
        ("2100", "21%", "0.21", False),
        ("500", "5", "5", False),
        ("6", "5", "5", False),
        ("5", "about five", None, False),
    ],
)
def test_a_declared_number_may_be_written(written, text, value, declared):
    found = undeclared(traits_of(written, SUMMAND), (assumed(text, value),))
    assert (found == ()) is declared


def test_assumptions_are_used_where_their_number_is_written():
    traits = Traits(literals=(Literal(Decimal("1.21"), FACTOR),))
    vat, other = assumed("21%", "0.21"), assumed("5", "5")
    assert used(traits, (vat, other)) == (vat,)


def claim_with(*assumptions: Assumption) -> Claim:
    return Claim(
        "c1",
        assumptions=assumptions,
        calculation="= SUM(F2:F9)*1.21",
        kind=CalculationKind.FORMULA,
    )


def test_an_undeclared_constant_is_named(make):
    verdict = judge(
        make.case(make.quantity("980"), "980", traits=traits_of("1.21", FACTOR))
    )
    assert verdict.status is Status.HALLUCINATED
    assert verdict.reason is Reason.UNDECLARED_CONSTANT
    assert "1.21" in verdict.message
    assert not verdict.material


def test_a_declared_constant_makes_the_verdict_an_assumed_one(make):
    vat = assumed("21%", "0.21")
    verdict = judge(
        make.case(
            make.quantity("980"),
            "980",
            traits=traits_of("1.21", FACTOR),
            claim=claim_with(vat),
        )
    )
    assert verdict.status is Status.VERIFIED
    assert verdict.assumptions == (vat,)
    assert verdict.findings == ()


def test_an_unused_assumption_is_a_finding(make):
    spare = assumed("5", "5")
    verdict = judge(make.case(make.quantity("980"), "980", claim=claim_with(spare)))
    assert verdict.status is Status.VERIFIED
    assert verdict.assumptions == ()
    (finding,) = verdict.findings
    assert (finding.code, finding.name, finding.line) == (
        "C001",
        "unused-assumption",
        7,
    )
    assert finding.claim == "c1"


@pytest.mark.parametrize(
    ("value", "restated"), [("980", True), ("980.4", True), ("981", False)]
)
def test_an_assumption_that_is_the_figure_is_suspect(make, value, restated):
    verdict = judge(
        make.case(make.quantity("980"), "980", claim=claim_with(assumed(value, value)))
    )
    assert (verdict.reason is Reason.ASSUMED_FIGURE) is restated


def test_a_number_alone_is_undeclared_before_it_ignores_cells(make):
    verdict = judge(
        make.case(make.quantity("980"), "980", traits=traits_of("980", VALUE), used=())
    )
    assert verdict.reason is Reason.UNDECLARED_CONSTANT
    assert verdict.also == (Reason.IGNORES_CITATION,)
    assert verdict.suggested == ""
