"""Aggregates that are chosen by number, and that may pass over rows or errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.functions_table import functions
from verifier.formula.places import column_of
from verifier.formula.pool import constant_number
from verifier.formula.values import Array, Cell, Pile, Value, error_cell
from verifier.model.source import Nested

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.model.source import NestedCells

_PASSING_HIDDEN = 100
_OF_RANGES = (
    *("AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV.S", "STDEV.P"),
    *("SUM", "VAR.S", "VAR.P"),
)
_BY_NUMBER = (
    *_OF_RANGES,
    *("MEDIAN", "MODE.SNGL", "LARGE", "SMALL", "PERCENTILE.INC", "QUARTILE.INC"),
    *("PERCENTILE.EXC", "QUARTILE.EXC"),
)
_WITH_PLACE = 14  # from here on a second argument says which one
_OPTIONS = range(8)
_HIDDEN, _ERRORS, _NESTED = {1, 3, 5, 7}, {2, 3, 6, 7}, {0, 1, 2, 3}
_MOST_HIDDEN = 5000


@function("SUBTOTAL", least=2, most=ANY)
def subtotal(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the aggregate that a number names: 9 is SUM, 1 is AVERAGE, ….

    101 to 111 pass over hidden rows. 1 to 11 pass over those that a filter hides and
    count those that are hidden by hand; a source does not say which, so they are
    refused where rows of the range are hidden. Cells that hold subtotals themselves
    are passed over.

    Source: ECMA-376 part 1, 18.17.7.319.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =SUBTOTAL(9,C2:C6) is 15
    """
    code = constant_number(draft, arguments[0])
    if code is None:
        _refuse_running("SUBTOTAL")
    values = tuple(
        _without_nested(draft, value, {Nested.SUBTOTAL}) for value in arguments[1:]
    )
    if code > _PASSING_HIDDEN:
        code -= _PASSING_HIDDEN
        values = tuple(_shown(draft, value) for value in values)
    elif any(_hides(draft, value) for value in values):
        raise FormulaError(
            f"SUBTOTAL({code}, …) over hidden rows depends on what hides them",
            f"SUBTOTAL({code + _PASSING_HIDDEN}, …), which passes over all hidden rows",
            reason="unsupported-function",
        )
    if not 1 <= code <= len(_OF_RANGES):
        return error_cell("#VALUE!")
    return _applied(draft, code, values)


