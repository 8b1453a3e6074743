"""Finding cells by value or by place, and arrays of chosen rows."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.choice import pick
from verifier.formula.coerce import double_of
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.places import (
    array_of,
    cell_at,
    column_of,
    for_each_cell,
    matrix_of,
    place_of,
)
from verifier.formula.pool import constant_number, number_argument
from verifier.formula.rows import count_of
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.model.address import CellRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("ROWS", least=1)
def rows(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many rows a range has.

    Source: ECMA-376 part 1, 18.17.7.289.

    Example:
        =ROWS({1,2;3,4}) is 2
    """
    if isinstance(arguments[0], Cell) and arguments[0].error is not None:
        return constant_cell(1).failing(arguments[0].error)
    array = array_of("ROWS", arguments[0])
    if array.turned:
        return constant_cell(1)
    relation = draft.relation(array.frame)
    if array.rows is not None or relation is None:
        return constant_cell(array.rows or 1)
    return number_cell(draft.aggregate(relation, sql.call("count", exp.Star())), 0)


@function("COLUMNS", least=1)
def columns(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many columns a range has.

    Source: ECMA-376 part 1, 18.17.7.47.

    Example:
        =COLUMNS({1,2,3}) is 3
    """
    if isinstance(arguments[0], Cell) and arguments[0].error is not None:
        return constant_cell(1).failing(arguments[0].error)
    array = array_of("COLUMNS", arguments[0])
    if array.turned:
        return number_cell(count_of(draft, array), 0)
    return constant_cell(array.columns)


@function("INDEX", least=2, most=4)
def index(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell, row or column at a place; `#REF!` outside.

    Source: ECMA-376 part 1, 18.17.7.166; row or column 0 is all of them.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =INDEX({10,20;30,40},2,1) is 30
    """
    given = arguments[0]
    if isinstance(given, Cell) and given.error is not None:
        return given
    if len(arguments) > 3:  # noqa: PLR2004 - the fourth argument
        return _in_area(draft, arguments)
    array = array_of("INDEX", given)
    if array.turned:
        return _in_long_row(draft, array, arguments)
    row, column = _row_and_column(array, arguments)
    at_row, at_column = constant_number(draft, row), constant_number(draft, column)
    if at_row is not None and at_column is not None and array.origin is not None:
        return _part(draft, array.origin, at_row, at_column)
    if at_row == 0 and array.rows == 1:
        row, at_row = constant_cell(1), 1
    if at_column == 0 and array.columns == 1:
        column, at_column = constant_cell(1), 1
    return _at_place(draft, array, (row, column), (at_row, at_column))


def _row_and_column(array: Array, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    """Returns the row and column that INDEX names; of a line one number is enough."""
    first, *rest = arguments[1:]
    second = rest[0] if rest else None
    if second is not None:
        return first, second
    if not rest and array.rows == 1:
        return constant_cell(1), first
    return first, constant_cell(1 if array.columns == 1 else 0)


def _at_place(
    draft: Draft,
    array: Array,
    given: tuple[Value, Value],
    places: tuple[int | None, int | None],
) -> Value:
    """Returns the cell at a place of which only running tells, or of an array.

    Raises:
        FormulaError: for a whole row or column of it.
    """
    row, column = given
    if 0 in places:
        raise FormulaError(
            "INDEX of a whole row or column that only running finds",
            "the row and column of one cell",
            reason="unsupported-function",
        )
    number = places[1]
    if number is not None and 0 < number <= array.columns:
        place = draft.let(number_argument(draft, row))
        return cell_at(draft, column_of(array, number), place, "#REF!")
    return _crossing(draft, array, row, column)


@function("MATCH", least=2, most=3)
def match_place(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the place of a value; 0 finds an equal one, 1 the last that is not above.

    Source: ECMA-376 part 1, 18.17.7.207; `#N/A` where there is none.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =MATCH("b",{"a","b","c"},0) is 2
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
    return for_each_cell(
        draft, arguments[0], lambda one: place_of(draft, one, array, way)
    )


@function("VLOOKUP", least=3, most=4)
def look_down(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a column in the row whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.357; without a fourth argument the last row whose
        first cell is not above the value.

    Example:
        =VLOOKUP("b",{"a",1;"b",2},2,FALSE) is 2
    """
    table = array_of("VLOOKUP", arguments[1])
    column = constant_number(draft, arguments[2])
    if column is not None and not 1 <= column <= table.columns:
        return error_cell("#VALUE!" if column < 1 else "#REF!")

    def found(wanted: Cell, way: str) -> Cell:
        place = place_of(draft, wanted, column_of(table, 1), way)
        if column is not None:
            return cell_at(draft, column_of(table, column), place, "#N/A")
        return _crossing(draft, table, place, arguments[2])

    return for_each_cell(draft, arguments[0], _either_way(draft, arguments, found))


@function("HLOOKUP", least=3, most=4)
def look_right(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a row in the column whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.147.

    Example:
        =HLOOKUP("b",{"a","b";1,2},2,FALSE) is 2
    """
    table = _needed_rows(draft, arguments)
    row = constant_number(draft, arguments[2])
    if isinstance(table, Cell):
        return table
    row = None if row is None else len(table.grid)

    def found(wanted: Cell, way: str) -> Cell:
        place = draft.let(place_of(draft, wanted, grid_of([table.grid[0]]), way))
        if row is not None:
            return cell_at(draft, grid_of([table.grid[row - 1]]), place, "#N/A")
        return _in_any_row(draft, table, place, arguments[2])

    return for_each_cell(draft, arguments[0], _either_way(draft, arguments, found))


@function("LOOKUP", least=2, most=3)
def look(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell beside the last one that is not above a value.

    Source: ECMA-376 part 1, 18.17.7.203.

    Example:
        =LOOKUP(2.5,{1,2,3},{10,20,30}) is 20
    """
    searched = array_of("LOOKUP", arguments[1])
    beside = arguments[2:]
    given = array_of("LOOKUP", beside[0]) if beside else searched
    wide = searched.rows is not None and searched.columns > searched.rows > 1
    if wide:
        flat = matrix_of(draft, searched).grid
        searched, given = grid_of([flat[0]]), grid_of([flat[-1]])
    elif searched.columns > 1 and searched.rows != 1:
        given, searched = column_of(given, given.columns), column_of(searched, 1)

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, searched, "below")
        return cell_at(draft, given, place, "#N/A")

    return for_each_cell(draft, arguments[0], found)


def _part(draft: Draft, cells: CellRange, row: int, column: int) -> Value:
    if row < 0 or column < 0:
        return error_cell("#VALUE!")
    if row > cells.rows or column > cells.columns:
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
            cell_at(draft, column_of(array, n), at_row, "#REF!"),
        )
        for n in range(1, array.columns + 1)
    ]
    made = pick(draft, branches, error_cell("#REF!"))
    return made.failing(at_row.error, at_column.error)


def _needed_rows(draft: Draft, arguments: tuple[Value, ...]) -> Array | Cell:
    """Returns the rows of HLOOKUP's table that it reads, the wanted one last."""
    table = array_of("HLOOKUP", arguments[1])
    row = constant_number(draft, arguments[2])
    if row is None or table.rows is None:
        return matrix_of(draft, table)
    if not 1 <= row <= table.rows:
        return error_cell("#VALUE!" if row < 1 else "#REF!")
    if table.origin is None:
        return grid_of(matrix_of(draft, table).grid[:row])
    places = dict.fromkeys([1, row])
    found = [_part(draft, table.origin, place, 0) for place in places]
    draft.range(table.origin)
    rows = [matrix_of(draft, one).grid[0] for one in found if isinstance(one, Array)]
    return grid_of(rows)


def _in_any_row(draft: Draft, table: Array, place: Cell, row: Value) -> Cell:
    """Returns the cell of a row that only running tells."""
    number = draft.let(number_argument(draft, row))
    whole = sql.call("trunc", double_of(number))
    branches = [
        (
            sql.equal(whole, sql.number(n)),
            cell_at(draft, grid_of([cells]), place, "#N/A"),
        )
        for n, cells in enumerate(table.grid, 1)
    ]
    below = (sql.less(whole, sql.ONE), error_cell("#VALUE!"))
    made = pick(draft, [below, *branches], error_cell("#REF!"))
    return made.failing(number.error)


def _in_long_row(draft: Draft, array: Array, arguments: tuple[Value, ...]) -> Value:
    """Returns a part of a row of which only running tells how long it is.

    Raises:
        FormulaError: for the whole row.
    """
    first = number_argument(draft, arguments[-1])
    row = constant_number(draft, arguments[1]) if len(arguments) > 2 else 1  # noqa: PLR2004 - the third argument
    if row not in {0, 1}:
        return error_cell("#REF!")
    if first.constant == 0:
        raise FormulaError("INDEX of a whole row", reason="unsupported-function")
    return cell_at(draft, array, first, "#REF!")


def _in_area(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of one of several ranges.

    Raises:
        FormulaError: where the number of the range stands in a cell.
    """
    number = constant_number(draft, arguments[3]) if arguments[3] is not None else 1
    given = arguments[0]
    areas = given.items if isinstance(given, Pile) else (array_of("INDEX", given),)
    if number is None:
        raise FormulaError(
            "the area number of INDEX stands in a cell", reason="unsupported-function"
        )
    if not 1 <= number <= len(areas):
        return error_cell("#REF!")
    row = arguments[1] if arguments[1] is not None else constant_cell(0)
    column = arguments[2] if arguments[2] is not None else constant_cell(0)
    area = areas[number - 1]
    at_row, at_column = constant_number(draft, row), constant_number(draft, column)
    if at_row is not None and at_column is not None and area.origin is not None:
        return _part(draft, area.origin, at_row, at_column)
    return _crossing(draft, area, row, column)


def _either_way(
    draft: Draft,
    arguments: tuple[Value, ...],
    found: Callable[[Cell, str], Cell],
) -> Callable[[Cell], Cell]:
    """Returns a lookup whose fourth argument says whether it takes the next value."""
    if len(arguments) < 4:  # noqa: PLR2004 - the fourth argument
        return lambda wanted: found(wanted, "below")
    if arguments[3] is None:
        return lambda wanted: found(wanted, "wild")
    cell = number_argument(draft, arguments[3])
    if isinstance(cell.constant, Decimal):
        way = "below" if cell.constant else "wild"
        return lambda wanted: found(wanted, way)
    if cell.number == sql.NULL:
        return lambda _: cell
    known = draft.let(cell)
    is_exact = sql.equal(double_of(known), sql.ZERO)

    def chosen(wanted: Cell) -> Cell:
        exact, before = found(wanted, "wild"), len(draft.doubts)
        near = found(wanted, "below")
        is_near = sql.negation(is_exact)
        draft.doubts[before:] = [
            partial(_both, is_near, each) for each in draft.doubts[before:]
        ]
        return pick(draft, [(is_exact, exact)], near).failing(known.error)

    return chosen


def _both(condition: Expr, made: Callable[[], Expr]) -> Expr:
    return sql.both(condition, made()) or condition
