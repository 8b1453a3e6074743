"""What a formula becomes: statements by trial, cells used, traits."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from verifier.errors import FormulaError
from verifier.formula import parse
from verifier.formula.trials import variants
from verifier.model.plan import ChangeForm, LiteralRole, Trial

if TYPE_CHECKING:
    from collections.abc import Callable

CELLS = {
    "A1": "segment",
    "B1": "amount",
    "C1": "cost",
    "A2": "smb",
    "B2": Decimal("10.25"),
    "C2": Decimal(4),
    "A3": "ent",
    "B3": Decimal("20.5"),
    "C3": Decimal(5),
    "A4": "smb",
    "B4": Decimal("0.1"),
    "C4": Decimal(6),
}


@pytest.fixture
def compiled(grid: Any) -> Callable[[str], Any]:
    grid.fill(CELLS, exact=True, header_row=1)
    return grid.compiled


def test_reads_as_an_auditor_would_write_it(compiled: Callable[[str], Any]) -> None:
    assert compiled("=SUM(B2:B4)").sql(Trial.VALUE) == (
        "SELECT kind, number, text FROM (WITH step_1 AS (SELECT COALESCE(SUM(B_n), 0) "
        "AS v1 FROM sheet_1 WHERE _row BETWEEN 2 AND 4) SELECT CAST(1 AS UTINYINT) AS "
        "kind, v1 AS number, CAST(NULL AS TEXT) AS text FROM step_1) AS answer"
    )


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B2:B4)", Decimal("30.85")),
        ("=B2+B3-B4", Decimal("30.65")),
        ("=B2*C2", Decimal("41.00")),
        ("=-B4%", Decimal("-0.001")),
        ('=SUMIFS(B2:B4,A2:A4,"smb")', Decimal("10.35")),
        ("=SUMPRODUCT(B2:B4,C2:C4)", Decimal("144.10")),
        ("=MAX(B2:B4)*1000", Decimal("20500.00")),
        ('=COUNTIF(A2:A4,"smb")*1.2', Decimal("2.4")),
        ("=0.1+0.2", Decimal("0.3")),
    ],
)
def test_decimals_stay_exact(
    compiled: Callable[[str], Any], grid: Any, formula: str, value: Decimal
) -> None:
    got = grid.run(compiled(formula).sql(Trial.VALUE))
    assert isinstance(got, Decimal | int)
    assert got == value


@pytest.mark.parametrize(
    "formula", ["=B2/B3", "=AVERAGE(B2:B4)", "=B2^2", "=MEDIAN(B2:B4)"]
)
def test_division_is_not_exact(
    compiled: Callable[[str], Any], grid: Any, formula: str
) -> None:
    assert isinstance(grid.run(compiled(formula).sql(Trial.VALUE)), float)


def test_what_need_not_be_exact_is_computed_in_double(
    compiled: Callable[..., Any], grid: Any
) -> None:
    in_double = compiled("=SUM(B2:B4)", exact=False)
    assert isinstance(grid.run(in_double.sql(Trial.VALUE)), float)


COUNT = '=COUNTIF(A2:A4,"smb")'


def test_a_count_is_the_same_in_double(compiled: Callable[..., Any]) -> None:
    assert compiled(COUNT, exact=False) == compiled(COUNT)


@pytest.mark.parametrize(
    ("formula", "trial", "written"),
    [
        ("=ROUND(INT(A1),2)", Trial.VALUE, "A1"),
        ("=ROUND(A1,2)", Trial.WRITTEN, "ROUND(A1,2)"),
        ("=-ROUND(A1,2)", Trial.VALUE, "-ROUND(A1,2)"),
        ("=-ROUND(A1,2)", Trial.UNROUNDED, "-A1"),
        (
            "=SUM((INT(A2:A9/9)=3)*ROUND(B2:B9,0))",
            Trial.UNROUNDED,
            "SUM((INT(A2:A9/9)=3)*B2:B9)",
        ),
        ('=TEXT(A1,"0.0")*2', Trial.UNROUNDED, "A1*2"),
        ("=QUOTIENT(A1,3)", Trial.UNROUNDED, "A1/3"),
        ("=IFERROR(A1/B1,0)", Trial.UNGUARDED, "A1/B1"),
        ("=IF(ISERROR(A1/B1),0,A1/B1)", Trial.UNGUARDED, "A1/B1"),
        ("=IF(A1>0,42,B1)", Trial.REBRANCHED, "IF(A1>0,68.54,B1)"),
        ("=IFS(A1>0,1,TRUE,-10%)", Trial.REBRANCHED, "IFS(A1>0,12.37,TRUE,10.863)"),
        ("=ABS(A1-B1)*100", Trial.SIGNED, "(A1-B1)*100"),
        ("=ROUND(ABS(A1),0)", Trial.SIGNED, "A1"),
    ],
)
def test_trials(formula: str, trial: Trial, written: str) -> None:
    assert str(variants(parse(formula).root)[trial]) == written


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:A9)/B1",
        '=SUM((TEXT(A2:A9,"yyyy-mm")="2024-04")*B2:B9)',
        '=VALUE(TEXT(MAX(A2:A9),"yyyy"))',
        "=SUM((INT(A2:A9/9)=3)*B2:B9)",
    ],
)
def test_trials_that_change_nothing_are_absent(formula: str) -> None:
    assert list(variants(parse(formula).root)) == [Trial.VALUE]


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("=B3-B2", ChangeForm.NONE),
        ("=B3/B2-1", ChangeForm.INCREASE),
        ("=ROUND((B3-B2)/B2*100,1)", ChangeForm.INCREASE),
        ("=(B3/B2-1)%", ChangeForm.INCREASE),
        ("=ABS(B3/B2-1)", ChangeForm.INCREASE),
        ("=1-B3/B2", ChangeForm.DECREASE),
        ("=(B2-B3)/B2", ChangeForm.DECREASE),
        ("=-(B3/B2-1)", ChangeForm.DECREASE),
        ("=(B3/B2-1)*-1", ChangeForm.DECREASE),
        ("=-B2", ChangeForm.DECREASE),
        ("=B3/B2", ChangeForm.NONE),
        ("=SUM(B2:B4)", ChangeForm.NONE),
        ("=B4-B3-B2", ChangeForm.NONE),
        ("=B4-5", ChangeForm.NONE),
    ],
)
def test_change_forms(
    compiled: Callable[[str], Any], formula: str, form: ChangeForm
) -> None:
    assert compiled(formula).traits.change is form


@pytest.mark.parametrize(
    ("formula", "roles"),
    [
        ("=B2*1000", {"1000": LiteralRole.FACTOR}),
        ("=B2^0.5", {"0.5": LiteralRole.FACTOR}),
        ("=B2+42", {"42": LiteralRole.SUMMAND}),
        ("=B2*12%", {"0.12": LiteralRole.FACTOR}),
        ('=COUNTIF(B2:B4,">5")', {"5": LiteralRole.CRITERION}),
        (
            '=COUNTIF(B2:B4,">"&DATE(2024,3,7))',
            dict.fromkeys(["2024", "3", "7"], LiteralRole.CRITERION),
        ),
        ("=SUMPRODUCT((B2:B4>7)*C2:C4)", {"7": LiteralRole.CRITERION}),
        ("=ROUND(B2,2)", {"2": LiteralRole.SETTING}),
        ("=LARGE(B2:B4,1)", {"1": LiteralRole.SETTING}),
        ("=LARGE(B2:B4,3)", {"3": LiteralRole.POSITION}),
        ("=INDEX(B2:B4,2)", {"2": LiteralRole.POSITION}),
        ("=IF(B2>9,42,C2)", {"9": LiteralRole.CRITERION, "42": LiteralRole.BRANCH}),
        ("=SUM(B2,42)", {"42": LiteralRole.VALUE}),
        ("=42", {"42": LiteralRole.VALUE}),
        ("=PERCENTILE(B2:B4,0.9)", {"0.9": LiteralRole.SETTING}),
    ],
)
def test_literals_have_roles(
    compiled: Callable[[str], Any], formula: str, roles: dict[str, LiteralRole]
) -> None:
    literals = compiled(formula).traits.literals
    assert {str(one.value): one.role for one in literals} == roles


@pytest.mark.parametrize(
    ("formula", "divisor"),
    [
        ("=(B2+B3+B4)/3", 3),
        ("=SUM(B2:B4)/3", 3),
        ("=SUM(B2,B3,B4)/3", 3),
        ('=COUNTIF(A2:A4,"smb")/3', 3),
    ],
)
def test_divisors_count_cells_and_terms(
    compiled: Callable[[str], Any], formula: str, divisor: int
) -> None:
    assert divisor in compiled(formula).traits.divisors


@pytest.mark.parametrize(
    ("formula", "bounds"),
    [
        ('=SUMIFS(B2:B4,A2:A4,"smb",B2:B4,">5")', [("amount > 5", "amount")]),
        ('=SUMIF(B2:B4,">=5")', [("amount >= 5", "amount")]),
        ("=SUMPRODUCT((B2:B4>5)*B2:B4)", [("amount > 5", "amount")]),
        ("=AVERAGE(IF(5<B2:B4,B2:B4))", [("amount > 5", "amount")]),
        ("=LARGE(B2:B4,2)", [("LARGE k = 2", "")]),
        ("=INDEX(B2:B4,2)", [("INDEX row = 2", "")]),
        ('=SUMIFS(B2:B4,A2:A4,"smb")', []),
        ('=SUMIF(C2:C4,">5",B2:B4)', []),
        ('=COUNTIF(B2:B4,">5")', []),
    ],
)
def test_bounds_on_the_aggregated_column(
    compiled: Callable[[str], Any], formula: str, bounds: list[tuple[str, str]]
) -> None:
    found = compiled(formula).traits.bounds
    assert [(one.text, one.column) for one in found] == bounds


@pytest.mark.parametrize(
    ("formula", "counts"),
    [
        ('=COUNTIF(A2:A4,"smb")/COUNTA(A2:A4)', True),
        ('=SUMPRODUCT(--(A2:A4="smb"))', True),
        ("=SUM(B2:B4)/COUNT(B2:B4)", False),
        ("=B2", False),
        ("=42", False),
    ],
)
def test_counts(compiled: Callable[[str], Any], formula: str, counts: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert compiled(formula).traits.counts is counts


@pytest.mark.parametrize(
    ("formula", "counts"),
    [
        ("=SUMPRODUCT(--A1:A3)", True),
        ("=SUM(A1:A3*1)/ROWS(A1:A3)", True),
        ('=SUMPRODUCT(A1:A3*(C1:C3="x"))', True),
        ("=SUMPRODUCT(A1:A3*B1:B3)", False),
        ("=SUMPRODUCT(--C1:C3)", False),
    ],
)
def test_truths_that_are_added_up_are_counted(
    grid: Any,
    formula: str,
    counts: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    cells = {"A1": True, "A2": False, "B1": 1, "B2": 2, "B3": 3, "C1": "x", "C2": "y"}
    grid.fill(cells, formula=formula)
    assert grid.compiled(formula).traits.counts is counts


def test_says_what_is_used_rounded_and_hidden(compiled: Callable[[str], Any]) -> None:
    made = compiled("=ROUND(ABS(SUM(B2:B4)-B3+C3),0)")
    assert [one.local for one in made.used] == ["B2:B4", "C3"]
    assert made.traits.rounds
    assert made.traits.magnitude
    assert made.traits.functions == ("ROUND", "ABS", "SUM")


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=FOO(1)", "unsupported-function"),
        ('=INDIRECT("A1")', "unsupported-function"),
        ("=OFFSET(A1,1,1)", "unsupported-function"),
        ("=TODAY()-B2", "unsupported-function"),
        ("=RAND()", "unsupported-function"),
        ("=SUM()", "unreadable-claim"),
        ("=B2:B4", "calculation-failed"),
        ("=SUBTOTAL(B2,B2:B4)", "unsupported-function"),
        ('=TEXT(B2,"0.0 ?/?")', "unsupported-function"),
        ("=SUM(A1:A2 B1:B2)", "no-such-cell"),
        ("=SUM(deals!A1)", "no-such-source"),
    ],
)
def test_refuses_with_a_reason(
    compiled: Callable[[str], Any], formula: str, reason: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        compiled(formula)
    assert caught.value.reason == reason


def test_a_header_is_text(compiled: Callable[[str], Any], grid: Any) -> None:
    assert grid.value("=COUNTA(B:B)") == 4
    assert grid.value("=COUNT(B:B)") == 3
    assert grid.value("=B1") == "amount"
    assert grid.value("=SUM(Sheet1[amount])") == Decimal("30.85")
    assert compiled("=SUM(B:B)").used[0].local == "B1:B4"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=" + "ROUND(" * 30 + "A1/3" + ",2)" * 30, 0.33),
        ("=" + "IFERROR(" * 25 + "A1/0" + ",A2/0)" * 25 + "", None),
        (
            "=" + "".join(f"IF(A1={n},{n}," for n in range(2, 55)) + "99" + ")" * 53,
            99,
        ),
        ("=SUMPRODUCT(" + "(" * 50 + "A1:A4" + "+A1:A4)" * 50 + ")", 510),
    ],
    ids=["ROUND", "IFERROR", "IF", "array"],
)
def test_deep_nesting_is_no_deep_expression(evaluate, formula, expected):
    cells = {"A1": 1, "A2": 2, "A3": 3, "A4": 4}
    got = evaluate(formula, cells)
    if expected is None:
        assert got.code == "#DIV/0!"
    else:
        assert got == expected
