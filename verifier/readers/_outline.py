"""What stands above a passage: headings, and the labels of a table's cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from verifier.languages import listed
from verifier.model.report import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.model.report import Link, Passage

_CAPTION_WORDS = listed("sentence.captions")
_DEEPEST = 7
_MOST_COLUMNS = 200  # that one cell may span: more are no table
_YEAR = re.compile(r"(?:19|20)\d\d")


def caption_from(before: str) -> str:
    """Returns the paragraph before a table where that is its caption, else empty.

    Example:
        >>> caption_from("Table 3. Sales, $k "), caption_from("Sales fell.")
        ('Table 3. Sales, $k', '')
    """
    text = before.strip()
    is_caption = text.endswith(":") or text.lower().startswith(_CAPTION_WORDS)
    return text if is_caption else ""


def labels_along(text: str, links: Sequence[Link]) -> bool:
    """Returns whether a cell behind the first of its row is part of the row's label.

    So it is as far as the cells hold words alone: `Mill Lane | Running costs | £197`.

    Example:
        >>> labels_along("Running costs", ()), labels_along("12 %", ())
        (True, False)
    """
    return not links and _names(text)


LONGEST = 200  # letters of a row's label to which words are added
_Down = tuple[int, str]  # rows that a cell goes on for, and its text


@dataclass(slots=True)
class Headings:
    """The headings above a place, outermost first."""

    open: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    def enter(self, level: int, text: str) -> None:
        """Enters a heading; those of its level and below end."""
        self.open = [pair for pair in self.open if pair[0] < level]
        self.open.append((level, " ".join(text.split())))

    def above(self, level: int = _DEEPEST) -> tuple[str, ...]:
        """Returns the texts of the headings above a level."""
        return tuple(text for above, text in self.open if above < level)


@dataclass(slots=True)
class Cell:
    """A cell of a table that is being read."""

    column: int
    is_head: bool
    columns: int = 1
    rows: int = 1
    goes_on: bool = False
    passages: list[Passage] = field(default_factory=list["Passage"])

    @property
    def text(self) -> str:
        """What stands in the cell, on one line."""
        return " ".join(" ".join(p.text for p in self.passages).split())


@dataclass(slots=True)
class Table:
    """A table that is being read row by row.

    Attributes:
        caption: that stands above it.
        is_head: whether the rows to come are marked as the table's head.
    """

    caption: str = ""
    is_head: bool = False
    _heads: dict[int, str] = field(default_factory=dict[int, str])
    _row: list[Cell] = field(default_factory=list[Cell])
    _down: dict[int, _Down] = field(default_factory=dict[int, "_Down"])
    _has_rows: bool = False
    _column: int = 0
    _last_label: str = ""

    def open_cell(
        self, columns: int = 1, rows: int = 1, *, is_head: bool = False
    ) -> Cell:
        """Returns the next cell of the row."""
        while self._down.get(self._column, (0, ""))[0]:
            self._column += 1
        columns = min(max(columns, 1), _MOST_COLUMNS)
        cell = Cell(self._column, is_head, columns, max(rows, 1))
        self._column += columns
        self._row.append(cell)
        return cell

    @property
    def cell(self) -> Cell | None:
        """The cell that was opened last in this row."""
        return self._row[-1] if self._row else None

    def close_row(self) -> Iterator[Passage]:
        """Yields the passages of the row with their labels."""
        cells, self._row, self._column = self._row, [], 0
        if not cells:
            return
        is_head = not self._has_rows and (self.is_head or _is_head(cells, self._heads))
        if is_head:
            for cell in cells:
                self._enter_head(cell)
        label = self._last_label = self._label(cells)
        self._has_rows = self._has_rows or not is_head
        for cell, whole in zip(cells, _labels_before(cells, label), strict=True):
            for passage in cell.passages:
                yield self._labelled(passage, cell, None if is_head else whole)
        self._go_down(cells)

    def _labelled(self, passage: Passage, cell: Cell, label: str | None) -> Passage:
        """Returns a passage with its labels; a row of the head has no label."""
        if passage.kind is not PassageKind.CELL:
            return passage
        if label is None:
            return replace(passage, caption=self.caption)
        header = self._heads.get(cell.column, "")
        own = "" if cell.text == label else label
        return replace(
            passage, column_header=header, row_label=own, caption=self.caption
        )

    def _enter_head(self, cell: Cell) -> None:
        for column in range(cell.column, cell.column + cell.columns):
            above = self._heads.get(column, "")
            self._heads[column] = f"{above} {cell.text}".strip()

    def _label(self, cells: Sequence[Cell]) -> str:
        first = cells[0]
        if first.goes_on:
            return self._last_label
        if first.column and 0 in self._down:
            return self._down[0][1]  # a label that goes down over several rows
        return first.text

    def _go_down(self, cells: Sequence[Cell]) -> None:
        self._down = {
            column: (left - 1, text)
            for column, (left, text) in self._down.items()
            if left > 1
        }
        for cell in cells:
            if cell.rows > 1:
                for column in range(cell.column, cell.column + cell.columns):
                    self._down[column] = (cell.rows - 1, cell.text)


def _labels_before(cells: Sequence[Cell], label: str) -> Iterator[str]:
    """Yields each cell's row label: the first one's and the words along it."""
    yield label
    is_along = True
    for before in cells[:-1]:
        links = [link for passage in before.passages for link in passage.links]
        is_label = before is cells[0] and before.text == label
        if is_along and not is_label:
            is_along = len(label) < LONGEST and labels_along(before.text, links)
            label = ", ".join(filter(None, (label, before.text * is_along)))
        yield label


def _is_head(cells: Sequence[Cell], heads: dict[int, str]) -> bool:
    """Returns whether a first row names columns: marked so, or words without links."""
    if all(cell.is_head for cell in cells):
        return True
    if heads or any(cell.is_head for cell in cells[1:]):
        return False
    linked = any(passage.links for cell in cells for passage in cell.passages)
    return not linked and all(_names(cell.text) for cell in cells)


def _names(text: str) -> bool:
    words = any(map(str.isalpha, text)) and not text[:1].isdecimal()
    return not text or words or bool(_YEAR.fullmatch(text))
