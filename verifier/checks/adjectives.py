"""Adjectives that are made of a noun: оптовый of опт, розничный of розница."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.stems import alike, tokens_of
from verifier.languages import listed, senses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.stems import Token

_ENDINGS = listed("adjectives.endings")
_SUFFIXES = listed("adjectives.suffixes")
_SOFTENED = dict(senses("adjectives.softened"))
_FEWEST = 3  # letters that an adjective has of its noun


def is_made_of(word: str, noun: str) -> bool:
    """Returns whether a word is an adjective made of a noun, whose stem is given.

    Example:
        >>> from verifier.checks.stems import stem
        >>> is_made_of("оптовой", stem("Опт")), is_made_of("оптика", stem("Опт"))
        (True, False)
        >>> is_made_of("розничных", stem("розница"))
        True
    """
    return any(alike(root, noun) for root in _roots(word.casefold()))


def value_made_into(token: Token, values: Iterable[str]) -> str:
    """Returns the only value, of one word, of which an adjective is made; or nothing.

    Example:
        >>> value_made_into(tokens_of("ипотечных")[0], ("Ипотека", "Рассрочка"))
        'Ипотека'
    """
    roots = _roots(token.text.casefold())
    found = [
        value
        for value in (values if roots else ())
        if len(words := tokens_of(value)) == 1
        and any(alike(root, words[0].stem) for root in roots)
    ]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def _roots(word: str) -> tuple[str, ...]:
    """Returns the stems of which a folded word may be an adjective."""
    return tuple(
        f"{root[:-1]}{letter}"
        for ending in _ENDINGS
        if word.endswith(ending)
        for root in _without_suffixes(word.removesuffix(ending))
        for letter in (root[-1], *_SOFTENED.get(root[-1], ()))
    )


def _without_suffixes(stem: str) -> Iterator[str]:
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= _FEWEST:
            yield stem.removesuffix(suffix)
