"""Groups told for a whole report, by other words, or by words that turn them away.

Every figure is right for its calculation: what is judged is whether its words say what
was taken.
"""

from __future__ import annotations

import pandas as pd
import pytest

import verifier

CLAIMS = pd.DataFrame(
    {
        "claim_no": [f"C{n}" for n in range(12)],
        "species": ["Dog", "Cat", "Horse", "Rabbit"] * 3,
        "handler": ["Ann Lee", "Pia North", "Ann Lee"] * 4,
        "region": ["North", "South", "South"] * 4,
        "status": ["Paid in Full", "Part Paid", "Declined", "Paid in Full"] * 3,
        "cover": ["Illness", "Third Party", "Accident"] * 4,
        "paid": range(100, 1300, 100),
        "days": [3, 5, 8, 2] * 3,
        "owner": ["O1", "O2", "O3", "O1", "O4", "O2"] * 2,
    }
)
OWNERS = pd.DataFrame(
    {"owner": ["O1", "O2", "O3", "O4"], "plan": ["Basic", "Basic", "Plus", "Plus"]}
)
ORDERS = pd.DataFrame(
    {
        "Заказ": [f"З{n}" for n in range(12)],
        "Вид": ["Каталог", "Буклет", "Визитка"] * 4,
        "Статус": ["Идёт", "Завершён", "Отменён", "Идёт"] * 3,
        "Сумма": range(100, 1300, 100),
        "Оценка": [9, 10, 7, 8] * 3,
    }
)
ENGLISH = (
    # sentences, calculation, expected
    ("Canine claims: [3].", '= COUNTIF(B2:B13,"Dog")', ""),
    ("Felines made [3 claims].", '= COUNTIF(B2:B13,"Cat")', ""),
    ("Felines made [3 claims].", '= COUNTIF(B2:B13,"Rabbit")', "wrong-segment"),
    (
        "All but the dogs and cats made [6 claims].",
        '= COUNTIF(B2:B13,"Horse")+COUNTIF(B2:B13,"Rabbit")',
        "",
    ),
    (
        "The largest payment that went North was [1000].",
        '= MAXIFS(G2:G13,D2:D13,"North",B2:B13,"<>Dog")',
        "",
    ),
    (
        "Owners of the Basic plan made [8 claims].",
        (
            "SELECT count(*) FROM claims c JOIN owners o ON c.owner = o.owner "
            "AND o.plan = 'Basic'"
        ),
        "",
    ),
    (
        "Owners of the Basic plan made [8 claims].",
        (
            "SELECT count(*) FROM claims WHERE owner IN "
            "(SELECT owner FROM owners WHERE plan = 'Basic')"
        ),
        "",
    ),
    (
        "There were [4 owners] in all.",
        (
            "SELECT count(*) FROM (SELECT owner FROM claims GROUP BY owner "
            "HAVING count(*) > 1)"
        ),
        "unstated-criterion",
    ),
    (
        "There were [4 owners] with several claims.",
        (
            "SELECT count(*) FROM (SELECT owner FROM claims GROUP BY owner "
            "HAVING count(*) > 1)"
        ),
        "",
    ),
    (
        "Claims that took more than 2 days: [6].",
        '= COUNTIFS(H2:H13,">2",G2:G13,">=500")',
        "unstated-criterion",
    ),
    (
        "Claims that took more than 2 days: [9].",
        '= COUNTIFS(H2:H13,">2")',
        "",
    ),
    (
        (
            "Unless we say otherwise, figures refer to declined claims.\n\n"
            "All in all, owners asked for [2100]."
        ),
        '= SUMIFS(G2:G13,E2:E13,"Declined")',
        "",
    ),
    (
        "All in all, owners asked for [2100].",
        '= SUMIFS(G2:G13,E2:E13,"Declined")',
        "wrong-segment",
    ),
)
RUSSIAN = (
    ("Заказы, которые ещё идут, стоят [3 900].", '= SUMIF(C2:C13,"Идёт",D2:D13)', ""),
    ("Первым идёт каталог: [4].", '= COUNTIF(B2:B13,"Каталог")', ""),
    (
        "Девятку или десятку получили [6 заказов].",
        '= COUNTIF(E2:E13,">=9")',
        "",
    ),
    ("Заказов было [6].", '= COUNTIF(E2:E13,">=9")', "unstated-criterion"),
    (
        (
            "Если не сказано иное, цифры относятся к завершённым заказам.\n\n"
            "Всего заказы стоят [1 800]."
        ),
        '= SUMIF(C2:C13,"Завершён",D2:D13)',
        "",
    ),
    (
        "Всего заказы стоят [1 800].",
        '= SUMIF(C2:C13,"Завершён",D2:D13)',
        "wrong-segment",
    ),
)


def reason(prose: str, cites: str, calculation: str) -> str:
    """Returns why a figure is doubted, or nothing."""
    linked = prose.replace("]", "](#c1)")
    text = f"{linked}\n\n```claims\n[c1] {cites}\n{calculation}\n```\n"
    sources = {"claims": CLAIMS, "owners": OWNERS, "заказы": ORDERS}
    (verdict,) = verifier.verify(text, sources).verdicts
    return verdict.reason.value if verdict.reason else ""


@pytest.mark.parametrize(("prose", "calculation", "expected"), ENGLISH)
def test_what_words_tell_of_a_group(
    prose: str, calculation: str, expected: str
) -> None:
    cites = (
        "claims!A1:I13, owners!A1:B5" if "owners" in calculation else "claims!A1:I13"
    )
    assert reason(prose, cites, calculation) == expected


@pytest.mark.parametrize(("prose", "calculation", "expected"), RUSSIAN)
def test_what_russian_words_tell_of_a_group(
    prose: str, calculation: str, expected: str
) -> None:
    assert reason(prose, "заказы!A1:E13", calculation) == expected
