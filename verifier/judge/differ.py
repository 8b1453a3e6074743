"""What explains that a figure and its recomputed value differ."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from verifier.judge.allow import Fit
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.judge.bearing import Bearing
    from verifier.model.quantity import Quantity

_POWERS = range(1, 13)
_ONE_AND_A_HALF = Decimal("1.5")
_HUNDRED = Decimal(100)
_NEAR = Decimal("0.1")


def differences(
    bearing: Bearing, value: Decimal, *, exact: bool, rounded: Decimal | None
) -> tuple[Reason, ...]:
    """Returns the reasons that a mismatch has, in order of precedence; never none.

    Args:
        bearing: the figure in its sentence.
        value: what the calculation gives, without its outermost rounding.
        exact: whether the value is exact.
        rounded: what the calculation gives as written, if that differs.
    """
    found = tuple(_explain(bearing, value, exact=exact, rounded=rounded))
    return found or (Reason.VALUE,)


def is_cut_off(quantity: Quantity, value: Decimal) -> bool:
    """Returns whether a figure is the value cut off instead of rounded.

    Example:
        >>> from verifier.model.quantity import Quantity
        >>> tenth = Decimal("0.1")
        >>> is_cut_off(Quantity(Decimal("4.6"), tenth, tenth), Decimal("4.67"))
        True
    """
    unit = quantity.last_digit
    if unit <= 0 or quantity.tolerance is not None:
        return False
    return (value / unit).to_integral_value(ROUND_DOWN) * unit == quantity.value


def _explain(
    bearing: Bearing, value: Decimal, *, exact: bool, rounded: Decimal | None
) -> Iterator[Reason]:
    def fits(other: Decimal) -> bool:
        return bearing.fit(other, exact=exact) is Fit.INSIDE

    if value and fits(-value):
        yield Reason.SIGN
    scalable = bool(value and bearing.quantity.value)
    if scalable and (fits(value * _HUNDRED) or fits(value / _HUNDRED)):
        yield Reason.PERCENT
    elif scalable and any(
        _is_scaled(power, value, bearing, exact) for power in _POWERS
    ):
        yield Reason.SCALE
    stated = bearing.stated(value)
    if is_cut_off(bearing.quantity, stated):
        yield Reason.TRUNCATED
    if _is_rounding(bearing.quantity, stated) or (
        rounded is not None and fits(rounded)
    ):
        yield Reason.ROUNDING


def _is_scaled(power: int, value: Decimal, bearing: Bearing, exact: bool) -> bool:  # noqa: FBT001 - passed through
    factor = Decimal(10) ** power
    printed = abs(bearing.quantity.value)
    return any(
        bearing.fit(each, exact=exact) is Fit.INSIDE
        and abs(abs(each) - printed) <= _NEAR * printed  # 0.6 is no 1 but for a scale
        for each in (value * factor, value / factor)
    )


def _is_rounding(quantity: Quantity, value: Decimal) -> bool:
    """Returns whether the last digit is off by one, or integer zeros were dropped."""
    distance = abs(value - quantity.value)
    if distance <= quantity.last_digit * _ONE_AND_A_HALF:
        return True
    return (
        quantity.hedge_unit > quantity.last_digit
        and distance * 2 <= quantity.hedge_unit
    )
