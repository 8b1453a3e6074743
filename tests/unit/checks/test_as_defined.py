"""Wholes that the report defines, and wholes that lead a sentence, as truth tables.

What is judged is whether the words say what is divided by, not the value.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import verifier

HERE = Path(__file__).parent
_STATES = ("Done", "Back", "Cancelled", "Done", "Back", "Done", "Open", "Done")
_RUSSIAN = ("Выполнен", "Возврат", "Отменён", "Выполнен", "Возврат", "Выполнен")
ORDERS = pd.DataFrame(
    {
        "order": [f"o{n}" for n in range(48)],
        "status": [*_STATES] * 6,
        "channel": ["Web", "Retail", "Phone", "Web"] * 12,
        "list_value": range(100, 580, 10),
        "net_value": range(90, 570, 10),
        "ordered_qty": range(50, 98),
        "received_qty": range(40, 88),
        "rejected_qty": [1, 2, 3, 4] * 12,
        "days_late": [1, -2, None, 3, 0, -1, None, 2] * 6,
    }
)
RUSSIAN_ORDERS = pd.DataFrame(
    {
        "заказ": [f"з{n}" for n in range(48)],
        "статус": [*_RUSSIAN, "Создан", "Выполнен"] * 6,
        "канал": ["Сайт", "Опт", "Телефон", "Сайт"] * 12,
        "оплата": ["Ипотека", "Рассрочка", "Наличные"] * 16,
        "сумма": range(100, 580, 10),
    }
)
PLAN = pd.DataFrame(
    {
        "depot": ["North", "South"] * 6,
        "plan_revenue": range(100, 220, 10),
        "fact_revenue": range(90, 210, 10),
    }
)


@pytest.mark.parametrize(
    ("defined", "sentence", "calculation", "reason"),
    [
        tuple(row.values())
        for row in csv.DictReader(
            (HERE / "as_defined.tsv").read_text("utf-8").splitlines(),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    ],
)
def test_a_whole_is_what_its_words_say(
    defined: str, sentence: str, calculation: str, reason: str
) -> None:
    tables = {"orders": ORDERS, "заказы": RUSSIAN_ORDERS, "plan": PLAN}
    cited = {"orders": "orders!A2:I49", "plan": "plan!A2:C13"}
    table = next((name for name in cited if f"FROM {name}" in calculation), "заказы")
    place = cited.get(table, "заказы!A2:E49")
    value = value_of(calculation, place, tables)
    text = f"{defined}\n\n{sentence.replace('{}', f'[{value}](#c1)')}"
    report = f"{text}\n\n```claims\n[c1] {place}\n{calculation}\n```\n"
    (found,) = verifier.verify(report, tables).verdicts
    assert (found.reason.value if found.reason else "") == reason


def value_of(calculation: str, place: str, tables: dict[str, pd.DataFrame]) -> str:
    """Returns the percentage of a calculation, as a report would print it."""
    report = f"It is [0.0%](#c1).\n\n```claims\n[c1] {place}\n{calculation}\n```\n"
    (found,) = verifier.verify(report, tables).verdicts
    return f"{float(found.recomputed or 0) * 100:.1f}%"
