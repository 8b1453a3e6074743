"""Finding cells by value or by place, and arrays of chosen rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import lift, scalar
from verifier.formula.choice import pick
from verifier.formula.coerce import double_of
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.places import array_of, cell_at, matrix_of, place_of
from verifier.formula.pool import constant_number, number_argument
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.model.address import CellRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.draft import Draft


@function("ROWS", least=1)
def rows(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many rows a range has.

    Source: ECMA-376 part 1, 18.17.7.289.
    """
    array = array_of("ROWS", arguments[0])
    relation = draft.relation(array.frame)
    if array.rows is not None or relation is None:
        return constant_cell(array.rows or 1)
    return number_cell(draft.aggregate(relation, sql.call("count", exp.Star())), 0)


@function("COLUMNS", least=1)
def columns(_draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many columns a range has.

    Source: ECMA-376 part 1, 18.17.7.47.
    """
    return constant_cell(array_of("COLUMNS", arguments[0]).columns)


@function("INDEX", least=2, most=3)
def index(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell, row or column at a place; `#REF!` outside.

    Source: ECMA-376 part 1, 18.17.7.166; row or column 0 is all of them.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    array = array_of("INDEX", arguments[0])
    row, column = arguments[1], arguments[2] if len(arguments) > 2 else None  # noqa: PLR2004 - the third argument
    if len(arguments) == 2 and array.rows == 1:  # noqa: PLR2004 - no third argument
        row, column = constant_cell(1), row
    elif column is None:
        column = constant_cell(1 if array.columns == 1 else 0)
    at_row, at_column = constant_number(draft, row), constant_number(draft, column)
    if at_row is not None and at_column is not None and array.origin is not None:
        return _part(draft, array.origin, at_row, at_column)
    if 0 in {at_row, at_column}:
        raise FormulaError(
            "INDEX of a whole row or column that only running finds",
            "the row and column of one cell",
            reason="unsupported-function",
        )
    if at_column is not None and 0 < at_column <= array.columns:
        place = draft.let(number_argument(draft, row))
        return cell_at(draft, _column(array, at_column), place, "#REF!")
    return _crossing(draft, array, row, column)


@function("MATCH", least=2, most=3)
def match_place(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the place of a value; 0 finds an equal one, 1 the last that is not above.

    Source: ECMA-376 part 1, 18.17.7.207; `#N/A` where there is none.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    given = arguments[2:]
    mode = constant_number(draft, given[0]) if given else 1
    if mode is None:
        raise FormulaError(
            "the match mode of MATCH stands in a cell",
            "0, 1 or -1",
            reason="unsupported-function",
        )
    array = array_of("MATCH", arguments[1])
    way = {0: "wild", -1: "above"}.get(mode, "below")
    return _for_each(draft, arguments[0], lambda one: place_of(draft, one, array, way))


@function("VLOOKUP", least=3, most=4)
def look_down(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a column in the row whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.357; without a fourth argument the last row whose
        first cell is not above the value.
    """
    table = array_of("VLOOKUP", arguments[1])
    column = constant_number(draft, arguments[2])
    way = _lookup_way(draft, arguments)
    if column is not None and not 1 <= column <= table.columns:
        return error_cell("#VALUE!" if column < 1 else "#REF!")

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, _column(table, 1), way)
        if column is not None:
            return cell_at(draft, _column(table, column), place, "#N/A")
        return _crossing(draft, table, place, arguments[2])

    return _for_each(draft, arguments[0], found)


@function("HLOOKUP", least=3, most=4)
def look_right(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a row in the column whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.147.
    """
    table = matrix_of(draft, array_of("HLOOKUP", arguments[1]))
    row = constant_number(draft, arguments[2])
    if row is not None and not 1 <= row <= len(table.grid):
        return error_cell("#VALUE!" if row < 1 else "#REF!")
    way = _lookup_way(draft, arguments)
    turned = grid_of(list(zip(*table.grid, strict=True)))

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, grid_of([table.grid[0]]), way)
        if row is None:
            return _crossing(draft, turned, place, arguments[2])
        return cell_at(draft, grid_of([table.grid[row - 1]]), place, "#N/A")

    return _for_each(draft, arguments[0], found)


@function("LOOKUP", least=2, most=3)
def look(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell beside the last one that is not above a value.

    Source: ECMA-376 part 1, 18.17.7.203.
    """
    searched = array_of("LOOKUP", arguments[1])
    beside = arguments[2:]
    given = array_of("LOOKUP", beside[0]) if beside else searched
    wide = searched.rows is not None and searched.columns > searched.rows > 1
    if wide:
        flat = matrix_of(draft, searched).grid
        searched, given = grid_of([flat[0]]), grid_of([flat[-1]])
    elif searched.columns > 1 and searched.rows != 1:
        given, searched = _column(given, given.columns), _column(searched, 1)

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, searched, "below")
        return cell_at(draft, given, place, "#N/A")

    return _for_each(draft, arguments[0], found)


