"""What is known of a sheet before its columns are loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.errors import AddressError, SourceError
from verifier.model.address import parse_area
from verifier.model.source import CellKind, Table
from verifier.sources.cells import shows_number
from verifier.sources.workbook.crosscheck import FirstReading
from verifier.sources.workbook.facets import UNCOMPUTED, facet_of_cell
from verifier.sources.workbook.nested import NestedFound
from verifier.sources.workbook.parts import local, relations_of
from verifier.sources.workbook.sheet import walk_sheet

if TYPE_CHECKING:
    from verifier.sources.staging import Facet
    from verifier.sources.workbook.archive import Archive
    from verifier.sources.workbook.parts import SheetPart, Workbook
    from verifier.sources.workbook.sheet import StoredCell, Surroundings

MOST_CELLS = 50_000_000
HEAD_ROWS = 200

_SHOWN = 5
_MOST_DIGITS = 7


@dataclass(slots=True)
class Noticed:
    """Cells of one sort: how many, and the first few."""

    count: int = 0
    cells: list[str] = field(default_factory=list[str])

    def add(self, address: str) -> None:
        """Counts one more."""
        self.count += 1
        if len(self.cells) < _SHOWN:
            self.cells.append(address)


@dataclass(slots=True)
class Survey:
    """A sheet's extent, its first rows and what was noticed in it.

    Attributes:
        rows: the last row that is not blank.
        columns: the last column that is not blank.
        head: row → column → raw text, of the first rows.
        values: addresses in the head, as (row, column), that are no texts.
        text_numbers: texts that look like numbers.
        errors: cells that hold errors.
        formulas: cells whose value a formula gave.
        not_computed: formulas without a stored value.
        around: what stands round the cells.
        reading: the cells, for a second reader to compare.
        tables: that have a name.
        nested: cells that hold subtotals.
    """

    rows: int = 0
    columns: int = 0
    head: dict[int, dict[int, str]] = field(default_factory=dict[int, dict[int, str]])
    values: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    text_numbers: Noticed = field(default_factory=Noticed)
    errors: Noticed = field(default_factory=Noticed)
    formulas: Noticed = field(default_factory=Noticed)
    not_computed: Noticed = field(default_factory=Noticed)
    around: Surroundings | None = None
    reading: FirstReading = field(default_factory=FirstReading)
    tables: tuple[Table, ...] = ()
    nested: NestedFound = field(default_factory=NestedFound)

    def take(self, cell: StoredCell, facet: Facet) -> None:
        """Takes note of one cell."""
        if facet.kind == CellKind.BLANK:
            return
        self._notice(cell, facet)
        self.reading.take(cell.row, cell.column, facet)
        self.rows = cell.row
        self.columns = max(self.columns, cell.column)
        if cell.row <= HEAD_ROWS:
            self.head.setdefault(cell.row, {})[cell.column] = facet.raw or ""
            if facet.kind != CellKind.TEXT:
                self.values.add((cell.row, cell.column))

    def _notice(self, cell: StoredCell, facet: Facet) -> None:
        if facet.text == UNCOMPUTED and facet.kind == CellKind.ERROR:
            self.not_computed.add(cell.address)
            return
        if cell.has_formula:
            self.formulas.add(cell.address)
            self.nested.take(cell.row, cell.column, cell.formula, cell.shared)
        if facet.kind == CellKind.ERROR:
            self.errors.add(cell.address)
        elif facet.kind == CellKind.TEXT and _shows_number(facet):
            self.text_numbers.add(cell.address)


def _shows_number(facet: Facet) -> bool:
    shown = facet.text or facet.raw or ""
    return facet.coerced is not None and shows_number(shown)


def survey_sheet(archive: Archive, workbook: Workbook, sheet: SheetPart) -> Survey:
    """Returns what one pass over a sheet tells.

    Raises:
        SourceError: if the sheet is broken or its used range too large.
    """
    survey = Survey()
    place = f"{archive.shown}!{sheet.name}"

    def visit(cell: StoredCell) -> None:
        survey.take(cell, facet_of_cell(cell, workbook, place))

    around = walk_sheet(archive, sheet.part, visit)
    if survey.rows * survey.columns > MOST_CELLS:
        raise SourceError(
            place,
            f"its used range has {survey.rows:,} rows and {survey.columns:,} columns",
            f"at most {MOST_CELLS:,} cells",
            "Delete the cells that stand far away from the others.",
        )
    survey.around = around
    survey.tables = _tables(archive, sheet.part, around.tables)
    return survey


def _tables(archive: Archive, part: str, wanted: list[str]) -> tuple[Table, ...]:
    if not wanted:
        return ()
    relations = relations_of(archive, part)
    found: list[Table] = []
    for relation in wanted:
        kind, target = relations.get(relation, ("", ""))
        table = _table(archive, target) if kind == "table" else None
        if table is not None:
            found.append(table)
    return tuple(found)


def _table(archive: Archive, target: str) -> Table | None:
    """Returns the table that a part describes, None where it says no cells."""
    said: dict[str, str] = {}
    headers: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "table":
            said.update(attributes)
        elif local(name) == "tableColumn":
            headers.append(attributes.get("name", ""))

    archive.parse(target, start)
    corners = _corners(said.get("ref", ""))
    if corners is None:
        return None
    return Table(
        said.get("displayName") or said.get("name", ""),
        *corners,
        header_rows=0 if said.get("headerRowCount") == "0" else 1,
        totals_rows=_count(said.get("totalsRowCount", "")),
        headers=tuple(headers),
    )


def _count(written: str) -> int:
    is_number = written.isascii() and written.isdigit()
    return int(written[:_MOST_DIGITS]) if is_number else 0


def _corners(ref: str) -> tuple[int, int, int, int] | None:
    try:
        area = parse_area(ref, ref)
    except AddressError:
        return None
    ends = (area.first_column, area.first_row, area.last_column, area.last_row)
    first_column, first_row, last_column, last_row = ends
    if first_column and first_row and last_column and last_row:
        return first_column, first_row, last_column, last_row
    return None
