"""Nouns of one kind of thing, which a column may number by another: tail, aircraft."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier.checks.stems import Token, alike, stem
from verifier.languages import senses

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 4  # letters of a stem that may be told by its beginning


def mean_one_thing(noun: Token, words: Iterable[Token]) -> bool:
    """Returns whether a noun and the words of a header may name the same thing.

    Example:
        >>> from verifier.checks.stems import tokens_of
        >>> (plane, tail) = tokens_of("planes tail")
        >>> mean_one_thing(plane, (tail,)), mean_one_thing(tail, tokens_of("region"))
        (True, False)
    """
    meant = _kinds_of(noun.stem)
    return any(
        not meant.isdisjoint(_kinds_of(word.stem)) and not alike(word.stem, noun.stem)
        for word in words
    )


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[str]:
    """Returns the kinds of things that a stem names."""
    found = _kinds()
    if word in found or len(word) < _SHORTEST:
        return found.get(word, frozenset())
    near = (kinds for other, kinds in found.items() if alike(word, other))
    return next(near, frozenset[str]())


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Returns stem → the kinds of things that it names."""
    found: dict[str, set[str]] = {}
    for kind, words in senses("sentence.things"):
        for word in words:
            found.setdefault(stem(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
