"""Numbers that a formula writes as text, truth values or functions of constants."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from verifier.errors import FormulaError
from verifier.model.plan import LiteralRole

if TYPE_CHECKING:
    from collections.abc import Callable

Made = list[tuple[str, str]]
CELLS = {f"{letter}{row}": row for letter in "ABC" for row in range(2, 10)}


@pytest.fixture
def numbers(grid) -> Callable[[str], Made]:
    """Returns the numbers that have to be allowed or declared, with their roles."""
    asked = set(LiteralRole) - {
        LiteralRole.CRITERION,
        LiteralRole.SETTING,
        LiteralRole.POSITION,
    }

    def found(formula: str) -> Made:
        grid.fill(CELLS, formula=formula)
        literals = grid.compiled(formula).traits.literals
        return [
            (str(one.value), one.role.value) for one in literals if one.role in asked
        ]

    return found


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        # texts and truth values in arithmetic
        ('="17"*COUNT(C2:C9)', [("17", "factor")]),
        ('=VALUE("4321")+SUM(C2:C9)/1000', [("4321", "summand"), ("1000", "factor")]),
        ('=("4"&"2")+SUM(C2:C9)', [("42", "summand")]),
        ('="2024-11-01"*COUNT(C2:C9)', [("45597", "factor")]),
        ("=DATE(2024,11,1)+SUM(C2:C9)", [("45597", "summand")]),
        ("=SUM(C2:C9)*(TRUE+TRUE+TRUE+TRUE+TRUE)", [("5", "factor")]),
        ("=TRUE+TRUE+SUM(C2:C9)", [("2", "summand")]),
        ("=(1=1)+(2=2)+SUM(C2:C9)", [("2", "summand")]),
        ('=VALUE(TEXT(SUM(C2:C9),"0")&"7")', [("7", "value")]),
        ('=VALUE(TEXT(SUM(C2:C9),"70"))', [("7", "value")]),
        ('=VALUE(SUBSTITUTE(SUM(C2:C9),"1","7"))', [("7", "value")]),
        ('=IF(C2>1,"17","x")*1', [("17", "branch"), ("1", "factor")]),
        # texts whose digits a function may take out again
        ('="="&VALUE("4711")', [("4711", "value")]),
        ('=VALUE(MID(IF(C2>1,"x4711","y"),2,9))', [("4711", "value")]),
        ('=LET(k,"x4711",IF(A2=1,k,VALUE(MID(k,2,9))))',
         [("4711", "value"), ("2", "value"), ("9", "value")]),
        ('=VALUE(MID(IFERROR(A2&"","z17"),2,9))', [("17", "value")]),
        ('=VALUE(SWITCH(A2,2,"x4711","4712"))',
         [("4711", "value"), ("4712", "branch")]),
        ("=SWITCH(A2,1,17,2,18,19)",
         [("17", "branch"), ("18", "branch"), ("19", "branch")]),
        ('=VALUE(TEXTAFTER("x4711",LEFT(A2&"x",1)))', [("4711", "value")]),
        ('=VALUE(SUBSTITUTE(A2&"x4711",A2&"x",""))', [("4711", "value")]),
        # functions of constants
        ('=LEN("aaaaa")+SUM(C2:C9)', [("5", "summand")]),
        ('=SUM(C2:C9)*COUNTA("a","b","c","d","e")', [("5", "factor")]),
        ("=COUNT(1,2,3)+SUM(C2:C9)", [("3", "summand")]),
        ("=SUM({1,2})+SUM(C2:C9)", [("3", "summand")]),
        ("=SUM(1,1,1)+SUM(C2:C9)", [("3", "summand")]),
        ("=SUM(C2:C9)*EXP(2)", [("2", "value")]),
        ('=SUM(C2:C9)+DAY("2020-01-17")', [("43847", "value")]),
        ('=IF(SUM(C2:C9)>0,LEN("aaaaa"),C2)', [("5", "branch")]),
        # sums of ones, products that are added, odd powers
        ("=SUM(C2:C9)+1+1+1+1", [("4", "summand")]),
        ("=SUM(C2:C9)+(1+(1+(1+1)))",
         [("1", "summand"), ("1", "summand"), ("2", "summand")]),
        ("=(1+1+1)*SUM(C2:C9)", [("3", "factor")]),
        ("=SUM(C2:C9)+7*60", [("7", "factor"), ("60", "summand")]),
        ("=SUM(C2:C9)*10^(7/100)",
         [("10", "value"), ("7", "factor"), ("100", "value")]),
        ("=(100+17)*SUM(C2:C9)", [("100", "summand"), ("17", "summand")]),
        # extents of cells that nothing reads
        ("=SUM(C2:C9)/1000+ROWS(A2:A18)", [("1000", "factor"), ("17", "summand")]),
        ("=SUM(C2:C9)*COLUMNS(A2:Q2)", [("17", "factor")]),
        ("=SUM(C2:C9)/ROWS(C2:C5)", [("4", "factor")]),
        # places of cells, and how many ranges there are
        ("=SUM(C2:C9)+ROW(A4200)", [("4200", "summand")]),
        ("=SUM(C2:C9)*COLUMN(Q2)", [("17", "factor")]),
        ("=SUM(C2:C9)*AREAS((A1,A2,A3))", [("3", "factor")]),
        # numbers that are put into a text and taken out of it again
        ('=SUM(C2:C9)+VALUE(TEXTAFTER(A2&"x4200","x"))', [("4200", "value")]),
        ('=VALUE(MID(REPLACE(C2,1,9,"x42"),2,9))', [("42", "value")]),
        ('=VALUE(REGEXREPLACE(C2,".*","0$042"))', [("42", "value")]),
        ("=SUM(C2:C9)+SUM(SEQUENCE(17))", [("17", "value")]),
        ("=SUM(EXPAND(C2:C9,20,,42))", [("20", "value"), ("42", "value")]),
        ('=SUM(C2:C9)+CODE(REPT("A",9))', [("9", "value")]),
        ("=SUM(TAKE(SORT(C2:C9,1,-1),3))", []),
        ("=SUM(LARGE(C2:C9,SEQUENCE(3)))", []),
        ('=VALUE(TEXTBEFORE(C2&"","x",2,,,42))', [("42", "branch")]),
    ],
)  # fmt: skip
def test_constants_count_as_the_number_they_give(
    numbers: Callable[[str], Made], formula: str, made: Made
) -> None:
    assert numbers(formula) == made


@pytest.mark.parametrize(
    "formula",
    [
        '=FIND("x","aaaax")*SUM(C2:C9)',
        '=SUM(C2:C9)+MATCH("c",{"a","b","c"},0)',
        "=SUM(C2:C9)*EXP(1)",
        '=SUM(C2:C9)+LEN(UPPER("aaaaa"))',
    ],
)
def test_a_constant_that_shows_no_number_is_refused(
    numbers: Callable[[str], Made], formula: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        numbers(formula)
    assert caught.value.reason == "undeclared-constant"


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ('=COUNTIF(A2:A9,"x")/ROWS(A2:A9)', []),
        ("=SUM(C2:C9)/ROWS(A2:A9)", []),
        ("=(SUM(C2:C5)+SUM(C6:C9))/ROWS(C2:C9)", []),
        ("=SUM(C:C)/ROWS(C2:C9)", []),
        ("=ROWS(A2:A9)", []),
        ('=SUMIFS(C2:C9,A2:A9,">="&DATE(2024,1,1))', []),
        ('=SUMPRODUCT(--(A2:A9="7"))', []),
        ('=SUMPRODUCT(--ISNUMBER(FIND("2024",A2:A9)))', []),
        ('=SUMPRODUCT(ISNUMBER(MATCH(A2:A9,{"17","18"},0))*C2:C9)', []),
        ('=SUMPRODUCT((TEXT(A2:A9,"yyyy")="2024")*C2:C9)', []),
        ('=VALUE(SUBSTITUTE(A2,"k",""))', []),
        ('=SUMPRODUCT(LEN(A2:A9)-LEN(SUBSTITUTE(A2:A9,"7","")))', []),
        ("=IF(C2>5,1,0)", [("1", "branch"), ("0", "branch")]),
        # texts with digits that nothing takes out of them again
        ('=VALUE(SUBSTITUTE(A2," m2",""))', []),
        ('=VALUE(LEFT(A2,FIND(" m2",A2)-1))', []),
        ('=VALUE(TEXTBEFORE(A2," m2"))', []),
        ('=NUMBERVALUE(SUBSTITUTE(A2,"km2",""),",",".")', []),
        ('=SWITCH(A2,"tier 1",C2,"tier 2",C3,"tier 3",C4)', []),
        ('=SWITCH(A2,"tier 1",C2,C3)', []),
        ('=IF(A2="Q3 2024",C2,"not in Q3")', []),
        ('=IFERROR(C2/C3,"n/a 2")', []),
        ('=XLOOKUP("EMEA 2",A2:A9,C2:C9,"none 2")', []),
        ('=LET(k,"Q3 2024",SUMPRODUCT((A2:A9=k)*C2:C9))', []),
        ('=SUMPRODUCT((A2:A9&" 2024"=B2&" 2024")*C2:C9)', []),
        ('=SUMPRODUCT(REGEXMATCH(A2:A9,"^Q[1-4]")*C2:C9)', []),
        ("=EDATE(A2,3)-A2", []),
        ('=DATEDIF(A2,A3,"d")', []),
        ("=PI()*SUM(C2:C9)", []),
        ("=SUM(C2:C9)*(2*3*7)", [("2", "factor"), ("3", "factor"), ("7", "factor")]),
        ("=STDEV(C2:C9)*SQRT(12)", [("12", "factor")]),
        ("=SUM(C2:C9)*POWER(10,6)", [("10", "factor"), ("6", "factor")]),
        ("=(C9/C2)^(1/(2025-2024))-1", [("1", "factor"), ("1", "summand")]),
        ("=SUM(C2:C9)*(1+21%)", [("1", "summand"), ("0.21", "summand")]),
        ("=((C3/C2-1)+(C5/C4-1))/2",
         [("1", "summand"), ("1", "summand"), ("2", "factor")]),
    ],
)  # fmt: skip
def test_honest_formulas_keep_their_numbers(
    numbers: Callable[[str], Made], formula: str, made: Made
) -> None:
    assert numbers(formula) == made


def test_a_constant_beside_no_cells_is_still_a_number(
    numbers: Callable[[str], Made],
) -> None:
    assert numbers('=FIND("x","aax")') == [(str(Decimal(1)), "value")]
