"""Reference links and footnote marks -> links that name their claim in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.fmt.edits import Edit
from verifier.model.lines import LineTable, locate
from verifier.readers.evidence.opening import is_claim_id
from verifier.readers.markdown.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from verifier.model.report import Link, Passage
    from verifier.readers.markdown import Cell
    from verifier.readers.markdown.tokens import Token

_DEFINITION = re.compile(
    r"^ {0,3}\[[^\]\r\n]{1,999}\]:[ \t]*<?#([^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*(?:\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_MARK = re.compile(r"\[\^[^\]\s\[]{1,200}\]")
_PUNCTUATION = ".,;:!?"
_MARKUP = frozenset("*_~`<[]")


def link_edits(cell: Cell, ids: Container[str]) -> Iterator[Edit]:
    """Yields the changes that make every link to a claim an inline one.

    Args:
        cell: the report.
        ids: of its claims.
    """
    text = cell.report.text
    for token in cell.tokens:
        if _is_reference(token, text, ids):
            yield from _inlined(token, text)
    if any(_is_reference(token, text, ids) for token in cell.tokens):
        yield from _definitions(cell, ids)
    lines = LineTable.of(text)
    for passage in cell.report.passages if "[^" in text else ():
        yield from _marks(passage, text, lines)


def _is_reference(token: Token, text: str, ids: Container[str]) -> bool:
    if token.kind is not TokenKind.START or token.tag != "Link" or token.is_bare:
        return False
    return token.text[1:] in ids and text[token.end - 1 : token.end] == "]"


def _inlined(token: Token, text: str) -> Iterator[Edit]:
    label = text.rfind("[", token.start + 1, token.end)
    is_shortcut = label < 0 or text[label - 1 : label] != "]"
    start = token.end - 1 if is_shortcut else label - 1
    title = token.title.replace("\\", "\\\\").replace('"', '\\"')
    said = f' "{title}"' if title else ""
    yield Edit(start, token.end, f"]({token.text}{said})")


def _definitions(cell: Cell, ids: Container[str]) -> Iterator[Edit]:
    """Yields the removal of definitions that no link needs any more."""
    blocks = [(t.start, t.end) for t in cell.tokens if t.kind is TokenKind.START]
    inside = sorted(blocks)
    place = 0
    reach = 0
    for found in _DEFINITION.finditer(cell.report.text):
        while place < len(inside) and inside[place][0] <= found.start():
            reach = max(reach, inside[place][1])
            place += 1
        if found[1] in ids and found.start() >= reach:
            yield Edit(found.start(), found.end(), "")


def _marks(passage: Passage, text: str, lines: LineTable) -> Iterator[Edit]:
    for link in passage.links:
        written = text[link.span.start : link.span.end]
        if written.startswith("[") or not written.endswith("]"):
            continue
        mark = next(iter(reversed(list(_MARK.finditer(written)))), None)
        if mark is None or not is_claim_id(link.target):
            continue
        start, end = _figure(passage, link, lines)
        if not _MARKUP & set(text[start:end]):
            place = link.span.start + mark.start()
            yield Edit(start, start, "[")
            yield Edit(end, end, f"](#{link.target})")
            yield Edit(place, link.span.end, "")


def _figure(passage: Passage, link: Link, lines: LineTable) -> tuple[int, int]:
    """Returns where a figure stands that a mark speaks of, without punctuation."""
    shown = passage.text[link.start : link.end].rstrip(_PUNCTUATION + " ")
    span = locate(passage, link.start, link.start + len(shown), lines)
    return span.start, span.end
