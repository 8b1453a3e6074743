from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from verifier.cli import main
from verifier.errors import SourceError
from verifier.model.reason import Reason, Status
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span
from verifier.model.verdict import Finding, Level, Verdict
from verifier.shell import examine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from verifier.shell.configuration import Settings

NOTE = Finding("C003", "wide-citation", Level.NOTE, "wide", 1, 1)


class Stages:
    """Stands in for what checks reports: a report's text says what is found."""

    def __init__(self) -> None:
        self.settings: list[Settings] = []
        self.stdin: bytes | None = None
        self.claims: str | None = None
        self.error: BaseException | None = None

    def check(
        self,
        paths: tuple[str, ...],
        settings: Settings,
        *,
        claims: str | None,
        stdin: bytes | None,
        progress: Callable[[str], None],
    ) -> Verification:
        progress("reading")
        self.settings.append(settings)
        self.stdin, self.claims = stdin, claims
        if self.error:
            raise self.error
        return Verification(tuple(map(self.report, paths)), tool=(("tieout", "0"),))

    @staticmethod
    def report(path: str) -> ReportVerification:
        figure = Figure("4.1M", Span(0, 4, 1, 1, 1, 5), None)
        good = Verdict(figure, "c1", Status.VERIFIED)
        bad = Verdict(figure, "c1", Status.HALLUCINATED, Reason.VALUE, message="no")
        verdicts = {"good": (good,), "bad": (bad,), "none": ()}
        name = path.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]
        return ReportVerification(
            Report(path, "4.1M\n"), verdicts.get(name, (good,)), (NOTE,)
        )


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stages:
    stand_in = Stages()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verifier.toml").touch()
    monkeypatch.setattr(examine, "check_reports", stand_in.check)
    return stand_in


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["good.md"], 0),
        (["bad.md"], 1),
        (["good.md", "bad.md"], 1),
        (["none.md"], 1),  # no figure at all has not been checked
        (["good.md", "--fail-on", "note"], 1),
        (["good.md", "--fail-on", "warning"], 0),
        (["good.md", "--fail-on", "note", "--ignore", "C003"], 0),
        (["good.md", "--fail-on", "worst"], 2),
        (["good.md", "--ignore", "H015"], 2),
        (["good.md", "--config", "nonsense"], 2),
        (["good.md", "--source", "nonsense"], 2),
        (["good.md", "--baseline", "missing.json"], 2),
        (["good.md", "bad.md", "--claims", "claims.json"], 2),
        (["good.md", "--output-format", "xml"], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int) -> None:
    assert main(["check", *arguments]) == status


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "--nothing", "a.md"]])
def test_wrong_usage_is_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    assert "usage: verifier" in capsys.readouterr().err


@pytest.mark.usefixtures("stages")
def test_results_go_to_standard_output_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["check", "bad.md", "--output-format", "concise"])
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0] == "bad.md:1:1: H015 value no"
    assert shown.err == ""


def test_an_error_says_where_what_what_else_and_what_to_do(
    stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    stages.error = SourceError(
        "deals.csv, line 4", "a quote\x1b[31m is never closed", "a quote", "Close it."
    )
    assert main(["check", "good.md"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "error: deals.csv, line 4\n"
        "  found     a quote<U+001B>[31m is never closed\n"
        "  expected  a quote\n"
        "  do        Close it.\n"
    )


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (KeyboardInterrupt(), 130),
        (OSError("gone"), 2),
        (MemoryError(), 2),
        (RecursionError(), 2),
        (ZeroDivisionError("a defect"), 2),  # nothing was checked, so it is not 1
    ],
)
def test_what_stops_a_run(stages: Stages, error: BaseException, status: int) -> None:
    stages.error = error
    assert main(["check", "good.md"]) == status


def test_settings_reach_the_check(stages: Stages) -> None:
    main(
        [
            "check",
            "good.md",
            "--strict-sources",
            "--source",
            "deals=a.csv",
            "--config",
            "numbers=ru",
            "--claims",
            "claims.json",
        ]
    )
    settings = stages.settings[0]
    assert settings.strict_sources
    assert settings.numbers == "ru"
    assert [(s.name, s.path) for s in settings.sources] == [("deals", "a.csv")]
    assert stages.claims == "claims.json"
    assert stages.stdin is None


