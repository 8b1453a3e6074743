"""Words of one meaning: forms that no stem tells, and words of another language."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier.checks.stems import alike, stem
from verifier.checks.words import LEXICON
from verifier.checks.words.bilingual import BILINGUAL
from verifier.languages import listed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.stems import Token


_VOWELS = words("sentence.form_vowels")
_ENDINGS = listed("sentence.form_endings")


def kin_of(tokens: Iterable[Token]) -> frozenset[str]:
    """Returns the stems of words that mean the same as those of a text.

    Example:
        >>> from verifier.checks.stems import tokens_of
        >>> sorted(kin_of(tokens_of("звали клиентов, sold")))
        ['buyer', 'client', 'custom', 'sale']
    """
    found: set[str] = set()
    for token in tokens:
        word = LEXICON.kin.get(token.text.casefold(), "")
        found |= {stem(word)} if word else set()
        found |= _english_of(token.stem)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _english_of(russian: str) -> frozenset[str]:
    """Returns the English stems of a Russian one; сделок is of сделка."""
    known = _english()
    if russian in known or not russian or russian.isascii():
        return known.get(russian, frozenset())
    kin = (
        english
        for other, english in known.items()
        if alike(russian, other) and russian[-1] == other[-1]
    )
    return next(kin, frozenset[str]())


@cache
def _english() -> dict[str, frozenset[str]]:
    """Returns Russian stem → English stems; stems of all forms that are alike."""
    found: dict[str, set[str]] = {}
    for russian, english in BILINGUAL.items():
        for form in _forms(russian):
            found.setdefault(stem(form), set()).update(map(stem, english))
    return {russian: frozenset(english) for russian, english in found.items()}


def _forms(word: str) -> tuple[str, ...]:
    """Returns a word and forms of it whose stems may differ."""
    short = word[:-1] if word[-1] in _VOWELS else word
    return (word, short, *(short + ending for ending in _ENDINGS))
