"""A number format as its sections and their tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from verifier.errors import FormulaError

MOST_SECTIONS = 4
_TOKEN = re.compile(
    r"""
    (?P<quoted>"[^"]*")
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>general)
    | (?P<half>am/pm|a/p)
    | (?P<date>y+|m+|d+|h+|s+)
    | (?P<exponent>e[-+])
    | (?P<digit>[0#?])
    | (?P<point>\.)
    | (?P<comma>,)
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<plain>[1-9]|[-$+():!^&'~{}=<>/\s]|[^\x00-\x7f])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+\.?[0-9]*)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_COLOURS = frozenset(
    "black blue cyan green magenta red white yellow".split()  # noqa: SIM905 - read as words
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_ENGLISH = frozenset({"", "409", "0409", "809", "0809", "1009", "0C09", "C09"})


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a section: what it is, and how it is written."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """How some of the numbers are written.

    Attributes:
        tokens: its parts in order; literals have the kind `literal`.
        operator: comparison that its numbers meet, empty where none is written.
        limit: what they are compared with.
    """

    tokens: tuple[Token, ...]
    operator: str = ""
    limit: Decimal = Decimal(0)

    def has(self, *kinds: str) -> bool:
        """Returns whether a part of one of the kinds is among the tokens."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it writes dates or times."""
        return self.has("date", "elapsed", "half")


def sections_of(written: str) -> tuple[Section, ...]:
    """Returns the sections of a number format.

    Source: ECMA-376 part 1, 18.8.31.

    Raises:
        FormulaError: for formats that are not recomputed here.

    Example:
        >>> [one.kind for one in sections_of('0.0"x";[Red]-0')[0].tokens]
        ['digit', 'point', 'digit', 'literal']
    """
    sections = [_section(part, written) for part in _parts(written)]
    if len(sections) > MOST_SECTIONS:
        refuse(written)
    return tuple(sections)


def refuse(written: str) -> NoReturn:
    """Says that a format is not recomputed here.

    Raises:
        FormulaError: always.
    """
    raise FormulaError(
        f"TEXT in the format {written!r} is not recomputed here",
        'a format such as "0.0%", "#,##0.00" or "yyyy-mm"',
        reason="unsupported-function",
    )


def _parts(written: str) -> list[str]:
    """Returns the sections as they are written: `;` in quotes parts none."""
    found = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|;', written)
    if "".join(found) != written:
        refuse(written)
    parts = [""]
    for piece in found:
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _section(part: str, written: str) -> Section:
    tokens: list[Token] = []
    condition = ("", Decimal(0))
    place = 0
    while place < len(part):
        found = _TOKEN.match(part, place)
        if found is None or found.lastgroup is None:
            refuse(written)
        place = found.end()
        kind, text = found.lastgroup, found[found.lastgroup]
        if kind == "bracket":
            tested = _CONDITION.fullmatch(text)
            if tested:
                condition = (tested[1], Decimal(tested[2]))
            else:
                tokens += _bracketed(text, written)
        elif kind != "fill":
            tokens.append(_token(kind, text))
    return Section(tuple(tokens), *condition)


def _token(kind: str, text: str) -> Token:
    match kind:
        case "quoted":
            return Token("literal", text[1:-1])
        case "escaped" | "plain":
            return Token("literal", text)
        case "space":
            return Token("literal", " ")
        case "date":
            return Token(kind, text.lower())
        case _:
            return Token(kind, text)


def _bracketed(text: str, written: str) -> list[Token]:
    """Returns what stands for a part in brackets: nothing for a colour."""
    lower = text.lower()
    if lower in _COLOURS or re.fullmatch("color *[0-9]+", lower):
        return []
    if _ELAPSED.fullmatch(lower):
        return [Token("elapsed", lower)]
    currency = _CURRENCY.fullmatch(text)
    if currency and (currency[2] or "").upper() in _ENGLISH:
        return [Token("literal", currency[1])]
    if currency and currency[1]:
        return [Token("literal", currency[1])]
    refuse(written)
