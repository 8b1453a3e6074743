"""Reports at paths, checked with settings."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.errors import PolicyError, ReportError, SourceError
from verifier.model.reason import Reason, Status
from verifier.model.source import Declarer, SourceRequest
from verifier.shell.check import STDIN, check_reports, read_desk
from verifier.shell.configuration import Settings

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "It was [{1}](#c1).\n\n```claims\n[c1] {0}!A2:A3\n= SUM(A2:A3)\n```\n"
CLAIMS = {
    "claims": [
        {"id": "c1", "cells": ["deals.csv!A2:A3"], "calculation": "= SUM(A2:A3)"}
    ]
}


def write(folder: Path, *values: int, figure: str, source: str = "deals.csv") -> str:
    """Returns the path of a report that is written with its file beside it."""
    folder.mkdir(exist_ok=True)
    (folder / "deals.csv").write_text("\n".join(["n", *map(str, values), ""]))
    path = folder / "report.md"
    path.write_text(REPORT.format(source, figure), encoding="utf-8")
    return str(path)


def request(path: Path, name: str = "deals") -> SourceRequest:
    return SourceRequest(name, str(path), str(path), Declarer.CONFIGURATION)


def test_two_reports_may_call_different_files_the_same(tmp_path: Path) -> None:
    one = write(tmp_path / "one", 1, 2, figure="3")
    two = write(tmp_path / "two", 10, 20, figure="30")
    verification = check_reports((one, two), Settings())
    assert verification.passed
    assert [v.recomputed for v in verification.verdicts] == [Decimal(3), Decimal(30)]
    names = [source.name for source in verification.sources]
    assert names == [str(tmp_path / n / "deals.csv") for n in ("one", "two")]


def test_two_reports_may_share_a_file(tmp_path: Path) -> None:
    one = write(tmp_path, 1, 2, figure="3")
    (tmp_path / "two.md").write_text(REPORT.format("deals.csv", "4"))
    verification = check_reports((one, str(tmp_path / "two.md")), Settings())
    assert [v.status for v in verification.verdicts] == [
        Status.VERIFIED,
        Status.HALLUCINATED,
    ]
    assert [source.name for source in verification.sources] == ["deals.csv"]


def test_a_declared_source_is_cited_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("n\n1\n2\n")
    report = write(tmp_path / "reports", 7, figure="3", source="deals")
    settings = Settings(sources=(request(tmp_path / "elsewhere.csv"),))
    verification = check_reports((report,), settings)
    assert verification.passed
    assert verification.sources[0].declared_by is Declarer.CONFIGURATION


def test_strict_sources_take_declared_files_alone(tmp_path: Path) -> None:
    report = write(tmp_path, 1, 2, figure="3")
    strict = Settings(strict_sources=True)
    (verdict,) = check_reports((report,), strict).verdicts
    assert (verdict.status, verdict.reason) == (
        Status.SUSPECT,
        Reason.UNDECLARED_SOURCE,
    )
    declared = Settings(sources=(request(tmp_path / "deals.csv"),), strict_sources=True)
    assert check_reports((report,), declared).passed


def test_a_declared_source_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    report = write(tmp_path, 1, 2, figure="3")
    settings = Settings(sources=(request(tmp_path / "none.csv"),))
    with pytest.raises(SourceError) as caught:
        check_reports((report,), settings)
    assert caught.value.where == str(tmp_path / "none.csv")


def test_a_named_source_that_cannot_be_read_is_undecided(tmp_path: Path) -> None:
    report = write(tmp_path, 1, 2, figure="3", source="book.xlsx")
    (tmp_path / "book.xlsx").write_bytes(b"no workbook")
    (verdict,) = check_reports((report,), Settings()).verdicts
    assert verdict.reason is Reason.UNREADABLE_SOURCE


def test_a_missing_report_is_an_error(tmp_path: Path) -> None:
    path = str(tmp_path / "none.md")
    with pytest.raises(ReportError, match="No such file") as caught:
        check_reports((path,), Settings())
    assert caught.value.where == path


def test_standard_input_is_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1, 2, figure="3")
    monkeypatch.chdir(tmp_path)
    stdin = REPORT.format("deals.csv", "3").encode()
    verification = check_reports((STDIN,), Settings(), stdin=stdin)
    assert verification.passed
    assert verification.reports[0].report.path == STDIN


def test_no_standard_input_is_an_empty_report() -> None:
    assert read_desk(STDIN).report.text == ""


def test_claims_may_stand_in_a_file(tmp_path: Path) -> None:
    write(tmp_path, 1, 2, figure="3")
    report = tmp_path / "bare.md"
    report.write_text("It was [3](#c1).\n")
    claims = tmp_path / "claims.json"
    claims.write_text(json.dumps(CLAIMS))
    said: list[str] = []
    verification = check_reports(
        (str(report),), Settings(), claims=str(claims), progress=said.append
    )
    assert verification.passed
    assert said == ["reading"]


def test_claims_are_those_of_one_report(tmp_path: Path) -> None:
    one = write(tmp_path / "one", 1, 2, figure="3")
    two = write(tmp_path / "two", 1, 2, figure="3")
    with pytest.raises(ReportError, match="for 2 reports"):
        check_reports((one, two), Settings(), claims="claims.json")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"{"])
def test_claims_that_cannot_be_read_are_an_error(
    tmp_path: Path, content: bytes | None
) -> None:
    report = write(tmp_path, 1, 2, figure="3")
    path = tmp_path / "claims.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportError, match="claims"):
        check_reports((report,), Settings(), claims=str(path))


@pytest.mark.parametrize(
    ("numbers", "matter", "recomputes"),
    [
        ("", "", Status.VERIFIED),
        ("ru", "", Status.HALLUCINATED),
        ("ru", "---\nnumbers: en\n---\n\n", Status.VERIFIED),
    ],
)
def test_declared_numbers_are_those_of_reports_that_state_none(
    tmp_path: Path, numbers: str, matter: str, recomputes: Status
) -> None:
    # 1.234 is a little above one in English, more than a thousand in German
    report = tmp_path / "report.md"
    write(tmp_path, 1, figure="0")
    (tmp_path / "deals.csv").write_text("n\n1\n0.234\n")
    report.write_text(matter + REPORT.format("deals.csv", "1.234"))
    (verdict,) = check_reports((str(report),), Settings(numbers=numbers)).verdicts
    assert (verdict.status is Status.VERIFIED) == (recomputes is Status.VERIFIED)


def test_too_little_memory_is_said_before_anything_starts(tmp_path: Path) -> None:
    report = write(tmp_path, 1, 2, figure="3")
    with pytest.raises(PolicyError, match=r"limits\.memory"):
        check_reports((report,), Settings(memory="8MB"))
    assert check_reports((report,), Settings(memory="2GB")).passed