@function("AGGREGATE", least=3, most=ANY)
def aggregate(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the aggregate that a number names, passing over what an option says.

    Options 1, 3, 5 and 7 pass over hidden rows, 2, 3, 6 and 7 over errors, 0 to 3 over
    cells that hold subtotals themselves.

    Source: Excel, AGGREGATE.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =AGGREGATE(9,6,C2:C6) is 15
    """
    code = constant_number(draft, arguments[0])
    option = constant_number(draft, arguments[1]) if arguments[1] else 0
    if code is None or option is None:
        _refuse_running("AGGREGATE")
    if option not in _OPTIONS or not 1 <= code <= len(_BY_NUMBER):
        return error_cell("#VALUE!")
    values = arguments[2:]
    last = values[1:] if code >= _WITH_PLACE else ()
    ranges = values[:1] if code >= _WITH_PLACE else values
    if code >= _WITH_PLACE and len(last) != 1:
        return error_cell("#VALUE!")
    if option in _NESTED:
        passed = {Nested.SUBTOTAL, Nested.AGGREGATE}
        ranges = tuple(_without_nested(draft, value, passed) for value in ranges)
    if option in _HIDDEN:
        ranges = tuple(_shown(draft, value) for value in ranges)
    if option in _ERRORS:
        ranges = tuple(_without_errors(value) for value in ranges)
    return _applied(draft, code, (*ranges, *last))


def _applied(draft: Draft, code: int, values: tuple[Value, ...]) -> Cell:
    apply = functions()[_BY_NUMBER[code - 1]].apply
    made = apply(draft, tuple(map(_narrowed, values))) if apply else None
    return made if isinstance(made, Cell) else error_cell("#VALUE!")


def _narrowed(value: Value) -> Value:
    """Returns a range of which rows are left out as what it is: no plain range."""
    if isinstance(value, Pile):
        items = tuple(_narrowed(item) for item in value.items)
        return Pile(tuple(one for item in items for one in _arrays(item)))
    if not isinstance(value, Array) or value.frame is None:
        return value
    is_whole = value.frame.condition is None
    return value if is_whole else replace(value, origin=None)


def _refuse_running(name: str) -> NoReturn:
    raise FormulaError(
        f"{name} takes its number from a calculation",
        f"the number itself, as in {name}(9, …)",
        reason="unsupported-function",
    )


def _hides(draft: Draft, value: Value) -> bool:
    if isinstance(value, Pile):
        return any(_hides(draft, item) for item in value.items)
    if not isinstance(value, Array) or value.origin is None:
        return False
    return bool(draft.hidden_rows(value.origin))


def _shown(draft: Draft, value: Value) -> Value:
    """Returns a range without its hidden rows.

    Raises:
        FormulaError: for more hidden rows than are written out.
    """
    if isinstance(value, Pile):
        items = tuple(_shown(draft, item) for item in value.items)
        return Pile(tuple(item for item in items if isinstance(item, Array)))
    if not isinstance(value, Array) or value.origin is None or value.frame is None:
        return value
    hidden = draft.hidden_rows(value.origin)
    if len(hidden) > _MOST_HIDDEN:
        raise FormulaError(
            f"{value.origin} has {len(hidden)} hidden rows",
            f"at most {_MOST_HIDDEN}",
            reason="limit",
        )
    if not hidden:
        return value
    row = sql.column(value.frame.members[0].alias, "_row")
    among = exp.In(this=row, expressions=[sql.number(one) for one in hidden])
    condition = sql.both(value.frame.condition, sql.negation(among))
    return replace(value, frame=replace(value.frame, condition=condition), origin=None)


def _without_nested(draft: Draft, value: Value, passed: set[Nested]) -> Value:
    """Returns a range without the cells that hold subtotals themselves.

    Raises:
        FormulaError: where it is not known what a formula's cell holds.
    """
    if isinstance(value, Pile):
        items = tuple(_without_nested(draft, item, passed) for item in value.items)
        return Pile(tuple(one for item in items for one in _arrays(item)))
    if not isinstance(value, Array) or value.origin is None or value.frame is None:
        return value
    nested = draft.nested(value.origin)
    if not nested:
        return value
    odd = next((one for one in nested if one.kind not in passed), None)
    if odd is not None:
        raise FormulaError(
            f"{value.origin} holds formulas of which it is not known whether they are "
            "subtotals, which this function passes over",
            "a range without them, or SUM, AVERAGE and the like",
            reason="unsupported-function",
        )
    parts = [
        _column_without(value, column_of(value, number), number, nested)
        for number in range(1, value.columns + 1)
    ]
    return parts[0] if len(parts) == 1 else Pile(tuple(parts))


def _column_without(
    whole: Array, array: Array, number: int, nested: tuple[NestedCells, ...]
) -> Array:
    """Returns a column of a range without its subtotals."""
    first = whole.origin.first_column if whole.origin else 1
    own = [one for one in nested if one.column == first + number - 1]
    if not own or array.frame is None:
        return array
    row = sql.column(array.frame.members[0].alias, "_row")
    outside = [
        sql.negation(
            sql.between(row, sql.number(one.first_row), sql.number(one.last_row))
        )
        for one in own
    ]
    condition = sql.both(array.frame.condition, *outside)
    return replace(array, frame=replace(array.frame, condition=condition))


def _arrays(value: Value) -> tuple[Array, ...]:
    if isinstance(value, Pile):
        return value.items
    return (value,) if isinstance(value, Array) else ()


def _without_errors(value: Value) -> Value:
    if isinstance(value, Pile):
        items = tuple(_without_errors(item) for item in value.items)
        return Pile(tuple(item for item in items if isinstance(item, Array)))
    if not isinstance(value, Array):
        return value

    def cleared(cell: Cell) -> Cell:
        if cell.error is None:
            return cell
        number = cell.number
        if number is not None:
            number = sql.case((sql.is_null(cell.error), number))
        return replace(cell, error=None, number=number)

    return replace(value, grid=tuple(tuple(map(cleared, r)) for r in value.grid))
