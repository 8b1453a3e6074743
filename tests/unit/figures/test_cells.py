"""The spreadsheet reading of a cell's text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.figures import CellNumber, read_cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1 234.5", "1234.5"),
        ("1\u00a0234.5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("1\u2009234.5", "1234.5"),
        ("$1,200", "1200"),
        ("$ 2457", "2457"),
        ("1 200 ₽", "1200"),
        ("1 200 руб.", "1200"),
        ("(71)", "-71"),
        ("( 71 )", "-71"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("$(71)", "-71"),
        ("($1,200.50)", "-1200.5"),
        ("(5)%", "-0.05"),
        ("12%", "0.12"),
        ("12.5 %", "0.125"),
        ("\u22125", "-5"),
        ("+5", "5"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("1.5e+3", "1500"),
        ("1'234.5", "1234.5"),
        ("1’234’567", "1234567"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("-0.50", "-0.5"),
        (" 12 ", "12"),
        ("US$5", "5"),
        ("5 USD", "5"),
    ],
)
def test_looks_like_a_number(text, value):
    number = read_cell(text, ".")
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("€1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("12,5%", "0.125"),
        ("(1 200,50)", "-1200.5"),
        (",5", "0.5"),
        ("1200", "1200"),
        ("-7", "-7"),
    ],
)
def test_looks_like_a_number_with_a_decimal_comma(text, value):
    number = read_cell(text, ",")
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "n/a",
        "-",
        "--5",
        "- 5",
        "1,23,4",
        "1,2345",
        "12 of 30",
        "2024-01-15",
        "0x10",
        "1_000",
        "nan",
        "inf",
        "１２",
        "٣",
        "1²",
        "007",
        "0123",
        "00.5",
        "1.",
        ".",
        "1.2.3",
        "(5",
        "5)",
        "()",
        "(-5)",
        "%",
        "$",
        "$$5",
        "5%%",
        "1e400",
        "1e",
        "e5",
        "5 kg",
        "0,123",
        "1 234,5",
        "1,234 567",
        "1" * 65,
    ],
)
def test_is_text(text):
    assert read_cell(text, ".") is None


@pytest.mark.parametrize("text", ["1.5", "1,234.5", "12.34"])
def test_is_text_with_a_decimal_comma(text):
    assert read_cell(text, ",") is None


def test_tells_what_was_printed():
    assert read_cell("$1,200.50", ".") == CellNumber(
        Decimal("1200.50"), "$", percent=False, plain=False, scale=2
    )
    assert read_cell("12.5%", ".") == CellNumber(
        Decimal("0.125"), "", percent=True, plain=False, scale=3
    )
    assert read_cell("-12.50", ".") == CellNumber(
        Decimal("-12.50"), "", percent=False, plain=True, scale=2
    )


@pytest.mark.parametrize(("text", "plain"), [("1200", True), ("1,200", False)])
def test_plain_is_bare_digits(text, plain):
    number = read_cell(text, ".")
    assert number is not None
    assert number.plain is plain


def test_value_keeps_plain_notation():
    number = read_cell("1.5e3", ".")
    assert number is not None
    assert str(number.value) == "1500"
