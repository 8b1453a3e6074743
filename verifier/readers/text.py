"""Reports in plain text: marks behind the figures, evidence at the end."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from verifier.model.lines import LineTable
from verifier.model.report import Remark, Report, Suppression
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
from verifier.readers.markdown.comments import comments_between, read_comment
from verifier.readers.markdown.front_matter import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.report import Passage
    from verifier.readers.markdown.comments import Comment

_MARK = re.compile(r"\[\^?([^\]\[\s^]{1,64})\]")
_USUAL = re.compile(r"[a-zа-я]{1,2}[0-9]{1,4}", re.IGNORECASE)
_REST = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
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
    said = _comments(source, front.end, end, lines)
    found = list(_passages(source, (front.end, end), said))
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
        brief=front.brief,
        suppressions=tuple(x for _, x in said if isinstance(x, Suppression)),
        remarks=(
            *front.remarks,
            *(x for _, x in said if isinstance(x, Remark)),
            *read.remarks,
        ),
    )


def _comments(
    source: str, start: int, end: int, lines: LineTable
) -> list[tuple[Comment, Suppression | Remark]]:
    """Returns the comments that speak to the verifier, with what they say.

    One on lines of its own covers the paragraph below, another one its line.
    """
    comments = list(comments_between(start, end, source))
    ends = _ends_below(source[:end]) if comments else []
    found: list[tuple[Comment, Suppression | Remark]] = []
    for comment in comments:
        first = lines.place(comment.start)[0]
        last = lines.place(comment.end - 1)[0]
        before = source[lines.starts[first - 1] : comment.start]
        if not before.strip() and _REST.match(source, comment.end, end):
            last = max(last, ends[last]) if last < len(ends) else last
        found.append((comment, read_comment(comment, (first, last), lines)))
    return found


def _ends_below(source: str) -> list[int]:
    """Returns for each line, counted from 0, the end of the paragraph at or below it.

    The last line of a paragraph is a number that counts from 1; 0 where there is none.
    """
    texts = [line.text for line in lines_of(source, 1)]
    ends = [0] * len(texts)
    for number in range(len(texts) - 1, -1, -1):
        below = ends[number + 1] if number + 1 < len(texts) else 0
        is_last = number + 1 == len(texts) or not texts[number + 1].strip()
        is_end = bool(texts[number].strip()) and is_last
        ends[number] = number + 1 if is_end else below
    return ends


def _passages(
    source: str,
    bounds: tuple[int, int],
    said: list[tuple[Comment, Suppression | Remark]],
) -> Iterator[Passage]:
    """Yields the paragraphs between two offsets; comments part them."""
    start, end = bounds
    for comment, _ in said:
        if start < comment.start:
            yield from paragraph_passages(source, start, comment.start)
        start = comment.end
    if start < end:
        yield from paragraph_passages(source, start, end)


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
