"""What the house promises about its own code, beyond what the linters hold."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
HEAVY = {"pandas", "anthropic", "duckdb", "sqlglot", "numpy", "openpyxl"}
WEAK_NAMES = {"utils", "helpers", "common", "base", "misc", "data", "info"}


def paths(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "__pycache__" not in path.parts)


CODE = paths("verifier")
ALL = paths("verifier", "tests")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MOST_LINES_OF_A_FILE, f"{lines} lines: split it"


def length(function: ast.FunctionDef) -> int:
    """Returns the lines of a function without its docstring."""
    documentation = function.body[0] if ast.get_docstring(function) else None
    lines = (function.end_lineno or 0) - function.lineno + 1
    if documentation:
        lines -= (documentation.end_lineno or 0) - documentation.lineno + 1
    return lines


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    lengths = {
        node.name: length(node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert not {n: k for n, k in lengths.items() if k > MOST_LINES_OF_A_FUNCTION}


def sql_text(node: ast.AST) -> bool:
    """Returns whether an f-string puts something other than a constant into SQL."""
    if not isinstance(node, ast.JoinedStr):
        return False
    literal = "".join(
        part.value
        for part in node.values
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
    words = literal.split()
    begins = words and words[0] in {"SELECT", "WITH", "INSERT", "CREATE", "COPY", "SET"}
    return bool(begins) and len(words) > 1


SQL_BUILT_FROM_OUR_OWN_NAMES = {
    # tables and columns there are named by us, and values are parameters
    "verifier/sources",
    "verifier/engine",
}


@pytest.mark.parametrize("path", CODE, ids=shown)
def test_no_sql_is_built_by_f_string(path: Path) -> None:
    if any(shown(path).startswith(door) for door in SQL_BUILT_FROM_OUR_OWN_NAMES):
        pytest.skip("a door to DuckDB: names there are ours, values are parameters")
    built = [ast.unparse(node) for node in ast.walk(tree(path)) if sql_text(node)]
    assert not built, "build it with sqlglot"


@pytest.mark.parametrize("path", CODE, ids=shown)
def test_names_say_what_a_module_is(path: Path) -> None:
    assert path.stem not in WEAK_NAMES - ({"data"} & {path.parent.name})


def test_public_names_are_sorted_and_there() -> None:
    import verifier  # noqa: PLC0415 - imported by the test alone

    names = getattr(verifier, "__all__", [])
    assert names, "verifier exports nothing"
    assert list(names) == sorted(names)
    assert len(names) == len(set(names))
    assert not [name for name in names if not hasattr(verifier, name)]


def test_the_lock_is_hashed_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "-index-url" not in text
    pins = [line for line in text.splitlines() if line and line[0].isalnum()]
    assert len(pins) > 10
    assert text.count("--hash=sha256:") >= len(pins)
    assert all("==" in line for line in pins)


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {line.split("==")[0].lower() for line in lock.splitlines() if "==" in line}
    names = {need.split(">")[0].split("[")[0].strip().lower() for need in wanted}
    assert names <= pinned


def imported(*command: str) -> set[str]:
    """Returns the top-level modules that a command of ours imports."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-X", "importtime", "-m", "verifier", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    lines = [li for li in done.stderr.splitlines() if li.startswith("import time:")]
    return {line.split("|")[-1].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize(
    "command",
    [["--help"], ["check", "--help"], ["rule", "H015"], ["schema", "result"]],
    ids=" ".join,
)
def test_asking_for_help_loads_nothing_heavy(command: list[str]) -> None:
    modules = imported(*command)
    assert "verifier" in modules, "importtime said nothing"
    assert not modules & HEAVY


def test_the_list_of_rules_loads_no_more_than_their_sql_needs() -> None:
    assert imported("rule") & HEAVY == {"sqlglot"}


REPORT = """\
Sales were [30](#c1).

```claims
[c1] deals.csv!A2:A3
= SUM(A2:A3)
```
"""


def test_checking_a_text_file_loads_neither_pandas_nor_a_model_client(
    tmp_path: Path,
) -> None:
    (tmp_path / "deals.csv").write_text("amount\n10\n20\n")
    (tmp_path / "report.md").write_text(REPORT)
    modules = imported("check", str(tmp_path / "report.md"))
    assert "sqlglot" in modules, "importtime said nothing"
    assert not modules & {"pandas", "numpy", "anthropic", "duckdb", "openpyxl"}
