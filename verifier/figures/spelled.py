"""Number words -> numbers: twenty-six, two and a half million, «полтора»."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.figures.lexicon import (
    ARTICLES,
    CARDINALS,
    HALF_TAILS,
    HALVES,
    JOINERS,
    SCALE_WORDS,
)
from verifier.figures.tokens import Gap, Kind
from verifier.languages import words

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan

_TENS = range(20, 100)
_UNITS = range(1, 10)
_HUNDRED = 100
_MOST_WORDS = 12
_NO_ROOM = 0
SCALES_ALONE = words("figures.scales_alone")
_LEAST_POWER = 3


class Spelled(NamedTuple):
    """A number in words.

    Attributes:
        digits: of the number.
        exponent: power of ten of the last digit: 6 for `five million`.
        last: index behind the last word.
        scaled: whether a scale word is part of it.
    """

    digits: str
    exponent: int
    last: int
    scaled: bool


def read_spelled(scan: Scan, index: int) -> Spelled | None:
    """Returns the number in words that begins at a token.

    Example:
        >>> from verifier.figures.tokens import tokenize
        >>> from verifier.model.quantity import Convention
        >>> read_spelled(tokenize("one hundred and five", Convention()), 0).digits
        '105'
    """
    start = _start(scan, index)
    if start is None:
        return None
    value, last, room, has_half = start
    total = 0  # of the scales that are closed, in halves
    power = 0
    scaled = scan.tokens[last - 1].word in SCALE_WORDS
    for _ in range(_MOST_WORDS):
        token = scan.tokens[last]
        if token.gap is Gap.WIDE or token.kind is Kind.END:
            break
        scale = SCALE_WORDS.get(token.word)
        if scale is not None and scan.tokens[last].link == scan.tokens[index].link:
            value, total, room = _scaled(value, total, scale)
            power, scaled, last = scale, True, last + 1
            continue
        more = None if has_half else _addend(scan, last, room)
        if more is None:
            break
        value, power = value + more[0], 0
        last, room, has_half = more[1], more[2], more[3]
    return _spelled(total + value, (last, scaled), has_half=has_half, power=power)


def _spelled(
    halves: int, place: tuple[int, bool], *, has_half: bool, power: int
) -> Spelled:
    """Returns a number whose unit is that of its last word."""
    base = halves * 5 if has_half else halves // 2
    if has_half and not power:  # полмиллиона
        while base % 10**_LEAST_POWER == 0 and base % 10 ** (power + 1) == 0:
            power += 1
    while base % 10**power:
        power -= 1
    return Spelled(str(base // 10**power), power - has_half, *place)


def _start(scan: Scan, index: int) -> tuple[int, int, int, bool] | None:
    """Returns value in halves, index behind, room for more, and whether it has a half.

    `a` is one before a scale word alone.
    """
    token = scan.tokens[index]
    if token.word in HALVES:
        return HALVES[token.word], index + 1, _NO_ROOM, True
    if token.word in CARDINALS:
        value = CARDINALS[token.word]
        return 2 * value, index + 1, _room(value), False
    following = scan.tokens[index + 1]
    if token.word in ARTICLES and following.word in SCALE_WORDS:
        return 2, index + 1, _NO_ROOM, False
    if token.word in SCALES_ALONE:
        return 2000, index + 1, 1000, False
    return None


def _room(value: int) -> int:
    """Returns below what the next word must be to belong to the same number."""
    if value in _TENS and value % 10 == 0:
        return 10
    if value >= _HUNDRED:
        return _HUNDRED
    return _NO_ROOM


def _scaled(value: int, total: int, scale: int) -> tuple[int, int, int]:
    """Returns value, total and room behind a scale word."""
    if 10**scale <= _HUNDRED:
        return value * 10**scale, total, 10**scale
    return 0, total + value * 10**scale, 10**scale


def _addend(scan: Scan, last: int, room: int) -> tuple[int, int, int, bool] | None:
    """Returns the next word of a number in halves, the index behind it, and so on."""
    tokens = scan.tokens
    tail = HALF_TAILS.at(tokens, last)
    if tail:
        return 1, tail[1], _NO_ROOM, True
    at = last
    if (tokens[at].text == "-" and scan.joins(at) and scan.joins(at + 1)) or (
        tokens[at].word in JOINERS and room >= _HUNDRED
    ):
        at += 1
    more = CARDINALS.get(tokens[at].word)
    if more is None or not 0 < more < room or tokens[at].gap is Gap.WIDE:
        return None
    if tokens[at].link != tokens[last - 1].link:
        return None
    return 2 * more, at + 1, _room(more), False
