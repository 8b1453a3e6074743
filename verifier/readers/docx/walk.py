"""The XML of a document's part -> its paragraphs and the edges of its tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from verifier.readers.docx.items import Edge, EdgeKind, Kind, Paragraph, Run
from verifier.readers.docx.styles import Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD_LINK = re.compile(r"""\\l\s+(?:"([^"]*)"|(\S+))""")
_PAGES = ("PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES")
_TINY = 4  # half points: two points and less is meant not to be read
_TEXTS = ("w:t", "w:delText", "m:t", "w:instrText")
_LOST = ("w:del", "w:moveFrom")
_PAST = ("mc:Fallback", "w:rPrChange", "w:pPrChange")  # said again, or no longer so
_OBJECTS = ("w:drawing", "w:pict", "w:object", "w:sym")
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
}


_EDGES = {"w:tr": EdgeKind.ROW_END, "w:tbl": EdgeKind.TABLE_END}


@dataclass(slots=True)
class _Field:
    """A field: what it is told to be, and the link that it is."""

    instruction: str = ""
    link: int = 0
    is_result: bool = False


@dataclass(slots=True)
class Walk:
    """Where the walk over a part stands.

    Attributes:
        styles: of the document.
        relations: of the part.
        name: what its paragraphs are called: `paragraph`, `header`.
        items: paragraphs and edges of tables, in order.
        links: (target, title) of links into the document; link n is number n - 1.
        names: of bookmarks.
        embedded: whether another document is embedded that is not read.
    """

    styles: Styles
    relations: dict[str, tuple[str, str]]
    name: str = "paragraph"
    items: list[Paragraph | Edge] = field(default_factory=list["Paragraph | Edge"])
    links: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    names: list[str] = field(default_factory=list[str])
    embedded: bool = False
    notes: list[str] = field(default_factory=list[str])  # kinds of notes' marks met
    _count: int = 0
    _boxes: int = 0
    # of each open table its number, the row and the column
    _tables: list[list[int]] = field(default_factory=list[list[int]])
    _table_count: int = 0
    _open: list[Paragraph | None] = field(default_factory=list["Paragraph | None"])
    _paragraph: Paragraph | None = None
    _in: dict[str, int] = field(default_factory=dict[str, int])
    _look: Kind = Kind.TEXT
    _link: int = 0
    _fields: list[_Field] = field(default_factory=list[_Field])
    _text: list[str] | None = None
    _note: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Reads the start of an element."""
        self._in[name] = self._in.get(name, 0) + 1
        if any(self._in.get(past) for past in _PAST):
            return
        if name in _TEXTS:
            self._text = []
        elif name in _SIGNS:
            if self._in.get("w:r"):
                self._add(_SIGNS[name])
        elif name in _OBJECTS:
            self._object(name, attributes)
        elif self._in.get("w:rPr") and self._in.get("w:r"):
            self._looks(name, attributes)
        elif self._in.get("w:pPr"):
            self._property(name, attributes)
        else:
            self._structure(name, attributes)

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        self._in[name] -= 1
        if any(self._in.get(past) for past in _PAST):
            return
        if name in _TEXTS and self._text is not None:
            text, self._text = "".join(self._text), None
            self._said(name, text)
        elif name == "w:hyperlink":
            self._link = 0
        elif name in _EDGES:
            self.items.append(Edge(_EDGES[name]))
            if name == "w:tbl" and self._tables:
                del self._tables[-1]
        else:
            self._close(name)

    def _close(self, name: str) -> None:
        if name == "w:p":
            self._end_paragraph()
        elif name == "w:fldSimple" and self._fields:
            self._end_field()
        elif name == "w:txbxContent" and self._open:
            self._paragraph = self._open.pop()

    def text(self, text: str) -> None:
        """Reads characters."""
        if self._text is not None:
            self._text.append(text)

    def _structure(self, name: str, attributes: dict[str, str]) -> None:
        readers: dict[str, Callable[[dict[str, str]], None]] = {
            "w:p": self._start_paragraph,
            "w:r": self._start_run,
            "w:hyperlink": self._start_link,
            "w:fldSimple": self._start_field,
            "w:fldChar": self._field_edge,
            "w:bookmarkStart": lambda a: self.names.append(a.get("w:name", "")),
            "w:tbl": self._start_table,
            "w:tr": lambda _: self._next_row(),
            "w:tblHeader": self._head,
            "w:tc": lambda _: self._next_cell(),
            "w:gridSpan": self._span,
            "w:vMerge": self._merge,
            "w:txbxContent": self._start_box,
            "w:footnote": lambda a: self._start_note("footnote", a),
            "w:endnote": lambda a: self._start_note("endnote", a),
            "w:comment": lambda a: self._start_note("comment", a),
            "w:commentRangeStart": self._comment_here,
            "w:commentReference": self._comment_here,
            "w:footnoteReference": lambda a: self._mark("footnote", a),
            "w:endnoteReference": lambda a: self._mark("endnote", a),
            "wp:docPr": self._described,
            "w:altChunk": self._embed,
        }
        if name in readers:
            readers[name](attributes)

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if self._note:
            where = self._note
        elif self._open:
            where = f"text box {self._boxes}"
        elif self._tables:
            number, row, column = self._tables[-1]
            where = f"table {number}, row {row}, column {column}"
        else:
            self._count += 1
            where = f"{self.name} {self._count}"
        in_cell = bool(self._tables) and not self._open
        self._paragraph = Paragraph(where, in_cell=in_cell)
        self._look = Kind.TEXT

    def _end_paragraph(self) -> None:
        if self._paragraph is not None:
            self.items.append(self._paragraph)
        self._paragraph = None

    def _start_run(self, _: dict[str, str]) -> None:
        style = self._paragraph.style if self._paragraph else ""
        self._look = Kind.HIDDEN if self.styles.is_hidden(style) else Kind.TEXT

    def _looks(self, name: str, attributes: dict[str, str]) -> None:
        """Reads a property of a run."""
        value = attributes.get("w:val", "")
        look = self._look
        if name == "w:vanish":
            look = Kind.HIDDEN if is_on(attributes) else Kind.TEXT
        elif name == "w:rStyle" and self.styles.is_hidden(value):
            look = Kind.HIDDEN
        elif look is Kind.HIDDEN:
            return
        elif name == "w:vertAlign" and value in {"superscript", "subscript"}:
            look = Kind.RAISED if value == "superscript" else Kind.LOWERED
        elif _is_faint(name, value):
            look = Kind.DOUBTFUL
        self._look = look

    def _property(self, name: str, attributes: dict[str, str]) -> None:
        """Reads a property of a paragraph."""
        value, paragraph = attributes.get("w:val", ""), self._paragraph
        if paragraph is None:
            return
        if name == "w:pStyle":
            paragraph.style = value
        elif name == "w:numPr":
            paragraph.is_item = True
        elif name == "w:outlineLvl" and value.isdecimal():
            paragraph.level = int(value) + 1 if int(value) < 9 else 0  # noqa: PLR2004 - 9 is body text

    def _said(self, name: str, text: str) -> None:
        if name == "w:instrText":
            if self._fields:
                self._fields[-1].instruction += text
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._paragraph is None or not text:
            return
        if self._fields and not self._fields[-1].is_result:
            return  # what a field is told to be
        self._paragraph.runs.append(Run(text, self._kind(), self._link_here()))

    def _kind(self) -> Kind:
        if any(self._in.get(name) for name in _LOST):
            return Kind.DELETED
        if self._in.get("m:oMath"):
            return Kind.MATH
        words = self._fields[-1].instruction.split() if self._fields else []
        if words and words[0].upper() in _PAGES:
            return Kind.FIELD
        return self._look

    def _link_here(self) -> int:
        fields = (f.link for f in reversed(self._fields) if f.link)
        return self._link or next(fields, 0)

    def _object(self, name: str, attributes: dict[str, str]) -> None:
        if self._paragraph is not None:
            text = attributes.get("w:char", "") if name == "w:sym" else ""
            self._paragraph.runs.append(Run(text, Kind.OBJECT, self._link_here()))

    def _described(self, attributes: dict[str, str]) -> None:
        """Enters what a picture is said to show."""
        said = attributes.get("descr", "") or attributes.get("title", "")
        if self._paragraph is not None and said:
            self._paragraph.runs.append(Run(said, Kind.OBJECT))

    def _mark(self, kind: str, attributes: dict[str, str]) -> None:
        if self._paragraph is not None:
            number = attributes.get("w:id", "")
            self.notes.append(f"{kind} {number}")
            self._paragraph.runs.append(Run(number, Kind.NOTE, 0))

    def _start_link(self, attributes: dict[str, str]) -> None:
        target = attributes.get("w:anchor", "")
        if not target:
            _, address = self.relations.get(attributes.get("r:id", ""), ("", ""))
            target = address if address.startswith("#") else ""
        self._link = self._enter_link(target, attributes.get("w:tooltip", ""))

    def _enter_link(self, target: str, title: str = "") -> int:
        if not target:
            return 0
        self.links.append((unquote(target.removeprefix("#")), title))
        return len(self.links)

    def _start_field(self, attributes: dict[str, str]) -> None:
        opened = _Field(attributes.get("w:instr", ""), is_result=True)
        self._fields.append(opened)
        opened.link = self._link_of(opened.instruction)

    def _field_edge(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
            self._fields[-1].link = self._link_of(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            self._end_field()

    def _end_field(self) -> None:
        del self._fields[-1]

    def _link_of(self, instruction: str) -> int:
        words = instruction.split()
        found = _FIELD_LINK.search(instruction)
        if not words or words[0].upper() != "HYPERLINK" or found is None:
            return 0
        return self._enter_link(found[1] or found[2] or "")

    def _start_table(self, _: dict[str, str]) -> None:
        self._table_count += 1
        self._tables.append([self._table_count, 0, 0])
        self.items.append(Edge(EdgeKind.TABLE))

    def _next_row(self) -> None:
        if self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0]

    def _next_cell(self) -> None:
        if self._tables:
            self._tables[-1][2] += 1
            self.items.append(Edge(EdgeKind.CELL))

    def _head(self, attributes: dict[str, str]) -> None:
        if is_on(attributes):
            self.items.append(Edge(EdgeKind.HEAD))

    def _span(self, attributes: dict[str, str]) -> None:
        value = attributes.get("w:val", "1")
        last = self.items[-1] if self.items else None
        if isinstance(last, Edge) and value.isdecimal() and len(value) < 4:  # noqa: PLR2004 - more columns are no table
            last.columns = int(value)

    def _merge(self, attributes: dict[str, str]) -> None:
        last = self.items[-1] if self.items else None
        if isinstance(last, Edge):
            last.goes_on = attributes.get("w:val", "continue") == "continue"

    def _start_box(self, _: dict[str, str]) -> None:
        self._boxes += 1
        self._open.append(self._paragraph)
        self._paragraph = None

    def _start_note(self, kind: str, attributes: dict[str, str]) -> None:
        self._note = f"{kind} {attributes.get('w:id', '')}"

    def _comment_here(self, attributes: dict[str, str]) -> None:
        if self._paragraph is not None:
            self._paragraph.comments.append(attributes.get("w:id", ""))

    def _embed(self, _: dict[str, str]) -> None:
        self.embedded = True


def _is_faint(name: str, value: str) -> bool:
    """Returns whether a property makes text white, or too small to be read."""
    is_tiny = name == "w:sz" and value.isdecimal() and int(value) <= _TINY
    return is_tiny or (name == "w:color" and value.lower() == "ffffff")
