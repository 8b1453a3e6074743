"""What stands in a row and a column of which only running may tell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.choice import pick
from verifier.formula.coerce import double_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, where
from verifier.formula.numeric import beyond
from verifier.formula.places import cell_at, column_of
from verifier.formula.pool import number_argument
from verifier.formula.values import Array, Cell, Value, error_cell
from verifier.model.address import CellRange

if TYPE_CHECKING:
    from verifier.formula.draft import Draft


def placed(draft: Draft, value: Value) -> Cell:
    """Returns a row or column that only running tells.

    Where it is 0 all cells are meant, and then the calculation fails.
    """
    place = draft.let(number_argument(draft, value))
    if isinstance(place.constant, Decimal) or place.number == sql.NULL:
        return place
    number = Real(sql.call("trunc", double_of(place)))
    words = "INDEX of row or column 0, which is a whole column or row"
    fine = where(number.equals(0), beyond(words), number)
    return draft.let(replace(place, number=fine.term, scale=None))


def part_of(draft: Draft, cells: CellRange, row: int, column: int) -> Value:
    """Returns a cell, row or column of a range; row or column 0 is all of them."""
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


def crossing(draft: Draft, array: Array, row: Value, column: Value) -> Cell:
    """Returns the cell at a row and column that only running tells."""
    at_row, at_column = placed(draft, row), placed(draft, column)
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


def column_at(draft: Draft, array: Array, place: Cell) -> Array:
    """Returns the column of which only running tells the number."""
    number = draft.named(double_of(place))
    outside = error_cell("#REF!")

    def chosen(row: tuple[Cell, ...]) -> Cell:
        each = [(sql.equal(number, sql.number(n)), c) for n, c in enumerate(row, 1)]
        return pick(draft, each, outside).failing(place.error)

    return replace(array, grid=tuple((chosen(row),) for row in array.grid), origin=None)
