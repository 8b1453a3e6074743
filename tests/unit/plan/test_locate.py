from __future__ import annotations

import pytest

from verifier.model.address import Reference
from verifier.model.case import Objection
from verifier.model.reason import Reason
from verifier.model.scope import Entry, Scope
from verifier.model.source import (
    Declarer,
    NamedRange,
    Sheet,
    SheetKey,
    Source,
    Table,
)
from verifier.plan.locate import Located, locate


def _sheet(source: str, name: str = "", **changes: object) -> Sheet:
    settings = {
        "key": SheetKey(source, name),
        "table": "sheet_1",
        "rows": 412,
        "columns": 6,
        "header_row": 1,
        "headers": ("id", "region", "Net Amount", "x", "x", ""),
    }
    return Sheet(**(settings | changes))  # type: ignore[arg-type]


def _source(name: str, *sheets: Sheet, problem: str = "") -> Source:
    return Source(
        name, name, "sha256:0", Declarer.COMMAND, sheets=sheets, problem=problem
    )


SALES = Table("Sales", 2, 3, 4, 10, totals_rows=1, headers=("Region", "Net", "Cost"))
BARE = Table("Bare", 2, 20, 3, 24, header_rows=0, headers=("Column1", "Column2"))
DEALS = Entry(("deals", "deals.csv"), _source("deals", _sheet("deals")))
BOOK = Entry(
    ("book.xlsx",),
    _source(
        "book.xlsx",
        _sheet("book.xlsx", "Q3", tables=(SALES, BARE)),
        _sheet("book.xlsx", "Heads", rows=9),
    ),
)
BROKEN = Entry(("broken.csv",), _source("broken.csv", problem="holds NUL bytes"))


def _locate(text: str, *entries: Entry) -> Located | Objection:
    return locate(Reference.parse(text), Scope(entries))


@pytest.mark.parametrize(
    ("text", "entries", "expected"),
    [
        ("deals!F2:F412", (DEALS,), "deals!F2:F412"),
        ("deals.csv!f2", (DEALS, BOOK), "deals!F2"),
        ("DEALS!A1", (DEALS,), "deals!A1"),
        ("F2", (DEALS,), "deals!F2"),
        ("deals!F:F", (DEALS,), "deals!F1:F412"),
        ("deals!F2:F", (DEALS,), "deals!F2:F412"),
        ("deals!2:2", (DEALS,), "deals!A2:F2"),
        ("deals[net  amount]", (DEALS,), "deals!C2:C412"),
        ("book.xlsx!Q3!A1:B2", (BOOK,), "book.xlsx!Q3!A1:B2"),
        ("[book.xlsx]Heads!A1", (BOOK, DEALS), "book.xlsx!Heads!A1"),
        ("Heads!A1", (BOOK,), "book.xlsx!Heads!A1"),
        ("heads!A:A", (BOOK,), "book.xlsx!Heads!A1:A9"),
        ("Sales[Net]", (BOOK,), "book.xlsx!Q3!C4:C9"),
        ("book.xlsx!Sales[ NET ]", (BOOK, DEALS), "book.xlsx!Q3!C4:C9"),
        ("Sales", (BOOK,), "book.xlsx!Q3!B4:D9"),
        ("Sales[#Data]", (BOOK,), "book.xlsx!Q3!B4:D9"),
        ("Sales[#All]", (BOOK,), "book.xlsx!Q3!B3:D10"),
        ("Sales[[#Totals],[Net]]", (BOOK,), "book.xlsx!Q3!C10"),
        ("Sales[[#Totals],[Cost]:[Net]]", (BOOK,), "book.xlsx!Q3!C10:D10"),
        ("Sales[[#Headers],[Cost]]", (BOOK,), "book.xlsx!Q3!D3"),
        ("Sales[[#Headers],[#Data],[Cost]]", (BOOK,), "book.xlsx!Q3!D3:D9"),
        ("Sales[[#Data],[#Totals],[Cost]]", (BOOK,), "book.xlsx!Q3!D4:D10"),
        ("Sales[[#All],[Region]:[Cost]]", (BOOK,), "book.xlsx!Q3!B3:D10"),
        ("Bare[Column2]", (BOOK,), "book.xlsx!Q3!C20:C24"),
        ("deals[#Headers]", (DEALS,), "deals!A1:F1"),
        ("deals[[#All],[region]]", (DEALS,), "deals!B1:B412"),
    ],
)
def test_an_address_means_these_cells(
    text: str, entries: tuple[Entry, ...], expected: str
) -> None:
    located = _locate(text, *entries)
    assert isinstance(located, Located), located
    assert str(located.cells) == expected
    assert not located.overruns


