"""A number that was found, before the text round it has been heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verifier.figures.numerals import exact
from verifier.model.quantity import Comparison, Quantity, QuantityKind

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.figures.suffixes import Suffix
    from verifier.model.quantity import NotFigureReason


class Reading(NamedTuple):
    """A number with what belongs to it; a quantity but for its hedge.

    Attributes:
        digits: of the number.
        exponent: power of ten of the last printed digit, scale left out.
        suffix: what stands behind it, or was taken from elsewhere.
        negative: whether it is below zero.
        signed: whether that was printed.
        unit: currency printed before it, or empty.
    """

    digits: str
    exponent: int
    suffix: Suffix
    negative: bool = False
    signed: bool = False
    unit: str = ""

    @property
    def value(self) -> Decimal:
        """The number in plain units."""
        value = exact(self.digits, self.exponent + self.suffix.power)
        return -value if self.negative else value

    @property
    def is_bare(self) -> bool:
        """Whether neither sign nor unit nor scale belongs to it."""
        return self.suffix.is_empty and not self.unit and not self.signed


@dataclass(frozen=True, slots=True)
class Found:
    """A number in the text.

    Attributes:
        first: index of its first token.
        last: index behind its last token.
        reading: what it states; None where it has no reading or is no figure.
        upper: the upper end of a range.
        special: the quantity of words that are no plain number, hedges left out.
        comparison: of a hedge that is part of the mention: `500+`.
        reason: why it is no figure.
        spare: what it would state if the author said that it is a figure.
        problem: why it has no single reading.
        taken: what was taken from elsewhere to read it.
    """

    first: int
    last: int
    reading: Reading | None = None
    upper: Reading | None = None
    special: Quantity | None = None
    comparison: Comparison = Comparison.EXACT
    reason: NotFigureReason | None = None
    spare: Reading | None = None
    problem: str = ""
    taken: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it states a quantity, read or not."""
        return self.reason is None


def quantity_of(found: Found, comparison: Comparison) -> Quantity | None:
    """Returns the quantity that a number states under a hedge."""
    if found.special is not None:
        return _hedged(found.special, comparison)
    if found.reading is None:
        return None
    lower = found.reading
    shift = lower.suffix.power
    unit = exact("1", lower.exponent + shift)
    hedge_unit = unit
    if lower.exponent >= 0:
        zeros = len(lower.digits) - len(lower.digits.rstrip("0"))
        hedge_unit = exact("1", lower.exponent + shift + zeros % len(lower.digits))
    upper = None
    if found.upper is not None:
        upper = found.upper.value
        comparison = Comparison.BETWEEN
        finer = exact("1", found.upper.exponent + found.upper.suffix.power)
        unit = hedge_unit = min(unit, finer)
    return Quantity(
        lower.value,
        unit,
        hedge_unit,
        lower.suffix.kind,
        lower.unit or lower.suffix.unit,
        comparison,
        upper,
        lower.signed,
        None,
        None,
        found.taken,
    )


def _hedged(special: Quantity, comparison: Comparison) -> Quantity:
    if comparison is Comparison.EXACT:
        return special
    tolerance = special.tolerance
    if special.kind is QuantityKind.FRACTION:
        tolerance = exact("25", -3)
    return Quantity(
        special.value,
        special.last_digit,
        special.hedge_unit,
        special.kind,
        special.unit,
        comparison,
        None,
        special.signed,
        tolerance,
        special.also,
        special.taken,
    )
