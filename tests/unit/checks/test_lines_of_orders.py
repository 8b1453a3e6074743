"""Orders of several lines, times that cells are of, and what is told per what."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

_KEYS = (1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6)
LINES = pd.DataFrame(
    {
        "PO Line": [f"{key}-{n}" for n, key in enumerate(_KEYS)],
        "PO Number": [f"45{key:03}" for key in _KEYS],
        "Received": pd.to_datetime(
            [f"2025-0{1 + n % 6}-0{1 + n % 9}" for n in range(12)]
        ),
        "Buyer": ["Vogel"] * 7 + ["Tavares"] * 5,
        "Account": [f"A{key}" for key in _KEYS],
        "Status": ["Open", "Late", "Closed"] * 4,
        "Days Late": [0, 3, 0, -1, 5, 0, 0, 2, 0, 0, 9, -2],
        "Net Value EUR": [100, 250, 300, 50, 75, 500, 120, 80, 40, 60, 90, 10],
        "PO Freight EUR": [10 * key for key in _KEYS],
        "Carriage": [7 * key for key in _KEYS],
        "Acct tickets": [key + 1 for key in _KEYS],
        "Logins 30d": [30, 60, 20, 10, 5, 40, 12, 8, 4, 6, 9, 15],
        "MRR net": [10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32],
        "Plan price": [9 * key for key in _KEYS],
        "Seats": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    }
)
MONTHS = pd.DataFrame(
    {
        "Проект": ["А", "Б"] * 6,
        "Месяц": [
            m
            for m in ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь")
            for _ in "12"
        ],
        "Реклама, тыс. ₽": [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120],
    }
)
TABLES = {"po_lines": LINES, "months": MONTHS}
CITED = {
    "po_lines": "po_lines!A2:O13",
    "months": "months!A2:C13",
}
ROWS = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("lines_of_orders.tsv")
    .read_text("utf-8")
    .splitlines()[1:]
]


@pytest.mark.parametrize(("reason", "sentence", "calculation"), ROWS)
def test_lines_are_no_orders(reason: str, sentence: str, calculation: str) -> None:
    table = "months" if "months" in calculation else "po_lines"
    text = sentence.replace("\\n", "\n").replace("](#)", "](#c1)")
    assert told_of(text, calculation, CITED[table], TABLES) == reason
