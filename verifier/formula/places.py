"""Where a value stands in a row or column, and what stands at a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import whole
from verifier.formula.choice import pick
from verifier.formula.coerce import as_number, double_of
from verifier.formula.criteria import matches, matches_computed
from verifier.formula.dialect import sql
from verifier.formula.operators import compare
from verifier.formula.values import (
    JUST_TEXT,
    NUMERIC,
    Array,
    Cell,
    Value,
    error_cell,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


def place_of(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    """Returns the 1-based place at which a value stands in a row or column."""
    wanted = draft.let(wanted)
    if array.frame is None or array.rows == 1:
        return _place_in_row(draft, wanted, matrix_of(draft, array), way)
    cell = array.grid[0][0]
    relation = draft.relation(array.frame)
    if relation is None:
        return error_cell("#N/A")
    way, last = way.removeprefix("last "), way.startswith("last ")
    row = array.frame.row
    if way in {"exact", "wild"}:
        condition = _is_found(draft, cell, wanted, way)
        name = "max" if last else "min"
        made = draft.aggregate(relation, sql.filtered(sql.call(name, row), condition))
    elif way.startswith("next "):
        made = _nearest(draft, array, wanted, way)
    else:
        condition = _not_beyond(draft, cell, wanted, way)
        made = draft.aggregate(relation, sql.filtered(sql.call("max", row), condition))
    missing = sql.case((sql.is_null(made), sql.text("#N/A")))
    return number_cell(made, 0).failing(wanted.error, missing)


def cell_at(draft: Draft, array: Array, place: Cell, code: str) -> Cell:
    """Returns the cell of a row or column at a place that only running tells."""
    place = draft.let(place)
    number = double_of(place)
    if place.scale is None:
        number = sql.call("trunc", number)
    elif place.number is not None:
        number = place.number
    if array.frame is None or array.rows == 1:
        cells = [cell for row in matrix_of(draft, array).grid for cell in row]
        branches = [
            (sql.equal(number, sql.number(n)), cell) for n, cell in enumerate(cells, 1)
        ]
        chosen = draft.let(pick(draft, branches, error_cell(code)))
        return chosen.failing(place.error)
    relation = draft.relation(array.frame)
    if relation is None:
        return error_cell(code)
    cell = array.grid[0][0]
    at_place = sql.equal(array.frame.row, number)

    def taken(value: Expr | None) -> Expr | None:
        if value is None:
            return None
        filtered = sql.filtered(sql.call("any_value", value), at_place)
        return draft.aggregate(relation, filtered)

    count = draft.aggregate(
        relation, sql.filtered(sql.call("count", exp.Star()), at_place)
    )
    outside = sql.case((sql.equal(count, sql.ZERO), sql.text(code)))
    made = replace(
        cell,
        kind=taken(cell.kind),
        number=taken(cell.number),
        coerced=taken(cell.coerced),
        text=taken(cell.text),
        error=taken(cell.error),
        truth=None,
    )
    return made.failing(place.error, outside)


def _place_in_row(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    cells = [cell for row in array.grid for cell in row]
    places = list(enumerate(cells, 1))
    last = way.startswith("last ")
    way = way.removeprefix("last ")
    if way.startswith("next "):
        raise FormulaError(
            "a lookup of the next value in a row", reason="unsupported-function"
        )
    test = _is_found if way in {"exact", "wild"} else _not_beyond
    if last or test is _not_beyond:
        places.reverse()
    branches: list[tuple[Expr, Expr]] = []
    for place, cell in places:
        met = test(draft, cell, wanted, way)
        branches.append((sql.first_of(met, sql.FALSE), sql.number(place)))
    made = sql.case(*branches)
    named = draft.let(number_cell(made, 0))
    missing = sql.case((sql.is_null(named.number or sql.NULL), sql.text("#N/A")))
    return named.failing(wanted.error, missing)


def _is_found(draft: Draft, cell: Cell, wanted: Cell, way: str) -> Expr:  # noqa: PLR0911 - one return for each kind
    cell = replace(cell, kinds=cell.kinds - {CellKind.BLANK}, error=None)
    fine = cell.kinds
    if not fine:
        return sql.FALSE
    if wanted.kinds <= JUST_TEXT and wanted.text is not None:
        if not cell.may_be(CellKind.TEXT) or cell.text is None:
            return sql.FALSE
        same = _is_text(cell.text, wanted, way)
        return sql.both(cell.is_kind(CellKind.TEXT), same) or same
    if wanted.kinds <= NUMERIC | {CellKind.BLANK}:
        if not cell.may_be(*NUMERIC) or cell.number is None:
            return sql.FALSE
        number = as_number(draft, wanted).number or sql.NULL
        return sql.equal(cell.number, number)
    same = compare(draft, "=", cell, wanted).truth or sql.FALSE
    if way == "wild" and wanted.text is not None and cell.text is not None:
        is_text = sql.both(wanted.is_kind(CellKind.TEXT), cell.is_kind(CellKind.TEXT))
        like = matches_computed(cell.text, wanted.text)
        same = sql.case((is_text or sql.TRUE, like), default=same)
    return sql.both(cell.is_kind(*fine), same) or same


def _is_text(text: Expr, wanted: Cell, way: str) -> Expr:
    """Returns the condition that a text is the wanted one."""
    shown = wanted.text or sql.NULL
    if way != "wild":
        return sql.equal(sql.call("lower", text), sql.call("lower", shown))
    if isinstance(wanted.constant, str):
        return matches(text, wanted.constant)
    return matches_computed(text, shown)


def _not_beyond(draft: Draft, cell: Cell, wanted: Cell, way: str) -> Expr:
    """Returns the condition that a cell of the same kind is not beyond a value."""
    operator = "<=" if way == "below" else ">="
    kinds = NUMERIC if wanted.kinds <= NUMERIC | {CellKind.BLANK} else wanted.kinds
    if not cell.may_be(*kinds):
        return sql.FALSE
    own = replace(cell, kinds=cell.kinds & kinds, error=None)
    stored = replace(own, stored=True)
    met = compare(draft, operator, stored, replace(wanted, stored=True))
    same_kind = cell.is_kind(*kinds)
    fine = None if cell.error is None else sql.is_null(cell.error)
    return sql.both(fine, same_kind, met.truth) or sql.FALSE


def _nearest(draft: Draft, array: Array, wanted: Cell, way: str) -> Expr:
    relation = draft.relation(array.frame)
    cell = array.grid[0][0]
    numeric = wanted.kinds <= NUMERIC | {CellKind.BLANK}
    if not numeric and not wanted.kinds <= JUST_TEXT:
        raise FormulaError(
            "a lookup of the next value that is number or text as it runs",
            "a value of one kind",
            reason="unsupported-function",
        )
    by = cell.number if numeric else cell.text and sql.call("lower", cell.text)
    if relation is None or array.frame is None or by is None:
        return sql.NULL
    side = "below" if way == "next below" else "above"
    condition = _not_beyond(draft, cell, wanted, side)
    name = "arg_max" if side == "below" else "arg_min"
    found = sql.call(name, array.frame.row, by)
    return draft.aggregate(relation, sql.filtered(found, condition))


def array_of(name: str, value: Value) -> Array:
    """Returns an argument that must be cells.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    found = whole(value)
    if found is None:
        raise FormulaError(f"{name} has an empty argument", "a range")
    return found


def matrix_of(draft: Draft, array: Array) -> Array:
    """Returns an array with its cells one by one.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    if array.frame is None:
        return array
    if array.origin is None:
        raise FormulaError(
            "a calculated row where cells are needed", reason="unsupported-function"
        )
    return draft.matrix(array.origin)
