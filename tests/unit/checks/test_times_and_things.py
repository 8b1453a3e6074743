"""Months within a quarter, means of a time, parts of blocks, and things counted once.

Every figure is right for its calculation; what is told of it is wrong or right.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

_DAYS = pd.to_datetime([f"2025-0{1 + n // 2}-0{1 + n % 2}" for n in range(12)])
JOBS = pd.DataFrame(
    {
        "job_id": [f"J{n:02}" for n in range(12)],
        "customer": ["Ada", "Ben"] * 6,
        "taken": _DAYS,
        "kind": ["Trade", "Trade", "Private", "Private"] * 2 + ["Trade"] * 4,
        "tail": [f"RA-{100 + n % 4}" for n in range(12)],
        "paid": [5, 5, 15, 15, 20, 10, 40, 80, 10, 40, 90, 90],
        "Site Visits": [2] * 12,
        "left": [0] * 12,
        "visited": _DAYS + pd.to_timedelta([5, 6] * 6, unit="D"),
    }
)
DESKS = pd.DataFrame(
    {
        "Desk": ["Leeds"] * 4 + ["York"] * 4,
        "Quarter": ["Q1", "Q2", "Q3", "Q4"] * 2,
        "Materials, GBP": [10, 20, 30, 40, 1, 2, 3, 4],
        "Staff": [4] * 8,
        "rate_m2_year": [110, 130] * 4,
    }
)
TABLES = {"jobs": JOBS, "desks": DESKS}
CITED = {"jobs": "jobs!A2:I13", "desks": "desks!A2:E9"}
ROWS = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("times_and_things.tsv")
    .read_text("utf-8")
    .splitlines()[1:]
]


@pytest.mark.parametrize(("reason", "passage", "calculation"), ROWS)
def test_times_and_things(reason: str, passage: str, calculation: str) -> None:
    table = "jobs" if "13" in calculation or "jobs" in calculation else "desks"
    text = passage.replace("\\n", "\n").replace("](#)", "](#c1)")
    assert told_of(text, calculation, CITED[table], TABLES) == reason


MONTHS = pd.DataFrame(
    {
        "depot": ["Hull"] * 6 + ["York"] * 6,
        "month": [f"2025-0{month}" for month in range(1, 7)] * 2,
        "hired": [10, 20, 30, 41, 52, 63, 7, 8, 9, 10, 11, 12],
    }
)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("range-stops-short", "Hull hired out [60](#c1)."),
        ("range-stops-short", "Hull hired out [60](#c1) machine days."),
        ("", "Hull hired out [60](#c1) in the first quarter."),
        ("", "# Hire, January to March\n\n## First quarter\n\nHull hired [60](#c1)."),
    ],
)
def test_a_quarter_is_taken_where_time_is_spoken_of(reason: str, sentence: str) -> None:
    tables = {"months": MONTHS}
    assert told_of(sentence, "=SUM(C2:C4)", "months!A2:C13", tables) == reason
