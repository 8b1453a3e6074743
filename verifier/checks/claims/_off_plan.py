"""Gaps to a plan that are divided by what came to be: `missed its target by 5 %`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._planned import plan_of
from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Use

_PLAN = rf"(?:[\w'’-]+\s+){{0,3}}?(?:{alternatives('off_plan.plan')})"
_TO_PLAN = compiled(  # short of its plan; beat the budget; below target
    rf"(?<!\w)(?:{alternatives('off_plan.to')})\s+{_PLAN}|"
    rf"(?<!\w)(?:{alternatives('off_plan.plan')})\w*\s+(?:[\w-]+\s+){{0,3}}?"
    rf"(?:{alternatives('off_plan.behind')})(?!\w)"
)
_TO_FACT = compiled(  # the plan is 5 % above what came to be
    rf"(?<!\w)(?:{alternatives('off_plan.to_fact')})(?!\w)"
)
_ADDED = frozenset({Statistic.SUM, Statistic.CELL, Statistic.MEAN})
_PAIR = 2  # columns: the plan, and what came to be


def of_gap_to_plan(case: Case, subject: Subject) -> str:
    """Returns what stands against a gap to a plan that is divided by the fact."""
    uses = case.uses
    below = [use for use in uses if use.side is Side.DENOMINATOR]
    above = [use for use in uses if use.side is not Side.DENOMINATOR]
    ground = subject.ground_of(uses)
    if not _speaks_of_gap(case) or not below or not above or ground is None:
        return ""
    own, others = _column(below), _columns([*above, *below])
    plan = plan_of(own.first_column, ground) if own is not None else 0
    if own is None or not plan or len(others) != _PAIR or plan not in others:
        return ""
    if not _is_gap(case, above, plan):
        return ""
    header, meant = ground.columns[own.first_column].header, ground.columns[plan].header
    return (
        f"the text speaks of a gap to a plan; the calculation divides by {header}, not "
        f"by {meant}"
    )


def _speaks_of_gap(case: Case) -> bool:
    """Returns whether words hold a percentage against a plan, not a plan against it."""
    quantity = case.figure.quantity
    text = f"{sentence_round(case.sentence).text} {case.sentence.context}"
    is_percent = quantity is not None and quantity.kind is QuantityKind.PERCENT
    return is_percent and bool(_TO_PLAN.search(text)) and not _TO_FACT.search(text)


def _is_gap(case: Case, above: list[Use], plan: int) -> bool:
    """Returns whether a plan and its fact are held against each other as a difference.

    Either both are above, or the plan alone is and one is taken from the quotient.
    """
    columns = _columns(above)
    if len(columns) == _PAIR:
        return True
    traits = case.compiled.traits if case.compiled else None
    is_change = traits is not None and traits.change is not ChangeForm.NONE
    return is_change and columns == {plan}


def _column(uses: list[Use]) -> CellRange | None:
    """Returns the cells of the only column that uses add up."""
    is_plain = all(u.statistic in _ADDED and len(u.cells) == 1 for u in uses)
    columns = _columns(uses)
    return uses[0].cells[0] if is_plain and len(columns) == 1 else None


def _columns(uses: list[Use]) -> set[int]:
    return {cells.first_column for use in uses for cells in use.cells}
