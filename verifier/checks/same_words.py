"""Whether a sentence says a word of a sheet's name or header, in Latin letters, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.joined import LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.stems import Token

_SHORTEST = 4  # letters of a Russian word that a file's Latin name begins with


def words_of(name: str) -> list[Token]:
    """Returns the words of a name that say what it holds.

    Example:
        >>> [word.text for word in words_of("order_id")]
        ['order']
    """
    words = tokens_of(name.replace("_", " ").replace(".", " "))
    return [word for word in words if word.text.casefold() not in LEXICON.ids]


def says(said: Iterable[str], words: frozenset[str]) -> bool:
    """Returns whether some of the stems that are said are among the words' stems.

    Example:
        >>> says(["заказ"], frozenset({"zakazi"})), says(["order"], frozenset({"lin"}))
        (True, False)
    """
    return any(_is_same(one, word) for one in said for word in words)


def _is_same(one: str, word: str) -> bool:
    if alike(one, word):
        return True
    latin = one.translate(LATIN)
    is_long = min(len(latin), len(word)) >= _SHORTEST
    return not one.isascii() and is_long and word.startswith(latin[: len(word)])
