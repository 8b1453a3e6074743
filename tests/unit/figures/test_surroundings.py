"""What a table cell takes from the words round it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.figures import Surroundings, read_mentions
from verifier.model.quantity import Convention, NotFigureReason, QuantityKind

EN, RU = Convention(), Convention(",", "ru")


def only(text, around, convention=EN):
    (mention,) = read_mentions(text, convention, surroundings=around)
    return mention


@pytest.mark.parametrize(
    ("text", "header", "value", "unit", "digit"),
    [
        ("4.1", "Revenue, $M", "4100000", "$", "100000"),
        ("4.1", "Revenue ($ millions)", "4100000", "$", "100000"),
        ("120", "Revenue, $000", "120000", "$", "1000"),
        ("120", "Revenue, '000", "120000", "", "1000"),
        ("120", "Revenue (k)", "120000", "", "1000"),
        ("120", "Revenue (€k)", "120000", "€", "1000"),
        ("120", "Revenue, USD", "120", "USD", "1"),
        ("12", "Duration (days)", "12", "days", "1"),
        ("12.4", "Share, %", "0.124", "", "0.001"),
        ("12.4", "% of total", "0.124", "", "0.001"),
        ("12.4", "Percent", "0.124", "", "0.001"),
        ("3.5", "Churn, pp", "0.035", "", "0.001"),
        ("35", "Spread, bps", "0.0035", "", "0.0001"),
        ("2012", "Revenue, $M", "2012000000", "$", "1000000"),
        ("$5", "Revenue, millions", "5000000", "$", "1000000"),
        ("5%", "Revenue, $M", "0.05", "", "0.01"),
        ("5 deals", "Revenue, $M", "5", "", "1"),
        ("12", "Over 10% off", "12", "", "1"),
        ("5", "Kim", "5", "", "1"),
        ("1.4x", "Growth, %", "1.4", "", "0.1"),
        ("7.2 km", "Distance, thousands", "7.2", "km", "0.1"),
    ],
)
def test_column_header(text, header, value, unit, digit):
    quantity = only(text, Surroundings(header, fills_cell=True)).quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert quantity.last_digit == Decimal(digit)


def test_says_what_was_taken():
    quantity = only("4.1", Surroundings("Revenue, $M", fills_cell=True)).quantity
    assert quantity is not None
    assert quantity.taken == "M from the column header; $ from the column header"


def test_nearest_place_wins_and_percent_takes_no_scale():
    around = Surroundings(
        "Growth (%)", "", "Table 1. Revenue, $ thousands", fills_cell=True
    )
    quantity = only("12.4", around).quantity
    assert quantity is not None
    assert quantity.kind is QuantityKind.PERCENT
    assert quantity.value == Decimal("0.124")


def test_row_label_and_caption():
    assert only("7", Surroundings("2024", "Share, %")).quantity.value == Decimal("0.07")
    caption = Surroundings(caption="Table 2, in thousands")
    assert only("1,200", caption).quantity.value == 1_200_000


def test_russian_header():
    quantity = only("1 234,5", Surroundings("Выручка, млн руб."), RU).quantity
    assert quantity.value == Decimal(1_234_500_000)
    assert only("12,5", Surroundings("Доля, %"), RU).quantity.value == Decimal("0.125")


def test_a_range_is_completed_at_both_ends():
    quantity = only("10–15", Surroundings("Share, %")).quantity
    assert (quantity.value, quantity.upper) == (Decimal("0.1"), Decimal("0.15"))


def test_a_year_stays_one_without_a_unit_round_it():
    assert only("2012", Surroundings("Year")).reason is NotFigureReason.YEAR


@pytest.mark.parametrize(
    ("text", "value"),
    [("(1,200)", -1200), ("$(71)", -71), ("(5)%", Decimal("-0.05")), ("( 3 )", -3)],
)
def test_parentheses_that_fill_a_cell_negate(text, value):
    mention = only(text, Surroundings(fills_cell=True))
    assert mention.quantity.value == value
    assert mention.quantity.signed
    assert mention.text == text


def test_parentheses_beside_something_do_not():
    first, second = read_mentions(
        "5 (3)", EN, surroundings=Surroundings("x", fills_cell=True)
    )
    assert (first.quantity.value, second.quantity.value) == (5, 3)
