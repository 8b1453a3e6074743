"""How a value bears on a figure behind a word of direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.judge.allow import Fit, allowed, fit
from verifier.judge.direction import governing_word
from verifier.judge.reversal import form_of_difference, is_reversed
from verifier.judge.words import Role, Trend
from verifier.model.plan import ChangeForm, Traits, Trial
from verifier.model.quantity import Interval, QuantityKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.judge.direction import Word
    from verifier.model.case import Case
    from verifier.model.quantity import Quantity

_MOVES = frozenset({Role.VERB, Role.NOUN})  # grew, a decline: from then to now
_TURNED = {
    ChangeForm.INCREASE: ChangeForm.DECREASE,
    ChangeForm.DECREASE: ChangeForm.INCREASE,
    ChangeForm.NONE: ChangeForm.NONE,
}
_RATIOS = frozenset({QuantityKind.MULTIPLE, QuantityKind.CHANGE})


@dataclass(frozen=True, slots=True)
class Bearing:
    """A figure's quantity with what its sentence says about the sign.

    Attributes:
        quantity: what the figure states.
        word: the word of direction that governs it, or None.
        plain: whether v = N is accepted.
        mirrored: whether v = -N is accepted.
        contradicted: the sign of the change contradicts the word.
    """

    quantity: Quantity
    word: Word | None = None
    plain: bool = True
    mirrored: bool = False
    contradicted: bool = False

    @property
    def allowed(self) -> tuple[Interval, ...]:
        """The intervals that verify the figure."""
        found = allowed(self.quantity)
        plain = found if self.plain or not self.mirrored else ()
        return plain + (tuple(map(_mirror, found)) if self.mirrored else ())

    def stated(self, value: Decimal) -> Decimal:
        """Returns a value with the sign with which the sentence would print it."""
        return -value if self.mirrored and value < 0 else value

    def fit(self, value: Decimal, *, exact: bool) -> Fit:
        """Returns how a value lies to what the figure allows in its sentence."""
        fits = [fit(self.quantity, value, exact=exact)] if self.plain else []
        if self.mirrored:
            fits.append(fit(self.quantity, -value, exact=exact))
        if Fit.INSIDE in fits:
            return Fit.INSIDE
        return Fit.UNDERSTATED if Fit.UNDERSTATED in fits else Fit.OUTSIDE


def bearing_of(case: Case, quantity: Quantity, value: Decimal | None) -> Bearing:
    """Returns how the sentence lets a value bear on its figure.

    Behind a falling word an unsigned N accepts -N, unless the calculation is a stated
    decrease; and N, unless it is a recognised increase. The sign of a recognised
    change must not contradict the word; `abs()` is looked through.

    A word behind the figure (a 12% decline) is held to a ratio alone, which names its
    base; `14 fewer than last year` is the one number minus the other in either order:
    which of the two is the lesser is for the rules to see, and so is what is more where
    both sides are known. So it is behind a gap or a difference, and behind words that
    praise or blame: `5 minutes earlier`. A change from a newer period to an older one
    says the opposite of what its form says, and a plain difference between two known
    periods has the form of its order.
    """
    if quantity.kind in _RATIOS or quantity.value < 0:
        return Bearing(quantity)
    word = governing_word(case.sentence)
    names_base = case.claim is not None and "/" in case.claim.calculation
    if word is None:
        return Bearing(quantity)
    traits = case.compiled.traits if case.compiled else Traits()
    is_difference = _compares(word, traits) and not names_base
    if is_difference or word.trend is Trend.EITHER:
        is_open = word.trend is not Trend.RISING or _has_two_sides(traits)
        is_signed = is_difference and (quantity.signed or traits.magnitude)
        return Bearing(quantity, word, mirrored=is_open and not is_signed)
    form = traits.change if names_base or not word.follows else ChangeForm.NONE
    if word.role in _MOVES and is_reversed(traits.uses):
        form = _TURNED[form]
    elif word.role in _MOVES and form is ChangeForm.NONE and not word.follows:
        form = form_of_difference(traits.uses)
    contradicted = _contradicts(word.trend, form, _change(case, value))
    if word.trend is Trend.RISING or quantity.signed or traits.magnitude:
        return Bearing(quantity, word, contradicted=contradicted)
    return Bearing(
        quantity,
        word,
        plain=form is not ChangeForm.INCREASE,
        mirrored=form is not ChangeForm.DECREASE,
        contradicted=contradicted,
    )


def _compares(word: Word, traits: Traits) -> bool:
    """Returns whether a word compares two numbers: 14 fewer than, 3 points lower."""
    if word.role is not Role.COMPARATIVE:
        return False
    is_plain = traits.change is ChangeForm.NONE and _has_two_sides(traits)
    return word.follows or is_plain


def _has_two_sides(traits: Traits) -> bool:
    """Returns whether it is seen what is taken off what, so that rules can judge it.

    Of single cells of one column it is not: their rows may be of anything.
    """
    sides = {use.side for use in traits.uses}
    is_of_cells = any(use.statistic is Statistic.CELL for use in traits.uses)
    columns = {cells.first_column for use in traits.uses for cells in use.cells}
    is_seen = not is_of_cells or len(columns) > 1
    return sides == {Side.MINUEND, Side.SUBTRAHEND} and is_seen


def _change(case: Case, value: Decimal | None) -> Decimal | None:
    """Returns the change with its sign: of `abs(x)` that of x."""
    if case.compiled is None or not case.compiled.traits.magnitude:
        return value
    signed = case.outcome(Trial.SIGNED)
    return signed.number if signed and signed.number is not None else value


def _contradicts(trend: Trend, form: ChangeForm, change: Decimal | None) -> bool:
    if change is None:
        return False
    if form is ChangeForm.NONE:
        return False
    agrees = (form is ChangeForm.INCREASE) == (trend is Trend.RISING)
    return change < 0 if agrees else change > 0


def _mirror(interval: Interval) -> Interval:
    return Interval(
        None if interval.high is None else -interval.high,
        None if interval.low is None else -interval.low,
        interval.high_open,
        interval.low_open,
    )
