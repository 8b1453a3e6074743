"""How many rows a share or a mean rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.measures import measure
from verifier.checks.question import question
from verifier.formula.dialect import sql
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Use

_MEANS = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_NO_COLUMN = 0


def ask_samples(subject: Subject) -> Iterator[Question]:
    """Yields the questions that `sample_of` needs the answers to."""
    for case in subject.cases:
        for use in sample_uses(case):
            found = _counted(use, subject)
            if found is not None:
                yield question(_key(use), found, 1)


def sample_of(case: Case, subject: Subject) -> int | None:
    """Returns how many rows a share or a mean rests on; None where it is neither."""
    uses = sample_uses(case)
    total = 0
    for use in uses:
        answer = subject.answers.get(_key(use))
        if answer is None or not answer.texts or not answer.texts[0].isdigit():
            return None
        total += int(answer.texts[0])
    return total if uses else None


def sample_uses(case: Case) -> tuple[Use, ...]:
    """Returns the uses whose rows are the sample: a mean's, or a share's whole."""
    uses = case.uses
    if len(uses) == 1 and uses[0].side is Side.WHOLE and uses[0].statistic in _MEANS:
        return uses
    if all(use.statistic is Statistic.COUNT for use in uses) and {
        use.side for use in uses
    } == {Side.NUMERATOR, Side.DENOMINATOR}:
        return tuple(use for use in uses if use.side is Side.DENOMINATOR)
    return ()


def _counted(use: Use, subject: Subject) -> exp.Select | None:
    cells = (*use.cells, *use.rows)[:1]
    ground = subject.grounds.get(cells[0].sheet) if cells else None
    if ground is None:
        return None
    counted = measure(replace(use, statistic=Statistic.COUNT), ground, _NO_COLUMN)
    if counted is None:
        return None
    return ground.read(rows=_rows(cells[0], ground)).select(
        sql.alias(sql.ZERO, "_row"),
        sql.alias(sql.cast(counted, "VARCHAR"), "text"),
        append=False,
    )


def _rows(cells: CellRange, ground: Ground) -> tuple[int, int]:
    return max(cells.first_row, ground.sheet.header_row + 1), cells.last_row


def _key(use: Use) -> str:
    criteria = [f"{c.cells}{c.operator}{c.values}{c.part}" for c in use.criteria]
    return f"sample/{'+'.join(map(str, (*use.cells, *use.rows)))}/{criteria}"
