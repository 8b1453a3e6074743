from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.model.plan import Literal, LiteralRole, Outcome, Traits, Trial
from verifier.model.reason import Reason, Status
from verifier.model.source import CellKind

FAILED = Outcome(None, problem=Reason.CALCULATION_FAILED, message="division by zero")
ERROR = Outcome(CellKind.ERROR, text="#DIV/0!")
BLANK = Outcome(CellKind.BLANK)
FACTOR = Traits(literals=(Literal(Decimal(100), LiteralRole.FACTOR),))
CRITERION = Traits(literals=(Literal(Decimal(100), LiteralRole.CRITERION),))
COUNTS = Traits(counts=True, functions=("COUNTIF",))


def reason_of(make, traits, **trials):
    named = {Trial[name]: outcome for name, outcome in trials.items()}
    case = make.case(make.quantity("980"), "980", traits=traits, trials=named)
    return judge(case).reason


@pytest.mark.parametrize("moved", ["981", "0", "979.9"])
def test_a_value_that_moves_depends_on_its_cells(make, moved):
    assert reason_of(make, Traits(), DISTURBED=make.number(moved)) is None


@pytest.mark.parametrize("outcome", [FAILED, ERROR, BLANK])
def test_a_value_that_vanishes_has_moved(make, outcome):
    assert reason_of(make, FACTOR, DISTURBED=outcome) is None


@pytest.mark.parametrize("still", ["980", "980.0000000001", "980.0097", "979.9903"])
def test_a_value_that_stays_is_unmoved(make, still):
    outcome = make.number(still, exact=False)
    assert reason_of(make, Traits(), DISTURBED=outcome) is Reason.UNMOVED
    assert reason_of(make, CRITERION, DISTURBED=outcome) is Reason.UNMOVED


def test_a_trace_of_the_cells_is_no_dependence(make):
    # 30 * (x/x + x/10^12): made of a number, with a trace of x in it
    outcome = make.number("980.0000000001")
    assert reason_of(make, FACTOR, DISTURBED=outcome) is Reason.IGNORES_CITATION


STOPPED = Outcome(None, problem=Reason.LIMIT, message="the time is used up")


@pytest.mark.parametrize("traits", [Traits(), FACTOR, Traits(magnitude=True)])
@pytest.mark.parametrize(
    "trial",
    ["UNROUNDED", "UNGUARDED", "REBRANCHED", "SIGNED", "DISTURBED", "MAGNITUDE"],
)
def test_a_trial_that_was_stopped_leaves_its_question_open(make, traits, trial):
    named = {Trial[trial]: STOPPED}
    case = make.case(make.quantity("980"), "980", traits=traits, trials=named)
    verdict = judge(case)
    assert (verdict.status, verdict.reason) == (Status.UNDECIDED, Reason.LIMIT)
    assert "could not be tried: the time is used up" in verdict.message


@pytest.mark.parametrize("trial", ["DISTURBED", "REBRANCHED", "UNGUARDED", "UNROUNDED"])
def test_a_trial_that_was_stopped_saves_no_wrong_figure(make, trial):
    named = {Trial[trial]: STOPPED}
    case = make.case(make.quantity("981"), "980", trials=named)
    assert judge(case).status is Status.HALLUCINATED


def test_a_count_that_moved_once_needs_no_second_trial(make):
    still, other = make.number("980"), make.number("700")
    assert reason_of(make, COUNTS, DISTURBED=still, THINNED=STOPPED) is Reason.LIMIT
    assert reason_of(make, COUNTS, DISTURBED=other, THINNED=STOPPED) is None
    assert reason_of(make, COUNTS, DISTURBED=STOPPED, THINNED=other) is None
    assert reason_of(make, Traits(), DISTURBED=other, THINNED=STOPPED) is None


def test_a_count_of_nothing_is_unmoved(make):
    still = make.number("0")
    trials = {Trial.VALUE: still, Trial.DISTURBED: still, Trial.THINNED: still}
    case = make.case(make.quantity("0"), "0", traits=COUNTS, trials=trials)
    assert judge(case).reason is Reason.UNMOVED


@pytest.mark.parametrize(
    "role",
    [
        LiteralRole.FACTOR,
        LiteralRole.SUMMAND,
        LiteralRole.BRANCH,
        LiteralRole.VALUE,
    ],
)
def test_a_value_that_stays_beside_a_literal_ignores_its_cells(make, role):
    traits = Traits(literals=(Literal(Decimal(1), role),))
    still = make.number("980")
    assert reason_of(make, traits, DISTURBED=still) is Reason.IGNORES_CITATION


def test_a_trial_that_was_not_run_proves_nothing(make):
    assert reason_of(make, Traits(), DISTURBED=None) is Reason.UNMOVED


class TestCounts:
    def test_move_when_cells_are_emptied(self, make):
        still, less = make.number("980"), make.number("882")
        assert reason_of(make, COUNTS, DISTURBED=still, THINNED=less) is None

    def test_may_move_with_the_numbers(self, make):
        other, still = make.number("700"), make.number("980")
        assert reason_of(make, COUNTS, DISTURBED=other, THINNED=still) is None

    def test_that_never_move_ignore_their_cells(self, make):
        still = make.number("980")
        reason = reason_of(make, COUNTS, DISTURBED=still, THINNED=still)
        assert reason is Reason.IGNORES_CITATION

    def test_of_rows_count_the_citation(self, make):
        still = make.number("980")
        traits = Traits(counts=True, functions=("ROWS",))
        assert reason_of(make, traits, DISTURBED=still, THINNED=still) is None

    def test_of_rows_times_a_number_are_no_count(self, make):
        still = make.number("980")
        factor = (Literal(Decimal(100), LiteralRole.FACTOR),)
        traits = Traits(literals=factor, counts=True, functions=("ROWS",))
        reason = reason_of(make, traits, DISTURBED=still, THINNED=still)
        assert reason is Reason.IGNORES_CITATION


