"""A claim: what a report says about a figure, so that it can be recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.model.address import Reference
    from verifier.model.reason import Reason


class CalculationKind(StrEnum):
    """In which language a calculation is written."""

    FORMULA = "formula"
    SQL = "sql"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What the author says that a cited cell reads."""

    reference: Reference
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number from outside the data, declared with its origin.

    Attributes:
        text: number and unit as written: `21%`.
        value: in plain units (0.21); None where no number could be read.
        last_digit: unit of the last written digit.
        origin: where the number is from.
        line: 1-based line in the report.
    """

    text: str
    value: Decimal | None
    last_digit: Decimal | None
    origin: str
    line: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a claim cannot be checked as written: its verdict is UNDECIDED.

    Attributes:
        reason: `unreadable-claim`, `duplicate-claim` or another undecided reason.
        message: what was read and what was expected.
        line: 1-based.
        column: 1-based.
    """

    reason: Reason
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as written in the evidence.

    Attributes:
        id: case-sensitive.
        citations: in order; a range without a source prefix of its own carries the
            one that stood before it.
        external: whether `external` stands instead of ranges.
        reads: what the author says the cells read.
        rows: the author's `rows = n`, or None.
        assumptions: in order.
        calculation: verbatim, without the surrounding blank lines; empty if none.
        kind: formula iff the calculation begins with `=`.
        line: 1-based line of `[id]` in the report (0 if it came from elsewhere).
        calculation_line: 1-based line on which the calculation begins, or 0.
        flaw: why it cannot be checked, or None.
    """

    id: str
    citations: tuple[Reference, ...] = ()
    external: bool = False
    reads: tuple[ReadCell, ...] = ()
    rows: int | None = None
    assumptions: tuple[Assumption, ...] = ()
    calculation: str = ""
    kind: CalculationKind = CalculationKind.NONE
    line: int = 0
    calculation_line: int = 0
    flaw: Flaw | None = None
