"""A hand-made sheet in DuckDB, laid out as ColumnLayout says, to run compiled SQL on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, Decimal as D

import duckdb
import pytest

from verifier.model.address import CellRange, Reference, column_letter, column_number
from verifier.model.plan import Compiled, Trial
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.query import compile_query, parse_query

DEALS = SheetKey("deals.csv")
EPOCH = date(1899, 12, 30)

DEALS_ROWS: tuple[tuple[object, ...], ...] = (
    (1, "Ann", "EMEA", "won", D("100.50"), 40, date(2025, 1, 10), "a", True),
    (2, "Bob", "EMEA", "lost", D("200.25"), 80, date(2025, 2, 11), "7", False),
    (3, "Ann", "APAC", "won", D("300.00"), 90, date(2025, 4, 1), "NA", True),
    (4, "Cid", "APAC", "open", D("50.75"), 20, date(2025, 4, 30), None, False),
    (5, "Bob", "AMER", "won", D("400.00"), 100, date(2025, 7, 4), "1,200", True),
    (6, "Ann", "AMER", "won", None, 10, date(2025, 12, 31), "12", True),
)
DEALS_HEADERS = (
    "id",
    "rep",
    "region",
    "stage",
    "amount",
    "cost",
    "closed",
    "note",
    "is won",
)


@dataclass(frozen=True)
class Bench:
    """A DuckDB with one sheet's table for each layout, and how to query it."""

    connection: duckdb.DuckDBPyConnection
    layouts: dict[SheetKey, SheetLayout]

    def compile(self, sql: str, *cells: str) -> Compiled:
        """Compiles a query that cites cells of the first sheet, or `sheet!cells`."""
        cited = tuple(self.range_of(text) for text in cells or ("A:I",))
        names = {key.source.removesuffix(".csv"): key for key in self.layouts}
        return compile_query(parse_query(sql), cited, self.layouts, names)

    def value(self, sql: str, *cells: str, trial: Trial = Trial.VALUE) -> object:
        """Runs one trial of a query; gives its only value."""
        text = self.compile(sql, *cells).sql(trial)
        assert text is not None, f"no trial {trial}"
        return self.run(text)

    def run(self, text: str) -> object:
        """Runs SQL that gives one row with one column."""
        rows = self.connection.execute(text).fetchall()
        assert len(rows) == 1, rows
        assert len(rows[0]) == 1, rows
        return rows[0][0]

    def range_of(self, text: str) -> CellRange:
        """Reads an address, clipped to the sheet."""
        reference = Reference.parse(text)
        name = reference.prefixes[0] if reference.prefixes else ""
        key = SheetKey(name + ".csv") if name else next(iter(self.layouts))
        sheet, area = self.layouts[key].sheet, reference.area
        return CellRange(
            key,
            area.first_column or 1,
            area.first_row or 1,
            area.last_column or sheet.columns,
            area.last_row or sheet.rows,
        )


@pytest.fixture
def deals() -> Bench:
    """The sheet of deals: header in row 1, six rows of cells."""
    connection = locked()
    layout = add_sheet(connection, DEALS, "sheet_1", DEALS_HEADERS, DEALS_ROWS)
    return Bench(connection, {DEALS: layout})


@pytest.fixture
def bench() -> Callable[..., Bench]:
    """Makes a bench of several sheets: name -> (headers, rows)."""

    def make(**sheets: tuple[Sequence[str], Sequence[Sequence[object]]]) -> Bench:
        connection = locked()
        layouts = {}
        for number, (name, (headers, rows)) in enumerate(sheets.items(), start=1):
            key = SheetKey(f"{name}.csv")
            table = f"sheet_{number}"
            layouts[key] = add_sheet(connection, key, table, headers, rows)
        return Bench(connection, layouts)

    return make


def locked() -> duckdb.DuckDBPyConnection:
    """A connection with those settings that change what calculations give."""
    return duckdb.connect(
        config={
            "threads": "1",
            "ieee_floating_point_ops": "false",
            "error_on_division_by_zero": "true",
            "default_null_order": "NULLS_LAST",
            "max_expression_depth": "100",
            "scalar_subquery_error_on_multiple_rows": "true",
            "enable_external_access": "false",
        }
    )


def add_sheet(
    connection: duckdb.DuckDBPyConnection,
    key: SheetKey,
    table: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> SheetLayout:
    """Creates a sheet's table: row 1 holds the headers."""
    columns = [
        column_cells(
            connection, table, number, header, [row[number - 1] for row in rows]
        )
        for number, header in enumerate(headers, start=1)
    ]
    parts = ", ".join(f"{table}_{layout.letter}.*" for layout in columns)
    sources = " POSITIONAL JOIN ".join(f"{table}_{layout.letter}" for layout in columns)
    connection.execute(
        f"CREATE TABLE {table} AS SELECT (row_number() OVER ())::INTEGER AS _row, {parts} "
        f"FROM {sources}"
    )
    sheet = Sheet(key, table, len(rows) + 1, len(headers), 1, tuple(headers))
    by_number = {column_number(layout.letter): layout for layout in columns}
    return SheetLayout(sheet, by_number)


def column_cells(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    number: int,
    header: str,
    cells: Sequence[object],
) -> ColumnLayout:
    """Creates the five physical columns of one column; gives its layout."""
    letter = column_letter(number)
    physical = [physical_cell(header), *(physical_cell(cell) for cell in cells)]
    scales = [-n.as_tuple().exponent for _, n, *_ in physical if n is not None]
    scale = max(scales, default=0)
    connection.execute(
        f"CREATE TEMP TABLE {table}_{letter} ({letter}_k UTINYINT, "
        f"{letter}_n DECIMAL(18, {scale}), {letter}_c DOUBLE, {letter}_t VARCHAR, "
        f"{letter}_r VARCHAR)"
    )
    connection.executemany(
        f"INSERT INTO {table}_{letter} VALUES (?, ?, ?, ?, ?)", physical
    )
    kinds = frozenset(CellKind(kind) for kind, *_ in physical[1:])
    return ColumnLayout(letter, scale, kinds, header)


def physical_cell(
    cell: object,
) -> tuple[int, Decimal | None, float | None, str | None, str | None]:
    """How one cell lies in the engine."""
    match cell:
        case None:
            return (int(CellKind.BLANK), None, None, None, None)
        case bool():
            return (int(CellKind.BOOLEAN), None, float(cell), str(cell).upper(), None)
        case int():
            return (int(CellKind.NUMBER), Decimal(cell), None, None, None)
        case date():
            serial = Decimal((cell - EPOCH).days)
            return (int(CellKind.DATE), serial, None, None, cell.isoformat())
        case str() if cell.startswith("#"):
            return (int(CellKind.ERROR), None, None, cell, None)
        case Decimal():
            return (int(CellKind.NUMBER), cell, None, None, None)
        case _:
            text = str(cell)
            bare = text.replace(",", "")
            coerced = float(bare) if is_plain(bare) else None
            return (int(CellKind.TEXT), None, coerced, text, None)


def is_plain(text: str) -> bool:
    """Whether a text is a plain decimal number."""
    whole, _, part = text.removeprefix("-").partition(".")
    return whole.isdecimal() and (part.isdecimal() or not part)
