"""Words for English headers, as reports speak of English exports."""

from __future__ import annotations

from verifier.languages import senses

BILINGUAL: dict[str, tuple[str, ...]] = {
    word: english
    for words, english in senses("sentence.english")
    for word in words.split()
}
"""Word in its first form → English words that head its column."""
