"""Claims in a page: a `<pre>`, or a script of JSON that names itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from verifier.readers.claims_json import parse_claims_json
from verifier.readers.evidence import (
    EvidenceLine,
    mark_duplicates,
    opens_evidence,
    read_evidence,
)
from verifier.readers.html.entities import preformatted
from verifier.readers.markdown.claims import ClaimsRead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.claim import Claim
    from verifier.model.lines import LineTable
    from verifier.model.quantity import Convention
    from verifier.model.report import Remark
    from verifier.readers.html.walk import Raw

_CLASSES = frozenset(("claims", "language-claims", "lang-claims"))
_LANGUAGE = ("language-", "lang-")
_LINE_END = re.compile(r"\r\n|\r|\n")


def is_evidence(raw: Raw, source: str, lines: LineTable) -> bool:
    """Returns whether a `<pre>` or a script holds claims.

    A `<pre>` does by its class, or where no other language is named by its first line.
    """
    if raw.tag == "script":
        is_json = raw.attributes.get("type", "").strip().lower() == "application/json"
        return is_json and raw.attributes.get("id") == "claims"
    if raw.tag != "pre":
        return False
    classes = {name.lower() for name in raw.classes}
    if classes & _CLASSES:
        return True
    if any(name.startswith(_LANGUAGE) for name in classes):
        return False
    first = next((x for x in _lines_in(raw, source, lines) if not x.is_blank), None)
    return first is not None and opens_evidence(first)


def claims_of(
    raws: Iterable[Raw], source: str, lines: LineTable, convention: Convention
) -> ClaimsRead:
    """Returns the claims of a page's evidence, as one list.

    Raises:
        ReportError: for JSON that cannot be read.
    """
    claims: list[Claim] = []
    remarks: list[Remark] = []
    for raw in raws:
        if raw.tag == "script":
            inside = source[source.find(">", raw.start) + 1 : raw.end]
            claims += parse_claims_json(inside[: inside.rfind("<")], convention)
            continue
        found = read_evidence(tuple(_lines_in(raw, source, lines)), convention)
        claims += found.claims
        remarks += found.remarks
    return ClaimsRead(mark_duplicates(claims), tuple(remarks))


def _lines_in(raw: Raw, source: str, lines: LineTable) -> Iterator[EvidenceLine]:
    stretch = preformatted(source, raw.places)
    if not stretch.pieces:
        return
    start = 0
    for found in [*_LINE_END.finditer(stretch.text), None]:
        end = found.start() if found else len(stretch.text)
        number = bisect_right(stretch.pieces, start, key=lambda p: p.start) - 1
        piece = stretch.pieces[number]
        inside = min(start - piece.start, piece.origin_end - piece.origin_start)
        place = lines.place(piece.origin_start + inside)
        yield EvidenceLine(stretch.text[start:end], *place)
        start = found.end() if found else end
