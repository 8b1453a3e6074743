"""Arrays of chosen rows: FILTER, UNIQUE, SORT, SORTBY."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import Aligned, align, scalar
from verifier.formula.coerce import as_truth
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.places import array_of
from verifier.formula.pool import constant_number
from verifier.formula.rows import (
    cells_of,
    count_of,
    side_by_side,
    stacked,
    step_of,
    unnested,
)
from verifier.formula.values import (
    Array,
    Cell,
    Frame,
    Value,
    error_cell,
    grid_of,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_KIND_ORDER = (CellKind.NUMBER, CellKind.DATE, CellKind.TEXT, CellKind.BOOLEAN)


@function("FILTER", least=2, most=3)
def chosen_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows for which a condition holds; of none the third argument.

    Without a third argument no row is `#CALC!` in a figure.

    Source: Excel, FILTER.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =FILTER(C2:C6,A2:A6="north") is 4
    """
    values, test = array_of("FILTER", arguments[0]), array_of("FILTER", arguments[1])
    is_row = values.rows == test.rows == 1 and values.columns == test.columns > 1
    if not is_row:
        return _chosen(draft, values, test, arguments[2:])
    line, along = (
        grid_of([[cell] for cell in cells_of(draft, one).grid[0]])
        for one in (values, test)
    )
    return replace(_chosen(draft, line, along, arguments[2:]), turned=True)


def _chosen(
    draft: Draft, values: Array, test: Array, default: tuple[Value, ...]
) -> Array:
    aligned = _aligned(draft, values, test)
    if aligned is None or aligned.frame is None or test.columns != 1:
        raise FormulaError(
            "FILTER by a condition of another shape than its rows",
            "a condition over the same rows, as in FILTER(B2:B9,A2:A9=1)",
            reason="unsupported-function",
        )
    truth = as_truth(draft, aligned.grids[1][0][0])
    condition = truth.truth
    if truth.error is not None:
        condition = sql.both(sql.is_null(truth.error), condition)
    frame = replace(
        aligned.frame,
        rows=None,
        whole=False,
        condition=sql.both(_window(aligned.frame), aligned.frame.condition, condition),
    )
    found = Array(frame, (aligned.grids[0][0][: values.columns],))
    if not default or default[0] is None:
        return found
    kept = step_of(draft, found)
    other = array_of("FILTER", scalar(draft, default[0]))
    is_empty = sql.equal(count_of(draft, kept), sql.ZERO)
    return stacked(draft, [kept, other], only=[None, is_empty])


@function("UNIQUE", least=1, most=3)
def different_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns each row once, in the order of their first cells, case aside.

    Source: Excel, UNIQUE; a third argument TRUE leaves only rows that occur once.

    Raises:
        FormulaError: for columns of several rows that are compared.

    Example:
        =UNIQUE(A2:C3,TRUE) is #REFUSED
    """
    array = array_of("UNIQUE", arguments[0])
    given = [*arguments[1:], None, None][:2]
    by_column, once = (
        constant_number(draft, one) if one is not None else 0 for one in given
    )
    is_row = bool(by_column) and array.rows == 1
    if is_row:
        cells = [cell for row in cells_of(draft, array).grid for cell in row]
        array = grid_of([[cell] for cell in cells])
    if (by_column != 0 and not is_row) or once is None:
        raise FormulaError(
            "UNIQUE over columns",
            "UNIQUE(range) over rows, or UNIQUE(TOCOL(range))",
            reason="unsupported-function",
        )
    base = unnested(draft, array)
    keys: list[Expr] = []
    for cell in base.grid[0]:
        keys += [key for key in (_identity(cell), cell.kind) if key is not None]
    single = sql.equal(sql.call("count", exp.Star()), sql.ONE)
    made = step_of(draft, base, group=keys, condition=single if once else None)
    return replace(made, turned=is_row)


@function("SORT", least=1, most=4)
def sorted_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows by columns, ascending unless told otherwise by -1.

    Source: Excel, SORT: numbers, texts, FALSE, TRUE, and blanks last in either order.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =SORT(A2:A6,1,2) is #VALUE!
    """
    array = array_of("SORT", arguments[0])
    filled = (*arguments, None, None, None)[:4]
    if filled[3] is not None and constant_number(draft, filled[3]) != 0:
        raise FormulaError(
            "SORT of columns",
            "SORT(range) over rows",
            reason="unsupported-function",
        )
    columns = _constants(draft, filled[1], 1)
    orders = _constants(draft, filled[2], 1)
    if len(orders) == 1:
        orders *= len(columns)
    fine = all(1 <= one <= array.columns for one in columns)
    if not fine or len(orders) != len(columns) or not set(orders) <= {1, -1}:
        return error_cell("#VALUE!")
    base = unnested(draft, array)
    by = [
        key
        for column, order in zip(columns, orders, strict=True)
        for key in _order(base.grid[0][column - 1], is_down=order == -1)
    ]
    return step_of(draft, base, order=by)


