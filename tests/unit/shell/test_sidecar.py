"""Claims in a file beside the report belong to it, and the output says so."""

from __future__ import annotations

import json

import pytest

import verifier
from verifier.cli import main
from verifier.errors import ReportError

CLAIM = {"id": "c1", "cells": ["d.csv!B2:B3"], "calculation": "= SUM(B2:B3)"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "d.csv").write_text("id,n\na,10\nb,20\n")
    (tmp_path / "report.md").write_text("Sales were [30](#c1).\n")
    return tmp_path


def write_claims(folder, *claims, mark=""):
    text = mark + json.dumps({"claims": list(claims)})
    (folder / "report.claims.json").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_claims_of_the_sidecar_are_the_reports(folder, mark):
    write_claims(folder, CLAIM, mark=mark)
    verification = verifier.verify_path(folder / "report.md")
    assert verification.passed
    assert verification.reports[0].report.claims_from == (
        str(folder / "report.claims.json"),
    )


def test_without_a_sidecar_the_claim_is_not_there(folder):
    (verdict,) = verifier.verify_path(folder / "report.md").verdicts
    assert verdict.reason is verifier.Reason.NO_SUCH_CLAIM


def test_a_claim_defined_in_both_cannot_be_checked(folder):
    write_claims(folder, CLAIM)
    with (folder / "report.md").open("a") as report:
        report.write("\n```claims\n[c1] d.csv!B2\n= B2\n```\n")
    with pytest.raises(ReportError, match=r"\[c1\] is defined here and in"):
        verifier.verify_path(folder / "report.md")


def test_a_broken_sidecar_cannot_be_checked(folder):
    (folder / "report.claims.json").write_text("{")
    with pytest.raises(ReportError, match="no JSON"):
        verifier.verify_path(folder / "report.md")


def test_a_mark_finds_its_claim_in_the_sidecar(folder):
    write_claims(folder, CLAIM)
    (folder / "report.md").write_text("Sales were 30[^c1].\n\n[^c1]: the ledger\n")
    assert verifier.verify_path(folder / "report.md").passed


def test_the_outputs_say_where_claims_come_from(folder, capsys):
    write_claims(folder, CLAIM)
    path = str(folder / "report.md")
    assert main(["check", "--isolated", path]) == 0
    assert "· claims from " in capsys.readouterr().out
    assert main(["check", "--isolated", "--output-format", "json", path]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["reports"][0]["claims_from"] == [str(folder / "report.claims.json")]


def test_claims_that_the_command_names_stand_for_the_sidecar(folder, capsys):
    write_claims(folder, CLAIM | {"calculation": "= B2"})
    (folder / "other.json").write_text(json.dumps({"claims": [CLAIM]}))
    given = ["--claims", str(folder / "other.json"), str(folder / "report.md")]
    assert main(["check", "--isolated", *given]) == 0
    assert "other.json" in capsys.readouterr().out


def test_standard_input_cites_files_of_the_current_folder(folder, monkeypatch, capsys):
    import io  # noqa: PLC0415 - for this test alone
    import sys  # noqa: PLC0415 - likewise

    text = b"\xef\xbb\xbfSales were 30[^c1].\r\n\r\n[^c1]: d.csv!B2:B3 = SUM(B2:B3)\r\n"
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(["check", "--isolated", "-"]) == 0
    assert "verified 1" in capsys.readouterr().out
