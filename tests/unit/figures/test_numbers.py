"""A text that is one number, and all numbers of a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.figures import number_words_of, read_mentions, read_number
from verifier.model.quantity import Convention

EN, RU = Convention(), Convention(",", "ru")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("21%", "0.21"),
        (" 5 ", "5"),
        ("$4.1M", "4100000"),
        ("2025", "2025"),
        ("one", "1"),
        ("1,200 days", "1200"),
        ("(5)", "-5"),
        ("-0.5", "-0.5"),
        ("007", "7"),
    ],
)
def test_one_number_fills_the_text(text, value):
    quantity = read_number(text, EN)
    assert quantity is not None
    assert quantity.value == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "abc", "5 6", "5 customers", "12,5", "Q3"])
def test_none_fills_the_text(text):
    assert read_number(text, EN) is None


def test_russian_number():
    quantity = read_number("12,5 %", RU)
    assert quantity is not None
    assert quantity.value == Decimal("0.125")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("the top 3 in 2025", {3, 2025}),
        ("twenty-six customers, one of them", {26, 1}),
        ("over 12.5%", {Decimal("12.5"), Decimal("0.125")}),
        ("above $4.1M", {Decimal("4.1"), 4_100_000}),
        ("the second quarter", {2}),
        ("since 14.03.2025", {14, 3, 2025}),
        ("doubled", {2, 1}),
        ("10–15%", {10, 15, Decimal("0.1"), Decimal("0.15")}),
        ("1. item", {1}),
        ("половина", {Decimal("0.5")}),
        ("третий квартал, полтора года", {3, Decimal("1.5")}),
        ("none", set()),
    ],
)
def test_numbers_in_any_form(text, stated):
    convention = RU if any("а" <= letter <= "я" for letter in text) else EN
    assert set(number_words_of(text, convention)) == stated


def test_foreign_digits_are_listed_as_ambiguous():
    (mention,) = read_mentions("about ٣٤ users", EN)
    assert mention.text == "٣٤"
    assert "0-9" in mention.ambiguity


def test_too_many_digits_have_no_reading():
    (mention,) = read_mentions("1" * 41, EN)
    assert mention.quantity is None
    assert "40 digits" in mention.ambiguity


def test_a_fraction_is_restated_by_two_linked_counts():
    text = "A third of users, 412 of 1,200, left."
    links = ((18, 21), (25, 30))
    reasons = [mention.reason for mention in read_mentions(text, EN, links=links)]
    assert [reason and reason.value for reason in reasons] == ["restated", None, None]
