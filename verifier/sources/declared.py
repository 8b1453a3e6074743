"""The reading decisions that a user states, each word known to the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.source import SourceRequest


def stated_by(request: SourceRequest, words: Sequence[str]) -> dict[str, str]:
    """Returns what a request states, by word.

    Args:
        request: of the source.
        words: those that its format knows.

    Raises:
        SourceError: for another word.
    """
    for word, _ in request.declared:
        if word not in words:
            raise SourceError(
                request.shown_path,
                f"is declared with {word!r}",
                f"one of {', '.join(words)}" if words else "no such declaration",
                "Correct the declaration.",
            )
    return dict(request.declared)
