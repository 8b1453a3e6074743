"""Paragraphs of a document -> one text, and the passages that point into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.model.report import Part, Passage, PassageKind, Piece
from verifier.readers._scripts import LOWERED, RAISED, is_mark
from verifier.readers._stretch import OBJECT
from verifier.readers.docx.items import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.readers.docx.items import Paragraph, Run

_SCRIPTS = {Kind.RAISED: RAISED, Kind.LOWERED: LOWERED}
_SHOWN = (Kind.TEXT, Kind.DOUBTFUL, Kind.RAISED, Kind.LOWERED)


@dataclass(frozen=True, slots=True)
class Aside:
    """A text within a paragraph that is no prose."""

    passage: Passage
    kind: Kind


@dataclass(frozen=True, slots=True)
class RawLink:
    """A link in a paragraph: offsets into the passage and into the text."""

    start: int
    end: int
    number: int
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it was written into the text.

    Attributes:
        paragraph: that was written.
        text: as a reader sees it; U+FFFC for what is no prose.
        pieces: the way back.
        links: in order.
        asides: what is no prose.
        is_doubtful: whether a part of it is shown, yet hard to see.
        start: offset into the text.
    """

    paragraph: Paragraph
    text: str
    pieces: tuple[Piece, ...]
    links: tuple[RawLink, ...]
    asides: tuple[Aside, ...]
    is_doubtful: bool
    start: int


@dataclass(slots=True)
class Page:
    """The text that is being written.

    Word has no lines; each paragraph begins one, and so does each break in it. What
    is no prose stands in tags, so that a snippet shows it for what it is.

    Attributes:
        parts: a paragraph each; those of one cell or note are one.
    """

    chunks: list[str] = field(default_factory=list[str])
    length: int = 0
    line: int = 1
    parts: list[Part] = field(default_factory=list[Part])

    def write(self, paragraph: Paragraph) -> Written:
        """Returns a paragraph as it was written into the text."""
        if not self.parts or self.parts[-1].name != paragraph.where:
            self.parts.append(Part(paragraph.where, self.line))
        writing = _Writing(self.length)
        for run in paragraph.runs:
            writing.add(run)
        self._write("".join(writing.chunks) + "\n")
        return writing.written(paragraph)

    def _write(self, text: str) -> None:
        self.chunks.append(text)
        self.length += len(text)
        self.line += text.count("\n")


@dataclass(slots=True)
class _Writing:
    """A paragraph that is being written."""

    start: int
    chunks: list[str] = field(default_factory=list[str])
    shown: list[str] = field(default_factory=list[str])
    pieces: list[Piece] = field(default_factory=list[Piece])
    links: list[RawLink] = field(default_factory=list[RawLink])
    asides: list[Aside] = field(default_factory=list[Aside])
    place: int = 0  # in what is shown
    length: int = 0  # of what is written
    is_doubtful: bool = False

    def add(self, run: Run) -> None:
        """Writes one run."""
        text = run.text.replace("\r", "\n").replace("\0", "\ufffd")
        self.is_doubtful = self.is_doubtful or run.kind is Kind.DOUBTFUL
        if run.kind not in _SHOWN:
            self._tag(run, text)
            return
        script = _SCRIPTS.get(run.kind)
        before = "".join(self.shown[-3:])[-4:]
        in_link = bool(self.links) and self.links[-1].number == run.link > 0
        if script and is_mark(text, before, in_link=in_link):
            self._tag(run, text)
            return
        self._show(text.translate(script) if script else text, run.link)

    def written(self, paragraph: Paragraph) -> Written:
        """Returns what was written."""
        return Written(
            paragraph,
            "".join(self.shown),
            tuple(self.pieces),
            tuple(self.links),
            tuple(self.asides),
            self.is_doubtful,
            self.start,
        )

    def _show(self, text: str, link: int) -> None:
        if not text:
            return
        first, origin = self.place, self.start + self.length
        last = self.pieces[-1] if self.pieces else None
        self.shown.append(text)
        self.chunks.append(text)
        self.place += len(text)
        self.length += len(text)
        end = origin + len(text)
        if last and _is_linear(last) and last.origin_end == origin:
            self.pieces[-1] = Piece(last.start, self.place, last.origin_start, end)
        else:
            self.pieces.append(Piece(first, self.place, origin, end))
        # hidden text is not trusted, and neither is text that is hard to see
        if link and not self.is_doubtful:
            self._link(link, first, origin)

    def _link(self, number: int, first: int, origin: int) -> None:
        end, place = self.start + self.length, self.place
        last = self.links[-1] if self.links else None
        if last and last.number == number and last.end == first:
            self.links[-1] = replace(last, end=place, origin=(last.origin[0], end))
        else:
            self.links.append(RawLink(first, place, number, (origin, end)))

    def _tag(self, run: Run, text: str) -> None:
        """Writes what is no prose: one U+FFFC stands for it."""
        name = "img" if run.kind is Kind.OBJECT else run.kind.value
        head, tail = f"<{name}>", f"</{name}>" if text else ""
        origin = self.start + self.length
        inside = origin + len(head)
        if text.strip():
            pieces = (Piece(0, len(text), inside, inside + len(text)),)
            kind = PassageKind.HIDDEN if run.kind is Kind.HIDDEN else PassageKind.OTHER
            self.asides.append(Aside(Passage(text, pieces, kind), run.kind))
        self.chunks.append(head + text + tail)
        self.length += len(head) + len(text) + len(tail)
        self.shown.append(OBJECT)
        self.pieces.append(
            Piece(self.place, self.place + 1, origin, self.start + self.length)
        )
        self.place += 1


def _is_linear(piece: Piece) -> bool:
    return piece.end - piece.start == piece.origin_end - piece.origin_start


def shown_lines(written: Sequence[Written]) -> list[tuple[str, int]]:
    """Returns the lines of paragraphs as a reader sees them, and where each begins."""
    found: list[tuple[str, int]] = []
    for paragraph in written:
        place = 0
        for line in paragraph.text.split("\n"):
            found.append((line, _origin(paragraph, place)))
            place += len(line) + 1
    return found


def _origin(paragraph: Written, place: int) -> int:
    """Returns where in the text a place of a paragraph stands."""
    if not paragraph.pieces:
        return paragraph.start
    number = bisect_right(paragraph.pieces, place, key=lambda piece: piece.end)
    if number == len(paragraph.pieces):
        return paragraph.pieces[-1].origin_end
    piece = paragraph.pieces[number]
    return piece.origin_start + (place - piece.start if _is_linear(piece) else 0)
