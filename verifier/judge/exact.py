"""Decimal arithmetic that keeps every digit and never raises."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal

DIGITS = 120
SAME_DIGITS = 12

# No traps: a sum that overflows is infinite, and an infinity matches nothing.
CONTEXT = Context(
    prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[]
)

_SHORT = Context(prec=SAME_DIGITS, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def is_same(one: Decimal, other: Decimal) -> bool:
    """Returns whether two numbers agree at 12 significant digits.

    Example:
        >>> is_same(Decimal("0.3"), Decimal("0.30000000000000004"))
        True
        >>> is_same(Decimal("0.3"), Decimal("0.30001"))
        False
    """
    return _SHORT.plus(one) == _SHORT.plus(other)
