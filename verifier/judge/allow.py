"""What a printed figure allows: the value rule with its hedges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from verifier.model.quantity import Comparison, Interval, Quantity, QuantityKind

_HALF = Decimal("0.5")
_TWENTIETH = Decimal("0.05")
_TENTH = Decimal("0.1")
_HEDGED_FRACTION = Decimal("0.025")
_INEXACT = Decimal("1e-9")
_THOUSANDTH = Decimal("0.001")


class Fit(StrEnum):
    """How a value lies to what a figure allows."""

    INSIDE = "inside"
    UNDERSTATED = "understated"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class _Reach:
    """Widths by which a hedge may miss the printed number.

    Attributes:
        half: u/2: by how much rounding may miss.
        about: half-width of `about`.
        nearly: width below, of `nearly`.
        over: width above, of `over`.
        tenth: a tenth of the number.
    """

    half: Decimal
    about: Decimal
    nearly: Decimal
    over: Decimal
    tenth: Decimal


def allowed(quantity: Quantity) -> tuple[Interval, ...]:
    """Returns the intervals in which the recomputed value verifies a figure.

    One interval, but for words with two meanings (doubled: the ratio 2, the change
    +1): then two.

    Example:
        >>> print(allowed(Quantity(Decimal(1200), Decimal(1), Decimal(100)))[0].high)
        1200.5
    """
    if quantity.also is None:
        return (_interval(quantity),)
    other = replace(quantity, value=quantity.also, also=None)
    return _interval(quantity), _interval(other)


def understated(quantity: Quantity) -> tuple[Interval, ...]:
    """Returns the intervals in which a hedge holds, yet says far too little.

    "Over 50" is true of 400, and hides it.
    """
    if quantity.also is None:
        return _beyond(quantity)
    other = replace(quantity, value=quantity.also, also=None)
    return _beyond(quantity) + _beyond(other)


def fit(quantity: Quantity, value: Decimal, *, exact: bool) -> Fit:
    """Returns how a recomputed value lies to what a figure allows.

    Args:
        quantity: what the figure states.
        value: what the calculation gives.
        exact: whether the value was computed without rounding errors; if not, closed
            ends give way by a billionth of the value, at most u/1000.
    """
    slack = _slack(quantity, value, exact=exact)
    if any(_widened(each, slack).holds(value) for each in allowed(quantity)):
        return Fit.INSIDE
    if any(each.holds(value) for each in understated(quantity)):
        return Fit.UNDERSTATED
    return Fit.OUTSIDE


def is_unstable(quantity: Quantity, value: Decimal, *, exact: bool) -> bool:
    """Returns whether rounding errors of the engine reach the last printed digit."""
    return not exact and _INEXACT * abs(value) > quantity.last_digit * _HALF


def _slack(quantity: Quantity, value: Decimal, *, exact: bool) -> Decimal:
    if exact:
        return Decimal(0)
    return min(_INEXACT * abs(value), quantity.last_digit * _THOUSANDTH)


def _widened(interval: Interval, slack: Decimal) -> Interval:
    """Returns an interval whose closed ends lie further out."""
    low, high = interval.low, interval.high
    return replace(
        interval,
        low=low if low is None or interval.low_open else low - slack,
        high=high if high is None or interval.high_open else high + slack,
    )


def _interval(quantity: Quantity) -> Interval:
    number = quantity.value
    reach = _reach(quantity)
    match quantity.comparison:
        case Comparison.EXACT:
            return Interval(number - reach.half, number + reach.half)
        case Comparison.ABOUT:
            return Interval(number - reach.about, number + reach.about)
        case Comparison.BETWEEN:
            return _between(quantity, reach.half)
        case Comparison.NEARLY:
            return Interval(number - reach.nearly, number, high_open=True)
        case _:
            return _one_sided(quantity.comparison, number, reach)


def _one_sided(comparison: Comparison, number: Decimal, reach: _Reach) -> Interval:
    match comparison:
        case Comparison.OVER:
            return Interval(number, number + reach.over, low_open=True)
        case Comparison.JUST_OVER:
            return Interval(number, number + reach.over * _HALF, low_open=True)
        case Comparison.AT_LEAST:
            return Interval(number, number + reach.over)
        case Comparison.LESS_THAN:
            return Interval(number - reach.tenth, number, high_open=True)
        case _:
            return Interval(number - reach.tenth, number)


def _between(quantity: Quantity, half: Decimal) -> Interval:
    upper = quantity.value if quantity.upper is None else quantity.upper
    low, high = sorted((quantity.value, upper))
    return Interval(low - half, high + half)


def _beyond(quantity: Quantity) -> tuple[Interval, ...]:
    interval = _interval(quantity)
    match quantity.comparison:
        case Comparison.OVER | Comparison.JUST_OVER | Comparison.AT_LEAST:
            return (Interval(interval.high, None, low_open=True),)
        case Comparison.LESS_THAN | Comparison.AT_MOST:
            return (Interval(None, interval.low, high_open=True),)
        case _:
            return ()


def _reach(quantity: Quantity) -> _Reach:
    """Returns the widths of a figure: of its digits, or of its words."""
    size = abs(quantity.value)
    tenth = size * _TENTH
    twentieth = size * _TWENTIETH
    hedge = quantity.hedge_unit
    if quantity.tolerance is None:
        half = quantity.last_digit * _HALF
        about = max(half, min(hedge * _HALF, twentieth))
        nearly = max(half, min(hedge, twentieth))
        return _Reach(half, about, nearly, max(hedge, tenth), tenth)
    if quantity.kind is QuantityKind.FRACTION:
        wide = max(quantity.tolerance, _HEDGED_FRACTION)
        return _Reach(quantity.tolerance, wide, wide, max(wide, tenth), tenth)
    half = quantity.tolerance
    return _Reach(half, half, max(half, twentieth), max(hedge, tenth), tenth)
