"""Code blocks that hold claims -> their lines, and the claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model.claim import Claim, Flaw
from verifier.model.reason import Reason
from verifier.model.report import Remark
from verifier.readers.evidence import (
    EvidenceLine,
    mark_duplicates,
    opens_evidence,
    read_evidence,
)
from verifier.readers.markdown.blocks import Block, BlockKind
from verifier.readers.markdown.footnotes import Footnote
from verifier.readers.markdown.prose import read_stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.lines import LineTable
    from verifier.model.quantity import Convention
    from verifier.readers._stretch import Stretch

_LANGUAGES = ("claims", "{claims}", "{.claims}")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ClaimsRead:
    """The claims of a report, and remarks on what holds them."""

    claims: tuple[Claim, ...]
    remarks: tuple[Remark, ...]


def holds_claims(block: Block, source: str, lines: LineTable) -> bool:
    """Returns whether a block is evidence: by its word, or by its first line."""
    if block.kind is not BlockKind.CODE:
        return False
    words = block.opening.text.split(maxsplit=1)
    if words:
        return words[0].lower() in _LANGUAGES
    first = next(
        (x for x in evidence_lines(block, source, lines) if not x.is_blank), None
    )
    return first is not None and opens_evidence(first)


def read_claims(
    blocks: Iterable[Block | Footnote],
    source: str,
    lines: LineTable,
    convention: Convention,
) -> ClaimsRead:
    """Returns the claims of a report's evidence blocks, as one list.

    Args:
        blocks: those that hold claims, and footnotes that are claims, in order.
        source: the report's text.
        lines: of the source.
        convention: how the report writes numbers.
    """
    claims: list[Claim] = []
    remarks: list[Remark] = []
    for block in blocks:
        if isinstance(block, Footnote):
            claims += read_evidence(block.evidence, convention).claims
            continue
        evidence = read_evidence(
            tuple(evidence_lines(block, source, lines)), convention
        )
        found = evidence.claims
        if found and not is_closed(block, source):
            found = (*found[:-1], _unclosed(found[-1], block, lines))
        claims += found
        remarks += evidence.remarks
    return ClaimsRead(mark_duplicates(claims), tuple(remarks))


def is_closed(block: Block, source: str) -> bool:
    """Returns whether a fence ends as it should; an indented block always does."""
    if block.opening.is_bare:
        return True
    text = source[block.start : block.end]
    sign = text[:1]
    width = len(text) - len(text.lstrip(sign))
    last = _LINE_END.split(text.rstrip())[-1]
    run = last.lstrip(" \t>")
    is_fence = len(run) >= width and not run.strip(sign)
    return is_fence and len(last) < len(text.rstrip())


def unclosed_remark(block: Block, lines: LineTable) -> Remark:
    """Returns what to say of a fence that swallows the rest of a report."""
    line, column = lines.place(block.start)
    message = "the code block that begins here has no end; what follows is not read"
    return Remark("unclosed-fence", message, line, column)


def _unclosed(claim: Claim, block: Block, lines: LineTable) -> Claim:
    line, column = lines.place(block.start)
    message = (
        f"line {line}, column {column}: the fence that begins here has no end; "
        "expected a line of ``` below the last claim"
    )
    return replace(claim, flaw=Flaw(Reason.UNREADABLE_CLAIM, message, line, column))


def evidence_lines(
    block: Block, source: str, lines: LineTable
) -> Iterator[EvidenceLine]:
    """Yields the lines of a block of code, without its fences."""
    stretch = read_stretch(block.tokens, source)
    start = 0
    for found in [*_LINE_END.finditer(stretch.text), None]:
        end = found.start() if found else len(stretch.text)
        if found or end > start:
            place = lines.place(_origin(stretch, start))
            yield EvidenceLine(stretch.text[start:end], *place)
        start = found.end() if found else end


def _origin(stretch: Stretch, offset: int) -> int:
    number = bisect_right(stretch.pieces, offset, key=lambda piece: piece.start) - 1
    piece = stretch.pieces[number]
    return piece.origin_start + min(
        offset - piece.start, piece.origin_end - piece.origin_start
    )
