"""What is told of data before anybody analyses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.verdict import Level

if TYPE_CHECKING:
    from verifier.model.record import BriefUse
    from verifier.model.source import CellKind, Sheet, Source
    from verifier.model.verdict import Finding

INSPECTION_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one look at a column's data rows tells.

    Attributes:
        counts: by kind, for kinds that occur.
        low: the least number or date, else the first text, as the file has it; empty
            where there is none.
        high: the greatest one.
        distinct: how many different values there are, about.
        examples: a few cells as (address, raw text).
        problem: why nothing is known of the column, or empty.
    """

    counts: tuple[tuple[CellKind, int], ...] = ()
    low: str = ""
    high: str = ""
    distinct: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class InspectedColumn:
    """A column, as it was read.

    Attributes:
        letter: `A`, `AB`.
        header: its header, or empty.
        profile: what stands in it.
        meaning: what the brief says of it, unit included, or empty.
        groups: its values, where they are few and repeat.
        is_key: whether it names a row.
    """

    letter: str
    header: str
    profile: Profile
    meaning: str = ""
    groups: tuple[str, ...] = ()
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class InspectedSheet:
    """A sheet with all of its columns.

    Attributes:
        sheet: what is known of it.
        columns: from the left.
        findings: what rules noticed in it, the worst first.
    """

    sheet: Sheet
    columns: tuple[InspectedColumn, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is told of data before anybody analyses them.

    Attributes:
        sources: as they were opened.
        sheets: of all sources, in order.
        findings: about no sheet alone, such as fields of the brief that no sheet has.
        brief: which brief was held against them, or None.
        remedies: what to do about the findings, as (code, words).
        tool: versions of what computed, as (name, version).
    """

    sources: tuple[Source, ...]
    sheets: tuple[InspectedSheet, ...]
    findings: tuple[Finding, ...] = ()
    brief: BriefUse | None = None
    remedies: tuple[tuple[str, str], ...] = ()
    tool: tuple[tuple[str, str], ...] = ()

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        """The findings of all sheets, then those of none."""
        return tuple(f for s in self.sheets for f in s.findings) + self.findings

    @property
    def exit_status(self) -> int:
        """1 where a finding of level error stands in it, else 0."""
        return int(any(f.level is Level.ERROR for f in self.every_finding))
