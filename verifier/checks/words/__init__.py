"""The words by which rules understand a sentence."""

from __future__ import annotations

from verifier.checks.words.lexicon import Lexicon, read_lexicon

__all__ = ["LEXICON", "Lexicon"]

LEXICON = read_lexicon()
"""Words of all languages: figures of one report may stand in either."""
