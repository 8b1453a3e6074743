"""Words that say in which direction a measure moved; one file a language."""

from __future__ import annotations

from verifier.judge.words import en, ru
from verifier.judge.words.vocabulary import (
    Role,
    Trend,
    Vocabulary,
    merged,
    words_of,
)

WORDS: Vocabulary = merged((en.WORDS, ru.WORDS))

__all__ = ["WORDS", "Role", "Trend", "Vocabulary", "words_of"]
