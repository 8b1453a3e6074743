"""Plain text -> passages: a paragraph, or a line, each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model.report import Passage, PassageKind
from verifier.readers._stretch import Buffer
from verifier.readers.markdown.mask import mask
from verifier.readers.markdown.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")  # colours of a terminal: ECMA-48
_BULLET = re.compile(r"[ \t]*(?:[-*+•–—]|\d{1,3}[.)])[ \t]+")


def line_passages(source: str, start: int, end: int) -> Iterator[Passage]:
    """Yields a passage for every line between two offsets that is not blank."""
    for found in _LINE.finditer(source, start, end):
        buffer = Buffer(source)
        _add(buffer, source, *found.span(1))
        passage = _passage(buffer)
        if passage is not None:
            yield passage
        if found.end() >= end:
            return


def paragraph_passages(source: str, start: int, end: int) -> Iterator[Passage]:
    """Yields a passage for every paragraph between two offsets.

    A blank line ends a paragraph, and so does a line that begins with a bullet.
    """
    buffer, kind, ends = Buffer(source), PassageKind.PARAGRAPH, start
    for found in _LINE.finditer(source, start, end):
        is_blank = not found[1].strip()
        bullet = _BULLET.match(found[1])
        if is_blank or bullet:
            passage = _passage(buffer, kind)
            if passage is not None:
                yield passage
            buffer = Buffer(source)
            kind = PassageKind.ITEM if bullet else PassageKind.PARAGRAPH
        elif buffer.length:
            buffer.add(" ", ends, found.start())
        if not is_blank:
            first, last = found.span(1)
            indent = len(found[1]) - len(found[1].lstrip(" \t"))
            _add(buffer, source, first + (0 if bullet else indent), last)
        ends = found.end(1)
        if found.end() >= end:
            break
    passage = _passage(buffer, kind)
    if passage is not None:
        yield passage


def _add(buffer: Buffer, source: str, start: int, end: int) -> None:
    """Adds text without what colours it on a terminal."""
    place = start
    for found in _ESCAPES.finditer(source, start, end):
        buffer.add(source[place : found.start()], place, found.start())
        place = found.end()
    buffer.add(source[place:end], place, end)


def _passage(
    buffer: Buffer, kind: PassageKind = PassageKind.PARAGRAPH
) -> Passage | None:
    stretch = buffer.stretch()
    if not stretch.text.strip():
        return None
    shown = mask(Prose(stretch, (), (), ())).shown
    return replace(Passage(shown.text, shown.pieces), kind=kind)
