"""Which words a report explains, and what it says of each."""

from __future__ import annotations

import pytest

from verifier.checks.claims._defined import defined_in, definitions_in
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


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        (
            (
                "A plan is *live* when its status is Active or Past due, and *lost* "
                "when it is Churned."
            ),
            {"live": "its status is Active or Past due", "lost": "it is Churned"},
        ),
        (
            "A line counts as delivered once a receipt has been booked for it.",
            {"deliv": "a receipt has been booked for it"},
        ),
        ("A quote is considered late if it took a week.", {"late": "it took a week"}),
        (
            "Attainment is actual over target, the fill rate is loaded over ordered.",
            {"attain": "actual over target", "fill rate": "loaded over ordered"},
        ),
        (
            "Delays, ratings and picking are only taken over shipped orders.",
            {
                "delay": "shipped orders",
                "rate": "shipped orders",
                "pick": "shipped orders",
            },
        ),
        (
            "We look at delays and ratings for shipped orders.",
            {"delay": "shipped orders", "rate": "shipped orders"},
        ),
        (
            "Сроки, сборку и оценки смотрим по отгруженным заказам.",
            {
                "срок": "отгруженным заказам",
                "сборк": "отгруженным заказам",
                "оценк": "отгруженным заказам",
            },
        ),
        (
            "Считаем сроки и оценки только по закрытым заявкам.",
            {"срок": "закрытым заявкам", "оценк": "закрытым заявкам"},
        ),
        (
            "Заявка считается закрытой, если работа принята.",
            {"закрыт": "работа принята"},
        ),
        (
            "Отгруженные — это все заказы, кроме отменённых.",
            {"отгружен": "это все заказы, кроме отменённых"},
        ),
        (
            "Выручка — сумма после скидки по заказам в статусе «Выполнен».",
            {"выручк": "сумма после скидки по заказам в статусе «Выполнен»"},
        ),
        (
            "**Продажа** — бронь, дошедшая до статуса «Договор».",
            {"продаж": "бронь, дошедшая до статуса «Договор»"},
        ),
        ("Розница — все каналы, кроме опта.", {"розниц": "все каналы, кроме опта"}),
        ("We took 5 days for the orders. Sales are up, profit is down.", {"we": None}),
    ],
)
def test_what_a_sentence_defines(text: str, defined: dict[str, str | None]) -> None:
    report = Report("r.md", text, (Passage(text, ()),))
    found = {" ".join(term): told.strip(" .") for term, told in definitions_in(report)}
    assert {term: found.get(term) for term in defined} == defined
