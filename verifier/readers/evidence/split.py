"""Splits a line at a mark that stands outside of quotes and brackets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def split_outside(text: str, mark: str) -> tuple[tuple[str, int], ...]:
    """Returns the parts between marks, trimmed, each with its offset in the text.

    Quotes are `'…'` and `"…"`, brackets `[…]` in which `'` escapes the next character
    as in a structured reference. A quote opens only where a part or its value begins,
    or behind `!`, so that an apostrophe within a word is one.

    Example:
        >>> split_outside("'a, b.csv'!F2, deals[x, y]", ",")
        (("'a, b.csv'!F2", 0), ('deals[x, y]', 15))
    """
    places = [-1, *_outside(text, mark), len(text)]
    parts: list[tuple[str, int]] = []
    for before, after in pairwise(places):
        part = text[before + 1 : after]
        lead = len(part) - len(part.lstrip())
        parts.append((part.strip(), before + 1 + lead))
    return tuple(parts)


def first_outside(text: str, mark: str) -> int:
    """Returns the offset of the first mark outside of quotes and brackets, or -1."""
    return next(_outside(text, mark), -1)


def _outside(text: str, mark: str) -> Iterator[int]:
    place, before = 0, ""
    unclosed: set[str] = set()  # searched for once, so that the scan stays linear
    while place < len(text):
        sign = text[place]
        opens = sign == "[" or (sign in "'\"" and before in {"", "!", "=", mark})
        behind = _behind(text, place) if opens and sign not in unclosed else 0
        if opens and not behind:
            unclosed.add(sign)
        if sign == mark:
            yield place
        place = behind or place + 1
        before = before if sign.isspace() else sign


def _behind(text: str, place: int) -> int:
    """Returns the offset behind what a sign opens, or 0 where nothing closes it."""
    if text[place] == "[":
        return _behind_bracket(text, place)
    quote = text[place]
    end = text.find(quote, place + 1)
    while end >= 0 and text[end + 1 : end + 2] == quote:
        end = text.find(quote, end + 2)
    return end + 1


def _behind_bracket(text: str, place: int) -> int:
    end = place + 1
    while end < len(text) and text[end] != "]":
        end += 2 if text[end] == "'" else 1
    return end + 1 if end < len(text) else 0