@function("XLOOKUP", least=3, most=6)
def look_anywhere(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell beside the one with a value, or the fourth argument.

    Source: Excel, XLOOKUP; match modes 0, -1, 1 and 2, search modes 1 and -1.
    """
    filled = (*arguments, None, None, None)[:6]
    searched, given = array_of("XLOOKUP", filled[1]), array_of("XLOOKUP", filled[2])
    mode = constant_number(draft, filled[4]) if filled[4] is not None else 0
    order = constant_number(draft, filled[5]) if filled[5] is not None else 1
    ways = {0: "exact", 2: "wild", -1: "next below", 1: "next above"}
    way = ways.get(mode if mode is not None else 9)
    binary_with_wildcards = way == "wild" and order in {2, -2}
    if way is None or order not in {1, -1, 2, -2} or binary_with_wildcards:
        return error_cell("#VALUE!")
    way = f"last {way}" if order == -1 else way
    if _is_out_of_step(searched, given):
        return error_cell("#VALUE!")

    def found(wanted: Cell) -> Cell:
        place = draft.let(place_of(draft, wanted, searched, way))
        made = cell_at(draft, given, place, "#N/A")
        if filled[3] is None or place.error is None:
            return made
        missing = sql.equal(place.error, sql.text("#N/A"))
        default = scalar(draft, filled[3]) or constant_cell(0)
        return pick(draft, [(sql.first_of(missing, sql.FALSE), default)], made)

    return _for_each(draft, filled[0], found)


def _is_out_of_step(searched: Array, given: Array) -> bool:
    """Returns whether two ranges are known to have no cell beside each other's."""
    if (
        searched.rows is None
        or given.rows is None
        or searched.columns > 1 < searched.rows
    ):
        return False
    if searched.rows > 1:
        return given.rows != searched.rows
    return searched.columns > 1 and given.columns != searched.columns


def _for_each(
    draft: Draft, value: Value, apply: Callable[[Cell], Cell]
) -> Cell | Array:
    if isinstance(value, Array) and value.origin is not None:
        is_single = value.rows == value.columns == 1
        value = scalar(draft, value) if is_single else draft.matrix(value.origin)

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        return apply(cells[0] or constant_cell(0))

    return lift(draft, applied, (value,))


def _column(array: Array, number: int) -> Array:
    """Returns one column of an array."""
    origin = None
    if array.origin is not None:
        place = array.origin.first_column + number - 1
        origin = replace(array.origin, first_column=place, last_column=place)
    grid = tuple((row[number - 1],) for row in array.grid)
    return Array(array.frame, grid, origin)


def _part(draft: Draft, cells: CellRange, row: int, column: int) -> Value:
    if not 0 <= row <= cells.rows or not 0 <= column <= cells.columns:
        return error_cell("#REF!")
    first_row = cells.first_row + max(row - 1, 0)
    first_column = cells.first_column + max(column - 1, 0)
    return draft.range(
        CellRange(
            cells.sheet,
            first_column,
            first_row,
            first_column if column else cells.last_column,
            first_row if row else cells.last_row,
        )
    )


def _crossing(draft: Draft, array: Array, row: Value, column: Value) -> Cell:
    """Returns the cell at a row and column that only running tells."""
    at_row = draft.let(number_argument(draft, row))
    at_column = draft.let(number_argument(draft, column))
    number = sql.call("trunc", double_of(at_column))
    branches = [
        (
            sql.equal(number, sql.number(n)),
            cell_at(draft, _column(array, n), at_row, "#REF!"),
        )
        for n in range(1, array.columns + 1)
    ]
    made = pick(draft, branches, error_cell("#REF!"))
    return made.failing(at_row.error, at_column.error)


def _lookup_way(draft: Draft, arguments: tuple[Value, ...]) -> str:
    if len(arguments) < 4:  # noqa: PLR2004 - the fourth argument
        return "below"
    if arguments[3] is None:
        return "wild"
    cell = number_argument(draft, arguments[3])
    if not isinstance(cell.constant, Decimal):
        raise FormulaError(
            "whether a lookup is exact stands in a cell",
            "TRUE or FALSE",
            reason="unsupported-function",
        )
    return "below" if cell.constant else "wild"
