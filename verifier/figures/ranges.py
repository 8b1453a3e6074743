"""Two numbers in one link that are one range: `between 10 and 15%`, «от 10 до 15 %»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.found import Found
from verifier.figures.lexicon import BETWEEN
from verifier.figures.read_digits import ordered
from verifier.model.quantity import NotFigureReason

if TYPE_CHECKING:
    from verifier.figures.found import Reading
    from verifier.figures.tokens import Scan


def join_ends(scan: Scan, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Returns the numbers, two that are the ends of a range in one link being one."""
    joined: list[Found] = []
    for number in found:
        whole = _range(scan, joined[-1], number) if joined else None
        if whole is None:
            joined.append(number)
        else:
            joined[-1] = whole
    return tuple(joined)


def _range(scan: Scan, left: Found, right: Found) -> Found | None:
    tokens = scan.tokens
    link = tokens[left.first].link
    if link < 0 or link != tokens[right.first].link or right.first != left.last + 1:
        return None
    if (tokens[left.first - 1].word, tokens[left.last].word) not in BETWEEN:
        return None
    low, high = _reading(left), _reading(right)
    ends = ordered(low, high) if low and high else None
    return None if ends is None else Found(left.first, right.last, *ends)


def _reading(number: Found) -> Reading | None:
    is_word = number.reason is NotFigureReason.NUMBER_WORD
    if not number.is_figure and not is_word:
        return None
    return number.reading or number.spare
