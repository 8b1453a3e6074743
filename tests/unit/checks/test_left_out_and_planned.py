"""Groups left out in silence, planned amounts told as facts, rates of told things."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

DEALS = pd.DataFrame(
    {
        "deal_id": [f"d{n}" for n in range(12)],
        "country": ["US", "DE", "FR", "US", "DE", "FR"] * 2,
        "segment": ["Small", "Large", "Small", "Small", "Large", "Large"] * 2,
        "stage": ["Won", "Won", "Lost", "Won", "Refunded", "Won"] * 2,
        "amount_before_discount": [10, 20, 30, 40, 50, 60, 70, 80, 90, 10, 20, 30],
        "discount": [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3],
        "payable": [9, 18, 27, 36, 45, 54, 63, 72, 81, 9, 18, 27],
        "meetings": [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5],
        "rating": [5, 4, 3, 5, 4, 3, 5, 5, 1, 2, 3, 1],
    }
)
MONTHS = pd.DataFrame(
    {
        "month": ["January", "February", "March", "April", "May", "June"],
        "planned_spend": [50, 60, 70, 80, 90, 100],
        "actual_spend": [55, 58, 77, 81, 99, 120],
        "plan_fee": [5, 6, 7, 8, 9, 10],
        "leads": [5, 6, 7, 8, 9, 10],
        "leads_k": [5, 6, 7, 8, 9, 10],
    }
)
OFFICES = pd.DataFrame(
    {
        "office": ["Leeds", "York", "Hull", "Bath", "Ely", "Derby", "Company total"],
        "quota_q1": [10, 20, 30, 40, 50, 60, 210],
        "quota_h1": [30, 50, 70, 90, 110, 130, 480],
        "opened": [*(pd.to_datetime(["2019-03-01", "2020-05-01"] * 3)), None],
    }
)
STAFF = pd.DataFrame(
    {
        "Запись": [f"О-{n}" for n in range(6)],
        "Табельный №": [11, 12, 11, 13, 12, 11],
        "Подразделение": ["Цех", "Склад"] * 3,
        "Дней": [3, 4, 5, 6, 7, 8],
    }
)
EXPORT = pd.DataFrame(
    {
        "order_no": ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o7"],
        "buyer": list("abcdefgg"),
        "paid": [5, 6, 7, 8, 9, 10, 11, 11],
    }
)
TABLES = {
    "deals": DEALS,
    "months": MONTHS,
    "offices": OFFICES,
    "otpuska": STAFF,
    "export": EXPORT,
}
CITED = "deals!A2:I13, months!A2:F7, offices!A2:D8, otpuska!A2:D7, export!A2:C9"


TRUE = [
    (
        "Leaving refunded deals out, large ones brought [171](#c1).",
        '= SUMIFS(deals!G2:G13,deals!C2:C13,"Large",deals!D2:D13,"<>Refunded")',
    ),
    ("Deals of the US brought [117](#c1).", '= SUMIFS(deals!G2:G13,deals!B2:B13,"US")'),
    (
        "Without the totals the offices were to bring [210](#c1) in Q1.",
        '= SUMIFS(offices!B2:B8,offices!A2:A8,"<>Company total")',
    ),
    (
        "The six offices were to bring [210](#c1) in Q1.",
        '= SUMIFS(offices!B2:B8,offices!A2:A8,"<>Company total")',
    ),
    (
        "The plan for May was [90](#c1).",
        '= INDEX(months!B2:B7,MATCH("May",months!A2:A7,0))',
    ),
    ("Subscribers paid [45](#c1) in the half-year.", "= SUM(months!D2:D7)"),
    (
        "In May we spent [99](#c1).",
        '= INDEX(months!C2:C7,MATCH("May",months!A2:A7,0))',
    ),
    (
        "In H1 [3 offices](#c1) had a quota of 90 or more.",
        (
            "SELECT count(*) FROM offices WHERE quota_h1 >= 90 "
            "AND office <> 'Company total'"
        ),
    ),
    (
        "Won deals took [5.25](#c1) meetings per won deal.",
        ('= SUMIFS(deals!H2:H13,deals!D2:D13,"Won")/COUNTIFS(deals!D2:D13,"Won")'),
    ),
    (
        "The mean rating of a country is [3.42](#c1), each country counting as one.",
        (
            "SELECT avg(m) FROM (SELECT country, avg(rating) AS m FROM deals "
            "GROUP BY country)"
        ),
    ),
    (
        "The largest amount payable exceeds the mean by [42.75](#c1).",
        "= MAX(deals!G2:G13)-AVERAGE(deals!G2:G13)",
    ),
    ("Average amount before discount was [42.5](#c1).", "= AVERAGE(deals!E2:E13)"),
    (
        "На одного сотрудника пришлось [11](#c1) дней.",
        "= SUM(otpuska!D2:D7)/SUMPRODUCT(1/COUNTIF(otpuska!B2:B7,otpuska!B2:B7))",
    ),
    (
        "On average a month's spending reached [108%](#c1) of plan.",
        "SELECT avg(actual_spend / planned_spend) FROM months",
    ),
    (
        "Through FR came [33.3%](#c1) of the large deals.",
        (
            '= COUNTIFS(deals!B2:B13,"FR",deals!C2:C13,"Large")'
            '/COUNTIF(deals!C2:C13,"Large")'
        ),
    ),
    (
        "DE is second by amount payable, [153](#c1).",
        '= SUMIFS(deals!G2:G13,deals!B2:B13,"DE")',
    ),
    ("The export holds [8 lines](#c1).", "= COUNTA(export!A2:A9)"),
    (
        "Each order counted once, buyer g brought [11](#c1).",
        (
            '= SUMPRODUCT((export!B2:B9="g")*export!C2:C9'
            "/COUNTIF(export!A2:A9,export!A2:A9))"
        ),
    ),
]
FALSE = [
    (
        "Spending reached [108%](#c1) of plan.",
        "SELECT avg(actual_spend / planned_spend) FROM months",
        "wrong-statistic",
    ),
    (
        "Through FR came [50%](#c1) of the large deals.",
        (
            '= COUNTIFS(deals!B2:B13,"FR",deals!C2:C13,"Large")'
            '/COUNTIF(deals!B2:B13,"FR")'
        ),
        "wrong-denominator",
    ),
    (
        "US is second by amount payable, [117](#c1).",
        '= SUMIFS(deals!G2:G13,deals!B2:B13,"US")',
        "rank",
    ),
    (
        "Of all deals, [80%](#c1) were won.",
        (
            "SELECT count(*) FILTER (WHERE stage = 'Won') "
            "/ count(*) FILTER (WHERE stage IN ('Won', 'Lost')) FROM deals"
        ),
        "wrong-denominator",
    ),
    ("We took [8 orders](#c1).", "= COUNTA(export!A2:A9)", "duplicates-counted"),
    (
        "They carried [45 million](#c1) leads.",
        "= SUM(months!F2:F7)*1000000",
        "wrong-unit",
    ),
    (
        "Large deals brought [171](#c1).",
        '= SUMIFS(deals!G2:G13,deals!C2:C13,"Large",deals!D2:D13,"<>Refunded")',
        "wrong-segment",
    ),
    (
        "Small deals brought [117](#c1).",
        '= SUMIFS(deals!G2:G13,deals!C2:C13,"Small",deals!B2:B13,"US")',
        "wrong-segment",
    ),
    (
        "Large deals are [60%](#c1) of all deals.",
        (
            '= COUNTIFS(deals!C2:C13,"Large",deals!D2:D13,"<>Lost")'
            '/COUNTIFS(deals!D2:D13,"<>Lost")'
        ),
        "wrong-segment",
    ),
    (
        "In May we spent [90](#c1).",
        '= INDEX(months!B2:B7,MATCH("May",months!A2:A7,0))',
        "wrong-column",
    ),
    (
        "The plan for June was tight, while spending in May came to [90](#c1).",
        '= INDEX(months!B2:B7,MATCH("May",months!A2:A7,0))',
        "wrong-column",
    ),
    (
        "The average amount payable was [42.5](#c1).",
        "= AVERAGE(deals!E2:E13)",
        "wrong-column",
    ),
    (
        "Won deals took [6.86](#c1) per won deal.",
        (
            '= SUMIFS(deals!G2:G13,deals!D2:D13,"Won")'
            '/SUMIFS(deals!H2:H13,deals!D2:D13,"Won")'
        ),
        "wrong-denominator",
    ),
    (
        "The mean rating of all deals is [3.42](#c1).",
        (
            "SELECT avg(m) FROM (SELECT country, avg(rating) AS m FROM deals "
            "GROUP BY country)"
        ),
        "wrong-statistic",
    ),
    (
        "Payments of small deals were [42](#c1) above those of large ones.",
        (
            '= MAXIFS(deals!G2:G13,deals!C2:C13,"Small")'
            '-AVERAGEIFS(deals!G2:G13,deals!C2:C13,"Large")'
        ),
        "wrong-statistic",
    ),
    (
        "Of all deals, [150%](#c1) were won.",
        '= COUNTA(deals!D2:D13)/SUMPRODUCT((deals!D2:D13="Won")*1)',
        "wrong-denominator",
    ),
    (
        "На одного сотрудника пришлось [5,5](#c1) дня.",
        "= SUM(otpuska!D2:D7)/COUNT(otpuska!D2:D7)",
        "wrong-denominator",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "calculation", "reason"), [*((*one, "") for one in TRUE), *FALSE]
)
def test_what_is_left_out_planned_or_rated_is_told(
    sentence: str, calculation: str, reason: str
) -> None:
    assert told_of(sentence, calculation, CITED, TABLES) == reason


@pytest.mark.parametrize(
    ("last", "figure", "reason"), [(6, 30, "range-stops-short"), (7, 35, "")]
)
def test_a_short_range_goes_up_to_the_row_of_totals(
    last: int, figure: int, reason: str
) -> None:
    sentence = f"The median quota of Q1 is [{figure}](#c1)."
    calculation, cited = f"= MEDIAN(offices!B2:B{last})", f"offices!A2:C{last}"
    assert told_of(sentence, calculation, cited, TABLES) == reason


def test_a_share_of_a_plan_on_another_sheet_gets_a_verdict() -> None:
    sentence = "Выручка составила [9,1%](#c1) плановой."
    calculation = "= SUM(deals!I2:I13)/SUM(months!B2:B7)"
    assert told_of(sentence, calculation, CITED, TABLES) == ""
