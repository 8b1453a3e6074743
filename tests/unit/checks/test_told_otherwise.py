"""Plans that are fulfilled, quotients with units, and times: told, and calculated."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import verifier

FIGURE = re.compile(r"\[([^\]]+)\]")
TRIPS = pd.DataFrame(
    [
        ("a", "January", 100, 80, 30, 10, 2, 100),
        ("b", "February", 148, 120, 40, 10, 4, 248),
    ],
    columns=[
        *("base", "month", "planned_t", "tonnes", "days_lost", "drivers"),
        *("fee_eur_km", "planned_to_date_t"),
    ],
)
with Path(__file__).with_name("told_otherwise.tsv").open(encoding="utf-8") as lines:
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
        claims = "\n\n".join(f"[{c}] trips!A2:H3\n{r['calculation']}" for c, r in own)
        text = f"{prose}\n\n```claims\n{claims}\n```\n"
        judged = verifier.verify(text, {"trips": TRIPS}).verdicts
        found |= {str(verdict.claim): verdict for verdict in judged}
    return found


@pytest.mark.parametrize(
    "number", range(len(TABLE)), ids=lambda n: f"{n}-{TABLE[n]['sentence'][:60]}"
)
def test_told_otherwise(number: int) -> None:
    verdict = verdicts()[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == TABLE[number]["want"], (TABLE[number], verdict.message)
