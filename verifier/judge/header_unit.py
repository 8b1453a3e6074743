"""A power of ten between figure and cells that the header of the cells explains."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.figures import header_scale
from verifier.judge.allow import Fit

if TYPE_CHECKING:
    from verifier.judge.bearing import Bearing
    from verifier.judge.outcome import Recomputed
    from verifier.model.case import Case


def scaling_header(
    case: Case, bearing: Bearing, value: Recomputed
) -> tuple[str, int] | None:
    """Returns the header whose unit turns the value into the figure, and its power.

    `Revenue ($k)` over cells of which the report prints $1,377k: the calculation lacks
    a factor, and another figure would be the worse mistake.
    """
    uses = case.uses
    for header in dict.fromkeys(h for use in uses for h in use.headers):
        power = header_scale(header)
        scaled = value.number * Decimal(10) ** power
        if power and bearing.fit(scaled, exact=value.exact) is Fit.INSIDE:
            return header, power
    return None


def factor_advice(case: Case, power: int) -> str:
    """Returns what to do where a calculation lacks the factor of its header."""
    factor = 10**power
    written = " ".join(case.claim.calculation.split()) if case.claim else ""
    if not written.startswith("="):
        return f"multiply by {factor} in the SELECT; the figure may stay as it is"
    inner = written.removeprefix("=").strip()
    plain = inner if inner.replace("$", "").isalnum() else f"({inner})"
    return f"write `= {plain}*{factor}`; the figure may stay as it is"
