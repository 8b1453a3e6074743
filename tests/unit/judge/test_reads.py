from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from verifier.judge import judge
from verifier.model.address import Reference
from verifier.model.case import ReadCheck
from verifier.model.claim import CalculationKind, Claim, ReadCell
from verifier.model.plan import QuotedCell
from verifier.model.reason import Reason, Status
from verifier.model.source import CellKind

F2 = Reference.parse("F2")
NUMBER, TEXT, DATE = CellKind.NUMBER, CellKind.TEXT, CellKind.DATE


def verdict_of(make, said, kind, raw, number=None):
    value = None if number is None else Decimal(number)
    check = ReadCheck(ReadCell(F2, said, 3), QuotedCell(6, 2, kind, raw, value))
    return judge(make.case(make.quantity("980"), "980", reads=(check,)))


@pytest.mark.parametrize(
    ("said", "kind", "raw", "number"),
    [
        ("1,200", NUMBER, "1,200", "1200"),
        ("1200", NUMBER, "1,200", "1200"),
        ("1,200", NUMBER, "1200", "1200"),
        ("1,200.0", NUMBER, "1200", "1200"),
        ("12.3", NUMBER, "12.3456", "12.3456"),
        ("12.4%", NUMBER, "0.1237", "0.1237"),
        ("Closed  Won", TEXT, "closed won", None),
        ("n/a", TEXT, "n/a", None),
        ("1,200", TEXT, "1200", None),
        ("", CellKind.BLANK, "", None),
        ("TRUE", CellKind.BOOLEAN, "true", "1"),
        ("#DIV/0!", CellKind.ERROR, "#DIV/0!", None),
        ("2025-03-04", DATE, "45720", "45720"),
        ("04.03.2025", DATE, "2025-03-04", "45720"),
        ("3/4/2025", DATE, "2025-03-04", "45720"),
    ],
)
def test_what_the_cell_bears_out(make, said, kind, raw, number):
    assert verdict_of(make, said, kind, raw, number).status is Status.VERIFIED


@pytest.mark.parametrize(
    ("said", "kind", "raw", "number"),
    [
        ("1,201", NUMBER, "1,200", "1200"),
        ("12.4", NUMBER, "12.3456", "12.3456"),
        ("Closed Lost", TEXT, "Closed Won", None),
        ("980", CellKind.BLANK, "", None),
        ("2025-03-05", DATE, "2025-03-04", "45720"),
        ("2025-03-05", DATE, "odd", "-5"),
        ("2025-03-05", DATE, "odd", None),
    ],
)
def test_what_the_cell_does_not_bear_out(make, said, kind, raw, number):
    verdict = verdict_of(make, said, kind, raw, number)
    assert verdict.reason is Reason.MISREAD
    assert "F2" in verdict.message
    assert not verdict.material


def test_a_cell_that_is_not_cited(make):
    check = ReadCheck(ReadCell(F2, "1", 3), None)
    verdict = judge(make.case(make.quantity("980"), "980", reads=(check,)))
    assert verdict.reason is Reason.MISREAD
    assert "not one of its cited cells" in verdict.message


CLAIM = Claim("c1", calculation="= F2", kind=CalculationKind.FORMULA)


@pytest.mark.parametrize(
    ("said", "read", "expected"),
    [
        (411, 411, None),
        (411, 410, Reason.MISREAD),
        (None, 410, None),
        (411, None, None),
    ],
)
def test_the_number_of_rows(make, said, read, expected):
    case = make.case(
        make.quantity("980"), "980", claim=replace(CLAIM, rows=said), rows_read=read
    )
    assert judge(case).reason == expected


def test_that_all_is_read_well_helps_no_claim(make):
    check = ReadCheck(ReadCell(F2, "980", 3), QuotedCell(6, 2, NUMBER, "980"))
    case = make.case(make.quantity("980"), "981", reads=(check,))
    assert judge(case).status is Status.HALLUCINATED
