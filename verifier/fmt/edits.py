"""Changes to a text at known places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What takes the place of a stretch of text.

    Attributes:
        start: offset, inclusive.
        end: exclusive; equal to start for what is put in.
        text: that stands there afterwards.
    """

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Returns a text with its changes; those that begin inside of another are left out.

    Example:
        >>> applied("a $1", [Edit(2, 2, "|"), Edit(0, 1, "b")])
        'b |$1'
    """
    parts: list[str] = []
    place = 0
    for edit in sorted(edits):
        if edit.start >= place:
            parts += [text[place : edit.start], edit.text]
            place = edit.end
    return "".join([*parts, text[place:]])
