"""The cells of one sheet, in one pass over its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from verifier.errors import SourceError
from verifier.model.address import column_letter, column_number
from verifier.sources.workbook.parts import LONGEST_TEXT, local

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.sources.workbook.archive import Archive

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = ("1", "true", "on")


class StoredCell(NamedTuple):
    """A cell as the XML writes it; a named tuple because sheets have millions.

    Attributes:
        row: 1-based.
        column: 1-based.
        type: `n`, `s`, `str`, `inlineStr`, `b`, `e` or `d`.
        style: number of its style.
        value: text of its value, None where it has none.
        has_formula: whether a formula gives the value.
        formula: its text where it stands at the cell itself, no `=` before.
        shared: number of the formula that it shares with other cells.
    """

    row: int
    column: int
    type: str
    style: int
    value: str | None
    has_formula: bool
    formula: str = ""
    shared: str = ""

    @property
    def address(self) -> str:
        """Its address without prefix."""
        return f"{column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class Surroundings:
    """What a sheet says beside its cells; filled while it is walked through.

    Attributes:
        hidden_rows: rows that are not shown, ascending.
        hidden_columns: (first, last) runs of columns that are not shown.
        merges: ranges that are one cell to the eye.
        tables: relations that name the parts of its tables.
    """

    hidden_rows: list[int] = field(default_factory=list[int])
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    merges: list[str] = field(default_factory=list[str])
    tables: list[str] = field(default_factory=list[str])


def walk_sheet(
    archive: Archive, part: str, visit: Callable[[StoredCell], None]
) -> Surroundings:
    """Returns what stands round the cells, every cell visited, row by row.

    Raises:
        SourceError: if cells stand twice or out of order, or the XML is broken.
    """
    walk = _Walk(f"{archive.shown}, {part}", visit)
    archive.parse(part, walk.start, walk.end, walk.hear)
    return walk.around


class _Walk:
    """Turns the events of the parser into cells."""

    __slots__ = (
        *("around", "place", "visit", "_space", "_starts"),
        *("_row", "_column", "_type", "_style", "_pieces", "_is_heard"),
        *("_has_value", "_has_formula", "_is_phonetic", "_has_text"),
        *("_formula", "_shared", "_is_in_formula", "_depth", "_length", "_has_table"),
    )

    def __init__(self, place: str, visit: Callable[[StoredCell], None]) -> None:
        self.around = Surroundings()
        self.place = place
        self.visit = visit
        self._space: str | None = None
        self._row = self._column = self._style = 0
        self._type = "n"
        self._pieces: list[str] = []
        self._is_heard = self._has_value = self._has_formula = False
        self._is_phonetic = self._is_in_formula = self._has_text = False
        self._formula: list[str] = []
        self._shared = ""
        self._depth = self._length = 0
        self._has_table = False
        self._starts: dict[str, tuple[Callable[[dict[str, str]], None], int]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        if self._space is None:
            self._space = name.rpartition(" ")[0]
            self._starts = {
                f"{self._space} {word}".lstrip(): (found, depth)
                for word, found, depth in self._words()
            }
        self._depth += 1
        if self._is_heard:
            self._refuse(f"{self._place()} holds an element within its value")
        found, depth = self._starts.get(name, (None, 0))
        if found is not None:
            if depth and depth != self._depth:
                self._refuse(f"an element {local(name)} stands where none may stand")
            found(attributes)

    def end(self, name: str) -> None:
        """Takes the end of an element."""
        self._depth -= 1
        word = name.rpartition(" ")[2]
        if word in ("v", "t"):
            self._is_heard = False
        elif word == "f":
            self._is_in_formula = False
        elif word == "rPh":
            self._is_phonetic = False
        elif word == "c" and name in self._starts:
            value = "".join(self._pieces) if self._has_value else None
            self.visit(
                StoredCell(
                    self._row,
                    self._column,
                    self._type,
                    self._style,
                    value,
                    self._has_formula,
                    "".join(self._formula) if self._has_formula else "",
                    self._shared,
                )
            )

    def hear(self, text: str) -> None:
        """Takes text between elements."""
        if self._is_heard:
            self._pieces.append(text)
        elif self._is_in_formula:
            self._formula.append(text)
        else:
            return
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            self._refuse(f"{self._place()} holds more than {LONGEST_TEXT:,} characters")

    def _words(self) -> tuple[tuple[str, Callable[[dict[str, str]], None], int], ...]:
        """Returns what is listened to, each with the depth at which it must stand."""
        return (
            ("sheetData", self._start_cells, 2),
            ("row", self._start_row, 3),
            ("c", self._start_cell, 4),
            ("v", self._start_value, 5),
            ("t", self._start_text, 0),
            ("f", self._start_formula, 0),
            ("rPh", self._start_phonetic, 0),
            ("col", self._start_column, 0),
            ("mergeCell", self._start_merge, 0),
            ("tablePart", self._start_table, 0),
        )

    def _place(self) -> str:
        return f"the cell {column_letter(max(self._column, 1))}{self._row}"

    def _start_cells(self, _: dict[str, str]) -> None:
        if self._has_table:
            self._refuse("a second sheetData stands behind the first")
        self._has_table = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        row = self._row + 1 if stated is None else self._number(stated)
        if not self._row < row <= LAST_ROW:
            self._refuse(f"row {stated} stands twice, out of order or too far")
        self._row, self._column = row, 0
        if attributes.get("hidden") in _TRUE:
            self.around.hidden_rows.append(row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        column = self._column + 1
        if address is not None:
            found = _ADDRESS.fullmatch(address)
            if not found or int(found[2]) != self._row:
                self._refuse(f"the cell {address[:40]!r} stands in row {self._row}")
            column = column_number(found[1])
        if not self._column < column <= LAST_COLUMN:
            self._refuse(f"cell {address} stands twice, out of order or too far")
        self._column = column
        self._type = attributes.get("t", "n")
        self._style = self._number(attributes.get("s", "0"))
        self._pieces.clear()
        self._formula.clear()
        self._shared = ""
        self._has_value = self._has_formula = self._has_text = False
        self._length = 0

    def _start_value(self, _: dict[str, str]) -> None:
        if self._has_value:
            self._refuse(f"{self._place()} holds two values")
        self._is_heard = self._has_value = True

    def _start_text(self, _: dict[str, str]) -> None:
        if self._has_value and not self._has_text:
            self._refuse(f"{self._place()} holds two values")
        self._is_heard = not self._is_phonetic
        self._has_value = self._has_text = True

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._shared = attributes.get("si", "") if attributes.get("t") else ""
        self._has_formula = self._is_in_formula = True

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self._is_phonetic = True

    def _start_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first = self._number(attributes.get("min", ""))
            last = self._number(attributes.get("max", ""))
            if not 0 < first <= last <= LAST_COLUMN:
                self._refuse(f"the columns {first} to {last} are hidden")
            self.around.hidden_columns.append((first, last))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        self.around.merges.append(attributes.get("ref", ""))

    def _start_table(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key.endswith(" id"):
                self.around.tables.append(value)

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < len("10000000000")):
            self._refuse(f"{text[:40]!r} stands where a number must stand")
        return int(text)

    def _refuse(self, read: str) -> NoReturn:
        raise SourceError(
            self.place,
            read,
            "rows and cells in order, each of them once",
            "Save it anew from a spreadsheet.",
        )
