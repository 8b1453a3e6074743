"""The numbers written in a calculation: free, or declared."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.plan import LiteralRole

if TYPE_CHECKING:
    from verifier.model.claim import Assumption
    from verifier.model.plan import Literal, Traits

# Counts of units of time, parts and bytes: everybody knows what they convert.
FACTORS = frozenset(
    map(Decimal, (0, 1, 2, 3, 4, 7, 12, 24, 30, 52, 60, 90, 100))
) | frozenset(map(Decimal, (360, 365, 366, 1024, 3600, 86400)))
TRIVIAL = frozenset(map(Decimal, (0, 1, -1)))

_DECLARED = frozenset(
    {
        LiteralRole.FACTOR,
        LiteralRole.SUMMAND,
        LiteralRole.BRANCH,
        LiteralRole.VALUE,
    }
)
_PERCENT = "%"
_MOST_ONES = 12
_ADDED = frozenset({LiteralRole.SUMMAND, LiteralRole.VALUE})


def undeclared(
    traits: Traits, assumptions: tuple[Assumption, ...]
) -> tuple[Literal, ...]:
    """Returns the numbers of a calculation that no assumption declares.

    A few ones are the ones of `x/y-1`; of many, added up, any number can be made.
    """
    ones = [x for x in traits.literals if x.role in _ADDED and abs(x.value) == 1]
    many = tuple(ones) if len(ones) > _MOST_ONES else ()
    return many + tuple(
        literal
        for literal in traits.literals
        if literal.role in _DECLARED
        and not _is_free(literal, traits.divisors)
        and not any(_declares(each, literal.value) for each in assumptions)
    )


def used(traits: Traits, assumptions: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    """Returns the assumptions whose number the calculation writes."""
    return tuple(
        each
        for each in assumptions
        if any(_declares(each, literal.value) for literal in traits.literals)
    )


def writes_numbers(traits: Traits) -> bool:
    """Returns whether the value may be made of numbers that no cell holds."""
    return any(literal.role in _DECLARED for literal in traits.literals)


def _is_free(literal: Literal, divisors: tuple[int, ...]) -> bool:
    value = literal.value
    if not value.is_finite():
        return False
    if value in TRIVIAL:
        return True
    if literal.role is not LiteralRole.FACTOR:
        return False
    return value in FACTORS or value in divisors or _is_power_of_ten(value)


def _is_power_of_ten(value: Decimal) -> bool:
    """Returns whether a number is a power of ten.

    Example:
        >>> _is_power_of_ten(Decimal("0.0010")), _is_power_of_ten(Decimal(20))
        (True, False)
    """
    sign, digits, _ = value.as_tuple()
    return not sign and "".join(map(str, digits)).strip("0") == "1"


def _declares(assumption: Assumption, number: Decimal) -> bool:
    """Returns whether a number is an assumption's: 21 % is 0.21, 21, 1.21 or 0.79."""
    value = assumption.value
    if value is None or not (value.is_finite() and number.is_finite()):
        return False
    size = abs(number)
    if size == abs(value):
        return True
    if not assumption.text.rstrip().endswith(_PERCENT):
        return False
    return size in {abs(value) * 100, 1 + value, 1 - value}
