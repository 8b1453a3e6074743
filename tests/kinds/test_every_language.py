"""What holds for every language file, those of tomorrow too."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import verifier
from tests.kinds.understanding import NOTHING, UNDERSTOOD, understood
from verifier import languages

PACKAGE = Path(verifier.__file__).parent
TABLES = Path(__file__).parent / "languages"
BEGUN = Path(__file__).parents[2] / "fixtures" / "languages"
FILES = [table.file for table in languages.tables()]
KINDS = ("direction", "statistic", "ranking", "period", "negation", "comparison")
FEWEST = 12  # rows of a kind


def rows(path):
    lines = path.read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def rows_of(file):
    path = TABLES / f"{Path(file).stem}.tsv"
    return rows(path) if path.exists() else []


@pytest.mark.parametrize(
    ("file", "kind", "sentence", "expected"),
    [(file, *row) for file in FILES for row in rows_of(file)],
)
def test_a_sentence_is_understood(file, kind, sentence, expected):
    assert understood(kind, sentence) == expected, file


@pytest.mark.parametrize("file", FILES)
def test_a_language_has_a_table_with_every_kind(file):
    counted = Counter(kind for kind, _, _ in rows_of(file))
    assert set(counted) == set(KINDS) == set(UNDERSTOOD)
    assert min(counted.values()) >= FEWEST


@pytest.mark.parametrize("file", FILES)
def test_a_table_says_of_every_kind_what_is_none_of_it(file):
    ordinary = {NOTHING, "meant", "exact"}
    found = rows_of(file)
    assert {kind for kind, _, expected in found if expected in ordinary} == set(KINDS)
    assert len({row[:2] for row in found}) == len(found)


def test_every_language_has_every_section():
    sections = {
        table.file: {key.rpartition(".")[0] for key in table.values}
        for table in languages.tables()
    }
    assert all(found == sections[FILES[0]] for found in sections.values())


def copied(folder: Path, *files: Path) -> Path:
    """Returns a package in a folder that is this one with more language files."""
    package = folder / "verifier"
    package.mkdir()
    for part in PACKAGE.iterdir():
        if part.name not in {"languages", "__pycache__"}:
            (package / part.name).symlink_to(part)
    (package / "languages").mkdir()
    for part in [*(PACKAGE / "languages").iterdir(), *files]:
        if part.suffix in {".py", ".toml"}:
            (package / "languages" / part.name).symlink_to(part)
    return package


def answers(folder: Path, asked: list[tuple[str, ...]]) -> list[str]:
    """Returns what the package in a folder understands, in a process of its own."""
    script = Path(__file__).parent / "understanding.py"
    found = subprocess.run(  # noqa: S603 - this Python, our own script
        [sys.executable, str(script)],
        input="".join(f"{kind}\t{sentence}\n" for kind, sentence, _ in asked),
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not found.returncode, found.stderr
    return found.stdout.splitlines()


def test_one_file_is_all_that_a_further_language_needs(tmp_path):
    asked = rows(BEGUN / "de.tsv")
    copied(tmp_path, BEGUN / "de.toml")
    expected = [row[2] for row in asked]
    assert answers(tmp_path, asked) == expected
    assert {kind for kind, _, _ in asked} == set(KINDS)
    without = [understood(kind, sentence) for kind, sentence, _ in asked]
    assert sum(a != b for a, b in zip(without, expected, strict=True)) > len(asked) // 2


def test_a_further_language_changes_nothing_of_the_others(tmp_path):
    asked = [row for file in FILES for row in rows_of(file)]
    copied(tmp_path, BEGUN / "de.toml")
    assert answers(tmp_path, asked) == [row[2] for row in asked]


def test_a_wrong_file_is_named_by_the_command(tmp_path):
    package = copied(tmp_path)
    wrong = package / "languages" / "de.toml"
    wrong.write_text("complete = false\n[sentence]\nthen = 'als'\n", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "verifier", "check", "none.md"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert found.returncode
    assert found.stderr.splitlines()[:2] == [
        "error: de.toml, sentence.then",
        "  found     an unknown key",
    ]


def test_the_wheel_holds_every_file(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
    subprocess.run(  # noqa: S603 - this Python builds this project
        [*build, str(tmp_path)], cwd=PACKAGE.parent, capture_output=True, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {f"verifier/languages/{file}" for file in FILES} <= held
