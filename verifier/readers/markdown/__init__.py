"""Reports in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures import find_convention, find_language, named_convention
from verifier.model.lines import LineTable
from verifier.model.report import PassageKind, Remark, Report, Suppression
from verifier.readers._decode import normalised
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
from verifier.readers.markdown.front_matter import read_front_matter
from verifier.readers.markdown.passages import read_passages
from verifier.readers.markdown.tokens import TokenKind, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.quantity import Convention
    from verifier.readers.markdown.blocks import Block
    from verifier.readers.markdown.front_matter import FrontMatter
    from verifier.readers.markdown.passages import Passages

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".qmd", ".rmd", ".txt", "")


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
    source = normalised(text, path)
    lines = LineTable.of(source)
    front = read_front_matter(source)
    blocks = tuple(read_blocks(read_tokens(_without_front_matter(source, front.end))))
    evidence = [block for block in blocks if holds_claims(block, source, lines)]
    found = read_passages(blocks, source, lines, {b.start for b in evidence})
    convention = _convention_of(found, front)
    claims = read_claims(evidence, source, lines, convention)
    comments = read_comments(blocks, source, lines)
    remarks = (
        *front.remarks,
        *found.remarks,
        *claims.remarks,
        *(c for c in comments if isinstance(c, Remark)),
        *(unclosed_remark(b, lines) for b in blocks if _is_unclosed(b, source)),
    )
    return Report(
        path=path,
        text=source,
        passages=found.passages,
        claims=claims.claims,
        numbers=front.numbers,
        language=front.language,
        sources=front.sources,
        brief=front.brief,
        anchors=_anchors(blocks, found, source),
        suppressions=tuple(c for c in comments if isinstance(c, Suppression)),
        remarks=tuple(sorted(remarks, key=lambda r: (r.line, r.column, r.code))),
    )


def _without_front_matter(source: str, end: int) -> str:
    """Returns a text as long as the source, with line feeds for the front matter."""
    return "\n" * end + source[end:] if end else source


def _convention_of(found: Passages, front: FrontMatter) -> Convention:
    stated = named_convention(front.numbers) if front.numbers else None
    if stated:
        return stated
    prose = [p for p in found.passages if p.kind is not PassageKind.OTHER]
    texts = [passage.text for passage in prose]
    return find_convention(texts, front.language or find_language(texts))


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


READER = Reader(suffixes=_SUFFIXES, read=read_markdown)
