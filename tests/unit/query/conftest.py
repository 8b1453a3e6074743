"""Hand-made sheets in DuckDB, laid out as ColumnLayout says, to run SQL on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from verifier.model.address import CellRange, Reference, column_letter, column_number
from verifier.model.plan import Compiled, Trial
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.query import compile_query, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEALS = SheetKey("deals.csv")
EPOCH = date(1899, 12, 30)
PhysicalCell = tuple[int, Decimal | None, float | None, str | None, str | None]

DEALS_ROWS: tuple[tuple[object, ...], ...] = (
    (1, "Ann", "EMEA", "won", Decimal("100.50"), 40, date(2025, 1, 10), "a", True),
    (2, "Bob", "EMEA", "lost", Decimal("200.25"), 80, date(2025, 2, 11), "7", False),
    (3, "Ann", "APAC", "won", Decimal("300.00"), 90, date(2025, 4, 1), "NA", True),
    (4, "Cid", "APAC", "open", Decimal("50.75"), 20, date(2025, 4, 30), None, False),
    (5, "Bob", "AMER", "won", Decimal("400.00"), 100, date(2025, 7, 4), "1,200", True),
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

    def compile(self, sql: str, *cells: str, exact: bool = True) -> Compiled:
        """Returns a compiled query that cites cells, `F2:F7` or `sheet!F2:F7`."""
        cited = tuple(self.range_of(text) for text in cells or ("A:I",))
        names = {key.source.removesuffix(".csv"): key for key in self.layouts}
        return compile_query(parse_query(sql), cited, self.layouts, names, exact=exact)

    def value(self, sql: str, *cells: str, trial: Trial = Trial.VALUE) -> object:
        """Returns the only value of one trial of a query."""
        text = self.compile(sql, *cells).sql(trial)
        assert text is not None, f"no trial {trial}"
        return self.run(text)

    def run(self, text: str) -> object:
        """Returns the value of SQL that gives one row with one column."""
        rows = self.connection.execute(text).fetchall()
        assert len(rows) == 1, rows
        assert len(rows[0]) == 1, rows
        return rows[0][0]

    def range_of(self, text: str) -> CellRange:
        """Returns the range of an address, clipped to the sheet."""
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


@pytest.fixture(scope="session")
def deals() -> Bench:
    """Returns the sheet of deals: header in row 1, six rows; nobody changes it."""
    return make_deals()


def make_deals() -> Bench:
    """Returns a sheet of deals of one's own."""
    connection = locked()
    layout = add_sheet(connection, DEALS, "sheet_1", DEALS_HEADERS, DEALS_ROWS)
    return Bench(connection, {DEALS: layout})


@pytest.fixture
def own_deals() -> Bench:
    """Returns a sheet of deals that the test may change."""
    return make_deals()


@pytest.fixture
def bench() -> Callable[..., Bench]:
    """Returns what makes a bench of several sheets: name -> (headers, rows)."""

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
    """Returns a connection with those settings that change what calculations give."""
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
    """Returns the layout of a sheet's table, made with its headers in row 1."""
    columns = [
        column_cells(
            connection, table, number, header, [row[number - 1] for row in rows]
        )
        for number, header in enumerate(headers, start=1)
    ]
    parts = ", ".join(f"{table}_{layout.letter}.*" for layout in columns)
    sources = " POSITIONAL JOIN ".join(f"{table}_{layout.letter}" for layout in columns)
    connection.execute(  # the test's own names
        f"CREATE TABLE {table} AS SELECT (row_number() OVER ())::INTEGER AS _row, "  # noqa: S608 - names of our own
        f"{parts} FROM {sources}"
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
    """Returns the layout of a column, made as five physical columns."""
    letter = column_letter(number)
    physical = [physical_cell(header), *(physical_cell(cell) for cell in cells)]
    scale = max((places(n) for _, n, *_ in physical if n is not None), default=0)
    connection.execute(
        f"CREATE TEMP TABLE {table}_{letter} ({letter}_k UTINYINT, "
        f"{letter}_n DECIMAL(18, {scale}), {letter}_c DOUBLE, {letter}_t VARCHAR, "
        f"{letter}_r VARCHAR)"
    )
    connection.executemany(
        f"INSERT INTO {table}_{letter} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - SQL is the subject
        physical,
    )
    kinds = frozenset(CellKind(kind) for kind, *_ in physical[1:])
    return ColumnLayout(letter, scale, kinds, header)


def places(number: Decimal) -> int:
    """Returns the number of digits behind the decimal sign."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def physical_cell(cell: object) -> PhysicalCell:
    """Returns how one cell lies in the engine."""
    found: PhysicalCell
    match cell:
        case None:
            found = (int(CellKind.BLANK), None, None, None, None)
        case bool():
            found = (int(CellKind.BOOLEAN), None, float(cell), str(cell).upper(), None)
        case int() | Decimal():
            found = (int(CellKind.NUMBER), Decimal(cell), None, None, None)
        case date():
            serial = Decimal((cell - EPOCH).days)
            found = (int(CellKind.DATE), serial, None, None, cell.isoformat())
        case str() if cell.startswith("#"):
            found = (int(CellKind.ERROR), None, None, cell, None)
        case _:
            bare = str(cell).replace(",", "")
            coerced = float(bare) if is_plain(bare) else None
            found = (int(CellKind.TEXT), None, coerced, str(cell), None)
    return found


def is_plain(text: str) -> bool:
    """Returns whether a text is a plain decimal number."""
    whole, _, part = text.removeprefix("-").partition(".")
    return whole.isdecimal() and (part.isdecimal() or not part)
