"""fixtures/make.py writes the very sentences and messy files that are kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _content(path: Path) -> object:
    """Returns a file's bytes; of an archive its members', however compressed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _files(folder: Path) -> dict[str, object]:
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fixtures")
    shutil.copytree(FIXTURES / "making", folder / "making")
    shutil.copy(FIXTURES / "make.py", folder)
    subprocess.run([sys.executable, "make.py"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", ["sentences", "messy"])
def test_the_files_are_what_the_script_writes(made: Path, name: str) -> None:
    kept = _files(FIXTURES / name)
    assert kept
    assert _files(made / name) == kept


def test_half_of_the_figures_are_false_and_every_reason_has_six() -> None:
    entries = [
        entry
        for path in sorted((FIXTURES / "sentences").glob("*/expected.json"))
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]
    sides = Counter(entry["expected"] for entry in entries)
    reasons = Counter(entry["reason"] for entry in entries if entry["reason"])
    assert sides["true"] >= 170
    assert sides["false"] >= 170
    assert len(reasons) == 18
    assert min(reasons.values()) >= 6
