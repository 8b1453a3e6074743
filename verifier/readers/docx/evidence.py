"""Paragraphs that hold claims: in a style of code, or by their first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.parts import place_in
from verifier.model.report import Remark
from verifier.readers.docx.written import Written, shown_lines
from verifier.readers.evidence import (
    EvidenceLine,
    mark_duplicates,
    opens_evidence,
    read_evidence,
)
from verifier.readers.markdown.claims import ClaimsRead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verifier.model.claim import Claim
    from verifier.model.lines import LineTable
    from verifier.model.quantity import Convention
    from verifier.model.report import Part
    from verifier.readers.docx.items import Edge
    from verifier.readers.docx.styles import Styles

_GOES_ON = tuple("+-*/&),(=^<>[")
_STRAIGHT = str.maketrans("“”„‟‘’", '""""\'\'')


def evidence_in(items: Sequence[Written | Edge], styles: Styles) -> list[list[Written]]:
    """Returns the runs of paragraphs that hold claims.

    Such a run begins with `[id] ranges`. In a style of code it ends with that style.
    Otherwise a table, a heading and a list end it, and so does a paragraph that opens
    no claim behind an empty one or a whole formula.
    """
    found: list[list[Written]] = []
    block: list[Written] = []
    for item in items:
        if not isinstance(item, Written) or item.paragraph.in_cell:
            block = []
        elif block and _goes_on(item, block, styles):
            block.append(item)
        elif _opens(item):
            found.append(block := [item])
        else:
            block = []
    return found


def claims_of(
    blocks: Iterable[Sequence[Written]],
    lines: LineTable,
    convention: Convention,
    parts: tuple[Part, ...],
) -> ClaimsRead:
    """Returns the claims of a document, as one list.

    Word turns quotation marks into typographic ones as they are typed: in a line that
    holds no straight ones they are taken for those.
    """
    claims: list[Claim] = []
    remarks: list[Remark] = []
    for block in blocks:
        listed: list[EvidenceLine] = []
        for text, origin in shown_lines(block):
            line, column = lines.place(origin)
            plain = text if '"' in text else text.translate(_STRAIGHT)
            if plain != text:
                said = (
                    "typographic quotation marks in a claim are read as straight ones"
                )
                remarks.append(Remark("quotation-marks", said, line, column))
            name, _ = place_in(parts, line)
            listed.append(EvidenceLine(plain, line, column, name))
        read = read_evidence(tuple(listed), convention)
        claims += read.claims
        remarks += read.remarks
    return ClaimsRead(mark_duplicates(claims, parts), tuple(remarks))


def _opens(item: Written) -> bool:
    first = item.text.lstrip("\n").split("\n", 1)[0]
    return opens_evidence(EvidenceLine(first, 1))


def _goes_on(item: Written, block: Sequence[Written], styles: Styles) -> bool:
    paragraph = item.paragraph
    if styles.is_code(block[0].paragraph.style):
        return styles.is_code(paragraph.style)
    if styles.level(paragraph.style) or paragraph.level or paragraph.is_item:
        return False
    last, text = block[-1].text.strip(), item.text.strip()
    if _opens(item) or not text:
        return True
    is_whole = last.startswith("=") and last.count("(") <= last.count(")")
    is_prose = text[:1] not in _GOES_ON  # behind a formula that is whole
    return bool(last) and not (is_whole and is_prose)
