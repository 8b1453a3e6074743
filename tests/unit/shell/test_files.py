from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.errors import PolicyError
from verifier.model.reason import Reason, Status
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span
from verifier.model.verdict import Verdict
from verifier.shell.baseline import apply_baseline, write_baseline
from verifier.shell.write import write_file


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    write_file(str(path), "Выручка\ud800\n")
    assert path.read_text("utf-8") == "Выручка\\ud800\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_failed_write_leaves_the_old_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def fail(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(PolicyError, match="No space left"):
        write_file(str(path), "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_file(str(tmp_path / "link.txt"), "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_reports_and_sources_are_never_written_over(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text("text")
    (tmp_path / "link.md").symlink_to("report.md")
    with pytest.raises(PolicyError, match="being checked"):
        write_file(str(tmp_path / "link.md"), "new", (str(report),))
    assert report.read_text() == "text"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be written"):
        write_file(str(tmp_path / "no" / "out.txt"), "x")


def test_a_device_is_written_to_as_it_is() -> None:
    write_file("/dev/null", "x")
    assert not Path("/dev/null").is_file()


def verification(path: str) -> Verification:
    figure = Figure("4.1M", Span(0, 4, 1, 1, 1, 5), None)
    verdict = Verdict(figure, "c1", Status.HALLUCINATED, Reason.VALUE)
    return Verification((ReportVerification(Report(path, "4.1M"), (verdict,)),))


def test_a_baseline_written_is_a_baseline_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ci").mkdir()
    assert write_baseline(verification("reports/q3.md"), "ci/base.json") == 1
    record = json.loads((tmp_path / "ci" / "base.json").read_text())
    assert record == {
        "version": 1,
        "accepted": [
            {
                "report": "../reports/q3.md",
                "claim": "c1",
                "figure": "4.1M",
                "reason": "value",
                "occurrence": 1,
            }
        ],
    }
    # the same report and baseline, named from another folder
    monkeypatch.chdir(tmp_path / "ci")
    after = apply_baseline(verification("../reports/q3.md"), "base.json")
    assert [v.accepted for v in after.verdicts] == ["baseline"]
    assert not apply_baseline(verification("q3.md"), "base.json").passed


def test_standard_input_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = str(tmp_path / "base.json")
    write_baseline(verification("-"), path)
    assert apply_baseline(verification("-"), path).passed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"version": 2, "accepted": []}',
        '{"version": 1}',
        '{"version": 1, "accepted": [3]}',
        '{"version": 1, "accepted": [{"report": 1, "occurrence": 1}]}',
    ],
)
def test_a_broken_baseline_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "base.json"
    path.write_text(text)
    with pytest.raises(PolicyError, match="--write-baseline"):
        apply_baseline(verification("q3.md"), str(path))


def test_a_missing_baseline_is_said(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="Write it first"):
        apply_baseline(verification("q3.md"), str(tmp_path / "none.json"))
