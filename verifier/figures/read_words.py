"""Words at a place of the text -> the number that they state."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.figures.found import Found, Reading
from verifier.figures.fractions import read_change, read_every, read_fraction
from verifier.figures.labels import window_behind
from verifier.figures.lexicon import (
    ARTICLES,
    BARE_FRACTIONS,
    CARDINALS,
    CHANGES,
    DENOMINATORS,
    EVERY,
    FOLDS,
    HALVES,
    NEVER,
    OF_WORDS,
    ONES,
    TWICE,
    TWICE_TAILS,
)
from verifier.figures.periods import read_roman
from verifier.figures.spelled import SCALES_ALONE, read_spelled
from verifier.figures.suffixes import Suffix, read_suffix
from verifier.figures.tokens import Kind
from verifier.figures.vulgar import VULGAR
from verifier.model.quantity import NotFigureReason, Quantity, QuantityKind

if TYPE_CHECKING:
    from verifier.figures.spelled import Spelled
    from verifier.figures.tokens import Scan

_ROMAN = frozenset(("i", "ii", "iii", "iv"))
_STARTS = ARTICLES.union(
    BARE_FRACTIONS,
    CARDINALS,
    DENOMINATORS,
    EVERY,
    FOLDS,
    HALVES,
    NEVER,
    TWICE,
    VULGAR,
    _ROMAN,
    SCALES_ALONE,
    *(whole for (whole, _), _, _ in CHANGES),
)
_STEMS = tuple(stem for (_, stems), _, _ in CHANGES for stem in stems)
_FRACTION_UNIT = Decimal("0.01")
_FRACTION_WIDTH = Decimal("0.005")


def may_begin(word: str) -> bool:
    """Returns whether a folded word may begin a number in words."""
    return word in _STARTS or word.startswith(_STEMS)


def read_words(scan: Scan, index: int) -> Found | None:
    """Returns the number whose first word is the token at an index, if there is one."""
    for read in _READERS:
        found = read(scan, index)
        if found is not None:
            return found
    return None


def _never(scan: Scan, index: int) -> Found | None:
    """Returns once, first, both: numbers that are never figures."""
    if scan.tokens[index].word not in NEVER:
        return None
    return Found(index, index + 1, reason=NotFigureReason.NUMBER_WORD)


def _vulgar(scan: Scan, index: int) -> Found | None:
    """Returns ½."""
    number = VULGAR.get(scan.tokens[index].word)
    if number is None:
        return None
    value = Decimal(number.numerator) / number.denominator
    special = Quantity(
        value,
        _FRACTION_UNIT,
        _FRACTION_UNIT,
        QuantityKind.FRACTION,
        tolerance=_FRACTION_WIDTH,
    )
    return Found(index, index + 1, special=special)


def _multiple(scan: Scan, index: int) -> Found | None:
    """Returns tenfold, and twice where `as` stands behind it."""
    word = scan.tokens[index].word
    suffix = Suffix(index + 1, kind=QuantityKind.MULTIPLE)
    if word in FOLDS:
        reading = Reading(str(FOLDS[word]), 0, suffix)
        return Found(index, index + 1, reading)
    if word not in TWICE:
        return None
    value = Decimal(TWICE[word])
    if scan.tokens[index + 1].word not in TWICE_TAILS:
        spare = Reading(str(value), 0, Suffix(index + 1))
        reason = NotFigureReason.NUMBER_WORD
        return Found(index, index + 1, reason=reason, spare=spare)
    special = Quantity(
        value,
        Decimal("0.1"),
        Decimal("0.1"),
        QuantityKind.MULTIPLE,
        tolerance=Decimal("0.05"),
    )
    return Found(index, index + 1, special=special)


def _cardinal(scan: Scan, index: int) -> Found | None:
    spelled = read_spelled(scan, index)
    if spelled is None:
        return None
    suffix = read_suffix(scan, spelled.last)
    reading = Reading(spelled.digits, spelled.exponent, suffix)
    window = window_behind(scan, index, spelled.last)
    if window is not None:
        return Found(index, window.last, reason=window.reason, spare=reading)
    if _is_figure(scan, index, spelled, suffix):
        return Found(index, suffix.last, reading)
    bare = reading._replace(suffix=Suffix(spelled.last))
    reason = NotFigureReason.NUMBER_WORD
    return Found(index, spelled.last, reason=reason, spare=bare)


def _is_figure(scan: Scan, index: int, spelled: Spelled, suffix: Suffix) -> bool:
    """Returns whether the words state a figure.

    They do with a scale word, percent, unit or `of the` behind; `one` alone does not.
    """
    if spelled.scaled or suffix.kind is not QuantityKind.NUMBER or suffix.scale:
        return True
    token = scan.tokens[index]
    if token.word in ONES and spelled.last == index + 1:
        return suffix.is_currency
    if token.word in HALVES or spelled.exponent < 0:
        return True
    if suffix.unit:
        return True
    behind = OF_WORDS.at(scan.tokens, spelled.last)
    return behind is not None and scan.tokens[spelled.last].kind is Kind.WORD


_READERS = (
    read_roman,
    _vulgar,
    read_every,
    read_fraction,
    _multiple,
    _never,
    _cardinal,
    read_change,
)
