"""What a rule is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.verdict import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.report import Report
    from verifier.model.source import SheetLayout
    from verifier.model.verdict import Level


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: one report with its claims and their cells.

    Attributes:
        report: as read.
        cases: one a figure, with everything that the stages found.
        cited: by claim id, the cells that a linked claim cites.
        layouts: the loaded sheets.
        troubles: what the readers of the cited sources noticed, as (code, message,
            sheet).
    """

    report: Report
    cases: tuple[Case, ...]
    cited: Mapping[str, tuple[CellRange, ...]]
    layouts: tuple[SheetLayout, ...]
    troubles: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable code, its name, and how much its findings weigh."""

    code: str
    name: str
    level: Level

    def finding(self, message: str, place: Place | None = None) -> Finding:
        """Returns a finding of this rule."""
        where = place or Place()
        return Finding(
            code=self.code,
            name=self.name,
            level=self.level,
            message=message,
            line=where.line,
            column=where.column,
            claim=where.claim,
            cells=where.cells,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding was made; see `Finding`."""

    line: int = 0
    column: int = 0
    claim: str = ""
    cells: tuple[str, ...] = ()
