"""Sentences that say which of two is ahead, and how: longer, earlier, worse, over plan.

Each row of the table says what a sentence over a calculation must come to: `ok` is
verified, `doubted` any verdict but that.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import verifier

if TYPE_CHECKING:
    from verifier.model.verdict import Verdict

TABLE = Path(__file__).with_name("directions.tsv")
DAYS = pd.to_datetime(
    [f"2025-{month:02d}-{day}" for month in range(1, 7) for day in (10, 20)]
)
MINUTES = [20, 24, 22, 26, 21, 25, 11, 13, 12, 14, 10, 12]  # 23 in Q1, 12 in Q2
SCORES = [7, 8, 7, 8, 7, 8, 8, 9, 8, 9, 8, 9]  # 7.5, 8.5
FUEL = [30, 20] * 6
SOURCES = {
    "calls": pd.DataFrame(
        {
            "Created": DAYS,
            "Branch": ["Leeds", "York"] * 6,
            "Repeat": ["yes", "no"] * 6,
            "Answer Min": MINUTES,
            "Score": SCORES,
            "Fuel L": FUEL,
            "Hours": [10] * 12,
            "In Time": ["no", "yes"] * 6,
        }
    ),
    "zvonki": pd.DataFrame(
        {
            "Дата": DAYS,
            "Филиал": ["Казань", "Уфа"] * 6,
            "Повторное": ["да", "нет"] * 6,
            "Ответ, мин": MINUTES,
            "Оценка": SCORES,
            "Топливо, л": FUEL,
            "Часы": [10] * 12,
            "В срок": ["нет", "да"] * 6,
        }
    ),
    "costs": pd.DataFrame(
        {
            "Region": ["North", "South"],
            "Budget USD": [1000, 1000],
            "Actual USD": [1020, 950],
            "Joined": [224, 90],
            "Left": [409, 50],
        }
    ),
    "rayony": pd.DataFrame(
        {
            "Район": ["Северный", "Южный"],
            "Бюджет, руб.": [1000, 1000],
            "Факт, руб.": [1020, 950],
            "Подключено": [224, 90],
            "Отключено": [409, 50],
        }
    ),
}


def read_rows() -> list[dict[str, str]]:
    """Returns the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = read_rows()


@pytest.fixture(scope="module")
def judged() -> dict[str, Verdict]:
    """Returns the verdict of every row, each of a report of its own language."""
    verdicts = [
        verdict
        for source in SOURCES
        for verdict in verdicts_of([r for r in ROWS if r["cells"].startswith(source)])
    ]
    return {verdict.claim or "": verdict for verdict in verdicts}


def verdicts_of(rows: list[dict[str, str]]) -> tuple[Verdict, ...]:
    sentences = [r["sentence"].replace("#c1", f"#{r['name']}") for r in rows]
    claims = [f"[{r['name']}] {r['cells']}\n{r['calculation']}" for r in rows]
    text = "\n\n".join([*sentences, "```claims\n" + "\n\n".join(claims) + "\n```\n"])
    return verifier.verify(text, SOURCES).verdicts


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_direction_comes_to_what_it_says(
    row: dict[str, str], judged: dict[str, Verdict]
) -> None:
    verdict = judged[row["name"]]
    if row["want"] == "ok":
        assert verdict.status.value == "verified", verdict.message
    else:
        assert verdict.status.value in {"hallucinated", "suspect"}
