"""Counts of blank cells down to the end of a sheet, which no data have."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from verifier.errors import FormulaError

OPEN = {"A1": "stage", "A2": "won", "A3": "lost", "A4": "won", "B1": "x", "B2": "won"}
CELLS = {"A1": "stage", "A2": "won", "A3": "lost", "A4": "won", "C1": 5}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=COUNTIF(A:A,"won")', 2),
        ('=COUNTIF(A:A,"<>")', 4),
        ('=COUNTIF(A2:A4,"<>won")', 1),
        ('=COUNTIFS(A:A,"<>won",A:A,"l*")', 1),
        ("=ROWS(A2:A4)", 3),
        ("=COLUMNS(A:B)", 2),
        ("=COLUMNS(A1:B2)", 2),
        ("=COLUMNS(AB:AAA)", 676),
        ("=ROWS(A2:A99)", 98),
        ("=ROWS(1:2)", 2),
        ("=COUNTBLANK(A2:B4)", 3),
    ],
)
def test_what_blank_rows_do_not_change_is_counted(
    grid: Any, formula: str, expected: int
) -> None:
    grid.fill(CELLS)
    assert grid.value(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "=COUNTBLANK(A:A)",
        "=COUNTBLANK(A2:A)",
        '=COUNTIF(A:A,"<>won")',
        '=COUNTIF(A:A,"")',
        '=1-COUNTIF(A:A,"=")',
        '=COUNTIFS(A:A,"<>won",B:B,"<>x")',
        "=ROWS(A:A)",
        "=COLUMNS(1:1)",
        "=COUNTBLANK(2:2)",
        '=COUNTIF($1:$1,"<>won")',
    ],
)
def test_what_a_sheet_of_another_length_would_change_is_refused(
    grid: Any, formula: str
) -> None:
    grid.fill(CELLS)
    with pytest.raises(FormulaError, match="ends with the data") as caught:
        grid.value(formula)
    assert caught.value.reason == "unsupported-function"


@pytest.mark.parametrize(
    ("criterion", "formula", "expected"),
    [
        ("won", "=COUNTIF(A:A,D1)", 2),
        ("<>won", "=COUNTIF(A:A,D1)", None),
        ("=", "=COUNTIF(A:A,D1)", None),
        ("", "=COUNTIF(A:A,D1)", None),
        ("<>", "=COUNTIF(A:A,D1)", 4),
        (None, "=COUNTIF(A:A,D1)", 0),
        (None, '=COUNTIF(A:A,"="&D1)', None),
        ("won", '=COUNTIF(A:A,"="&D1)', 2),
        ("<>won", "=COUNTIFS(A:A,D1,B:B,D1)", None),
        ("<>won", '=COUNTIFS(A:A,"won",B:B,D1)', 1),
        ("<>won", "=COUNTIF(A2:A4,D1)", 1),
        ("won", '=COUNTIF(A:A,"<>"&D1)', None),
        ("won", '=COUNTIF(A:A,CONCAT("<>",D1))', None),
        (None, '=COUNTIF(A:A,"<>"&D1)', 4),
    ],
)
def test_a_criterion_in_a_cell_counts_no_blank_rows_below_the_data(
    grid: Any, criterion: str | None, formula: str, expected: int | None
) -> None:
    grid.fill({**OPEN, "D1": criterion})
    if expected is not None:
        assert grid.value(formula) == expected
        return
    with pytest.raises(duckdb.InvalidInputException, match="end of the sheet"):
        grid.value(formula)


@pytest.mark.parametrize("formula", ['=COUNTIF(4/0,">1")', '=COUNTIFS(4/0,">1")'])
def test_the_error_of_what_is_counted_is_the_error_of_the_count(
    grid: Any, formula: str
) -> None:
    grid.fill(CELLS)
    assert grid.value(formula).code == "#DIV/0!"
