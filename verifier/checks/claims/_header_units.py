"""What one of the cells under a header is, with the size of its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from verifier.checks.claims._bare_units import scale_of
from verifier.checks.claims._powers import POWERS
from verifier.checks.units import MONEY, SECONDS, TIME, sure_unit
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, meanings, words as words_of

if TYPE_CHECKING:
    from verifier.model.brief import Brief

_DAY = 86400
SIZES = {
    **{unit: Fraction(size) for unit, size in SECONDS.items()},
    "ms": Fraction(1, 1000),
    "month": Fraction(_DAY * 1461, 48),
    "quarter": Fraction(_DAY * 1461, 16),
    "year": Fraction(_DAY * 1461, 4),
}
"""Unit of time → seconds, of a mean month and year."""

_LONG = meanings("sentence.long_times")
_MANY = words_of("dimensions.many_times")
_IN_BRACKETS = meanings("dimensions.in_brackets")
_BRACKETS = re.compile(r"[(\[,]\s*(?P<word>[^\W\d_]+)\.?\s*[)\]]?\s*$")
_WORDS = re.compile(r"(?:(?P<number>\d+)[\s-]*)?(?P<word>[^\W\d_]+)")
_PER = compiled(rf"(?:\b(?:{alternatives('units.per')})\s+|/\s*)(?P<below>[^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is of.

    Attributes:
        powers: dimension, and the power in which it stands; none of a plain number.
        size: of the unit: a value times it is in seconds, kilograms, units of money.
        is_point: whether it is a day, of which only differences are lengths of time.
        is_span: whether it is of days between two dates.
        is_loose: whether something of which no unit is known is multiplied in.
    """

    powers: frozenset[tuple[str, int]] = frozenset()
    size: Fraction = Fraction(1)
    is_point: bool = False
    is_span: bool = False
    is_loose: bool = False

    def times(self, other: Measure, power: int = 1) -> Measure:
        """Returns the product with another, or with its inverse."""
        found = dict(self.powers)
        for dimension, one in other.powers:
            found[dimension] = found.get(dimension, 0) + power * one
        return Measure(
            frozenset((d, p) for d, p in found.items() if p),
            self.size * other.size**power,
            is_span=self.is_span or other.is_span,
            is_loose=self.is_loose or other.is_loose,
        )


PLAIN = Measure()
LOOSE = Measure(is_loose=True)


def measure_of(header: str, brief: Brief) -> Measure:
    """Returns what one of the cells under a header is; loose where it does not say.

    Example:
        >>> from verifier.model.brief import Brief
        >>> hours = measure_of("rn_hours_planned", Brief())
        >>> sorted(hours.powers), int(hours.size)
        ([('time', 1)], 3600)
        >>> sorted(measure_of("Rate, EUR per hour", Brief()).powers)
        [('money', 1), ('time', -1)]
    """
    folded = header.replace("_", " ").casefold()
    per = _PER.search(folded)
    above = _plain(folded[: per.start()] if per else folded, header, brief)
    below = per["below"] if per else ""
    unit = LEXICON.time_units.get(below) or _LONG.get(below, "")
    if unit in SIZES:
        return above.times(Measure(frozenset({(TIME, 1)}), SIZES[unit]), -1)
    return replace(above, is_loose=True) if per else above


def _plain(folded: str, header: str, brief: Brief) -> Measure:
    scale = Fraction(10) ** scale_of(header)
    dimension, unit = sure_unit(folded, brief)
    dimension, unit = sure_unit(header, brief) if not unit else (dimension, unit)
    if dimension == MONEY:
        return Measure(frozenset({(MONEY, 1)}), scale)
    if unit in POWERS:
        size = Fraction(10) ** POWERS[unit] * scale
        return Measure(frozenset({(dimension, 1)}), size)
    inside = _BRACKETS.search(folded)
    told = _IN_BRACKETS.get(inside["word"], "") if inside else ""
    told = told or _time_in(folded)
    time = unit if dimension == TIME else told
    if time in SIZES and not (told and told != time):
        return Measure(frozenset({(TIME, 1)}), SIZES[time] * scale)
    return Measure(size=scale, is_loose=True)


def _time_in(folded: str) -> str:
    """Returns the only unit of time of which a header has several: rn hours planned."""
    found = {
        LEXICON.time_units.get(m["word"], "")
        for m in _WORDS.finditer(folded)
        if m["word"] in _MANY and not m["number"]
    }
    return found.pop() if len(found) == 1 else ""
