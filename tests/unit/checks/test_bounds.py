"""Sentences against the bounds, plans and deadlines by which rows are chosen.

The figures of bounds.tsv are right for the calculations beside them: what is judged is
whether the sentence says what was calculated.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import verifier

HERE = Path(__file__).parent
FIGURE = re.compile(r"\[([^\]]+)\]")
JOBS = pd.DataFrame(
    {
        "job": [f"J{n}" for n in range(1, 13)],
        "van": ["A", "B", "C"] * 4,
        "days_off": [1, 2, 3, 4] * 3,
        "wait_min": [10, 30, 45, 60, 90, 30, 20, 61, 5, 30, 60, 15],
        "score": [4, 5, 3, 2, 4, 4, 5, 1, 3, 4, 5, 2],
        "installed": [
            *(2014, 2015, 2016, 2019, 2020, 2021),
            *(2021, 2022, 2023, 2016, 2018, 2021),
        ],
        "due_days": [5] * 12,
        "done_days": [4, 5, 6, 5] * 3,
        "opened_on": pd.to_datetime([dt.date(2014 + n, 3, 1) for n in range(12)]),
        "grade": [1, 2, 3, 4] * 3,
    }
)
SOURCES = {
    "jobs": JOBS,
    "raboty": JOBS.rename(
        columns={
            "days_off": "Простой (дн)",
            "wait_min": "Ожидание (мин)",
            "score": "Оценка",
            "installed": "Год установки",
            "due_days": "Срок по регламенту",
            "done_days": "Срок фактический",
            "grade": "Класс",
        }
    ),
}


def rows() -> list[dict[str, str]]:
    with (HERE / "bounds.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


TABLE = rows()


@cache
def verdicts() -> dict[str, verifier.Verdict]:
    """Returns the verdicts on every row."""
    prose = "\n\n".join(
        f"# {n}\n\n" + FIGURE.sub(rf"[\1](#c{n})", row["sentence"].replace(" / ", "\n"))
        for n, row in enumerate(TABLE)
    )
    claims = "\n\n".join(
        f"[c{n}] {row['cites']}\n{row['calculation']}" for n, row in enumerate(TABLE)
    )
    found = verifier.verify(f"{prose}\n\n```claims\n{claims}\n```\n", dict(SOURCES))
    return {str(verdict.claim): verdict for verdict in found.verdicts}


@pytest.mark.parametrize(
    "number", range(len(TABLE)), ids=lambda n: f"{n}-{TABLE[n]['sentence'][:60]}"
)
def test_bounds(number: int) -> None:
    row = TABLE[number]
    verdict = verdicts()[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == row["expected"], (row, verdict.message)
