"""Numbers that a calculation multiplies or divides by, as they are written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.model.plan import LiteralRole

if TYPE_CHECKING:
    from verifier.model.case import Case

_DIVIDED = re.compile(r"/\s*\(?\s*(\d+(?:\.\d+)?)(?![\w.])")
_CONVERTING = frozenset(map(Decimal, (24, 60, 1024, 1440, 3600, 86400)))


def factors_of(case: Case) -> tuple[tuple[Decimal, bool], ...]:
    """Returns the written factors but powers of ten, with whether each divides.

    Example:
        `= SUM(D2:D10)/3*1000` is divided by 3.
    """
    traits = case.compiled.traits if case.compiled else None
    written = case.claim.calculation if case.claim else ""
    divisors = [Decimal(number) for number in _DIVIDED.findall(written)]
    found: list[tuple[Decimal, bool]] = []
    for literal in traits.literals if traits else ():
        if literal.role is LiteralRole.FACTOR and not is_power(literal.value):
            divides = literal.value in divisors
            if divides:
                divisors.remove(literal.value)
            found.append((literal.value, divides))
    return tuple(found)


def divides_into_parts(case: Case) -> bool:
    """Returns whether something is divided by a number that turns no unit: by 3."""
    return any(
        divides and value > 1 and value not in _CONVERTING
        for value, divides in factors_of(case)
    )


def is_power(value: Decimal) -> bool:
    """Returns whether a number is a power of ten, which only scales."""
    return value > 0 and value.normalize().as_tuple().digits == (1,)
