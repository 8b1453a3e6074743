"""A group that a calculation takes, with what it would be without it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._own_reasons import has_mark, ways_of
from verifier.checks.measures import differ, measures_of, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.question import Answer
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A group that a calculation takes, and that no word near it names.

    Attributes:
        case: the figure.
        ground: the sheet.
        criterion: that chooses it, in every part of the calculation.
    """

    case: Case
    ground: Ground
    criterion: Criterion

    @property
    def column(self) -> int:
        """The column of the group."""
        return self.criterion.cells.first_column

    @property
    def is_left_out(self) -> bool:
        """Whether the calculation takes every group but this one."""
        return self.criterion.operator == "<>"

    @property
    def header(self) -> str:
        """What that column is called."""
        return self.ground.columns[self.column].header

    @property
    def pairs(self) -> tuple[tuple[Use, Use], ...]:
        """Each part of the calculation, as it is and without the criterion."""
        uses = self.case.uses
        kept = [tuple(c for c in use.criteria if c != self.criterion) for use in uses]
        return tuple(
            (use, replace(use, criteria=criteria))
            for use, criteria in zip(uses, kept, strict=True)
        )

    @property
    def key(self) -> str:
        """Names its question."""
        told = [(one.statistic, spelled(one)) for pair in self.pairs for one in pair]
        cells = [c.local for use, _ in self.pairs for c in use.cells or use.rows]
        return f"unsaid/{self.ground.sheet.table}/{cells}/{told}"

    @property
    def is_askable(self) -> bool:
        """Whether there is a question what the calculation would give without it."""
        uses = [use for pair in self.pairs for use in pair]
        return measures_of(uses, self.ground) is not None

    def matters(self, answers: Mapping[str, Answer]) -> bool:
        """Returns whether the calculation gives another value without the criterion.

        Costs that closed calls alone have are those of closed calls anyway.
        """
        answer = answers.get(self.key)
        if answer is None:
            return not self.is_askable
        if not answer.texts:
            return False
        values = cast("list[float | None]", json.loads(answer.texts[0]))
        return any(
            differ(*pair) for pair in zip(values[::2], values[1::2], strict=True)
        )

    def is_explained(self, subject: Subject) -> bool:
        """Returns whether a mark by the figure, or a note of the report, tells why."""
        own, meant = self.pairs[0]
        split = frozenset(c.cells.first_column for c in meant.criteria)
        ways = ways_of(own, meant, self.ground, split, subject)
        return has_mark(self.case.sentence.context) or ways.are_explained_in(
            subject.report
        )
