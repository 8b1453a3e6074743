"""Ratios of two columns whose sides are, or are not, of the same rows."""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import verifier

FIGURE = re.compile(r"\[([^\]]+)\]")
ORDERS = pd.DataFrame(
    [
        (dt.date(2025, 9, 10), "Leeds", 100, 10, 1, 20),
        (dt.date(2025, 9, 20), "York", 200, 10, 3, 10),
        (dt.date(2025, 10, 10), "Leeds", 300, 20, 4, 30),
        (dt.date(2025, 10, 20), "York", 400, 10, 2, 40),
    ],
    columns=["day", "town", "revenue", "orders", "returns", "delivery"],
)
with Path(__file__).with_name("sides.tsv").open(encoding="utf-8", newline="") as lines:
    TABLE = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def verdicts() -> dict[str, verifier.Verdict]:
    found: dict[str, verifier.Verdict] = {}
    for is_russian in (False, True):
        own = [
            (f"c{n}", row)
            for n, row in enumerate(TABLE)
            if bool(re.search("[а-я]", row["sentence"])) is is_russian
        ]
        prose = "\n\n".join(FIGURE.sub(rf"[\1](#{c})", r["sentence"]) for c, r in own)
        claims = "\n\n".join(f"[{c}] orders!A2:F5\n{r['calculation']}" for c, r in own)
        text = f"{prose}\n\n```claims\n{claims}\n```\n"
        judged = verifier.verify(text, {"orders": ORDERS}).verdicts
        found |= {str(verdict.claim): verdict for verdict in judged}
    return found


@pytest.mark.parametrize(
    "number", range(len(TABLE)), ids=lambda n: f"{n}-{TABLE[n]['sentence'][:60]}"
)
def test_sides(number: int) -> None:
    verdict = verdicts()[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == TABLE[number]["want"], (TABLE[number], verdict.message)
