"""Foreign text as a cell of a table, and in columns of a terminal."""

from __future__ import annotations

import re
import unicodedata

from verifier.model.visible import visible

_FORMULA_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[-+][0-9](?:[0-9., ]*[0-9])?%?")
_WIDE = frozenset("WF")


def as_cell(text: str) -> str:
    r"""Returns the text as a cell of a table that a spreadsheet cannot calculate.

    A text that begins like a formula gets an apostrophe before it, as spreadsheets
    mark a text; plain numbers have no need of one.

    Source: OWASP, CSV Injection.

    Example:
        >>> as_cell("= SUM(F2:F4)"), as_cell("-5%"), as_cell("-5+1\x1b")
        ("'= SUM(F2:F4)", '-5%', "'-5+1<U+001B>")
    """
    shown = "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))
    begins = shown.lstrip()[:1] in _FORMULA_SIGNS and not _NUMBER.fullmatch(shown)
    return f"'{shown}" if begins else shown


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


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
