"""What a document consists of: paragraphs with their runs, and edges of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of a paragraph is."""

    TEXT = "text"
    DOUBTFUL = "doubtful"  # shown, yet hard to see: white or tiny
    HIDDEN = "hidden"
    DELETED = "del"
    MATH = "math"
    OBJECT = "img"
    NOTE = "note"
    RAISED = "sup"
    LOWERED = "sub"
    FIELD = "field"  # a page's number


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one look.

    Attributes:
        text: of it; of a note its number.
        kind: what it is.
        link: number of the link that it stands in, or 0.
    """

    text: str
    kind: Kind
    link: int = 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        where: as people call its place: `paragraph 12`, or of a text box or note.
        style: id of its style.
        is_item: whether it stands in a list.
        level: of a heading that is none by its style.
        runs: in order.
        in_cell: whether it stands in a table's cell.
        comments: ids of the comments that begin or end in it.
    """

    where: str
    style: str = ""
    is_item: bool = False
    level: int = 0
    runs: list[Run] = field(default_factory=list[Run])
    in_cell: bool = False
    comments: list[str] = field(default_factory=list[str])


class EdgeKind(StrEnum):
    """An edge of a table."""

    TABLE = "table"
    HEAD = "head"
    CELL = "cell"
    ROW_END = "row-end"
    TABLE_END = "table-end"


@dataclass(slots=True)
class Edge:
    """An edge of a table; of a cell with the columns that it spans."""

    kind: EdgeKind
    columns: int = 1
    goes_on: bool = False
