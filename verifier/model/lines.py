"""Lines and columns of a text, and the way from a passage back to the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.report import Span

if TYPE_CHECKING:
    from verifier.model.report import Passage, Piece

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class LineTable:
    r"""Where the lines of a text begin: made once a report, asked often.

    Attributes:
        starts: code-point offsets, of line 1 first.
        length: of the text, in code points.

    Source: CommonMark 0.31.2, section 2.1: a line ends with LF, CR or both; unlike
        `str.splitlines`, nothing else ends one.

    Example:
        >>> LineTable.of("one\r\ntwo").place(6)
        (2, 2)
    """

    starts: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str) -> LineTable:
        """Returns the lines of a text."""
        ends = (found.end() for found in _LINE_END.finditer(text))
        return cls((0, *ends), len(text))

    def place(self, offset: int) -> tuple[int, int]:
        """Returns 1-based line and column of a code-point offset."""
        inside = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, inside)
        return line, inside - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Returns the span between two code-point offsets."""
        return Span(start, end, *self.place(start), *self.place(end))


def locate(passage: Passage, start: int, end: int, lines: LineTable) -> Span:
    """Returns the place in the report of a stretch of a passage's text.

    Where only a part of an entity or another replaced stretch is meant, the whole of
    it is taken.

    Args:
        passage: of the report.
        start: offset into the passage's text, inclusive.
        end: exclusive; equal to start for the empty stretch.
        lines: of the report's text.
    """
    if not passage.pieces:
        return lines.span(0, 0)
    first = _origin_of_start(_piece_at(passage, start), start)
    if end <= start:
        return lines.span(first, first)
    return lines.span(first, _origin_of_end(_piece_at(passage, end - 1), end))


def _piece_at(passage: Passage, offset: int) -> Piece:
    place = bisect_right(passage.pieces, offset, key=lambda piece: piece.start) - 1
    return passage.pieces[max(place, 0)]


def _origin_of_start(piece: Piece, offset: int) -> int:
    if offset >= piece.end:
        return piece.origin_end
    if _is_linear(piece):
        return piece.origin_start + offset - piece.start
    return piece.origin_start


def _origin_of_end(piece: Piece, offset: int) -> int:
    if _is_linear(piece):
        return piece.origin_start + min(offset, piece.end) - piece.start
    return piece.origin_end


def _is_linear(piece: Piece) -> bool:
    return piece.end - piece.start == piece.origin_end - piece.origin_start
