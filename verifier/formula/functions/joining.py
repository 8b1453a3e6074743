"""Texts of several cells as one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.arguments import LONGEST_TEXT, too_long
from verifier.formula.broadcast import scalar
from verifier.formula.coerce import as_text, as_truth
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.functions.text import written_value
from verifier.formula.pool import Pool, arm, constant_number, gathered
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    constant_cell,
    error_cell,
    text_cell,
)

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("CONCAT", "CONCATENATE", least=1, most=ANY)
def joined(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the texts one after another.

    Source: ECMA-376 part 1, 18.17.7.48.

    Example:
        =CONCATENATE("a","b",1) is "ab1"
    """
    return _joined(draft, constant_cell(""), arguments, skip_empty=False)


@function("TEXTJOIN", least=3, most=ANY)
def joined_between(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the texts with a text between them; TRUE passes over empty ones.

    Source: Excel, TEXTJOIN; `#VALUE!` beyond 32 767 characters.

    Example:
        =TEXTJOIN("-",,"a","","b") is "a--b"
    """
    skip = as_truth(draft, _cell(draft, arguments[1])).constant
    if arguments[1] is None:
        skip = False
    between = as_text(draft, _cell(draft, arguments[0]))
    return _joined(draft, between, arguments[2:], skip_empty=skip is not False)


@function("JOIN", least=2, most=ANY)
def joined_with(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the texts with a text between them, empty ones included.

    Source: Google Sheets, JOIN.

    Example:
        =JOIN("-","a","b") is "a-b"
    """
    between = as_text(draft, _cell(draft, arguments[0]))
    return _joined(draft, between, arguments[1:], skip_empty=False)


@function("ARRAYTOTEXT", least=1, most=2)
def written_array(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the values of a range as text: `a, b`, or with 1 `{"a","b"}`.

    Source: Excel, ARRAYTOTEXT; rows are parted by `;` in the form with braces.

    Example:
        =ARRAYTOTEXT({1,2;3,4},1) is "{1,2;3,4}"
    """
    array = _arrays(arguments[0])[0]
    form = constant_number(draft, arguments[1]) if len(arguments) > 1 else 0
    if form not in {0, 1}:
        return error_cell("#VALUE!")
    width = array.columns
    # in the form with braces a sign stands before each value but the first
    signs = [";" if n % width == 0 else "," for n in range(width * len(array.grid))]
    cells = [cell for row in array.grid for cell in row]
    texts = [
        sql.call("concat", sql.text(sign if form else ", "), text)
        for sign, text in zip(
            signs,
            [written_value(draft, cell, is_strict=form == 1) for cell in cells],
            strict=True,
        )
    ]
    orders = _orders(array, 0)
    pool = gathered(draft, [arm(array.frame, {"o": orders, "t": texts})])
    text = _in_order(pool, sql.text(""), None)
    bare = sql.call("substr", text, sql.number(2 if form else 3))
    made = sql.call("concat", sql.text("{"), bare, sql.text("}")) if form else bare
    return text_cell(made).failing(too_long(_size(pool)))


def _cell(draft: Draft, value: Value) -> Cell | None:
    if isinstance(value, Pile) or (
        isinstance(value, Array) and (value.rows != 1 or value.columns != 1)
    ):
        raise FormulaError(
            "TEXTJOIN takes its first two arguments as values",
            'a text in quotes, as in TEXTJOIN(", ",TRUE,A1:A9)',
            reason="unsupported-function",
        )
    return scalar(draft, value)


def _joined(
    draft: Draft, between: Cell, arguments: tuple[Value, ...], *, skip_empty: bool
) -> Cell:
    arms = [
        arm(one.frame, _texts(draft, one, place))
        for place, argument in enumerate(arguments)
        for one in _arrays(argument)
    ]
    pool = gathered(draft, arms)
    shown = pool.part("t") or sql.NULL
    filled = sql.unequal(shown, sql.text("")) if skip_empty else None
    separator = between.text or sql.text("")
    gaps = sql.subtract(pool.aggregate("count", shown, condition=filled), sql.ONE)
    width = sql.double(sql.call("length", separator))
    size = draft.named(sql.add(_size(pool), sql.multiply(width, gaps)))
    is_long = sql.less(sql.number(LONGEST_TEXT), size)
    bounded = sql.case((is_long, sql.text("")), default=separator)
    text = _in_order(pool, bounded, filled)
    failed = pool.part("e")
    error = None if failed is None else pool.aggregate("any_value", failed)
    return text_cell(text).failing(between.error, error, too_long(size))


def _size(pool: Pool) -> Expr:
    """Returns how many characters the texts of a pool have."""
    length = sql.call("length", pool.part("t") or sql.NULL)
    return sql.first_of(pool.aggregate("sum", sql.double(length)), sql.ZERO)


def _in_order(pool: Pool, between: Expr, filled: Expr | None) -> Expr:
    """Returns the texts of a pool one after another, in their order."""
    shown, order = pool.part("t") or sql.NULL, pool.part("o") or sql.NULL
    pairs = sql.call("struct_pack", _named("o", order), _named("t", shown))
    listed = pool.aggregate("list", pairs, condition=filled)
    ordered = sql.call("list_sort", listed)
    field = sql.call("struct_extract", sql.variable("x"), sql.text("t"))
    made = sql.call("list_transform", ordered, sql.function_of("x", field))
    return sql.put_together(made, between)


def _named(name: str, value: Expr) -> Expr:
    return exp.PropertyEQ(this=exp.to_identifier(name), expression=value)


def _texts(draft: Draft, array: Array, place: int) -> dict[str, list[Expr]]:
    cells = [as_text(draft, cell) for row in array.grid for cell in row]
    return {
        "o": _orders(array, place),
        "t": [cell.text or sql.text("") for cell in cells],
        "e": [cell.error or sql.cast(sql.NULL, "VARCHAR") for cell in cells],
    }


def _orders(array: Array, place: int) -> list[Expr]:
    """Returns the rank of each cell: by argument, row and column."""
    count = sum(len(row) for row in array.grid)
    row: Expr = sql.ZERO if array.frame is None else array.frame.row
    start = sql.add(
        sql.number(place * 10**12),
        sql.multiply(sql.cast(row, "BIGINT"), sql.number(10**4)),
    )
    return [sql.add(start, sql.number(n)) for n in range(count)]


def _arrays(argument: Value) -> list[Array]:
    match argument:
        case Array():
            return [argument]
        case Pile():
            return list(argument.items)
        case _:
            return [Array(None, ((argument or constant_cell(""),),))]
