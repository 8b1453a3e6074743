"""Where a value stands in a row or column, and what stands at a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import lift, scalar, whole
from verifier.formula.choice import pick
from verifier.formula.coerce import as_number, double_of
from verifier.formula.criteria import matches, matches_computed
from verifier.formula.dialect import sql
from verifier.formula.halving import Nearest, Search, is_accident
from verifier.formula.operators import compare
from verifier.formula.pool import constant_number
from verifier.formula.rows import cells_of, settled, unnested
from verifier.formula.values import (
    JUST_TEXT,
    NUMERIC,
    Array,
    Cell,
    Value,
    constant_cell,
    error_cell,
    grid_of,
    number_cell,
)
from verifier.formula.ways import narrow_doubts
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


_TAKE_LONG_ROWS = frozenset({"INDEX", "ROWS", "COLUMNS", "TOCOL", "TRANSPOSE"})


def place_of(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    """Returns the 1-based place at which a value stands in a row or column.

    Args:
        draft: the statement.
        wanted: the value.
        array: one row or one column.
        way: `exact`, or `wild` with wildcards; `below` and `above`, the last cell that
            is not beyond the value, by halves; `next below` and `next above`, the
            nearest cell. `last ` before it begins at the end; `rising ` and `falling `
            say in which order the cells must stand, as the search goes by halves.
    """
    wanted = draft.let(wanted)
    if wanted.may_be(CellKind.TEXT) and not wanted.kinds <= JUST_TEXT:
        return _place_by_kind(draft, wanted, array, way)
    order, way = _order_of(way)
    is_nearest = way.removeprefix("last ").startswith("next ")
    if is_nearest and (array.frame is None or array.rows == 1):
        cells = [[cell] for row in matrix_of(draft, array).grid for cell in row]
        array = unnested(draft, grid_of(cells))
    if array.frame is None or (array.rows == 1 and not is_nearest):
        array = matrix_of(draft, array)
        _doubt(draft, wanted, array, way, order)
        return _place_in_row(draft, wanted, array, way)
    array = settled(draft, array)
    _doubt(draft, wanted, array, way, order)
    cell = array.grid[0][0]
    relation = draft.relation(array.frame)
    if relation is None:
        return error_cell("#N/A")
    way, last = way.removeprefix("last "), way.startswith("last ")
    row = array.frame.row if array.frame else sql.ONE
    if way in {"exact", "wild"}:
        condition = _is_found(draft, cell, wanted, way)
        name = "max" if last else "min"
        made = draft.aggregate(relation, sql.filtered(sql.call(name, row), condition))
    elif way.startswith("next "):
        made = _nearest(draft, array, wanted, way, "max" if last else "min")
    else:
        condition = _not_beyond(draft, cell, wanted, way)
        made = draft.aggregate(relation, sql.filtered(sql.call("max", row), condition))
    missing = sql.case((sql.is_null(made), sql.text("#N/A")))
    return number_cell(made, 0).failing(wanted.error, missing)


def _order_of(way: str) -> tuple[str, str]:
    """Returns the order in which cells must stand, if any, and the way without it."""
    order, _, rest = way.partition(" ")
    if order in {"rising", "falling"}:
        return order, rest
    return {"below": "rising", "above": "falling"}.get(way, ""), way


def _doubt(draft: Draft, wanted: Cell, array: Array, way: str, order: str) -> None:
    """Notes where a search by halves is an accident.

    Of several equal cells the last is found where the value is not below them; in
    falling order, and where just an equal cell will do, it may be any of them.
    """

    def doubted() -> Expr:
        search = Search(wanted, array, order == "falling", way != "below")
        found = is_accident(draft, search, _not_beyond)
        side = way.removeprefix("next ")
        is_next = side != way
        repeats = _repeats(draft, wanted, array, side) if is_next else None
        return sql.either(found, repeats) or found

    if order:
        draft.doubts.append(doubted)
    if "next " in way:
        side = "below" if way.endswith("below") else "above"
        nearest = Nearest(wanted, array, side, is_halved=bool(order))
        if nearest.rivals:
            draft.doubts.append(lambda: nearest.may_be_rival(draft, _not_beyond))


def _repeats(draft: Draft, wanted: Cell, array: Array, side: str) -> Expr | None:
    """Returns the condition that the nearest value stands more than once."""
    cell = array.grid[0][0]
    key = cell.text and sql.call("lower", cell.text)
    key = key if wanted.kinds <= JUST_TEXT else cell.number
    relation = draft.relation(array.frame)
    if relation is None or key is None:
        return None
    best = sql.call("max" if side == "below" else "min", key)
    condition = _not_beyond(draft, cell, wanted, side)
    found = draft.named(draft.aggregate(relation, sql.filtered(best, condition)))
    here = sql.both(condition, sql.equal(key, found))
    many = draft.aggregate(relation, sql.count_where(here or sql.FALSE))
    return sql.less(sql.ONE, many)


def _place_by_kind(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    """Returns the place of a value that may be a text or something else."""
    text = replace(wanted, kinds=JUST_TEXT, kind=None, number=None, coerced=None)
    other = replace(wanted, kinds=wanted.kinds - JUST_TEXT, text=None)
    is_text = wanted.is_kind(CellKind.TEXT) or sql.TRUE
    places: list[Cell] = []
    for one, here in ((text, is_text), (other, sql.negation(is_text))):
        before = len(draft.doubts)
        places.append(place_of(draft, one, array, way))
        narrow_doubts(draft, before, here)
    return draft.let(pick(draft, [(is_text, places[0])], places[1]))


def cell_at(draft: Draft, array: Array, place: Cell, code: str) -> Cell:
    """Returns the cell of a row or column at a place that only running tells."""
    place = draft.let(place)
    number = double_of(place)
    if place.scale is None:
        number = sql.call("trunc", number)
    elif place.number is not None:
        number = place.number
    if array.frame is None or array.rows == 1:
        return _cell_in_row(draft, matrix_of(draft, array), number, place, code)
    array = settled(draft, array)
    relation = draft.relation(array.frame)
    if relation is None or array.frame is None:
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


def _cell_in_row(
    draft: Draft, array: Array, number: Expr, place: Cell, code: str
) -> Cell:
    cells = [cell for row in array.grid for cell in row]
    branches = [
        (sql.equal(number, sql.number(n)), cell) for n, cell in enumerate(cells, 1)
    ]
    chosen = draft.let(pick(draft, branches, error_cell(code)))
    return chosen.failing(place.error)


def _place_in_row(draft: Draft, wanted: Cell, array: Array, way: str) -> Cell:
    cells = [cell for row in array.grid for cell in row]
    places = list(enumerate(cells, 1))
    last = way.startswith("last ")
    way = way.removeprefix("last ")
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


def _is_found(  # noqa: PLR0911 - one return for each kind
    draft: Draft, cell: Cell, wanted: Cell, way: str
) -> Expr:
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
    met = compare(draft, operator, own, wanted, in_full=True)
    same_kind = cell.is_kind(*kinds)
    fine = None if cell.error is None else sql.is_null(cell.error)
    return sql.both(fine, same_kind, met.truth) or sql.FALSE


def _nearest(draft: Draft, array: Array, wanted: Cell, way: str, name: str) -> Expr:
    """Returns the place of the nearest value on one side, the first or last of several.

    Args:
        draft: the statement.
        array: a column.
        wanted: a number or text.
        way: `next below` or `next above`.
        name: of the aggregate that picks one of several equal ones.
    """
    relation = draft.relation(array.frame)
    cell = array.grid[0][0]
    is_text = wanted.kinds <= JUST_TEXT
    key = cell.text and sql.call("lower", cell.text) if is_text else cell.number
    if relation is None or array.frame is None or key is None:
        return sql.NULL
    side = "below" if way == "next below" else "above"
    condition = _not_beyond(draft, cell, wanted, side)
    best = sql.call("max" if side == "below" else "min", key)
    found = draft.named(draft.aggregate(relation, sql.filtered(best, condition)))
    here = sql.both(condition, sql.equal(key, found))
    place = sql.call(name, array.frame.row)
    return draft.aggregate(relation, sql.filtered(place, here))


def array_of(name: str, value: Value) -> Array:
    """Returns an argument that must be cells.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    found = whole(value)
    if found is None:
        raise FormulaError(f"{name} has an empty argument", "a range")
    if found.turned and name not in _TAKE_LONG_ROWS:
        raise FormulaError(
            f"{name} of a row of which only running tells how long it is",
            "INDEX for one part of it, or TOCOL around it",
            reason="unsupported-function",
        )
    return found


