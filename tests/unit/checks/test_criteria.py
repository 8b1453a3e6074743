"""Sentences against the criteria, wholes, units and statistics that they name.

The figures of criteria.tsv are right for the calculations beside them: what is judged
is whether the sentence says what was calculated.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

import verifier
from tests.unit.checks.criteria_data import SOURCES

HERE = Path(__file__).parent
FIGURE = re.compile(r"\[([^\]]+)\]")


def rows() -> list[dict[str, str]]:
    with (HERE / "criteria.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


TABLE = rows()


@cache
def verdicts(cites: str) -> dict[str, verifier.Verdict]:
    """Returns the verdicts on every row that cites the same cells."""
    own = [(n, row) for n, row in enumerate(TABLE) if row["cites"] == cites]
    prose = "\n\n".join(
        f"# {n}\n\n" + FIGURE.sub(rf"[\1](#c{n})", row["sentence"]) for n, row in own
    )
    claims = "\n\n".join(
        f"[c{n}] {row['cites']}\n{row['calculation']}" for n, row in own
    )
    text = f"{prose}\n\n```claims\n{claims}\n```\n"
    found = verifier.verify(text, dict(SOURCES)).verdicts
    return {str(verdict.claim): verdict for verdict in found}


@pytest.mark.parametrize(
    "number",
    range(len(TABLE)),
    ids=lambda n: f"{n}-{TABLE[n]['sentence'][:60]}",
)
def test_criteria(number: int) -> None:
    row = TABLE[number]
    verdict = verdicts(row["cites"])[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == row["expected"], (row, verdict.message)
