"""Words that say in which direction a measure moved."""

from __future__ import annotations

from verifier.judge.words.vocabulary import (
    Role,
    Trend,
    Vocabulary,
    read_vocabulary,
)

WORDS: Vocabulary = read_vocabulary()

__all__ = ["WORDS", "Role", "Trend", "Vocabulary"]
