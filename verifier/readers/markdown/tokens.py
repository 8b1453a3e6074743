"""Markdown text -> tokens: the parser's events as values, with code-point offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import pyromark
from pyromark import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyromark.event import (
        Event,
        _LinkData,  # pyright: ignore[reportPrivateUsage]
        _Tag,  # pyright: ignore[reportPrivateUsage]
        _TagEnd,  # pyright: ignore[reportPrivateUsage]
    )

# Mathematics stays off, so that `$4.1M` is text as GitHub shows it; front matter is
# read by front_matter.py, since the parser takes `---` anywhere for its beginning.
_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
_CONTINUATION = bytes(range(0x80, 0xC0))
_STRIDE = 256


class TokenKind(StrEnum):
    """What a token is: the edge of a block or span, or a leaf."""

    START = "start"
    END = "end"
    TEXT = "text"
    CODE = "code"
    HTML = "html"
    INLINE_HTML = "inline-html"
    FOOTNOTE = "footnote"
    SOFT_BREAK = "soft-break"
    HARD_BREAK = "hard-break"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """An event of the parser.

    Attributes:
        kind: what it is.
        start: code-point offset into the text, inclusive.
        end: exclusive.
        tag: of a start or end: `Paragraph`, `Link`, ...
        text: of a leaf, as the reader sees it; of a code block its info string; of a
            link its destination.
        title: of a link.
        level: of a heading.
        is_bare: of a link: whether its text is its address; of a code block: whether
            it is indented.
    """

    kind: TokenKind
    start: int
    end: int
    tag: str = ""
    text: str = ""
    title: str = ""
    level: int = 0
    is_bare: bool = False


def read_tokens(text: str) -> Iterator[Token]:
    """Yields the tokens of a Markdown text, in order.

    Source: CommonMark 0.31.2 with GitHub's tables, footnotes, strikethrough, task
        lists and alerts, as pulldown-cmark reads them.
    """
    offsets = _Offsets(text)
    for event, place in pyromark.events_with_range(text, options=_OPTIONS):
        yield _token(event, offsets.of(place["start"]), offsets.of(place["end"]))


class _Offsets:
    """Turns UTF-8 byte offsets into code-point offsets, each in constant time."""

    def __init__(self, text: str) -> None:
        self._bytes: bytes = b"" if text.isascii() else text.encode()
        self._counts: list[int] = [0]
        for place in range(0, len(self._bytes), _STRIDE):
            self._counts.append(self._counts[-1] + self._count(place, place + _STRIDE))

    def of(self, offset: int) -> int:
        """Returns the code-point offset of a byte offset."""
        if not self._bytes:
            return offset
        stride = offset // _STRIDE
        return self._counts[stride] + self._count(stride * _STRIDE, offset)

    def _count(self, start: int, end: int) -> int:
        return len(self._bytes[start:end].translate(None, _CONTINUATION))


_LEAVES = {
    "Text": TokenKind.TEXT,
    "Code": TokenKind.CODE,
    "Html": TokenKind.HTML,
    "InlineHtml": TokenKind.INLINE_HTML,
    "FootnoteReference": TokenKind.FOOTNOTE,
}
_BREAKS = {"SoftBreak": TokenKind.SOFT_BREAK, "HardBreak": TokenKind.HARD_BREAK}
_BARE_LINKS = ("Autolink", "Email")


def _token(event: Event, start: int, end: int) -> Token:
    if isinstance(event, str):
        return Token(_BREAKS.get(event, TokenKind.OTHER), start, end)
    if "Start" in event:
        return _start(event["Start"], start, end)
    if "End" in event:
        return Token(TokenKind.END, start, end, tag=_tag(event["End"]))
    ((name, content),) = event.items()
    if name in _LEAVES:
        return Token(_LEAVES[name], start, end, text=str(content))
    return Token(TokenKind.OTHER, start, end)


def _start(tag: _Tag, start: int, end: int) -> Token:
    if isinstance(tag, str):
        return Token(TokenKind.START, start, end, tag)
    if "Link" in tag:
        return _link(tag["Link"], start, end)
    token = Token(TokenKind.START, start, end, _tag(tag))
    if "Heading" in tag:
        return replace(token, level=int(tag["Heading"]["level"][1:]))
    if "CodeBlock" in tag:
        kind = tag["CodeBlock"]
        is_bare = isinstance(kind, str)
        return replace(token, text="" if is_bare else kind["Fenced"], is_bare=is_bare)
    return token


def _link(link: _LinkData, start: int, end: int) -> Token:
    bare = link["link_type"] in _BARE_LINKS
    target, title = link["dest_url"], link["title"]
    return Token(TokenKind.START, start, end, "Link", target, title, is_bare=bare)


def _tag(tag: _Tag | _TagEnd) -> str:
    return tag if isinstance(tag, str) else next(iter(tag))
