"""Rows, identifiers and periods that a sentence names, against those that are read.

The rows of the tables were worked out by hand over the small tables below.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import verifier

HERE = Path(__file__).parent
FIGURE = re.compile(r"\[([^\]]+)\]")
ORDERS = [(f"ORD-{n + 4000}", n + 3999) for n in range(1, 402)]
MONTHS = (
    412000,
    398500,
    455200,
    470100,
    468900,
    512300,
    530800,
    521400,
    560700,
    574900,
    601200,
    643000,
)
LONG = "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split(","))


def monthly(labels: object) -> pd.DataFrame:
    return pd.DataFrame({"Month": labels, "Revenue": list(MONTHS)})


SOURCES = {
    "plan": frame(
        "Region,Plan,Actual",
        ("North", 1200, 1340),
        ("South", 800, 720),
        ("West", 900, 920),
    ),
    "план": frame(
        "Регион,План,Факт", ("Москва", 1200, 1340), ("Юг", 800, 720), ("Урал", 900, 920)
    ),
    "deals": frame(
        "Deal ID,Region,Stage,Amount",
        ("D-1051", "EMEA", "open", 99000),
        ("D-1134", "EMEA", "won", 223403),
        ("D-1077", "EMEA", "lost", 1),
        ("D-1078", "EMEA", "lost", -13204),
        ("D-1079", "AMER", "won", 8000),
        ("D-1080", "AMER", "won", 9000),
    ),
    "stock": frame("sku,price", ("SKU_A1", 15), ("SKU_B2", 25), ("SKU_C3", 35)),
    "bills": frame("invoice_id,total", (20416, 310), (20417, 410), (20418, 510)),
    "orders": frame("order_id,total", *ORDERS),
    "pnl": frame(
        "Item,Amount",
        ("Revenue", 1000),
        ("Costs", 600),
        ("Salaries", 450),
        ("Gross profit", 400),
        ("Operating expenses", 150),
    ),
    "смета": frame("Статья,Сумма", ("Аренда", 50), ("Зарплата", 70), ("Связь", 5)),
    "iso": monthly([f"2025-{n:02d}" for n in range(1, 13)]),
    "short": monthly(
        [pd.Timestamp(2025, n, 1).strftime("%b %Y") for n in range(1, 13)]
    ),
    "bare": monthly([pd.Timestamp(2025, n, 1).strftime("%B") for n in range(1, 13)]),
    "days": monthly([pd.Timestamp(2025, n, 1) for n in range(1, 13)]),
    "months": monthly(LONG.split()),
    "sales": frame(
        "Region,Owner,Stage,Month,Amount",
        ("EMEA", "Ava", "won", "2025-01", 100),
        ("EMEA", "Bo", "won", "2025-02", 200),
        ("EMEA", "Bo", "lost", "2025-01", 50),
        ("AMER", "Ava", "won", "2025-02", 300),
        ("AMER", "Bo", "won", "2025-01", 100),
    ),
    "quarters": frame(
        "Quarter,Revenue", ("Q1 2025", 10), ("Q2 2025", 20), ("Q3 2025", 30)
    ),
    "years": frame("Year,Revenue", (2023, 1000), (2024, 1200), (2025, 1500)),
    "fiscal": frame("FY,Revenue", ("FY23", 1000), ("FY24", 1200), ("FY25", 1500)),
}


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(rows)


@cache
def verdicts(name: str) -> dict[str, verifier.Verdict]:
    """Returns by claim what comes of a table's sentences, each in its own passage."""
    prose = "\n\n".join(
        FIGURE.sub(rf"[\1](#c{number})", row["sentence"])
        for number, row in enumerate(table(name))
    )
    claims = "\n\n".join(
        f"[c{number}] {row['cited']}\n{row['calculation']}"
        for number, row in enumerate(table(name))
    )
    told = verifier.verify(f"{prose}\n\n```claims\n{claims}\n```\n", SOURCES)
    return {v.claim: v for v in told.verdicts if v.claim}


def cases(name: str) -> list[object]:
    return [
        pytest.param(number, row, id=f"{number}-{row['sentence']}")
        for number, row in enumerate(table(name))
    ]


def held(name: str, number: int, row: dict[str, str]) -> None:
    verdict = verdicts(name)[f"c{number}"]
    found = {str(r) for r in (verdict.reason, *verdict.also) if r}
    if row["reason"]:
        assert row["reason"] in found, f"{row['calculation']}: {verdict.message}"
    else:
        assert verdict.status is verifier.Status.VERIFIED, verdict.message


@pytest.mark.parametrize(("number", "row"), cases("labels"))
def test_rows(number: int, row: dict[str, str]) -> None:
    held("labels", number, row)


@pytest.mark.parametrize(("number", "row"), cases("labelled_periods"))
def test_periods_of_rows(number: int, row: dict[str, str]) -> None:
    held("labelled_periods", number, row)


@pytest.mark.parametrize(("number", "row"), cases("labelled_periods_ru"))
def test_periods_of_rows_in_russian(number: int, row: dict[str, str]) -> None:
    held("labelled_periods_ru", number, row)


@pytest.mark.parametrize(("number", "row"), cases("winners"))
def test_winners(number: int, row: dict[str, str]) -> None:
    held("winners", number, row)
