"""Reports in plain text: marks behind the figures, evidence at the end."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from verifier.model.lines import LineTable
from verifier.model.report import Report
from verifier.readers._convention import convention_in
from verifier.readers._decode import decode, normalised
from verifier.readers._marks import Mark, link_marks
from verifier.readers._plain import paragraph_passages
from verifier.readers._reader import Reader
from verifier.readers.evidence import (
    EvidenceLine,
    lines_of,
    mark_duplicates,
    opens_evidence,
    read_evidence,
)
from verifier.readers.evidence.opening import is_claim_id
from verifier.readers.markdown import read_markdown
from verifier.readers.markdown.front_matter import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.report import Passage

_MARK = re.compile(r"\[\^?([^\]\[\s^]{1,64})\]")
_USUAL = re.compile(r"[a-zа-я]{1,2}[0-9]{1,4}", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)\s*\{?\.?claims\b", re.MULTILINE)


def read_text(text: str, path: str) -> Report:
    r"""Returns a report written in plain text.

    A figure names its claim by a mark behind it, `4.1M [c1]` or `4.1M[^c1]`. From the
    first line that reads `[id] ranges` on, all is evidence. A text with links such as
    `[4.1M](#c1)`, or with a fence of claims, is Markdown and is read as such.

    Args:
        text: of the report.
        path: as the user gave it.

    Raises:
        ReportError: for a text that is too long or no Unicode.

    Example:
        >>> report = read_text("ARR was 4.1M [c1].\n\n[c1] d.csv!F2\n= F2\n", "a.txt")
        >>> report.passages[0].links[0].target, report.claims[0].id
        ('c1', 'c1')
    """
    if "](#" in text or _FENCE.search(text):
        return read_markdown(text, path)
    source = normalised(text, path)
    lines = LineTable.of(source)
    front = read_front_matter(source)
    evidence = _evidence(source)
    end = lines.starts[evidence[0].line - 1] if evidence else len(source)
    found = [*paragraph_passages(source, front.end, end)] if front.end < end else []
    convention = convention_in(found, front.numbers, front.language)
    read = read_evidence(evidence, convention)
    passages = tuple(link_marks(p, tuple(_marks(p)), convention, lines) for p in found)
    known = {claim.id for claim in read.claims}
    named = {link.target for passage in passages for link in passage.links}
    return Report(
        path=path,
        text=source,
        passages=passages,
        claims=mark_duplicates(read.claims),
        numbers=front.numbers,
        language=front.language,
        sources=front.sources,
        # `[sic]` and `[Smith2020]` are no claims, whatever they stand behind
        anchors=frozenset(n for n in named - known if not _USUAL.fullmatch(n)),
        remarks=(*front.remarks, *read.remarks),
    )


def _evidence(source: str) -> tuple[EvidenceLine, ...]:
    """Returns the lines from the first one on that opens a claim."""
    listed = lines_of(source, 1)
    before = sum(1 for _ in takewhile(lambda line: not opens_evidence(line), listed))
    return listed[before:]


def _marks(passage: Passage) -> Iterator[Mark]:
    for found in _MARK.finditer(passage.text):
        if is_claim_id(found[1]):
            yield Mark(found.start(), found.end(), found[1])


def _read(content: bytes, path: str) -> Report:
    return read_text(decode(content, path), path)


READER = Reader(suffixes=(".txt", ".text"), read=_read)