class TestBranches:
    def test_a_literal_branch_that_is_not_taken_is_free(self, make):
        assert reason_of(make, Traits(), REBRANCHED=make.number("980")) is None

    @pytest.mark.parametrize("outcome", [FAILED, ERROR])
    def test_a_branch_whose_change_breaks_the_value_counts(self, make, outcome):
        reason = reason_of(make, Traits(), REBRANCHED=outcome)
        assert reason is Reason.IGNORES_CITATION

    def test_a_literal_branch_that_is_taken_ignores_the_cells(self, make):
        reason = reason_of(make, Traits(), REBRANCHED=make.number("1353.6"))
        assert reason is Reason.IGNORES_CITATION


class TestFallbacks:
    def test_that_are_not_taken_are_free(self, make):
        assert reason_of(make, Traits(), UNGUARDED=make.number("980")) is None

    @pytest.mark.parametrize("outcome", [FAILED, ERROR, BLANK])
    def test_that_are_taken_are_suspect(self, make, outcome):
        assert reason_of(make, Traits(), UNGUARDED=outcome) is Reason.FALLBACK_USED

    def test_that_change_the_value_are_suspect(self, make):
        reason = reason_of(make, Traits(), UNGUARDED=make.number("979"))
        assert reason is Reason.FALLBACK_USED

    def test_whose_trial_is_missing_are_suspect(self, make):
        assert reason_of(make, Traits(), UNGUARDED=None) is Reason.FALLBACK_USED


def test_no_cell_read_at_all(make):
    verdict = judge(make.case(make.quantity("980"), "980", used=()))
    assert verdict.reason is Reason.IGNORES_CITATION
    assert verdict.also == ()
    assert "reads none" in verdict.message


def test_a_suspect_value_is_still_shown(make):
    case = make.case(
        make.quantity("980"), "980", trials={Trial.DISTURBED: make.number("980")}
    )
    verdict = judge(case)
    assert (verdict.status, verdict.recomputed) == (Status.SUSPECT, Decimal(980))
    assert not verdict.material


class TestTheOrderOfRows:
    PICKS = Traits(picks=("FIRST",))

    def test_decides_nothing_where_every_order_gives_the_value(self, make):
        same = make.number("980")
        assert reason_of(make, self.PICKS, REORDERED=same) is None

    @pytest.mark.parametrize("other", ["981", "979.5"])
    def test_makes_a_value_unstable_that_it_decides(self, make, other):
        moved = make.number(other)
        assert reason_of(make, self.PICKS, REORDERED=moved) is Reason.UNSTABLE

    @pytest.mark.parametrize("outcome", [FAILED, ERROR, BLANK, None])
    def test_makes_a_value_unstable_where_no_other_order_gives_one(self, make, outcome):
        assert reason_of(make, self.PICKS, REORDERED=outcome) is Reason.UNSTABLE

    def test_is_not_decided_within_a_limit(self, make):
        outcome = Outcome(None, problem=Reason.LIMIT, message="the time is used up")
        assert reason_of(make, self.PICKS, REORDERED=outcome) is Reason.LIMIT

    def test_that_decides_leaves_nothing_to_compare(self, make):
        trials = {Trial.VALUE: make.number("5"), Trial.REORDERED: make.number("6")}
        case = make.case(make.quantity("980"), "980", traits=self.PICKS, trials=trials)
        verdict = judge(case)
        assert verdict.status is Status.UNDECIDED
        assert verdict.also == ()
        assert verdict.recomputed is None


@pytest.mark.parametrize(
    ("count", "reason"), [(12, None), (13, Reason.UNDECLARED_CONSTANT)]
)
@pytest.mark.parametrize("role", [LiteralRole.SUMMAND, LiteralRole.VALUE])
def test_ones_that_are_added_up_to_a_number_are_one(make, role, count, reason):
    ones = Traits(literals=(Literal(Decimal(1), role),) * count)
    assert reason_of(make, ones) is reason


class TestTheOrderOfSearchedCells:
    def test_decides_nothing_where_they_are_sorted(self, make):
        assert reason_of(make, Traits(), UNSORTED=make.number("0")) is None

    @pytest.mark.parametrize("outcome", ["1", "2", FAILED, ERROR, BLANK])
    def test_makes_a_value_unstable_where_they_are_not(self, make, outcome):
        found = make.number(outcome) if isinstance(outcome, str) else outcome
        assert reason_of(make, Traits(), UNSORTED=found) is Reason.UNSTABLE

    def test_is_not_decided_within_a_limit(self, make):
        outcome = Outcome(None, problem=Reason.LIMIT, message="the time is used up")
        assert reason_of(make, Traits(), UNSORTED=outcome) is Reason.LIMIT

    def test_that_was_not_tried_proves_nothing(self, make):
        case = make.case(make.quantity("980"), "980")
        assert case.compiled is not None
        statements = (*case.compiled.statements, (Trial.UNSORTED, "SELECT 3"))
        compiled = replace(case.compiled, statements=statements)
        assert judge(replace(case, compiled=compiled)).reason is Reason.UNSTABLE
