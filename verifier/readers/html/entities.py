"""Text of an HTML page -> what a reader sees, piece by piece, with offsets."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from verifier.readers._stretch import Buffer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.readers._stretch import Stretch

_PARTS = re.compile(
    r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{0,31};?)"
    r"|[ \t\r\n\f]+|[^& \t\r\n\f]+|&"
)
_BLANKS = " \t\r\n\f"


def decoded_parts(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yields what a stretch of HTML text says, with the offsets of each part.

    A run of blanks is one part, as it is written.

    Source: HTML Living Standard, section 13.5; `html.unescape` knows the names.
    """
    for found in _PARTS.finditer(source, start, end):
        text = found[0]
        yield html.unescape(text) if text[0] == "&" else text, *found.span()


def is_blank(text: str) -> bool:
    """Returns whether a part is a run of blanks that a browser shows as one."""
    return text[:1] in _BLANKS


def decoded_value(source: str, start: int, end: int) -> str:
    """Returns the value of an attribute."""
    return html.unescape(source[start:end])


def preformatted(source: str, places: list[tuple[int, int]]) -> Stretch:
    """Returns the text between the tags of a `<pre>`, blanks as they are."""
    buffer = Buffer(source)
    for place in places:
        for text, start, end in decoded_parts(source, *place):
            buffer.add(text, start, end)
    return buffer.stretch()
