"""Numbers as a reader wants them: in the figure's own unit, digits grouped."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from verifier.languages import senses
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.model.quantity import Interval, Quantity
    from verifier.model.report import Figure

_SHOWN_DIGITS = 12
_LONGEST = 40
_PERCENT = {
    QuantityKind.PERCENT: (Decimal("0.01"), "%"),
    QuantityKind.PERCENTAGE_POINTS: (Decimal("0.01"), " pp"),
    QuantityKind.BASIS_POINTS: (Decimal("0.0001"), " bp"),
    QuantityKind.MULTIPLE: (Decimal(1), "x"),
}
# Words behind a number, longest first so that `million` is not taken for `m`.
_GLUED = 2  # letters of a scale that stands right behind its number: $4.1M
_SCALES = tuple(
    (word, int(power), shown if len(shown) <= _GLUED else f" {shown}")
    for sense, words in senses("figures.shown_scales")
    for power, _, shown in (sense.partition(" "),)
    for word in words
)


def plain(value: Decimal) -> str:
    """Returns a number without an exponent unless it is very long.

    Example:
        >>> plain(Decimal("4.2123E+6")), plain(Decimal("-0.0"))
        ('4212300', '0')
    """
    if not value:
        return "0"
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """Returns a number with its integer digits in groups of three from 10 000 up.

    At most 12 significant digits are shown, for a person; records hold all.

    Example:
        >>> grouped(Decimal("4212300.5")), grouped(Decimal(4800))
        ('4 212 300.5', '4800')
    """
    sign, digits, rest = _parts(plain(_shortened(value)))
    if len(digits) > len("9999") and digits.isdigit():
        head = len(digits) % 3 or 3
        groups = [digits[:head]]
        groups += [digits[i : i + 3] for i in range(head, len(digits), 3)]
        digits = " ".join(groups)
    return sign + digits + rest


def in_unit(value: Decimal, figure: Figure) -> str:
    """Returns a value as the figure would print it: with its percent or scale.

    Example:
        >>> from verifier.model.quantity import Quantity
        >>> from verifier.model.report import Figure, Span
        >>> u = Decimal(100_000)
        >>> quantity = Quantity(Decimal(4_100_000), u, u, unit="$")
        >>> figure = Figure("$4.1M", Span(0, 5, 1, 1, 1, 6), quantity)
        >>> in_unit(Decimal(4_050_000), figure)
        '4.05M'
    """
    factor, suffix = _unit_of(figure)
    with localcontext() as context:
        context.prec = _LONGEST + _SHOWN_DIGITS
        scaled = value / factor
    return grouped(scaled) + suffix


def allowed_text(allowed: tuple[Interval, ...], figure: Figure) -> str:
    """Returns what a figure allows, in its own unit: `4.05M to 4.15M`."""
    return " or ".join(_interval_text(interval, figure) for interval in allowed)


def _interval_text(interval: Interval, figure: Figure) -> str:
    if interval.low is None and interval.high is None:
        return "any number"
    if interval.low is None:
        word = "below" if interval.high_open else "at most"
        return f"{word} {_end(interval.high, figure)}"
    if interval.high is None:
        word = "above" if interval.low_open else "at least"
        return f"{word} {_end(interval.low, figure)}"
    if interval.low == interval.high:
        return f"exactly {_end(interval.low, figure)}"
    low = "above " if interval.low_open else ""
    high = "below " if interval.high_open else ""
    return f"{low}{_end(interval.low, figure)} to {high}{_end(interval.high, figure)}"


def _end(value: Decimal | None, figure: Figure) -> str:
    return "" if value is None else in_unit(value, figure)


def _unit_of(figure: Figure) -> tuple[Decimal, str]:
    """Returns the factor and the suffix of the figure's unit, as it was printed."""
    quantity = figure.quantity
    if quantity is None:
        return Decimal(1), ""
    if quantity.kind in _PERCENT:
        return _PERCENT[quantity.kind]
    if quantity.kind is QuantityKind.NUMBER:
        return _scale_of(figure.text, quantity)
    return Decimal(1), ""


def _scale_of(text: str, quantity: Quantity) -> tuple[Decimal, str]:
    """Returns the scale word right behind the digits, if the value was read so.

    In `5 m` the last digit is worth 1, so `m` is metres there, not millions.
    """
    digits = sum(map(str.isdigit, text))
    last = max((i for i, c in enumerate(text) if c.isdigit()), default=-1)
    behind = text[last + 1 :].strip().lower()
    word = "".join(_until_not_letter(behind))
    for name, power, suffix in _SCALES:
        exact = len(name) <= len("mm")
        if word == name if exact else word.startswith(name):
            factor = Decimal(10) ** power
            steps = power - quantity.last_digit.adjusted()
            fits = 0 <= steps < digits
            return (factor, suffix) if fits else (Decimal(1), "")
    return Decimal(1), ""


def _until_not_letter(text: str) -> str:
    for place, character in enumerate(text):
        if not character.isalpha():
            return text[:place]
    return text


def _shortened(value: Decimal) -> Decimal:
    if not value.is_finite():
        return value
    with localcontext() as context:
        # an integer's digits are all shown; a long fraction is cut
        context.prec = max(_SHOWN_DIGITS, value.adjusted() + 3)
        return +value


def _parts(text: str) -> tuple[str, str, str]:
    """Returns sign, integer digits and the rest of a printed number."""
    sign = "-" if text.startswith("-") else ""
    digits, point, rest = text.removeprefix("-").partition(".")
    return sign, digits, point + rest
