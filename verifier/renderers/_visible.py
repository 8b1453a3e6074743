"""Foreign text made safe to print: what cannot be seen is written out."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\ufffc")
_WIDE = frozenset("WF")


def visible(text: str) -> str:
    r"""Returns the text with control, bidi and zero-width characters written out.

    So no text of a report or a cell can move the cursor, colour the terminal, open a
    line of its own or show other letters than it holds.

    Example:
        >>> visible("1\u202e2\x1b[31m")
        '1<U+202E>2<U+001B>[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def one_line(text: str) -> str:
    r"""Returns the text on one line: runs of white space are one blank.

    Example:
        >>> one_line("= SUM(\n  F2:F4)")
        '= SUM( F2:F4)'
    """
    return visible(" ".join(text.split()))


def width(text: str) -> int:
    r"""Returns how many terminal columns visible text fills.

    Source: Unicode Standard Annex 11, wide and fullwidth characters fill two.

    Example:
        >>> width("a\u0301日")
        3
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def shorten(text: str, columns: int) -> str:
    """Returns the text cut to that many columns, with an ellipsis where it is cut.

    Example:
        >>> shorten("quarterly", 6)
        'quart…'
    """
    if width(text) <= columns:
        return text
    kept: list[str] = []
    left = columns - 1
    for character in text:
        left -= _columns(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _visible_character(character: str) -> str:
    hidden = (
        unicodedata.category(character) in _HIDDEN
        or character in _BLANK_LETTERS
        or "\ufe00" <= character <= "\ufe0f"
    )
    return f"<U+{ord(character):04X}>" if hidden else character


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
