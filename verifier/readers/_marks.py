"""Marks behind a figure that name its claim: `30%[^c3]`, `4.1M [c1]`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.figures import Surroundings, read_mentions
from verifier.model.lines import locate
from verifier.model.report import Link, PassageKind, Piece
from verifier.readers._stretch import OBJECT, Stretch, cut, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.lines import LineTable
    from verifier.model.quantity import Convention
    from verifier.model.report import Passage

_MOST_WORDS = 4
_LONGEST_NOUN = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a passage: where it stands, and the id of the claim that it names."""

    start: int
    end: int
    target: str


def link_marks(
    passage: Passage, marks: Sequence[Mark], convention: Convention, lines: LineTable
) -> Passage:
    """Returns a passage in which figures link to what the marks behind them name.

    A mark speaks of the last figure before it, with at most four words between, that
    no link and no other mark has. Where there is none, it says nothing. The marks
    themselves become one U+FFFC each.

    Args:
        passage: of the report.
        marks: in order, apart from each other and from links.
        convention: how the report writes numbers.
        lines: of the report's text.
    """
    if not marks or passage.kind in {PassageKind.OTHER, PassageKind.HIDDEN}:
        return passage
    taken = tuple((link.start, link.end) for link in passage.links)
    mentions = read_mentions(
        _without(passage.text, marks),
        convention,
        links=taken,
        surroundings=Surroundings(fills_cell=passage.kind is PassageKind.CELL),
    )
    figures = [
        (m.start, m.end)
        for m in mentions
        if (m.quantity is not None or m.ambiguity) and not _is_taken(m.start, taken)
    ]
    links = list(passage.links)
    left, place = 0, 0
    for mark in marks:
        while place < len(figures) and figures[place][1] <= mark.start:
            place += 1
        start, end = figures[place - 1] if place else (-1, -1)
        if start >= left and _is_beside(passage.text[end : mark.start]):
            span = locate(passage, start, mark.end, lines)
            edge = max(end, _edge(passage.text, mark))
            links.append(Link(start, edge, mark.target, "", span))
        left = mark.end
    links.sort(key=lambda link: link.start)
    return _masked(replace(passage, links=tuple(links)), marks)


def _edge(text: str, mark: Mark) -> int:
    """Returns where the text before a mark ends."""
    first = max(mark.start - _LONGEST_NOUN, 0)
    return first + len(text[first : mark.start].rstrip())


def _without(text: str, marks: Sequence[Mark]) -> str:
    """Returns a text of the same length in which no mark can be read as a number."""
    parts: list[str] = []
    place = 0
    for mark in marks:
        parts += [text[place : mark.start], OBJECT * (mark.end - mark.start)]
        place = mark.end
    return "".join([*parts, text[place:]])


def _is_taken(start: int, taken: Sequence[tuple[int, int]]) -> bool:
    number = bisect_right(taken, start, key=lambda pair: pair[0]) - 1
    return number >= 0 and start < taken[number][1]


def _is_beside(between: str) -> bool:
    if len(between) > _LONGEST_NOUN or OBJECT in between:
        return False
    ends = any(sign in between for sign in (". ", "; ", "! ", "? ", "\n"))
    return not ends and len(between.split()) <= _MOST_WORDS


def _masked(passage: Passage, marks: Sequence[Mark]) -> Passage:
    whole = Stretch(passage.text, passage.pieces)
    parts: list[Stretch] = []
    place = gone = 0
    shifts: list[tuple[int, int]] = []
    for mark in marks:
        parts.append(cut(whole, place, mark.start))
        hidden = cut(whole, mark.start, mark.end).pieces
        piece = Piece(0, 1, hidden[0].origin_start, hidden[-1].origin_end)
        parts.append(Stretch(OBJECT, (piece,)))
        place = mark.end
        gone += mark.end - mark.start - 1
        shifts.append((mark.end, gone))
    parts.append(cut(whole, place, len(passage.text)))
    shown = joined(parts)
    links = tuple(
        replace(x, start=_moved(x.start, shifts), end=_moved(x.end, shifts))
        for x in passage.links
    )
    return replace(passage, text=shown.text, pieces=shown.pieces, links=links)


def _moved(offset: int, shifts: Sequence[tuple[int, int]]) -> int:
    number = bisect_right(shifts, offset, key=lambda shift: shift[0])
    return offset - shifts[number - 1][1] if number else offset
