"""Fractions that are one character: ½, ⅔, and 2½."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from verifier.figures.tokens import Gap

if TYPE_CHECKING:
    from verifier.figures.numerals import Numeral
    from verifier.figures.tokens import Scan

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}
_DECIMALS = {
    text: str(number.numerator * 1000 // number.denominator).rstrip("0")
    for text, number in VULGAR.items()
    if 1000 % number.denominator == 0
}


def with_vulgar(scan: Scan, numeral: Numeral) -> Numeral:
    """Returns a whole number with the fraction that touches it: 2½ is 2.5."""
    token = scan.tokens[numeral.last]
    decimals = _DECIMALS.get(token.text)
    if decimals is None or token.gap is not Gap.NONE or numeral.exponent:
        return numeral
    width = len(decimals)
    return numeral._replace(
        digits=(numeral.digits + decimals).lstrip("0"),
        exponent=-width,
        last=numeral.last + 1,
    )
