"""What reports are calculated with: formulas and queries over invented files."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

import verifier

FILES = Path(__file__).resolve().parents[2] / "fixtures" / "business"
CLOSE = 1e-9


def rows(name: str) -> list[tuple[str, str, float]]:
    """Returns citations, calculations and values of a table."""
    lines = (FILES / name).read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        (cites, calculation.replace("\\n", "\n"), float(value))
        for cites, calculation, value in parts[1:]
    ]


def report(table: list[tuple[str, str, float]]) -> str:
    """Returns a report with one claim for each calculation."""
    prose = "\n\n".join(f"It is [1](#c{n})." for n in range(1, len(table) + 1))
    claims = "\n\n".join(
        f"[c{n}] {cites}\n{calculation}"
        for n, (cites, calculation, _) in enumerate(table, 1)
    )
    return f"# Figures\n\n{prose}\n\n## Evidence\n\n```claims\n{claims}\n```\n"


@pytest.mark.no_cover
@pytest.mark.slow
@pytest.mark.parametrize("name", ["formulas.tsv", "queries.tsv"])
def test_gives_what_exact_fractions_give(name: str, tmp_path: Path) -> None:
    for file in FILES.glob("*.csv"):
        shutil.copy(file, tmp_path)
    table = rows(name)
    path = tmp_path / "report.md"
    path.write_text(report(table), encoding="utf-8")
    verdicts = verifier.verify_path(path).verdicts
    assert len(verdicts) == len(table)
    differ = [
        (calculation, value, str(verdict.recomputed), verdict.message)
        for (_, calculation, value), verdict in zip(table, verdicts, strict=True)
        if verdict.recomputed is None
        or not math.isclose(verdict.recomputed, value, rel_tol=CLOSE, abs_tol=CLOSE)
    ]
    assert differ == []
