"""Hostile and benign calculations through the whole pipeline, in the default settings.

Each is tried with an arbitrary figure, and again with the figure that it gives: that is
what somebody prints who wants to be believed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.model.reason import Reason, Status

pytestmark = pytest.mark.no_cover
SHARED = Path(__file__).resolve().parents[2] / "../shared/corpora/sql_cases.jsonl"
HOSTILE = ("sql_hostile.txt", "formulas_hostile.txt")
BENIGN = ("sql_benign.txt", "formulas_benign.txt")
# rows made of constants; columns by a pattern; a table united with itself, whose cells
# would be counted twice
UNANSWERABLE = frozenset({"A253", "A283", "G087"})
# what an arbitrary figure gets where the calculation is honest
MISMATCHES = frozenset(
    {Reason.VALUE, Reason.DIRECTION, Reason.SIGN, Reason.PERCENT, Reason.SCALE}
)


def unexpected(tried):
    """Returns the verdicts that no reason of their rows allows."""
    return [
        (case.row.kind, case.row.calculation[:120], str(v.reason), v.message[:120])
        for case in tried
        for v in case.verdicts
        if v.reason is not None
        and v.reason not in case.row.allowed
        and not (v is case.first and v.reason in MISMATCHES)
    ]


def verified(tried):
    return [
        (case.row.kind, case.row.calculation[:120])
        for case in tried
        if Status.VERIFIED in {v.status for v in case.verdicts}
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_calculation_is_verified(tried_rows, name):
    tried = tried_rows(name)

    assert len({case.row.calculation for case in tried}) >= 300
    assert verified(tried) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_calculation_gets_a_reason_of_its_kind(tried_rows, name):
    assert unexpected(tried_rows(name)) == []


@pytest.mark.parametrize("name", BENIGN)
def test_no_benign_calculation_is_refused(tried_rows, name):
    tried = tried_rows(name)

    assert len({case.row.calculation for case in tried}) >= 150
    assert unexpected(tried) == []


@pytest.mark.parametrize("name", BENIGN)
def test_what_a_benign_calculation_gives_is_accepted(tried_rows, name):
    statuses = {
        case.row.calculation: case.second.status if case.second else None
        for case in tried_rows(name)
    }

    odd = {c for c, s in statuses.items() if s not in {"verified", "suspect"}}
    rounded = {c for c in odd if statuses[c] == Status.HALLUCINATED and "ROUND" in c}
    assert odd - rounded == set()
    assert sum(status == Status.VERIFIED for status in statuses.values()) >= 150


def test_the_hostile_statements_of_the_shared_corpus_are_not_verified(tried_cases):
    if not SHARED.is_file():
        pytest.skip("no shared corpus at hand")
    cases = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()]
    refused = [c["sql"] for c in cases if c["expect"] == "reject" and "sql" in c]
    benign = [
        c["sql"]
        for c in cases
        if c["expect"] == "allow" and "sql" in c and c["id"] not in UNANSWERABLE
    ]

    hostile = tried_cases(tuple(refused))
    honest = tried_cases(tuple(benign))

    assert verified(hostile) == []
    assert [
        (case.row.calculation, v.reason, v.message[:120])
        for case in honest
        for v in case.verdicts
        if v.reason in {Reason.REFUSED, Reason.UNREADABLE_CLAIM, Reason.LIMIT}
    ] == []
