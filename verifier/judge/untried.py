"""Trials that met a limit: what they would have shown is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.case import Objection
from verifier.model.plan import Trial
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.plan import Outcome

_OPEN = {
    Trial.UNROUNDED: "what the calculation gives without its roundings",
    Trial.UNGUARDED: "whether a fallback stands for cells or terms",
    Trial.REBRANCHED: "whether the value comes from a number written in a branch",
    Trial.SIGNED: "which sign the value has within abs()",
    Trial.DISTURBED: "whether the value depends on the cited cells",
    Trial.REORDERED: "whether the order of rows decides the value",
    Trial.MAGNITUDE: "how far the rounding errors of the sum reach",
    Trial.UNSORTED: "whether the cells that a lookup searches are sorted",
}
_OF_ONE_ANSWER = (
    Trial.UNROUNDED,
    Trial.UNGUARDED,
    Trial.REBRANCHED,
    Trial.SIGNED,
    Trial.MAGNITUDE,
)


def met_limit(outcome: Outcome | None) -> bool:
    """Returns whether a run was stopped before it gave anything."""
    return outcome is not None and outcome.problem is Reason.LIMIT


def untried(trial: Trial, outcome: Outcome) -> Objection:
    """Returns what stands against a value while the question of a trial is open."""
    words = f"{_OPEN[trial]} could not be tried: {outcome.message}"
    return Objection(Reason.LIMIT, words)


def stopped(case: Case) -> Iterator[Objection]:
    """Yields an objection for each question that a stopped trial leaves open.

    Those of order and dependence have more than one answer; they are asked elsewhere.
    """
    for trial in _OF_ONE_ANSWER:
        outcome = case.outcome(trial)
        if outcome is not None and met_limit(outcome):
            yield untried(trial, outcome)
