"""Runs every gate of the house and says which ones failed.

python tests/check.py          all
python tests/check.py --fast   all, without the tests that are marked slow
python tests/check.py NAME …   those gates alone
"""

# ruff: noqa: T201 - it speaks to whoever started it

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SIDE_BY_SIDE = ["-n", "auto", "--dist", "worksteal"]
PYTEST = ["-m", "pytest", "-q", *SIDE_BY_SIDE, "--cov", "--cov-report=term"]

GATES: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["basedpyright", "--level", "error"],
    "floors": ["lint-imports"],
    "dependencies": ["deptry", "."],
    # what a registry or a test runner finds by itself is named nowhere
    "dead code": [
        "vulture",
        "--ignore-decorators",
        "@function*,@cell_function*,@pytest.*,@given*",
    ],
    "spelling": ["codespell", "--ignore-words", "tests/spelling.txt"],
    "tests": ["python", *PYTEST],
}


def main(arguments: list[str]) -> int:
    fast = "--fast" in arguments
    named = [word for word in arguments if not word.startswith("--")]
    unknown = [word for word in named if word not in GATES]
    if unknown:
        print(f"no such gate: {', '.join(unknown)}; there are {', '.join(GATES)}")
        return 2
    results = [(name, *run(name, fast=fast)) for name in named or GATES]
    print("\n" + "\n".join(line(*result) for result in results))
    failed = [name for name, passed, _ in results if not passed]
    print(f"{len(results) - len(failed)} gates passed, {len(failed)} failed")
    return 1 if failed else 0


def run(name: str, *, fast: bool) -> tuple[bool, float]:
    """Returns whether a gate passed and how many seconds it took."""
    print(f"\n== {name}", flush=True)
    program, *options = GATES[name]
    if name == "tests" and fast:
        options += ["-m", "not slow"]
    start = time.monotonic()
    command = [str(BIN / program), *options]
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603 - the commands stand above
    return passed, time.monotonic() - start


def line(name: str, passed: bool, seconds: float) -> str:  # noqa: FBT001 - a row of a table
    return f"{'ok    ' if passed else 'FAILED'} {name:<14}{seconds:6.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