def test_standard_input_is_read_once(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text\xff")))
    assert main(["check", "-", "good.md"]) == 0
    assert stages.stdin == b"text\xff"


def test_reports_with_other_settings_are_checked_apart_and_shown_in_order(
    stages: Stages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru" / "verifier.toml").write_text('numbers = "ru"\nfail_on = "note"\n')
    paths = ["good.md", "ru/good.md", "good.md", "other.md"]
    assert main(["check", *paths, "--output-format", "jsonl"]) == 1
    assert [s.numbers for s in stages.settings] == ["", "ru"]
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    shown = [r["path"] for r in records if r["type"] == "verdict"]
    assert shown == ["good.md", "ru/good.md", "other.md"]
    assert records[-1]["passed"]
    assert records[-1]["exit_status"] == 1, "findings fail the Russian report"


@pytest.mark.usefixtures("stages")
def test_a_baseline_is_written_then_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.md").touch()
    assert main(["check", "bad.md", "--write-baseline", "base.json"]) == 0
    assert capsys.readouterr().err == "recorded 1 in base.json\n"
    assert main(["check", "bad.md"]) == 1
    assert main(["check", "bad.md", "--baseline", "base.json"]) == 0
    assert "(accepted: baseline)" in capsys.readouterr().out
    (tmp_path / "verifier.toml").write_text('baseline = "base.json"\n')
    assert main(["check", "bad.md"]) == 0
    # writing again starts afresh: what the old one accepted is recorded again
    assert main(["check", "bad.md", "--write-baseline", "base.json"]) == 0
    assert main(["check", "bad.md"]) == 0


@pytest.mark.usefixtures("stages")
def test_the_output_file_gets_what_standard_output_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "bad.md", "--output-format", "json"])
    printed = capsys.readouterr().out
    assert main(["check", "bad.md", "--output-format", "json", "-o", "out.json"]) == 1
    assert (tmp_path / "out.json").read_text("utf-8") == printed
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("stages")
def test_the_report_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("text")
    assert main(["check", "good.md", "-o", "good.md"]) == 2
    assert main(["check", "good.md", "--write-baseline", "./good.md"]) == 2
    assert (tmp_path / "good.md").read_text() == "text"


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize(
    ("choice", "variables", "is_terminal", "is_coloured"),
    [
        ("always", {}, False, True),
        ("never", {}, True, False),
        ("auto", {}, False, False),
        ("auto", {}, True, True),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
    ],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    variables: dict[str, str],
    *,
    is_terminal: bool,
    is_coloured: bool,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stdout", screen)
    main(["check", "bad.md", "--color", choice])
    assert ("\x1b[31m" in screen.getvalue()) == is_coloured


@pytest.mark.usefixtures("stages")
def test_progress_is_for_people_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    main(["check", "good.md"])
    assert screen.getvalue() == "", "no terminal"
    monkeypatch.setattr(screen, "isatty", lambda: True)
    main(["check", "good.md"])
    assert screen.getvalue() == "", "short work"
    monkeypatch.setattr("verifier.shell.streams._SHOW_PROGRESS_AFTER", -1.0)
    main(["check", "good.md", "--quiet"])
    assert screen.getvalue() == "", "asked to be quiet"
    main(["check", "good.md"])
    assert screen.getvalue() == "\r\x1b[Kverifier: reading …\r\x1b[K"


@pytest.mark.usefixtures("stages")
def test_an_encoding_that_lacks_a_letter_gets_an_escape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["check", "good.md"]) == 0
    assert b"\\xb7 cited 1" in raw.getvalue()


@pytest.mark.usefixtures("stages")
def test_settings_are_shown_with_their_origin(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "good.md", "--strict-sources", "--show-settings"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# good.md"
    assert "strict_sources = true  # command line" in lines
    assert 'output_format = "full"  # default' in lines


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    assert "H015  value                   hallucinated\n" in capsys.readouterr().out
    assert main(["rule", "value"]) == 0
    assert capsys.readouterr().out.startswith("value (H015, hallucinated)\n")
    assert main(["rule", "h015", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "value"
    assert main(["rule", "--output-format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 35


def test_an_unknown_code_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "roundin"]) == 2
    assert "Did you mean rounding?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["claims", "result", "configuration"])
def test_schemas_are_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_version_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("verifier.shell.versions.version", lambda: "1.2.3")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "verifier 1.2.3\n"
