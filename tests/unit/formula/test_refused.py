"""What is refused on purpose says what to write instead."""

from __future__ import annotations

import pytest

from verifier.errors import FormulaError
from verifier.formula.functions_table import function_named, functions
from verifier.formula.nodes import Call
from verifier.formula.refused import refused

# functions whose value depends on more than the cited cells, by what they read
OUT_OF_SCOPE = [
    *("NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"),
    *("INDIRECT", "OFFSET", "ADDRESS", "CELL", "INFO", "SHEET", "SHEETS"),
    *("FORMULATEXT", "ISFORMULA", "HYPERLINK", "GETPIVOTDATA", "IMAGE"),
    *("CUBEVALUE", "CUBEMEMBER", "CUBESET", "RTD", "WEBSERVICE", "CALL"),
    *("IMPORTRANGE", "GOOGLEFINANCE", "QUERY"),
    *("LAMBDA", "MAP", "REDUCE", "SCAN", "BYROW", "BYCOL", "MAKEARRAY"),
    *("GROUPBY", "PIVOTBY"),
]


@pytest.mark.parametrize("name", sorted({*OUT_OF_SCOPE, *refused()}))
def test_says_what_to_write_instead(name: str) -> None:
    if name in functions():
        pytest.skip("it is recomputed with a reference, refused without")
    with pytest.raises(FormulaError) as caught:
        function_named(Call(name, ()))
    assert caught.value.reason == "unsupported-function"
    assert name in str(caught.value)
    assert caught.value.remedy == refused()[name]


@pytest.mark.parametrize("name", ["ROW", "COLUMN"])
def test_a_report_stands_in_no_row_or_column(grid, name: str) -> None:
    grid.fill({"A1": 1})
    with pytest.raises(FormulaError) as caught:
        grid.value(f"={name}()")
    assert caught.value.reason == "unsupported-function"
    assert "of its own" in caught.value.remedy


def test_nothing_that_is_recomputed_is_in_the_table() -> None:
    assert set(refused()) & set(functions()) == {"ROW", "COLUMN"}


@pytest.mark.parametrize(
    "formula",
    ["=MYFUNCTION(A1)", "=[Book]Sheet!A1", "=Sheet1:Sheet3!A1"],
)
def test_what_lies_outside_of_the_sheets_is_an_error(grid, formula: str) -> None:
    grid.fill({"A1": 1})
    with pytest.raises(FormulaError):
        grid.value(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(SEQUENCE(1000001))",
        "=SUM(SEQUENCE(1000,1001))",
        "=SUM(EXPAND(A1:A2,1000,1000))",
        "=SUM(WRAPROWS(A1:A2,1000))",
    ],
)
def test_what_would_grow_without_bound_is_a_limit(grid, formula: str) -> None:
    grid.fill({"A1": 1, "A2": 2})
    with pytest.raises(FormulaError) as caught:
        grid.value(formula)
    assert caught.value.reason == "limit"


@pytest.mark.parametrize(
    "formula",
    [
        '=REPT("ab",1E9)',
        '=REPT(REPT("ab",16383),A1+16382)',
        '=SUBSTITUTE(REPT("a",32767),"a",REPT("b",32767))',
        '=TEXTJOIN(REPT(",",32767),TRUE,A1:A2)&TEXTJOIN("",TRUE,REPT("a",32767),"b")',
        '=CONCAT(REPT("a",32767),A1)',
        '=REPLACE(REPT("a",32767),1,0,A1)',
    ],
)
def test_a_text_longer_than_a_cell_is_an_error(grid, formula: str) -> None:
    grid.fill({"A1": 1, "A2": 2})
    assert grid.value(formula).code == "#VALUE!"
