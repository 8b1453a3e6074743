"""Wholes that hold no part, sides unlike each other, and what no word says."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.unit.checks.one_figure import told_of

LINES = pd.DataFrame(
    {
        "line_id": [f"l{n}" for n in range(8)],
        "status": ["active"] * 4 + ["churned"] * 3 + ["active"],
        "region": ["North", "South"] * 4,
        "opened": pd.to_datetime(
            ["2025-01-05", "2025-01-09", "2025-02-03", "2025-02-11"] * 2
        ),
        "days": [3, 9, 12, 4, 5, 7, 8, 6],
        "rating": [4, 5, 3, 4, 5, 4, 3, 5],
        "monthly_fee_eur": [10, 20, 30, 40, 50, 60, 70, 80],
        "length_min": [60, 30, 90, 60, 60, 45, 15, 60],
    }
)
TICKETS = pd.DataFrame(
    {
        "ticket_id": [f"t{n}" for n in range(6)],
        "line_id": ["l4", "l4", "l5", "l0", "l1", "l5"],
        "channel": ["Online", "online", "Phone", "Phone", "Online", "Phone"],
        "hours": [1, 2, 3, 4, 5, 6],
    }
)

STAFF = pd.DataFrame(
    {
        "office": ["Liverpool", "Leeds", "Liverpool", "Leeds"] * 3,
        "leavers": [2, 1, 3, 2] * 3,
        "headcount": [40, 20, 44, 22] * 3,
        "state": ["active", "closed", "active", "active"] * 3,
        "town": ["Kansas", "Kansas City", "Пермский край", "Пермский район"] * 3,
        "returns": [1, 2, 1, 2] * 3,
        "form_no": [f"F{n}" for n in range(12)],
    }
)


CITED = "lines!A2:H9, tickets!A2:D7, staff!A2:G13"
TABLES = {"lines": LINES, "tickets": TICKETS, "staff": STAFF}

TRUE = [
    (
        "Staff turnover was [76.2%](#c1).",
        "= SUM(staff!B2:B13)/AVERAGE(staff!C2:C13)",
    ),
    (
        "Liverpool sent [6](#c1) forms.",
        '= COUNTIF(staff!A2:A13,"Liverpool")',
    ),
    (
        "In Kansas there were [6](#c1) leavers.",
        '= SUMIFS(staff!B2:B13,staff!E2:E13,"Kansas")',
    ),
    (
        "Пермский край потерял [9](#c1) сотрудников.",
        '= SUMIFS(staff!B2:B13,staff!E2:E13,"Пермский край")',
    ),
    (
        "South has the highest fees, [200](#c1).",
        (
            "SELECT s FROM (SELECT region AS name, sum(monthly_fee_eur) AS s, "
            "rank() OVER (ORDER BY sum(monthly_fee_eur) DESC) AS place FROM lines "
            "GROUP BY region) WHERE place = 1 AND name = 'South'"
        ),
    ),
    (
        "The average rating score fell by [0.75](#c1) from January to February.",
        (
            '= AVERAGEIFS(lines!F2:F9,lines!D2:D9,"<"&DATE(2025,2,1))'
            '-AVERAGEIFS(lines!F2:F9,lines!D2:D9,">="&DATE(2025,2,1))'
        ),
    ),
    (
        "Of all lines, [37.5%](#c1) have churned.",
        '= COUNTIF(lines!B2:B9,"churned")/COUNTA(lines!B2:B9)',
    ),
    (
        "The North holds [50%](#c1) of the lines, churned lines included.",
        '= COUNTIF(lines!C2:C9,"North")/COUNTA(lines!C2:C9)',
    ),
    (
        "Of the churned lines, [2](#c1) show up among the tickets.",
        (
            "SELECT count(*) FROM lines WHERE status = 'churned' AND line_id IN "
            "(SELECT line_id FROM tickets)"
        ),
    ),
    ("Churned lines paid [180](#c1) in fees a month.", "= SUM(lines!G6:G8)"),
    (
        "Online came [3](#c1) tickets.",
        "SELECT count(*) FROM tickets WHERE lower(channel) = 'online'",
    ),
    (
        "Fees by region: the second highest sum is [160](#c1).",
        (
            "SELECT sum(monthly_fee_eur) AS s FROM lines GROUP BY region "
            "ORDER BY s DESC LIMIT 1 OFFSET 1"
        ),
    ),
    (
        "Второй по сумме регион принёс [160](#c1).",
        (
            "SELECT sum(monthly_fee_eur) AS s FROM lines GROUP BY region "
            "ORDER BY s DESC LIMIT 1 OFFSET 1"
        ),
    ),
]
FALSE = [
    (
        "Liverpool accounts for [83.3%](#c1) of the returns.",
        '= SUMIFS(staff!B2:B13,staff!A2:A13,"Liverpool")/SUM(staff!F2:F13)',
        "wrong-column",
    ),
    (
        "North has the highest fees, [160](#c1).",
        (
            "SELECT s FROM (SELECT region AS name, sum(monthly_fee_eur) AS s, "
            "rank() OVER (ORDER BY sum(monthly_fee_eur)) AS place FROM lines "
            "GROUP BY region) WHERE place = 1 AND name = 'North'"
        ),
        "rank-unproven",
    ),
    (
        "The average rating score improved by [0.75](#c1) from January to February.",
        (
            '= AVERAGEIFS(lines!F2:F9,lines!D2:D9,"<"&DATE(2025,2,1))'
            '-AVERAGEIFS(lines!F2:F9,lines!D2:D9,">="&DATE(2025,2,1))'
        ),
        "direction",
    ),
    (
        "Of all lines, [60%](#c1) have churned.",
        '= COUNTIF(lines!B2:B9,"churned")/COUNTIF(lines!B2:B9,"active")',
        "wrong-denominator",
    ),
    (
        "The churned ones are [266.7%](#c1) of the lines.",
        '= COUNTA(lines!B2:B9)/COUNTIF(lines!B2:B9,"churned")',
        "wrong-denominator",
    ),
    (
        "Churned lines make [25%](#c1) of those opened in January.",
        (
            '= COUNTIFS(lines!B2:B9,"churned",lines!D2:D9,"<"&DATE(2025,2,1))'
            "/COUNTA(lines!B2:B9)"
        ),
        "wrong-denominator",
    ),
    (
        "The North makes [355.6%](#c1) of the fees.",
        '= SUMIFS(lines!G2:G9,lines!C2:C9,"North")/AVERAGE(lines!G2:G9)',
        "wrong-statistic",
    ),
    ("Fees came to [45](#c1).", "= AVERAGE(lines!G2:G9)", "wrong-statistic"),
    ("Fees came to [80](#c1).", "= MAX(lines!G2:G9)", "wrong-statistic"),
    (
        "Fees of the second half are [333.3%](#c1) above those of the first.",
        '= SUM(lines!G6:G9)/SUMIFS(lines!G2:G5,lines!C2:C5,"South")-1',
        "wrong-segment",
    ),
    (
        "A line lasted [4.1 days](#c1) on average.",
        "= AVERAGE(lines!F2:F9)",
        "wrong-unit",
    ),
    ("Lines bring [360 a year](#c1) in fees.", "= SUM(lines!G2:G9)", "wrong-unit"),
    (
        "We took [0.86](#c1) for every hour.",
        "= SUM(lines!G2:G9)/SUM(lines!H2:H9)",
        "wrong-unit",
    ),
    (
        "Online came [2](#c1) tickets.",
        "SELECT count(*) FROM tickets WHERE channel = 'Online'",
        "cells-lost",
    ),
    (
        "They came from [6 different lines](#c1).",
        "SELECT count(DISTINCT ticket_id) FROM tickets",
        "wrong-statistic",
    ),
    (
        "The North holds [2](#c1) lines.",
        '= COUNTIFS(lines!C2:C9,"North",lines!E2:E9,">7")',
        "unstated-criterion",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "calculation", "reason"), [*((*one, "") for one in TRUE), *FALSE]
)
def test_what_is_computed_otherwise_than_said_is_told(
    sentence: str, calculation: str, reason: str
) -> None:
    assert told_of(sentence, calculation, CITED, TABLES) == reason
