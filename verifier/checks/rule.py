"""What a rule is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.model.brief import Brief
from verifier.model.use import sheets_of
from verifier.model.verdict import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.question import Answer
    from verifier.checks.region import Ground, Region
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.reason import Reason
    from verifier.model.report import Report
    from verifier.model.source import SheetKey, Trouble
    from verifier.model.use import Use
    from verifier.model.verdict import Level


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: one report with its claims and their cells.

    Where data are inspected without a report, it is empty and holds no case.

    Attributes:
        report: as read.
        cases: one a figure, with everything that the stages found.
        cited: by claim id, the cells that a linked claim cites.
        grounds: the loaded sheets.
        regions: the cells that rules about data look at.
        troubles: what the readers of the cited sources noticed.
        brief: what a person says of the data.
        answers: by key, what the engine answered to the rules' questions.
    """

    report: Report
    cases: tuple[Case, ...] = ()
    cited: Mapping[str, tuple[CellRange, ...]] = field(
        default_factory=dict[str, "tuple[CellRange, ...]"]
    )
    grounds: Mapping[SheetKey, Ground] = field(
        default_factory=dict["SheetKey", "Ground"]
    )
    regions: tuple[Region, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    brief: Brief = field(default_factory=Brief)
    answers: Mapping[str, Answer] = field(default_factory=dict[str, "Answer"])

    def ground_of(self, uses: Iterable[Use]) -> Ground | None:
        """Returns the sheet that uses are all of; None where they are of several."""
        sheets = sheets_of(uses)
        return self.grounds.get(next(iter(sheets))) if len(sheets) == 1 else None


class Table(str):
    """An example of a rule that looks at data alone: comma-separated cells."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        code: stable.
        name: kebab-case.
        level: how much its findings weigh.
        reason: with which a finding about a claim makes its figure suspect or
            hallucinated; None where findings are told and nothing else.
    """

    code: str
    name: str
    level: Level
    reason: Reason | None = None

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
