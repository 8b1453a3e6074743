"""Columns that differ in a word or two, and the words that tell which one is meant."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

FEES = pd.DataFrame(
    {
        "member": [f"M{n}" for n in range(8)],
        "plan": ["Basic", "Premium"] * 4,
        "list_fee": [40, 60, 40, 60, 40, 60, 40, 60],
        "fee_paid": [35, 50, 40, 55, 30, 60, 40, 45],
        "units_ordered": [5, 6, 7, 8, 9, 10, 11, 12],
        "units_sold": [4, 6, 6, 8, 7, 10, 10, 12],
    }
)
GOODS = FEES.set_axis(
    [
        "клиент",
        "тариф",
        "сумма по прайсу",
        "сумма оплачено",
        "единиц заказано",
        "единиц продано",
    ],
    axis=1,
)


@pytest.mark.parametrize(
    ("sentence", "column", "is_doubted"),
    [
        ("Premium members, after discount, pay {} on average.", "list_fee", True),
        ("Premium members, after discount, pay {} on average.", "fee_paid", False),
        ("What the Premium plan pays is {} on average.", "list_fee", True),
        ("On average a Premium member is paying {} a month.", "list_fee", True),
        ("On average a Premium member is paying {} a month.", "fee_paid", False),
        ("The Premium plan's list price averages {}.", "list_fee", False),
        ("Before discount, Premium members pay {} on average.", "list_fee", False),
        ("Premium members would pay the full price, {} on average.", "list_fee", False),
        ("The Premium plan's fee averages {}.", "list_fee", False),
        ("Premium members pay a list fee of {} on average.", "list_fee", False),
        ("We sell {} units to a Premium member, on average.", "units_sold", False),
        ("Premium members order {} units on average.", "units_ordered", False),
        ("Премиум-клиенты платят в среднем {}.", "сумма по прайсу", True),
        ("Премиум-клиенты платят в среднем {}.", "сумма оплачено", False),
        ("По прайсу премиум-клиенты платят в среднем {}.", "сумма по прайсу", False),
        ("Премиум-клиентам продают в среднем {} единицы.", "единиц заказано", True),
        ("Премиум-клиентам продают в среднем {} единицы.", "единиц продано", False),
        ("Премиум-клиенты заказывают в среднем {} единицы.", "единиц заказано", False),
    ],
)
def test_a_verb_speaks_of_its_participle(
    sentence: str, column: str, *, is_doubted: bool
) -> None:
    table = FEES if column in FEES else GOODS
    plan = table.columns[1]
    mean = table[table[plan] == "Premium"][column].mean()
    prose = sentence.format(f"[{mean:.2f}](#c1)")
    letter = "ABCDEF"[list(table.columns).index(column)]
    claim = f'= AVERAGEIFS({letter}2:{letter}9,B2:B9,"Premium")'
    text = f"{prose}\n\n```claims\n[c1] fees!A2:F9\n{claim}\n```\n"
    (verdict,) = verifier.verify(text, {"fees": table}).verdicts
    told = {verdict.reason, *verdict.also}
    assert (verifier.Reason.WRONG_COLUMN in told) is is_doubted


@pytest.mark.parametrize("header", ["#", "%", "—"])
def test_a_header_without_a_word_is_not_part_of_every_other(header: str) -> None:
    text = "The north took [30](#c1) in a few {}.\n\n```claims\n[c1] orders!A2:C4\n"
    text += '= SUMIFS(B2:B4,A2:A4,"north")\n```\n'
    regions = ["north", "north", "south"]
    orders = {"region": regions, header: [10, 20, 5], "days": [3, 4, 2]}
    frames = {"orders": pd.DataFrame(orders)}
    (verdict,) = verifier.verify(text.format("days"), frames).verdicts
    assert verdict.status is verifier.Status.VERIFIED
