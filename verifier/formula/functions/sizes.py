"""Arrays of a size that is written: wrapped, filled up, or counted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import scalar
from verifier.formula.coerce import as_number, unified
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.places import array_of, size_of
from verifier.formula.pool import number_argument
from verifier.formula.rows import CELL_LIMIT, cells_of
from verifier.formula.values import (
    Array,
    Cell,
    Frame,
    Member,
    Value,
    error_cell,
    grid_of,
    number_cell,
)

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

SEQUENCE_LIMIT = 1_000_000  # numbers that a sequence holds


@function("WRAPROWS", least=2, most=3)
def wrapped_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cells of a row or column as rows of a length, filled with `#N/A`.

    Source: Excel, WRAPROWS.

    Example:
        =WRAPROWS(B2:C3,2) is #VALUE!
    """
    return _wrapped(draft, "WRAPROWS", arguments)


@function("WRAPCOLS", least=2, most=3)
def wrapped_columns(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cells of a row or column as columns of a height, filled with `#N/A`.

    Source: Excel, WRAPCOLS.

    Example:
        =WRAPCOLS(B2:C3,2) is #VALUE!
    """
    made = _wrapped(draft, "WRAPCOLS", arguments)
    return _turned(made) if isinstance(made, Array) else made


@function("EXPAND", least=2, most=4)
def expanded(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns an array filled up to a number of rows and columns, with `#N/A`.

    Source: Excel, EXPAND; `#VALUE!` for fewer than there are.

    Example:
        =EXPAND(C2:C6,2) is #VALUE!
    """
    array = cells_of(draft, array_of("EXPAND", arguments[0]))
    filled = (*arguments, None, None)[:4]
    rows = size_of(draft, "EXPAND", filled[1], len(array.grid))
    columns = size_of(draft, "EXPAND", filled[2], array.columns)
    if rows < len(array.grid) or columns < array.columns:
        return error_cell("#VALUE!")
    _bound(rows * columns)
    pad = _pad(draft, filled[3])
    grid = [[*row, *[pad] * (columns - len(row))] for row in array.grid]
    grid += [[pad] * columns for _ in range(rows - len(grid))]
    return grid_of(grid)


@function("SEQUENCE", least=1, most=4)
def sequence(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns numbers row by row, from a start by a step.

    Source: Excel, SEQUENCE; `#CALC!` for no row, beyond a million it is refused.

    Raises:
        FormulaError: for more than a million numbers.

    Example:
        =SEQUENCE(-1) is #VALUE!
    """
    filled = (*arguments, None, None, None)[:4]
    rows = size_of(draft, "SEQUENCE", filled[0], 1)
    columns = size_of(draft, "SEQUENCE", filled[1], 1)
    if rows < 1 or columns < 1:
        return error_cell("#CALC!" if 0 in {rows, columns} else "#VALUE!")
    if rows * columns > SEQUENCE_LIMIT or columns > CELL_LIMIT:
        raise FormulaError(
            f"a SEQUENCE of {rows * columns} numbers",
            f"at most {SEQUENCE_LIMIT}, in at most {CELL_LIMIT} columns",
            reason="limit",
        )
    name = draft.rows_of(_counting(rows))
    frame = Frame((Member(name, name, 1),), rows, whole=True)
    start = as_number(draft, _one(draft, filled[2]))
    step = as_number(draft, _one(draft, filled[3]))
    first = sql.multiply(sql.subtract(frame.row, sql.ONE), sql.number(columns))
    cells: list[Cell] = []
    for place in range(columns):
        turn = sql.add(first, sql.number(place))
        (low, gap), scale = unified([start, step])
        made = sql.add(low, sql.multiply(turn, gap))
        made = made if scale is None else sql.cast(made, f"DECIMAL(38, {scale})")
        cells.append(number_cell(made, scale).failing(start.error, step.error))
    return Array(frame, (tuple(cells),))


def _wrapped(draft: Draft, name: str, arguments: tuple[Value, ...]) -> Value:
    array = cells_of(draft, array_of(name, arguments[0]))
    width = size_of(draft, name, arguments[1], 1)
    if (len(array.grid) > 1 and array.columns > 1) or width < 1:
        return error_cell("#VALUE!" if width >= 1 else "#NUM!")
    cells = [cell for row in array.grid for cell in row]
    _bound(width)
    pad = _pad(draft, arguments[2] if len(arguments) > 2 else None)  # noqa: PLR2004 - the third argument
    rows = [cells[n : n + width] for n in range(0, len(cells), width)]
    rows[-1] = [*rows[-1], *[pad] * (width - len(rows[-1]))]
    return grid_of(rows)


def _pad(draft: Draft, value: Value) -> Cell:
    cell = scalar(draft, value)
    return error_cell("#N/A") if cell is None else cell


def _bound(cells: int) -> None:
    if cells > CELL_LIMIT:
        raise FormulaError(
            f"an array of {cells} cells where they are taken one by one",
            f"at most {CELL_LIMIT}",
            reason="limit",
        )


def _one(draft: Draft, value: Value) -> Cell:
    return (
        number_argument(draft, value) if value is not None else number_cell(sql.ONE, 0)
    )


def _counting(rows: int) -> exp.Select:
    """Returns a query with the numbers from 1 on."""
    every = sql.call("generate_series", sql.ONE, sql.number(rows))
    return exp.Select(expressions=[sql.alias(sql.call("unnest", every), "_row")])


def _turned(array: Array) -> Array:
    return grid_of(list(zip(*array.grid, strict=True)))
