"""The report under check: its text, and the passages in which figures may stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.model.claim import Claim
    from verifier.model.quantity import Quantity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the report's text.

    Attributes:
        start: code-point offset, inclusive.
        end: code-point offset, exclusive.
        line: 1-based line of the start.
        column: 1-based column of the start, in code points.
        end_line: 1-based line of the end.
        end_column: 1-based column behind the last character.
        part: of the report, where its lines are counted within parts: `cell 3`.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report that counts its own lines: a notebook's cell, a paragraph.

    Attributes:
        name: as people call it: `cell 3`.
        line: 1-based line of the report's text on which it begins.
    """

    name: str
    line: int


class PassageKind(StrEnum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    OTHER = "other"  # figure in code span or alt text: listed, not prose
    HIDDEN = "hidden"  # text that no reader sees: listed, never trusted


@dataclass(frozen=True, slots=True)
class Piece:
    """Maps a stretch of a passage's text to the report's text.

    Equal lengths map character by character; otherwise (an entity, an escape) the
    whole stretch maps to the whole.
    """

    start: int
    end: int
    origin_start: int
    origin_end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a passage: offsets of its text, and the claim that it names.

    Attributes:
        start: offset of the link's text in the passage, inclusive.
        end: exclusive.
        target: what stands behind `#`; `skip` is the author's way out.
        title: the link's title: the reason of a skip.
        span: the whole link in the report, brackets and target included.
    """

    start: int
    end: int
    target: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose: text as a reader sees it, with the way back to the report.

    Attributes:
        text: plain text; code, math and images are one U+FFFC each, so that figures
            never join across them.
        pieces: in order, covering the text.
        kind: what it is.
        links: claim links, in order.
        headings: the headings above, outermost first, as plain text.
        column_header: of a table cell.
        row_label: of a table cell: the text of the row's first cell, and of those
            behind it up to this one as far as they hold words alone.
        caption: of a table: the paragraph right before it if it ends with a colon or
            begins with Table/Таблица.
    """

    text: str
    pieces: tuple[Piece, ...]
    kind: PassageKind = PassageKind.PARAGRAPH
    links: tuple[Link, ...] = ()
    headings: tuple[str, ...] = ()
    column_header: str = ""
    row_label: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that suppresses findings or accepts verdicts, with its reason.

    Attributes:
        codes: codes or names; empty is a mistake that the reader reports.
        reason: compulsory, enters the record.
        line: 1-based line of the comment.
        covers: 1-based lines that it speaks of: its own and the next block's.
    """

    codes: tuple[str, ...]
    reason: str
    line: int
    covers: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a reader noticed while reading, to become a finding."""

    code: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was read.

    Attributes:
        path: as the user gave it, `-` for standard input, `report` for a string.
        text: the decoded text into which spans point.
        passages: in the order of the text.
        claims: as written, duplicates included, in order.
        numbers: the convention's name that the front matter states, or empty.
        language: of the text as the front matter states it, or empty.
        sources: alias → path pairs from the front matter.
        anchors: ids of headings and anchors, so that a link to one is no claim.
        suppressions: comments, in order.
        remarks: what the reader noticed.
        parts: those that count their own lines, in the order of the text.
        claims_from: files beside the report that its claims came from.
        brief: path of the brief from the front matter, or empty.
    """

    path: str
    text: str
    passages: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()
    numbers: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    anchors: frozenset[str] = field(default_factory=frozenset[str])
    suppressions: tuple[Suppression, ...] = ()
    remarks: tuple[Remark, ...] = ()
    language: str = ""
    parts: tuple[Part, ...] = ()
    claims_from: tuple[str, ...] = ()
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, with its place and what it states.

    Attributes:
        text: as printed.
        span: its place.
        quantity: None where the printed text has no single reading.
    """

    text: str
    span: Span
    quantity: Quantity | None
