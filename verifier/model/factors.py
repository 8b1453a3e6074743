"""Numbers that a calculation multiplies with one another.

Each factor of `SUM(A2:A9)*7*7*3/100` converts some unit; together they are a rate of
1.47 that nobody declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

Chain = tuple["Decimal", ...]
Chains = tuple[Chain, ...]
"""The products that a part may stand in, each with its written factors."""

MOST_CHAINS = 64
MOST_FACTORS = 64
NONE: Chains = ()


def multiplied(*parts: Chains) -> Chains:
    """Returns the chains of a product of parts.

    Example:
        >>> multiplied((("a",), ("b", "c")), (("d",),))
        (('a', 'd'), ('b', 'c', 'd'))
    """
    made: Chains = ((),)
    for chains in parts:
        pairs = [(*one, *two) for one in made for two in chains or ((),)]
        made = _kept(pairs)
    return _kept(chain for chain in made if chain)


def either(parts: Iterable[Chains]) -> Chains:
    """Returns the chains of parts that are added, compared or chosen from."""
    return _kept(chain for chains in parts for chain in chains)


def _kept(chains: Iterable[Chain]) -> Chains:
    """Returns each chain once, the longest first where there are too many."""
    different = tuple(dict.fromkeys(chain[:MOST_FACTORS] for chain in chains))
    if len(different) <= MOST_CHAINS:
        return different
    return tuple(sorted(different, key=len, reverse=True)[:MOST_CHAINS])
