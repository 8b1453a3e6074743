"""Words of a sentence as they are compared: folded, and cut to their stems."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

_WORD = re.compile(r"[^\W_]+(?:['’\-&.][^\W_]+)*")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_SHORTEST_STEM = 4
_SHORT_PLURAL = re.compile(r"(?!news)[a-z]{2}[^\W\d_siu]s")  # vans, beds, jobs
_Stem = Callable[[str], str]

_FLEETING = "оеё"  # vowels of one form that another lacks: писем, письма
_VOWELS = frozenset("аеиоуыэюя")
_ENDING = 3  # letters in which two forms of a Russian word may differ


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        text: as the text has it.
        start: offset, inclusive.
        end: exclusive.
        stem: folded and cut.
    """

    text: str
    start: int
    end: int
    stem: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@lru_cache(maxsize=512)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Returns the words of a text, in order.

    Example:
        >>> [token.stem for token in tokens_of("Enterprise deals' amounts")]
        ['enterpris', 'deal', 'amount']
    """
    return tuple(
        Token(match[0], match.start(), match.end(), stem(match[0]))
        for match in _WORD.finditer(text.translate(_DASHES))
    )


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Returns a word folded and without its ending; a short one without its `s`."""
    folded = word.translate(_DASHES).casefold().replace("ё", "е").replace("’s", "")
    folded = folded.removesuffix("'s")
    if len(folded) <= _SHORTEST_STEM or not folded.isalpha():
        is_plural = _SHORT_PLURAL.fullmatch(folded) and not word[:-1].isupper()
        return folded[:-1] if is_plural else folded
    return _stemmer("russian" if _is_cyrillic(folded) else "english")(folded)


def alike(one: str, other: str) -> bool:
    """Returns whether two stems are of one word: equal, or with another ending.

    Snowball cuts Урал to ура and Уралу to урал, so that a long common beginning
    counts, too; and Химки to химк and Химок to химок, so that a vowel before the last
    letter does.

    Example:
        >>> alike(stem("Урал"), stem("Урале")), alike("sales", "saint")
        (True, False)
        >>> alike(stem("Химки"), stem("Химок")), alike(stem("марка"), stem("мороз"))
        (True, False)
        >>> alike(stem("поле"), stem("поля")), alike(stem("поле"), stem("полк"))
        (True, False)
    """
    if one == other:
        return True
    if not (_is_cyrillic(one) and _is_cyrillic(other)):
        is_short = len(one) == len(other) == _SHORTEST_STEM  # body, bodies
        return is_short and one[:-1] == other[:-1] and {one[-1], other[-1]} == {*"yi"}
    short, long = sorted((one, other), key=len)
    if long in {f"{short[:-1]}{vowel}{short[-1]}" for vowel in _FLEETING}:
        return len(short) >= _SHORTEST_STEM - 1
    if len(one) == len(other) >= _SHORTEST_STEM - 1:
        return _differ_in_a_vowel(one, other)
    return (
        len(short) >= _SHORTEST_STEM - 1
        and long.startswith(short)
        and len(long) - len(short) <= _ENDING
    )


def any_alike(words: Iterable[Token], said: Collection[Token]) -> bool:
    """Returns whether one of some words is among others, whatever its ending.

    Example:
        >>> any_alike(tokens_of("net price"), tokens_of("Prices rose"))
        True
    """
    return any(alike(word.stem, token.stem) for word in words for token in said)


def of_one_root(one: str, other: str) -> bool:
    """Returns whether stems are of one word, or the longer begins with the shorter.

    Example:
        >>> of_one_root(stem("фактических"), stem("факт")), of_one_root("car", "care")
        (True, False)
    """
    short, long = sorted((one, other), key=len)
    is_begun = len(short) >= _SHORTEST_STEM and long.startswith(short)
    return alike(short, long) or is_begun


def _differ_in_a_vowel(one: str, other: str) -> bool:
    """Returns whether one letter parts two forms of a word: коек, койки; поле, поля."""
    if {one[-2:-1], other[-2:-1]} == {"е", "й"}:
        return one[:-2] == other[:-2] and one[-1] == other[-1]
    is_short = len(one) <= _SHORTEST_STEM and {one[-1], other[-1]} <= _VOWELS
    return is_short and one[:-1] == other[:-1]


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[:1] <= "я"


@cache
def _stemmer(language: str) -> _Stem:
    import snowballstemmer  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - only where sentences are looked at; it is not typed

    package = cast("Any", snowballstemmer)
    return cast("_Stem", package.stemmer(language).stemWord)
