"""Criteria, lookups and numbers whose text only running tells, by hand."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from verifier.formula.dialect import sql
from verifier.formula.dialect.write import written
from verifier.formula.numerals import number_from_text, number_of
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from tests.unit.formula.conftest import Grid

NOT_AVAILABLE = {"e": "#N/A"}
COLUMN = {"A1": "a*b", "A2": "axb", "A3": "a~b", "A4": "q?", "A5": None, "A6": 3}

COUNTED = (
    # what stands in B1, the formula, the count
    ("a~*b", "=COUNTIF(A1:A6,B1)", 1),
    ("a*b", "=COUNTIF(A1:A6,B1)", 3),
    ("a~~b", "=COUNTIF(A1:A6,B1)", 1),
    ("?~?", '=COUNTIF(A1:A6,""&B1)', 1),
    ("A?B", "=SUMPRODUCT(COUNTIF(A1:A6,B1:B2))", 3),
    ("x", '=COUNTIF(A1:A6,"<>"&B1)', 6),
    (3, "=COUNTIF(A1:A6,B1)", 1),
    (None, "=COUNTIF(A1:A6,B1)", 0),
    (5, "=COUNTIF(A5:A5,B1)", 0),
)


@pytest.mark.parametrize(("criterion", "formula", "count"), COUNTED)
def test_wildcards_of_a_criterion_in_a_cell(
    evaluate: Callable[..., object], criterion: object, formula: str, count: int
) -> None:
    assert evaluate(formula, {**COLUMN, "B1": criterion}) == count


KINDS = {"A1": True, "A2": "TRUE", "A3": 1, "A4": False, "A5": NOT_AVAILABLE}


@pytest.mark.parametrize(
    ("criterion", "formula", "count"),
    [
        (True, "=COUNTIF(A1:A5,B1)", 1),
        (True, '=COUNTIF(A1:A5,"<>"&B1)', 4),
        (NOT_AVAILABLE, "=COUNTIF(A1:A5,B1)", 1),
        ("#N/A", '=COUNTIF(A1:A5,""&B1)', 1),
        ("#N/A", '=COUNTIF(B1:B1,"<>"&B1)', 1),
        (1, "=SUMPRODUCT(COUNTIF(A1:A5,B1:B1))", 1),
    ],
)
def test_booleans_and_errors_as_criteria(
    evaluate: Callable[..., object], criterion: object, formula: str, count: int
) -> None:
    assert evaluate(formula, {**KINDS, "B1": criterion}) == count


def test_counting_cells_none_of_which_has_a_number_is_no_null(
    evaluate: Callable[..., object],
) -> None:
    assert evaluate("=COUNTIF(A5:A6,5)", {"A1": 1}) == 0
    assert evaluate('=COUNTIF("x",">1")') == 0


@pytest.mark.parametrize("length", [10, 401, 3000])
def test_different_values_are_counted_over_any_length(
    evaluate: Callable[..., object], length: int
) -> None:
    cells = {f"A{row}": f"Rep {row % 7}" for row in range(1, length + 1)}
    formula = f"=SUMPRODUCT(1/COUNTIF(A1:A{length},A1:A{length}))"
    assert evaluate(formula, cells) == pytest.approx(7, rel=1e-12)


def test_sums_for_each_row_are_those_of_the_groups(
    evaluate: Callable[..., object],
) -> None:
    names = {f"A{row}": "xy"[row % 2] for row in range(1, 6)}
    amounts = {f"B{row}": row for row in range(1, 6)}
    cells = {**names, **amounts}
    # x holds 2 and 4, y holds 1, 3 and 5
    total = "=SUMPRODUCT(SUMIF(A1:A5,A1:A5,B1:B5))"
    assert evaluate(total, cells, exact=True) == 2 * 6 + 3 * 9
    earlier = '=SUMPRODUCT(COUNTIFS(A1:A5,A1:A5,B1:B5,"<"&B1:B5))'
    assert evaluate(earlier, cells) == 1 + 3
    failing = {**cells, "B2": NOT_AVAILABLE}
    made = evaluate("=SUMPRODUCT(SUMIFS(B1:B5,A1:A5,A1:A5))", failing)
    assert getattr(made, "code", None) == "#N/A"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=MATCH(B1,A1:A4,0)", 2),
        ("=VLOOKUP(B1,A1:A4,1,FALSE)", "axb"),
        ("=HLOOKUP(B1,A1:C2,B2,FALSE)", "axb"),
        ("=XLOOKUP(B1,A1:A4,A1:A4,,2)", "axb"),
    ],
)
def test_wildcards_of_a_value_that_is_looked_up(
    evaluate: Callable[..., object], formula: str, expected: object
) -> None:
    cells = {"A1": "ab", "A2": "axb", "A3": "a", "A4": "b", "B1": "*x*", "B2": 2}
    if "HLOOKUP" in formula:
        cells |= {"A1": "1x1"}
    assert evaluate(formula, cells) == expected


def test_the_next_text_is_found(evaluate: Callable[..., object]) -> None:
    cells = {"A1": "a", "A2": "b", "A3": "d", "B1": 1, "B2": 2, "B3": 3}
    assert evaluate('=XLOOKUP("c",A1:A3,B1:B3,,-1)', cells) == 2
    assert evaluate('=XLOOKUP("C",A1:A3,B1:B3,,1)', cells) == 3


def test_ranges_out_of_step_are_no_lookup(evaluate: Callable[..., object]) -> None:
    made = evaluate("=XLOOKUP(1,A1:A3,B1:B2)", {"A1": 1, "B1": 2})
    assert getattr(made, "code", None) == "#VALUE!"


WRITTEN = (
    *("1,2", "1,234", "12,34", "1,234,567.8", "1,2345", "1,234,5", "(1,200)", "-$5"),
    *("2024-1-5", "2024/01/15", "2024-13-01", "1900-01-01", "1900-02-28", "15.01.2024"),
    *(
        "1900-03-01",
        "2024-01/05",
        "12%",
        "1,200%",
        "nan",
        "inf",
        "1_000",
        "1e3",
        "0x1F",
    ),
)


def in_engine(connection: duckdb.DuckDBPyConnection, text: str) -> float | None:
    query = sql.alias(number_from_text(sql.text(text)), "n")
    row = connection.execute(f"SELECT {written(query)}").fetchone()  # names of the test
    assert row is not None
    return row[0]


@settings(max_examples=300)
@given(st.sampled_from(WRITTEN) | st.text(string.digits + ",.-+%()/ $e", max_size=12))
def test_a_text_is_one_number_whoever_reads_it(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    found, known = in_engine(connection, text), number_of(text)
    if known is None:
        assert found is None
    elif abs(known) < 10**300:
        assert found == pytest.approx(float(known), rel=1e-14, abs=1e-300)


@pytest.mark.parametrize(
    "formula",
    [
        '=COUNTIFS(A1:A2,"<>x",B1:B2,">1")',
        '=COUNTIF(A1:A2,"<>x")',
        "=SUMPRODUCT(COUNTIF(A1:A2,A1:A2))",
        '=COUNTIF(A1:A2,"a")+COUNTBLANK(A1:A2)',
    ],
)
def test_counts_of_no_rows_at_all_are_0(grid: Grid, formula: str) -> None:
    # as where all rows are left out to see whether the count hangs on them
    grid.fill({"A1": "a", "A2": "b", "B1": 1, "B2": 2}, formula=formula)
    statement = grid.compiled(formula).sql(Trial.VALUE)
    emptied = (
        "WITH sheet_1 AS NOT MATERIALIZED (SELECT * FROM main.sheet_1 WHERE false) "  # noqa: S608 - the statement is ours
        f"SELECT * FROM ({statement})"
    )
    assert grid.run(emptied) == 0
