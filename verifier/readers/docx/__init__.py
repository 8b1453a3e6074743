"""Reports in Word documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.errors import ReportError
from verifier.model.lines import LineTable
from verifier.model.report import (
    Link,
    Passage,
    PassageKind,
    Remark,
    Report,
    Span,
    Suppression,
)
from verifier.readers._convention import convention_in
from verifier.readers._decode import normalised
from verifier.readers._outline import Headings, Table, caption_from
from verifier.readers._reader import Reader
from verifier.readers._stretch import Stretch
from verifier.readers.docx.archive import opened, relations_of
from verifier.readers.docx.comments import ADDRESSEE, accepted
from verifier.readers.docx.evidence import claims_of, evidence_in
from verifier.readers.docx.items import EdgeKind, Kind, Paragraph
from verifier.readers.docx.properties import declared_in
from verifier.readers.docx.styles import Styles, read_styles
from verifier.readers.docx.walk import Walk
from verifier.readers.docx.written import Page, Written
from verifier.readers.markdown.asides import states_a_figure
from verifier.readers.markdown.mask import mask
from verifier.readers.markdown.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.readers.docx.archive import Archive
    from verifier.readers.docx.items import Edge
    from verifier.readers.docx.written import Aside

_DOCUMENT = "word/document.xml"
_ROOT = "w:document"
_AROUND = ("header", "footer", "footnotes", "endnotes", "comments")
_LONGEST_QUOTE = 60
_ASIDES = {
    Kind.DELETED: ("deleted-text", "text that was deleted, with changes tracked"),
    Kind.HIDDEN: (
        "hidden-text",
        "hidden text, which is not checked",
    ),
}
_OUTSIDE = (
    "figure-outside-prose",
    "a picture, a formula or a comment: no claim cites it",
)


def read_docx(content: bytes, path: str) -> Report:
    """Returns a report written in Word.

    Its text is that of the paragraphs, one below the other; lines are counted in each.

    Source: ECMA-376, part 1, section 17 (WordprocessingML).

    Args:
        content: the file.
        path: as the user gave it.

    Raises:
        ReportError: for what is no whole .docx, or one beyond its limits.
    """
    archive = opened(content, path)
    with archive.file:
        walks = list(_walks(archive))
        declared = declared_in(archive)
    reading = _Reading()
    reading.told += [("unreadable-front-matter", x, 0) for x in declared.unreadable]
    for walk, styles in walks:
        reading.read(walk, styles)
    found = reading.report(path)
    return replace(found, sources=declared.sources, brief=declared.brief)


def _walks(archive: Archive) -> Iterator[tuple[Walk, Styles]]:
    """Yields the walk over the document, then over what stands round it.

    Raises:
        ReportError: if the main part is no document.
    """
    main = next(
        (t for k, t in relations_of(archive, "").values() if k == "officeDocument"),
        _DOCUMENT,
    )
    relations = relations_of(archive, main)
    named = dict(relations.values())
    styles = read_styles(archive, named.get("styles", ""))
    for name, part in [("paragraph", main), *_round(relations)]:
        walk = Walk(styles, relations_of(archive, part), name)
        root = _walk_through(archive, part, walk)
        if part == main and root != _ROOT:
            raise ReportError(
                archive.shown,
                f"it is no Word document: {main} holds another sort of file",
                "a whole .docx file",
                "Let its name say what it is; a workbook is a source, not a report.",
            )
        yield walk, styles


def _walk_through(archive: Archive, part: str, walk: Walk) -> str:
    """Returns the first name in the XML of a part, when all was walked through."""
    root = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal root
        root = root or tag
        walk.start(tag, attributes)

    archive.parse(part, start, walk.end, walk.text)
    return root


def _round(relations: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for kind in _AROUND:
        for found, target in relations.values():
            if found == kind and target not in seen:
                seen.add(target)
                yield f"{kind} {len(seen)}, paragraph", target


@dataclass(slots=True)
class _Reading:
    """What was read of a document so far."""

    page: Page = field(default_factory=Page)
    passages: list[Passage] = field(default_factory=list[Passage])
    told: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    evidence: list[list[Written]] = field(default_factory=list["list[Written]"])
    names: list[str] = field(default_factory=list[str])
    headings: Headings = field(default_factory=Headings)
    tables: list[Table] = field(default_factory=list[Table])
    before: str = ""
    commented: dict[str, list[Written]] = field(
        default_factory=dict[str, "list[Written]"]
    )
    said: list[Written] = field(default_factory=list["Written"])

    def read(self, walk: Walk, styles: Styles) -> None:
        """Reads a part of the document."""
        self.names += walk.names
        self.headings = Headings()
        if walk.embedded:
            said = "another document is embedded here, and is not read"
            self.told.append(("embedded-document", said, self.page.length))
        items = [
            self.page.write(item) if isinstance(item, Paragraph) else item
            for item in walk.items
        ]
        blocks = evidence_in(items, styles)
        self.evidence += blocks
        inside = {paragraph.start for block in blocks for paragraph in block}
        for item in items:
            if not isinstance(item, Written):
                self._edge(item)
            elif item.start not in inside:
                self._paragraph(item, walk, styles)

    def report(self, path: str) -> Report:
        """Returns the whole."""
        text = normalised("".join(self.page.chunks), path)
        lines = LineTable.of(text)
        passages = tuple(
            replace(p, links=tuple(_spanned(link, lines) for link in p.links))
            for p in sorted(self.passages, key=lambda p: p.pieces[0].origin_start)
        )
        parts = tuple(self.page.parts)
        said = [accepted(one, self.commented, lines) for one in self.said]
        read = claims_of(self.evidence, lines, convention_in(passages), parts)
        remarks = [
            *(Remark(code, said, *lines.place(at)) for code, said, at in self.told),
            *read.remarks,
            *(one for one in said if isinstance(one, Remark)),
        ]
        return Report(
            path=path,
            text=text,
            passages=passages,
            claims=read.claims,
            anchors=frozenset(self.names),
            suppressions=tuple(x for x in said if isinstance(x, Suppression)),
            remarks=tuple(sorted(remarks, key=lambda r: (r.line, r.column, r.code))),
            parts=parts,
        )

    def _paragraph(self, written: Written, walk: Walk, styles: Styles) -> None:
        item = written.paragraph
        is_comment = item.where.startswith("comment")
        level = 0 if item.in_cell else styles.level(item.style) or item.level
        links = tuple(
            Link(x.start, x.end, *walk.links[x.number - 1], _unspanned(x.origin))
            for x in written.links
        )
        prose = mask(Prose(Stretch(written.text, written.pieces), links, (), ()))
        passage = Passage(
            text=prose.shown.text,
            pieces=prose.shown.pieces,
            kind=_kind(item, level),
            links=prose.links,
            headings=self.headings.above(level or 7),
        )
        for name in item.comments:
            self.commented.setdefault(name, []).append(written)
        if is_comment and written.text.strip().startswith(ADDRESSEE):
            self.said.append(written)
        elif is_comment or styles.is_code(item.style):
            self._outside(passage)
        elif passage.text.strip(" \t\n\ufffc"):
            self._place(passage, item, level)
            if written.is_doubtful and any(map(str.isnumeric, passage.text)):
                said = "text that is white or tiny; links in it are not read"
                self._tell("doubtful-text", said, passage)
        for aside in written.asides:
            self._aside(aside)

    def _place(self, passage: Passage, item: Paragraph, level: int) -> None:
        table = self.tables[-1] if self.tables else None
        if item.in_cell and table is not None and table.cell is not None:
            table.cell.passages.append(passage)
            return
        self.passages.append(passage)
        if level:
            self.headings.enter(level, passage.text)
        else:
            self.before = passage.text

    def _aside(self, aside: Aside) -> None:
        passage = replace(aside.passage, headings=self.headings.above())
        if aside.kind in _ASIDES:
            self.passages.append(passage)
            if any(map(str.isnumeric, passage.text)):
                self._tell(*_ASIDES[aside.kind], passage)
        elif aside.kind in {Kind.MATH, Kind.OBJECT}:
            self._outside(passage)

    def _outside(self, passage: Passage) -> None:
        if states_a_figure(Stretch(passage.text, passage.pieces)):
            self.passages.append(replace(passage, kind=PassageKind.OTHER, links=()))
            self._tell(*_OUTSIDE, passage)

    def _tell(self, code: str, said: str, passage: Passage) -> None:
        shown = passage.text.strip()
        if len(shown) > _LONGEST_QUOTE:
            shown = shown[:_LONGEST_QUOTE] + "…"
        self.told.append((code, f"{shown!r}: {said}", passage.pieces[0].origin_start))

    def _edge(self, edge: Edge) -> None:
        if edge.kind is EdgeKind.TABLE:
            self.tables.append(Table(caption_from(self.before)))
            self.before = ""
            return
        if not self.tables:
            return
        table = self.tables[-1]
        if edge.kind is EdgeKind.HEAD:
            table.is_head = True
        elif edge.kind is EdgeKind.CELL:
            cell = table.open_cell(edge.columns)
            cell.goes_on = edge.goes_on
        elif edge.kind is EdgeKind.ROW_END:
            self.passages += table.close_row()
            table.is_head = False
        else:
            self.passages += table.close_row()
            del self.tables[-1]


def _kind(item: Paragraph, level: int) -> PassageKind:
    if item.in_cell:
        return PassageKind.CELL
    if level:
        return PassageKind.HEADING
    return PassageKind.ITEM if item.is_item else PassageKind.PARAGRAPH


def _unspanned(origin: tuple[int, int]) -> Span:
    """Returns a place whose line is not known until all is written."""
    return Span(*origin, 0, 0, 0, 0)


def _spanned(link: Link, lines: LineTable) -> Link:
    return replace(link, span=lines.span(link.span.start, link.span.end))


READER = Reader(suffixes=(".docx", ".docm"), read=read_docx)
