"""The recomputed value, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.case import Objection
from verifier.model.plan import Trial
from verifier.model.reason import Reason
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.model.case import Case
    from verifier.model.plan import Outcome

_NUMERIC = frozenset({CellKind.NUMBER, CellKind.DATE, CellKind.BOOLEAN})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A value that DuckDB gave.

    Attributes:
        number: the value.
        exact: whether it was computed in integers or DECIMAL all the way.
    """

    number: Decimal
    exact: bool


def recomputed(case: Case) -> Recomputed | Objection:
    """Returns the value of a case's calculation, or what stopped it."""
    outcome = case.outcome(Trial.VALUE)
    if outcome is None:
        return Objection(Reason.CALCULATION_FAILED, "the calculation was not run")
    if outcome.problem is not None:
        words = f": {outcome.message}" if outcome.message else ""
        return Objection(outcome.problem, f"the calculation could not be run{words}")
    number = number_of(outcome)
    if number is None:
        return Objection(
            Reason.CALCULATION_FAILED, f"the calculation gives {_gives(outcome)}"
        )
    return Recomputed(number, outcome.exact)


def number_of(outcome: Outcome | None) -> Decimal | None:
    """Returns the finite number that an outcome gave, or None."""
    if outcome is None or outcome.problem is not None or outcome.kind not in _NUMERIC:
        return None
    number = outcome.number
    return number if number is not None and number.is_finite() else None


def _gives(outcome: Outcome) -> str:
    match outcome.kind:
        case CellKind.ERROR:
            return f"the error {outcome.text or 'without a code'}"
        case CellKind.TEXT:
            text = outcome.text
            cut = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
            return f"the text {cut!r}; expected one number"
        case None | CellKind.BLANK:
            return "nothing; expected one number"
        case _:
            return "no finite number"
