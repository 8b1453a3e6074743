"""Sentences that compare: which is ahead, of what it grew, which place it has.

Each row of the table says what a sentence over a calculation must come to: `ok` is
verified, `doubted` any verdict but that, else a reason that must be among its reasons.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import verifier

if TYPE_CHECKING:
    from verifier.model.verdict import Verdict

TABLE = Path(__file__).with_name("comparisons.tsv")
REVENUE = [
    *(412_000, 398_500, 455_200, 470_100, 468_900, 512_300),
    *(530_800, 521_400, 560_700, 574_900, 601_200, 643_000),
]
COST = [
    *(247_200, 239_100, 270_000, 275_000, 270_000, 290_000),
    *(295_000, 285_000, 300_000, 300_000, 305_000, 318_285),
]
MONTHS = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
AMOUNTS = [120, 110, 100, 90, 80, 70, 60, 55, 50, 45, 30, 20]
REGIONS = ["EMEA", "AMER", "APAC"] * 3 + ["EMEA", "AMER", "EMEA"]
PLAN, ACTUAL = [1200, 800, 900], [1340, 720, 920]
SOURCES = {
    "months": pd.DataFrame(
        {
            "Month": [f"2025-{month:02d}" for month in range(1, 13)],
            "Revenue": REVENUE,
            "Cost": COST,
        }
    ),
    "mesyacy": pd.DataFrame(
        {"Месяц": MONTHS.split(), "Выручка": REVENUE, "Затраты": COST}
    ),
    "days": pd.DataFrame(
        {
            "Month": pd.to_datetime([dt.date(2025, m, 1) for m in range(1, 13)]),
            "Revenue": REVENUE,
        }
    ),
    "years": pd.DataFrame({"Year": [2023, 2024, 2025], "Revenue": [1000, 1100, 1200]}),
    "wide": pd.DataFrame(
        {"Region": ["North", "South"], "Q1": [200, 5], "Q2": [180, 6], "Q3": [9, 9]}
    ),
    "deals": pd.DataFrame(
        {"Region": REGIONS, "Stage": ["won", "lost", "won"] * 4, "Amount": AMOUNTS}
    ),
    "plan": pd.DataFrame(
        {"Region": ["North", "South", "West"], "Plan": PLAN, "Actual": ACTUAL}
    ),
    "plan_ru": pd.DataFrame(
        {"Город": ["Москва", "Урал", "Самара"], "План": PLAN, "Факт": ACTUAL}
    ),
    "oblasti": pd.DataFrame(
        {
            "Регион": ["Санкт-Петербург", "Свердловская обл.", "Тульская обл."],
            "Выручка": [260, 200, 100],
        }
    ),
    "losses": pd.DataFrame({"Year": [2023, 2024, 2025], "Profit": [-90, -60, -40]}),
    "gaps": pd.DataFrame({"Year": [2022, 2023, 2025], "Revenue": [1000, 1100, 1200]}),
    "counts": pd.DataFrame(
        {"Week": [f"W{n}" for n in range(1, 13)], "Customers": [*range(50, 72, 2), 80]}
    ),
    "shares": pd.DataFrame({"Year": [2023, 2024, 2025], "Share": [0.2, 0.25, 0.3]}),
    "percents": pd.DataFrame(
        {"Year": [2023, 2024, 2025], "Share, %": [20.0, 25.0, 30.0]}
    ),
}
with TABLE.open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


@pytest.fixture(scope="module")
def judged() -> dict[str, Verdict]:
    """Returns the verdict of every row, all of a language of one report."""
    verdicts = [
        verdict
        for is_russian in (True, False)
        for verdict in verdicts_of([r for r in ROWS if speaks(r) is is_russian])
    ]
    return {verdict.claim or "": verdict for verdict in verdicts}


def speaks(row: dict[str, str]) -> bool:
    """Returns whether a row's sentence is Russian."""
    return any("а" <= letter <= "я" for letter in row["sentence"].lower())


def verdicts_of(rows: list[dict[str, str]]) -> tuple[Verdict, ...]:
    sentences = [r["sentence"].replace("#c1", f"#{r['name']}") for r in rows]
    claims = [f"[{r['name']}] {r['cells']}\n{r['calculation']}" for r in rows]
    text = "\n\n".join([*sentences, "```claims\n" + "\n\n".join(claims) + "\n```\n"])
    return verifier.verify(text, SOURCES).verdicts


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_comparison_comes_to_what_it_says(
    row: dict[str, str], judged: dict[str, Verdict]
) -> None:
    verdict = judged[row["name"]]
    reasons = {reason.value for reason in (verdict.reason, *verdict.also) if reason}
    match row["want"]:
        case "ok":
            assert verdict.status.value == "verified", verdict.message
        case "doubted":
            assert verdict.status.value in {"hallucinated", "suspect"}
        case reason:
            assert reason in reasons, verdict.message
