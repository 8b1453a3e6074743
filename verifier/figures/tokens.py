"""Cuts prose into tokens by one scan, without backtracking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.quantity import Convention

# One alternative a character class: every character is looked at once.
_PIECES = re.compile(r"([0-9]+)|([^\W\d_]+)|(\d+)|(\S)")
_PADDING = 16  # more than any reader looks back or ahead


class Kind(IntEnum):
    """What a token is; the number is the group of the pattern that cuts it."""

    END = 0
    DIGITS = 1  # 0-9 only
    WORD = 2
    FOREIGN = 3  # digits of another script: never read as a number
    MARK = 4  # one character


class Gap(IntEnum):
    """What stands between a token and the one before it."""

    NONE = 0
    BLANK = 1  # exactly one blank character
    WIDE = 2


class Token(NamedTuple):
    """A piece of prose; a named tuple because a long report has 1e5 of them.

    Attributes:
        kind: what it is.
        text: as printed.
        word: folded for look-up: lower case, ё as е.
        start: offset into the text, inclusive.
        end: exclusive.
        gap: what stands before it.
        link: number of the link in which it begins, -1 outside of links.
    """

    kind: Kind
    text: str
    word: str
    start: int
    end: int
    gap: Gap
    link: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A text cut into tokens.

    Attributes:
        text: the text.
        tokens: in order, followed by END tokens, so that an index a little behind
            the last or before the first token (a negative one) finds an END.
        count: number of tokens without the END ones.
        convention: how the report writes numbers.
        is_cell: whether the text is a table cell.
    """

    text: str
    tokens: tuple[Token, ...]
    count: int
    convention: Convention
    is_cell: bool = False

    def joins(self, index: int) -> bool:
        """Returns whether a token touches the one before it, inside one link."""
        token = self.tokens[index]
        return token.gap is Gap.NONE and token.link == self.tokens[index - 1].link


def fold(text: str) -> str:
    """Returns a word as the tables hold it.

    Example:
        >>> fold("Четвёртый")
        'четвертый'
    """
    return text.lower().replace("ё", "е")


def pieces(phrase: str) -> tuple[str, ...]:
    """Returns the words of the tokens of a phrase.

    Example:
        >>> pieces("п.п.")
        ('п', '.', 'п', '.')
    """
    return tuple(match[0] for match in _PIECES.finditer(fold(phrase)))


def tokenize(
    text: str,
    convention: Convention,
    links: tuple[tuple[int, int], ...] = (),
    *,
    is_cell: bool = False,
) -> Scan:
    """Returns the tokens of a text; a token is cut at the edges of links.

    Example:
        >>> from verifier.model.quantity import Convention
        >>> scan = tokenize("$4.1M", Convention())
        >>> [token.text for token in scan.tokens[: scan.count]]
        ['$', '4', '.', '1', 'M']
    """
    tokens: list[Token] = []
    position = 0
    for number, (start, end) in enumerate(sorted(links)):
        tokens += _pieces(text, position, start, -1)
        tokens += _pieces(text, max(start, position), end, number)
        position = max(end, position)
    tokens += _pieces(text, position, len(text), -1)
    closing = Token(Kind.END, "", "", len(text), len(text), Gap.WIDE, -1)
    padded = (*tokens, *[closing] * _PADDING)
    return Scan(text, padded, len(tokens), convention, is_cell)


def _pieces(text: str, start: int, end: int, link: int) -> Iterator[Token]:
    """Yields the tokens of a stretch that lies wholly inside or outside a link."""
    previous = start
    while previous > 0 and text[previous - 1].isspace():
        previous -= 1
    for match in _PIECES.finditer(text, start, end):
        first, last = match.span()
        kind = _KINDS[match.lastindex or 0]
        piece = match[0]
        word = fold(piece) if kind is Kind.WORD else piece
        gap = _GAPS[min(first - previous, 2)]
        yield Token(kind, piece, word, first, last, gap, link)
        previous = last


_KINDS = tuple(Kind)
_GAPS = tuple(Gap)
