"""Groups that a calculation takes without a word of them, in English and Russian.

Every figure is right for its calculation: what is judged is whether the sentence has a
word for what was chosen.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

GRANTS = pd.DataFrame(
    {
        "application_id": [f"A{n}" for n in range(12)],
        "sender": ["University", "Charity", "School"] * 4,
        "history": ["new", "returning"] * 6,
        "urgent": ["no", "no", "no", "yes"] * 3,
        "state": ["Granted", "Declined", "Granted", "Granted"] * 3,
        "asked_eur": range(100, 1300, 100),
    }
)
REQUESTS = pd.DataFrame(
    {
        "Номер": [f"З{n}" for n in range(12)],
        "Заявитель": ["Вуз", "Фонд", "Школа"] * 4,
        "Канал": ["Почта", "Портал"] * 6,
        "Срочно": ["нет", "нет", "нет", "да"] * 3,
        "Решение": ["Одобрена", "Отклонена", "Одобрена", "Одобрена"] * 3,
        "Сумма": range(100, 1300, 100),
    }
)
ROWS = (
    # sentence, calculation, expected
    (
        "Universities filed [2 applications].",
        '= COUNTIFS(B2:B13,"University",C2:C13,"new")',
        "wrong-segment",
    ),
    ("Universities filed [4 applications].", '= COUNTIF(B2:B13,"University")', ""),
    (
        "The new universities filed [2 applications].",
        '= COUNTIFS(B2:B13,"University",C2:C13,"new")',
        "",
    ),
    (
        "Newcomers from universities filed [2 applications].",
        '= COUNTIFS(B2:B13,"University",C2:C13,"new")',
        "",
    ),
    (
        "First-time universities filed [2 applications].",
        '= COUNTIFS(B2:B13,"University",C2:C13,"new")',
        "",
    ),
    (
        "All schools together asked for [€1,200].",
        (
            "SELECT sum(asked_eur) FROM grants WHERE sender = 'School' "
            "AND history = 'new'"
        ),
        "wrong-segment",
    ),
    (
        "Schools asked for [€1,200].",
        (
            "SELECT sum(asked_eur) FROM grants WHERE sender = 'School' "
            "AND urgent = 'yes'"
        ),
        "wrong-segment",
    ),
    (
        "Schools asked for [€1,200] by urgent letters.",
        (
            "SELECT sum(asked_eur) FROM grants WHERE sender = 'School' "
            "AND urgent = 'yes'"
        ),
        "",
    ),
    (
        "Schools that pressed for a quick answer asked for [€1,200].",
        (
            "SELECT sum(asked_eur) FROM grants WHERE sender = 'School' "
            "AND urgent = 'yes'"
        ),
        "",
    ),
    (
        "Successful applications asked for [€6,000].",
        '= SUMIFS(F2:F13,E2:E13,"Granted")',
        "",
    ),
)
RUSSIAN = (
    (
        "Вузы подали [2 заявки].",
        '= COUNTIFS(B2:B13,"Вуз",C2:C13,"Почта")',
        "wrong-segment",
    ),
    ("Вузы подали [4 заявки].", '= COUNTIF(B2:B13,"Вуз")', ""),
    ("Вузы подали по почте [2 заявки].", '= COUNTIFS(B2:B13,"Вуз",C2:C13,"Почта")', ""),
    (
        "В конвертах вузы подали [2 заявки].",
        '= COUNTIFS(B2:B13,"Вуз",C2:C13,"Почта")',
        "",
    ),
    (
        "Все школы вместе запросили [1 200 руб].",
        '= SUMIFS(F2:F13,B2:B13,"Школа",C2:C13,"Почта")',
        "wrong-segment",
    ),
    (
        "Школы запросили [1 200 руб].",
        '= SUMIFS(F2:F13,B2:B13,"Школа",D2:D13,"да")',
        "wrong-segment",
    ),
    (
        "Школы срочно запросили [1 200 руб].",
        '= SUMIFS(F2:F13,B2:B13,"Школа",D2:D13,"да")',
        "",
    ),
)


def reason(sentence: str, cites: str, calculation: str) -> str:
    """Returns why a figure is doubted, or nothing."""
    prose = sentence.replace("]", "](#c1)")
    text = f"{prose}\n\n```claims\n[c1] {cites}\n{calculation}\n```\n"
    found = verifier.verify(text, {"grants": GRANTS, "заявки": REQUESTS})
    (verdict,) = found.verdicts
    return verdict.reason.value if verdict.reason else ""


@pytest.mark.parametrize(("sentence", "calculation", "expected"), ROWS)
def test_a_group_that_no_word_stands_for(
    sentence: str, calculation: str, expected: str
) -> None:
    assert reason(sentence, "grants!A1:F13", calculation) == expected


@pytest.mark.parametrize(("sentence", "calculation", "expected"), RUSSIAN)
def test_a_group_that_no_russian_word_stands_for(
    sentence: str, calculation: str, expected: str
) -> None:
    assert reason(sentence, "заявки!A1:F13", calculation) == expected
