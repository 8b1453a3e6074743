"""Aggregates over joins, and shares of what stands twice, worked out by hand.

Three of four orders came back, with five returns: o1 (100) and o4 (400) twice, o2 (200)
once. They are worth 700, and 1 200 where each counts as often as it came back.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import verifier

TABLE = Path(__file__).with_name("joins.tsv")
ORDERS = {"id": ["o1", "o2", "o3", "o4"], "customer": list("ABAC")}
BACK = ["o1", "o1", "o2", "o4", "o4"]
RETURNS = {"return_id": ["r1", "r2", "r3", "r4", "r5"], "order_id": BACK}
REASONS = ["size", "broken", "size", "size", "late"]
SOURCES = {
    "orders": pd.DataFrame({**ORDERS, "total": [100, 200, 50, 400]}),
    "returns": pd.DataFrame({**RETURNS, "reason": REASONS, "hours": [2, 3, 4, 5, 1]}),
    "visits": pd.DataFrame(
        {
            "visit": ["v1", "v2", "v3", "v4"],
            "tariff": ["day", "day", "evening", "day"],
            "minutes": [30, 40, 50, 20],
        }
    ),
    "tariffs": pd.DataFrame({"tariff": ["day", "evening"], "fee": [10, 20]}),
    "accounts": pd.DataFrame(
        {"account": list("ABAC"), "region": ["north", "south", "north", "south"]}
    ),
    "zakazy": pd.DataFrame({"Номер": ORDERS["id"], "К оплате": [100, 200, 50, 400]}),
    "vozvraty": pd.DataFrame(
        {
            "Возврат": RETURNS["return_id"],
            "Заказ": BACK,
            "Причина": ["размер", "бой", "размер", "размер", "срок"],
            "Дней": [2, 3, 4, 5, 1],
        }
    ),
}
with TABLE.open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_what_stands_twice_counts_once(row: dict[str, str]) -> None:
    claim = f"[c1] {row['cells']}\n{row['calculation']}"
    text = f"{row['sentence']}\n\n```claims\n{claim}\n```\n"
    (verdict,) = verifier.verify(text, SOURCES).verdicts
    found = {str(r) for r in (verdict.reason, *verdict.also) if r}
    is_doubted = "duplicates-counted" in found
    assert is_doubted == (row["want"] == "doubted"), verdict.message
