"""Does the figure allow the recomputed value, and what explains it if not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.judge.allow import Fit, fit, is_unstable
from verifier.judge.differ import differences
from verifier.judge.header_unit import factor_advice, scaling_header
from verifier.judge.outcome import number_of
from verifier.judge.untried import met_limit
from verifier.judge.wording import (
    describe_direction,
    describe_mismatch,
    describe_understated,
    show_value,
)
from verifier.model.case import Objection
from verifier.model.plan import Trial
from verifier.model.quantity import Comparison
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.judge.bearing import Bearing
    from verifier.judge.outcome import Recomputed
    from verifier.model.case import Case
    from verifier.model.claim import Assumption
    from verifier.model.quantity import Quantity

_ROUNDOFF = Decimal(2) ** -53  # of IEEE 754 binary64
_STEPS = 8  # of arithmetic around the sums
_USUAL = Decimal("1e-9")  # part of the value that the value rule forgives anyway


def compare(case: Case, bearing: Bearing, value: Recomputed) -> Iterator[Objection]:
    """Yields what stands against a figure, given its recomputed value."""
    number, exact = value.number, value.exact
    if is_unstable(bearing.quantity, number, exact=exact):
        gives = show_value(bearing.quantity, number, exact=exact)
        yield Objection(
            Reason.UNSTABLE,
            f"the calculation gives {gives}, whose last printed digit is finer than "
            "floating-point numbers of this size hold",
        )
        return
    if _is_lost(case, bearing, value):
        gives = show_value(bearing.quantity, number, exact=exact)
        yield Objection(
            Reason.UNSTABLE,
            f"the calculation gives {gives}, but its terms are so much larger and "
            "cancel so far that rounding errors of floating-point numbers decide "
            "whether the figure allows it",
        )
        return
    if bearing.contradicted:
        yield Objection(
            Reason.DIRECTION, describe_direction(case, bearing, number, exact=exact)
        )
    match bearing.fit(number, exact=exact):
        case Fit.OUTSIDE:
            yield from _mismatch(case, bearing, value)
        case Fit.UNDERSTATED:
            yield Objection(
                Reason.UNDERSTATED,
                describe_understated(case, bearing, number, exact=exact),
            )
        case Fit.INSIDE:
            yield from _inner_rounding(case, bearing)


def _is_lost(case: Case, bearing: Bearing, value: Recomputed) -> bool:
    """Returns whether the rounding errors of a sum leave open if a figure fits."""
    sizes = number_of(case.outcome(Trial.MAGNITUDE))
    if value.exact or sizes is None or case.compiled is None:
        return False
    cells = sum(c.rows * c.columns for c in case.compiled.used)
    error = (cells + _STEPS) * _ROUNDOFF * abs(sizes)
    if error <= _USUAL * abs(value.number):
        return False
    ends = (end for each in bearing.allowed for end in (each.low, each.high))
    return any(end is not None and abs(value.number - end) <= error for end in ends)


def restates(assumption: Assumption, quantity: Quantity) -> bool:
    """Returns whether an assumption is the figure itself, hedges apart."""
    if assumption.value is None:
        return False
    bare = replace(quantity, comparison=Comparison.EXACT, also=None)
    return fit(bare, assumption.value, exact=True) is Fit.INSIDE


def _mismatch(case: Case, bearing: Bearing, value: Recomputed) -> Iterator[Objection]:
    number, exact = value.number, value.exact
    if bearing.contradicted and _fits_in_size(bearing, value):
        return  # the direction alone is what differs
    rounded = number_of(case.outcome(Trial.WRITTEN))
    for reason in differences(bearing, number, exact=exact, rounded=rounded):
        message = describe_mismatch(case, bearing, number, exact=exact, why=reason)
        found = scaling_header(case, bearing, value) if reason is Reason.SCALE else None
        if found is None:
            yield Objection(reason, message)
            continue
        header, power = found
        says = f"{message}: the header {header!r} says that the cells are in 10^{power}"
        yield Objection(reason, says, factor_advice(case, power))


def _fits_in_size(bearing: Bearing, value: Recomputed) -> bool:
    """Returns whether a value fits that the word's direction alone shuts out."""
    return (
        value.number > 0
        and fit(bearing.quantity, value.number, exact=value.exact) is not Fit.OUTSIDE
    )


def _inner_rounding(case: Case, bearing: Bearing) -> Iterator[Objection]:
    """Yields an objection where a value fits only thanks to inner roundings."""
    if case.compiled is None or case.compiled.sql(Trial.UNROUNDED) is None:
        return
    outcome = case.outcome(Trial.UNROUNDED)
    number = number_of(outcome)
    if met_limit(outcome):
        return  # `stopped` says it
    if outcome is None or number is None:
        yield Objection(
            Reason.ROUNDING, "without its roundings the calculation gives no number"
        )
    elif bearing.fit(number, exact=outcome.exact) is Fit.OUTSIDE:
        gives = show_value(bearing.quantity, number, exact=outcome.exact)
        yield Objection(
            Reason.ROUNDING,
            f"without its roundings the calculation gives {gives}, which the figure "
            "does not allow",
        )
