"""fixtures/make.py writes the very cases that are kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _content(path: Path) -> object:
    """Returns a file's bytes; of an archive its members', however compressed."""
    if path.suffix not in {".xlsx", ".docx"}:
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _files(folder: Path) -> dict[str, object]:
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_cases_are_what_the_script_writes(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "making", tmp_path / "making")
    shutil.copy(FIXTURES / "make.py", tmp_path)
    subprocess.run([sys.executable, "make.py"], cwd=tmp_path, check=True)
    assert _files(tmp_path / "cases") == _files(FIXTURES / "cases")
