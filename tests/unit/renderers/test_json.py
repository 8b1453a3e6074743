from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import jsonschema
import pytest

from verifier.model.claim import Assumption
from verifier.model.quantity import Interval
from verifier.renderers import RenderOptions, render
from verifier.renderers._json import json_text
from verifier.renderers.result_schema import RESULT_SCHEMA

if TYPE_CHECKING:
    from verifier.model.record import Verification
    from verifier.model.verdict import Verdict

# SPEC section 5, word for word; `part` and `claims_from` came with version 1.1,
# `keyed` and `notes` with 1.2
TOP = ["schema_version", "tool", "passed", "exit_status", "reports", "sources"]
REPORT = [
    "path",
    "claims_from",
    "coverage",
    "verdicts",
    "findings",
    "not_figures",
    "brief",
]
SOURCE = ["name", "path", "digest", "declared_by", "decisions"]
VERDICT = [
    "id",
    "claim",
    "status",
    "reason",
    "also",
    "material",
    "figure",
    "part",
    "line",
    "column",
    "end_line",
    "end_column",
    "allowed",
    "recomputed",
    "unit",
    "suggested",
    "message",
    "advice",
    "calculation",
    "sql",
    "cells",
    "keyed",
    "assumptions",
    "accepted",
    "findings",
    "diagnosis",
    "notes",
]


def test_keys_are_exactly_those_of_the_specification(
    verification: Verification,
) -> None:
    record = json.loads(render(verification, "json"))
    assert list(record) == TOP
    assert list(record["reports"][0]) == REPORT
    assert [list(v) for v in record["reports"][0]["verdicts"]] == [VERDICT] * 3
    assert [list(s) for s in record["sources"]] == [SOURCE]


def test_values_are_those_of_the_verdict(verification: Verification) -> None:
    record = json.loads(render(verification, "json"))
    wrong, right, uncited = record["reports"][0]["verdicts"]
    assert wrong["id"] == "c1#1"
    assert wrong["allowed"] == {
        "low": "4050000",
        "low_open": False,
        "high": "4150000",
        "high_open": False,
    }
    assert (wrong["recomputed"], wrong["line"], wrong["end_column"]) == (
        "4212300",
        3,
        16,
    )
    assert (right["reason"], right["recomputed"]) == (None, "0.3")
    assert (uncited["id"], uncited["claim"], uncited["allowed"]) == ("#1", None, None)
    assert (record["passed"], record["exit_status"]) == (False, 1)


def test_real_output_follows_the_published_schema(
    verification: Verification, wrong: Verdict
) -> None:
    jsonschema.Draft202012Validator.check_schema(RESULT_SCHEMA)
    assumption = Assumption("21%", Decimal("0.21"), Decimal("0.01"), "Gartner", 9)
    full = replace(
        wrong,
        assumptions=(assumption, replace(assumption, value=None)),
        findings=verification.reports[0].findings,
        accepted="agreed",
        allowed=(Interval(None, Decimal("1E+60"), high_open=True),),
        recomputed=Decimal("-1.50"),
    )
    report = replace(verification.reports[0], verdicts=(full,))
    for version in (verification, replace(verification, reports=(report,))):
        jsonschema.validate(json.loads(render(version, "json")), RESULT_SCHEMA)


@pytest.mark.parametrize("key", ["extra", "passed"])
def test_the_schema_refuses_other_records(verification: Verification, key: str) -> None:
    record = json.loads(render(verification, "json"))
    record[key] = "something"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, RESULT_SCHEMA)


def test_the_exit_status_is_that_of_the_run(verification: Verification) -> None:
    options = RenderOptions(exit_status=0)
    assert json.loads(render(verification, "json", options))["exit_status"] == 0


def test_of_two_intervals_the_one_that_holds_the_value_is_named(
    verification: Verification, wrong: Verdict
) -> None:
    doubled = replace(
        wrong,
        allowed=(
            Interval(Decimal("1.95"), Decimal("2.05")),
            Interval(Decimal("0.95"), Decimal("1.05")),
        ),
        recomputed=Decimal(1),
    )
    report = replace(verification.reports[0], verdicts=(doubled,))
    text = render(replace(verification, reports=(report,)), "json")
    assert json.loads(text)["reports"][0]["verdicts"][0]["allowed"]["low"] == "0.95"


def test_lines_are_every_verdict_then_the_summary(verification: Verification) -> None:
    lines = render(verification, "jsonl").splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["type"] for r in records] == ["verdict"] * 3 + ["summary"]
    assert [r.get("path") for r in records] == ["report.md"] * 3 + [None]
    whole = json.loads(render(verification, "json"))
    plain = [{k: v for k, v in r.items() if k not in {"type", "path"}} for r in records]
    assert plain[:3] == whole["reports"][0]["verdicts"]
    assert records[3]["reports"][0]["coverage"] == whole["reports"][0]["coverage"]


@pytest.mark.parametrize(
    "text",
    ["\x1b[31m", "\u202e", "\ud800", "\U000e0041", "\u2028", "日\u200b本", "\x7f"],
)
def test_unseen_characters_are_escaped_and_read_back(text: str) -> None:
    written = json_text({"a": text})
    assert json.loads(written) == {"a": text}
    assert all(c.isprintable() or c == " " for c in written)
