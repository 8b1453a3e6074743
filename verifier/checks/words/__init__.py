"""The words by which rules understand a sentence: one table file per language."""

from __future__ import annotations

from verifier.checks.words.en import LEXICON as EN
from verifier.checks.words.lexicon import Lexicon, merged
from verifier.checks.words.ru import LEXICON as RU

__all__ = ["LEXICON", "Lexicon"]

LEXICON = merged((EN, RU))
"""Words of all languages: figures of one report may stand in either."""
