"""Whether people speak of a group in other words than its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.stems import alike, tokens_of
from verifier.checks.words.states import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.stems import Token

_SHORTEST = 4  # letters of a beginning; a shorter word is meant whole


def is_spoken_of(value: str, values: Iterable[str], tokens: Iterable[Token]) -> bool:
    """Returns whether words may stand for a group: clients accepted, of those bound.

    A word that names another group of the column stands for that one.

    Args:
        value: name of the group.
        values: of its column.
        tokens: words of the text.

    Example:
        >>> said = tokens_of("Clients accepted 148 of them")
        >>> is_spoken_of("Bound", ("Bound", "Lost"), said)
        True
        >>> is_spoken_of("Bound", ("Bound", "Accepted"), said)
        False
    """
    names = tuple(_other_names(value))
    if not names:
        return False
    folded = value.casefold()
    others = {
        word.stem
        for other in values
        if other.casefold() != folded
        for word in tokens_of(other)
    }
    kept = [t for t in tokens if not any(alike(t.stem, stem) for stem in others)]
    text = f" {' '.join(token.text.casefold() for token in kept)} "
    return any(f" {name}" in text for name in names)


def _other_names(value: str) -> Iterator[str]:
    for word in tokens_of(value):
        for name in OTHER_NAMES.get(word.text.casefold(), ()):
            yield name if len(name) >= _SHORTEST else f"{name} "
