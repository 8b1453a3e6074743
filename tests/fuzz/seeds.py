"""Contents to begin with, from the fixtures."""

from __future__ import annotations

import re
from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "fixtures"

_FENCE = re.compile(r"```claims\n(.*?)```", re.DOTALL)
_FORMULA = re.compile(r"^=.*$", re.MULTILINE)
_QUERY = re.compile(r"^(?:SELECT|WITH)\b.*?(?=\n\n|\n\[|\Z)", re.MULTILINE | re.DOTALL)


def files(*patterns: str) -> list[bytes]:
    """Returns the contents of the fixtures' files, short ones first."""
    found = [path for pattern in patterns for path in CASES.rglob(pattern)]
    return sorted((path.read_bytes() for path in found), key=len)


def reports() -> list[bytes]:
    """Returns the reports of the cases, whole and by paragraph."""
    whole = files("report.md")
    parts = {part for text in whole for part in text.split(b"\n\n")}
    return sorted(parts) + whole


def fences() -> list[bytes]:
    """Returns the evidence of the cases, whole and claim by claim."""
    whole = [f for text in files("report.md") for f in _FENCE.findall(text.decode())]
    parts = {part for fence in whole for part in re.split(r"(?m)^(?=\[)", fence)}
    return [text.encode() for text in (*sorted(parts), *whole)]


def formulas() -> list[bytes]:
    """Returns every formula of the cases and of the tables of functions."""
    found = {f for fence in fences() for f in _FORMULA.findall(fence.decode())}
    for table in sorted((CASES / "functions").glob("*.tsv")):
        for line in table.read_text("utf-8").splitlines():
            found |= {cell for cell in line.split("\t") if cell.startswith("=")}
    return [formula.encode() for formula in sorted(found)]


def queries() -> list[bytes]:
    """Returns every SELECT of the cases."""
    found = {q for fence in fences() for q in _QUERY.findall(fence.decode())}
    return [query.encode() for query in sorted(found)]


def starts(contents: list[bytes], most: int) -> list[bytes]:
    """Returns the first bytes of contents, up to the end of a line."""
    return [c if len(c) <= most else c[: c.rfind(b"\n", 0, most) + 1] for c in contents]
