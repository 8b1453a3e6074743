"""A small verification made by hand: one figure right, one wrong, one uncited."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.model.address import CellRange
from verifier.model.plan import Quote, QuotedCell
from verifier.model.quantity import (
    Interval,
    NotFigureReason,
    Quantity,
    QuantityKind,
)
from verifier.model.reason import Reason, Status
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span
from verifier.model.source import (
    CellKind,
    Decision,
    Declarer,
    Sheet,
    SheetKey,
    Source,
)
from verifier.model.verdict import Finding, Level, NotFigure, Verdict

TEXT = """# Q3

ARR was [\\$4.1M](#c1), of which SMB [30%](#c3).
Выручка 日本 выросла на 12%.
"""
DEALS = SheetKey("deals.csv")


def span(line: int, column: int, length: int) -> Span:
    lines = TEXT.split("\n")
    start = sum(len(text) + 1 for text in lines[: line - 1]) + column - 1
    return Span(start, start + length, line, column, line, column + length)


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.fixture
def quote() -> Quote:
    cells = CellRange(DEALS, 6, 2, 6, 412)
    raw = {2: "1,200", 3: "980", 412: "n/a"}
    quoted = tuple(QuotedCell(6, row, CellKind.TEXT, text) for row, text in raw.items())
    return Quote(cells, tuple(raw), quoted)


@pytest.fixture
def wrong(quote: Quote) -> Verdict:
    unit = number("100000")
    return Verdict(
        figure=Figure(
            "\\$4.1M", span(3, 10, 6), Quantity(number("4100000"), unit, unit, unit="$")
        ),
        claim="c1",
        status=Status.HALLUCINATED,
        reason=Reason.VALUE,
        also=(Reason.RANGE_OVERRUNS,),
        material=True,
        allowed=(Interval(number("4050000"), number("4150000")),),
        recomputed=number("4212300"),
        exact=True,
        unit="$",
        suggested="$4.2M",
        message="the calculation gives 4 212 300; the report says $4.1M",
        advice="Compare figure, range and calculation.",
        calculation="= SUM(F2:F412)",
        sql='SELECT sum("F_n")\nFROM sheet_1',
        cells=("deals.csv!F2:F412",),
        grid=(quote,),
    )


@pytest.fixture
def right() -> Verdict:
    digit = number("0.01")
    quantity = Quantity(number("0.3"), digit, digit, QuantityKind.PERCENT)
    return Verdict(
        figure=Figure("30%", span(3, 38, 3), quantity),
        claim="c3",
        status=Status.VERIFIED,
        allowed=(Interval(number("0.295"), number("0.305")),),
        recomputed=number("0.3"),
        calculation="= F2/F3",
        cells=("deals.csv!F2:F3",),
    )


@pytest.fixture
def uncited() -> Verdict:
    return Verdict(
        figure=Figure("12%", span(4, 23, 3), None),
        claim=None,
        status=Status.UNCITED,
        reason=Reason.UNCITED,
        message="no claim stands behind 12%",
    )


@pytest.fixture
def verification(wrong: Verdict, right: Verdict, uncited: Verdict) -> Verification:
    finding = Finding(
        "C002", "unused-claim", Level.WARNING, "no figure uses c2", 9, 1, "c2"
    )
    aside = NotFigure("Q3", span(1, 3, 2), NotFigureReason.PERIOD, "a quarter")
    report = ReportVerification(
        Report("report.md", TEXT), (wrong, right, uncited), (finding,), (aside,)
    )
    headers = ("id", "", "", "", "", "amount")
    sheet = Sheet(DEALS, "sheet_1", 412, 6, 1, headers)
    source = Source(
        name="deals.csv",
        path="deals.csv",
        digest="sha256:ab",
        declared_by=Declarer.COMMAND,
        decisions=(Decision("delimiter", ","),),
        sheets=(sheet,),
    )
    return Verification((report,), (source,), tool=(("tieout", "0.1.0"),))
