"""What is offered where a file is not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from verifier import verify_path
from verifier.cli import main
from verifier.shell.nearby import did_you_mean, names_below

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("deals.csv", "Costs 2025.xlsx", "exports/orders.parquet", "exports/q3/net.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("id,amount\nD-1,5\nD-2,7\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "deels.csv").write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    ("cited", "offered"),
    [
        ("deels.csv", "deals.csv"),
        ("deals.cvs", "deals.csv"),
        ("Deals.CSV", "deals.csv"),
        ("deals", "deals.csv"),
        ("dealz", "deals.csv"),
        ("costs2025.xlsx", "Costs 2025.xlsx"),
        ("orders.parquet", "exports/orders.parquet"),
        ("export/orders.parquet", "exports/orders.parquet"),
        ("net.csv", "exports/q3/net.csv"),
        ("nothing_of_the_sort.csv", ""),
    ],
)
def test_a_cited_file_that_is_not_there_has_neighbours(folder, cited, offered):
    report = folder / "report.md"
    report.write_text(
        f"It was [5](#c).\n\n```claims\n[c] '{cited}'!B2\n= B2\n```\n", encoding="utf-8"
    )
    (verdict,) = verify_path(report).verdicts
    assert verdict.reason.value == "no-such-source"
    if offered:
        assert f"Did you mean {offered!r}?" in verdict.advice
    else:
        assert "Did you mean" not in verdict.advice


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("inspect", "deels.csv"), "deals.csv"),
        (("inspect", "orders.parquet"), "exports/orders.parquet"),
        (("check", "reprot.md"), "report.md"),
        (("check", "report.md", "--source", "deals=Deels.csv"), "deals.csv"),
        (("check", "report.md", "--source", "o=exports/ordr.parquet"), "s.parquet"),
        (("check", "report.md", "--brief", "breif.toml"), "brief.toml"),
        (("fmt", "reprot.md"), "report.md"),
        (("brief", "init", "deels.csv"), "deals.csv"),
    ],
)  # fmt: skip
def test_a_missing_file_of_the_command_has_neighbours(
    folder, monkeypatch, capsys, words, offered
):
    monkeypatch.chdir(folder)
    (folder / "report.md").write_text("It was [5](#c).\n")
    (folder / "brief.toml").write_text("")
    assert main(list(words)) == 2
    said = capsys.readouterr().err
    assert "Did you mean" in said
    assert f"{offered}'?" in said.replace(os.sep, "/")


def test_a_file_that_is_there_is_not_offered(folder):
    assert not did_you_mean(str(folder / "deals.csv"))
    assert not did_you_mean("")
    assert not did_you_mean("a\0b")


def test_names_are_relative_and_few(folder):
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "b" / "c" / "too_deep.csv").write_text("x")
    (folder / "a" / "loop").symlink_to(folder)
    assert sorted(names_below(str(folder))) == sorted(NAMES)
    assert names_below(str(folder / "none")) == ()
