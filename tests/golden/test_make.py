"""fixtures/make.py writes the very cases that are kept."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

# LibreOffice and DuckDB write a clock, or a name at random
BY_OTHER_PROGRAMS = r".*\.(ods|xls|duckdb)|odd(_1904)?\.xlsx"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _content(path: Path) -> object:
    """Returns a file's bytes; of an archive its members', however compressed."""
    if path.suffix not in {".xlsx", ".xlsm", ".docx", ".zip"}:
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _files(folder: Path) -> dict[str, object]:
    return {
        str(path.relative_to(folder)): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_sources_that_no_other_program_writes_are_what_the_script_writes(
    tmp_path: Path,
) -> None:
    shutil.copytree(FIXTURES / "making", tmp_path / "making")
    shutil.copy(FIXTURES / "make.py", tmp_path)
    subprocess.run([sys.executable, "make.py", "settled"], cwd=tmp_path, check=True)
    written, kept = (_files(folder / "sources") for folder in (tmp_path, FIXTURES))
    assert {name: kept[name] for name in written} == written
    others = {name for name in kept if name not in written}
    assert all(re.fullmatch(BY_OTHER_PROGRAMS, name) for name in others), others


def test_the_cases_are_what_the_script_writes(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "making", tmp_path / "making")
    shutil.copy(FIXTURES / "make.py", tmp_path)
    subprocess.run([sys.executable, "make.py"], cwd=tmp_path, check=True)
    assert _files(tmp_path / "cases") == _files(FIXTURES / "cases")
