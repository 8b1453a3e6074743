"""Footnotes: those whose body is a claim, and the marks that name claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from verifier.readers._marks import Mark
from verifier.readers._stretch import OBJECT
from verifier.readers.evidence import EvidenceLine, opens_evidence
from verifier.readers.evidence.opening import is_claim_id
from verifier.readers.markdown.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.lines import LineTable
    from verifier.model.report import Passage
    from verifier.readers.markdown.tokens import Token

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")
_MARK = re.compile(r"\[\^([^\]\s\[]{1,200})\]")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_CALCULATION = re.compile(r"[ \t]+(?==|(?:select|with|assumes|reads)\b)", re.IGNORECASE)
_INDENT = 4
_MOST_WAYS = 8


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's definition.

    Attributes:
        label: as written.
        start: code-point offset of its first character.
        end: behind its last.
        evidence: its lines, where it is a claim; else empty.
    """

    label: str
    start: int
    end: int
    evidence: tuple[EvidenceLine, ...]


def read_footnotes(
    tokens: Iterable[Token], source: str, lines: LineTable
) -> Iterator[Footnote]:
    """Yields the footnotes of a report.

    A footnote is a claim where it reads as one: `[^c3]: deals.csv!F2:F9`, then the
    calculation on the lines below or behind the ranges on the same line.
    """
    for token in tokens:
        if token.kind is not TokenKind.START or token.tag != "FootnoteDefinition":
            continue
        found = _DEFINITION.match(source, token.start, token.end)
        if found:
            evidence = tuple(_evidence(found, token.end, source, lines))
            yield Footnote(found[1], token.start, token.end, evidence)


def footnote_marks(passage: Passage, source: str) -> Iterator[Mark]:
    """Yields the marks `[^id]` of a passage whose id can name a claim.

    Those that lead to a footnote are U+FFFC in the passage, the others are its text.
    """
    for piece in passage.pieces:
        text = passage.text[piece.start : piece.end]
        if text == OBJECT:
            written = source[piece.origin_start : piece.origin_end]
            found = _MARK.fullmatch(written)
            if found and is_claim_id(found[1]):
                yield Mark(piece.start, piece.end, found[1])
    # a mark that leads nowhere may be cut by pieces: it is looked for in the whole
    for found in _MARK.finditer(passage.text):
        if is_claim_id(found[1]) and not _is_linked(found.start(), passage):
            yield Mark(found.start(), found.end(), found[1])


def _is_linked(place: int, passage: Passage) -> bool:
    number = bisect_right(passage.links, place, key=lambda link: link.start) - 1
    return number >= 0 and place < passage.links[number].end


def _evidence(
    opening: re.Match[str], end: int, source: str, lines: LineTable
) -> Iterator[EvidenceLine]:
    label = opening[1]
    written = list(_lines_between(opening.end(), end, source, lines))
    head = f"[{label}] "
    if not is_claim_id(label) or not written:
        return
    first, *rest = written
    column = first.column - len(head)
    for text, behind, at in _openings(first.text):
        line = EvidenceLine(head + text, first.line, column)
        if opens_evidence(line):
            yield line
            if behind:
                yield EvidenceLine(behind, first.line, first.column + at)
            yield from rest
            return


def _openings(text: str) -> Iterator[tuple[str, str, int]]:
    """Yields the ways to part a line: ranges, what follows, and where that begins."""
    yield text, "", 0
    for found in islice(_CALCULATION.finditer(text), _MOST_WAYS):
        yield text[: found.start()].rstrip(" \t;,"), text[found.end() :], found.end()


def _lines_between(
    start: int, end: int, source: str, lines: LineTable
) -> Iterator[EvidenceLine]:
    """Yields the lines of a footnote's body: indents and code marks left out."""
    for found in _LINE.finditer(source, start, end):
        text = found[1].replace("`", " ").rstrip()
        indent = len(text) - len(text.lstrip(" \t"))
        cut = indent if found.start() == start else min(indent, _INDENT)
        line, column = lines.place(found.start())
        yield EvidenceLine(text[cut:], line, column + cut)
        if found.end() >= end:
            return
