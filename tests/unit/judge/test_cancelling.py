"""Sums whose terms cancel, and what is told of how a calculation is run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.judge import judge
from verifier.model.plan import Trial
from verifier.model.reason import Reason


class TestTermsThatCancel:
    @pytest.mark.parametrize(
        ("figure", "value", "sizes", "reason"),
        [
            ("0", "0", "2e16", Reason.UNSTABLE),  # 1e16 + 1 - 1e16
            ("1", "0", "2e16", Reason.UNSTABLE),
            ("1", "1", "2e16", Reason.UNSTABLE),
            ("980", "980", "2e16", Reason.UNSTABLE),
            ("980", "980", "2e12", None),
            ("5", "980", "2e12", Reason.VALUE),
            ("980", "980", "980", None),
            ("980", "979.5", "980", None),  # a tie, which the value rule forgives
        ],
    )
    def test_leave_open_what_their_errors_decide(
        self, make, figure, value, sizes, reason
    ):
        inexact = make.number(value, exact=False)
        trials = {Trial.MAGNITUDE: make.number(sizes, exact=False)}
        case = make.case(make.quantity(figure), inexact, trials=trials)
        assert judge(case).reason is reason

    def test_are_no_matter_where_the_calculation_is_exact(self, make):
        trials = {Trial.MAGNITUDE: make.number("2e16")}
        case = make.case(make.quantity("980"), "980", trials=trials)
        assert judge(case).reason is None


def test_what_was_decided_to_run_a_calculation_is_told(make):
    case = make.case(make.quantity("980"), "980")
    assert case.compiled is not None
    told = ("translated from postgres to DuckDB's dialect",)
    compiled = replace(case.compiled, notes=told)
    assert judge(replace(case, compiled=compiled)).notes == told
