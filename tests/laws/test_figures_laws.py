"""Laws of the number reader."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from verifier.figures import (
    find_convention,
    find_language,
    number_words_of,
    read_cell,
    read_mentions,
    read_number,
)
from verifier.model.quantity import Convention, QuantityKind

EN, RU = Convention(), Convention(",", "ru")
CONVENTIONS = st.sampled_from([EN, RU])
PIECES = st.sampled_from(
    [
        "1",
        "2",
        "10",
        "200",
        "2025",
        "007",
        ".",
        ",",
        "-",
        "–",
        "(",
        ")",
        "%",
        "$",
        "₽",
        ":",
        "/",
        "'",
        "½",
        "M",
        "k",
        "x",
        "Q3",
        "FY25",
        "[",
        "]",
        "#",
        "+",
        "~",
        "about",
        "over",
        "a",
        "half",
        "third",
        "one",
        "in",
        "four",
        "million",
        "and",
        "doubled",
        "to",
        "of",
        "March",
        "days",
        "last",
        "twice",
        "млн",
        "тыс.",
        "раза",
        "в",
        "до",
        "от",
        "около",
        "треть",
        "каждый",
        "пятый",
        "полтора",
        "кв.",
        "III",
        "3-й",
        "г.",
        "и",
        "٣",
    ]
)
PROSE = st.lists(
    st.tuples(PIECES, st.sampled_from(["", " ", "\u00a0", "  "])), max_size=14
)
DECIMALS = st.decimals(
    min_value=Decimal("0.001"),
    max_value=Decimal("9e11"),
    allow_nan=False,
    allow_infinity=False,
    places=3,
)


@st.composite
def linked_texts(draw):
    text = draw(st.one_of(st.text(max_size=60), PROSE.map(_joined)))
    edges = draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True))
    ordered = sorted(edges)
    links = tuple(zip(ordered[::2], ordered[1::2], strict=False))
    return text, links


def _joined(parts):
    return "".join(piece + blank for piece, blank in parts)


@given(linked_texts(), CONVENTIONS)
def test_mentions_slice_back_and_never_overlap(linked, convention):
    text, links = linked
    behind = 0
    for mention in read_mentions(text, convention, links=links):
        assert behind <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        known = [mention.quantity is not None, mention.reason is not None]
        assert sum(known) + bool(mention.ambiguity) == 1
        behind = mention.end


@given(linked_texts(), CONVENTIONS)
def test_every_digit_is_in_a_mention(linked, convention):
    text, links = linked
    mentions = read_mentions(text, convention, links=links)
    covered = {at for m in mentions for at in range(m.start, m.end)}
    digits = {at for at, letter in enumerate(text) if letter in "0123456789"}
    assert digits <= covered


@given(linked_texts(), CONVENTIONS)
def test_digits_of_a_link_join_nothing_before_it(linked, convention):
    text, links = linked
    for mention in read_mentions(text, convention, links=links):
        for start, end in links:
            digits = set(text[max(start, mention.start) : min(end, mention.end)])
            if mention.start < start and digits & set("0123456789"):
                pytest.fail(f"{mention.text!r} joins across the edge of a link")


@given(st.text(max_size=80))
def test_any_text_has_numbers_and_a_convention(text):
    assert find_convention([text], find_language([text])).decimal in {".", ","}
    assert isinstance(number_words_of(text, EN), tuple)
    number = read_number(text, RU)
    assert number is None or number.last_digit > 0


def printed(value, grouping, decimal):
    text = f"{value:,f}"
    return text.replace(",", "_").replace(".", decimal).replace("_", grouping)


@given(DECIMALS, st.sampled_from([("", "."), (",", "."), (" ", "."), ("\u00a0", ".")]))
def test_a_printed_number_reads_back(value, style):
    grouping, decimal = style
    (mention,) = read_mentions(printed(value, grouping, decimal), EN)
    assert mention.quantity is not None
    assert mention.quantity.value == value
    assert mention.quantity.last_digit == Decimal("0.001")


@given(DECIMALS, st.sampled_from(["", " ", "\u00a0", "\u202f", "."]))
def test_a_number_printed_with_a_comma_reads_back(value, grouping):
    (mention,) = read_mentions(printed(value, grouping, ",") + " %", RU)
    assert mention.quantity is not None
    assert mention.quantity.kind is QuantityKind.PERCENT
    assert mention.quantity.value == value / 100


@given(DECIMALS, st.booleans(), st.sampled_from(["", ",", " ", "'"]))
def test_a_cell_reads_back(value, negative, grouping):
    text = printed(value, grouping, ".")
    number = read_cell(f"({text})" if negative else text, ".")
    assert number is not None
    assert number.value == (-value if negative else value)
    assert number.scale == 3


@given(st.text(max_size=30), st.sampled_from([".", ","]))
def test_any_cell_is_a_finite_number_or_text(text, decimal):
    number = read_cell(text, decimal)
    assert number is None or number.value.is_finite()


def steps(text):
    """Returns how many lines of Python the reading of a text runs."""
    count = 0

    def count_lines(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return count_lines

    before = sys.gettrace()
    sys.settrace(count_lines)
    try:
        read_mentions(text, EN)
    finally:
        sys.settrace(before)
    return count


UNITS = [
    "1 ",
    " 1,",
    "12 ",
    "123 ",
    "1",
    "1.",
    "1-",
    "-1",
    "1/",
    "1:",
    "1e",
    "e1",
    "x1 ",
    "[1,",
    "(1) ",
    "([",
    "$1M ",
    "10-15% ",
    "one ",
    "a half ",
    "two and a ",
    "word ",
    "about ",
    "in ",
    "one in ",
    "half a ",
    "до 5 ",
    "в ",
    "тыс. ",
    "раз 5 ",
    "Q3 ",
    "12 марта ",
    "555-1",
    "7-day ",
    " . ",
    ",",
    "'1",
    "1'",
    "+1 (",
    "1 (",
    "от 1 до ",
    "v1.",
    "1_",
    "½",
    "1½",
]


@pytest.mark.parametrize("unit", UNITS)
def test_the_work_grows_with_the_text_and_no_faster(unit):
    short, long = (steps((unit * size)[:size]) for size in (400, 1600))
    assert long <= 4 * short * 1.25 + 2000
    assert long <= 1600 * 600
