"""Which groups a calculation answers with: it ranks them, so that none is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.case import Case


def answers_with(case: Case, header: str) -> bool:
    """Returns whether a calculation ranks or lists the groups of a column itself."""
    if case.compiled is None:
        return False
    groups = case.compiled.traits.groups
    return groups is None or _folded(header) in map(_folded, groups)


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
