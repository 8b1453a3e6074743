"""Arrays of chosen rows: FILTER, UNIQUE, SORT."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import align
from verifier.formula.coerce import as_truth
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.places import array_of
from verifier.formula.pool import constant_number
from verifier.formula.values import (
    Array,
    Cell,
    Frame,
    Member,
    Value,
    error_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("FILTER", least=2, most=3)
def chosen_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows for which a condition holds; of none `#CALC!` in a figure.

    Source: Excel, FILTER.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    values, test = array_of("FILTER", arguments[0]), array_of("FILTER", arguments[1])
    aligned = align(draft, [values, test])
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
    return Array(frame, aligned.grids[0][:1])


@function("UNIQUE", least=1, most=3)
def different_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns each row once, in the order of their first cells, case aside.

    Source: Excel, UNIQUE.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    array = array_of("UNIQUE", arguments[0])
    if array.frame is None or any(one is not None for one in arguments[1:]):
        raise FormulaError(
            "UNIQUE over columns, constants or rows that occur once",
            "UNIQUE(range) over rows",
            reason="unsupported-function",
        )
    keys: list[Expr] = []
    for cell in array.grid[0]:
        keys += [key for key in (_identity(cell), cell.kind) if key is not None]
    return _regrouped(draft, array, keys, None)


@function("SORT", least=1, most=3)
def sorted_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows by the numbers of a column, ascending unless told otherwise.

    Source: Excel, SORT.
    """
    array = array_of("SORT", arguments[0])
    column = constant_number(draft, arguments[1]) if len(arguments) > 1 else 1
    order = constant_number(draft, arguments[2]) if len(arguments) > 2 else 1  # noqa: PLR2004 - the third argument
    if array.frame is None or not 1 <= (column or 1) <= array.columns:
        return error_cell("#VALUE!")
    cell = array.grid[0][(column or 1) - 1]
    parts = [cell.number, cell.text and sql.call("lower", cell.text)]
    by = [
        exp.Ordered(this=part, desc=order == -1, nulls_first=False)
        for part in parts
        if part is not None
    ]
    return _regrouped(draft, array, [], by)


def _regrouped(
    draft: Draft,
    array: Array,
    keys: list[Expr],
    by: list[exp.Ordered] | None,
) -> Array:
    """Returns the rows of an array grouped, or in another order, as a new frame."""
    frame = array.frame
    if frame is None:
        return array
    parts: dict[str, Expr] = {}
    cells: list[Cell] = []
    fields = ("kind", "number", "coerced", "text", "error")
    name = draft.next_name
    for place, cell in enumerate(array.grid[0], 1):
        named: dict[str, Expr] = {}
        for field in fields:
            value = getattr(cell, field)
            if value is None:
                continue
            alias = f"c{place}_{field[0]}"
            parts[alias] = sql.call("any_value", value) if keys else value
            named[field] = sql.column(name, alias)
        cells.append(replace(cell, truth=None, **named))
    row = sql.call("min", frame.row) if keys else frame.row
    order = by if by is not None else [exp.Ordered(this=row)]
    window = exp.Window(this=sql.call("row_number"), order=exp.Order(expressions=order))
    selected = [sql.alias(window, "_row")]
    selected += [sql.alias(value, alias) for alias, value in parts.items()]
    query = draft.reading(selected, frame, [row, *parts.values()])
    if keys:
        query.set("group", exp.Group(expressions=keys))
    draft.rows_of(query)
    rows_known = frame.rows if not keys and frame.condition is None else None
    made = Frame((Member(name, name, 1),), rows_known, whole=True)
    return Array(made, (tuple(cells),))


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
