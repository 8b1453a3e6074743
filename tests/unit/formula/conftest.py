"""A grid of cells as sources lay it down, and the formula run over it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from verifier.errors import FormulaError
from verifier.formula import compile_formula, parse, references
from verifier.formula.numerals import number_of
from verifier.model.address import CellRange, Reference, column_letter, column_number
from verifier.model.plan import Compiled, Trial
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Sheet,
    SheetKey,
    SheetLayout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


class Grid:
    """Sheets in DuckDB, made of cells by address."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
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
        sheets: dict[str, dict[tuple[int, int], object]] = {default: {}}
        for address, value in cells.items():
            sheet, _, local = address.rpartition("!")
            letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", local).groups()  # type: ignore[union-attr]
            place = (int(row), column_number(letters))
            sheets.setdefault(sheet or default, {})[place] = value
        corners = self._corners(formula, default)
        for sheet in corners:
            sheets.setdefault(sheet, {})
        self.default = default
        self.layouts = {}
        for number, (name, found) in enumerate(sheets.items(), 1):
            self._sheet(
                number, name, found, corners.get(name, (1, 1)), header_row, exact
            )

    def clear(self) -> None:
        self.connection.execute("ROLLBACK")

    def _corners(self, formula: str, default: str) -> dict[str, tuple[int, int]]:
        corners: dict[str, tuple[int, int]] = {}
        for reference in references(parse(formula)) if formula else ():
            sheet = reference.prefixes[-1] if reference.prefixes else default
            area = reference.area
            rows, columns = corners.get(sheet, (1, 1))
            corners[sheet] = (
                max(rows, area.last_row or area.first_row or 1),
                max(columns, area.last_column or area.first_column or 1),
            )
        return corners

    def _sheet(self, number, name, found, corner, header_row, exact) -> None:  # noqa: PLR0913, PLR0917 - what a sheet is made of
        rows = max([corner[0], *(r for r, _ in found)])
        width = max([corner[1], *(c for _, c in found)])
        rows, width = min(rows, 12_000), min(width, 300)
        table = f"sheet_{number}"
        columns = {
            c: self._column(c, found, rows, header_row, exact)
            for c in range(1, width + 1)
        }
        self._create(table, columns)
        self._insert(table, found, rows, width)
        key = SheetKey("book", name)
        sheet = Sheet(
            key,
            table,
            rows,
            width,
            header_row,
            tuple(columns[c].header for c in range(1, width + 1)),
        )
        self.layouts[key] = SheetLayout(sheet, columns)

    def _column(self, c, found, rows, header_row, exact) -> ColumnLayout:
        kinds = frozenset(
            kind_of(found.get((r, c))) for r in range(1, rows + 1) if r != header_row
        )
        values = [
            Decimal(str(v))
            for (_, k), v in found.items()
            if k == c and kind_of(v) is CellKind.NUMBER
        ]
        scale = max(
            (max(0, -v.as_tuple().exponent) for v in values),
            default=0,  # type: ignore[operator]
        )
        scaled = scale if exact and scale <= 9 else None
        header = str(found.get((header_row, c)) or "")
        return ColumnLayout(column_letter(c), scaled, kinds, header)

    def _create(self, table: str, columns: dict[int, ColumnLayout]) -> None:
        parts: list[str] = ["_row INTEGER"]
        for column in columns.values():
            letter, scale = column.letter, column.scale
            number_type = "DOUBLE" if scale is None else f"DECIMAL(18,{scale})"
            parts += [
                f"{letter}_k UTINYINT",
                f"{letter}_n {number_type}",
                f"{letter}_c DOUBLE",
                f"{letter}_t VARCHAR",
                f"{letter}_r VARCHAR",
            ]
        self.connection.execute(f"CREATE TABLE {table} ({', '.join(parts)})")

    def _insert(self, table, found, rows, width) -> None:
        filled = sorted({r for r, _ in found if r <= rows})
        lines: list[list[object]] = []
        for r in filled:
            line: list[object] = [r]
            for c in range(1, width + 1):
                line += self._stored(found.get((r, c)))
            lines.append(line)
        marks = ", ".join("?" * (1 + 5 * width))
        if lines:
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", lines)  # noqa: S608 - names of the test
        blank = ", ".join(["0, NULL, NULL, NULL, NULL"] * width)
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
        name = reference.prefixes[-1] if reference.prefixes else self.default
        key = SheetKey("book", name)
        if key not in self.layouts:
            raise FormulaError(f"no sheet {name}", reason="no-such-source")
        sheet = self.layouts[key].sheet
        area = reference.area
        if area.header is not None:
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
        kind, number, text = self.connection.execute(sql).fetchone()  # type: ignore[misc]
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
