"""What was promised and what came, what dates a deed, and what a place is among."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

PARCELS = pd.DataFrame(
    {
        "parcel_id": [f"p{n}" for n in range(12)],
        "depot": ["Leeds", "York"] * 6,
        "order_date": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (1, 2, 3, 4) for d in (5, 12, 25)]
        ),
        "promised_date": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (1, 2, 4, 4) for d in (9, 16, 28)]
        ),
        "received_date": pd.to_datetime(
            [f"2025-{m:02}-{d:02}" for m in (1, 3, 4, 5) for d in (8, 15, 27)]
        ),
        "promised_days": [6, 9] * 6,
        "delivery_days": [4, 12] * 6,
        "days_late": [-1, 4, -3, 2] * 3,
        "gross_amount": range(12, 156, 12),
        "net_amount": range(10, 130, 10),
        "score": [8, 6] * 6,
    }
)
POSYLKI = PARCELS.set_axis(
    [
        "Номер",
        "Склад",
        "Дата заказа",
        "Плановая дата",
        "Дата поступления",
        "Обещанный срок, дн.",
        "Срок доставки, дн.",
        "Опоздание, дн.",
        "Сумма до скидки, руб.",
        "Сумма после скидки, руб.",
        "Оценка",
    ],
    axis=1,
)
SEATS = pd.DataFrame(
    {
        "Plan": ["Team", "Team", "Solo", "Solo"],
        "Month": ["2025-05", "2025-06"] * 2,
        "Users on the last day": [40, 45, 7, 9],
        "Seats bought": [50, 60, 8, 9],
        "Seats used": [41, 55, 6, 8],
        "MRR target": [100, 120, 20, 25],
        "MRR actual": [90, 126, 22, 24],
    }
)
TABLES = {"parcels": PARCELS, "posylki": POSYLKI, "seats": SEATS}
CITED = "parcels!A2:K13, posylki!A2:K13, seats!A2:G5"


def _gap(table: str, depot: str) -> str:
    came, said = (
        f'AVERAGEIFS({table}!{c}2:{c}13,{table}!B2:B13,"{depot}")' for c in "GF"
    )
    return f"= {came}-{said}"


LEEDS, YORK = _gap("parcels", "Leeds"), _gap("parcels", "York")
LEEDS_RU, YORK_RU = _gap("posylki", "Leeds"), _gap("posylki", "York")
OF_ROWS = "SELECT avg(delivery_days - promised_days) FROM parcels WHERE depot = '{}'"
LEFT = "SELECT avg(promised_days - delivery_days) FROM parcels WHERE depot = '{}'"
LATE = '= AVERAGEIFS(parcels!H2:H13,parcels!B2:B13,"{}")'
LATE_RU = '= AVERAGEIFS(posylki!H2:H13,posylki!B2:B13,"{}")'


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("Leeds delivers [2 days](#c1) earlier than promised.", LEEDS, False),
        ("Leeds delivers [2 days](#c1) later than promised.", LEEDS, True),
        ("York delivers [3 days](#c1) later than promised.", YORK, False),
        ("York delivers [3 days](#c1) ahead of schedule.", YORK, True),
        (
            "Leeds is ahead of schedule, by a mean of [2 days](#c1).",
            LATE.format("Leeds"),
            False,
        ),
        (
            "Leeds comes [2 days](#c1) after the promised date.",
            LATE.format("Leeds"),
            True,
        ),
        ("On average Leeds is [2 days](#c1) early.", LATE.format("Leeds"), False),
        ("On average York is [3 days](#c1) late.", LATE.format("York"), False),
        (
            "Leeds arrives [2 days](#c1) before the due date.",
            OF_ROWS.format("Leeds"),
            False,
        ),
        ("Leeds is [2 days](#c1) behind schedule.", OF_ROWS.format("Leeds"), True),
        ("Leeds is [2 days](#c1) ahead of schedule.", LEFT.format("Leeds"), False),
        ("Leeds is [2 days](#c1) behind schedule.", LEFT.format("Leeds"), True),
        ("Leeds привозит на [2 дня](#c1) раньше обещанного.", LEEDS_RU, False),
        ("Leeds привозит на [2 дня](#c1) позже обещанного.", LEEDS_RU, True),
        ("York опережает обещанный срок на [3 дня](#c1).", YORK_RU, True),
        ("York привозит на [3 дня](#c1) позже срока.", YORK_RU, False),
        (
            "Leeds поставляет с опережением графика на [2 дня](#c1).",
            LATE_RU.format("Leeds"),
            False,
        ),
        (
            "Leeds поставляет с опозданием на [2 дня](#c1).",
            LATE_RU.format("Leeds"),
            True,
        ),
    ],
)
def test_late_is_told_of_what_came_behind_its_day(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    assert bool(told_of(sentence, calculation, CITED, TABLES)) is is_doubted


DAYS = '= AVERAGEIFS(parcels!{0}2:{0}13,parcels!B2:B13,"York")'
DAYS_RU = '= AVERAGEIFS(posylki!{0}2:{0}13,posylki!B2:B13,"York")'


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("York promises delivery in [9 days](#c1).", DAYS.format("F"), False),
        ("York promises delivery in [12 days](#c1).", DAYS.format("G"), True),
        ("York обещает доставку за [9 дней](#c1).", DAYS_RU.format("F"), False),
        ("York обещает доставку за [12 дней](#c1).", DAYS_RU.format("G"), True),
    ],
)
def test_a_promise_is_not_what_came_of_it(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    assert bool(told_of(sentence, calculation, CITED, TABLES)) is is_doubted


def _in_april(table: str, column: str) -> str:
    cells = f"{table}!{column}2:{column}13"
    return f'= COUNTIFS({cells},">="&DATE(2025,4,1),{cells},"<"&DATE(2025,5,1))'


CUSTOM_RU = "Месяц посылки определяется по плановой дате.\n\n"


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (
            "By the day of receipt, [3 parcels](#c1) fell into April.",
            _in_april("parcels", "E"),
            False,
        ),
        (
            "By the day of receipt, [6 parcels](#c1) fell into April.",
            _in_april("parcels", "D"),
            True,
        ),
        ("[3 parcels](#c1) arrived in April.", _in_april("parcels", "E"), False),
        ("[6 parcels](#c1) arrived in April.", _in_april("parcels", "D"), True),
        (
            f"{CUSTOM_RU}В апреле пришлось [6 посылок](#c1).",
            _in_april("posylki", "D"),
            False,
        ),
        (
            f"{CUSTOM_RU}В апреле пришлось [3 посылки](#c1).",
            _in_april("posylki", "C"),
            True,
        ),
    ],
)
def test_rows_are_dated_as_the_report_says(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    assert bool(told_of(sentence, calculation, CITED, TABLES)) is is_doubted


GROWTH = (
    "SELECT sum(\"MRR actual\") FILTER (WHERE Month = '2025-06') * 1.0 / "
    "sum(\"MRR actual\") FILTER (WHERE Month = '2025-05') - 1 "
    "FROM seats WHERE Plan = 'Team'"
)
EARNS = "Revenue is the amount after discount.\n\n"
EARNS_RU = "Выручка — сумма после скидки.\n\n"


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        (f"{EARNS}We earned [$780](#c1).", "= SUM(parcels!J2:J13)", False),
        (f"{EARNS}We earned [$936](#c1).", "= SUM(parcels!I2:I13)", True),
        (f"{EARNS_RU}Заработали [780 руб.](#c1)", "= SUM(posylki!J2:J13)", False),
        (f"{EARNS_RU}Заработали [936 руб.](#c1)", "= SUM(posylki!I2:I13)", True),
        ("We have sold [127 seats](#c1).", "= SUM(seats!D2:D5)", False),
        ("We have sold [110 seats](#c1).", "= SUM(seats!E2:E5)", True),
        ("Of what was sold, [110 seats](#c1) are in use.", "= SUM(seats!E2:E5)", False),
        (
            "Team grew faster than any other plan, gaining [40.0%](#c1).",
            GROWTH,
            False,
        ),
    ],
)
def test_a_verb_tells_what_is_earned_and_sold(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    assert bool(told_of(sentence, calculation, CITED, TABLES)) is is_doubted


USERS = "SELECT sum(\"Users on the last day\") FROM seats WHERE Month = '2025-{}'"
MRR = "SELECT sum(\"MRR actual\") FROM seats WHERE Plan = 'Team' AND Month = '2025-{}'"


@pytest.mark.parametrize(
    ("sentence", "calculation", "is_doubted"),
    [
        ("By the end of June there were [54 users](#c1).", USERS.format("06"), False),
        ("By the end of June there were [47 users](#c1).", USERS.format("05"), True),
        ("At the end of May there were [47 users](#c1).", USERS.format("05"), False),
        (
            "June was a good month. Team made [$126](#c1) in that month.",
            MRR.format("06"),
            False,
        ),
        (
            "June was a good month. Team made [$90](#c1) in that month.",
            MRR.format("05"),
            True,
        ),
    ],
)
def test_the_end_of_a_month_is_of_that_month(
    sentence: str, calculation: str, *, is_doubted: bool
) -> None:
    assert bool(told_of(sentence, calculation, CITED, TABLES)) is is_doubted
