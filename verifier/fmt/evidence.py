"""All evidence of a report -> one fence of claims in their canonical form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.fmt.edits import Edit
from verifier.readers.evidence import EvidenceLine, print_claims, read_evidence
from verifier.readers.markdown.claims import evidence_lines, is_closed
from verifier.readers.markdown.footnotes import Footnote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verifier.model.claim import Claim
    from verifier.model.lines import LineTable
    from verifier.model.quantity import Convention
    from verifier.readers.markdown import Cell
    from verifier.readers.markdown.blocks import Block

_FENCES = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_SHORTEST = 3


def evidence_edits(
    cell: Cell,
    given: Sequence[Claim],
    lines: LineTable,
    convention: Convention,
    *,
    anchors: bool,
) -> Iterator[Edit]:
    """Yields the changes that make all evidence one fence, in the place of the first.

    What stands in a list or quotation, or has no end, stays as it is.

    Args:
        cell: the report.
        given: claims that stand elsewhere, to be written into the report.
        lines: of its text.
        convention: how it writes numbers.
        anchors: whether each claim gets a place to jump to.
    """
    text = cell.report.text
    blocks = [b for b in cell.evidence if not b.containers and is_closed(b, text)]
    notes = [note for note in cell.notes if note.evidence]
    holders = sorted([*blocks, *notes], key=lambda holder: holder.start)
    parts = [_canonical(_lines(h, text, lines), convention) for h in holders]
    if given:
        parts.append(print_claims(given))
    content = "\n".join(part for part in parts if part)
    if not content:
        return
    ending = found[0] if (found := _LINE_END.search(text)) else "\n"
    known = cell.report.anchors
    ids = [c.id for c in (*cell.report.claims, *given) if not c.flaw]
    named = [name for name in ids if name not in known] if anchors else []
    fence = _fenced(content, named).replace("\n", ending)
    place = next(iter([*blocks[:1], *notes[-1:]]), None)
    for holder in holders:
        start, end = _whole_lines(holder, text, lines)
        yield Edit(start, end, fence if holder is place else "")
    if place is None:
        yield Edit(len(text), len(text), _gap(text, ending) + fence)


def _canonical(listed: Sequence[EvidenceLine], convention: Convention) -> str:
    """Returns evidence in its canonical form; what cannot be read stays as it is."""
    starts = [n for n, line in enumerate(listed) if line.text.startswith("[")]
    read = read_evidence(listed, convention)
    parts = ["\n".join(x.text for x in listed[: starts[0] if starts else None])]
    for number, claim in enumerate(read.claims):
        last = starts[number + 1] if number + 1 < len(starts) else len(listed)
        written = "\n".join(line.text for line in listed[starts[number] : last])
        whole = print_claims((claim,)) if _is_kept(claim, convention) else ""
        is_last = number + 1 == len(starts)
        if whole:
            parts.append(whole.rstrip("\n") + ("" if is_last else "\n"))
        else:
            parts.append(written.rstrip("\n") if is_last else written)
    shown = [part for number, part in enumerate(parts) if number or part.strip()]
    return "\n".join(shown).rstrip("\n") + "\n"


def _is_kept(claim: Claim, convention: Convention) -> bool:
    """Returns whether a claim is whole, and reads the same in its canonical form."""
    if claim.flaw is not None:
        return False
    listed = print_claims((claim,)).split("\n")
    again = read_evidence(
        tuple(EvidenceLine(x, n) for n, x in enumerate(listed, 1)), convention
    )
    return [without_places(c) for c in again.claims] == [without_places(claim)]


def without_places(claim: Claim) -> Claim:
    """Returns a claim without the lines on which it was written."""
    return replace(
        claim,
        line=0,
        calculation_line=0,
        reads=tuple(replace(read, line=0) for read in claim.reads),
        assumptions=tuple(replace(a, line=0) for a in claim.assumptions),
        flaw=None if claim.flaw is None else replace(claim.flaw, line=0, message=""),
    )


def _lines(
    holder: Block | Footnote, text: str, lines: LineTable
) -> tuple[EvidenceLine, ...]:
    if isinstance(holder, Footnote):
        return holder.evidence
    return tuple(evidence_lines(holder, text, lines))


def _fenced(content: str, named: Iterable[str]) -> str:
    longest = max((len(x[1]) for x in _FENCES.finditer(content)), default=0)
    fence = "`" * max(_SHORTEST, longest + 1)
    places = "".join(f'<a id="{name}"></a>\n' for name in named)
    gap = "\n" if places else ""
    return f"{places}{gap}{fence}claims\n{content}{fence}\n"


def _whole_lines(
    holder: Block | Footnote, text: str, lines: LineTable
) -> tuple[int, int]:
    """Returns where the lines of some evidence begin and end."""
    start = lines.starts[lines.place(holder.start)[0] - 1]
    end = len(text[: holder.end].rstrip("\r\n"))
    found = _LINE_END.match(text, end)
    return start, found.end() if found else end


def _gap(text: str, ending: str) -> str:
    """Returns what parts a fence from the text above it."""
    if not text or text.endswith((ending * 2, "\n\n")):
        return ""
    return ending if text.endswith(("\n", "\r")) else ending * 2
