"""What is pointed back at, told by an aside, by a place, by rows of a time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

ORDERS = pd.DataFrame(
    {
        "order_no": [f"o{n}" for n in range(24)],
        "received": pd.to_datetime(
            [
                f"2025-{month:02d}-{day:02d}"
                for month in range(1, 7)
                for day in range(1, 5)
            ]
        ),
        "returned": pd.to_datetime(
            [
                f"2025-{month:02d}-{day:02d}"
                for month in range(1, 7)
                for day in (9, 7, 20, 8)
            ]
        ),
        "channel": ["Web", "Shop", "Phone", "Web"] * 6,
        "phase": ["Primary", "Secondary"] * 12,
        "meal": ["Lunch", "Lunch", "Breakfast"] * 8,
        "crew": ["Orlova A. V.", "Petrov B. I.", "Sidorov K. L."] * 8,
        "hours": [2, 3, 1, 4] * 6,
        "paid": [*range(10, 34)],
        "status": ["done", "done", "cancelled"] * 8,
    }
)
LEDGER = pd.DataFrame(
    {
        "period": ["Q1 total", "Q2 total", "Q3 total", "Q4 total"],
        "new": [10, 25, 30, 45],
    }
)
LOADS = pd.DataFrame(
    {
        "load": [f"l{n}" for n in range(8)],
        "week_start": pd.to_datetime(["2025-01-06", "2025-01-13"] * 4),
        "weight_kg": [100, 250, 300, 450, 500, 650, 700, 850],
        "km": [10, 20, 30, 40, 50, 60, 70, 80],
        "fuel_eur": [2, 4, 7, 8, 11, 12, 15, 17],
        "takings": [20, 40, 70, 80, 110, 120, 150, 170],
        "refunds": [1, 2, 3, 4, 5, 6, 7, 8],
    }
)
TABLES = {"orders": ORDERS, "ledger": LEDGER, "loads": LOADS}
CITED = "orders!A2:J25, ledger!A2:B5, loads!A2:G9"

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "pointed_back.tsv")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize(("expected", "sentence", "calculation"), ROWS)
def test_what_is_pointed_back_at(
    expected: str, sentence: str, calculation: str
) -> None:
    told = told_of(sentence, calculation, CITED, TABLES)
    assert (told or "verified") == expected


def test_a_row_that_is_called_by_a_year_alone_is_of_all_its_months() -> None:
    years = pd.DataFrame({"quarter": ["Q1", "Q2", "2025"], "plan": [200, 320, 520]})
    told = told_of(
        "The company finished [0.8%](#c1) below plan.",
        "SELECT 1 - sum(paid) / (SELECT plan FROM years WHERE quarter = '2025') "
        "FROM orders",
        "orders!A2:J25, years!A4:B4",
        TABLES | {"years": years},
    )
    assert not told
