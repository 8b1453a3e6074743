"""The notebooks run, and show what they show."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


def outputs_of(source: str, names: dict[str, object]) -> str:
    """Returns what a cell prints, and the value of its last line as text."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - a notebook of ours
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 - the same
            if shown is not None:
                print(repr(shown))  # noqa: T201 - what a kernel does
    return printed.getvalue().rstrip("\n")


def stored_in(cell: dict[str, Any]) -> str:
    """Returns the text outputs that a cell of the file holds."""
    texts: list[str] = []
    for output in cell["outputs"]:
        text = output.get("text") or output["data"]["text/plain"]
        texts.append("".join(text).rstrip("\n"))
    return "\n".join(texts)


def test_there_is_one() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_shows_what_it_gives(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert outputs_of("".join(cell["source"]), names) == stored_in(cell)