@function("SORTBY", least=2, most=ANY)
def rows_sorted_by(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows in the order of other columns of the same height.

    Source: Excel, SORTBY; `#VALUE!` where the heights differ.

    Example:
        =SORTBY(A2:A6,C2:C5) is #VALUE!
    """
    array = array_of("SORTBY", arguments[0])
    keys = [array_of("SORTBY", one) for one in arguments[1::2]]
    orders = [
        constant_number(draft, one) if one is not None else 1 for one in arguments[2::2]
    ]
    orders += [1] * (len(keys) - len(orders))
    if any(one.columns != 1 for one in keys) or not set(orders) <= {1, -1}:
        return error_cell("#VALUE!")
    heights = {one.rows for one in (array, *keys)}
    if len(heights) > 1:
        return error_cell("#VALUE!")
    base = _together(draft, [array, *keys])
    cells = base.grid[0]
    by = [
        part
        for cell, order in zip(cells[array.columns :], orders, strict=True)
        for part in _order(cell, is_down=order == -1)
    ]
    shown = replace(base, grid=(cells[: array.columns],), origin=None)
    return step_of(draft, shown, order=by)


def _aligned(draft: Draft, values: Array, test: Array) -> Aligned | None:
    """Returns values and their condition over one frame."""
    if values.frame is None and test.frame is None and values.rows == test.rows:
        base = side_by_side(draft, [values, test])
        base = unnested(draft, base)
        cells = base.grid[0]
        width = values.columns
        return Aligned(base.frame, ((cells[:width],), (cells[width:],)))
    if values.frame is None or test.frame is None:
        if values.rows is None or values.rows != test.rows:
            return None
        base = side_by_side(draft, [values, test])
        cells, width = base.grid[0], values.columns
        return Aligned(base.frame, ((cells[:width],), (cells[width:],)))
    return align(draft, [values, test])


def _together(draft: Draft, arrays: list[Array]) -> Array:
    """Returns arrays of one height as one array over rows."""
    frames = {one.frame for one in arrays}
    if len(frames) == 1 and None not in frames:
        cells = tuple(cell for one in arrays for cell in one.grid[0])
        return Array(arrays[0].frame, (cells,))
    return unnested(draft, side_by_side(draft, arrays))


def _constants(draft: Draft, value: Value, default: int) -> list[int]:
    """Returns the numbers of an argument that are written in the formula.

    Raises:
        FormulaError: where they stand in cells.
    """
    if value is None:
        return [default]
    array = array_of("SORT", value)
    cells = [cell for row in array.grid for cell in row]
    if array.frame is None or array.rows != 1:
        found = [constant_number(draft, grid_of([[cell]])) for cell in cells]
    else:
        found = [None]
    if None in found or array.frame is not None:
        raise FormulaError(
            "the columns or the order of SORT stand in cells",
            "numbers written in the formula",
            reason="unsupported-function",
        )
    return [one for one in found if one is not None]


def _order(cell: Cell, *, is_down: bool) -> Iterator[Expr]:
    """Yields by what cells are sorted: kind, then value; blanks come last."""
    ranks = [
        (sql.equal(cell.kind, sql.number(int(kind))), sql.number(rank // 2))
        for rank, kind in enumerate(_KIND_ORDER, 1)
        if cell.kind is not None and kind in cell.kinds
    ]
    if cell.kind is not None and CellKind.BLANK in cell.kinds:
        blank = sql.equal(cell.kind, sql.number(int(CellKind.BLANK)))
        yield exp.Ordered(this=sql.case((blank, sql.ONE), default=sql.ZERO))
    if len(ranks) > 1:
        yield _ordered(sql.case(*ranks, default=sql.number(9)), is_down=is_down)
    texts = cell.text and sql.call("lower", cell.text)
    truths = cell.coerced if cell.may_be(CellKind.BOOLEAN) else None
    for value in (cell.number, texts, truths):
        if value is not None:
            yield _ordered(value, is_down=is_down)


def _ordered(value: Expr, *, is_down: bool) -> Expr:
    return exp.Ordered(this=value, desc=is_down, nulls_first=False)


def _identity(cell: Cell) -> Expr | None:
    parts: list[Expr] = []
    if cell.text is not None:
        parts.append(sql.call("lower", cell.text))
    if cell.number is not None:
        parts.append(sql.cast(cell.number, "VARCHAR"))
    if cell.coerced is not None and not cell.may_be(CellKind.TEXT):
        parts.append(sql.cast(cell.coerced, "VARCHAR"))
    return sql.coalesce(*parts)


def _window(frame: Frame) -> Expr | None:
    """Returns the bounds of a frame's rows as a condition."""
    if frame.whole or frame.rows is None:
        return None
    first = frame.members[0].first_row
    row = sql.column(frame.members[0].alias, "_row")
    last = sql.number(first + frame.rows - 1)
    return sql.between(row, sql.number(first), last)
