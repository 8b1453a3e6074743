"""The cells at a place: INDEX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.crossing import column_at, crossing, part_of, placed
from verifier.formula.function import function
from verifier.formula.places import array_of, cell_at, column_of
from verifier.formula.pool import constant_number, number_argument
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    grid_of,
)

if TYPE_CHECKING:
    from verifier.formula.draft import Draft


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
        return part_of(draft, array.origin, at_row, at_column)
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
    """Returns what stands at a place of which only running tells, or of an array."""
    row, column = given
    at_row, at_column = places
    if at_row == 0 and at_column is not None:
        return _whole_rows(array, at_column)
    if at_column == 0:
        place = placed(draft, row)
        columns = [column_of(array, n) for n in range(1, array.columns + 1)]
        return grid_of([[cell_at(draft, one, place, "#REF!") for one in columns]])
    if at_row == 0:
        return column_at(draft, array, placed(draft, column))
    if at_column is not None and 0 < at_column <= array.columns:
        place = placed(draft, row)
        return cell_at(draft, column_of(array, at_column), place, "#REF!")
    return crossing(draft, array, row, column)


def _whole_rows(array: Array, column: int) -> Value:
    """Returns one column of an array, or for 0 all of them."""
    if column == 0:
        return array
    if not 1 <= column <= array.columns:
        return error_cell("#VALUE!" if column < 0 else "#REF!")
    return column_of(array, column)


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
        return part_of(draft, area.origin, at_row, at_column)
    return crossing(draft, area, row, column)
