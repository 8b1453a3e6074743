"""`<!-- verifier: ignore[CODE] reason -->` -> what a person accepts, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.report import Remark, Suppression
from verifier.readers.markdown.blocks import Block, BlockKind
from verifier.readers.markdown.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.model.lines import LineTable

_OPEN, _CLOSE = "<!--", "-->"
_ADDRESSEE = "verifier:"
_VERB = "ignore["
_LONGEST_BLANK = 200
_FORM = "<!-- verifier: ignore[CODE] reason -->"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that speaks to the verifier; offsets into the report."""

    text: str
    start: int
    end: int


def read_comments(
    blocks: Sequence[Block], source: str, lines: LineTable
) -> tuple[Suppression | Remark, ...]:
    """Returns what the comments say to the verifier, and what is wrong with them.

    A comment that stands alone on its lines covers them and the block below: the
    paragraph, or the whole list, table or quotation. Inside of a paragraph it covers
    the rest of that; beside other text its own line alone.

    Args:
        blocks: of the report, in order.
        source: the report's text.
        lines: of the source.
    """
    below: Block | None = None
    found: list[Suppression | Remark] = []
    for block in reversed(blocks):
        comments = list(_comments_in(block, source))
        for comment in reversed(comments):
            last = _last_covered(comment, block, below, lines, source)
            covers = (lines.place(comment.start)[0], lines.place(last)[0])
            found.append(read_comment(comment, covers, lines))
        if not _is_comment(block, source):
            below = block
    return tuple(reversed(found))


def _comments_in(block: Block, source: str) -> Iterator[Comment]:
    if block.kind is BlockKind.HTML:
        yield from comments_between(block.start, block.end, source)
    for token in block.tokens:
        if token.kind is TokenKind.INLINE_HTML:
            yield from comments_between(token.start, token.end, source)


def comments_between(start: int, end: int, source: str) -> Iterator[Comment]:
    """Yields the comments between two offsets that speak to the verifier."""
    place = source.find(_OPEN, start, end)
    while place >= 0:
        close = source.find(_CLOSE, place + len(_OPEN), end)
        if close < 0:
            return
        text = source[place + len(_OPEN) : close].strip()
        last = close + len(_CLOSE)
        if text.startswith(_ADDRESSEE):
            yield Comment(text[len(_ADDRESSEE) :].strip(), place, last)
        place = source.find(_OPEN, last, end)


def _last_covered(
    comment: Comment,
    block: Block,
    below: Block | None,
    lines: LineTable,
    source: str,
) -> int:
    """Returns the offset of the last character that a comment covers."""
    if not _stands_alone(comment, lines, source):
        return comment.end - 1
    if block.kind is not BlockKind.HTML:
        return _last_character(block.start, block.end, source)
    if below is None:
        return comment.end - 1
    whole = (below.start, below.end)
    outer = (c for c in below.containers if c[0] >= comment.end)
    return _last_character(*next(outer, whole), source)


def _stands_alone(comment: Comment, lines: LineTable, source: str) -> bool:
    line_start = comment.start - lines.place(comment.start)[1] + 1
    before = source[line_start : comment.start]
    after = source[comment.end : comment.end + _LONGEST_BLANK].lstrip(" \t")
    return not before.strip(" \t>-*+") and after[:1] in {"", "\r", "\n"}


def _is_comment(block: Block, source: str) -> bool:
    if block.kind is not BlockKind.HTML:
        return False
    text = source[block.start : block.end].strip()
    return text.startswith(_OPEN) and text.endswith(_CLOSE)


def _last_character(start: int, end: int, source: str) -> int:
    return start + max(len(source[start:end].rstrip()), 1) - 1


def read_comment(
    comment: Comment, covers: tuple[int, int], lines: LineTable
) -> Suppression | Remark:
    """Returns what a comment accepts on the lines that it covers, or what is wrong."""
    line, column = lines.place(comment.start)
    codes, closing, reason = comment.text.removeprefix(_VERB).partition("]")
    if not comment.text.startswith(_VERB) or not closing:
        return Remark(
            "unreadable-comment",
            f"{comment.text!r} says nothing to the verifier; expected {_FORM}",
            line,
            column,
        )
    names = tuple(code.strip() for code in codes.split(",") if code.strip())
    if not names:
        return Remark(
            "suppression-without-code",
            f"the comment names nothing to ignore; expected {_FORM}",
            line,
            column,
        )
    if not reason.strip():
        return Remark(
            "suppression-without-reason",
            f"ignore[{codes}] gives no reason and accepts nothing; expected {_FORM}",
            line,
            column,
        )
    return Suppression(names, " ".join(reason.split()), line, covers)
