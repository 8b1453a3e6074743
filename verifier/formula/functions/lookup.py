"""Finding cells by value or by place, and arrays of chosen rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.broadcast import lift
from verifier.formula.choice import pick
from verifier.formula.coerce import double_of
from verifier.formula.crossing import crossing, part_of
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.matching import beside_place, searches_rows
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
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.formula.ways import one_of_ways

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


@function("MATCH", least=2, most=3)
def match_place(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the place of a value; 0 finds an equal one, 1 the last that is not above.

    Source: ECMA-376 part 1, 18.17.7.207; `#N/A` where there is none.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =MATCH("b",{"a","b","c"},0) is 2
    """
    array = array_of("MATCH", arguments[1])

    def found(wanted: Cell, way: str) -> Cell:
        return place_of(draft, wanted, array, way)

    mode = _mode(draft, arguments[2:])
    is_exact = mode.constant == 0
    search = searches_rows(arguments[0], array, "wild") if is_exact else None
    if search is not None:
        return search.places(draft)
    ways = ((0, "wild"), (-1, "above"), (1, "below"))
    apply = one_of_ways(draft, mode, ways, found)
    is_row = array.frame is None or array.rows == 1
    return for_each_cell(draft, arguments[0], apply, over_rows=is_exact and is_row)


def _mode(draft: Draft, given: tuple[Value, ...]) -> Cell:
    """Returns the sign of a match mode; 1 where none is given, 0 for an empty one."""
    if not given:
        return constant_cell(1)
    mode = number_argument(draft, given[0])
    if isinstance(mode.constant, Decimal):
        whole = int(mode.constant)
        return constant_cell((whole > 0) - (whole < 0))
    return _signed(mode, sql.call("trunc", double_of(mode)))


def _signed(mode: Cell, number: Expr) -> Cell:
    """Returns a mode by the sign of its number, which only running tells."""
    if mode.number == sql.NULL:
        return mode
    return replace(mode, number=sql.call("sign", number), scale=None)


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
        return crossing(draft, table, place, arguments[2])

    is_exact = _is_exact(draft, arguments)
    first = column_of(table, 1)
    search = searches_rows(arguments[0], first, "wild") if is_exact else None
    if search is not None and column is not None:
        found_beside = search.beside(draft, column_of(table, column))
        return lift(draft, beside_place, found_beside)
    apply = _either_way(draft, arguments, found)
    over_rows = is_exact and column is not None and table.frame is None
    return for_each_cell(draft, arguments[0], apply, over_rows=over_rows)


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
    found = [part_of(draft, table.origin, place, 0) for place in places]
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


def _is_exact(draft: Draft, arguments: tuple[Value, ...]) -> bool:
    """Returns whether it is written that just an equal cell will do."""
    if len(arguments) < 4:  # noqa: PLR2004 - the fourth argument
        return False
    value = arguments[3]
    return value is None or number_argument(draft, value).constant == 0


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
    mode = number_argument(draft, arguments[3])
    if isinstance(mode.constant, Decimal):
        mode = constant_cell(int(mode.constant != 0))
    else:
        mode = _signed(mode, sql.call("abs", double_of(mode)))
    return one_of_ways(draft, mode, ((0, "wild"), (1, "below")), found)
