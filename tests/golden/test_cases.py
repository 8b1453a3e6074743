"""Every case in fixtures/cases gets the verdicts that were worked out beside it."""

from __future__ import annotations

import functools
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

import verifier

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


@functools.cache
def _verify(folder: Path) -> verifier.Verification:
    settings_file = folder / "settings.json"
    settings = json.loads(settings_file.read_text()) if settings_file.exists() else {}
    sources = {k: folder / v for k, v in settings.get("sources", {}).items()}
    return verifier.verify_path(
        folder / "report.md",
        sources,
        strict_sources=settings.get("strict_sources", False),
    )


def _bare(text: str) -> str:
    return re.sub(r"[^\w]+", "", text)


NOT_YET_IN_A_CASE = {
    "rank",
    "totals-row",
    "range-stops-short",
    "duplicates-counted",
    "cells-lost",
    "error-cells-skipped",
    "stale-formula",
    "mixed-dates",
    "wrong-segment",
    "wrong-period",
    "wrong-column",
    "wrong-statistic",
    "wrong-unit",
    "percent-points",
    "wrong-denominator",
    "rank-contradicted",
    "rank-unproven",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_gets_its_verdict(name: str) -> None:
    folder = CASES / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    verdicts = _verify(folder).verdicts
    found = [
        (v.claim, v.status.value, v.reason.value if v.reason else None)
        for v in verdicts
    ]
    wanted = [(e["claim"], e["status"], e["reason"]) for e in expected["figures"]]
    assert found == wanted
    for verdict, entry in zip(verdicts, expected["figures"], strict=True):
        assert _bare(entry["figure"]) in _bare(verdict.figure.text)


@pytest.mark.parametrize("name", NAMES)
def test_every_recomputed_value_is_the_independent_one(name: str) -> None:
    folder = CASES / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for verdict, entry in zip(
        _verify(folder).verdicts, expected["figures"], strict=True
    ):
        if entry["value"] is None:
            continue
        value = Decimal(entry["value"])
        assert verdict.recomputed is not None, verdict
        assert abs(verdict.recomputed - value) <= abs(value) * Decimal("1e-12"), verdict


@pytest.mark.parametrize("name", NAMES)
def test_numbers_that_are_no_figures_say_why(name: str) -> None:
    folder = CASES / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    report = _verify(folder).reports[0]
    found = {(n.text, n.reason.value) for n in report.not_figures}
    for entry in expected["not_figures"]:
        assert (entry["text"], entry["reason"]) in found


def test_the_cases_hold_enough_figures_and_every_reason() -> None:
    entries = [
        entry
        for name in NAMES
        for entry in json.loads(
            (CASES / name / "expected.json").read_text(encoding="utf-8")
        )["figures"]
    ]
    reasons = {entry["reason"] for entry in entries if entry["reason"]}
    assert len(entries) >= 120
    unseen = {reason.value for reason in verifier.Reason} - reasons
    assert unseen == NOT_YET_IN_A_CASE


def test_the_honest_report_passes_since_a_person_accepted_its_one_doubt() -> None:
    report = _verify(CASES / "crm_true").reports[0]
    accepted = [v for v in report.verdicts if v.accepted]
    assert report.passed
    assert [(v.figure.text, v.reason) for v in accepted] == [
        ("21%", verifier.Reason.EXTERNAL)
    ]
    assert "A. K." in accepted[0].accepted