@pytest.mark.parametrize(
    ("text", "entries", "reason"),
    [
        ("deal!F2", (DEALS,), Reason.NO_SUCH_SOURCE),
        ("Heads!A1", (BOOK, DEALS), Reason.NO_SUCH_SOURCE),
        ("book.xlsx!Q4!A1", (BOOK,), Reason.NO_SUCH_SOURCE),
        ("F2", (), Reason.NO_SUCH_SOURCE),
        ("deals!G2", (DEALS,), Reason.NO_SUCH_CELL),
        ("deals!A413:A420", (DEALS,), Reason.NO_SUCH_CELL),
        ("deals[nothing]", (DEALS,), Reason.NO_SUCH_CELL),
        ("deals[x]", (DEALS,), Reason.AMBIGUOUS_ADDRESS),
        ("deals[[#Totals],[region]]", (DEALS,), Reason.NO_SUCH_CELL),
        ("Sales[id]", (BOOK,), Reason.NO_SUCH_CELL),
        ("Bare[#Headers]", (BOOK,), Reason.NO_SUCH_CELL),
        ("Bare[[#Totals],[Column1]]", (BOOK,), Reason.NO_SUCH_CELL),
        ("book.xlsx!A1", (BOOK,), Reason.AMBIGUOUS_ADDRESS),
        ("F2", (DEALS, BOOK), Reason.AMBIGUOUS_ADDRESS),
        ("broken.csv!A1", (BROKEN,), Reason.UNREADABLE_SOURCE),
    ],
)
def test_an_address_that_means_nothing_says_why(
    text: str, entries: tuple[Entry, ...], reason: Reason
) -> None:
    objection = _locate(text, *entries)
    assert isinstance(objection, Objection)
    assert objection.reason is reason
    assert objection.message


def test_a_reference_past_the_used_range_is_clipped_and_says_so() -> None:
    located = _locate("deals!F2:F900", DEALS)
    assert isinstance(located, Located)
    assert located.overruns
    assert str(located.cells) == "deals!F2:F412"


NAMED = Entry(
    ("q3.xlsx",),
    Source(
        "q3.xlsx",
        "q3.xlsx",
        "sha256:0",
        Declarer.COMMAND,
        sheets=(_sheet("q3.xlsx", "Deals", tables=(Table("Sales", 1, 1, 6, 412),)),),
        names=(NamedRange("revenue", "Deals", 3, 2, 3, 412),),
    ),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("revenu", "revenue"),
        ("q3.xlsx!Revenu", "revenue"),
        ("q3.xlsx!deal!F2", "Deals"),
        ("sale[x]", "Sales"),
        ("Q3.xslx!F2", "q3.xlsx"),
    ],
)
def test_a_near_name_of_a_sheet_table_or_range_is_offered(text, wanted) -> None:
    objection = _locate(text, NAMED, DEALS)
    assert isinstance(objection, Objection)
    assert objection.reason is Reason.NO_SUCH_SOURCE
    assert wanted in objection.message
    assert wanted in objection.advice


def test_a_near_name_is_offered() -> None:
    objection = _locate("deal.csv!F2", DEALS)
    assert isinstance(objection, Objection)
    assert "deals.csv" in objection.advice
