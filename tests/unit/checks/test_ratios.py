"""Ratios and times: whether what is told is what is calculated.

`orders.tsv`: ratios of two columns whose sides are, or are not, of the same rows.
`trips.tsv`: plans that are fulfilled, quotients with units, and times.
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
ORDERS = pd.DataFrame(
    [
        (dt.date(2025, 9, 10), "Leeds", 100, 10, 1, 20),
        (dt.date(2025, 9, 20), "York", 200, 10, 3, 10),
        (dt.date(2025, 10, 10), "Leeds", 300, 20, 4, 30),
        (dt.date(2025, 10, 20), "York", 400, 10, 2, 40),
    ],
    columns=["day", "town", "revenue", "orders", "returns", "delivery"],
)
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
SOURCES = {"orders": ORDERS, "trips": TRIPS}
CITES = {"orders": "orders!A2:F5", "trips": "trips!A2:H3"}


def rows_of(name: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(f"{name}.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


TABLES = {name: rows_of(name) for name in CITES}
EVERY = [(name, number) for name, rows in TABLES.items() for number in range(len(rows))]


@cache
def verdicts(name: str) -> dict[str, verifier.Verdict]:
    """Returns the verdicts on a table's rows: a report of each language."""
    found: dict[str, verifier.Verdict] = {}
    for is_russian in (False, True):
        own = [
            (f"c{n}", row)
            for n, row in enumerate(TABLES[name])
            if bool(re.search("[а-я]", row["sentence"])) is is_russian
        ]
        prose = "\n\n".join(FIGURE.sub(rf"[\1](#{c})", r["sentence"]) for c, r in own)
        claims = "\n\n".join(f"[{c}] {CITES[name]}\n{r['calculation']}" for c, r in own)
        text = f"{prose}\n\n```claims\n{claims}\n```\n"
        judged = verifier.verify(text, {name: SOURCES[name]}).verdicts
        found |= {str(verdict.claim): verdict for verdict in judged}
    return found


@pytest.mark.parametrize(
    ("name", "number"),
    EVERY,
    ids=[f"{n}-{TABLES[n][number]['sentence'][:60]}" for n, number in EVERY],
)
def test_ratios(name: str, number: int) -> None:
    row = TABLES[name][number]
    verdict = verdicts(name)[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == row["want"], (row, verdict.message)
