"""Which words a report explains, and what it says of each."""

from __future__ import annotations

import pytest

from verifier.checks.claims._defined import defined_in
from verifier.model.report import Passage, Report


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        (
            (
                "Срочными ниже называем заявки с пометкой, приложением — мобильное "
                "приложение, сметой — плановую стоимость."
            ),
            {
                "срочн": "заявки с пометкой",
                "приложен": "мобильное приложение",
                "смет": "плановую стоимость",
            },
        ),
        (
            "Назовём активными клиентов с заказом, а спящими — без него.",
            {"активн": "клиентов с заказом", "спящ": "без него"},
        ),
        (
            "По договорённости будем называть повторными визиты через месяц.",
            {"повторн": "визиты через месяц"},
        ),
        (
            "By new we mean first orders; old is every other one.",
            {"new": "first orders", "old": "every other one"},
        ),
        (
            "Churned means cancelled, and retained means renewed.",
            {"churn": "cancelled", "retain": "renewed"},
        ),
        (
            '"Open" means not closed, "won" is Closed Won.',
            {"open": "not closed", "won": "Closed Won"},
        ),
        ("By won we mean paid accounts.", {"won": "paid accounts"}),
    ],
)
def test_what_is_said_of_a_word(text: str, defined: dict[str, str]) -> None:
    found = {word: told.strip() for word, told in defined_of(text).items()}
    assert {word: found.get(word) for word in defined} == defined


@pytest.mark.parametrize(
    "text",
    [
        "В январе, по словам врачей, стало лучше, пациентов — 12.",
        "Их называют лучшими в отрасли.",
        "Обращения называют операторами, заявки — нет.",
        "Клиенты называют город своим, а район — чужим.",
        "North grew, West is next, and East is last.",
        "We call on clients every week; Monday is the busiest day.",
    ],
)
def test_where_nothing_is_explained(text: str) -> None:
    assert defined_of(text) == {}


def defined_of(text: str) -> dict[str, str]:
    return dict(defined_in(Report("r.md", text, (Passage(text, ()),))))
