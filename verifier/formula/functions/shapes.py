"""Arrays in other shapes: parts of them, stacked, turned, or filled with numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import scalar
from verifier.formula.cutting import cut_columns, cut_rows
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.places import array_of, size_of
from verifier.formula.pool import constant_number, number_argument
from verifier.formula.rows import (
    cells_of,
    count_of,
    settled,
    side_by_side,
    stacked,
    step_of,
    unnested,
)
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    error_cell,
    grid_of,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

SEQUENCE_LIMIT = 1_000_000  # numbers that a sequence holds
_BLANKS, _ERRORS = (1, 3), (2, 3)


@function("TAKE", least=2, most=3)
def taken(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the first rows and columns of an array, or with minus the last.

    Source: Excel, TAKE; `#CALC!` for 0.

    Example:
        =TAKE(C2:C6,1) is 1
    """
    return _cut(draft, "TAKE", arguments)


@function("DROP", least=2, most=3)
def dropped(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns an array without its first rows and columns, or with minus its last.

    Source: Excel, DROP; `#CALC!` where nothing stays.

    Example:
        =DROP(C2:C6,5) is #CALC!
    """
    return _cut(draft, "DROP", arguments)


@function("CHOOSECOLS", least=2, most=ANY)
def chosen_columns(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns columns of an array by their numbers, with minus from the last one.

    Source: Excel, CHOOSECOLS; `#VALUE!` outside.

    Example:
        =CHOOSECOLS(A2:C6,0) is #VALUE!
    """
    array = array_of("CHOOSECOLS", arguments[0])
    places = _places(draft, "CHOOSECOLS", arguments[1:], array.columns)
    if places is None:
        return error_cell("#VALUE!")
    grid = tuple(tuple(row[place] for place in places) for row in array.grid)
    return Array(array.frame, grid)


@function("CHOOSEROWS", least=2, most=ANY)
def selected_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns rows of an array by their numbers, with minus from the last one.

    Source: Excel, CHOOSEROWS; `#VALUE!` outside.

    Raises:
        FormulaError: where only running tells how many rows there are.

    Example:
        =CHOOSEROWS(C2:C6,0) is #VALUE!
    """
    array = array_of("CHOOSEROWS", arguments[0])
    if array.rows is None:
        raise FormulaError(
            "CHOOSEROWS of rows whose count only running tells",
            "INDEX for one row, or TAKE for the first ones",
            reason="unsupported-function",
        )
    places = _places(draft, "CHOOSEROWS", arguments[1:], array.rows)
    if places is None:
        return error_cell("#VALUE!")
    if array.frame is None:
        return grid_of([array.grid[place] for place in places])
    return stacked(draft, [_rows_between(draft, array, n, n + 1) for n in places])


@function("HSTACK", least=1, most=ANY)
def beside(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns arrays beside each other; what a short one lacks is `#N/A`.

    Source: Excel, HSTACK.

    Example:
        =SUM(HSTACK({1,2},{3})) is 6
    """
    arrays = [array_of("HSTACK", _shrunk(draft, one)) for one in arguments]
    frames = {one.frame for one in arrays}
    if len(frames) == 1 and None not in frames:
        cells = tuple(cell for one in arrays for cell in one.grid[0])
        return Array(arrays[0].frame, (cells,))
    return side_by_side(draft, arrays)


@function("VSTACK", least=1, most=ANY)
def below(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns arrays one below the other; what a narrow one lacks is `#N/A`.

    Source: Excel, VSTACK.

    Example:
        =VSTACK(1) is 1
    """
    return stacked(draft, [array_of("VSTACK", _shrunk(draft, a)) for a in arguments])


@function("TOCOL", least=1, most=3)
def as_column(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns all cells of an array as one column, row by row unless TRUE.

    Source: Excel, TOCOL; 1 passes over blanks, 2 over errors, 3 over both.

    Example:
        =TOCOL(A2:C6,9) is #VALUE!
    """
    made = _column(draft, "TOCOL", arguments)
    return made if made is not None else error_cell("#VALUE!")


@function("TOROW", least=1, most=3)
def as_row(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns all cells of an array as one row, row by row unless TRUE.

    Source: Excel, TOROW.

    Example:
        =TOROW(5) is 5
    """
    made = _column(draft, "TOROW", arguments)
    if made is None:
        return error_cell("#VALUE!")
    return grid_of([[row[0] for row in cells_of(draft, made).grid]])


@function("TRANSPOSE", least=1)
def turned(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns an array with its rows as columns.

    Source: ECMA-376 part 1, 18.17.7.340.

    Example:
        =TRANSPOSE(B2) is 100
    """
    array = array_of("TRANSPOSE", arguments[0])
    if array.turned:
        return replace(array, turned=False)
    return _turned(cells_of(draft, array))


def _shrunk(draft: Draft, value: Value) -> Value:
    """Returns a range of one cell as that cell."""
    if isinstance(value, Array) and value.origin and value.rows == value.columns == 1:
        return scalar(draft, value)
    return value


def _places(
    draft: Draft, name: str, given: tuple[Value, ...], count: int
) -> list[int] | None:
    """Returns 0-based places, None where one is outside."""
    found: list[int] = []
    for value in given:
        array = array_of(name, value)
        cells = [cell for row in cells_of(draft, array).grid for cell in row]
        found += [size_of(draft, name, cell, 0) for cell in cells]
    if any(not 1 <= abs(one) <= count for one in found):
        return None
    return [one - 1 if one > 0 else count + one for one in found]


def _cut(draft: Draft, name: str, arguments: tuple[Value, ...]) -> Value:
    """Returns what TAKE or DROP leaves of an array."""
    array = array_of(name, arguments[0])
    takes = name == "TAKE"
    if arguments[1] is not None:
        cut = _cut_rows(draft, array, arguments[1], takes=takes)
        if isinstance(cut, Cell):
            return cut
        array = cut
    if len(arguments) > 2 and arguments[2] is not None:  # noqa: PLR2004 - the third argument
        if array.rows == 1 and constant_number(draft, arguments[2]) is None:
            size = number_argument(draft, arguments[2])
            return cut_columns(draft, array, size, takes=takes)
        columns = size_of(draft, name, arguments[2], 0)
        first, last = _span(columns, array.columns, takes=takes)
        if first >= last:
            return error_cell("#CALC!")
        array = _columns_between(draft, array, first, last)
    return array


def _cut_rows(draft: Draft, array: Array, given: Value, *, takes: bool) -> Array | Cell:
    rows = constant_number(draft, given)
    if rows is None:
        size = draft.let(number_argument(draft, given))
        return cut_rows(draft, array, size, takes=takes)
    if array.rows is None:
        return _cut_unknown(draft, array, rows, takes=takes)
    first, last = _span(rows, array.rows, takes=takes)
    if first >= last:
        return error_cell("#CALC!")
    return _rows_between(draft, array, first, last)


def _span(number: int, count: int, *, takes: bool) -> tuple[int, int]:
    """Returns from which place to which, 0-based, something stays."""
    size = min(abs(number), count)
    is_front = (number > 0) == takes
    if not takes:
        size = count - size
        is_front = number < 0
    return (0, size) if is_front else (count - size, count)


def _rows_between(draft: Draft, array: Array, first: int, last: int) -> Array:
    if array.frame is None:
        return grid_of(array.grid[first:last])
    origin = array.origin
    if origin is not None:
        low = origin.first_row + first
        part = replace(origin, first_row=low, last_row=low + last - first - 1)
        return draft.range(part)
    base = settled(draft, array)
    row = base.frame.row if base.frame else sql.ONE
    kept = sql.between(row, sql.number(first + 1), sql.number(last))
    made = _where(draft, base, kept)
    return replace(made, frame=made.frame and replace(made.frame, rows=last - first))


def _columns_between(draft: Draft, array: Array, first: int, last: int) -> Array:
    origin = array.origin
    if origin is not None:
        low = origin.first_column + first
        return draft.range(
            replace(origin, first_column=low, last_column=low + last - first - 1)
        )
    return Array(array.frame, tuple(row[first:last] for row in array.grid))


def _cut_unknown(draft: Draft, array: Array, number: int, *, takes: bool) -> Array:
    """Returns rows of an array of which only running tells how many it has."""
    base = settled(draft, array)
    row = base.frame.row if base.frame else sql.ONE
    if (number > 0) == takes:
        size = sql.number(abs(number))
        edge = size if takes else sql.subtract(count_of(draft, base), size)
        return _where(draft, base, sql.at_most(row, edge))
    size = sql.number(abs(number))
    edge = sql.subtract(count_of(draft, base), size) if takes else size
    return _where(draft, base, sql.less(edge, row))


def _where(draft: Draft, base: Array, condition: Expr) -> Array:
    if base.frame is None:
        return base
    both = sql.both(base.frame.condition, condition)
    frame = replace(base.frame, rows=None, whole=False, condition=both)
    return step_of(draft, replace(base, frame=frame, origin=None))


def _column(draft: Draft, name: str, arguments: tuple[Value, ...]) -> Array | None:
    """Returns all cells as one column, None for a way of ignoring that there is not."""
    array = array_of(name, _shrunk(draft, arguments[0]))
    filled = (*arguments, None, None)[:3]
    ignored = size_of(draft, name, filled[1], 0)
    by_column = size_of(draft, name, filled[2], 0) != 0
    if ignored not in {0, 1, 2, 3}:
        return None
    base = settled(draft, unnested(draft, array))
    columns = [Array(base.frame, ((cell,),)) for cell in base.grid[0]]
    made = stacked(draft, columns)
    if not by_column and len(columns) > 1:
        made = _row_by_row(draft, made, base, len(columns))
    kept = _kept(made.grid[0][0], ignored)
    return made if kept is None else _where(draft, made, kept)


def _row_by_row(draft: Draft, made: Array, base: Array, width: int) -> Array:
    """Returns cells that stand column by column in the order of their rows."""
    height = count_of(draft, base)
    row = made.frame.row if made.frame else sql.ONE
    before = sql.subtract(row, sql.ONE)
    # blank rows are there too, so that each column has the same height
    rest = sql.call("mod", before, sql.cast(height, "BIGINT"))
    place = sql.call("floor", sql.divide(before, height))
    key = sql.add(sql.multiply(rest, sql.number(width)), place)
    return step_of(draft, made, order=[exp.Ordered(this=key)])


def _kept(cell: Cell, ignored: int) -> Expr | None:
    blank = fails = None
    if ignored in _BLANKS and cell.may_be(CellKind.BLANK):
        is_blank = cell.is_kind(CellKind.BLANK) or sql.TRUE
        blank = sql.negation(is_blank)
        if cell.error is not None:
            blank = sql.either(blank, sql.is_present(cell.error))
    if ignored in _ERRORS and cell.error is not None:
        fails = sql.is_null(cell.error)
    return sql.both(blank, fails)


def _turned(array: Array) -> Array:
    return grid_of(list(zip(*array.grid, strict=True)))
