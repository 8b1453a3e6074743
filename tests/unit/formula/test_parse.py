"""Formulas as text: what is read, how it is written, where it stops."""

from __future__ import annotations

import pytest

from verifier.errors import FormulaError
from verifier.formula import parse, references


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=-2^2", "=-2^2"),
        ("=-(2^2)", "=-(2^2)"),
        ("=2^3^2", "=2^3^2"),
        ("=SUM(f2:INDEX($F$2:$F$9,G1))", "=SUM(TAKE(F2:F9,G1))"),
        ("=SUM(d.csv!B2:INDEX(d.csv!B2:M2,6))", "=SUM(TAKE(d.csv!B2:M2,,6))"),
        ("='old sheet'!#REF!+1", "=#REF!+1"),
        ("=2^(3^2)", "=2^(3^2)"),
        ("=50%^2", "=50%^2"),
        ("=(A1+B1)*C1", "=(A1+B1)*C1"),
        ("=A1-(B1-C1)", "=A1-(B1-C1)"),
        ('="a""b"&1', '="a""b"&1'),
        ("=sum( $f$2 : f412 )", "=SUM(F2:F412)"),
        ("=SUM(A3:A1)", "=SUM(A1:A3)"),
        ("=SUM(F:F,2:2,F2:F)", "=SUM(F:F,2:2,F2:F)"),
        ("=_xlfn.XLOOKUP(A1,B:B,C:C)", "=XLOOKUP(A1,B:B,C:C)"),
        ("=deals.csv!F2:F9", "=deals.csv!F2:F9"),
        ("=won-deals.csv!F2", "='won-deals.csv'!F2"),
        ("=B2-Sheet1!B3", "=B2-Sheet1!B3"),
        ("='My ''Data'''!A1", "='My ''Data'''!A1"),
        ("=[Book.xlsx]Deals!A1", "=Book.xlsx!Deals!A1"),
        ("=SUM(deals[net amount])", "=SUM(deals[net amount])"),
        ("=SUM('Q3 deals'[amount])", "=SUM('Q3 deals'[amount])"),
        ("=SUM(deals[[#Data],[amount]])", "=SUM(deals[amount])"),
        ("=deals[[#totals], [amount]]", "=deals[[#Totals],[amount]]"),
        ("=SUM(deals[[a]:[b c]])", "=SUM(deals[[a]:[b c]])"),
        ("=SUM([[#All],[a]:[b]])", "=SUM([[#All],[a]:[b]])"),
        ("=ROWS(deals[#data])", "=ROWS(deals[#Data])"),
        ("=ROWS(deals[])", "=ROWS(deals[#Data])"),
        ("=COUNTA(deals[#Headers])", "=COUNTA(deals[#Headers])"),
        ("=COUNT(T[[#Data],[#Headers],[a]])", "=COUNT(T[[#Headers],[#Data],[a]])"),
        ("=SUM(deals['#1 '[x']])", "=SUM(deals['#1 '[x']])"),
        ("=SUM(amounts)", "=SUM(amounts)"),
        ("=b.xlsx!Tax_Rate*2", "=b.xlsx!Tax_Rate*2"),
        ("=LET(_xlpm.x,A1,X*2)", "=A1*2"),
        ("=_xlpm.x", "=x"),
        ("=_XLPM.", "=_XLPM."),
        ("=_xlfn.(A1)", "=_XLFN.(A1)"),
        ("=_xlfn._xlws.map(A1)", "=MAP(A1)"),
        ("=_xlfn._xlfn.map(A1)", "=_XLFN._XLFN.MAP(A1)"),
        ("=_xlpm.is_won?", "=is_won?"),
        ("=is_won?", "=is_won?"),
        ("=b.xlsx!\\rate", "=b.xlsx!\\rate"),
        ("=_xlpm._xlpm.x", "=_xlpm._xlpm.x"),
        ("=_xlpm.A1", "=_xlpm.A1"),
        ("=_xlpm.true", "=_xlpm.true"),
        ("=_xlpm.5", "=_xlpm.5"),
        ("=SUM(A1:A3 A2:B2)", "=SUM(A1:A3 A2:B2)"),
        ("=SUM((A1,A3))", "=SUM((A1,A3))"),
        ('={1,-2;"x",TRUE}', '={1,-2;"x",TRUE}'),
        ("=IF(A1,,2)", "=IF(A1,,2)"),
        ("=#N/A", "=#N/A"),
        ("=LOG10(A1)", "=LOG10(A1)"),
        ("=SUM(A1;1,5)", "=SUM(A1,1.5)"),
        ("=ROUND(A1/3;2)", "=ROUND(A1/3,2)"),
        ("=LET(x,A1+1,x*x)", "=(A1+1)*(A1+1)"),
        ("=LET(f,LAMBDA(x,y,x/y),f(A1,2))", "=A1/2"),
        ("=LAMBDA(x,y,x/y)(A1,2)", "=A1/2"),
        ("=MAP(B2:B9,C2:C9,LAMBDA(a,b,a*b))", "=B2:B9*C2:C9"),
        ("=MAP(d!B2:B3,LAMBDA(a,SUM(a,1)))", "=VSTACK(SUM(d!B2,1),SUM(d!B3,1))"),
        ("=BYROW(B2:C3,LAMBDA(r,SUM(r)))", "=VSTACK(SUM(B2:C2),SUM(B3:C3))"),
        (
            "=BYROW(B2:C3,LAMBDA(r,INDEX(r,1)*INDEX(r,2)))",
            "=VSTACK(B2*C2,B3*C3)",
        ),
        ("=BYCOL(B2:C3,LAMBDA(c,INDEX(c,2)))", "=HSTACK(B3,C3)"),
        ("=BYCOL(B2:C3,MAX)", "=HSTACK(MAX(B2:B3),MAX(C2:C3))"),
        ("=REDUCE(0,B2:B3,LAMBDA(a,b,a+b))", "=0+B2+B3"),
        ("=REDUCE(0,B2:C3,LAMBDA(a,b,a+b))", "=0+B2+C2+B3+C3"),
        ("=SCAN(0,B2:C2,LAMBDA(a,b,a+b))", "=HSTACK(0+B2,0+B2+C2)"),
        ("=MAP(B2:C2,LAMBDA(a,AND(a,1)))", "=HSTACK(AND(B2,1),AND(C2,1))"),
        ("=_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2),_xlpm.f(A1))", "=A1*2"),
        ("=SUM(ROW(2:9))", "=SUM(SEQUENCE(8,1,2))"),
        ("=SUM(INDEX(B2:M2,4):INDEX(B2:M2,6))", "=SUM(E2:G2)"),
        ("=SUM(INDEX(d!F2:F9,6):INDEX(d!F2:F9,4))", "=SUM(d!F5:F7)"),
        ("=SUM(INDEX(F:F,2):INDEX(F:F,G1))", "=SUM(DROP(TAKE(F:F,G1),1))"),
        # what is not the same over the whole range, and not short, stays
        ("=MAP(B:B,LAMBDA(a,SUM(a,1)))", "=MAP(B:B,LAMBDA(a,SUM(a,1)))"),
        ("=MAP(B2:B99,LAMBDA(a,AND(a,1)))", "=MAP(B2:B99,LAMBDA(a,AND(a,1)))"),
        ("=MAP(B2:C3,LAMBDA(a,AND(a,1)))", "=MAP(B2:C3,LAMBDA(a,AND(a,1)))"),
        (
            "=MAP(B2:B3,C2:C4,LAMBDA(a,b,MAX(a,b)))",
            "=MAP(B2:B3,C2:C4,LAMBDA(a,b,MAX(a,b)))",
        ),
        ("=1\n+\t2", "=1+2"),
        ("SUM(A1)", "=SUM(A1)"),
        ("=.5+1.", "=0.5+1"),
        ("=1e3", "=1000"),
    ],
)
def test_reads_and_writes(text: str, written: str) -> None:
    assert str(parse(text)) == written
    assert parse(written) == parse(text)


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("=", 2),
        ("=1+", 4),
        ("=SUM(A1:A3", 11),
        ("=1..2", 4),
        ("=SUM(F3:INDEX(F2:F9,3))", 6),
        ("=SUM(F2:INDEX(F2:G9,3))", 6),
        ("=SUM(F2:INDEX(F2:F9,3,1))", 6),
        ("=SUM(F2:INDEX())", 6),
        ("='old sheet'!#N/A", 14),
        ("=SUM(A1))", 9),
        ('="abc', 2),
        ("={1,2;3}", 2),
        ("=A1 # note", 5),
        ("=A1:", 5),
        ("='x'", 2),
        ("=1,2", 3),
        ("=SUM(deals[@amount])", 11),
        ("=SUM(deals[[#This Row],[amount]])", 11),
        ("=SUM(deals[[@amount]:[cost]])", 11),
        ("=SUM(deals[[#Totals],[#Headers],[a]])", 11),
        ("=SUM(deals[[a],[b]])", 11),
        ("=SUM(deals[[a]:[#Totals]])", 11),
        ("=SUM(deals[[a]:[b]:[c]])", 11),
        ("=deals[", 7),
        ("=$", 2),
        ("=LET(x,1)", 2),
        ("=LET(A1,1,2)", 6),
        ("=LAMBDA(x,x*2)(1,2)", 2),
        ("=SUM(INDEX(C2:C6,1):INDEX(B2:B6,2))", 6),
        ("=SUM(INDEX(B2:C6,1,1):INDEX(B2:C6,2,2))", 6),
        ("=SUM(INDEX(C2:C6,1):C6)", 21),
        ("=a!b!c!A1", 2),
        ("=SUM(a!", 8),
        ("=YEAR(1E999999)", 7),
        ("={1E-999999}", 3),
        ("=[b]a!", 7),
    ],
)
def test_says_where_it_stops(text: str, character: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.position + 1 == character


@pytest.mark.parametrize(
    "text",
    [
        "=" + "(" * 100 + "1" + ")" * 100,
        "=" + "-" * 3000 + "1",
        "=" + "1+" * 3000 + "1",
        "=" + "A1" * 5000,
        "=" + "SUM(" * 200 + "1" + ")" * 200,
        "=REDUCE(1,A1:A60,LAMBDA(a,b,a*a+b))",
        "=LET(f,LAMBDA(x,x&x&x&x&x&x&x&x),f(f(f(f(f(f(f(A1))))))))",
        "=LET(a,A1,b,a+a,c,b+b,d,c+c,e,d+d,f,e+e,g,f+f,h,g+g,i,h+h,j,i+i,k,j+j,l,k+k,l+l)",
    ],
)
def test_bounds_depth_and_length(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.reason == "limit"


def test_lists_references_once_in_order() -> None:
    found = references(parse("=SUM(F2:F9)/F2:F9+a.csv!B1-deals[x]"))
    assert [str(one) for one in found] == ["F2:F9", "a.csv!B1", "deals[x]"]


def test_a_function_of_too_many_arguments_is_refused():
    assert parse("=SUM(" + ",".join(["A1"] * 255) + ")")
    with pytest.raises(FormulaError) as refusal:
        parse("=SUM(" + ",".join(["A1"] * 256) + ")")
    assert refusal.value.reason == "limit"
