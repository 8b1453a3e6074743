"""Does the value come from the cells: disturbed, thinned, rebranched, unguarded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.judge.constants import writes_numbers
from verifier.judge.exact import CONTEXT, is_same
from verifier.judge.outcome import number_of
from verifier.judge.untried import met_limit, untried
from verifier.model.case import Objection
from verifier.model.plan import Trial
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.judge.outcome import Recomputed
    from verifier.model.case import Case
    from verifier.model.plan import Compiled, Outcome

# What these count is how far the citation reaches, not what stands in its cells.
_EXTENT = frozenset({"ROWS", "COLUMNS"})
_LEAST_MOVE = Decimal("1e-5")


def dependence(
    case: Case, compiled: Compiled, value: Recomputed
) -> Iterator[Objection]:
    """Yields what stands against a value that its cells do not determine."""
    if _comes_from_a_branch(case, value):
        yield Objection(
            Reason.IGNORES_CITATION,
            "the value comes from a number written in a branch of the calculation, "
            "not from the cited cells",
        )
    elif not _is_moved(case, compiled, value):
        ended = next(filter(met_limit, _disturbed(case, compiled)), None)
        yield untried(Trial.DISTURBED, ended) if ended else _unmoved(compiled, value)
    unguarded = case.outcome(Trial.UNGUARDED)
    is_guarded = compiled.sql(Trial.UNGUARDED) is not None
    if is_guarded and not met_limit(unguarded) and not _agrees(unguarded, value):
        yield Objection(
            Reason.FALLBACK_USED,
            "without its fallback the calculation does not give this value: at least "
            "one cell or term was replaced by the fallback",
        )


def order_of_rows(
    case: Case, compiled: Compiled, value: Recomputed
) -> Iterator[Objection]:
    """Yields an objection where the same rows in another order give another value."""
    outcome = case.outcome(Trial.REORDERED)
    picks = ", ".join(compiled.traits.picks)
    if not picks or _agrees(outcome, value):
        return
    if outcome is not None and met_limit(outcome):
        yield untried(Trial.REORDERED, outcome)
        return
    yield Objection(
        Reason.UNSTABLE,
        "the same rows in another order give another value: the calculation picks "
        f"rows by their order ({picks}), and ORDER BY does not say which comes first",
        "State the order down to the last row, as in ORDER BY amount, _row, or use a "
        "function that no order changes.",
    )


def order_of_cells(case: Case, compiled: Compiled) -> Iterator[Objection]:
    """Yields an objection where a search by halves met cells that are not sorted."""
    if compiled.sql(Trial.UNSORTED) is None:
        return
    outcome = case.outcome(Trial.UNSORTED)
    if outcome is not None and met_limit(outcome):
        yield untried(Trial.UNSORTED, outcome)
    elif number_of(outcome) != 0:
        yield Objection(
            Reason.UNSTABLE,
            "a lookup that takes the nearest value searches by halves, and the cells "
            "that it searches are not sorted, or equal ones leave open which is meant: "
            "what it finds is an accident of the search",
            "Look for the value itself: FALSE as the last argument of VLOOKUP, 0 as "
            "that of MATCH, or XLOOKUP; or cite a sorted column.",
        )


def reads_cells(compiled: Compiled) -> Iterator[Objection]:
    """Yields an objection where a calculation reads no cell at all."""
    if not compiled.used:
        yield Objection(
            Reason.IGNORES_CITATION, "the calculation reads none of the cited cells"
        )


def _unmoved(compiled: Compiled, value: Recomputed) -> Objection:
    if compiled.traits.counts and value.number != 0:
        return Objection(
            Reason.IGNORES_CITATION,
            "the count stays the same when cells that the calculation uses are "
            "emptied: it does not count them",
        )
    if writes_numbers(compiled.traits) and not compiled.traits.counts:
        return Objection(
            Reason.IGNORES_CITATION,
            "the value stays the same when the cells that the calculation uses are "
            "changed: it comes from numbers written in the calculation",
        )
    return Objection(
        Reason.UNMOVED,
        "the value stays the same when the cells that the calculation uses are "
        "changed: it would be the same over any numbers",
    )


def _comes_from_a_branch(case: Case, value: Recomputed) -> bool:
    rebranched = case.outcome(Trial.REBRANCHED)
    if rebranched is None or met_limit(rebranched):
        return False
    return not _agrees(rebranched, value)


def _is_moved(case: Case, compiled: Compiled, value: Recomputed) -> bool:
    """Returns whether the value changed when the cells did."""
    traits = compiled.traits
    if not compiled.used:
        return True  # `reads_cells` says it better
    if traits.counts and traits.functions and _EXTENT.issuperset(traits.functions):
        return not writes_numbers(traits)  # ROWS(A1:A41)*100 is no count
    return any(_has_moved(outcome, value) for outcome in _disturbed(case, compiled))


def _disturbed(case: Case, compiled: Compiled) -> list[Outcome]:
    """Returns what disturbed cells gave; those of a count are emptied as well."""
    trials = [Trial.DISTURBED, *([Trial.THINNED] if compiled.traits.counts else [])]
    found = map(case.outcome, trials)
    return [outcome for outcome in found if outcome is not None]


def _has_moved(outcome: Outcome, value: Recomputed) -> bool:
    """Returns whether disturbed cells gave a value that is another one, visibly.

    The cells move by 5 per cent and more. A value that then moves by a hundred
    thousandth is made of something else, with a trace of the cells in it.
    """
    number = number_of(outcome)
    if number is None:
        return not met_limit(outcome)  # then nothing was shown
    if value.number == 0:
        return number != 0
    moved = CONTEXT.abs(CONTEXT.subtract(number, value.number))
    least = CONTEXT.multiply(CONTEXT.abs(value.number), _LEAST_MOVE)
    return moved > least


def _agrees(outcome: Outcome | None, value: Recomputed) -> bool:
    """Returns whether an outcome is the value: exactly, or at 12 digits if inexact."""
    number = number_of(outcome)
    if outcome is None or number is None:
        return False
    if outcome.exact and value.exact:
        return number == value.number
    return is_same(number, value.number)
