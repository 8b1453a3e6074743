"""Names in a formula: of a range or a table, never of a whole source."""

from __future__ import annotations

import pytest

from verifier.model.address import Reference
from verifier.model.claim import CalculationKind, Claim
from verifier.model.reason import Reason
from verifier.model.scope import Entry, Scope
from verifier.model.source import Declarer, NamedRange, Sheet, SheetKey, Source, Table
from verifier.plan.draft import Draft, draft_claim

SHEET = Sheet(
    SheetKey("b.xlsx", "Data"),
    "sheet_1",
    5,
    3,
    1,
    ("region", "amount", "cost"),
    tables=(Table("Deals", 1, 1, 3, 5, totals_rows=1, headers=("region", "n", "c")),),
)
SOURCE = Source(
    "b.xlsx",
    "b.xlsx",
    "sha256:0",
    Declarer.COMMAND,
    sheets=(SHEET,),
    names=(NamedRange("amounts", "Data", 2, 2, 2, 4),),
)
SCOPE = Scope((Entry(("b.xlsx", "book"), SOURCE),))
PLAIN = Sheet(SheetKey("data/deals.csv"), "sheet_1", 5, 2, 1, ("region", "amount"))
CSV = Source("data/deals.csv", "deals.csv", "sha256:0", Declarer.REPORT, (), (PLAIN,))
FILES = Scope((Entry(("data/deals.csv",), CSV),))


def drafted(
    calculation: str, cited: str = "b.xlsx!Data!A1:C5", scope: Scope = SCOPE
) -> Draft:
    claim = Claim(
        "c1",
        (Reference.parse(cited),),
        calculation=calculation,
        kind=CalculationKind.FORMULA,
    )
    return draft_claim(claim, scope)


@pytest.mark.parametrize(
    "calculation",
    [
        "=SUM(amounts)",
        "=SUM(AMOUNTS)",
        "=SUM(b.xlsx!amounts)",
        "=SUM(Data!Amounts)",
        "=SUM(deals[n])",
        "=ROWS(deals)",
        "=deals[[#Totals],[n]]",
    ],
)
def test_a_name_means_the_cells_that_the_workbook_gives_it(calculation: str) -> None:
    assert drafted(calculation).objections == ()


@pytest.mark.parametrize("calculation", ["=SUM(amounts)", "=SUM(deals[n])"])
def test_a_name_reads_no_cell_that_is_not_cited(calculation: str) -> None:
    draft = drafted(calculation, "b.xlsx!Data!C1:C5")
    assert [o.reason for o in draft.objections] == [Reason.OUTSIDE_CITATION]


@pytest.mark.parametrize(
    "calculation",
    [
        "=SUM(amount)",
        "=book",
        "=SUM(b.xlsx!Data)",
        "=A1 B",
        "=F2..F412",
        "=SUM(Data)",
    ],
)
def test_a_word_that_names_no_range_says_so(calculation: str) -> None:
    draft = drafted(calculation)
    assert [o.reason for o in draft.objections] == [Reason.UNREADABLE_CLAIM]
    assert "is a name" in draft.objections[0].message


@pytest.mark.parametrize(
    ("calculation", "reasons"),
    [
        ("=SUM(deals[amount])", []),
        ("=SUM(Deals[Amount])", []),
        ("=SUM(deals[[#All],[region]])", []),
        ("=SUM(other[amount])", [Reason.NO_SUCH_SOURCE]),
        ("=SUM(deals)", [Reason.UNREADABLE_CLAIM]),
    ],
)
def test_a_cited_file_is_a_table_by_its_stem(
    calculation: str, reasons: list[Reason]
) -> None:
    draft = drafted(calculation, "'data/deals.csv'!A1:B5", FILES)
    assert [o.reason for o in draft.objections] == reasons


@pytest.mark.parametrize(
    "calculation",
    ["=MAKEARRAY(2,2,LAMBDA(a,b,a+b))", "=GROUPBY(A2:A5,B2:B5,SUM)"],
)
def test_names_within_unknown_functions_are_not_what_is_wrong(calculation: str) -> None:
    draft = drafted(calculation)
    assert [o.reason for o in draft.objections] == [Reason.UNSUPPORTED_FUNCTION]
