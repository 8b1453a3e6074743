"""A verification in which everything occurs that a renderer must show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.model.address import CellRange
from verifier.model.lookup import KeyedCells
from verifier.model.quantity import Interval, NotFigureReason
from verifier.model.reason import Reason, Status, status_of
from verifier.model.record import ReportVerification, Verification
from verifier.model.report import Figure, Report, Span
from verifier.model.source import Decision, Declarer, SheetKey, Source
from verifier.model.verdict import Finding, Level, NotFigure, Verdict

LINES = [f"figure {number} here" for number in range(1, len(Reason) + 2)]
TEXT = "\n".join(LINES)
KEYED = KeyedCells(
    "t[a] where id = 'D-1'",
    "id = D-1",
    2,
    tuple(CellRange(SheetKey("t"), 1, row, 1, row) for row in (7, 9)),
)


def figure(line: int) -> Figure:
    start = sum(len(text) + 1 for text in LINES[: line - 1])
    return Figure(
        str(line),
        Span(start + 7, start + 7 + len(str(line)), line, 8, line, 8 + len(str(line))),
        None,
    )


def verdict(line: int, reason: Reason | None) -> Verdict:
    return Verdict(
        figure=figure(line),
        claim=f"c{line}" if reason is not Reason.UNCITED else None,
        status=status_of(reason) if reason else Status.VERIFIED,
        reason=reason,
        allowed=(Interval(Decimal(line), None),),
        recomputed=Decimal(line) / 4,
        message=f"message {line}",
        calculation=f"= A{line}",
        keyed=(KEYED,),
    )


@pytest.fixture
def everything() -> Verification:
    reasons: tuple[Reason | None, ...] = (*Reason, None)
    verdicts = tuple(
        verdict(line, reason) for line, reason in enumerate(reasons, start=1)
    )
    findings = tuple(
        Finding(f"C9{at}", f"rule-{level.value}", level, f"{level.value} seen", 1, 1)
        for at, level in enumerate(Level)
    )
    asides = tuple(
        NotFigure("7", figure(1).span, reason, "note") for reason in NotFigureReason
    )
    report = ReportVerification(Report("r.md", TEXT), verdicts, findings, asides)
    source = Source(
        "deals", "deals.csv", "sha256:00", Declarer.REPORT, (Decision("a", "b"),)
    )
    return Verification((report,), (source,), tool=(("tieout", "0"),))


HOSTILE = "\x1b[31m\x9b2J\u202e\u2066\u200b\r\n::error::</script>\x00\ud800\u2028end"
HOSTILE_KEYS = KeyedCells(
    HOSTILE, HOSTILE, 1, (CellRange(SheetKey(HOSTILE, HOSTILE), 1, 1, 1, 1),)
)


@pytest.fixture
def hostile() -> Verification:
    """Returns a verification in which every foreign text is an attack."""
    text = HOSTILE.replace("\r\n", " ") + " 12%\n"
    place = Span(len(text) - 4, len(text) - 1, 1, len(text) - 3, 1, len(text))
    wrong = Verdict(
        figure=Figure(HOSTILE, place, None),
        claim=HOSTILE,
        status=Status.HALLUCINATED,
        reason=Reason.VALUE,
        suggested=HOSTILE,
        message=HOSTILE,
        advice=HOSTILE,
        calculation=HOSTILE,
        sql=HOSTILE,
        cells=(HOSTILE,),
        diagnosis=HOSTILE,
        keyed=(HOSTILE_KEYS,),
    )
    accepted = Verdict(
        figure=Figure(HOSTILE, place, None),
        claim=HOSTILE,
        status=Status.SUSPECT,
        reason=Reason.EXTERNAL,
        accepted=HOSTILE,
    )
    found = Finding(
        "C001", HOSTILE, Level.NOTE, HOSTILE, 1, 1, HOSTILE, (HOSTILE,), HOSTILE
    )
    aside = NotFigure(HOSTILE, place, NotFigureReason.SKIPPED, HOSTILE)
    report = ReportVerification(
        Report(HOSTILE, text), (wrong, accepted), (found,), (aside,)
    )
    decision = Decision(HOSTILE, HOSTILE)
    source = Source(HOSTILE, HOSTILE, "sha256:00", Declarer.REPORT, (decision,))
    return Verification((report,), (source,), tool=(("tieout", HOSTILE),))
