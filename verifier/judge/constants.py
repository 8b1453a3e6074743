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
) | frozenset(map(Decimal, (168, 360, 365, 366, 1024, 1440, 3600, 86400)))
TRIVIAL = frozenset(map(Decimal, (0, 1, -1)))
# What is multiplied in one product, as in seconds of a day; a 2 may stand beside them.
_TOGETHER = frozenset(
    tuple(sorted(map(Decimal, written.split())))
    for written in (
        *("60 60", "24 60", "24 60 60", "7 24", "7 24 60", "7 24 60 60", "24 3600"),
        *("7 24 3600", "24 30", "24 30 60", "24 30 60 60", "24 30 3600", "24 90"),
        *("24 365", "24 60 365", "24 60 60 365", "24 365 3600", "24 366", "24 360"),
        *("7 86400", "30 86400", "90 86400", "365 86400", "366 86400", "24 86400"),
        *("7 52", "7 24 52", "12 52", "4 52", "4 7", "4 12", "3 12", "12 30", "3 30"),
        *("7 30", "7 365", "12 365", "4 365", "30 365", "90 365", "30 360", "90 360"),
        *("7 1440", "60 1440", "30 1440", "90 1440", "365 1440", "366 1440"),
        *("52 168", "60 168", "168 3600", "12 360", "1024 1024"),
        *("1024 1024 1024", "1024 1024 1024 1024"),
    )
)
_TWO = Decimal(2)
_CONVERTING = FACTORS - TRIVIAL - {Decimal(100)}  # powers of ten stand beside any

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
    together = _no_conversions(traits, assumptions)
    return many + tuple(
        literal
        for literal in traits.literals
        if literal.role in _DECLARED
        and (
            not _is_free(literal, traits.divisors)
            or (literal.role is LiteralRole.FACTOR and abs(literal.value) in together)
        )
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


def _no_conversions(
    traits: Traits, assumptions: tuple[Assumption, ...]
) -> frozenset[Decimal]:
    """Returns factors that convert units alone, and make another number together.

    `*24*60` are the minutes of a day; `*7*7*3/100` is a rate of 1.47.
    """
    found: set[Decimal] = set()
    for chain in traits.products:
        units = [
            factor
            for factor in chain
            if factor in _CONVERTING
            and factor not in traits.divisors
            and not any(_declares(each, factor) for each in assumptions)
        ]
        if _TWO in units:
            units.remove(_TWO)
        if len(units) > 1 and tuple(sorted(units)) not in _TOGETHER:
            found |= set(units)
    return frozenset(found)


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
