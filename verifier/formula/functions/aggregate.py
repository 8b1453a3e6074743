"""Sums, counts and extremes of whole ranges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.broadcast import align
from verifier.formula.coerce import value_of
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.operators import calculate
from verifier.formula.pool import (
    Pool,
    arrays_of,
    numbers,
    numeric_part,
    same_shape,
)
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from verifier.formula.draft import Draft


@function("SUM", least=1, most=ANY)
def total(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the numbers; of nothing 0.

    Source: ECMA-376 part 1, 18.17.7.320.

    Example:
        =SUM(1,2,3) is 6
    """
    return _sum(numbers(draft, arguments))


@function("PRODUCT", least=1, most=ANY)
def product(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the product of the numbers; of nothing 0.

    Source: ECMA-376 part 1, 18.17.7.267.

    Example:
        =PRODUCT(2,"3") is 6
    """
    pool = numbers(draft, arguments)
    made = pool.aggregate("product", pool.doubles)
    return number_cell(sql.first_of(made, sql.ZERO)).failing(pool.error)


@function("SUMSQ", least=1, most=ANY)
def sum_of_squares(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the squares of the numbers.

    Source: ECMA-376 part 1, 18.17.7.324.

    Example:
        =SUMSQ("3",TRUE) is 10
    """
    pool = numbers(draft, arguments)
    square = sql.multiply(pool.doubles, pool.doubles)
    made = pool.aggregate("sum", square)
    return number_cell(sql.first_of(made, sql.ZERO)).failing(pool.error)


@function("AVERAGE", least=1, most=ANY)
def average(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean of the numbers; `#DIV/0!` of nothing.

    Source: ECMA-376 part 1, 18.17.7.13.

    Example:
        =AVERAGE(2,4,9) is 5
    """
    return mean(numbers(draft, arguments))


@function("MIN", least=1, most=ANY)
def smallest(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the smallest number; of nothing 0.

    Source: ECMA-376 part 1, 18.17.7.215.

    Example:
        =MIN(3,9,4) is 3
    """
    return extreme(numbers(draft, arguments), "min")


@function("MAX", least=1, most=ANY)
def largest(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the largest number; of nothing 0.

    Source: ECMA-376 part 1, 18.17.7.209.

    Example:
        =MAX(3,9,4) is 9
    """
    return extreme(numbers(draft, arguments), "max")


@function("AVERAGEA", least=1, most=ANY)
def average_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean of all values that are not blank; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.14.

    Example:
        =AVERAGEA(10,TRUE) is 5.5
    """
    return mean(all_values(draft, arguments))


@function("MAXA", least=1, most=ANY)
def largest_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the largest value; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.210.

    Example:
        =MAXA(-5,TRUE) is 1
    """
    return extreme(all_values(draft, arguments), "max")


@function("MINA", least=1, most=ANY)
def smallest_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the smallest value; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.216.

    Example:
        =MINA(5,TRUE) is 1
    """
    return extreme(all_values(draft, arguments), "min")


@function("SUMPRODUCT", least=1, most=ANY)
def sum_of_products(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the products of cells in the same place.

    What is no number counts as 0; shapes that differ give `#VALUE!`.

    Source: ECMA-376 part 1, 18.17.7.323.

    Example:
        =SUMPRODUCT({1,2},{3,4}) is 11
    """
    arrays = arrays_as_written(arguments)
    if not same_shape(arrays):
        return error_cell("#VALUE!")
    aligned = align(draft, arrays)
    if aligned is None:
        return error_cell("#VALUE!")
    products: list[Cell] = []
    for r, row in enumerate(aligned.grids[0]):
        for c in range(len(row)):
            cells = [numeric_part(grid[r][c]) for grid in aligned.grids]
            products.append(_multiplied(cells))
    made = Array(aligned.frame, (tuple(products),))
    return _sum(numbers(draft, (made,)))


def mean(pool: Pool) -> Cell:
    """Returns the mean of a pool's numbers."""
    made = pool.aggregate("avg", pool.doubles)
    wrong = sql.case((sql.is_null(made), sql.text("#DIV/0!")))
    return number_cell(made).failing(pool.error, wrong)


def extreme(pool: Pool, name: str) -> Cell:
    """Returns the least or greatest of a pool's numbers; of nothing 0."""
    return number_cell(pool.or_zero(name), pool.scale).failing(pool.error)


def _sum(pool: Pool) -> Cell:
    return number_cell(pool.or_zero("sum"), pool.scale).failing(pool.error)


def all_values(draft: Draft, arguments: tuple[Value, ...]) -> Pool:
    """Returns all values that are not blank as numbers: a text is 0, TRUE is 1."""

    def counted(cell: Cell) -> Cell:
        if cell.kinds <= NUMERIC:
            return cell
        if cell.kinds <= {CellKind.BLANK}:
            return replace(numeric_part(cell), number=None)
        truth = cell.coerced if cell.may_be(CellKind.BOOLEAN) else None
        is_text = cell.is_kind(CellKind.TEXT)
        value = sql.case(
            (cell.is_kind(CellKind.BLANK) or sql.FALSE, sql.NULL),
            (sql.TRUE if is_text is None else is_text, sql.ZERO),
            default=sql.coalesce(sql.double(value_of(cell)), truth),
        )
        return number_cell(value).failing(cell.error)

    arrays = [
        replace(one, grid=tuple(tuple(map(counted, row)) for row in one.grid))
        for one in arrays_of(draft, arguments)
    ]
    return numbers(draft, arrays)


def _multiplied(cells: list[Cell]) -> Cell:
    made = cells[0]
    for cell in cells[1:]:
        made = calculate("*", made, cell)
    is_null = any(cell.number is None for cell in cells)
    return replace(made, number=None) if is_null else made


def arrays_as_written(arguments: tuple[Value, ...]) -> list[Array]:
    """Returns arguments as arrays, values as they are written."""
    found: list[Array] = []
    for argument in arguments:
        match argument:
            case Array():
                found.append(argument)
            case Pile():
                found += argument.items
            case _:
                found.append(grid_of([[argument or constant_cell(0)]]))
    return found
