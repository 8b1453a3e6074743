"""Groups that a sentence only counts along: churned lines included."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from verifier.languages import words

if TYPE_CHECKING:
    from verifier.checks.stems import Token

_ALONG = words("naming.along")
_BEHIND = 2  # words behind a name among which such a word stands


def is_along(tokens: tuple[Token, ...], start: int) -> bool:
    """Returns whether words say that a group is only counted along.

    Example:
        >>> from verifier.checks.stems import tokens_of
        >>> is_along(tokens_of("9 lines, churned lines included"), 9)
        True
    """
    place = bisect_right(tokens, start, key=attrgetter("start"))
    behind = (token.text.casefold() for token in tokens[place : place + _BEHIND])
    return not _ALONG.isdisjoint(behind)
