"""A walk through content.xml: rows and cells, repeated as often as they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import SourceError
from verifier.model.address import LAST_COLUMN, column_letter
from verifier.model.source import CellKind
from verifier.sources.ods.cells import Stored, facet_of_stored
from verifier.sources.workbook.sheet import StoredCell, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.sources.spreadsheets.book import Visit
    from verifier.sources.staging import Facet

LAST_ROW = 1_048_576
MOST_CELLS = 50_000_000
MOST_HIDDEN = 100_000

_HIDDEN = ("collapse", "filter")
_SKIPPED = frozenset(
    (
        *("annotation", "tracked-changes", "shapes", "frame", "custom-shape"),
        *("dde-links", "g", "control", "content-validations"),
    )
)
_VALUES = {
    "float": "value",
    "percentage": "value",
    "currency": "value",
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
    "string": "string-value",
}


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list[str])
    paragraphs: int = 0


def plain_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Returns attributes by local name; LibreOffice's own begin with `calc-`."""
    found: dict[str, str] = {}
    for key, value in attributes.items():
        space, _, word = key.rpartition(" ")
        found[f"calc-{word}" if "calcext" in space else word] = value
    return found


class SheetWalk:
    """Turns the events of the parser into the cells of one top-level table."""

    def __init__(self, shown: str, number: int, visit: Visit) -> None:
        self.around = Surroundings()
        self._shown = shown
        self._wanted = number
        self._visit = visit
        self._table = -1
        self._depth = self._skipped = 0
        self._cell: _Open | None = None
        self._row = self._column = self._cells = 0
        self._repeat = 1
        self._row_cells: list[tuple[int, int, Stored, Facet]] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table-column": self._start_column,
            "table-row": self._start_row,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "p": self._start_paragraph,
            "s": self._start_spaces,
            "tab": lambda _: self.hear("\t"),
            "line-break": lambda _: self.hear("\n"),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        word = name.rpartition(" ")[2]
        if self._skipped or word in _SKIPPED:
            self._skipped += 1
        elif word == "table":
            self._depth += 1
            self._table += self._depth == 1
            if self._depth > 1 and self._is_here():
                self._refuse("a table stands within a cell")
        elif self._is_here() and (found := self._starts.get(word)):
            found(plain_attributes(attributes))

    def end(self, name: str) -> None:
        """Takes the end of an element."""
        word = name.rpartition(" ")[2]
        if self._skipped:
            self._skipped -= 1
        elif word == "table":
            self._depth -= 1
        elif self._is_here():
            if word in ("table-cell", "covered-table-cell"):
                self._end_cell()
            elif word == "table-row":
                self._end_row()

    def hear(self, text: str) -> None:
        """Takes text between elements."""
        if self._cell is not None and self._cell.paragraphs and not self._skipped:
            self._cell.pieces.append(text)

    def _is_here(self) -> bool:
        return self._depth > 0 and self._table == self._wanted

    def _start_column(self, attributes: dict[str, str]) -> None:
        count = self._count(attributes, "number-columns-repeated", LAST_COLUMN)
        first, self._column = self._column + 1, self._column + count
        if attributes.get("visibility") in _HIDDEN:
            self.around.hidden_columns.append((first, self._column))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._repeat = self._count(attributes, "number-rows-repeated", LAST_ROW)
        self._column = 0
        self._row_cells.clear()
        if attributes.get("visibility") in _HIDDEN:
            last = self._row + min(self._repeat, MOST_HIDDEN)
            self.around.hidden_rows += range(self._row + 1, last + 1)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = _Open(attributes)

    def _start_paragraph(self, _: dict[str, str]) -> None:
        if self._cell is not None:
            self._cell.paragraphs += 1
            if self._cell.paragraphs > 1:
                self._cell.pieces.append("\n")

    def _start_spaces(self, attributes: dict[str, str]) -> None:
        self.hear(" " * self._count(attributes, "c", LAST_COLUMN))

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            self._refuse("cells stand within cells")
        count = self._count(cell.attributes, "number-columns-repeated", LAST_COLUMN)
        first = self._column + 1
        self._column += count
        if self._column > LAST_COLUMN:
            self._refuse(f"row {self._row + 1:,} has more than {LAST_COLUMN:,} columns")
        stored = _stored(cell)
        address = f"{column_letter(first)}{self._row + 1}"
        facet = facet_of_stored(stored, f"{self._shown}!{address}")
        if facet.kind != CellKind.BLANK:
            self._row_cells.append((first, count, stored, facet))
        self._note_merge(cell.attributes, first)

    def _note_merge(self, attributes: dict[str, str], column: int) -> None:
        wide = self._count(attributes, "number-columns-spanned", LAST_COLUMN)
        high = self._count(attributes, "number-rows-spanned", LAST_ROW)
        if wide * high > 1:
            first = f"{column_letter(column)}{self._row + 1}"
            last = f"{column_letter(column + wide - 1)}{self._row + high}"
            self.around.merges.append(f"{first}:{last}")

    def _end_row(self) -> None:
        if self._row + self._repeat > LAST_ROW:
            self._refuse(f"it has more than {LAST_ROW:,} rows")
        self._cells += self._repeat * sum(count for _, count, _, _ in self._row_cells)
        if self._cells > MOST_CELLS:
            self._refuse(f"it has more than {MOST_CELLS:,} cells")
        for row in range(self._row + 1, self._row + self._repeat + 1):
            if not self._row_cells:
                break
            for first, count, stored, facet in self._row_cells:
                for column in range(first, first + count):
                    self._visit(_cell_at(row, column, stored), facet)
        self._row += self._repeat

    def _count(self, attributes: dict[str, str], name: str, most: int) -> int:
        text = attributes.get(name, "1")
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not is_number or not 0 < int(text) <= most:
            self._refuse(f"{name} is {text[:20]!r}")
        return int(text)

    def _refuse(self, read: str) -> NoReturn:
        raise SourceError(
            self._shown,
            read,
            "rows and cells as spreadsheets write them",
            "Save it anew from a spreadsheet.",
        )


def _stored(cell: _Open) -> Stored:
    kind = cell.attributes.get("value-type", "")
    return Stored(
        kind,
        cell.attributes.get(_VALUES.get(kind, ""), None),
        "".join(cell.pieces),
        cell.attributes.get("formula", ""),
        cell.attributes.get("calc-value-type") == "error",
    )


def _cell_at(row: int, column: int, stored: Stored) -> StoredCell:
    return StoredCell(
        row, column, "n", 0, stored.value, bool(stored.formula), stored.formula
    )