def matrix_of(draft: Draft, array: Array) -> Array:
    """Returns an array with its cells one by one.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    return cells_of(draft, array)


def for_each_cell(
    draft: Draft,
    value: Value,
    apply: Callable[[Cell], Cell],
    *,
    over_rows: bool = False,
) -> Cell | Array:
    """Returns a function of a cell over each cell of an argument.

    Args:
        draft: the statement.
        value: the argument.
        apply: the function.
        over_rows: whether it may be applied to a whole column at once.
    """

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        return apply(cells[0] or constant_cell(0))

    if isinstance(value, Array):
        stands = value.frame is not None and value.rows != 1
        if value.origin is not None and not (over_rows and stands):
            is_single = value.rows == value.columns == 1
            value = scalar(draft, value) if is_single else draft.matrix(value.origin)
    return lift(draft, applied, (value,))


def column_of(array: Array, number: int) -> Array:
    """Returns one column of an array."""
    origin = None
    if array.origin is not None:
        place = array.origin.first_column + number - 1
        origin = replace(array.origin, first_column=place, last_column=place)
    grid = tuple((row[number - 1],) for row in array.grid)
    return Array(array.frame, grid, origin)


def size_of(draft: Draft, name: str, value: Value, default: int) -> int:
    """Returns a number that is written in the formula.

    Raises:
        FormulaError: where it stands in a cell.
    """
    if value is None:
        return default
    found = constant_number(draft, value)
    if found is None:
        raise FormulaError(
            f"a size of {name} stands in a cell or is calculated",
            "a number written in the formula",
            reason="unsupported-function",
        )
    return found
