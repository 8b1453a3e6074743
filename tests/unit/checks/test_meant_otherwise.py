"""What is typical, what a plan is, what a report defines, and what a date is of."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

WAITS = pd.DataFrame(
    {
        "ticket": [f"t{n}" for n in range(12)],
        "team": ["Red", "Blue"] * 6,
        "wait_min": [5, 8, 12, 30, 7, 9, 14, 59, 6, 11, 13, 10],
        "cost_usd": [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120],
    }
)
ORDERS = pd.DataFrame(
    {
        "order_id": [f"o{n}" for n in range(12)],
        "office": ["Leeds", "York"] * 6,
        "ordered_on": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (1, 2, 3, 4) for d in (5, 12, 25)]
        ),
        "shipped_on": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (2, 3, 3, 5) for d in (5, 12, 25)]
        ),
        "amount_net": range(10, 130, 10),
        "amount_gross": range(12, 156, 12),
        "sales_plan": range(9, 129, 10),
        "sales_actual": range(10, 130, 10),
    }
)
ZAKAZY = ORDERS.set_axis(
    [
        "Номер заказа",
        "Офис",
        "Дата заказа",
        "Дата отгрузки",
        "Сумма без НДС, руб.",
        "Сумма с НДС, руб.",
        "Продажи план",
        "Продажи факт",
    ],
    axis=1,
)
TABLES = {"waits": WAITS, "orders": ORDERS, "zakazy": ZAKAZY}
CITED = "waits!A2:D13, orders!A2:H13, zakazy!A2:H13"

LONGEST, MEDIAN = "= MAX(waits!C2:C13)", "= MEDIAN(waits!C2:C13)"
TOTAL, MEAN = "= SUM(waits!D2:D13)", "= AVERAGE(waits!D2:D13)"
PLAN, FACT = "= SUM(orders!G2:G13)", "SELECT sum(sales_actual) FROM orders"
PLAN_RU, FACT_RU = 'SELECT sum("Продажи план") FROM zakazy', "= SUM(zakazy!H2:H13)"
NET, GROSS = "= SUM(orders!E2:E13)", "SELECT sum(amount_gross) FROM orders"
NET_RU, GROSS_RU = "= SUM(zakazy!E2:E13)", 'SELECT sum("Сумма с НДС, руб.") FROM zakazy'


def _in_march(table: str, column: str) -> str:
    cells = f"{table}!{column}2:{column}13"
    return f'= COUNTIFS({cells},">="&DATE(2025,3,1),{cells},"<"&DATE(2025,4,1))'


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("A customer usually waits [59 minutes](#c1).", LONGEST, True),
        ("As a rule, people waited [59 minutes](#c1).", LONGEST, True),
        ("Customers waited [59 minutes](#c1).", LONGEST, True),
        ("The longest was Red's. They usually wait [59 minutes](#c1).", LONGEST, True),
        ("A customer usually waits [10.5 minutes](#c1).", MEDIAN, False),
        ("One usually waits no longer than [59 minutes](#c1).", LONGEST, False),
        ("Waits, typically short, peaked at [59 minutes](#c1).", LONGEST, False),
        ("The longest wait, against the usual, took [59 min](#c1).", LONGEST, False),
        ("A typical ticket costs [780](#c1).", TOTAL, True),
        ("A typical ticket costs [65](#c1).", MEAN, False),
        ("Tickets cost [780](#c1) altogether.", TOTAL, False),
        ("Клиент обычно ждёт [59 минут](#c1).", LONGEST, True),
        ("Типичное ожидание — [59 минут](#c1).", LONGEST, True),
        ("Чаще всего ожидание занимает [59 минут](#c1).", LONGEST, True),
        ("Обычно ждут не дольше [59 минут](#c1).", LONGEST, False),
        ("Клиент обычно ждёт [10,5 минуты](#c1).", MEDIAN, False),
        ("В худшем случае ждали [59 минут](#c1).", LONGEST, False),
    ],
)
def test_what_is_usual_is_no_end(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    expected = "wrong-statistic" if is_doubted else ""
    assert told_of(sentence, calculation, CITED, TABLES) == expected


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("# Year\n\n## Sales against plan\n\nWe sold for [768](#c1).", PLAN, True),
        ("Sales of [768](#c1) were booked, ahead of plan.", PLAN, True),
        ("Sales do well. They came to [768](#c1).", PLAN, True),
        ("# Year\n\n## The plan\n\nThe offices have [768](#c1) to sell.", PLAN, False),
        ("We had budgeted sales of [768](#c1).", PLAN, False),
        ("Sales came to [780](#c1).", FACT, False),
        ("# Год\n\n## План и факт\n\nМы продали на [768](#c1).", PLAN_RU, True),
        ("Офисы продали на [768](#c1), что выше плана.", PLAN_RU, True),
        ("Продать намечали на [768](#c1).", PLAN_RU, False),
        ("Продажи составили [780](#c1).", FACT_RU, False),
    ],
)
def test_a_plan_beside_its_fact_is_called_so(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    expected = "wrong-column" if is_doubted else ""
    assert told_of(sentence, calculation, CITED, TABLES) == expected


@pytest.mark.parametrize(
    "term",
    [
        "*Revenue* is the net amount.",
        "By revenue we mean the net amount.",
        "Revenue leaves out VAT.",
        "All amounts are net of VAT.",
        "Throughout this note, revenue is the amount without VAT.",
    ],
)
def test_a_term_stands_for_its_column(term: str) -> None:
    def told(sentence: str, calculation: str) -> str:
        return told_of(f"{term}\n\n{sentence}", calculation, CITED, TABLES)

    assert told("Revenue came to [936](#c1).", GROSS) == "wrong-column"
    assert told("Revenue came to [780](#c1).", NET) == ""
    assert told("Revenue including VAT came to [936](#c1).", GROSS) == ""


@pytest.mark.parametrize(
    "term",
    [
        "Выручка — это сумма без НДС.",
        "Под выручкой понимаем сумму без НДС.",
        "Суммы указаны без НДС.",
        "Выручка не включает НДС.",
    ],
)
def test_a_russian_term_stands_for_its_column(term: str) -> None:
    def told(sentence: str, calculation: str) -> str:
        return told_of(f"{term}\n\n{sentence}", calculation, CITED, TABLES)

    assert told("Выручка составила [936](#c1).", GROSS_RU) == "wrong-column"
    assert told("Выручка составила [780](#c1).", NET_RU) == ""
    assert told("Выручка с НДС составила [936](#c1).", GROSS_RU) == ""


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("Sales before tax came to [780](#c1).", NET, False),
        ("Sales before taxes and fees came to [936](#c1).", GROSS, True),
        ("Sales with tax came to [936](#c1).", GROSS, False),
        ("Sales including VAT came to [780](#c1).", NET, True),
        ("Продажи до уплаты НДС составили [780](#c1).", NET_RU, False),
        ("Продажи с учётом НДС составили [780](#c1).", NET_RU, True),
    ],
)
def test_tax_comes_on_top_of_what_is_sold(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    expected = "wrong-column" if is_doubted else ""
    assert told_of(sentence, calculation, CITED, TABLES) == expected


@pytest.mark.parametrize(
    ("sentence", "table", "column", "is_doubted"),
    [
        ("In March we shipped [{}](#c1) orders.", "orders", "C", True),
        ("In March we shipped [{}](#c1) orders.", "orders", "D", False),
        ("By ship date, March had [{}](#c1) orders.", "orders", "C", True),
        ("In March [{}](#c1) orders were placed.", "orders", "C", False),
        ("Of the orders taken in March, [{}](#c1) shipped.", "orders", "C", False),
        ("В марте отгрузили [{}](#c1) заказа.", "zakazy", "C", True),
        ("В марте отгрузили [{}](#c1) заказов.", "zakazy", "D", False),
        ("По дате отгрузки март дал [{}](#c1) заказа.", "zakazy", "C", True),
        ("Из принятых в марте отгружено уже [{}](#c1).", "zakazy", "C", False),
        (
            "Месяц определяем по дате заказа.\n\nВ марте отгрузили [{}](#c1).",
            "zakazy",
            "C",
            False,
        ),
        (
            "Orders go by the shipping date.\n\nMarch had [{}](#c1) orders.",
            "orders",
            "C",
            True,
        ),
    ],
)
def test_a_deed_is_dated_by_its_own_column(
    sentence: str, table: str, column: str, *, is_doubted: bool
) -> None:
    number = 3 if column == "C" else 6
    told = told_of(sentence.format(number), _in_march(table, column), CITED, TABLES)
    assert told == ("wrong-column" if is_doubted else "")
