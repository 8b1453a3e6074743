"""Briefs: from which place one is taken, what it does, and how it is drafted."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import verifier
from verifier.brief import parse_brief
from verifier.cli import main
from verifier.errors import PolicyError
from verifier.renderers.result_schema import RESULT_SCHEMA

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "inspection"
FRONT = "---\nbrief: mine.toml\n---\n"
REPORT = "It was [3](#c1).\n\n```claims\n[c1] deals.csv!A2:A3\n= SUM(A2:A3)\n```\n"
IGNORED = "[fields.n]\nignored = true\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "deals.csv").write_text("n\n1\n2\n")
    (tmp_path / "report.md").write_text(REPORT)
    (tmp_path / "mine.toml").write_text(IGNORED)
    (tmp_path / "other.toml").write_text("[fields.n]\nmeaning = 'number'\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Returns the only report's record."""
    assert main(["check", "report.md", "--output-format", "json", *arguments]) == 0
    record = json.loads(capsys.readouterr().out)
    jsonschema.validate(record, RESULT_SCHEMA)
    return record["reports"][0]


def codes(report: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in report["findings"]]


def test_without_a_brief_none_is_recorded(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder
    report = checked(capsys)
    assert report["brief"] is None
    assert "C030" not in codes(report)


def test_the_command_names_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = checked(capsys, "--brief", "mine.toml")
    digest = hashlib.sha256((folder / "mine.toml").read_bytes()).hexdigest()
    assert report["brief"] == {
        "path": "mine.toml",
        "digest": f"sha256:{digest}",
        "declared_by": "command",
    }
    assert "C030" in codes(report)


def test_the_configuration_names_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "verifier.toml").write_text('brief = "mine.toml"\n')
    report = checked(capsys)
    assert report["brief"]["declared_by"] == "configuration"
    assert "C030" in codes(report)


def test_the_report_names_one_beside_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.md").write_text(FRONT + REPORT)
    report = checked(capsys)
    assert report["brief"]["declared_by"] == "report"
    assert "C030" in codes(report)


def test_a_declared_brief_wins_over_that_of_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.md").write_text(FRONT + REPORT)
    report = checked(capsys, "--brief", "other.toml")
    assert report["brief"]["path"] == "other.toml"
    assert "C030" not in codes(report)


def test_strict_sources_take_no_brief_from_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.md").write_text(FRONT + REPORT)
    report = checked(capsys, "--strict-sources", "--source", "deals.csv=deals.csv")
    assert report["brief"] is None


@pytest.mark.parametrize("path", ["../mine.toml", "none.toml", "/etc/hostname"])
def test_a_report_names_no_brief_elsewhere(folder: Path, path: str) -> None:
    (folder.parent / "mine.toml").write_text(IGNORED)
    (folder / "report.md").write_text(f"---\nbrief: {path}\n---\n{REPORT}")
    assert main(["check", "report.md"]) == 2


def test_the_library_takes_a_path(folder: Path) -> None:
    for verification in (
        verifier.verify(REPORT, {"deals.csv": "deals.csv"}, brief="mine.toml"),
        verifier.verify_path(folder / "report.md", brief=folder / "mine.toml"),
    ):
        assert "C030" in {finding.code for finding in verification.findings}
    with pytest.raises(PolicyError, match="cannot be read"):
        verifier.verify(REPORT, brief="none.toml")


def test_a_brief_is_drafted_from_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"d{n},{'EU' if n % 2 else 'US'},{n * 7},{n},x\n" for n in range(9))
    path.write_text(
        f'deal_id,region,revenue (USD),cycle_days,"odd ""name""\x7f"\n{rows}'
    )
    target = tmp_path / "brief.toml"
    assert main(["brief", "init", str(path), "--isolated", "-o", str(target)]) == 0
    brief = parse_brief(target.read_text("utf-8"), "brief.toml")
    fields = {field.name: field for field in brief.fields}
    assert list(fields)[:4] == ["deal_id", "region", "revenue (USD)", "cycle_days"]
    assert fields["deal_id"].is_key
    assert fields["region"].values == ("EU", "US")
    assert fields["revenue (USD)"].unit == "USD"
    assert (fields["cycle_days"].kind, fields["cycle_days"].unit) == ("number", "days")
    assert not brief.aliases
    assert main(["inspect", str(path), "--isolated", "--brief", str(target)]) == 0
    assert "D020" not in capsys.readouterr().out


def test_a_key_that_repeats_is_drafted_as_none(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "export.csv", tmp_path)
    target = tmp_path / "brief.toml"
    data = str(tmp_path / "export.csv")
    assert main(["brief", "init", data, "--isolated", "-o", str(target)]) == 0
    brief = parse_brief(target.read_text("utf-8"), "brief.toml")
    assert not any(field.is_key for field in brief.fields)
    assert main(["brief", "init", data, "--isolated", "-o", data]) == 2


def test_data_that_cannot_be_read_end_with_2(tmp_path: Path) -> None:
    assert main(["inspect", str(tmp_path / "none.csv")]) == 2


def test_a_brief_that_a_person_wrote_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, target = tmp_path / "d.csv", tmp_path / "brief.toml"
    data.write_text("n\n1\n2\n")
    target.write_text(IGNORED)
    command = ["brief", "init", str(data), "--isolated", "-o", str(target)]
    assert main(command) == 2
    assert "written over it" in capsys.readouterr().err
    assert target.read_text() == IGNORED
    target.write_text("")
    assert main(command) == 0
    assert "[fields" in target.read_text()
