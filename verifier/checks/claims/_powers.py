"""Powers of ten that turn no unit of the cells into that of the figure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._bare_units import scale_of
from verifier.checks.claims._rate_phrases import rate_of
from verifier.checks.units import unit_of_cells
from verifier.model.plan import LiteralRole
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.plan import Traits
    from verifier.model.use import Use

POWERS = {  # of ten, beside the unit of the dimension with 0
    "mg": -6,
    "g": -3,
    "kg": 0,
    "t": 3,
    "mm": -3,
    "cm": -2,
    "m": 0,
    "km": 3,
    "ml": -3,
    "l": 0,
    "hl": 2,
    "m3": 3,
    "W": -3,
    "kW": 0,
    "MW": 3,
    "GW": 6,
}
_LEAST = 100  # ten is a number of things, too


def of_other_power(
    uses: tuple[Use, ...], said: Mapping[str, str], factors: set[Decimal], brief: Brief
) -> str:
    """Returns what stands against tonnes of kilograms that a hundred divides."""
    if len(factors) != 1:
        return ""
    factor = next(iter(factors))
    for dimension, unit in said.items():
        cells = {
            unit_of_cells(h, brief, dimension) for use in uses for h in use.headers
        }
        given = cells.pop() if len(cells) == 1 else ""
        if not {unit, given} <= POWERS.keys() or unit == given:
            continue
        power = abs(POWERS[unit] - POWERS[given])
        if factor not in {Decimal(10) ** power, Decimal(10) ** -power}:
            return (
                f"the cells are in {given}, the figure is in {unit}: 10^{power} turns "
                f"one into the other; the calculation takes {factor}"
            )
    return ""


def of_unsaid_hundred(
    case: Case, traits: Traits, said: Mapping[str, str], brief: Brief
) -> str:
    """Returns what stands against so much per kilometre that is of a hundred of them.

    Figure and cells are in one unit, so that nothing else explains the factor.
    """
    rate = rate_of(case)
    factors = {x.value for x in traits.literals if x.role is LiteralRole.FACTOR}
    if rate is None or rate.times != 1 or len(factors) != 1:
        return ""
    (factor,) = factors
    above, below = (
        [h for use in traits.uses if use.side is side for h in use.headers]
        for side in (Side.NUMERATOR, Side.DENOMINATOR)
    )
    if factor < _LEAST or set(str(factor)) != {"1", "0"}:
        return ""
    if not above or not below or any(map(scale_of, (*above, *below))):
        return ""
    is_same = any(_is_in(unit, name, above, brief) for name, unit in said.items())
    return (
        f"the text speaks of so much for one; the calculation takes {factor} times that"
        if is_same
        else ""
    )


def _is_in(unit: str, dimension: str, headers: Iterable[str], brief: Brief) -> bool:
    return {unit_of_cells(h, brief, dimension) for h in headers} == {unit}
