"""What words of a sentence are no group, and what rows are no duplicates.

Every figure is right for its calculation: what is judged is whether the sentence says
what was calculated.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

PLACES = ("Old Town", "Harbour", "Northfield")
KINDS = ("Burst", "Burst", "Minor", "Major", "Minor", "Minor")
REPAIRS = pd.DataFrame(
    {
        "job_id": [f"J{n}" for n in range(18)],
        "day": pd.date_range("2025-01-05", periods=18, freq="20D"),
        "district": [PLACES[n // 6] for n in range(18)],
        "severity": [
            KINDS[n % 6] if n < 6 else ("Minor", "Major")[n % 2] for n in range(18)
        ],
        "outcome": ["Closed", "Reopened", "Closed"] * 6,
        "cost": range(100, 1900, 100),
    }
)
SALES = pd.DataFrame(
    [
        *((f"S{n}", "Adult", n % 3 + 1, 10.0 * (n % 3 + 1)) for n in range(20)),
        *((f"S{n}", "Child", n % 3 + 2, 6.0 * (n % 3 + 2)) for n in range(4)),
    ],
    columns=["sale_id", "ticket", "tickets", "revenue"],
)
AGAIN = pd.concat([SALES.head(20), SALES.head(4)], ignore_index=True)
READINGS = pd.DataFrame(
    {
        "meter_id": [f"M-{n}" for n in range(5)] * 4,
        "read_on": pd.date_range("2025-01-01", periods=20, freq="17D"),
        "litres": range(1000, 3000, 100),
    }
)
PUPILS = pd.DataFrame(
    {
        "id": [f"P{n}" for n in range(12)],
        "sex": ["f", "m", "m"] * 4,
        "score": range(40, 64, 2),
    }
)
RUSSIAN = pd.DataFrame(
    {
        "Номер": [f"У{n}" for n in range(12)],
        "Пол": ["ж", "м", "м"] * 4,
        "Балл": range(40, 64, 2),
        "Пропущено_дней": range(12),
        "По_болезни": range(0, 24, 2),
    }
)
CUSTOMERS = pd.DataFrame(
    [
        *((f"C{n}", ("Basic", "Team")[n % 2], 10 + n) for n in range(8)),
        ("Total", "", 108),
    ],
    columns=["customer", "plan", "fee"],
)
SOURCES = {
    "repairs": REPAIRS,
    "sales": SALES,
    "again": AGAIN,
    "readings": READINGS,
    "pupils": PUPILS,
    "ученики": RUSSIAN,
    "customers": CUSTOMERS,
}
PARTS = pd.DataFrame(
    [
        *((f"D{n}", "Flour", 50 + 3 * n, 40.0 + 2 * n) for n in range(20)),
        *((f"D{n}", "Flour", 90 + n, 71.5 + n) for n in range(4)),
    ],
    columns=["order_id", "goods", "kg", "cost"],
)
SOURCES["parts"] = PARTS
KINDS_SOLD = SALES.drop(columns="tickets")
SOURCES["kinds"] = KINDS_SOLD
ORDERS = pd.DataFrame(
    {
        "order_no": [f"PO-{n * 2 // 3}" for n in range(24)],
        "day": [pd.Timestamp(2025, 1, 1 + n * 2 // 3) for n in range(24)],
        "part": ["Bolt", "Nut"] * 12,
        "pieces": range(10, 34),
        "unit_price": [2.5, 4.0] * 12,
        "amount": [x * p for x, p in zip(range(10, 34), [2.5, 4.0] * 12, strict=True)],
    }
)
SOURCES["orders"] = ORDERS
ROWS = (
    # sentence, cites, calculation, expected
    (
        "Of all districts Old Town had the most bursts, [2].",
        "repairs!A1:F19",
        '= COUNTIFS(C2:C19,"Old Town",D2:D19,"Burst")',
        "",
    ),
    (
        "Repairs in the second half of the year cost more than [£12,000].",
        "repairs!A1:F19",
        "SELECT sum(cost) FROM repairs WHERE day >= DATE '2025-07-01'",
        "",
    ),
    (
        "Half of the repairs cost more than [£900].",
        "repairs!A1:F19",
        "= AVERAGE(F2:F19)",
        "wrong-statistic",
    ),
    (
        "## Closing the year\n\nWe did [18 jobs].",
        "repairs!A1:F19",
        "= ROWS(A2:A19)",
        "",
    ),
    (
        "## Closed\n\nWe did [18 jobs].",
        "repairs!A1:F19",
        "= ROWS(A2:A19)",
        "wrong-segment",
    ),
    (
        "## Jobs, costs and closed streets\n\nWe did [18 jobs].",
        "repairs!A1:F19",
        "= ROWS(A2:A19)",
        "",
    ),
    ("We sold [50 tickets].", "sales!A1:D25", "= SUM(C2:C25)", ""),
    ("We took [$456].", "kinds!A1:C25", "= SUM(C2:C25)", ""),
    ("We placed [24 orders].", "orders!A1:F25", "= COUNTA(A2:A25)", "wrong-statistic"),
    (
        "We placed [16 orders].",
        "orders!A1:F25",
        "SELECT count(DISTINCT order_no) FROM orders",
        "",
    ),
    ("We bought for [$78].", "orders!A1:F25", "= SUM(E2:E25)", "wrong-column"),
    ("We bought for [$1,686].", "orders!A1:F25", "= SUM(F2:F25)", ""),
    ("We sold [46 tickets].", "again!A1:D25", "= SUM(C2:C25)", "duplicates-counted"),
    (
        "The sample covers [20 meters].",
        "readings!A1:C21",
        "SELECT count(meter_id) FROM readings",
        "wrong-statistic",
    ),
    (
        "The sample covers [20 readings].",
        "readings!A1:C21",
        "SELECT count(meter_id) FROM readings",
        "",
    ),
    (
        "Girls scored [52] on average.",
        "pupils!A1:C13",
        '= AVERAGEIFS(C2:C13,B2:B13,"m")',
        "wrong-segment",
    ),
    (
        "Girls scored [49] on average.",
        "pupils!A1:C13",
        '= AVERAGEIFS(C2:C13,B2:B13,"f")',
        "",
    ),
    (
        "Юноши набрали в среднем [49 баллов].",
        "ученики!A1:E13",
        '= AVERAGEIFS(C2:C13,B2:B13,"ж")',
        "wrong-segment",
    ),
    (
        "Юноши набрали в среднем [52 балла].",
        "ученики!A1:E13",
        '= AVERAGEIFS(C2:C13,B2:B13,"м")',
        "",
    ),
    (
        "По болезни ученики пропустили [66 дней].",
        "ученики!A1:E13",
        "= SUM(D2:D13)",
        "wrong-column",
    ),
    ("Ученики пропустили [66 дней].", "ученики!A1:E13", "= SUM(D2:D13)", ""),
    (
        "All but the customers on Team pay [160].",
        "customers!A1:C10",
        '= SUMIFS(C2:C10,B2:B10,"<>Team")',
        "totals-row",
    ),
    (
        "All but the customers on Team pay [52].",
        "customers!A1:C9",
        '= SUMIFS(C2:C9,B2:B9,"<>Team")',
        "",
    ),
    ("The goods weighed [1,936 kg].", "parts!A1:D25", "= SUM(C2:C25)", ""),
    (
        "Repairs cost [£1,425] a month.",
        "repairs!A1:F19",
        "= SUM(F2:F19)/12",
        "",
    ),
    (
        "Repairs cost [£329] a month.",
        "repairs!A1:F19",
        "= SUM(F2:F19)/52",
        "wrong-unit",
    ),
    (
        "| District | Largest repair |\n|---|---|\n| Harbour | [950] |",
        "repairs!A1:F19",
        '= AVERAGEIFS(F2:F19,C2:C19,"Harbour")',
        "wrong-statistic",
    ),
    (
        "| District | Largest repair |\n|---|---|\n| Harbour | [1,200] |",
        "repairs!A1:F19",
        '= MAXIFS(F2:F19,C2:C19,"Harbour")',
        "",
    ),
)


@pytest.mark.parametrize(("sentence", "cites", "calculation", "expected"), ROWS)
def test_things_and_rows(
    sentence: str, cites: str, calculation: str, expected: str
) -> None:
    prose = sentence.replace("]", "](#c1)")
    text = f"{prose}\n\n```claims\n[c1] {cites}\n{calculation}\n```\n"
    found = verifier.verify(text, SOURCES).verdicts
    (verdict,) = [one for one in found if one.claim == "c1"]
    reasons = [str(r) for r in (verdict.reason, *verdict.also) if r]
    assert reasons == ([expected] if expected else []), verdict.message
