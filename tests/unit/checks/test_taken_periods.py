"""Months, quarters and years that sentences name, against those that are taken.

Every day of the half-year brings one visit of 10; so each figure is right for its
calculation. Two columns of days stand side by side, months are also written as texts,
and plants have a column of years.
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
DAYS = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(181)]
WARDS = ("Harbour", "Mill", "Quarry")
YEARS = range(2016, 2025)
SOURCES = {
    "visits": pd.DataFrame(
        {
            "no": [f"V{n}" for n in range(len(DAYS))],
            "ward": [WARDS[n % 3] for n in range(len(DAYS))],
            "came": DAYS,
            "left": [day + dt.timedelta(days=1 + n % 5) for n, day in enumerate(DAYS)],
            "month": [f"{day:%Y-%m}" for day in DAYS],
            "cost": 10,
        }
    ),
    "calls": pd.DataFrame(
        {
            "moment": [
                dt.datetime.combine(day, time)
                for day in DAYS
                for time in (dt.time(9, 30), dt.time(18))
            ],
            "minutes": 3,
        }
    ),
    "plants": pd.DataFrame(
        {
            "year": [year for year in YEARS for _ in range(2)],
            "site": ["North", "South"] * len(YEARS),
            "tonnes": 10,
        }
    ),
}
CELLS = {"visits": "A:F", "calls": "A:B", "plants": "A:C"}
SPRING_MILL = (
    '=COUNTIFS(B2:B182,"Mill",C2:C182,">="&DATE(2025,4,1),C2:C182,"<"&DATE(2025,7,1))'
)
TABLES = [
    row
    for name in ("taken_periods.tsv", "taken_periods_ru.tsv")
    for row in csv.DictReader(
        Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]


def cells_of(calculation: str) -> str:
    name = next((n for n in CELLS if n in calculation), "visits")
    return f"{name}!{CELLS[name]}"


@cache
def verdicts() -> dict[str, verifier.Verdict]:
    prose = "\n\n".join(
        f"## {row['heading'] or 'Notes'}\n\n"
        + FIGURE.sub(rf"[\1](#c{number})", row["sentence"])
        for number, row in enumerate(TABLES)
    )
    claims = "\n\n".join(
        f"[c{number}] {cells_of(row['calculation'])}\n{row['calculation']}"
        for number, row in enumerate(TABLES)
    )
    text = f"{prose}\n\n```claims\n{claims}\n```\n"
    return {str(v.claim): v for v in verifier.verify(text, SOURCES).verdicts}


SECTION = """# {title}

## {heading}

In these months the wards spent [{spent}](#c0). {sentence}

```claims
[c0] visits!A:F
SELECT sum(cost) FROM visits WHERE {where}

[c1] visits!A:F
{calculation}
```
"""
SPRING = {
    "title": "Wards, January to June 2025",
    "heading": "Second quarter (April to June)",
    "where": "came >= '2025-04-01' AND came < '2025-07-01'",
    "spent": "910",
}


@pytest.mark.parametrize(
    ("want", "sentence", "calculation"),
    [
        ("wrong-period", "Mill had [60](#c1) stays.", '=COUNTIF(B2:B182,"Mill")'),
        ("verified", "Mill had [30](#c1) stays.", SPRING_MILL),
        (
            "wrong-period",
            "Mill, which everyone calls full, cost [600](#c1).",
            '=SUMIFS(F2:F182,B2:B182,"Mill")',
        ),
        (
            "verified",
            "Over the half-year Mill had [60](#c1) stays.",
            '=COUNTIF(B2:B182,"Mill")',
        ),
        (
            "verified",
            "The register as a whole holds [181](#c1) stays.",
            "=COUNTA(A2:A182)",
        ),
        (
            "verified",
            "Mill has had [60](#c1) stays so far.",
            '=COUNTIF(B2:B182,"Mill")',
        ),
        ("verified", "There are [3](#c1) wards.", "=COUNTA(UNIQUE(B2:B182))"),
        (
            "verified",
            "This year Mill had [60](#c1) stays.",
            '=COUNTIF(B2:B182,"Mill")',
        ),
        (
            "verified",
            "The usual stay cost [10](#c1), compared with the hospital overall.",
            "=AVERAGE(F2:F182)",
        ),
        (
            "verified",
            "Mill still has [60](#c1) stays on file.",
            '=COUNTIF(B2:B182,"Mill")',
        ),
    ],
)
def test_all_rows_below_a_heading_of_a_part(
    want: str, sentence: str, calculation: str
) -> None:
    text = SECTION.format(sentence=sentence, calculation=calculation, **SPRING)
    first, verdict = verifier.verify(text, SOURCES).verdicts
    assert first.reason is None, first.message
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == want, verdict.message


def test_all_rows_below_a_heading_whose_other_figures_are_of_all_rows_too() -> None:
    spring = {**SPRING, "where": "TRUE", "spent": "1,810"}
    text = SECTION.format(
        sentence="Mill had [60](#c1) stays.",
        calculation='=COUNTIF(B2:B182,"Mill")',
        **spring,
    ).replace("In these months the wards", "The wards")
    assert [v.reason for v in verifier.verify(text, SOURCES).verdicts] == [None, None]


@pytest.mark.parametrize(
    "number", range(len(TABLES)), ids=lambda n: f"{n}-{TABLES[n]['sentence'][:60]}"
)
def test_taken_periods(number: int) -> None:
    verdict = verdicts()[f"c{number}"]
    reason = verdict.reason.value if verdict.reason else "verified"
    assert reason == TABLES[number]["want"], (TABLES[number], verdict.message)
