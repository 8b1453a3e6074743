"""Reports in HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model.lines import LineTable
from verifier.model.report import Link, Passage, PassageKind, Remark, Report
from verifier.readers._convention import convention_in
from verifier.readers._decode import decode, normalised
from verifier.readers._markup import read_markup
from verifier.readers._outline import Headings, Table, caption_from
from verifier.readers._reader import Reader
from verifier.readers.html.comments import comments_of
from verifier.readers.html.entities import preformatted
from verifier.readers.html.evidence import claims_of, is_evidence
from verifier.readers.html.walk import Edge, Raw, Shown, Text, Walk
from verifier.readers.markdown.asides import figures_in_code, states_a_figure
from verifier.readers.markdown.mask import mask
from verifier.readers.markdown.prose import Prose

if TYPE_CHECKING:
    from verifier.readers.html.walk import Item

MOST_BYTES = 10_000_000

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = ("li", "dt", "dd", "option")
_CELLS = ("td", "th")
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])"
)
_ADDS = re.compile(r"content\s*:\s*[\"'][^\"'{}]{0,200}\d")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_WHERE_CHARSET = 1024
_LANGUAGE = ("language-", "lang-")
_LONGEST_QUOTE = 60
_LONGEST_COUNT = 5


def read_html(text: str, path: str) -> Report:
    r"""Returns a report written in HTML.

    Style sheets and scripts are not run: text that only they hide is taken as shown.

    Args:
        text: of the page.
        path: as the user gave it.

    Raises:
        ReportError: for a text that is too long or no Unicode, and for claims in JSON
            that cannot be read.

    Example:
        >>> report = read_html('<p>ARR was <a href="#c1">$4.1&nbsp;M</a>.', "a.html")
        >>> report.passages[0].text, report.passages[0].links[0].target
        ('ARR was $4.1\xa0M.', 'c1')
    """
    source = normalised(text, path)
    lines = LineTable.of(source)
    page = _Page(source, lines)
    for item in page.walk.items(read_markup(source)):
        page.read(item)
    passages = sorted(page.passages, key=lambda p: p.pieces[0].origin_start)
    convention = convention_in(passages, page.numbers, page.language)
    claims = claims_of(page.evidence, source, lines, convention)
    said = comments_of(page.comments, page.blocks, source, lines)
    remarks = (*page.remarks, *claims.remarks, *said.remarks)
    return Report(
        path=path,
        text=source,
        passages=tuple(passages),
        claims=claims.claims,
        numbers=page.numbers,
        language=page.language,
        sources=tuple(page.sources.items()),
        brief=page.brief,
        anchors=frozenset(page.walk.names),
        suppressions=said.suppressions,
        remarks=tuple(sorted(remarks, key=lambda r: (r.line, r.column, r.code))),
    )


@dataclass(slots=True)
class _Page:
    """What was read of a page so far.

    Attributes:
        blocks: where passages, tables and lists begin and end, for comments.
    """

    source: str
    lines: LineTable
    walk: Walk = field(init=False)
    passages: list[Passage] = field(default_factory=list[Passage])
    remarks: list[Remark] = field(default_factory=list[Remark])
    evidence: list[Raw] = field(default_factory=list[Raw])
    comments: list[Raw] = field(default_factory=list[Raw])
    blocks: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    numbers: str = ""
    language: str = ""
    brief: str = ""
    sources: dict[str, str] = field(default_factory=dict[str, str])
    headings: Headings = field(default_factory=Headings)
    tables: list[Table] = field(default_factory=list[Table])
    opened: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    before: str = ""

    def __post_init__(self) -> None:
        self.walk = Walk(self.source)

    def read(self, item: Item) -> None:
        """Reads one item of the walk."""
        match item:
            case Text():
                self._text(item)
            case Edge():
                self._edge(item)
            case Raw(tag=""):
                self.comments.append(item)
            case Raw():
                self._raw(item)

    def _text(self, text: Text) -> None:
        if text.shown is Shown.ASIDE:
            if states_a_figure(text.stretch):
                self._list(text, PassageKind.OTHER)
        elif text.shown is Shown.HIDDEN:
            self._list(text, PassageKind.HIDDEN)
        else:
            self._prose(text)

    def _list(self, text: Text, kind: PassageKind) -> None:
        stretch = text.stretch
        above = self.headings.above()
        passage = Passage(stretch.text, stretch.pieces, kind, headings=above)
        self.passages.append(passage)
        if kind is PassageKind.OTHER:
            said = "code, a picture or an attribute, which no claim can cite"
            self._remark("figure-outside-prose", text, said)
        elif any(map(str.isnumeric, stretch.text)):
            said = f"text that no reader sees ({text.why}): it is not checked"
            self._remark("hidden-text", text, said)

    def _prose(self, text: Text) -> None:
        links = tuple(
            Link(x.start, x.end, x.target, x.title, self.lines.span(*x.origin))
            for x in text.links
        )
        prose = mask(Prose(text.stretch, links, (), ()))
        level = _HEADINGS.get(text.tag, 0)
        passage = Passage(
            text=prose.shown.text,
            pieces=prose.shown.pieces,
            kind=self._kind(text.tag),
            links=prose.links,
            headings=self.headings.above(level or 7),
        )
        if text.why and any(map(str.isnumeric, passage.text)):
            said = (
                f"not every reader sees this ({text.why}): its links count for nothing"
            )
            self._remark("doubtful-text", text, said)
        if level:
            self.headings.enter(level, passage.text)
        self._place(passage, text.tag)

    def _place(self, passage: Passage, tag: str) -> None:
        table = self.tables[-1] if self.tables else None
        first, last = passage.pieces[0].origin_start, passage.pieces[-1].origin_end
        self.blocks.append((first, last))
        if table is None:
            self.before = passage.text
        elif tag == "caption":
            table.caption = passage.text.strip()
        if table is not None and table.cell is not None and tag != "caption":
            table.cell.passages.append(passage)
        else:
            self.passages.append(passage)

    def _kind(self, tag: str) -> PassageKind:
        if tag in _HEADINGS:
            return PassageKind.HEADING
        if self.tables and self.tables[-1].cell is not None and tag != "caption":
            return PassageKind.CELL
        return PassageKind.ITEM if tag in _ITEMS else PassageKind.PARAGRAPH

    def _edge(self, edge: Edge) -> None:
        if edge.tag in {"table", "ul", "ol", "dl", "blockquote"}:
            self._span(edge)
        if edge.tag == "table" and edge.is_start:
            self.tables.append(Table(caption_from(self.before)))
            self.before = ""
        elif edge.tag == "html" and edge.is_start:
            self.language = edge.attribute("lang").split("-")[0]
        elif edge.tag == "meta":
            self._declare(edge.attribute("name"), edge.attribute("content"), edge)
        elif self.tables:
            self._table_edge(self.tables[-1], edge)

    def _declare(self, name: str, content: str, edge: Edge) -> None:
        """Reads what the page says of itself, as front matter does in Markdown."""
        if name == "numbers":
            self.numbers = content
        elif name == "brief":
            self.brief = content.strip()
        elif name == "source":
            alias, _, path = (part.strip() for part in content.partition("="))
            if alias and path:
                self.sources[alias] = path
                return
            said = f"{content!r} is no source; expected content='deals=data/deals.csv'"
            place = self.lines.place(edge.start)
            self.remarks.append(Remark("unreadable-front-matter", said, *place))

    def _span(self, edge: Edge) -> None:
        """Enters where a table or a list begins and ends."""
        if edge.is_start:
            self.opened.append((edge.tag, edge.start))
        elif self.opened and self.opened[-1][0] == edge.tag:
            self.blocks.append((self.opened.pop()[1], edge.end))

    def _table_edge(self, table: Table, edge: Edge) -> None:
        if edge.tag in _CELLS and edge.is_start:
            spans = (_count(edge.attribute(k)) for k in ("colspan", "rowspan"))
            _ = table.open_cell(*spans, is_head=edge.tag == "th")
        elif edge.tag in {"tr", "table"}:
            self.passages += table.close_row()
        elif edge.tag == "thead":
            table.is_head = edge.is_start
        if edge.tag == "table" and not edge.is_start:
            del self.tables[-1]

    def _raw(self, raw: Raw) -> None:
        if is_evidence(raw, self.source, self.lines):
            if not raw.hidden or raw.tag == "script":
                self.evidence.append(raw)
                return
            said = f"claims that no reader sees ({raw.hidden}) are not read"
            self._tell("hidden-claims", raw, said)
        elif raw.tag == "style" and _HIDES.search(self.source, raw.start, raw.end):
            said = "a style sheet hides text here; it is taken as shown all the same"
            self._tell("style-sheet-not-read", raw, said)
        elif raw.tag == "style" and _ADDS.search(self.source, raw.start, raw.end):
            said = "a style sheet adds a number to the page, which is not read"
            self._tell("style-sheet-not-read", raw, said)
        if raw.tag == "pre":
            self._code(raw)

    def _code(self, raw: Raw) -> None:
        whole = preformatted(self.source, raw.places)
        named = (c.partition("-")[2] for c in raw.classes if c.startswith(_LANGUAGE))
        for stretch in figures_in_code(whole, next(named, "")):
            shown = Shown.HIDDEN if raw.hidden else Shown.ASIDE
            kind = PassageKind.HIDDEN if raw.hidden else PassageKind.OTHER
            self._list(Text(stretch, "pre", shown, (), raw.hidden), kind)

    def _remark(self, code: str, text: Text, said: str) -> None:
        line, column = self.lines.place(text.stretch.pieces[0].origin_start)
        shown = text.stretch.text.strip()
        if len(shown) > _LONGEST_QUOTE:
            shown = shown[:_LONGEST_QUOTE] + "…"
        self.remarks.append(Remark(code, f"{shown!r}: {said}", line, column))

    def _tell(self, code: str, raw: Raw, said: str) -> None:
        self.remarks.append(Remark(code, said, *self.lines.place(raw.start)))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_COUNT else 1


def _read(content: bytes, path: str) -> Report:
    found = _CHARSET.search(content[:_WHERE_CHARSET])
    declared = found[1].decode("ascii").lower() if found else ""
    return read_html(decode(content, path, declared, MOST_BYTES), path)


READER = Reader(suffixes=(".html", ".htm", ".xhtml"), read=_read)
