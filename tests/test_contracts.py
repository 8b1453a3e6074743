"""Every import contract bites: each is broken once in a copy and must be caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"

BREACHES = {
    "The house has floors": {"verifier/model/breach.py": "import verifier.judge\n"},
    "No package has a cycle among its children": {
        "verifier/review/left.py": "import verifier.review.right\n",
        "verifier/review/right.py": "import verifier.review.left\n",
    },
    "The language model never decides a verdict": {
        "verifier/judge/breach.py": "import anthropic\n"
    },
    "Only the engine and the sources speak to DuckDB": {
        "verifier/shell/breach.py": "import duckdb\n"
    },
    "Only the sources and the widget speak to pandas": {
        "verifier/shell/breach.py": "import pandas\n"
    },
    "The core touches no file, clock or process": {
        "verifier/renderers/breach.py": "import subprocess\n"
    },
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "verifier", tmp_path / "verifier", ignore=ignored)
    return tmp_path


def verdicts_on(folder: Path) -> dict[str, str]:
    """Returns what was said of each contract: KEPT or BROKEN."""
    done = subprocess.run(  # noqa: S603 - a gate of ours
        [str(LINT_IMPORTS), "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    return {
        line.removesuffix(f" {word}"): word
        for line in lines
        for word in ("KEPT", "BROKEN")
        if line.endswith(f" {word}")
    }


def test_the_house_keeps_every_contract(copy: Path) -> None:
    assert verdicts_on(copy) == dict.fromkeys(BREACHES, "KEPT")


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_caught(copy: Path, contract: str) -> None:
    for path, text in BREACHES[contract].items():
        (copy / path).write_text(text)
    assert verdicts_on(copy).get(contract) == "BROKEN"
