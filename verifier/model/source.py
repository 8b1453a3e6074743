"""A source of data, and how its cells lie in DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.case import Objection


class CellKind(IntEnum):
    """The kind of a cell; the number is what column `<L>_k` holds in DuckDB."""

    BLANK = 0
    NUMBER = 1
    TEXT = 2
    BOOLEAN = 3
    ERROR = 4
    DATE = 5  # a number that is shown as a date: its serial


class Nested(IntEnum):
    """What a cell is that another subtotal passes over."""

    SUBTOTAL = 1
    AGGREGATE = 2
    UNKNOWN = 3  # a subtotal within more, or a formula whose text is not known


@dataclass(frozen=True, slots=True)
class NestedCells:
    """Cells of a column that hold subtotals.

    Attributes:
        column: 1-based.
        first_row: 1-based, like the last one; both inclusive.
        last_row: of the cells.
        kind: what they are.
    """

    column: int
    first_row: int
    last_row: int
    kind: Nested


class Declarer(StrEnum):
    """Who named a source."""

    COMMAND = "command"
    CONFIGURATION = "configuration"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reading decision: recorded, shown, declarable.

    Attributes:
        name: `delimiter`, `encoding`, `quote`, `header_row`, `decimal`, `date_order`,
            `used_range`, …
        value: as shown to the user.
        declared: True where the user stated it, False where it was found.
        sheet: the sheet it speaks of, empty for the whole source.
    """

    name: str
    value: str
    declared: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True, order=True)
class SheetKey:
    """Names one sheet of one source.

    Attributes:
        source: the name by which the report or command knows the source.
        sheet: the sheet's name; empty for a source that is a single table.
    """

    source: str
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.source}!{self.sheet}" if self.sheet else self.source


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a sheet, which has a name.

    Attributes:
        name: as its author writes it.
        first_column: 1-based, like the others; all of them inclusive.
        first_row: of the table, its headers included.
        last_column: of the table.
        last_row: of the table, its totals included.
        header_rows: how many of its first rows hold headers: 1 or 0.
        totals_rows: how many of its last rows hold totals.
        headers: of its columns, one each; empty where its file does not say them.
    """

    name: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int
    header_rows: int = 1
    totals_rows: int = 0
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a sheet before its columns are loaded.

    Attributes:
        key: its name.
        table: the name of its table in DuckDB, given by us: `sheet_1`.
        rows: number of rows of the used range, header and blank lines included; the
            sheet's row 1 is the file's first row.
        columns: number of columns of the used range, from column A.
        header_row: 1-based row of the headers, 0 if there is none.
        headers: texts of the header row, one a column (empty where blank).
        hidden_rows: hidden rows as (first, last) runs.
        tables: named tables in the sheet.
        nested: cells that hold subtotals, over which another subtotal passes.
    """

    key: SheetKey
    table: str
    rows: int
    columns: int
    header_row: int
    headers: tuple[str, ...]
    hidden_rows: tuple[tuple[int, int], ...] = ()
    tables: tuple[Table, ...] = ()
    nested: tuple[NestedCells, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedRange:
    """A range of a workbook that has a name.

    Attributes:
        name: as its author writes it; names differ by more than case.
        sheet: the sheet that its cells are in.
        first_column: 1-based, like the others; all of them inclusive.
        first_row: of the range.
        last_column: of the range.
        last_row: of the range.
        scope: the sheet in which alone the name holds, empty for the whole workbook.
    """

    name: str
    sheet: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int
    scope: str = ""


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """A source that is to be opened.

    Attributes:
        name: alias, or the file name as the report writes it.
        path: path to open; empty where `columns` carry the cells.
        shown_path: path as the user knows it, for messages and records.
        declared_by: who named it.
        declared: reading decisions that the user states, as (name, value).
        frame: rows handed over by a library call, header row first, else None.
    """

    name: str
    path: str
    shown_path: str
    declared_by: Declarer
    declared: tuple[tuple[str, str], ...] = ()
    frame: tuple[tuple[object, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a source that a reader noticed, to become a finding.

    Attributes:
        code: kebab-case word, `text-numbers`, `blank-lines`, `stale-formula`, …
        message: what and how many.
        sheet: where.
        cells: A1 addresses or ranges without prefix, at most a few.
    """

    code: str
    message: str
    sheet: SheetKey
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A source that was opened.

    Attributes:
        name: as requested.
        path: as the user knows it.
        digest: `sha256:…` of the bytes that were read (of the canonical cells for a
            frame).
        declared_by: who named it.
        decisions: every reading decision.
        sheets: in the order of the file.
        troubles: what the reader noticed.
        problem: why it cannot be read (then it has no sheets), or empty.
        names: ranges that have a name, of a workbook.
    """

    name: str
    path: str
    digest: str
    declared_by: Declarer
    decisions: tuple[Decision, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    problem: str = ""
    names: tuple[NamedRange, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How a loaded column lies in DuckDB.

    The sheet's table has `_row` INTEGER (1-based sheet row, contiguous from 1 to
    `Sheet.rows`, blank lines included) and, for a loaded column with letter L:

    - `L_k` UTINYINT not null: CellKind.
    - `L_n`: DECIMAL(18 or 38, scale) where `scale` is not None, else DOUBLE. The
      number of NUMBER cells and the serial (1900 system) of DATE cells; NULL for all
      other kinds, so that `sum(L_n)` is SUM over the cells.
    - `L_c` DOUBLE: for TEXT cells the number that spreadsheet arithmetic makes of the
      text (NULL if none), for BOOLEAN 0 or 1; else NULL.
    - `L_t` VARCHAR: the text of TEXT cells, `TRUE`/`FALSE` of BOOLEAN cells, the code
      (`#DIV/0!`) of ERROR cells; else NULL.
    - `L_r` VARCHAR: the raw text as the file has it where it differs from what
      `coalesce(L_t, CAST(L_n AS VARCHAR), '')` gives; else NULL. So the raw text is
      `coalesce(L_r, L_t, CAST(L_n AS VARCHAR), '')`.

    Attributes:
        letter: `A`, `AB`.
        scale: digits behind the decimal sign of `L_n`, None for DOUBLE.
        kinds: kinds that occur in data rows (rows other than the header row).
        header: text of the header cell, or empty.
    """

    letter: str
    scale: int | None
    kinds: frozenset[CellKind]
    header: str = ""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet with the layouts of those columns that are loaded.

    Attributes:
        sheet: the sheet.
        columns: 1-based column number → layout; a column that is not here must not be
            read.
        objection: what stands against every claim on the sheet where its columns could
            not be loaded; then it has none.
    """

    sheet: Sheet
    columns: Mapping[int, ColumnLayout]
    objection: Objection | None = None
