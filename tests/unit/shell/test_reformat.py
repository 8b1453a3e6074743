"""`verifier fmt`: what it writes, what it prints, and that it loses nothing."""

from __future__ import annotations

import io
import json
import sys

import pytest

from verifier.cli import main

CLAIM = {"id": "c1", "cells": ["d.csv!B2"], "calculation": "= B2"}
BEFORE = b"\xef\xbb\xbfIt was 30[^c1].\r\n"
FENCE = "```claims\r\n[c1] d.csv!B2\r\n= B2\r\n```\r\n"


@pytest.fixture
def report(tmp_path):
    (tmp_path / "d.csv").write_text("id,n\na,30\n")
    (tmp_path / "r.claims.json").write_text(json.dumps({"claims": [CLAIM]}))
    path = tmp_path / "r.md"
    path.write_bytes(BEFORE)
    return path


def test_it_rewrites_the_report_and_takes_the_sidecar_in(report, capsys):
    report.chmod(0o640)
    assert main(["fmt", str(report)]) == 0
    after = report.read_bytes().decode()
    assert after == f"\ufeffIt was [30](#c1).\r\n\r\n{FENCE}"
    assert not report.with_name("r.claims.json").exists()
    assert report.stat().st_mode & 0o777 == 0o640
    assert "rewritten, took in" in capsys.readouterr().err
    assert main(["check", "--isolated", str(report)]) == 0
    assert main(["fmt", "--check", str(report)]) == 0


@pytest.mark.parametrize("only", ["--check", "--diff", "--check --diff"])
def test_it_can_only_look(report, only, capsys):
    assert main(["fmt", *only.split(), str(report)]) == 1
    assert report.read_bytes() == BEFORE
    assert report.with_name("r.claims.json").exists()
    shown = capsys.readouterr().out
    assert str(report) in shown
    assert only == "--check" or "It was [30](#c1)." in shown


def test_it_can_write_elsewhere(report):
    other = report.with_name("other.md")
    assert main(["fmt", "-o", str(other), str(report)]) == 0
    assert report.read_bytes() == BEFORE
    assert "[30](#c1)" in other.read_text()
    assert report.with_name("r.claims.json").exists()


def test_a_failed_write_loses_nothing(report, monkeypatch, capsys):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert main(["fmt", str(report)]) == 2
    assert report.read_bytes() == BEFORE
    assert report.with_name("r.claims.json").exists()
    assert [p.name for p in report.parent.iterdir() if "draft" in p.name] == []
    assert "No space left" in capsys.readouterr().err


def test_a_second_report_that_cannot_be_read_stops_the_first(report, tmp_path):
    assert main(["fmt", str(report), str(tmp_path / "none.md")]) == 2
    assert report.read_bytes() == BEFORE


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("r.html", b"<p>", "only reports in Markdown"),
        ("u.md", "é".encode("utf-16"), "not in UTF-8"),
        ("l.md", "é".encode("latin-1"), "cannot be read as utf-8"),
    ],
)
def test_what_it_cannot_rewrite_says_so(tmp_path, capsys, name, content, says):
    (tmp_path / name).write_bytes(content)
    assert main(["fmt", str(tmp_path / name)]) == 2
    assert says in capsys.readouterr().err
    assert (tmp_path / name).read_bytes() == content


def test_standard_input_goes_to_standard_output(monkeypatch, capfdbinary):
    text = b"\xef\xbb\xbfIt was $3 of $4\r\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main(["fmt", "-"]) == 0
    assert capfdbinary.readouterr().out == b"\xef\xbb\xbfIt was \\$3 of \\$4\r\n"
