"""How a report writes numbers, as far as its reader needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures import find_convention, find_language, named_convention
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.quantity import Convention
    from verifier.model.report import Passage

_NO_PROSE = (PassageKind.OTHER, PassageKind.HIDDEN)


def convention_in(
    passages: Iterable[Passage], numbers: str = "", language: str = ""
) -> Convention:
    """Returns how the passages of a report write numbers.

    Args:
        passages: of the report.
        numbers: the convention's name that the report states, or empty.
        language: that the report states, or empty.
    """
    stated = named_convention(numbers) if numbers else None
    if stated:
        return stated
    texts = [passage.text for passage in passages if passage.kind not in _NO_PROSE]
    return find_convention(texts, language or find_language(texts))
