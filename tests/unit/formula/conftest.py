"""A grid of cells as sources lay it down, and the formula run over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pytest

from verifier.errors import FormulaError
from verifier.formula import compile_formula, parse, references
from verifier.formula.numerals import number_of
from verifier.model.address import (
    Area,
    CellRange,
    Reference,
    column_letter,
    column_number,
)
from verifier.model.plan import Compiled, Trial
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Sheet,
    SheetKey,
    SheetLayout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS_AT_ONCE = 50
MOST_ROWS = 70_000
MOST_COLUMNS = 120  # that are laid out though no cell stands there
LONGEST_SCALE = 9  # of numbers that are summed exactly
SETTINGS = {
    "threads": "1",
    "max_expression_depth": "100",
    "ieee_floating_point_ops": "false",
    "error_on_division_by_zero": "true",
    "integer_division": "false",
    "default_null_order": "NULLS_LAST",
}


@dataclass(frozen=True)
class Error:
    code: str


@dataclass(frozen=True)
class Day:
    serial: int


def kind_of(value: object) -> CellKind:  # noqa: PLR0911 - one for each kind
    match value:
        case None:
            return CellKind.BLANK
        case bool():
            return CellKind.BOOLEAN
        case str():
            return CellKind.TEXT
        case Error() | dict():
            return CellKind.ERROR
        case Day():
            return CellKind.DATE
        case _:
            return CellKind.NUMBER


def code_of(value: Any) -> str:
    return value.code if isinstance(value, Error) else value["e"]


Cells = Mapping[tuple[int, int], object]


class Plan(NamedTuple):
    """How a sheet is laid out: at least so large, with this header row."""

    rows: int
    columns: frozenset[int]
    header_row: int
    exact: bool


def _layout(column: int, found: Cells, rows: int, plan: Plan) -> ColumnLayout:
    """Returns how a column lies in the engine: exact where its numbers are short."""
    own = {r: v for (r, c), v in found.items() if c == column and r <= rows}
    header = str(own.pop(plan.header_row, None) or "")
    kinds = frozenset(map(kind_of, own.values()))
    if len(own) < rows - (plan.header_row > 0):
        kinds |= {CellKind.BLANK}
    values = [Decimal(str(v)) for v in own.values() if kind_of(v) is CellKind.NUMBER]
    scale = max((_digits(value) for value in values), default=0)
    scaled = scale if plan.exact and scale <= LONGEST_SCALE else None
    return ColumnLayout(column_letter(column), scaled, kinds, header)


def _digits(value: Decimal) -> int:
    """Returns the number of digits behind the decimal sign."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


