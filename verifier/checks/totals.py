"""Cells that say that their row is a total."""

from __future__ import annotations

from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

_LAST = LEXICON.totals - words_of("sentence.shy_totals")


def names_a_total(text: str) -> bool:
    """Returns whether a cell's text says that its row is a total.

    Example:
        >>> told = "Total:", "Grand total", "University total", "South"
        >>> [names_a_total(text) for text in told]
        [True, True, True, False]
    """
    words = text.casefold().strip(" :").split() or [""]
    first, *_, last = words if len(words) > 1 else words * 2
    return first in LEXICON.totals or last in _LAST or " ".join(words) in LEXICON.totals
