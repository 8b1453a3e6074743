"""The verdict on a figure, a finding about anything, and the record of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.model.claim import Assumption
    from verifier.model.lookup import KeyedCells
    from verifier.model.plan import Quote
    from verifier.model.quantity import Interval, NotFigureReason
    from verifier.model.reason import Reason, Status
    from verifier.model.report import Figure, Span


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule noticed about data, a claim or the prose.

    Attributes:
        code: `F003`, as `verifier rule` explains it.
        name: kebab-case name of the rule.
        level: how much it weighs.
        message: what was seen and what would be accepted.
        line: 1-based line in the report, or 0.
        column: 1-based column in the report, or 0.
        claim: id of the claim it speaks of, or empty.
        cells: addresses it speaks of.
        accepted: the reason with which a person suppressed it, or empty.
        part: of the report in which the line is counted: `cell 3`, or empty.
    """

    code: str
    name: str
    level: Level
    message: str
    line: int = 0
    column: int = 0
    claim: str = ""
    cells: tuple[str, ...] = ()
    accepted: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one figure.

    Attributes:
        figure: the printed figure and its place.
        claim: id of the claim, None if uncited.
        status: the verdict.
        reason: why, None if verified.
        also: further reasons that apply, in order of precedence.
        material: whether the sentence's meaning changes.
        allowed: the intervals that the figure allows (one, but for words with two
            meanings); empty where there is no quantity.
        recomputed: the value DuckDB gave, or None.
        exact: whether it is exact.
        unit: the figure's unit.
        suggested: the figure as it should read, or empty.
        message: neutral wording of what differs.
        advice: what to do.
        calculation: as written.
        sql: SQL to reproduce the value, or empty.
        cells: addresses of the cells really used.
        keyed: the citations by key, with the cells that they mean.
        grid: a few of these cells with their raw text.
        assumptions: declared numbers.
        accepted: the reason with which a person accepted it, or empty.
        findings: findings about this claim.
        diagnosis: a likely explanation, or empty.
        notes: what was decided to run the calculation: from which dialect it was
            translated, which casts keep its digits.
    """

    figure: Figure
    claim: str | None
    status: Status
    reason: Reason | None = None
    also: tuple[Reason, ...] = ()
    material: bool = False
    allowed: tuple[Interval, ...] = ()
    recomputed: Decimal | None = None
    exact: bool = False
    unit: str = ""
    suggested: str = ""
    message: str = ""
    advice: str = ""
    calculation: str = ""
    sql: str = ""
    cells: tuple[str, ...] = ()
    grid: tuple[Quote, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    accepted: str = ""
    findings: tuple[Finding, ...] = ()
    diagnosis: str = ""
    keyed: tuple[KeyedCells, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the figure is verified, or accepted by a person."""
        return self.status.value == "verified" or bool(self.accepted)


@dataclass(frozen=True, slots=True)
class NotFigure:
    """A number that needs no citation, with the reason why."""

    text: str
    span: Span
    reason: NotFigureReason
    note: str = ""
