"""Oddities of JSON, and what becomes of each."""

from __future__ import annotations

from decimal import Decimal

import pytest

D = Decimal


@pytest.mark.parametrize(
    ("value", "cell", "raw"),
    [
        ("1", ("NUMBER", D(1)), "1"),
        ("1.50", ("NUMBER", D("1.5")), "1.50"),
        ("-0", ("NUMBER", D(0)), "-0"),
        ("-0.0", ("NUMBER", D(0)), "-0.0"),
        ("1e3", ("NUMBER", D(1000)), "1e3"),
        ("1E-2", ("NUMBER", D("0.01")), "1E-2"),
        ("9007199254740993", ("NUMBER", D(9007199254740993)), "9007199254740993"),
        ("0.1000000000000000055", ("NUMBER", D("0.1")), "0.1000000000000000055"),
        ("1" * 40, ("NUMBER", D("1.1111111111111112E+39")), "1" * 40),
        ("1e400", ("ERROR", "1e400"), "1e400"),
        ("true", ("BOOLEAN", "TRUE"), "TRUE"),
        ("false", ("BOOLEAN", "FALSE"), "FALSE"),
        ("null", ("BLANK", ""), ""),
        ('""', ("TEXT", ""), ""),
        ('"007"', ("TEXT", "007"), "007"),
        ('"1,200"', ("TEXT", "1,200"), "1,200"),
        ('"a\\u0000b"', ("TEXT", "a\0b"), "a\0b"),
        ('"\\ud83d\\ude00"', ("TEXT", "😀"), "😀"),
        ('"NaN"', ("TEXT", "NaN"), "NaN"),
        ('"2024-01-15"', ("DATE", D(45306)), "2024-01-15"),
        ('"2024-01-15T12:00:00Z"', ("DATE", D("45306.5")), "2024-01-15T12:00:00Z"),
        ('"2024-02-30"', ("TEXT", "2024-02-30"), "2024-02-30"),
        ('"1850-01-01"', ("TEXT", "1850-01-01"), "1850-01-01"),
        ('"15.01.2024"', ("TEXT", "15.01.2024"), "15.01.2024"),
        ("[1, 2.0]", ("TEXT", "[1,2.0]"), "[1,2.0]"),
        ('{"a": null}', ("TEXT", '{"a":null}'), '{"a":null}'),
    ],
)
@pytest.mark.parametrize("form", ["a.json", "a.ndjson"])
def test_every_value_has_its_cell(loaded, form, value, cell, raw):
    text = f'{{"x": {value}, "y": 1}}'
    text = f"[{text}]" if form == "a.json" else text
    found = loaded(text.encode(), form)
    assert found.column(1)[1] == cell
    assert found.cells[2, 1].raw == raw


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"a":1,"a":2}]', "stands twice"),
        ('[{"a":{"b":1,"b":2}}]', "stands twice"),
        ('[{"a":NaN}]', "NaN"),
        ('[{"a":Infinity}]', "Infinity"),
        ('[{"a":-Infinity}]', "Infinity"),
        ('[{"a":01}]', "JSON"),
        ('[{"a":.5}]', "JSON"),
        ("[{'a':1}]", "JSON"),
        ('[{"a":1},]', "JSON"),
        ('[{"a":1} {"a":2}]', "stands behind record 1"),
        ('[{"a":1}] x', "more stands behind"),
        ('[{"a":1}', "stands behind record 1"),
        ('[{"a":"\n"}]', "JSON"),
        ('[{"a":"\\ud800"}]', "half a character"),
        ('[{"\\ud800":1}]', "half a character"),
        ("[1, 2]", "no record"),
        ("[[1, 2]]", "an array"),
        ('{"a": 1}', "does not begin with an array"),
        ("3", "does not begin with an array"),
        ("", "does not begin with an array"),
        ("// no\n[]", "does not begin with an array"),
        ('[{"a":' + "[" * 100_000 + "]" * 100_000 + "}]", "nested"),
        ('[{"a":' + "[" * 70 + "]" * 70 + "}]", "nested"),
        ('[{"a":' + "1" * 401 + "}]", "digits"),
    ],
)
def test_what_is_not_strict_is_a_problem(opened, text, says):
    assert says in opened(text.encode(), "a.json").source.problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[{"a":1}]'.encode("utf-16"), "UTF-8"),
        (b'[{"a":"\xff"}]', "UTF-8"),
        ('[{"a":1}]'.encode("utf-32"), "UTF-8"),
    ],
)
def test_another_encoding_is_a_problem(opened, content, says):
    assert says in opened(content, "a.json").source.problem


def test_a_mark_of_byte_order_is_passed_over(loaded):
    found = loaded(b'\xef\xbb\xbf[{"a":1}]', "a.json")
    assert found.raw() == [["a"], ["1"]]


def test_columns_stand_in_the_order_of_their_first_appearance(loaded):
    text = b'[{"b":1},{"a":2,"b":3},{"c":4}]'
    found = loaded(text, "a.json")
    assert found.raw() == [
        ["b", "a", "c"],
        ["1", "", ""],
        ["3", "2", ""],
        ["", "", "4"],
    ]


def test_lines_that_are_blank_are_no_records(loaded):
    found = loaded(b'{"a":1}\r\n\r\n  \n{"a":2}', "a.jsonl")
    assert found.raw() == [["a"], ["1"], ["2"]]


def test_a_line_that_is_broken_is_named(opened):
    problem = opened(b'{"a":1}\n{"a":}\n', "a.ndjson").source.problem
    assert "line 2" in problem


def test_a_column_with_one_other_text_holds_no_dates(loaded):
    text = b'[{"d":"2024-01-15"},{"d":"soon"}]'
    found = loaded(text, "a.json")
    assert [kind for kind, _ in found.column(1)] == ["TEXT"] * 3


def test_dates_may_be_declared_texts(loaded):
    found = loaded(b'[{"d":"2024-01-15"}]', "a.json", dates="text")
    assert found.column(1)[1] == ("TEXT", "2024-01-15")
    assert found.decision("dates") == "none"


def test_records_may_stand_under_a_name(loaded, opened):
    text = b'{"meta": 1, "data": {"rows": [{"a": 1}]}}'
    assert loaded(text, "a.json", records="data.rows").raw() == [["a"], ["1"]]
    assert "rows2" in opened(text, "a.json", records="rows2").source.problem
    assert "records" in opened(b'{"a":1}', "a.ndjson", records="x").source.problem


def test_dates_are_declared_with_a_known_word(opened):
    assert "iso or text" in opened(b"[]", "a.json", dates="maybe").source.problem


def test_nothing_is_an_empty_source(opened):
    for text in (b"[]", b"[{}]"):
        source = opened(text, "a.json").source
        assert [trouble.code for trouble in source.troubles] == ["empty-source"]
    assert opened(b"", "a.ndjson").source.sheets[0].rows == 0


def test_troubles_are_said(opened):
    text = b'[{"n":"12%","l":[1],"N":1}]'
    codes = [trouble.code for trouble in opened(text, "a.json").source.troubles]
    assert codes == ["duplicate-headers", "nested-column", "text-numbers"]
