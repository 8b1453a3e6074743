"""Hostile reports: a verdict or a message, soon, and never a traceback."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from verifier.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.no_cover

SECONDS = 10.0
CLAIM = "It was [11](#c1).\n\n```claims\n[c1] deals.csv!A2:A3\n= SUM(A2:A3)\n```\n"

# content -> statuses of its figures with their reasons, or words of the refusal
REPORTS: dict[str, tuple[str | bytes, list[str] | str | None]] = {
    "honest": (CLAIM, ["verified"]),
    "empty": ("", []),
    "a mark alone": (b"\xef\xbb\xbf", []),
    "100 000 brackets": ("[" * 100_000 + "\n\n" + CLAIM, ["verified"]),
    "50 000 closed brackets": ("[](" * 25_000 + "\n\n" + CLAIM, ["verified"]),
    "nested lists": (
        "".join(" " * n + "- a\n" for n in range(900)) + "\n\n" + CLAIM,
        None,
    ),
    "nested quotes": (">" * 20_000 + " a\n\n" + CLAIM, ["verified"]),
    "nested emphasis": ("*a **b " * 10_000 + "\n\n" + CLAIM, ["verified"]),
    "backticks": (
        "".join("`" * n + " " for n in range(1, 400)) + "\n\n" + CLAIM,
        None,
    ),
    "links in links": ("[a" * 20_000 + "](x)" * 20_000 + "\n\n" + CLAIM, ["verified"]),
    "a line of 1.9 MB": ("x" * 1_900_000 + "\n\n" + CLAIM, ["verified"]),
    "a line of digits": ("9" * 1_000_000 + "\n\n" + CLAIM, None),
    "digits and commas": ("1,2." * 40_000 + "\n\n" + CLAIM, None),
    "percents": ("9" * 28 + "%" + " 1,1" * 3_000 + "\n\n" + CLAIM, None),
    "40 000 lines": ("a\n" * 40_000 + "\n" + CLAIM, ["verified"]),
    "10 000 table cells": (
        "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n\n" + CLAIM,
        None,
    ),
    "comments without end": ("<!--" * 50_000 + "\n\n" + CLAIM, None),
    "tags without end": ("<a " * 50_000 + "\n\n" + CLAIM, ["verified"]),
    "entities": ("&#" * 50_000 + "&#49;" * 10 + "\n\n" + CLAIM, None),
    "reference links": (
        "".join(f"[a{n}]: x\n" for n in range(20_000)) + "\n" + CLAIM,
        ["verified"],
    ),
    "front matter without end": ("---\n" + "a: b\n" * 10_000 + CLAIM, None),
    "front matter that is deep": (
        "---\nsources: " + "[" * 50_000 + "\n---\n\n" + CLAIM,
        None,
    ),
    "front matter of laughs": (
        "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n\n" + CLAIM,
        None,
    ),
    "a deep formula": (
        CLAIM.replace("SUM(A2:A3)", "(" * 5_000 + "A2" + ")" * 5_000),
        ["undecided"],
    ),
    "a long formula": (
        CLAIM.replace("SUM(A2:A3)", "A2" + "+0" * 50_000),
        ["undecided"],
    ),
    "deep SQL": (
        CLAIM.replace("= SUM(A2:A3)", "SELECT " + "(" * 5_000 + "1" + ")" * 5_000),
        ["undecided"],
    ),
    "a fence without end": (CLAIM.removesuffix("```\n"), ["undecided"]),
    "NUL in the text": (CLAIM.replace("It was", "It\0was"), ["verified"]),
    "NUL in the figure": (CLAIM.replace("[11]", "[1\x001]"), None),
    "a zero-width sign in the figure": (CLAIM.replace("[11]", "[1\u200b1]"), None),
    "a figure that turns": (CLAIM.replace("[11]", "[\u202e11]"), None),
    "full-width digits": (CLAIM.replace("[11]", "[１１]"), None),
    "a figure in a comment": (
        CLAIM.replace("It was", "It <!-- [99](#c1) --> was"),
        ["verified"],
    ),
    "a hidden figure": (
        CLAIM.replace("[11](#c1)", '<span style="display:none">[11](#c1)</span> 12'),
        None,
    ),
    "an encoded figure": (CLAIM.replace("[11]", "[&#49;&#49;]"), None),
    "a raised digit": (CLAIM.replace("[11]", "[1<sup>1</sup>1]"), None),
    "a script": (
        CLAIM.replace("It was", "<script>alert(1)</script>It was"),
        ["uncited"],  # a reader sees the number, and no link
    ),
    "cp1251": ("Выручка 12".encode("cp1251"), "cannot be read as utf-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "cannot be read as utf-8"),
    "a surrogate": (b"\xed\xa0\x80", "cannot be read as utf-8"),
    "zeros": (b"\0" * 1_000, "many of its bytes are zero"),
    "2.1 MB": (b"x" * 2_100_000, "more than 2,000,000 bytes"),
    "60 000 lines": (b"\n" * 60_000, "60,000 lines"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deals.csv").write_text("n\n5\n6\n")
    (tmp_path / "verifier.toml").touch()
    return tmp_path


@pytest.mark.no_cover  # coverage would take most of the seconds
@pytest.mark.parametrize(("content", "expected"), REPORTS.values(), ids=list(REPORTS))
def test_a_hostile_report(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | bytes,
    expected: list[str] | str | None,
) -> None:
    written = content.encode() if isinstance(content, str) else content
    (folder / "report.md").write_bytes(written)
    begin = time.process_time()
    status = main(["check", "report.md", "--output-format", "json"])
    assert time.process_time() - begin < SECONDS, "a hang"
    shown = capsys.readouterr()
    assert "defect" not in shown.err
    if isinstance(expected, str):
        assert status == 2
        assert expected in shown.err
        return
    record = json.loads(shown.out)
    (report,) = record["reports"]
    found = [verdict["status"] for verdict in report["verdicts"]]
    if expected is not None:
        assert found == expected
    # what a reader of the report cannot see as 11 is never verified as 11
    verified = [v["figure"] for v in report["verdicts"] if v["status"] == "verified"]
    assert all(figure == "11" for figure in verified)
    assert status == (0 if found and set(found) == {"verified"} else 1)
