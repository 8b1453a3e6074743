"""Reports in Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model.lines import LineTable
from verifier.model.report import Remark, Report, Suppression
from verifier.readers._convention import convention_in
from verifier.readers._decode import decode, normalised
from verifier.readers._marks import link_marks
from verifier.readers._reader import Reader
from verifier.readers.markdown.anchors import names_in_html, slugs
from verifier.readers.markdown.blocks import BlockKind, read_blocks
from verifier.readers.markdown.claims import (
    holds_claims,
    is_closed,
    read_claims,
    unclosed_remark,
)
from verifier.readers.markdown.comments import read_comments
from verifier.readers.markdown.footnotes import footnote_marks, read_footnotes
from verifier.readers.markdown.front_matter import read_front_matter
from verifier.readers.markdown.passages import read_passages
from verifier.readers.markdown.tokens import TokenKind, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verifier.model.quantity import Convention
    from verifier.model.report import Passage
    from verifier.readers.markdown.blocks import Block
    from verifier.readers.markdown.footnotes import Footnote
    from verifier.readers.markdown.passages import Passages
    from verifier.readers.markdown.tokens import Token

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".qmd", ".rmd", "")

_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in Markdown that is a part of a report.

    Attributes:
        report: what it would be alone.
        above: level and text of the headings that what follows stands under.
        tokens: of its text.
        notes: its footnotes.
        evidence: its blocks that hold claims.
        dollars: where dollar signs stand that some renderers take for mathematics.
    """

    report: Report
    above: tuple[tuple[int, str], ...]
    tokens: tuple[Token, ...]
    notes: tuple[Footnote, ...]
    evidence: tuple[Block, ...]
    dollars: tuple[int, ...]


def read_markdown(text: str, path: str) -> Report:
    r"""Returns a report written in Markdown.

    Args:
        text: of the report.
        path: as the user gave it.

    Raises:
        ReportError: for a text that is too long or no Unicode.

    Example:
        >>> report = read_markdown("ARR was [\\$4.1M](#c1).\n", "report.md")
        >>> report.passages[0].text, report.passages[0].links[0].target
        ('ARR was $4.1M.', 'c1')
    """
    return read_cell(text, path).report


def read_cell(text: str, path: str, above: tuple[tuple[int, str], ...] = ()) -> Cell:
    """Returns a text in Markdown that stands under headings of a larger report.

    Args:
        text: of the part.
        path: of the report.
        above: level and text of the headings.

    Raises:
        ReportError: for a text that is too long or no Unicode.
    """
    source = normalised(text, path)
    lines = LineTable.of(source)
    front = read_front_matter(source)
    tokens = tuple(read_tokens(_without_front_matter(source, front.end)))
    notes = tuple(read_footnotes(tokens, source, lines))
    blocks = tuple(b for b in read_blocks(tokens) if not _is_in_claim(b, notes))
    evidence = [block for block in blocks if holds_claims(block, source, lines)]
    found = read_passages(blocks, source, lines, {b.start for b in evidence}, above)
    convention = convention_in(found.passages, front.numbers, front.language)
    holders = (*evidence, *(note for note in notes if note.evidence))
    listed = sorted(holders, key=lambda holder: holder.start)
    claims = read_claims(listed, source, lines, convention)
    comments = read_comments(blocks, source, lines)
    remarks = (
        *front.remarks,
        *found.remarks,
        *claims.remarks,
        *(c for c in comments if isinstance(c, Remark)),
        *(unclosed_remark(b, lines) for b in blocks if _is_unclosed(b, source)),
    )
    report = Report(
        path=path,
        text=source,
        passages=tuple(_marked(found.passages, source, convention, lines)),
        claims=claims.claims,
        numbers=front.numbers,
        language=front.language,
        sources=front.sources,
        brief=front.brief,
        anchors=_anchors(blocks, found, source)
        | {note.label for note in notes if not note.evidence},
        suppressions=tuple(c for c in comments if isinstance(c, Suppression)),
        remarks=tuple(sorted(remarks, key=lambda r: (r.line, r.column, r.code))),
    )
    return Cell(report, found.above, tokens, notes, tuple(evidence), found.dollars)


def _without_front_matter(source: str, end: int) -> str:
    """Returns a text as long as the source, with line feeds for the front matter.

    A carriage return that stands alone is one, too: the parser does not know it.
    """
    text = "\n" * end + source[end:] if end else source
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def _is_in_claim(block: Block, notes: Sequence[Footnote]) -> bool:
    """Returns whether a block stands in a footnote that is a claim."""
    number = bisect_right(notes, block.start, key=lambda note: note.start) - 1
    return (
        number >= 0
        and bool(notes[number].evidence)
        and (block.start < notes[number].end)
    )


def _marked(
    passages: Iterable[Passage], source: str, convention: Convention, lines: LineTable
) -> Iterator[Passage]:
    for passage in passages:
        if "[^" not in source:
            yield passage
            continue
        marks = sorted(footnote_marks(passage, source), key=lambda mark: mark.start)
        yield link_marks(passage, marks, convention, lines)


def _is_unclosed(block: Block, source: str) -> bool:
    return block.kind is BlockKind.CODE and not is_closed(block, source)


def _anchors(blocks: Iterable[Block], found: Passages, source: str) -> frozenset[str]:
    names = set(slugs(found.headings))
    for block in blocks:
        if block.kind is BlockKind.HTML:
            names |= set(names_in_html(source[block.start : block.end]))
        for token in block.tokens:
            if token.kind is TokenKind.INLINE_HTML:
                names |= set(names_in_html(token.text))
    return frozenset(names)


def _read(content: bytes, path: str) -> Report:
    return read_markdown(decode(content, path), path)


READER = Reader(suffixes=_SUFFIXES, read=_read)
