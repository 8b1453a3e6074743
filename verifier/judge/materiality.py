"""Does a difference change what the sentence means."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.judge.allow import Fit
from verifier.model.quantity import Comparison
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from verifier.judge.bearing import Bearing

_SHARE = Decimal("0.05")
_ALWAYS = frozenset({Reason.DIRECTION, Reason.SIGN, Reason.PERCENT, Reason.SCALE})
_CLAIMS_A_SIDE = {
    Comparison.OVER: 1,
    Comparison.JUST_OVER: 1,
    Comparison.AT_LEAST: 1,
    Comparison.NEARLY: -1,
    Comparison.LESS_THAN: -1,
    Comparison.AT_MOST: -1,
}


def is_material(
    reasons: tuple[Reason, ...],
    bearing: Bearing | None,
    value: Decimal | None,
    *,
    exact: bool,
) -> bool:
    """Returns whether a hallucinated figure changes the meaning of its sentence.

    It does where the direction, the sign or the order of magnitude is another; where
    the value lies on the other side of a hedge's bound; and where figure and value
    differ by more than 5 per cent of the figure. A last digit cut off or off by one
    seldom does. Where there is no value, nothing shows that the meaning holds.
    """
    if bearing is None or value is None:
        return True
    if _ALWAYS.intersection(reasons):
        return True
    if bearing.fit(value, exact=exact) is not Fit.OUTSIDE:
        return False
    return _is_across(bearing, value) or _is_far(bearing, value)


def _is_across(bearing: Bearing, value: Decimal) -> bool:
    side = _CLAIMS_A_SIDE.get(bearing.quantity.comparison, 0)
    return side * (bearing.stated(value) - bearing.quantity.value) < 0


def _is_far(bearing: Bearing, value: Decimal) -> bool:
    """Returns whether a value is far from the nearest that the figure means."""
    quantity = bearing.quantity
    meant = [quantity.value]
    meant += [each for each in (quantity.upper, quantity.also) if each is not None]
    stated = bearing.stated(value)
    return all(abs(stated - each) > abs(each) * _SHARE for each in meant)
