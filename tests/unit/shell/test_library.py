"""The calls of the library, with the worker process."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import cast

import pandas as pd
import pytest

import verifier
from verifier.model.reason import Reason, Status
from verifier.model.source import Declarer

PROSE = "Sales were [30](#c1), of which [20](#c2).\n"
CLAIMS = """
```claims
[c1] {0}!B2:B3
= SUM(B2:B3)
[c2] {0}!B3
= B3
```
"""
CSV = "id,amount\na,10\nb,20\n"


def text(source: str) -> str:
    return PROSE + CLAIMS.format(source)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"id": ["a", "b"], "amount": [10, 20]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deals.csv").write_text(CSV)
    (tmp_path / "report.md").write_text(text("deals.csv"))
    return tmp_path


def test_a_frame_is_a_source(frame: pd.DataFrame) -> None:
    verification = verifier.verify(text("deals"), {"deals": frame})
    assert verification.passed
    assert [v.recomputed for v in verification.verdicts] == [Decimal(30), Decimal(20)]
    (source,) = verification.sources
    assert (source.name, source.declared_by) == ("deals", Declarer.COMMAND)
    assert dict(verification.tool)["tieout"] == verifier.__version__


def test_verdicts_make_a_frame(frame: pd.DataFrame) -> None:
    wrong = text("deals").replace("[20]", "[21]")
    made = cast("pd.DataFrame", verifier.verify(wrong, {"deals": frame}).to_frame())
    assert list(made["figure"]) == ["30", "21"]
    assert list(made["status"]) == ["verified", "hallucinated"]
    assert list(made["reason"]) == ["", "rounding"]
    assert list(made["recomputed"]) == ["30", "20"]


def test_only_what_the_library_returns_makes_a_frame(folder: Path) -> None:
    empty = verifier.Verification(())
    with pytest.raises(RuntimeError, match="verify"):
        empty.to_frame()
    assert verifier.verify_path(folder / "report.md").to_frame() is not None


@pytest.mark.parametrize("as_path", [str, Path])
def test_a_path_is_a_source(folder: Path, as_path: type) -> None:
    path = as_path(folder / "deals.csv")
    verification = verifier.verify(text("deals"), {"deals": path})
    assert verification.passed
    assert verification.sources[0].path == str(folder / "deals.csv")


def test_claims_may_come_as_json(frame: pd.DataFrame) -> None:
    claims = {
        "claims": [
            {"id": "c1", "cells": ["deals!B2:B3"], "calculation": "= SUM(B2:B3)"},
            {"id": "c2", "cells": ["deals!B3"], "calculation": "= B3"},
        ]
    }
    sources = {"deals": frame}
    assert verifier.verify(PROSE, sources, claims=json.dumps(claims)).passed
    alone = verifier.verify(PROSE, sources)
    assert {v.reason for v in alone.verdicts} == {Reason.NO_SUCH_CLAIM}
    twice = verifier.verify(text("deals"), sources, claims=json.dumps(claims))
    assert {v.reason for v in twice.verdicts} == {Reason.DUPLICATE_CLAIM}


def test_claims_that_are_no_json_are_an_error(frame: pd.DataFrame) -> None:
    with pytest.raises(verifier.ReportError):
        verifier.verify(PROSE, {"deals": frame}, claims="[c1]")


def test_a_report_at_a_path_finds_its_files(folder: Path) -> None:
    verification = verifier.verify_path(folder / "report.md")
    assert verification.passed
    assert verification.sources[0].declared_by is Declarer.REPORT
    assert verification.reports[0].report.path == str(folder / "report.md")


def test_strict_sources_suspect_what_only_the_report_names(folder: Path) -> None:
    path = str(folder / "report.md")
    found = verifier.verify_path(path, strict_sources=True).verdicts
    assert {v.reason for v in found} == {Reason.UNDECLARED_SOURCE}
    sources = {"deals": folder / "deals.csv"}
    assert verifier.verify_path(path, sources, strict_sources=True).passed


def test_a_text_names_files_below_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder)
    assert verifier.verify(text("deals.csv")).passed
    monkeypatch.chdir(folder / "inner")
    outside = verifier.verify(text("'../deals.csv'"))
    assert {v.reason for v in outside.verdicts} == {Reason.NO_SUCH_SOURCE}


def test_a_missing_report_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(verifier.ReportError, match="No such file") as caught:
        verifier.verify_path(tmp_path / "none.md")
    assert caught.value.where == str(tmp_path / "none.md")


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(verifier.SourceError, match=r"none\.csv"):
        verifier.verify(text("deals"), {"deals": tmp_path / "none.csv"})


def test_what_is_no_frame_is_an_error() -> None:
    given = cast("pd.DataFrame", object())
    with pytest.raises(verifier.SourceError, match="a object was given") as caught:
        verifier.verify(text("deals"), {"deals": given})
    assert caught.value.where == "deals"


def test_a_report_without_claims_does_not_pass() -> None:
    verification = verifier.verify("Won 7.")
    assert [v.status for v in verification.verdicts] == [Status.UNCITED]
    assert not verification.passed
    assert verification.exit_status == 1


def test_text_that_no_file_can_hold_is_an_error() -> None:
    with pytest.raises(verifier.ReportError, match="byte 6"):
        verifier.verify("Won 7\ud800.")
