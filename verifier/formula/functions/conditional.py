"""Sums, counts, means and extremes of the cells that meet criteria."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.broadcast import align, lift, scalar, whole
from verifier.formula.coerce import unified
from verifier.formula.criteria import meets, named_criterion
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.functions.aggregate import extreme, mean
from verifier.formula.pool import (
    Pool,
    arm,
    gathered,
    hold_texts,
    none_of_text,
    numeric_part,
    same_shape,
)
from verifier.formula.tallies import stands_over_rows, tallied
from verifier.formula.values import (
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    number_cell,
)
from verifier.model.address import CellRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.values import Frame


@function("COUNTIF", least=2)
def count_if(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns how many cells meet a criterion.

    Source: ECMA-376 part 1, 18.17.7.56.

    Example:
        =COUNTIF(A2:A6,"w*") is 2
    """
    if isinstance(arguments[0], Cell) and arguments[0].error is not None:
        return constant_cell(0).failing(arguments[0].error)
    cells = _range("COUNTIF", arguments[0])
    if stands_over_rows(arguments[1:]):
        return tallied(draft, ((cells, arguments[1]),))
    return _spread(draft, ((cells, arguments[1]),), lambda made: _count(draft, made))


@function("COUNTIFS", least=2, most=ANY)
def count_ifs(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns how many rows meet all criteria; other shapes give `#VALUE!`.

    Source: ECMA-376 part 1, 18.17.7.57.

    Example:
        =COUNTIFS(A2:A6,"west",C2:C6,">2") is 1
    """
    for given in arguments[::2]:
        if isinstance(given, Cell) and given.error is not None:
            return constant_cell(0).failing(given.error)
    pairs = _pairs("COUNTIFS", arguments)
    if not same_shape([cells for cells, _ in pairs]):
        return error_cell("#VALUE!")
    if stands_over_rows([criterion for _, criterion in pairs]):
        return tallied(draft, pairs)
    return _spread(draft, pairs, lambda made: _count(draft, made))


@function("SUMIF", least=2, most=3)
def sum_if(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the sum of the cells beside those that meet a criterion.

    Source: ECMA-376 part 1, 18.17.7.321; the summed range is taken from its first
        cell in the shape of the other.

    Example:
        =SUMIF(C2:C6,">3") is 9
    """
    for given in arguments[:3:2]:
        if isinstance(given, Cell) and given.error is not None:
            return constant_cell(0).failing(given.error)
    cells, values = _one_range(draft, "SUMIF", arguments)
    pairs = ((cells, arguments[1]),)
    if stands_over_rows(arguments[1:2]):
        return tallied(draft, pairs, values)
    return _spread(draft, pairs, lambda made: _sum(_chosen(draft, values, made)))


@function("SUMIFS", least=3, most=ANY)
def sum_ifs(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the sum of the cells whose rows meet all criteria.

    Source: ECMA-376 part 1, 18.17.7.322; shapes that differ give `#VALUE!`.

    Example:
        =SUMIFS(C2:C6,A2:A6,"west") is 7
    """
    pairs = _pairs("SUMIFS", arguments[1:])
    values = _range("SUMIFS", arguments[0])
    shapes = [values, *(cells for cells, _ in pairs)]
    if stands_over_rows([one for _, one in pairs]) and same_shape(shapes):
        return tallied(draft, pairs, values)
    return _aggregated(draft, "SUMIFS", arguments, _sum)


@function("AVERAGEIF", least=2, most=3)
def average_if(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the mean of the cells beside those that meet a criterion.

    Source: ECMA-376 part 1, 18.17.7.15; `#DIV/0!` where there is none.

    Example:
        =AVERAGEIF(A2:A6,"west",C2:C6) is 3.5
    """
    for given in arguments[:3:2]:
        if isinstance(given, Cell) and given.error is not None:
            return constant_cell(0).failing(given.error)
    cells, values = _one_range(draft, "AVERAGEIF", arguments)
    pairs = ((cells, arguments[1]),)
    return _spread(draft, pairs, lambda made: mean(_chosen(draft, values, made)))


@function("AVERAGEIFS", least=3, most=ANY)
def average_ifs(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the mean of the cells whose rows meet all criteria.

    Source: ECMA-376 part 1, 18.17.7.16; `#DIV/0!` where there is none.

    Example:
        =AVERAGEIFS(C2:C6,A2:A6,"west") is 3.5
    """
    return _aggregated(draft, "AVERAGEIFS", arguments, mean)


@function("MAXIFS", least=3, most=ANY)
def largest_ifs(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the largest of the cells whose rows meet all criteria; of none 0.

    Source: Excel, MAXIFS.

    Example:
        =MAXIFS(C2:C6,A2:A6,"east") is 3
    """
    return _aggregated(draft, "MAXIFS", arguments, lambda pool: extreme(pool, "max"))


@function("MINIFS", least=3, most=ANY)
def smallest_ifs(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the smallest of the cells whose rows meet all criteria; of none 0.

    Source: Excel, MINIFS.

    Example:
        =MINIFS(C2:C6,A2:A6,"east") is 1
    """
    return _aggregated(draft, "MINIFS", arguments, lambda pool: extreme(pool, "min"))


Pairs = tuple[tuple[Array, Value], ...]
Tests = tuple[tuple[Array, Cell], ...]


def _aggregated(
    draft: Draft,
    name: str,
    arguments: tuple[Value, ...],
    aggregate: Callable[[Pool], Cell],
) -> Value:
    values = _range(name, arguments[0])
    pairs = _pairs(name, arguments[1:])
    if not same_shape([values, *(cells for cells, _ in pairs)]):
        return error_cell("#VALUE!")
    return _spread(draft, pairs, lambda made: aggregate(_chosen(draft, values, made)))


def _spread(
    draft: Draft, pairs: Pairs, aggregate: Callable[[Tests], Cell]
) -> Cell | Array:
    """Returns the aggregate, once for each criterion where criteria are arrays."""
    criteria = tuple(_few(draft, value) for _, value in pairs)

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        named = [named_criterion(draft, cell) for cell in cells]
        tests = tuple(
            (array, one) for (array, _), one in zip(pairs, named, strict=True)
        )
        return aggregate(tests)

    return lift(draft, applied, criteria)


def _few(draft: Draft, value: Value) -> Value:
    if isinstance(value, Array) and value.origin is not None:
        if value.rows == value.columns == 1:
            return scalar(draft, value)
        return draft.matrix(value.origin)
    if isinstance(value, Array) and value.frame is not None:
        raise FormulaError(
            "a calculated array stands as criterion", reason="unsupported-function"
        )
    return value


def _count(draft: Draft, tests: Tests) -> Cell:
    frame, conditions = _conditions(draft, tests)
    if frame is None and conditions is None:
        return error_cell("#VALUE!")
    met: list[Expr] = [condition or sql.TRUE for condition in conditions or []]
    pool = gathered(draft, [arm(frame, {"v": met})])
    value = pool.part("v") or sql.FALSE
    # DuckDB's count_if of nothing, or of nothing but NULL, is NULL
    counted = pool.aggregate("count_if", sql.first_of(value, sql.FALSE))
    counted = sql.first_of(counted, sql.ZERO)
    return number_cell(counted, 0)


def _sum(pool: Pool) -> Cell:
    return number_cell(pool.or_zero("sum"), pool.scale).failing(pool.error)


def _chosen(draft: Draft, values: Array, tests: Tests) -> Pool:
    """Returns the numbers of those cells whose places meet all tests.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    arrays = [values, *(cells for cells, _ in tests)]
    aligned = align(draft, arrays)
    if aligned is None:
        raise FormulaError("ranges of different shapes", reason="calculation-failed")
    held = [cell for row in aligned.grids[0] for cell in row]
    are_texts = arrays[0].origin is not None and hold_texts(held)
    cells = list(map(none_of_text if are_texts else numeric_part, held))
    met = _met(draft, aligned.grids[1:], tests)
    same, scale = unified(cells)
    if len(cells) == 1 and aligned.frame is not None:
        condition = sql.both(aligned.frame.condition, met[0])
        frame = replace(aligned.frame, condition=condition)
        parts = {"n": [same[0]]}
        if cells[0].error is not None:
            parts["e"] = [cells[0].error]
        return replace(gathered(draft, [arm(frame, parts)]), scale=scale)
    parts = {
        "n": [sql.case((m, n)) for m, n in zip(met, same, strict=True)],
        "e": [
            sql.case((m, cell.error or sql.NULL))
            for m, cell in zip(met, cells, strict=True)
        ],
    }
    return replace(gathered(draft, [arm(aligned.frame, parts)]), scale=scale)


def _conditions(draft: Draft, tests: Tests) -> tuple[Frame | None, list[Expr] | None]:
    aligned = align(draft, [cells for cells, _ in tests])
    if aligned is None:
        return None, None
    return aligned.frame, _met(draft, aligned.grids, tests)


def _met(
    draft: Draft, grids: tuple[tuple[tuple[Cell, ...], ...], ...], tests: Tests
) -> list[Expr]:
    met: list[Expr] = []
    for r, row in enumerate(grids[0]):
        for c in range(len(row)):
            conditions = [
                meets(draft, grid[r][c], criterion)
                for grid, (_, criterion) in zip(grids, tests, strict=True)
            ]
            met.append(sql.both(*conditions) or sql.TRUE)
    return met


def _range(name: str, value: Value) -> Array:
    found = whole(value)
    if found is None:
        raise FormulaError(f"{name} has an empty argument", "a range")
    return found


def _pairs(name: str, arguments: tuple[Value, ...]) -> Pairs:
    if len(arguments) % 2:
        raise FormulaError(
            f"{name} has a range without criterion", "range, criterion, …"
        )
    ranges = [_range(name, value) for value in arguments[::2]]
    return tuple(zip(ranges, arguments[1::2], strict=True))


def _one_range(
    draft: Draft, name: str, arguments: tuple[Value, ...]
) -> tuple[Array, Array]:
    """Returns the tested range, and the aggregated one in its shape.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    cells = _range(name, arguments[0])
    if len(arguments) < 3 or arguments[2] is None:  # noqa: PLR2004 - the third argument
        return cells, cells
    values = _range(name, arguments[2])
    if same_shape([cells, values]):
        return cells, values
    if values.origin is None or cells.rows is None:
        raise FormulaError(
            f"{name} takes its values from a range of another shape",
            "two ranges of one shape",
            reason="calculation-failed",
        )
    origin = values.origin
    shaped = CellRange(
        origin.sheet,
        origin.first_column,
        origin.first_row,
        origin.first_column + cells.columns - 1,
        origin.first_row + cells.rows - 1,
    )
    return cells, draft.range(shaped)
