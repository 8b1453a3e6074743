"""Identifiers that a sentence names: deal D-1051, SKU_B2, invoice 20417."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.kin import kin_of
from verifier.checks.periods import periods_in
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import compiled, listed

_RUNS = re.compile(r"[^\W\d_]+|\d+|\s+|.")
_LONGEST = 24  # letters of an identifier
_FEWEST = 3  # digits of a number that is an identifier
_NUMBERED = compiled(
    rf"([^\W\d_]+)\W{{1,2}}(?:(?:{'|'.join(listed('sentence.number_marks'))})\b\.?\s*|"
    r"[№#]\s*)?(\d+)(?![\w%]|[.,]\d)"
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_identifier(label: str) -> bool:
    """Returns whether a label is made of letters and digits, and is no period.

    Example:
        >>> [is_identifier(x) for x in ("D-1051", "Store 12", "North", "Q1 2025")]
        [True, True, False, False]
    """
    has_both = re.search(r"\d", label) and re.search(r"[^\W\d_]", label)
    return bool(has_both) and len(label) <= _LONGEST and not periods_in(label)


def identifiers_like(label: str, text: str) -> tuple[str, ...]:
    """Returns what a text says that is built as an identifier is, folded.

    Example:
        >>> identifiers_like("D-1134", "Deal D-1051 beats d-7 and E-1051.")
        ('d-1051', 'd-7')
    """
    found = _pattern(label).finditer(text)
    return tuple(dict.fromkeys(match[0].casefold() for match in found))


@lru_cache(maxsize=256)
def _pattern(label: str) -> re.Pattern[str]:
    parts: list[str] = []
    for match in _RUNS.finditer(label):
        run = match[0]
        if run.isdigit():
            parts.append(rf"\d{{1,{len(run) + 1}}}")
        elif run.isalpha() and parts:
            parts.append(r"[^\W\d_]+")
        else:
            parts.append(r"\s+" if run.isspace() else re.escape(run))
    return re.compile(rf"(?<![\w-]){''.join(parts)}(?![\w-]|[.,]\d)", re.IGNORECASE)


def noun_of(header: str) -> tuple[Token, ...]:
    """Returns the nouns of a header that names numbers of things: `invoice_id`.

    Example:
        >>> [t.text for t in noun_of("invoice_id")], noun_of("amount")
        (['invoice'], ())
    """
    words = tokens_of(header.replace("_", " ").replace("#", " number "))
    nouns = tuple(w for w in words if w.text.casefold() not in LEXICON.ids)
    return nouns if len(nouns) < len(words) else ()


def numbers_like(number: str, nouns: tuple[Token, ...], text: str) -> tuple[str, ...]:
    """Returns the numbers as long as another that a text says beside a noun.

    Example:
        >>> numbers_like("20416", noun_of("invoice_id"), "Invoice 20417 came to 31000")
        ('20417',)
    """
    if len(number) < _FEWEST:
        return ()
    return tuple(dict.fromkeys(_beside(number, nouns, text)))


def _beside(number: str, nouns: tuple[Token, ...], text: str) -> Iterator[str]:
    for match in _NUMBERED.finditer(text):
        (word,) = tokens_of(match[1])[:1] or (None,)
        if word is None or len(match[2]) != len(number):
            continue
        same = {word.stem, *kin_of((word,))}
        if any(alike(noun.stem, one) for noun in nouns for one in same):
            yield match[2]
