"""Arrays as steps with rows of their own: sorted, grouped, stacked or filtered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.coerce import unified
from verifier.formula.dialect import sql
from verifier.formula.values import (
    Array,
    Cell,
    Frame,
    Member,
    error_cell,
    grid_of,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

CELL_LIMIT = 400  # cells that are taken one by one
_FIELDS = ("kind", "number", "coerced", "text", "error")
_ROW = "_row"


def step_of(
    draft: Draft,
    array: Array,
    *,
    order: Sequence[Expr] = (),
    group: Sequence[Expr] = (),
    condition: Expr | None = None,
) -> Array:
    """Returns the rows of an array as a step whose rows count from 1.

    Args:
        draft: the statement.
        array: over the rows of a frame.
        order: by what the rows are sorted; their own order if nothing is given.
        group: keys, of which each stands once.
        condition: an aggregate's condition that a group has to meet.
    """
    frame = array.frame
    if frame is None:
        return step_of(
            draft, unnested(draft, array), order=order, group=group, condition=condition
        )
    name = draft.next_name
    parts, cells = _parts(array.grid[0], name)
    if group:
        parts = {a: sql.call("arg_min", v, frame.row) for a, v in parts.items()}
    row = sql.call("min", frame.row) if group else frame.row
    by = [*order, exp.Ordered(this=row)]
    window = exp.Window(this=sql.call("row_number"), order=exp.Order(expressions=by))
    selected = [sql.alias(sql.cast(window, "BIGINT"), _ROW)]
    selected += [sql.alias(value, alias) for alias, value in parts.items()]
    query = draft.reading(selected, frame, [row, *order, *parts.values()])
    if group:
        query.set("group", exp.Group(expressions=list(group)))
    if condition is not None:
        query.set("having", exp.Having(this=condition))
    draft.rows_of(query)
    is_same = not group and frame.condition is None
    return _over(name, cells, frame.rows if is_same else None)


def settled(draft: Draft, array: Array) -> Array:
    """Returns an array whose rows count from 1 without gaps."""
    is_filtered = array.frame is not None and array.frame.condition is not None
    return step_of(draft, array) if is_filtered else array


def unnested(draft: Draft, array: Array) -> Array:
    """Returns an array that holds all its cells as rows of a step."""
    if array.frame is not None:
        return array
    name = draft.next_name
    rows = len(array.grid)
    selected = [_listed([sql.number(n) for n in range(1, rows + 1)], _ROW)]
    values: list[Expr] = []
    cells: list[Cell] = []
    for place, column in enumerate(zip(*array.grid, strict=True), 1):
        lists, cell = _column(column, place, name)
        selected += [_listed(parts, alias) for alias, parts in lists.items()]
        values += [value for parts in lists.values() for value in parts]
        cells.append(cell)
    draft.rows_of(draft.reading(selected, None, values))
    return _over(name, cells, rows)


def stacked(
    draft: Draft,
    arrays: Sequence[Array],
    *,
    only: Sequence[Expr | None] = (),
) -> Array:
    """Returns arrays one below the other; what a narrow one lacks is `#N/A`.

    Args:
        draft: the statement.
        arrays: in order.
        only: for each array a condition that lets all its rows in or none.
    """
    width = max(one.columns for one in arrays)
    bases = [settled(draft, unnested(draft, one)) for one in arrays]
    missing = error_cell("#N/A")
    rows = [[*one.grid[0], *[missing] * (width - one.columns)] for one in bases]
    columns = [_united(column) for column in zip(*rows, strict=True)]
    query: exp.Query | None = None
    conditions = list(only) or [None] * len(bases)
    for number, (base, condition) in enumerate(zip(bases, conditions, strict=True)):
        lists = {
            f"c{place}_{field[0]}": values[number]
            for place, (fields, _) in enumerate(columns, 1)
            for field, values in fields.items()
        }
        selected = _arm(draft, base, number, lists, condition)
        query = (
            selected
            if query is None
            else exp.Union(this=query, expression=selected, distinct=False)
        )
    if query is None:
        return arrays[0]
    known = [one.rows for one in bases]
    count = None if only or None in known else sum(n or 0 for n in known)
    return _numbered(draft, query, columns, count)


def side_by_side(draft: Draft, arrays: Sequence[Array]) -> Array:
    """Returns arrays beside each other; what a short one lacks is `#N/A`."""
    if all(one.frame is None for one in arrays):
        return _grids_side_by_side(arrays)
    bases = [step_of(draft, unnested(draft, one)) for one in arrays]
    name = draft.next_name
    query: exp.Query | None = None
    every: dict[str, int] = {}
    cells: list[Cell] = []
    own: list[dict[str, Expr]] = []
    for number, base in enumerate(bases):
        parts: dict[str, Expr] = {f"p{number}": sql.ONE}
        for cell in base.grid[0]:
            named, made = _parts([cell], "cells", start=len(cells) + 1)
            parts |= named
            cells.append(replace(made[0], **_present(made[0], number)))
        every |= dict.fromkeys(parts, number)
        own.append(parts)
    for base, parts in zip(bases, own, strict=True):
        row = base.frame.row if base.frame else sql.ONE
        columns = [sql.alias(row, _ROW)]
        columns += [sql.alias(parts.get(alias, sql.NULL), alias) for alias in every]
        selected = draft.reading(columns, base.frame, [row, *parts.values()])
        query = (
            selected
            if query is None
            else exp.Union(this=query, expression=selected, distinct=False)
        )
    if query is None:
        return arrays[0]
    taken = [sql.alias(sql.column("cells", _ROW), _ROW)]
    final, made = _parts([_aggregated(cell) for cell in cells], name)
    taken += [sql.alias(value, alias) for alias, value in final.items()]
    whole = exp.Select(
        expressions=taken, from_=exp.From(this=sql.subquery(query, "cells"))
    )
    whole.set("group", exp.Group(expressions=[sql.column("cells", _ROW)]))
    draft.rows_of(whole)
    known = [one.rows for one in bases]
    return _over(name, made, None if None in known else max(n or 0 for n in known))


def cells_of(draft: Draft, array: Array) -> Array:
    """Returns an array with its cells one by one.

    Raises:
        FormulaError: where only running tells how many there are, or for too many.
    """
    if array.frame is None:
        return array
    if array.origin is not None:
        return draft.matrix(array.origin)
    rows = array.rows
    if rows is None or rows * array.columns > CELL_LIMIT:
        raise FormulaError(
            "a calculated array of unknown or large size where cells are needed",
            f"at most {CELL_LIMIT} cells, or a function that makes one number of them",
            reason="unsupported-function",
        )
    base = settled(draft, array)
    return grid_of(
        [
            [cell_in(draft, base, row, column) for column in range(base.columns)]
            for row in range(1, rows + 1)
        ]
    )


def cell_in(draft: Draft, base: Array, row: int, column: int) -> Cell:
    """Returns the cell of a step by its 1-based row and 0-based column."""
    relation = draft.relation(base.frame)
    cell = base.grid[0][column]
    if relation is None or base.frame is None:
        return cell
    here = sql.equal(base.frame.row, sql.number(row))

    def taken(value: Expr | None) -> Expr | None:
        if value is None:
            return None
        found = sql.filtered(sql.call("any_value", value), here)
        return draft.aggregate(relation, found)

    parts = {field: taken(getattr(cell, field)) for field in _FIELDS}
    return replace(cell, truth=None, constant=None, **parts)


def count_of(draft: Draft, array: Array) -> Expr:
    """Returns how many rows an array has."""
    relation = draft.relation(array.frame)
    if array.rows is not None or relation is None:
        return sql.number(array.rows or 1)
    return draft.aggregate(relation, sql.call("count", exp.Star()))


def _over(name: str, cells: Iterable[Cell], rows: int | None) -> Array:
    frame = Frame((Member(name, name, 1),), rows, whole=True)
    return Array(frame, (tuple(cells),))


def _parts(
    cells: Sequence[Cell], name: str, start: int = 1
) -> tuple[dict[str, Expr], list[Cell]]:
    """Returns the expressions of cells by alias, and the cells that read them."""
    parts: dict[str, Expr] = {}
    made: list[Cell] = []
    for place, cell in enumerate(cells, start):
        named: dict[str, Expr | None] = {}
        for field in _FIELDS:
            value = getattr(cell, field)
            if value is not None:
                alias = f"c{place}_{field[0]}"
                parts[alias] = value
                named[field] = sql.column(name, alias)
        made.append(replace(cell, truth=None, constant=None, **named))
    return parts, made


def _listed(values: Sequence[Expr], alias: str) -> Expr:
    return sql.alias(sql.call("unnest", sql.elements(values)), alias)


def _united(cells: Sequence[Cell]) -> tuple[dict[str, list[Expr]], Cell]:
    """Returns the fields of cells of one column, and a cell that stands for all.

    The cell's fields are still to be named.
    """
    numbers, scale = unified(cells)
    kinds = frozenset[CellKind]().union(*(cell.kinds for cell in cells))
    fields: dict[str, list[Expr]] = {}
    if len(kinds) > 1:
        fields["kind"] = [_kind(cell) for cell in cells]
    if any(cell.number is not None for cell in cells):
        fields["number"] = list(numbers)
    for field in ("coerced", "text", "error"):
        values = [getattr(cell, field) for cell in cells]
        if any(value is not None for value in values):
            name = "DOUBLE" if field == "coerced" else "VARCHAR"
            fields[field] = [
                sql.cast(sql.NULL if value is None else value, name) for value in values
            ]
    return fields, Cell(kinds, scale=scale, stored=all(c.stored for c in cells))


def _kind(cell: Cell) -> Expr:
    if len(cell.kinds) == 1:
        return sql.number(int(next(iter(cell.kinds))))
    return sql.cast(cell.kind or sql.ONE, "INTEGER")


def _column(
    column: Sequence[Cell], place: int, name: str
) -> tuple[dict[str, list[Expr]], Cell]:
    fields, cell = _united(column)
    lists = {f"c{place}_{field[0]}": values for field, values in fields.items()}
    return lists, _named(cell, fields, place, name)


def _named(cell: Cell, fields: Iterable[str], place: int, name: str) -> Cell:
    named: dict[str, Expr | None] = {
        field: sql.column(name, f"c{place}_{field[0]}") for field in fields
    }
    return replace(cell, **named)


def _arm(
    draft: Draft,
    base: Array,
    number: int,
    parts: dict[str, Expr],
    condition: Expr | None,
) -> exp.Select:
    row = base.frame.row if base.frame else sql.ONE
    columns = [sql.alias(sql.number(number), "_arm"), sql.alias(row, _ROW)]
    columns += [sql.alias(value, alias) for alias, value in parts.items()]
    used = [row, *parts.values()]
    if condition is not None:
        used.append(condition)
    query = draft.reading(columns, base.frame, used)
    if condition is not None:
        where = query.args.get("where")
        both = sql.both(where.this if where else None, condition) or condition
        query.set("where", exp.Where(this=both))
    return query


def _numbered(
    draft: Draft,
    query: exp.Query,
    columns: Sequence[tuple[dict[str, list[Expr]], Cell]],
    rows: int | None,
) -> Array:
    """Returns a union of arms as a step whose rows count from 1."""
    name = draft.next_name
    by: list[Expr] = [
        exp.Ordered(this=sql.column("cells", key)) for key in ("_arm", _ROW)
    ]
    window = exp.Window(this=sql.call("row_number"), order=exp.Order(expressions=by))
    selected = [sql.alias(sql.cast(window, "BIGINT"), _ROW)]
    cells: list[Cell] = []
    for place, (fields, cell) in enumerate(columns, 1):
        for field in fields:
            alias = f"c{place}_{field[0]}"
            selected.append(sql.alias(sql.column("cells", alias), alias))
        cells.append(_named(cell, fields, place, name))
    draft.rows_of(
        exp.Select(
            expressions=selected, from_=exp.From(this=sql.subquery(query, "cells"))
        )
    )
    return _over(name, cells, rows)


def _grids_side_by_side(arrays: Sequence[Array]) -> Array:
    rows = max(len(one.grid) for one in arrays)
    missing = error_cell("#N/A")
    return grid_of(
        [
            [
                cell
                for one in arrays
                for cell in (
                    one.grid[row] if row < len(one.grid) else [missing] * one.columns
                )
            ]
            for row in range(rows)
        ]
    )


def _present(cell: Cell, number: int) -> dict[str, Expr | None]:
    """Returns the error of a cell whose array has no such row."""
    absent = sql.is_null(sql.column("cells", f"p{number}"))
    missing = sql.case((absent, sql.text("#N/A")))
    return {"error": sql.coalesce(cell.error, missing)}


def _aggregated(cell: Cell) -> Cell:
    """Returns a cell with the values that any row of a group has."""
    parts: dict[str, Expr | None] = {}
    for field in ("kind", "number", "coerced", "text"):
        value = getattr(cell, field)
        parts[field] = None if value is None else sql.call("any_value", value)
    if cell.error is not None:
        parts["error"] = _any_inside(cell.error)
    return replace(cell, **parts)


def _any_inside(error: Expr) -> Expr:
    """Returns an error over a group: each column of it as any row has it."""
    if isinstance(error, exp.Column):
        return sql.call("any_value", error)
    made = error.copy()
    for column in list(made.find_all(exp.Column)):
        column.replace(sql.call("any_value", column.copy()))
    return made
