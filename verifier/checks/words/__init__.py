"""The words by which rules understand a sentence: one table file per language."""

from __future__ import annotations

from verifier.checks.words.lexicon import Lexicon, merged
from verifier.registry import modules_of

__all__ = ["LEXICON", "Lexicon"]

LEXICON = merged(
    module.LEXICON for module in modules_of(__name__) if hasattr(module, "LEXICON")
)
"""Words of all languages: figures of one report may stand in either."""
