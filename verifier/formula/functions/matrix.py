"""Matrices of cells: products, inverses, determinants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, real, sum_of, where
from verifier.formula.elimination import (
    Rows,
    eliminated,
    named,
    pivoted,
    solved,
    together,
)
from verifier.formula.frequencies import frequencies
from verifier.formula.function import function
from verifier.formula.listing import listed
from verifier.formula.places import array_of, matrix_of
from verifier.formula.pool import constant_number
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Value,
    error_cell,
    grid_of,
    number_cell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_LARGEST = 12  # rows of a matrix that is solved
_LARGEST_UNIT = 20
_FEW_LIMITS = 30  # of FREQUENCY that are looked at one by one


@function("MMULT", least=2)
def matrix_product(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the product of two matrices.

    Source: ECMA-376 part 1, 18.17.7.220; `#VALUE!` where a cell is no number.

    Example:
        =MMULT({1,2,3},{4;5;6}) is 32
    """
    left, right = (_cells(draft, "MMULT", one) for one in arguments)
    if len(left[0]) != len(right):
        return error_cell("#VALUE!")
    error = _failure(left, right)
    first, second = _reals(draft, left), _reals(draft, right)
    made = [
        [_dot(row, [line[k] for line in second]) for k in range(len(second[0]))]
        for row in first
    ]
    return _array(draft, made, error)


@function("MDETERM", least=1)
def determinant(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the determinant of a square matrix.

    Source: ECMA-376 part 1, 18.17.7.213; `#VALUE!` where a cell is no number.

    Example:
        =MDETERM({2,0,0;0,3,0;0,0,4}) is 24
    """
    cells = _cells(draft, "MDETERM", arguments[0])
    if len(cells) != len(cells[0]):
        return error_cell("#VALUE!")
    _bounded("MDETERM", len(cells))
    error = _failure(cells)
    rows, made = _reals(draft, cells), real(1)
    for step in range(len(rows)):
        rows, swapped = pivoted(draft, rows, step)
        pivot = rows[step][step]
        made = named(draft, made * pivot * where(swapped, -1, 1))
        rows = eliminated(draft, rows, step, range(step + 1, len(rows)))
    return number_cell(made.term).failing(error)


@function("MINVERSE", least=1)
def inverse(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the inverse of a square matrix; `#NUM!` where a pivot is 0.

    A matrix that is nearly singular makes the calculation fail.

    Source: ECMA-376 part 1, 18.17.7.217.

    Example:
        =MINVERSE({4}) is 0.25
    """
    cells = _cells(draft, "MINVERSE", arguments[0])
    size = len(cells)
    if size != len(cells[0]):
        return error_cell("#VALUE!")
    _bounded("MINVERSE", size)
    own = _reals(draft, cells)
    made, flat = solved(draft, own, _unit(size))
    failed = sql.case((flat, sql.text("#NUM!")))
    error = sql.coalesce(_failure(cells), draft.named(failed))
    return _array(draft, made, error)


@function("MUNIT", least=1)
def unit(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the unit matrix of a size.

    Source: Excel, MUNIT.

    Raises:
        FormulaError: for a size that is calculated or large.

    Example:
        =MUNIT(1) is 1
    """
    size = constant_number(draft, arguments[0])
    if size is None or size > _LARGEST_UNIT:
        raise FormulaError(
            "MUNIT of a size that is calculated or large",
            f"a number up to {_LARGEST_UNIT}",
            reason="unsupported-function",
        )
    return error_cell("#VALUE!") if size < 1 else _array(draft, _unit(size), None)


@function("TRANSPOSE", least=1)
def transposed(draft: Draft, arguments: tuple[Value, ...]) -> Array:
    """Returns cells with rows and columns exchanged.

    Source: ECMA-376 part 1, 18.17.7.340.
    """
    grid = matrix_of(draft, array_of("TRANSPOSE", arguments[0])).grid
    return grid_of([list(column) for column in zip(*grid, strict=True)])


@function("FREQUENCY", least=2)
def frequency(draft: Draft, arguments: tuple[Value, ...]) -> Array:
    """Returns how many numbers lie up to each limit, and how many beyond the last.

    Source: ECMA-376 part 1, 18.17.7.133; limits that are blank are left out.

    Example:
        =SUM(FREQUENCY({1,2,3},{2})) is 3
    """
    values, error = listed(draft, arguments[:1])
    limits, wrong = listed(draft, arguments[1:])
    given = array_of("FREQUENCY", arguments[1])
    if given.rows is None or given.rows * given.columns > _FEW_LIMITS:
        return frequencies(draft, values, limits, sql.coalesce(error, wrong))
    grid = matrix_of(draft, array_of("FREQUENCY", arguments[1])).grid
    places = range(1, len(grid) * len(grid[0]) + 1)
    ends = [named(draft, Real(sql.item(limits, sql.number(n)))) for n in places]
    known = Real(draft.named(sql.call("len", limits)))

    def counted(place: int) -> Real:
        end = ends[place]
        lower = [where(other < end, other) for other in ends]
        below = Real(sql.call("greatest", *(one.term for one in lower)))
        first = [end.equals(other) for other in ends[:place]]
        again = sql.either(*first) or sql.FALSE

        def inside(value: Real) -> Real:
            over = sql.either(sql.is_null(below.term), value > below)
            return where(sql.both(value <= end, over) or sql.FALSE, 1, 0)

        return where(again, 0, sum_of(each(values, "value", inside)))

    def beyond_all(value: Real) -> Real:
        most = [value <= end for end in ends]
        return where(sql.either(*most) or sql.FALSE, 0, 1)

    rest = named(draft, sum_of(each(values, "value", beyond_all)))
    counts = [where(known.equals(n), rest, counted(n)) for n in range(len(ends))]
    counts.append(where(known.equals(len(ends)), rest, 0))
    return grid_of([[number_cell(one.term).failing(error)] for one in counts])


def _cells(draft: Draft, name: str, value: Value) -> tuple[tuple[Cell, ...], ...]:
    return matrix_of(draft, array_of(name, value)).grid


def _failure(*grids: tuple[tuple[Cell, ...], ...]) -> Expr | None:
    """Returns the first error, `#VALUE!` where a cell is no number."""
    found: list[Expr | None] = []
    for cell in (cell for grid in grids for row in grid for cell in row):
        found.append(cell.error)
        is_number = cell.is_kind(*NUMERIC)
        if is_number is not None:
            found.append(sql.case((sql.negation(is_number), sql.text("#VALUE!"))))
    return sql.coalesce(*found)


def _reals(draft: Draft, grid: Iterable[Sequence[Cell]]) -> Rows:
    rows: Rows = []
    for row in grid:
        terms = [sql.double(sql.NULL if c.number is None else c.number) for c in row]
        rows.append(together(draft, [Real(term) for term in terms]))
    return rows


def _dot(first: list[Real], second: list[Real]) -> Real:
    made = first[0] * second[0]
    for one, two in zip(first[1:], second[1:], strict=True):
        made = made + one * two
    return made


def _unit(size: int) -> Rows:
    return [[real(1 if r == c else 0) for c in range(size)] for r in range(size)]


def _array(draft: Draft, rows: Rows, error: Expr | None) -> Cell | Array:
    named = None if error is None else draft.named(error)
    cells = [[number_cell(one.term).failing(named) for one in row] for row in rows]
    return cells[0][0] if len(cells) == len(cells[0]) == 1 else grid_of(cells)


def _bounded(name: str, size: int) -> None:
    if size > _LARGEST:
        raise FormulaError(
            f"{name} of {size} rows", f"at most {_LARGEST}", reason="limit"
        )
