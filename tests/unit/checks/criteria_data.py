"""The rows over which the sentences of criteria.tsv are judged."""

from __future__ import annotations

import datetime as dt

import pandas as pd

_DEALS = [
    ("D-1", "EMEA", "SMB", "Ava Chen", "won", "2025-04-10", 12000, 0.05),
    ("D-2", "APAC", "SMB", "Ben Ode", "lost", "2025-04-22", 18500, 0.10),
    ("D-3", "AMER", "Enterprise", "Ava Chen", "won", "2025-05-06", 95000, 0.10),
    ("D-4", "EMEA", "Enterprise", "Ben Ode", "open", "2025-05-19", 120000, 0.20),
    ("D-5", "APAC", "SMB", "Cy Dahl", "won", "2025-06-02", 40000, 0.00),
    ("D-6", "EMEA", "SMB", "Ava Chen", "lost", "2025-06-17", 22000, 0.12),
    ("D-7", "AMER", "Enterprise", "Cy Dahl", "open", "2025-06-30", 61000, 0.15),
    ("D-8", "EMEA", "Enterprise", "Ava Chen", "won", "2025-07-01", 130000, 0.10),
    ("D-9", "APAC", "SMB", "Ben Ode", "lost", "2025-07-14", 9000, 0.05),
    ("D-10", "AMER", "SMB", "Cy Dahl", "won", "2025-07-29", 31000, 0.08),
    ("D-11", "EMEA", "SMB", "Ben Ode", "won", "2025-08-05", 27000, 0.10),
    ("D-12", "APAC", "Enterprise", "Ava Chen", "open", "2025-08-20", 150000, 0.25),
    ("D-13", "EMEA", "Enterprise", "Cy Dahl", "lost", "2025-09-03", 88000, 0.10),
    ("D-14", "AMER", "SMB", "Ben Ode", "won", "2025-09-12", 15000, 0.03),
    ("D-15", "APAC", "Enterprise", "Cy Dahl", "won", "2025-09-18", 101000, 0.10),
    ("D-16", "EMEA", "SMB", "Ava Chen", "lost", "2025-09-25", 6000, 0.00),
]
DEALS = pd.DataFrame(
    [(*row[:5], dt.date.fromisoformat(str(row[5])), *row[6:]) for row in _DEALS],
    columns=[
        "Deal ID",
        "Region",
        "Segment",
        "Owner",
        "Stage",
        "Close Date",
        "Amount",
        "Discount",
    ],
)
SALES = DEALS.assign(
    Region=DEALS["Region"].map({"EMEA": "Север", "APAC": "Юг", "AMER": "Урал"}),
    Segment=DEALS["Segment"].map({"SMB": "розница", "Enterprise": "опт"}),
    Stage=DEALS["Stage"].map(
        {"won": "выиграна", "lost": "проиграна", "open": "открыта"}
    ),
).rename(
    columns={
        "Deal ID": "Номер сделки",
        "Region": "Регион",
        "Segment": "Сегмент",
        "Owner": "Менеджер",
        "Stage": "Стадия",
        "Close Date": "Дата",
        "Amount": "Сумма",
        "Discount": "Скидка",
    }
)
CUSTOMERS = pd.DataFrame(
    {
        "Customer": [f"c{n}" for n in range(1, 9)],
        "Plan": ["basic", "pro"] * 4,
        "MRR": [100, 400, 250, 900, 120, 300, 80, 650],
        "Churned": [None, "yes", None, None, "yes", "yes", None, None],
    }
)
MONEY = pd.DataFrame(
    [
        ("2025-01", *(1377,) * 14),
        ("2025-02", *(1402,) * 14),
        ("2025-03", *(1455,) * 14),
    ],
    columns=[
        "Month",
        "Revenue (k$)",
        "Revenue ($k)",
        "Revenue ($000)",
        "Revenue, USD m",
        "Revenue in $ thousands",
        "Revenue (€ mn)",
        "Выручка (тыс.)",
        "Выручка, млн",
        "Revenue ($)",
        "Revenue $m",
        "Revenue kUSD",
        "Выручка, тыс. руб.",
        "Выручка, руб.",
        "Length (m)",
    ],
)
TAKINGS = pd.DataFrame(
    [
        *(("North", "Leeds", 120000, 2400), ("North", "York", 80000, 3600)),
        *(("South", "Bath", 150000, 3000), ("South", "Exeter", 50000, 3000)),
        *(("North", "Hull", 60000, 1200), ("South", "Truro", 40000, 800)),
    ],
    columns=["Region", "Shop", "Revenue", "Returns"],
)  # North 260 000 with 7 200 returned, South 240 000 with 6 800, all 14 000 of 500 000
REVIEWS = pd.DataFrame(
    [
        *(("R1", "queue", 1, "yes", "Fri"), ("R2", "queue", 2, "no", "Sat")),
        *(("R3", "taste", 5, "yes", "Sun"), ("R4", "taste", 1, "yes", "Sat")),
        *(("R5", "staff", 4, "no", "Mon"), ("R6", "queue", 5, "yes", "Fri")),
        *(("R7", "staff", 5, "yes", "Sun"), ("R8", "taste", 4, "no", "Mon")),
    ],
    columns=["Review", "Topic", "Score", "Answered", "Day"],
)  # 3 bad, 2 of them of 3 about the queue; 5 answered, 3 not; 2 on Sat, 2 on Sun
OPINIONS = REVIEWS.assign(
    Topic=REVIEWS["Topic"].map(
        {"queue": "очередь", "taste": "вкус", "staff": "персонал"}
    ),
    Answered=REVIEWS["Answered"].map({"yes": "да", "no": "нет"}),
    Day=REVIEWS["Day"].map({"Fri": "пт", "Sat": "сб", "Sun": "вс", "Mon": "пн"}),
).set_axis(["Отзыв", "Тема", "Оценка", "Ответили", "День"], axis="columns")
WAITS = pd.DataFrame(
    {
        "ticket": [f"T{n}" for n in range(1, 9)],
        "response_minutes": [20, 95, 130, 45, 240, 100, 15, 60],
        "Задержка, мин": [20, 95, 130, 45, 240, 100, 15, 60],
        "fixed_hours": [2, 30, 50, 12, 80, 72, 1, 26],
    }
)
HOMES = pd.DataFrame(
    {
        "home": ["Elm", "Oak", "Ash", "Yew"],
        "status": ["active", "active", "shut", "dormant"],
        "provider": ["Acme", "Acme", "Birch", "Cedar"],
        "weekly_fee_gbp": [800, 900, 1000, 1100],
        "monthly_rent_gbp": [400, 500, 600, 700],
        "budget_gbp_m": [2, 3, 4, 5],
        "Недельная плата, руб.": [800, 900, 1000, 1100],
    }
)
PANEL = pd.DataFrame(
    {
        "Month": ["2025-01", "2025-02"],
        "opening_mrr_eur": [1000, 1500],
        "churned_mrr_eur": [40, 60],
        "closing_mrr_eur": [1500, 2500],
        "seats_licensed": [400, 600],
        "seats_active": [200, 300],
        "Сумма на начало, руб.": [1000, 1500],
        "Списано, руб.": [40, 60],
        "Сумма на конец, руб.": [2000, 3000],
    }
)
SOURCES = {
    "panel": PANEL,
    "homes": HOMES,
    "waits": WAITS,
    "reviews": REVIEWS,
    "opinions": OPINIONS,
    "deals": DEALS,
    "sales": SALES,
    "customers": CUSTOMERS,
    "money": MONEY,
    "takings": TAKINGS,
}
