"""Odd files on the command line: status 2, three lines, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from verifier.cli import main

pytestmark = pytest.mark.no_cover

SOURCES = Path(__file__).resolve().parents[3] / "fixtures" / "sources"
REPORT = "It was [5](#c).\n\n```claims\n[c] d.csv!A2\n= A2\n```\n"
BOOK = (SOURCES / "deals.xlsx").read_bytes()
PARQUET = (SOURCES / "deals.parquet").read_bytes()
SQLITE = (SOURCES / "deals.sqlite").read_bytes()

DATA = [
    ("empty.xlsx", b"", "is empty"),
    ("empty.parquet", b"", "is empty"),
    ("empty.sqlite", b"", "is empty"),
    ("empty.json", b"", "does not begin with an array"),
    ("empty.zip", b"", "is damaged"),
    ("cut.xlsx", BOOK[: len(BOOK) // 2], "is no workbook"),
    ("cut.parquet", PARQUET[: len(PARQUET) // 2], "cannot be read"),
    ("cut.sqlite", SQLITE[:1500], "cannot be read"),
    ("cut.zip", BOOK[:100], "is damaged"),
    ("book.csv", BOOK, "is a ZIP archive"),
    ("text.xlsx", b"a,b\n1,2\n", "is no workbook"),
    ("text.parquet", b"a\n1\n", "cannot be read"),
    ("page.csv", b"<!DOCTYPE html>", "is a page of HTML"),
    ("nul.csv", b"a,b\n1,\0\n", "holds a NUL byte"),
    ("wide.csv", "a,b\n1,2\n".encode("utf-16-le"), "holds a NUL byte"),
    ("bad.json", b"{", "does not begin with an array"),
    ("deep.json", b"[" * 100_000, "nested"),
    ("what.abc", b"a", "of a format that is not read"),
    ("folder.csv", None, "is a folder"),
    ("pipe.csv", None, "is a pipe"),
    ("loop.csv", None, "is a symbolic link"),
    ("dangling.csv", None, "cannot be opened"),
    ("none.csv", None, "cannot be opened"),
]
REPORTS = [
    ("folder.md", None, "no regular file"),
    ("pipe.md", None, "no regular file"),
    ("loop.md", None, "cannot be read"),
    ("none.md", None, "cannot be read"),
    ("book.md", BOOK, "cannot be read as utf-8"),
    ("book.docx", BOOK, "another sort of file"),
    ("empty.docx", b"", "no Word document"),
    ("cut.docx", BOOK[:200], "no Word document"),
    ("bad.ipynb", b"{", "no JSON"),
    ("empty.ipynb", b"", "no JSON"),
    ("list.ipynb", b"[]", "the notebook is []"),
    ("bad.md", b"\xff\xfe\xfa", "cannot be read as"),
    ("large.md", b"a 5%\n" * 500_000, "more than"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.md").write_text(REPORT)
    (tmp_path / "d.csv").write_text("a\n5\n")
    return tmp_path


def put(folder: Path, name: str, content: bytes | None) -> None:
    path = folder / name
    stem = path.stem
    if content is not None:
        path.write_bytes(content)
    elif stem == "folder":
        path.mkdir()
    elif stem == "pipe":
        os.mkfifo(path)
    elif stem in ("loop", "dangling"):
        target = f"2{name}" if stem == "loop" else "nowhere.csv"
        path.symlink_to(target)
        if stem == "loop":
            (folder / target).symlink_to(name)


def complaint(capsys: pytest.CaptureFixture[str]) -> list[str]:
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "/dev/fd" not in said
    lines = said.splitlines()
    assert [line.split()[0] for line in lines] == ["error:", "found", "expected", "do"]
    return lines


@pytest.mark.parametrize("row", DATA, ids=[row[0] for row in DATA])
@pytest.mark.parametrize("way", ["inspect", "check"])
def test_data_that_cannot_be_read(folder, capsys, way, row):
    name, content, says = row
    put(folder, name, content)
    words = ["inspect", name]
    if way == "check":
        words = ["check", "report.md", "--source", f"x={name}"]
    assert main(words) == 2
    lines = complaint(capsys)
    assert says in lines[1]
    assert "; expected" not in lines[1]


@pytest.mark.parametrize(
    ("name", "content", "says"), REPORTS, ids=[row[0] for row in REPORTS]
)
def test_reports_that_cannot_be_read(folder, capsys, name, content, says):
    put(folder, name, content)
    assert main(["check", name]) == 2
    assert says in complaint(capsys)[1]


@pytest.mark.parametrize("suffix", [".md", ".csv"])
def test_files_that_nobody_may_read(folder, capsys, suffix):
    path = folder / f"closed{suffix}"
    path.write_text(REPORT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read everything")
    assert (
        main(["check", path.name] if suffix == ".md" else ["inspect", path.name]) == 2
    )
    assert "ermission" in " ".join(complaint(capsys))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mark.csv", b"\xef\xbb\xbfa,b\n1,2\n"),
        ("wide.csv", "a,b\n1,2\n".encode("utf-16")),
        ("western.csv", "a,b\né,2\n".encode("latin-1")),
        ("no_end.csv", b"a,b\n1,2"),
        ("old_mac.csv", b"a,b\r1,2\r"),
    ],
)
def test_data_that_is_merely_odd_is_read(folder, capsys, name, content):
    put(folder, name, content)
    assert main(["inspect", name]) == 0
    assert "1 data row, 2 columns" in capsys.readouterr().out
