"""From cases to verdicts: every status, every reason, which of several leads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.model.case import Case, Objection
from verifier.model.claim import Assumption, CalculationKind, Claim, Flaw
from verifier.model.pages import page_of
from verifier.model.plan import Bound, Literal, LiteralRole, Outcome, Traits
from verifier.model.quantity import Comparison, QuantityKind
from verifier.model.reason import Reason, Status, precedence, status_of
from verifier.model.source import CellKind


def with_objections(make, *reasons: Reason, value: str = "980") -> Case:
    objections = tuple(Objection(reason, f"about {reason}") for reason in reasons)
    return make.case(make.quantity("980"), value, objections=objections)


def test_a_verified_figure(make):
    verdict = judge(make.case(make.quantity("980"), "980.2"))
    assert verdict.status is Status.VERIFIED
    assert verdict.reason is None
    assert verdict.also == ()
    assert verdict.message == verdict.advice == verdict.suggested == ""
    assert verdict.recomputed == Decimal("980.2")
    assert verdict.exact
    assert verdict.sql == "SELECT 1"
    assert verdict.cells == ("deals!F2:F412",)
    assert verdict.calculation == "= X(F2:F9)/2"


def test_a_figure_without_a_claim(make):
    case = replace(make.case(make.quantity("980"), None), claim_id=None, claim=None)
    verdict = judge(case)
    assert (verdict.status, verdict.reason) == (Status.UNCITED, Reason.UNCITED)
    assert verdict.claim is None
    assert verdict.advice == page_of(Reason.UNCITED).remedy
    assert len(verdict.allowed) == 1


def test_an_uncited_figure_without_a_reading(make):
    case = replace(make.case(None, None), claim_id=None, claim=None)
    assert judge(case).allowed == ()


@pytest.mark.parametrize("reason", [r for r in Reason if r is not Reason.UNCITED])
def test_every_objection_gives_its_own_status(make, reason):
    verdict = judge(with_objections(make, reason))
    assert verdict.reason is reason
    assert verdict.status is status_of(reason)
    assert verdict.message == f"about {reason}"
    assert verdict.advice == page_of(reason).remedy


def test_the_objection_s_own_advice_is_kept(make):
    objection = Objection(Reason.NO_SUCH_CELL, "K2 is empty", "Cite F2.")
    case = make.case(make.quantity("980"), "980", objections=(objection,))
    assert judge(case).advice == "Cite F2."


def test_objections_of_one_reason_are_all_told(make):
    objections = (
        Objection(Reason.NO_SUCH_CELL, "K2 is not there"),
        Objection(Reason.NO_SUCH_CELL, "L2 is not there"),
        Objection(Reason.NO_SUCH_CELL, "K2 is not there"),
    )
    case = make.case(make.quantity("980"), "980", objections=objections)
    assert judge(case).message == "K2 is not there; L2 is not there"


LEADS = [
    ((Reason.REFUSED, Reason.NO_SUCH_CELL), Reason.NO_SUCH_CELL),
    ((Reason.REFUSED, Reason.RANGE_OVERRUNS), Reason.REFUSED),
    ((Reason.RANGE_OVERRUNS, Reason.MISREAD), Reason.MISREAD),
    ((Reason.MISREAD, Reason.NO_SUCH_CLAIM), Reason.NO_SUCH_CLAIM),
    ((Reason.UNMOVED, Reason.RANGE_OVERRUNS), Reason.RANGE_OVERRUNS),
    ((Reason.LIMIT, Reason.UNREADABLE_CLAIM), Reason.UNREADABLE_CLAIM),
]


@pytest.mark.parametrize(("reasons", "leading"), LEADS)
def test_which_reason_leads(make, reasons, leading):
    verdict = judge(with_objections(make, *reasons))
    assert verdict.reason is leading
    assert set(verdict.also) == set(reasons) - {leading}


@pytest.mark.parametrize("first", list(Reason)[:16])
@pytest.mark.parametrize("second", list(Reason)[:16])
def test_hallucinated_reasons_lead_in_their_order(make, first, second):
    verdict = judge(with_objections(make, second, first))
    assert verdict.reason is min(first, second, key=precedence)


def test_a_mismatch_joins_the_objections(make):
    verdict = judge(with_objections(make, Reason.UNDECLARED_SOURCE, value="12"))
    assert (verdict.reason, verdict.also) == (
        Reason.VALUE,
        (Reason.UNDECLARED_SOURCE,),
    )


class TestWithoutAValue:
    def test_no_claim_of_that_id(self, make):
        case = make.case(make.quantity("980"), None, claim=None, compiled=None)
        verdict = judge(case)
        assert verdict.reason is Reason.NO_SUCH_CLAIM
        assert verdict.material
        assert verdict.claim == "c1"

    def test_no_calculation(self, make):
        case = make.case(make.quantity("980"), None, claim=Claim("c1"), compiled=None)
        assert judge(case).reason is Reason.NO_CALCULATION

    def test_a_flaw_of_the_claim(self, make):
        flaw = Flaw(Reason.DUPLICATE_CLAIM, "[c1] is defined twice", 9, 1)
        case = make.case(
            make.quantity("980"), None, claim=Claim("c1", flaw=flaw), compiled=None
        )
        verdict = judge(case)
        assert verdict.reason is Reason.DUPLICATE_CLAIM
        assert verdict.status is Status.UNDECIDED
        assert verdict.message == "[c1] is defined twice"
        assert verdict.also == ()

    def test_no_reading_of_the_figure(self, make):
        verdict = judge(make.case(None, "980"))
        assert verdict.reason is Reason.AMBIGUOUS_FIGURE
        assert verdict.allowed == ()
        assert verdict.recomputed == Decimal(980)

    def test_a_constant_needs_no_reading_of_the_figure(self, make):
        traits = Traits(literals=(Literal(Decimal("1.07"), LiteralRole.FACTOR),))
        verdict = judge(make.case(None, "980", traits=traits))
        assert verdict.reason is Reason.UNDECLARED_CONSTANT
        assert verdict.also == (Reason.AMBIGUOUS_FIGURE,)

    def test_nothing_was_compiled(self, make):
        case = make.case(make.quantity("980"), None, compiled=None)
        assert judge(case).reason is Reason.CALCULATION_FAILED

    def test_what_stopped_the_plan_is_enough(self, make):
        case = replace(
            with_objections(make, Reason.UNSUPPORTED_FUNCTION), compiled=None
        )
        assert (judge(case).reason, judge(case).also) == (
            Reason.UNSUPPORTED_FUNCTION,
            (),
        )


FAILURES = [
    (None, Reason.CALCULATION_FAILED, "not run"),
    (
        Outcome(None, problem=Reason.LIMIT, message="10 s"),
        Reason.LIMIT,
        "10 s",
    ),
    (Outcome(None, problem=Reason.REFUSED), Reason.REFUSED, "could not be run"),
    (
        Outcome(CellKind.ERROR, text="#DIV/0!"),
        Reason.CALCULATION_FAILED,
        "#DIV/0!",
    ),
    (Outcome(CellKind.ERROR), Reason.CALCULATION_FAILED, "without a code"),
    (Outcome(CellKind.BLANK), Reason.CALCULATION_FAILED, "nothing"),
    (Outcome(None), Reason.CALCULATION_FAILED, "nothing"),
    (Outcome(CellKind.TEXT, text="won"), Reason.CALCULATION_FAILED, "'won'"),
    (Outcome(CellKind.TEXT, text="x" * 99), Reason.CALCULATION_FAILED, "x…"),
    (Outcome(CellKind.NUMBER), Reason.CALCULATION_FAILED, "no finite number"),
    (
        Outcome(CellKind.NUMBER, Decimal("NaN")),
        Reason.CALCULATION_FAILED,
        "no finite number",
    ),
    (
        Outcome(CellKind.NUMBER, Decimal("-Infinity")),
        Reason.CALCULATION_FAILED,
        "no finite number",
    ),
]


@pytest.mark.parametrize(("outcome", "reason", "words"), FAILURES)
def test_a_calculation_that_gives_no_number(make, outcome, reason, words):
    verdict = judge(make.case(make.quantity("980"), outcome))
    assert verdict.reason is reason
    assert verdict.status is Status.UNDECIDED
    assert words in verdict.message
    assert verdict.recomputed is None


@pytest.mark.parametrize("kind", [CellKind.NUMBER, CellKind.DATE, CellKind.BOOLEAN])
def test_kinds_that_are_numbers(make, kind):
    outcome = Outcome(kind, Decimal(1), exact=True)
    assert judge(make.case(make.quantity("1"), outcome)).status is Status.VERIFIED


def test_what_was_computed_in_floating_point_is_not_exact(make):
    value = make.number("980", exact=False)
    verdict = judge(make.case(make.quantity("980"), value))
    assert verdict.status is Status.VERIFIED
    assert not verdict.exact


def test_a_digit_finer_than_floating_point_is_unstable(make):
    value = make.number("1000000000.52", exact=False)
    verdict = judge(make.case(make.quantity("1000000000.5", "0.1"), value))
    assert verdict.reason is Reason.UNSTABLE
    assert verdict.status is Status.UNDECIDED
    assert verdict.also == ()


def test_a_hedge_that_says_too_little_is_suspect(make):
    quantity = make.quantity("50", "1", "10", comparison=Comparison.OVER)
    verdict = judge(make.case(quantity, "400"))
    assert verdict.reason is Reason.UNDERSTATED
    assert not verdict.material
    assert "400" in verdict.message


def test_an_unstated_bound_is_suspect(make):
    traits = Traits(bounds=(Bound("amount > 1000", (Decimal(1000),), "amount"),))
    case = make.case(make.quantity("980"), "980", traits=traits)
    stated = make.case(
        make.quantity("980"),
        "980",
        "Deals above 1,000 average [980].",
        traits=traits,
    )
    assert judge(case).reason is Reason.UNSTATED_CRITERION
    assert judge(stated).status is Status.VERIFIED


class TestExternal:
    ORIGIN = "Gartner, B2B benchmark 2025, p. 4"

    def verdict(self, make, value, *assumptions, quantity=None):
        declared = [
            Assumption(text, None if number is None else Decimal(number), None, o, 3)
            for text, number, o in assumptions
        ]
        claim = Claim("c1", external=True, assumptions=tuple(declared))
        case = make.case(
            quantity or make.percent(value), None, claim=claim, compiled=None
        )
        return judge(case)

    def test_it_is_for_a_person_to_accept(self, make):
        verdict = self.verdict(make, "0.21", ("21%", "0.21", self.ORIGIN))
        assert (verdict.status, verdict.reason) == (Status.SUSPECT, Reason.EXTERNAL)
        assert "Gartner" in verdict.message
        assert verdict.recomputed == Decimal("0.21")
        assert len(verdict.assumptions) == 1
        assert verdict.findings == ()

    def test_it_is_told_once(self, make):
        claim = Claim(
            "c1",
            external=True,
            assumptions=(Assumption("21%", Decimal("0.21"), None, "x", 3),),
        )
        case = make.case(
            make.percent("0.21"),
            None,
            claim=claim,
            compiled=None,
            objections=(Objection(Reason.EXTERNAL, "told by the plan"),),
        )
        assert judge(case).message == "told by the plan"

    def test_it_equals_its_assumption(self, make):
        verdict = self.verdict(make, "0.23", ("21%", "0.21", self.ORIGIN))
        assert (verdict.reason, verdict.also) == (Reason.VALUE, (Reason.EXTERNAL,))

    def test_it_is_matched_at_its_own_digits(self, make):
        verdict = self.verdict(make, "0.21", ("21.3%", "0.213", self.ORIGIN))
        assert verdict.reason is Reason.EXTERNAL

    def test_it_states_a_number(self, make):
        assert self.verdict(make, "0.21").reason is Reason.NO_CALCULATION

    def test_it_states_one_number_alone(self, make):
        verdict = self.verdict(make, "0.21", ("21%", "0.21", "a"), ("3", "3", "b"))
        assert verdict.reason is Reason.NO_CALCULATION
        assert "2 numbers" in verdict.message

    def test_a_number_that_cannot_be_read_is_none(self, make):
        verdict = self.verdict(make, "0.21", ("a fifth", None, "a"))
        assert verdict.reason is Reason.NO_CALCULATION

    def test_a_figure_without_a_reading(self, make):
        claim = Claim(
            "c1",
            external=True,
            assumptions=(Assumption("21%", Decimal("0.21"), None, "x", 3),),
        )
        verdict = judge(make.case(None, None, claim=claim, compiled=None))
        assert verdict.reason is Reason.AMBIGUOUS_FIGURE
        assert verdict.also == (Reason.EXTERNAL,)


class TestWords:
    def test_as_the_specification_words_it(self, make):
        quantity = make.quantity("4100000", "100000")
        verdict = judge(make.case(quantity, "4312300", "ARR was [$4.1M]."))
        assert verdict.message == (
            "the calculation gives 4 312 300; the report says $4.1M (4.05M to 4.15M)"
        )
        assert verdict.suggested == "$4.3M"

    def test_percent(self, make):
        verdict = judge(
            make.case(make.percent("0.124", "0.001"), "0.13014", "Доля [12,4 %].")
        )
        assert verdict.message == (
            "the calculation gives 13.014 %; the report says 12,4 % "
            "(12,35 % to 12,45 %)"
        )
        assert verdict.suggested == "13,0 %"
        assert verdict.unit == "%"

    @pytest.mark.parametrize(
        ("kind", "shown", "unit"),
        [
            (
                QuantityKind.PERCENTAGE_POINTS,
                "9 percentage points",
                "percentage points",
            ),
            (QuantityKind.BASIS_POINTS, "900 basis points", "basis points"),
        ],
    )
    def test_points(self, make, kind, shown, unit):
        quantity = make.quantity("0.01", "0.001", kind=kind)
        verdict = judge(make.case(quantity, "0.09"))
        assert shown in verdict.message
        assert verdict.unit == unit

    @pytest.mark.parametrize(
        ("comparison", "words"),
        [
            (Comparison.OVER, "(above 50, to 60)"),
            (Comparison.NEARLY, "(47.5 to below 50)"),
            (Comparison.AT_MOST, "(45 to 50)"),
        ],
    )
    def test_open_ends(self, make, comparison, words):
        quantity = make.quantity("50", "1", "10", comparison=comparison)
        value = "51" if comparison is not Comparison.OVER else "49"
        assert words in judge(make.case(quantity, value, "It was [50].")).message

    def test_two_meanings(self, make):
        quantity = make.quantity(
            "2", kind=QuantityKind.CHANGE, tolerance=Decimal("0.05"), also=Decimal(1)
        )
        verdict = judge(make.case(quantity, "1.72", "Sales [doubled]."))
        assert "(1.95 to 2.05 or 0.95 to 1.05)" in verdict.message
        assert verdict.suggested == "1.72x"

    def test_a_fraction_in_words(self, make):
        quantity = make.quantity(
            "0.25", "0.01", kind=QuantityKind.FRACTION, tolerance=Decimal("0.005")
        )
        verdict = judge(make.case(quantity, "0.3333", "[One in four] left."))
        assert "33.33 %" in verdict.message
        assert verdict.suggested == "33.3%"

    def test_a_number_in_words(self, make):
        verdict = judge(make.case(make.quantity("26"), "31.4", "[Twenty-six] left."))
        assert verdict.suggested == "31"

    def test_floats_are_shown_without_their_noise(self, make):
        value = make.number("0.30000000000000004", exact=False)
        verdict = judge(make.case(make.quantity("7"), value))
        assert "gives 0.3;" in verdict.message

    def test_a_number_beyond_bounds(self, make):
        verdict = judge(make.case(make.quantity("7"), "1E+400"))
        assert "1E+400" in verdict.message

    def test_nobody_is_blamed(self, make):
        verdict = judge(make.case(make.quantity("1200"), "-1200", "It was [1,200]."))
        words = f"{verdict.message} {verdict.advice}".lower()
        assert not any(blame in words for blame in (" wrong", "mistake", "should be"))


def test_the_claim_s_kind_does_not_matter(make):
    claim = Claim("c1", calculation="SELECT 980", kind=CalculationKind.SQL)
    case = make.case(make.quantity("980"), "980", claim=claim)
    assert judge(case).status is Status.VERIFIED
