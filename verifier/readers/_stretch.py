"""Text with the way back to the report: gathered, cut and joined."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.model.report import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

OBJECT = "\ufffc"  # stands for what is no prose


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text with the way back to the report."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Buffer:
    """Collects text and pieces."""

    source: str
    parts: list[str] = field(default_factory=list[str])
    pieces: list[Piece] = field(default_factory=list[Piece])
    length: int = 0

    def add(self, text: str, start: int, end: int) -> None:
        """Adds a stretch of text that stands between two offsets of the report."""
        if not text:
            return
        last = self.pieces[-1] if self.pieces else None
        first = self.length
        self.parts.append(text)
        self.length += len(text)
        if last and last.origin_end == start and self._continues(last, text, start):
            self.pieces[-1] = Piece(last.start, self.length, last.origin_start, end)
        else:
            self.pieces.append(Piece(first, self.length, start, end))

    def stretch(self) -> Stretch:
        """Returns what was collected."""
        return Stretch("".join(self.parts), tuple(self.pieces))

    def _continues(self, last: Piece, text: str, start: int) -> bool:
        one = last.end - last.start == last.origin_end - last.origin_start
        return one and self.source.startswith(text, start)


def cut(stretch: Stretch, start: int, end: int) -> Stretch:
    """Returns a part of a text, with the way back."""
    pieces: list[Piece] = []
    if start >= end:
        return Stretch("", ())
    number = bisect_right(stretch.pieces, start, key=lambda piece: piece.end)
    while number < len(stretch.pieces) and stretch.pieces[number].start < end:
        pieces.append(_piece_within(stretch.pieces[number], start, end))
        number += 1
    return Stretch(stretch.text[start:end], tuple(pieces))


def _piece_within(piece: Piece, start: int, end: int) -> Piece:
    first, last = max(piece.start, start), min(piece.end, end)
    origin = piece.origin_start, piece.origin_end
    if piece.end - piece.start == piece.origin_end - piece.origin_start:
        shift = piece.origin_start - piece.start
        origin = first + shift, last + shift
    return Piece(first - start, last - start, *origin)


def joined(parts: Sequence[Stretch]) -> Stretch:
    """Returns texts one behind the other, with the way back."""
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        pieces += [
            replace(piece, start=piece.start + length, end=piece.end + length)
            for piece in part.pieces
        ]
        length += len(part.text)
    return Stretch("".join(part.text for part in parts), tuple(pieces))
