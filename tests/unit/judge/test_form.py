"""A value printed in the form of another figure."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from verifier.judge.form import form_of
from verifier.model.quantity import Quantity

NBSP = "\u00a0"

# printed, N, u, other value, printed in the same form
ROWS = [
    ("980", "980", "1", "1045", "1,045"),
    ("1,200", "1200", "1", "1234567.4", "1,234,567"),
    ("1,200", "1200", "1", "98.5", "99"),
    ("1200", "1200", "1", "1234567", "1234567"),
    ("$4.1M", "4100000", "100000", "4212300", "$4.2M"),
    ("$4.1M", "4100000", "100000", "42", "$0.000042M"),
    ("$4.1M", "4100000", "100000", "-4212300", "-$4.2M"),
    ("-$4.1M", "-4100000", "100000", "4212300", "$4.2M"),
    ("−5%", "-0.05", "0.01", "-0.07", "−7%"),
    ("12.4%", "0.124", "0.001", "0.1", "10.0%"),
    ("12,4 %", "0.124", "0.001", "0.1301", "13,0 %"),
    (
        f"1{NBSP}234,5 млн ₽",
        "1234500000",
        "100000",
        "9876543210",
        f"9{NBSP}876,5 млн ₽",
    ),
    ("1 234,5 млн ₽", "1234500000", "100000", "98765", "0,099 млн ₽"),
    ("(1,200)", "-1200", "1", "-1300", "(1,300)"),
    ("(1,200)", "-1200", "1", "1300", "1,300"),
    ("$(1,200)", "-1200", "1", "-1300", "($1,300)"),
    ("1.234", "1.234", "0.001", "2.3456", "2.346"),
    ("1,234", "1234", "1", "2345.6", "2,346"),
    ("1.234 M", "1234000", "1000", "2345600", "2.346 M"),
    ("1,234k", "1234000", "1000", "2345600", "2,346k"),
    ("1.234.567", "1234567", "1", "7654321", "7.654.321"),
    ("1'234.5", "1234.5", "0.1", "7654.32", "7'654.3"),
    ("26 percent", "0.26", "0.01", "0.31", "31 percent"),
    ("1.4x", "1.4", "0.1", "1.75", "1.8x"),
    ("3 customers", "3", "1", "5", "5 customers"),
    ("500 клиентов", "500", "1", "1234", f"1{NBSP}234 клиентов"),
    ("25 bps", "0.0025", "0.0001", "0.003", "30 bps"),
    ("10–15%", "0.10", "0.01", "0.22", "22%"),
]


@pytest.mark.parametrize(("printed", "number", "unit", "value", "expected"), ROWS)
def test_the_same_form(printed, number, unit, value, expected):
    quantity = Quantity(Decimal(number), Decimal(unit), Decimal(unit))
    form = form_of(printed, quantity)
    assert form is not None
    assert form.print(Decimal(value)) == expected


@pytest.mark.parametrize("printed", ["a third", "doubled", "каждый четвёртый", ""])
def test_words_have_no_form(printed):
    quantity = Quantity(Decimal(2), Decimal(1), Decimal(1))
    assert form_of(printed, quantity) is None


def test_digits_that_do_not_give_the_value_have_no_form():
    quantity = Quantity(Decimal(7), Decimal(1), Decimal(1))
    assert form_of("980", quantity) is None


def test_the_sentence_tells_how_digits_are_grouped():
    quantity = Quantity(Decimal(980), Decimal(1), Decimal(1))
    form = form_of("980", quantity, "Всего 980 сделок")
    assert form is not None
    assert form.print(Decimal(12345)) == f"12{NBSP}345"


def test_a_value_beyond_all_bounds_is_printed_as_it_is():
    quantity = Quantity(Decimal(980), Decimal(1), Decimal(1))
    form = form_of("980", quantity)
    assert form is not None
    assert form.print(Decimal("1E+999999")) == "1E+999999"


def test_both_readings_of_a_mark_are_told_apart_by_the_scale_word():
    thousand = Quantity(Decimal(1_234_000), Decimal(1000), Decimal(1000))
    million = form_of("1,234 млн", thousand)
    assert million is not None
    assert (million.scale, million.decimals) == (Decimal(1_000_000), 3)


def test_many_figures_of_one_paragraph_read_its_letters_once() -> None:
    sentence = "It fell by 12 in the region. " * 4000
    quantity = Quantity(Decimal(12), Decimal(1), Decimal(1))
    start = time.process_time()
    forms = {form_of("12", quantity, sentence) for _ in range(1000)}
    assert time.process_time() - start < 5  # reading them for each took over ten
    assert [form.point for form in forms if form] == ["."]
