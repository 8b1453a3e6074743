"""Days that sentences name, against the days that calculations take.

Every day brings 10, and two visits; so each figure is right for its calculation.
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

FIGURE = re.compile(r"\[([^\]]+)\]")
DAYS = [dt.date(2025, 9, 1) + dt.timedelta(days=n) for n in range(61)]
TIMES = (dt.time(9, 30), dt.time(18))
SOURCES = {
    "days": pd.DataFrame({"day": DAYS, "shop": "Mill", "amount": 10}),
    "visits": pd.DataFrame(
        {
            "moment": [dt.datetime.combine(d, t) for d in DAYS for t in TIMES],
            "guests": 3,
        }
    ),
}
with Path(__file__).with_name("days.tsv").open(encoding="utf-8", newline="") as lines:
    TABLE = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def cells_of(calculation: str) -> str:
    return "visits!A:B" if "visits" in calculation else "days!A:C"


@cache
def verdicts() -> dict[str, verifier.Verdict]:
    prose = "\n\n".join(
        FIGURE.sub(rf"[\1](#c{number})", row["sentence"])
        for number, row in enumerate(TABLE)
    )
    claims = "\n\n".join(
        f"[c{number}] {cells_of(row['calculation'])}\n{row['calculation']}"
        for number, row in enumerate(TABLE)
    )
    text = f"# Takings of 2025\n\n{prose}\n\n```claims\n{claims}\n```\n"
    return {str(v.claim): v for v in verifier.verify(text, SOURCES).verdicts}


@pytest.mark.parametrize(
    "number", range(len(TABLE)), ids=lambda n: f"{n}-{TABLE[n]['sentence'][:60]}"
)
def test_days(number: int) -> None:
    verdict = verdicts()[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == TABLE[number]["want"], (TABLE[number], verdict.message)
