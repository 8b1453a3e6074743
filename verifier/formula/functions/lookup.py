"""Finding cells by value or by place, and arrays of chosen rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import align, lift, scalar, whole
from verifier.formula.coerce import as_number, as_truth, double_of
from verifier.formula.criteria import matches
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.functions.logic import pick
from verifier.formula.operators import compare
from verifier.formula.pool import constant_number, number_argument
from verifier.formula.values import (
    JUST_TEXT,
    NUMERIC,
    Array,
    Cell,
    Frame,
    Member,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.model.address import CellRange
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("ROWS", least=1)
def rows(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many rows a range has.

    Source: ECMA-376 part 1, 18.17.7.289.
    """
    array = _array("ROWS", arguments[0])
    relation = draft.relation(array.frame)
    if array.rows is not None or relation is None:
        return constant_cell(array.rows or 1)
    return number_cell(draft.aggregate(relation, sql.call("count", exp.Star())), 0)


@function("COLUMNS", least=1)
def columns(_draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many columns a range has.

    Source: ECMA-376 part 1, 18.17.7.47.
    """
    return constant_cell(_array("COLUMNS", arguments[0]).columns)


@function("INDEX", least=2, most=3)
def index(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell, row or column at a place; `#REF!` outside.

    Source: ECMA-376 part 1, 18.17.7.166; row or column 0 is all of them.
    """
    array = _array("INDEX", arguments[0])
    row, column = arguments[1], arguments[2] if len(arguments) > 2 else None  # noqa: PLR2004 - the third argument
    if len(arguments) == 2 and array.rows == 1:  # noqa: PLR2004 - no third argument
        row, column = constant_cell(1), row
    elif column is None:
        column = constant_cell(1 if array.columns == 1 else 0)
    at_row, at_column = constant_number(draft, row), constant_number(draft, column)
    if at_row is not None and at_column is not None and array.origin is not None:
        return _part(draft, array.origin, at_row, at_column)
    if 0 in {at_row, at_column}:
        raise FormulaError(
            "INDEX of a whole row or column that only running finds",
            "the row and column of one cell",
            reason="unsupported-function",
        )
    if at_column is not None and 0 < at_column <= array.columns:
        place = draft.let(number_argument(draft, row))
        return cell_at(draft, _column(array, at_column), place, "#REF!")
    return _crossing(draft, array, row, column)


@function("MATCH", least=2, most=3)
def match_place(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the place of a value; 0 finds an equal one, 1 the last that is not above.

    Source: ECMA-376 part 1, 18.17.7.207; `#N/A` where there is none.
    """
    given = arguments[2:]
    mode = constant_number(draft, given[0]) if given else 1
    if mode is None:
        raise FormulaError(
            "the match mode of MATCH stands in a cell",
            "0, 1 or -1",
            reason="unsupported-function",
        )
    array = _array("MATCH", arguments[1])
    way = {0: "wild", -1: "above"}.get(mode, "below")
    return _for_each(draft, arguments[0], lambda one: place_of(draft, one, array, way))


@function("VLOOKUP", least=3, most=4)
def look_down(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a column in the row whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.357; without a fourth argument the last row whose
        first cell is not above the value.
    """
    table = _array("VLOOKUP", arguments[1])
    column = constant_number(draft, arguments[2])
    way = _lookup_way(draft, arguments)
    if column is not None and not 1 <= column <= table.columns:
        return error_cell("#VALUE!" if column < 1 else "#REF!")

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, _column(table, 1), way)
        if column is not None:
            return cell_at(draft, _column(table, column), place, "#N/A")
        return _crossing(draft, table, place, arguments[2])

    return _for_each(draft, arguments[0], found)


@function("HLOOKUP", least=3, most=4)
def look_right(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell of a row in the column whose first cell has a value.

    Source: ECMA-376 part 1, 18.17.7.147.
    """
    table = _matrix(draft, _array("HLOOKUP", arguments[1]))
    row = constant_number(draft, arguments[2])
    if row is None or not 1 <= row <= len(table.grid):
        return error_cell("#VALUE!" if row is None or row < 1 else "#REF!")
    way = _lookup_way(draft, arguments)

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, grid_of([table.grid[0]]), way)
        return cell_at(draft, grid_of([table.grid[row - 1]]), place, "#N/A")

    return _for_each(draft, arguments[0], found)


@function("LOOKUP", least=2, most=3)
def look(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell beside the last one that is not above a value.

    Source: ECMA-376 part 1, 18.17.7.203.
    """
    searched = _array("LOOKUP", arguments[1])
    beside = arguments[2:]
    given = _array("LOOKUP", beside[0]) if beside else searched
    wide = searched.rows is not None and searched.columns > searched.rows > 1
    if wide:
        flat = _matrix(draft, searched).grid
        searched, given = grid_of([flat[0]]), grid_of([flat[-1]])
    elif searched.columns > 1 and searched.rows != 1:
        given, searched = _column(given, given.columns), _column(searched, 1)

    def found(wanted: Cell) -> Cell:
        place = place_of(draft, wanted, searched, "below")
        return cell_at(draft, given, place, "#N/A")

    return _for_each(draft, arguments[0], found)


@function("XLOOKUP", least=3, most=6)
def look_anywhere(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the cell beside the one with a value, or the fourth argument.

    Source: Excel, XLOOKUP; match modes 0, -1, 1 and 2, search modes 1 and -1.
    """
    filled = (*arguments, None, None, None)[:6]
    searched, given = _array("XLOOKUP", filled[1]), _array("XLOOKUP", filled[2])
    mode = constant_number(draft, filled[4]) if filled[4] is not None else 0
    order = constant_number(draft, filled[5]) if filled[5] is not None else 1
    ways = {0: "exact", 2: "wild", -1: "next below", 1: "next above"}
    way = ways.get(mode if mode is not None else 9)
    if way is None or order not in {1, -1, 2, -2}:
        return error_cell("#VALUE!")
    way = f"last {way}" if order == -1 else way

    def found(wanted: Cell) -> Cell:
        place = draft.let(place_of(draft, wanted, searched, way))
        made = cell_at(draft, given, place, "#N/A")
        if filled[3] is None or place.error is None:
            return made
        missing = sql.equal(place.error, sql.text("#N/A"))
        default = scalar(draft, filled[3]) or constant_cell(0)
        return pick(draft, [(sql.first_of(missing, sql.FALSE), default)], made)

    return _for_each(draft, filled[0], found)


@function("FILTER", least=2, most=3)
def chosen_rows(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the rows for which a condition holds; of none `#CALC!` in a figure.

    Source: Excel, FILTER.
    """
    values, test = _array("FILTER", arguments[0]), _array("FILTER", arguments[1])
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
    """
    array = _array("UNIQUE", arguments[0])
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
    array = _array("SORT", arguments[0])
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


def place_of(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    """Returns the 1-based place at which a value stands in a row or column."""
    wanted = draft.let(wanted)
    if array.frame is None or array.rows == 1:
        return _place_in_row(draft, wanted, _matrix(draft, array), way)
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
        cells = [cell for row in _matrix(draft, array).grid for cell in row]
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
    if way == "wild" and isinstance(wanted.constant, str):
        if not cell.may_be(CellKind.TEXT) or cell.text is None:
            return sql.FALSE
        same = matches(cell.text, wanted.constant)
        return sql.both(cell.is_kind(CellKind.TEXT), same) or same
    if wanted.kinds <= JUST_TEXT and wanted.text is not None:
        if not cell.may_be(CellKind.TEXT) or cell.text is None:
            return sql.FALSE
        lower = sql.call("lower", wanted.text)
        same = sql.equal(sql.call("lower", cell.text), lower)
        return sql.both(cell.is_kind(CellKind.TEXT), same) or same
    if wanted.kinds <= NUMERIC | {CellKind.BLANK}:
        if not cell.may_be(*NUMERIC) or cell.number is None:
            return sql.FALSE
        number = as_number(draft, wanted).number or sql.NULL
        return sql.equal(cell.number, number)
    same = compare(draft, "=", cell, wanted).truth or sql.FALSE
    return sql.both(cell.is_kind(*fine), same) or same


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
    if relation is None or array.frame is None or cell.number is None:
        return sql.NULL
    side = "below" if way == "next below" else "above"
    condition = _not_beyond(draft, cell, wanted, side)
    name = "arg_max" if side == "below" else "arg_min"
    found = sql.call(name, array.frame.row, cell.number)
    return draft.aggregate(relation, sql.filtered(found, condition))


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
    selected = [exp.alias_(window, "_row")]
    selected += [exp.alias_(value, alias) for alias, value in parts.items()]
    query = draft.reading(
        exp.select(*selected, copy=False), frame, [row, *parts.values()]
    )
    query = query.group_by(*keys) if keys else query
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


def _for_each(
    draft: Draft, value: Value, apply: Callable[[Cell], Cell]
) -> Cell | Array:
    if isinstance(value, Array) and value.origin is not None:
        is_single = value.rows == value.columns == 1
        value = scalar(draft, value) if is_single else draft.matrix(value.origin)

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        return apply(cells[0] or constant_cell(0))

    return lift(draft, applied, (value,))


def _array(name: str, value: Value) -> Array:
    found = whole(value)
    if found is None:
        raise FormulaError(f"{name} has an empty argument", "a range")
    return found


def _matrix(draft: Draft, array: Array) -> Array:
    if array.frame is None:
        return array
    if array.origin is None:
        raise FormulaError(
            "a calculated row where cells are needed", reason="unsupported-function"
        )
    return draft.matrix(array.origin)


def _column(array: Array, number: int) -> Array:
    """Returns one column of an array."""
    origin = None
    if array.origin is not None:
        place = array.origin.first_column + number - 1
        origin = replace(array.origin, first_column=place, last_column=place)
    grid = tuple((row[number - 1],) for row in array.grid)
    return Array(array.frame, grid, origin)


def _part(draft: Draft, cells: CellRange, row: int, column: int) -> Value:
    if not 0 <= row <= cells.rows or not 0 <= column <= cells.columns:
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


def _crossing(draft: Draft, array: Array, row: Value, column: Value) -> Cell:
    """Returns the cell at a row and column that only running tells."""
    at_row = draft.let(number_argument(draft, row))
    at_column = draft.let(number_argument(draft, column))
    number = sql.call("trunc", double_of(at_column))
    branches = [
        (
            sql.equal(number, sql.number(n)),
            cell_at(draft, _column(array, n), at_row, "#REF!"),
        )
        for n in range(1, array.columns + 1)
    ]
    made = pick(draft, branches, error_cell("#REF!"))
    return made.failing(at_row.error, at_column.error)


def _lookup_way(draft: Draft, arguments: tuple[Value, ...]) -> str:
    if len(arguments) < 4:  # noqa: PLR2004 - the fourth argument
        return "below"
    if arguments[3] is None:
        return "wild"
    cell = number_argument(draft, arguments[3])
    if not isinstance(cell.constant, Decimal):
        raise FormulaError(
            "whether a lookup is exact stands in a cell",
            "TRUE or FALSE",
            reason="unsupported-function",
        )
    return "below" if cell.constant else "wild"
