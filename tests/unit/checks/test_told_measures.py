"""Which column, how many and how often: words of a sentence against calculations."""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

DESKS = pd.DataFrame(
    {
        "office": ["Leeds", "York", "Hull"] * 3,
        "month": ["April"] * 3 + ["May"] * 3 + ["June"] * 3,
        "headcount": [18, 30, 10, 20, 31, 10, 21, 30, 10],
        "calls": [400, 310, 95, 510, 280, 120, 330, 420, 60],
        "calls_to_date": [400, 310, 95, 910, 590, 215, 1240, 1010, 275],
    }
)
OKNA = DESKS.set_axis(
    ["Отделение", "Месяц", "Окон", "Обращений", "Обращений с начала года"], axis=1
)
LINES = pd.DataFrame(
    {
        "order": ["O-1", "O-1", "O-2", "O-3", "O-3", "O-4", "O-5", "O-6"],
        "van": ["V1", "V2", "V1", "V3", "V1", "V2", "V3", "V1"],
        "driver_team": ["A", "A", "B", "B", "A", "B", "A", "B"],
        "detect_min": [5, 7, 9, 4, 8, 6, 3, 2],
        "resolve_min": [50, 71, 92, 43, 84, 65, 36, 27],
        "list_eur": [100, 210, 320, 130, 240, 350, 160, 270],
        "net_eur": [90, 200, 300, 120, 230, 310, 150, 250],
        "processing_cost_eur": [9, 2, 3, 1, 2, 3, 15, 25],
    }
)
WINGS = pd.DataFrame(
    {
        "hotel": ["Elm", "Elm", "Elm", "Oak", "Oak", "Oak", "Ash", "Ash", "Ash"],
        "kind": ["single", "double", "suite"] * 3,
        "rooms": [14, 30, 6, 20, 41, 3, 9, 12, 4],
        "hotel_staff": [41, 41, 41, 58, 58, 58, 22, 22, 22],
        "seats": [2, 3, 4] * 3,
    }
)
PALATY = WINGS.set_axis(
    ["Отделение", "Палата", "Коек", "Врачей в отделении", "Мест"], axis=1
)
SOURCES = {
    "desks": DESKS,
    "okna": OKNA,
    "lines": LINES,
    "wings": WINGS,
    "palaty": PALATY,
}
ALL = {
    "desks": "desks!A2:E10",
    "okna": "okna!A2:E10",
    "lines": "lines!A2:H9",
    "wings": "wings!A2:E10",
    "palaty": "palaty!A2:E10",
}

STOCK = "duplicates-counted"
COUNT = "wrong-statistic"
COLUMN = "wrong-column"

TABLE = [
    # sheet, sentence, calculation, reason
    ("desks", "Our offices employ {} people.", "SUM(C2:C10)", STOCK),
    ("desks", "The headcount of Leeds is {}.", 'SUMIFS(C2:C10,A2:A10,"Leeds")', STOCK),
    ("desks", "In May {} people worked here.", 'SUMIFS(C2:C10,B2:B10,"May")', ""),
    ("desks", "The offices took {} calls.", "SUM(D2:D10)", ""),
    ("wings", "Our three hotels employ {} people.", "SUM(D2:D10)", STOCK),
    ("wings", "The Elm has a staff of {}.", 'SUMIFS(D2:D10,A2:A10,"Elm")', STOCK),
    (
        "wings",
        "By the rows of suites {} people work here.",
        'SUMIFS(D2:D10,B2:B10,"suite")',
        "",
    ),
    ("wings", "Our three hotels have {} rooms.", "SUM(C2:C10)", ""),
    ("wings", "Our three hotels have {} seats.", "SUM(E2:E10)", ""),
    ("palaty", "Всего в больнице {} врачей.", "SUM(D2:D10)", STOCK),
    ("palaty", "Всего в больнице {} коек.", "SUM(C2:C10)", ""),
    ("desks", "That makes {} person-months.", "SUM(C2:C10)", ""),
    ("desks", "Leeds took {} calls.", 'SUMIFS(D2:D10,A2:A10,"Leeds")', ""),
    ("desks", "The offices took {} calls in all.", "SUM(E2:E10)", STOCK),
    ("okna", "Всего в отделениях работает {} окон.", "SUM(C2:C10)", STOCK),
    ("okna", "В мае работало {} окно.", 'SUMIFS(C2:C10,B2:B10,"May")', ""),
    ("okna", "Отделения приняли {} обращений.", "SUM(D2:D10)", ""),
    ("desks", "Leeds took {} calls in June.", "E8", COLUMN),
    ("desks", "Leeds took {} calls in June.", "D8", ""),
    ("desks", "By the end of June Leeds had taken {} calls.", "E8", ""),
    ("desks", "Leeds has taken {} calls to date, June included.", "E8", ""),
    ("lines", "We packed {} orders.", "COUNTA(A2:A9)", COUNT),
    ("lines", "We packed {} orders.", "COUNTA(UNIQUE(A2:A9))", ""),
    ("lines", "We sent out {} vans.", "COUNTA(B2:B9)", COUNT),
    ("lines", "Team A needed {} vans.", 'COUNTIFS(C2:C9,"A")', COUNT),
    ("lines", "We packed {} lines.", "COUNTA(A2:A9)", ""),
    (
        "lines",
        "It took {} minutes on average to notice a fault.",
        "AVERAGE(E2:E9)",
        COLUMN,
    ),
    ("lines", "It took {} minutes on average to notice a fault.", "AVERAGE(D2:D9)", ""),
    ("lines", "Detection took {} minutes on average.", "AVERAGE(E2:E9)", COLUMN),
    (
        "lines",
        "Faults were fixed within {} minutes on average.",
        "AVERAGE(D2:D9)",
        COLUMN,
    ),
    ("lines", "Faults were fixed within {} minutes on average.", "AVERAGE(E2:E9)", ""),
    ("lines", "На обнаружение уходит в среднем {} мин.", "AVERAGE(E2:E9)", COLUMN),
    ("lines", "На устранение уходит в среднем {} мин.", "AVERAGE(E2:E9)", ""),
    ("lines", "After discounts the orders are worth €{}.", "SUM(F2:F9)", COLUMN),
    ("lines", "After discounts the orders are worth €{}.", "SUM(G2:G9)", ""),
    ("lines", "Before discounts the orders are worth €{}.", "SUM(F2:F9)", ""),
    ("lines", "Our donors gave €{}.", "SUM(H2:H9)", COLUMN),
    ("lines", "Processing what donors gave cost €{}.", "SUM(H2:H9)", ""),
    ("lines", "After processing costs, €{} remained.", "SUM(G2:G9)", ""),
]


@pytest.mark.parametrize(("sheet", "sentence", "calculation", "reason"), TABLE)
def test_a_sentence_is_held_against_its_column(
    sheet: str, sentence: str, calculation: str, reason: str
) -> None:
    claim = f"[c1] {ALL[sheet]}\n= {calculation}"
    first = _verdict(sentence.format("[0](#c1)"), claim)
    value = first.recomputed
    assert value is not None
    verdict = _verdict(sentence.format(f"[{value:g}](#c1)"), claim)
    told = [one.value for one in (verdict.reason, *verdict.also) if one is not None]
    assert reason in told if reason else not told


def _verdict(prose: str, claim: str) -> verifier.Verdict:
    text = f"{prose}\n\n```claims\n{claim}\n```\n"
    return verifier.verify(text, SOURCES).verdicts[0]
