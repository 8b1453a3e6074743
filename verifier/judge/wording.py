"""Neutral words: what the calculation gives, what the report says, what it allows."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

from verifier.judge.form import Form, form_of
from verifier.model.plan import ChangeForm
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from verifier.judge.bearing import Bearing
    from verifier.model.case import Case
    from verifier.model.quantity import Interval, Quantity

_SHOWN = Context(prec=12, rounding=ROUND_HALF_EVEN, traps=[])
_BRIEF = Context(prec=4, rounding=ROUND_HALF_EVEN, traps=[])
_LONGEST = 30
_HUNDRED = Decimal(100)
_BASIS = Decimal(10_000)

_IN_PERCENT = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})

_WHY = {
    Reason.SIGN: "they agree but for the sign",
    Reason.PERCENT: "they agree but for a factor of 100",
    Reason.SCALE: "they agree but for a power of ten",
    Reason.TRUNCATED: "the figure is this value cut off, not rounded",
    Reason.ROUNDING: "they differ in the last digits alone",
}


def suggest(case: Case, bearing: Bearing, value: Decimal) -> str:
    """Returns the figure as it should read: the value in the report's own form."""
    form = _form(case, bearing.quantity)
    stated = bearing.stated(value)
    if bearing.contradicted:
        stated = abs(stated)
    if form is not None:
        return form.print(stated)
    return _in_digits(bearing.quantity, stated)


def describe_mismatch(
    case: Case, bearing: Bearing, value: Decimal, *, exact: bool, why: Reason
) -> str:
    """Returns what the calculation gives beside what the report says.

    "the calculation gives 4 212 300; the report says $4.1M (4.05M to 4.15M)".
    """
    gives = show_value(bearing.quantity, value, exact=exact)
    says = _as_printed(case)
    ranges = " or ".join(_describe(each, case, bearing) for each in bearing.allowed)
    note = f": {_WHY[why]}" if why in _WHY else ""
    return f"the calculation gives {gives}; the report says {says} ({ranges}){note}"


def describe_direction(
    case: Case, bearing: Bearing, value: Decimal, *, exact: bool
) -> str:
    """Returns which way the calculation went beside what the sentence says."""
    word = bearing.word.text if bearing.word else ""
    traits = case.compiled.traits if case.compiled else None
    form = traits.change if traits else ChangeForm.NONE
    gives = show_value(bearing.quantity, value, exact=exact)
    kind = "an increase" if form is ChangeForm.INCREASE else "a decrease"
    inside = " inside abs()" if traits and traits.magnitude else ""
    return (
        f"the calculation has the form of {kind}{inside} and gives {gives}; its sign "
        f"and the report's word {word!r} say opposite things ({_as_printed(case)})"
    )


def describe_understated(
    case: Case, bearing: Bearing, value: Decimal, *, exact: bool
) -> str:
    """Returns that a hedge holds and says far too little."""
    gives = show_value(bearing.quantity, value, exact=exact)
    return (
        f"the calculation gives {gives}; the report says {_as_printed(case)}, which "
        "holds, and is far from it"
    )


def show_value(quantity: Quantity, value: Decimal, *, exact: bool) -> str:
    """Returns a value to read: in the figure's unit, digits grouped by blanks.

    Example:
        >>> from verifier.model.quantity import Quantity
        >>> one = Decimal(1)
        >>> show_value(Quantity(one, one, one), Decimal("4212300.50"), exact=True)
        '4 212 300.5'
    """
    match quantity.kind:
        case kind if kind in _IN_PERCENT:
            return f"{_digits(value * _HUNDRED, exact=exact)} %"
        case QuantityKind.PERCENTAGE_POINTS:
            return f"{_digits(value * _HUNDRED, exact=exact)} percentage points"
        case QuantityKind.BASIS_POINTS:
            return f"{_digits(value * _BASIS, exact=exact)} basis points"
        case _:
            return _digits(value, exact=exact)


def _digits(value: Decimal, *, exact: bool) -> str:
    shown = value if exact else _SHOWN.plus(value)
    if not shown.is_finite() or abs(shown.adjusted()) > _LONGEST:
        return str(shown)
    whole, _, decimals = f"{shown:f}".partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", " ")
    decimals = decimals.rstrip("0")
    if sign and grouped == "0" and not decimals:
        sign = ""
    return f"{sign}{grouped}.{decimals}" if decimals else f"{sign}{grouped}"


def _describe(interval: Interval, case: Case, bearing: Bearing) -> str:
    low = None if interval.low is None else _end(interval.low, case, bearing)
    high = None if interval.high is None else _end(interval.high, case, bearing)
    if low is None or high is None:
        return f"from {low}" if high is None else f"to {high}"
    if interval.low_open:
        return f"above {low}, to {high}"
    if interval.high_open:
        return f"{low} to below {high}"
    return f"{low} to {high}"


def _end(value: Decimal, case: Case, bearing: Bearing) -> str:
    """Returns an end of an interval in the figure's own scale: 4.05M."""
    form = _form(case, bearing.quantity)
    if form is None:
        return show_value(bearing.quantity, _BRIEF.plus(value), exact=True)
    exponent = (abs(value) / form.scale).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return form.bare(min(max(decimals, 0), form.decimals + 3)).print(value)


def _form(case: Case, quantity: Quantity) -> Form | None:
    return form_of(case.figure.text, quantity, case.sentence.text)


def _as_printed(case: Case) -> str:
    return " ".join(case.figure.text.split())


def _in_digits(quantity: Quantity, value: Decimal) -> str:
    """Returns a value for a figure in words: a percentage, a multiple or a number."""
    match quantity.kind:
        case QuantityKind.FRACTION | QuantityKind.PERCENT:
            return f"{_rounded(value * _HUNDRED, Decimal('0.1'))}%"
        case QuantityKind.CHANGE | QuantityKind.MULTIPLE:
            return f"{_rounded(value, Decimal('0.01'))}x"
        case _:
            return _digits(_rounded(value, quantity.last_digit), exact=True)


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    """Returns a value rounded to a unit, or as it is where that says nothing."""
    rounded = (value / unit).to_integral_value() * unit if unit > 0 else value
    return rounded if rounded.is_finite() else value
