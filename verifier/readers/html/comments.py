"""Comments of a page that speak to the verifier."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.report import Remark, Suppression
from verifier.readers.markdown.comments import comments_between, read_comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verifier.model.lines import LineTable
    from verifier.readers.html.walk import Raw

_Range = tuple[int, int]
_BEFORE = 8  # blocks that begin above a line and may reach into it


@dataclass(frozen=True, slots=True)
class Said:
    """What the comments of a page accept, and what is wrong with them."""

    suppressions: tuple[Suppression, ...]
    remarks: tuple[Remark, ...]


def comments_of(
    comments: Iterable[Raw], blocks: Sequence[_Range], source: str, lines: LineTable
) -> Said:
    """Returns what the comments say to the verifier.

    A comment inside of a block's text covers the rest of that block, another one the
    block below: a paragraph, a whole table or list. What a person accepts is told by
    lines; where those lines hold other text as well, the comment accepts nothing.

    Args:
        comments: in order.
        blocks: where blocks of text begin and end, in any order.
        source: the page.
        lines: of the source.
    """
    ordered = sorted(blocks, key=lambda b: (b[0], -b[1]))
    starts = [start for start, _ in ordered]
    found: list[Suppression | Remark] = []
    for raw in comments:
        for comment in comments_between(raw.start, raw.end, source):
            covered = _covered(comment.start, comment.end, ordered, starts)
            first, last = (lines.place(x)[0] for x in (comment.start, covered[1] - 1))
            said = read_comment(comment, (first, last), lines)
            if isinstance(said, Suppression):
                near = _near(said, ordered, starts, lines)
                if any(_is_apart(block, covered) for block in near):
                    said = _refused(said, lines.place(comment.start))
            found.append(said)
    return Said(
        tuple(x for x in found if isinstance(x, Suppression)),
        tuple(x for x in found if isinstance(x, Remark)),
    )


def _covered(start: int, end: int, blocks: list[_Range], starts: list[int]) -> _Range:
    number = bisect_left(starts, start)
    if number and blocks[number - 1][1] > end:
        return start, blocks[number - 1][1]
    if number < len(blocks):
        return start, max(blocks[number][1], end)
    return start, end


def _near(
    said: Suppression, blocks: list[_Range], starts: list[int], lines: LineTable
) -> Iterator[_Range]:
    """Yields the blocks that stand on the lines of a comment and what it covers."""
    first, last = said.covers
    start = lines.starts[first - 1]
    end = lines.starts[last] if last < len(lines.starts) else lines.length
    number = max(bisect_left(starts, start) - _BEFORE, 0)
    while number < len(blocks) and blocks[number][0] < end:
        if blocks[number][1] > start:
            yield blocks[number]
        number += 1


def _is_apart(block: _Range, covered: _Range) -> bool:
    """Returns whether neither of two ranges holds the other."""
    inside = covered[0] <= block[0] and block[1] <= covered[1]
    return not inside and not (block[0] <= covered[0] and covered[1] <= block[1])


def _refused(said: Suppression, place: _Range) -> Remark:
    message = (
        f"the comment's line {said.line} holds text that it does not speak of, and it "
        "accepts nothing; put the comment and what it accepts on lines of their own"
    )
    return Remark("suppression-too-wide", message, *place)