class Grid:
    """Sheets in DuckDB, made of cells by address."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.default = ""
        self.layouts: dict[SheetKey, SheetLayout] = {}

    def fill(
        self,
        cells: Mapping[str, object],
        *,
        formula: str = "",
        header_row: int = 0,
        exact: bool = False,
        default: str = "Sheet1",
    ) -> None:
        self.connection.execute("BEGIN")
        default = default.casefold()
        sheets: dict[str, dict[tuple[int, int], object]] = {default: {}}
        for address, value in cells.items():
            sheet, _, local = address.rpartition("!")
            letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", local).groups()  # type: ignore[union-attr]
            place = (int(row), column_number(letters))
            sheets.setdefault(sheet.casefold() or default, {})[place] = value
        corners = self._corners(formula, default)
        for sheet in corners:
            sheets.setdefault(sheet, {})
        self.default = default
        self.layouts = {}
        for name, found in sheets.items():
            corner = corners.get(name, (1, frozenset({1})))
            plan = Plan(*corner, header_row, exact)
            self._sheet(name, found, plan)

    @staticmethod
    def day(serial: int) -> Day:
        """Returns a cell that holds a date."""
        return Day(serial)

    def clear(self) -> None:
        self.connection.execute("ROLLBACK")

    def _corners(
        self, formula: str, default: str
    ) -> dict[str, tuple[int, frozenset[int]]]:
        """Returns for each sheet how many rows and which columns a formula names."""
        corners: dict[str, tuple[int, frozenset[int]]] = {}
        for reference in references(parse(formula)) if formula else ():
            area = reference.area
            if area == Area():
                continue  # a name, and a grid has none
            sheet = reference.prefixes[-1].casefold() if reference.prefixes else default
            rows, columns = corners.get(sheet, (1, frozenset({1})))
            first = area.first_column or 1
            last = min(area.last_column or first, first + MOST_COLUMNS)
            corners[sheet] = (
                max(rows, area.last_row or area.first_row or 1),
                columns | frozenset(range(first, last + 1)),
            )
        return corners

    def _sheet(self, name: str, found: Cells, plan: Plan) -> None:
        rows = min(max([plan.rows, *(r for r, _ in found)]), MOST_ROWS)
        furthest = max([max(plan.columns), *(c for _, c in found)])
        width = min(furthest, MOST_COLUMNS)
        table = f"sheet_{len(self.layouts) + 1}"
        filled = {c for _, c in found}
        numbers = sorted({*range(1, width + 1), *plan.columns, *filled})
        columns = {c: _layout(c, found, rows, plan) for c in numbers}
        self._create(table, columns)
        self._insert(table, found, rows, numbers)
        key = SheetKey("book", name)
        headers = tuple(
            columns[c].header if c in columns else "" for c in range(1, furthest + 1)
        )
        sheet = Sheet(key, table, rows, furthest, plan.header_row, headers)
        self.layouts[key] = SheetLayout(sheet, columns)

    def _create(self, table: str, columns: Mapping[int, ColumnLayout]) -> None:
        parts = ["_row INTEGER"]
        for layout in columns.values():
            letter, scale = layout.letter, layout.scale
            number = "DOUBLE" if scale is None else f"DECIMAL(18,{scale})"
            parts.append(
                f"{letter}_k UTINYINT, {letter}_n {number}, {letter}_c DOUBLE, "
                f"{letter}_t VARCHAR, {letter}_r VARCHAR"
            )
        self.connection.execute(f"CREATE TABLE {table} ({', '.join(parts)})")

    def _insert(self, table: str, found: Cells, rows: int, columns: list[int]) -> None:
        filled = sorted({r for r, _ in found if r <= rows})
        marks = f"({', '.join('?' * (1 + 5 * len(columns)))})"
        for first in range(0, len(filled), ROWS_AT_ONCE):
            some = filled[first : first + ROWS_AT_ONCE]
            values: list[object] = []
            for r in some:
                values.append(r)
                for c in columns:
                    values += self._stored(found.get((r, c)))
            many = ", ".join([marks] * len(some))
            self.connection.execute(f"INSERT INTO {table} VALUES {many}", values)  # noqa: S608 - names of the test
        blank = ", ".join(["0, NULL, NULL, NULL, NULL"] * len(columns))
        self.connection.execute(
            f"INSERT INTO {table} SELECT r, {blank} FROM range(1, {rows + 1}) AS t(r) "  # noqa: S608 - names of the test
            f"WHERE r NOT IN (SELECT _row FROM {table})"
        )

    def _stored(self, value: Any) -> list[object]:
        kind = kind_of(value)
        number = coerced = text = None
        match kind:
            case CellKind.NUMBER:
                number = value
            case CellKind.DATE:
                number = value.serial
            case CellKind.TEXT:
                found = number_of(value)
                coerced = None if found is None else float(found)
                text = value
            case CellKind.BOOLEAN:
                coerced, text = float(value), str(value).upper()
            case CellKind.ERROR:
                text = code_of(value)
            case _:
                pass
        return [int(kind), number, coerced, text, None]

    def locate(self, reference: Reference) -> CellRange:
        if reference.area == Area() or reference.area.part is not None:
            raise FormulaError(f"no name or table {reference}", reason="no-such-cell")
        named = reference.prefixes[-1] if reference.prefixes else self.default
        name = named.casefold()
        key = SheetKey("book", name)
        if key not in self.layouts:
            raise FormulaError(f"no sheet {name}", reason="no-such-source")
        sheet = self.layouts[key].sheet
        area = reference.area
        if area.header is not None:
            if area.header not in sheet.headers:
                raise FormulaError(f"no column {area.header}", reason="no-such-cell")
            column = sheet.headers.index(area.header) + 1
            return CellRange(key, column, sheet.header_row + 1, column, sheet.rows)
        return CellRange(
            key,
            area.first_column or 1,
            area.first_row or 1,
            min(area.last_column or sheet.columns, sheet.columns),
            min(area.last_row or sheet.rows, sheet.rows),
        )

    def compiled(self, formula: str, *, exact: bool = True) -> Compiled:
        parsed = parse(formula)
        return compile_formula(parsed, self.locate, self.layouts, exact=exact)

    def value(self, formula: str, trial: Trial = Trial.WRITTEN) -> object:
        compiled = self.compiled(formula)
        return self.run(compiled.sql(trial) or compiled.sql(Trial.VALUE) or "")

    def run(self, sql: str) -> object:
        row = self.connection.execute(sql).fetchone()
        assert row is not None
        kind, number, text = row
        match CellKind(kind):
            case CellKind.BOOLEAN:
                return bool(number)
            case CellKind.TEXT:
                return text
            case CellKind.ERROR:
                return Error(text)
            case _:
                return number


@pytest.fixture(scope="session")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = duckdb.connect(config=SETTINGS)
    yield made
    made.close()


@pytest.fixture(scope="session")
def new_grid() -> Callable[[], Grid]:
    """Returns a maker of a grid with a connection of its own."""
    return lambda: Grid(duckdb.connect(config=SETTINGS))


@pytest.fixture
def grid(connection: duckdb.DuckDBPyConnection) -> Iterator[Grid]:
    made = Grid(connection)
    yield made
    if made.layouts:
        made.clear()


@pytest.fixture
def evaluate(grid: Grid) -> Callable[..., object]:
    """Returns an evaluator of formulas over cells given by address."""

    def evaluated(
        formula: str,
        cells: Mapping[str, object] | None = None,
        trial: Trial = Trial.WRITTEN,
        **options: Any,
    ) -> object:
        if grid.layouts:
            grid.clear()
        grid.fill(cells or {}, formula=formula, **options)
        return grid.value(formula, trial)

    return evaluated
