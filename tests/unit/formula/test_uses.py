"""What formulas do with their cells, worked by hand."""

from __future__ import annotations

import pytest

HEADERS = {"A1": "id", "B1": "region", "C1": "amount", "D1": "closed", "E1": "stage"}
CELLS = HEADERS | {
    f"{letter}{row}": value
    for row in range(2, 10)
    for letter, value in {
        "A": f"d{row}",
        "B": "EMEA",
        "C": row,
        "D": 45_000 + row,
        "E": "won",
    }.items()
}


def shown(use) -> str:
    """Returns a use in short: `sum C2:C9 [B = EMEA] numerator`."""
    criteria = "".join(
        f" [{c.part}{' ' if c.part else ''}{c.cells.local} {c.operator} "
        f"{'|'.join(c.values) or '?'}]"
        for c in use.criteria
    )
    cells = ",".join(cells.local for cells in use.cells)
    once = " once" if use.deduplicates else ""
    side = "" if use.side == "whole" else f" {use.side}"
    return f"{use.statistic} {cells}{once}{criteria}{side}".replace("  ", " ")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(C2:C9)", ["sum C2:C9"]),
        ("=C3", ["cell C3"]),
        ("=ROUND(AVERAGE(C2:C9),1)", ["mean C2:C9"]),
        ("=MEDIAN(C2:C9)", ["median C2:C9"]),
        ("=PERCENTILE(C2:C9,0.9)", ["quantile C2:C9"]),
        ("=LARGE(C2:C9,2)", ["rank C2:C9"]),
        ('=SUMIFS(C2:C9,B2:B9,"EMEA")', ["sum C2:C9 [B2:B9 = EMEA]"]),
        ('=SUMIF(B2:B9,"EMEA",C2:C9)', ["sum C2:C9 [B2:B9 = EMEA]"]),
        ('=SUMIF(C2:C9,">5")', ["sum C2:C9 [C2:C9 > 5]"]),
        ('=AVERAGEIFS(C2:C9,B2:B9,"<>EMEA")', ["mean C2:C9 [B2:B9 <> EMEA]"]),
        ('=COUNTIF(E2:E9,"won")', ["count [E2:E9 = won]"]),
        ('=COUNTIF(E2:E9,"wo*")', ["count [E2:E9 like wo*]"]),
        ('=COUNTIF(E2:E9,"<>wo*")', ["count [E2:E9 not like wo*]"]),
        (
            '=COUNTIFS(E2:E9,"won",D2:D9,">="&DATE(2025,7,1))',
            ["count [E2:E9 = won] [D2:D9 >= 2025-07-01]"],
        ),
        ("=COUNTIFS(B2:B9,B4)", ["count [B2:B9 = ?]"]),
        (
            '=COUNTIF(E2:E9,"won")/COUNTA(E2:E9)',
            ["count [E2:E9 = won] numerator", "count E2:E9 denominator"],
        ),
        ("=SUM(C6:C9)/SUM(C2:C5)-1", ["sum C6:C9 numerator", "sum C2:C5 denominator"]),
        ("=SUM(C6:C9)-SUM(C2:C5)", ["sum C6:C9 minuend", "sum C2:C5 subtrahend"]),
        (
            "=(C3-C2)/C2",
            ["cell C3 numerator", "cell C2 numerator", "cell C2 denominator"],
        ),
        (
            '=SUMPRODUCT((B2:B9="EMEA")*(E2:E9="won")*C2:C9)',
            ["sum C2:C9 [B2:B9 = EMEA] [E2:E9 = won]"],
        ),
        ('=SUMPRODUCT(--(B2:B9="EMEA"))', ["count [B2:B9 = EMEA]"]),
        ('=SUM(IF(B2:B9="EMEA",C2:C9))', ["sum C2:C9 [B2:B9 = EMEA]"]),
        ('=MEDIAN(FILTER(C2:C9,B2:B9="EMEA"))', ["median C2:C9 [B2:B9 = EMEA]"]),
        ("=COUNTA(UNIQUE(A2:A9))", ["distinct count A2:A9 once"]),
        ("=ROWS(UNIQUE(A2:A9))", ["distinct count A2:A9 once"]),
        ("=COUNTUNIQUE(A2:A9)", ["distinct count A2:A9 once"]),
        ("=SUMPRODUCT(1/COUNTIF(A2:A9,A2:A9))", ["distinct count A2:A9 once"]),
        (
            '=SUMPRODUCT((B2:B9="EMEA")/COUNTIF(A2:A9,A2:A9))',
            ["distinct count A2:A9 once [B2:B9 = EMEA]"],
        ),
        (
            '=SUMPRODUCT((B2:B9="EMEA")*C2:C9/COUNTIF(A2:A9,A2:A9))',
            ["sum C2:C9 once [B2:B9 = EMEA]"],
        ),
        (
            '=SUMPRODUCT((A2:A9<>"")/COUNTIF(A2:A9,A2:A9&""))',
            ["distinct count A2:A9 once"],
        ),
        ('=VLOOKUP("d4",A2:C9,3,FALSE)', ["cell A2:C9 [A2:A9 = d4]"]),
        ('=XLOOKUP("d4",A2:A9,C2:C9)', ["cell C2:C9 [A2:A9 = d4]"]),
        ('=INDEX(C2:C9,MATCH("d4",A2:A9,0))', ["cell C2:C9 [A2:A9 = d4]"]),
        ("=SUBTOTAL(9,C2:C9)", ["other C2:C9"]),
        (
            "=MAX(C2:C9)-MIN(C2:C9)",
            ["maximum C2:C9 minuend", "minimum C2:C9 subtrahend"],
        ),
        ("=SUM(C2:C9)*100", ["sum C2:C9"]),
        ("=-SUM(C2:C9)", ["sum C2:C9"]),
        ("=ABS(C3-C2)", ["cell C3 minuend", "cell C2 subtrahend"]),
        ("=LET(x,SUM(C2:C9),x/COUNT(C2:C9))",
         ["sum C2:C9 numerator", "count C2:C9 denominator"]),
        ("=IFERROR(AVERAGE(C2:C9),0)", ["mean C2:C9"]),
        ("=CORREL(C2:C9,D2:D9)", ["relation C2:C9,D2:D9"]),
        ("=SUMPRODUCT((MONTH(D2:D9)=7)*C2:C9)", ["sum C2:C9 [month D2:D9 = 7]"]),
        ("=SUMPRODUCT((5<C2:C9)*1)", ["count [C2:C9 > 5]"]),
    ],
)  # fmt: skip
def test_what_a_formula_does(grid, formula, expected):
    grid.fill(CELLS, formula=formula)
    assert [shown(use) for use in grid.compiled(formula).traits.uses] == expected
