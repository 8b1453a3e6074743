"""Bad input of every kind: four parts of a message, status 2, and nothing is lost."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from verifier.cli import main

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).resolve().parents[3]
MESSAGE = re.compile(
    r"error: \S.*\n  found     \S.*\n  expected  \S.*\n  do        \S.*\n"
)
GOOD = "It was [3](#c1).\n\n```claims\n[c1] deals.csv!A2:A3\n= SUM(A2:A3)\n```\n"
UNLINKED = "It was [3](#c1).\n"
DEEP = "[" * 100_000
DIGITS = "9" * 5_000

Files = dict[str, bytes | str | None]


def put(folder: Path, files: Files) -> None:
    """Writes files; None makes a pipe."""
    known: Files = {"good.md": GOOD, "deals.csv": "n\n1\n2\n", "bare.md": UNLINKED}
    for name, content in (known | {"verifier.toml": ""} | files).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        if content is None:
            os.mkfifo(path)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, "utf-8")


BAD: list[tuple[str, list[str], Files]] = [
    # the command line
    ("no report", ["check"], {}),
    ("an unknown command", ["czech", "good.md"], {}),
    ("an unknown option", ["check", "--nothing", "good.md"], {}),
    ("an option that steers", ["check", "--\x1b[31m\n::error::", "good.md"], {}),
    ("a wrong colour", ["check", "good.md", "--color", "\x1b[31m"], {}),
    ("an unknown format", ["check", "good.md", "--output-format", "xml"], {}),
    ("an unknown level", ["check", "good.md", "--fail-on", "worst"], {}),
    ("a verdict to ignore", ["check", "good.md", "--ignore", "H015"], {}),
    ("no code to ignore", ["check", "good.md", "--ignore", "X999"], {}),
    ("no code to select", ["check", "good.md", "--select", "D004,nonsense"], {}),
    ("an unknown schema", ["schema", "nothing"], {}),
    ("an unknown rule", ["rule", "\x1b[31m"], {}),
    ("a setting that is none", ["check", "good.md", "--config", "nonsense"], {}),
    ("an unknown setting", ["check", "good.md", "--config", "colour=1"], {}),
    ("a deep setting", ["check", "good.md", "--config", f"select={DEEP}"], {}),
    (
        "a long setting",
        ["check", "good.md", "--config", f"limits.seconds={DIGITS}"],
        {},
    ),
    ("no memory", ["check", "good.md", "--config", "limits.memory=8MB"], {}),
    ("memory that is none", ["check", "good.md", "--config", "limits.memory=much"], {}),
    ("no time", ["check", "good.md", "--config", "limits.seconds=0"], {}),
    ("endless time", ["check", "good.md", "--config", "limits.seconds=inf"], {}),
    (
        "no number of seconds",
        ["check", "good.md", "--config", "limits.seconds=nan"],
        {},
    ),
    ("roots that are none", ["check", "good.md", "--config", "roots=3"], {}),
    # reports
    ("no such report", ["check", "none.md"], {}),
    ("a folder", ["check", "."], {}),
    ("a report in a file", ["check", "good.md/x.md"], {}),
    ("a device", ["check", "/dev/zero"], {}),
    ("a pipe", ["check", "pipe.md"], {"pipe.md": None}),
    ("NUL in a path", ["check", "a\0b.md"], {}),
    ("a name that is too long", ["check", "n" * 5_000 + ".md"], {}),
    ("a binary report", ["check", "a.md"], {"a.md": b"\x00\xff\xfe\x80"}),
    ("a report of NUL", ["check", "a.md"], {"a.md": b"\0" * 100}),
    ("half a character", ["check", "a.md"], {"a.md": b"\xff\xfea"}),
    ("a surrogate", ["check", "a.md"], {"a.md": b"\xed\xa0\x80"}),
    ("a large report", ["check", "a.md"], {"a.md": b"x" * 2_000_001}),
    ("a report of lines", ["check", "a.md"], {"a.md": b"\n" * 50_001}),
    ("data as a report", ["check", "deals.csv"], {}),
    ("a Word document", ["check", "a.docx"], {"a.docx": b"PK"}),
    # sources
    ("a source without a path", ["check", "good.md", "--source", "deals"], {}),
    ("no such source", ["check", "good.md", "--source", "deals=none.csv"], {}),
    ("a folder as source", ["check", "good.md", "--source", "deals=."], {}),
    ("a pipe as source", ["check", "good.md", "--source", "d=p.csv"], {"p.csv": None}),
    ("a source of NUL", ["check", "good.md", "--source", "d=z.csv"], {"z.csv": b"\0"}),
    ("NUL in a source", ["check", "good.md", "--config", 'sources.d="a\\u0000"'], {}),
    ("a device as source", ["check", "good.md", "--source", "d=/dev/zero"], {}),
    ("no workbook", ["check", "good.md", "--source", "d=w.xlsx"], {"w.xlsx": "text"}),
    ("an unknown sort of source", ["check", "good.md", "--source", "d=good.md"], {}),
    (
        "a wrong declaration",
        ["check", "good.md"],
        {"verifier.toml": '[sources.d]\npath = "deals.csv"\nencoding = "hex"'},
    ),
    # configuration
    ("no TOML", ["check", "good.md"], {"verifier.toml": "a = = b"}),
    ("no UTF-8", ["check", "good.md"], {"verifier.toml": b"\xff"}),
    ("an unknown key", ["check", "good.md"], {"verifier.toml": "colour = 1"}),
    ("no table", ["check", "good.md"], {"verifier.toml": "sources = 3"}),
    ("a value of another kind", ["check", "good.md"], {"verifier.toml": "select = 3"}),
    ("deep TOML", ["check", "good.md"], {"verifier.toml": f"select = {DEEP}"}),
    ("a long number", ["check", "good.md"], {"verifier.toml": f"select = {DIGITS}"}),
    ("long TOML", ["check", "good.md"], {"verifier.toml": "#" * 1_000_001}),
    (
        "a source without a file",
        ["check", "good.md"],
        {"verifier.toml": "[sources.d]\ndecimal=','"},
    ),
    # baselines
    ("no such baseline", ["check", "good.md", "--baseline", "none.json"], {}),
    ("a folder as baseline", ["check", "good.md", "--baseline", "."], {}),
    ("no JSON", ["check", "good.md", "--baseline", "b.json"], {"b.json": "{"}),
    ("another JSON", ["check", "good.md", "--baseline", "b.json"], {"b.json": "[]"}),
    ("deep JSON", ["check", "good.md", "--baseline", "b.json"], {"b.json": DEEP}),
    (
        "a long number in JSON",
        ["check", "good.md", "--baseline", "b.json"],
        {"b.json": DIGITS},
    ),
    (
        "a binary baseline",
        ["check", "good.md", "--baseline", "b.json"],
        {"b.json": b"\xff\0"},
    ),
    ("a pipe as baseline", ["check", "good.md", "--baseline", "p"], {"p": None}),
    ("NUL in a baseline's path", ["check", "good.md", "--baseline", "a\0b"], {}),
    (
        "a baseline over the report",
        ["check", "good.md", "--write-baseline", "good.md"],
        {},
    ),
    (
        "a baseline over the source",
        ["check", "good.md", "--write-baseline", "deals.csv"],
        {},
    ),
    (
        "a baseline over the settings",
        ["check", "good.md", "--write-baseline", "verifier.toml"],
        {"verifier.toml": "strict_sources = false"},
    ),
    # claims
    ("no such claims", ["check", "bare.md", "--claims", "none.json"], {}),
    ("a folder as claims", ["check", "bare.md", "--claims", "."], {}),
    (
        "claims that are no JSON",
        ["check", "bare.md", "--claims", "c.json"],
        {"c.json": "{"},
    ),
    (
        "claims of another shape",
        ["check", "bare.md", "--claims", "c.json"],
        {"c.json": "[3]"},
    ),
    ("deep claims", ["check", "bare.md", "--claims", "c.json"], {"c.json": DEEP}),
    (
        "claims of a long number",
        ["check", "bare.md", "--claims", "c.json"],
        {"c.json": DIGITS},
    ),
    (
        "claims that are no UTF-8",
        ["check", "bare.md", "--claims", "c.json"],
        {"c.json": b"\xff"},
    ),
    ("a pipe as claims", ["check", "bare.md", "--claims", "p"], {"p": None}),
    (
        "claims for two",
        ["check", "bare.md", "good.md", "--claims", "c.json"],
        {"c.json": "{}"},
    ),
    # output
    ("output over the report", ["check", "good.md", "-o", "good.md"], {}),
    (
        "output over the report by another way",
        ["check", "good.md", "-o", "./x/../good.md"],
        {"x/y": ""},
    ),
    ("output over the source", ["check", "good.md", "-o", "deals.csv"], {}),
    (
        "output over the claims",
        ["check", "bare.md", "--claims", "c.json", "-o", "c.json"],
        {"c.json": '{"claims": []}'},
    ),
    (
        "output over the baseline",
        ["check", "good.md", "--baseline", "b.json", "-o", "b.json"],
        {"b.json": '{"version": 1, "accepted": []}'},
    ),
    (
        "output over a baseline that is written",
        ["check", "good.md", "--write-baseline", "b.json", "-o", "b.json"],
        {},
    ),
    ("a folder that is not there", ["check", "good.md", "-o", "none/out.txt"], {}),
    ("a folder as output", ["check", "good.md", "-o", "."], {}),
    ("a file as folder", ["check", "good.md", "-o", "deals.csv/out.txt"], {}),
    ("a full device", ["check", "good.md", "-o", "/dev/full"], {}),
    ("a pipe that nobody reads", ["check", "good.md", "-o", "p"], {"p": None}),
    ("NUL in the output's path", ["check", "good.md", "-o", "a\0b"], {}),
    ("a name too long for output", ["check", "good.md", "-o", "n" * 300], {}),
]


@pytest.mark.parametrize(
    ("arguments", "files"), [pytest.param(a, f, id=name) for name, a, f in BAD]
)
def test_bad_input_is_said_in_four_parts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    files: Files,
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, files)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert MESSAGE.fullmatch(shown.err)
    assert "Traceback" not in shown.err
    assert "a defect" not in shown.err
    assert not re.search(r"[^\n -~\xa0-\U0010ffff]|\n\s*::", shown.err)
    after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    recorded = tmp_path / "b.json"
    assert {p: c for p, c in after.items() if p != recorded or p in before} == before


def run(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    put(folder, {})
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(  # noqa: S603 - our own interpreter
        ["/bin/sh", "-c", command.replace("VERIFIER", f"{sys.executable} -m verifier")],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device there")
@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("VERIFIER rule >/dev/full", b"standard output"),
        ("VERIFIER check good.md >/dev/full", b"standard output"),
        ("VERIFIER check good.md >&-", b"standard output"),
        ("VERIFIER check - <&-", b"standard input"),
        ("ulimit -f 0; VERIFIER check good.md -o out.txt", b"cannot be written"),
        ("ulimit -f 0; VERIFIER check good.md -o old.txt", b"cannot be written"),
    ],
)
def test_streams_and_disks_that_fail(tmp_path: Path, command: str, says: bytes) -> None:
    (tmp_path / "old.txt").write_text("old")
    result = run(tmp_path, command)
    assert result.returncode == 2, result.stderr
    assert says in result.stderr
    assert MESSAGE.fullmatch(result.stderr.decode())
    assert (tmp_path / "old.txt").read_text() == "old"
    assert not [p for p in tmp_path.iterdir() if "draft" in p.name]


@pytest.mark.parametrize(
    "command", ["VERIFIER check none.md 2>&-", "VERIFIER check none.md 2>/dev/full"]
)
def test_without_standard_error_the_status_still_says_it(
    tmp_path: Path, command: str
) -> None:
    assert run(tmp_path, command).returncode == 2


def test_no_more_of_standard_input_is_read_than_a_report_may_have(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = io.BytesIO(b"x" * 9_000_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    assert main(["check", "-", "--isolated"]) == 2
    assert "2,000,001 bytes" in capsys.readouterr().err
    assert raw.tell() <= 2_000_001
