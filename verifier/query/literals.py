"""Numbers written in a SELECT, and what each does there."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.model.plan import Literal, LiteralRole
from verifier.query.paths import (
    MOST_STEPS,
    chooses,
    is_aggregate,
    is_counting,
    parts_of_the_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

_MOST_DIGITS = 308  # of a DOUBLE
_PASSED_ON = (exp.Paren, exp.Neg, exp.Cast, exp.Filter, exp.Try, exp.Ordered)
_FACTORS = (exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Pow)
_SUMMANDS = (exp.Add, exp.Sub)
_BRANCHES = (exp.If, exp.Case, exp.Greatest, exp.Least)
_SETTINGS = (exp.Interval, exp.WindowSpec, exp.Group, exp.Order, exp.Ntile)
_QUANTILES = (
    exp.WithinGroup, exp.PercentileCont, exp.PercentileDisc, exp.Quantile,
)  # fmt: skip
_BASES = frozenset({Decimal(2), Decimal(10)})
_FROM_TEXT = (
    exp.Length, exp.StrPosition, exp.DateDiff, exp.Extract, exp.Year, exp.Quarter,
    exp.Month, exp.Day, exp.DayOfMonth, exp.Week, exp.WeekOfYear, exp.DayOfWeek,
    exp.DayOfWeekIso, exp.DayOfYear, exp.Hour, exp.Minute, exp.Second, exp.TimeToUnix,
)  # fmt: skip
_FROM_TEXT_NAMES = frozenset({
    "date_part", "datepart", "date_sub", "datesub", "weekday", "isoyear", "yearweek",
})  # fmt: skip
_ARITHMETIC = frozenset({LiteralRole.FACTOR, LiteralRole.SUMMAND})
_OF_A_VALUE = _ARITHMETIC | {LiteralRole.BRANCH, LiteralRole.VALUE}


def literals_of(resolution: Resolution) -> tuple[Literal, ...]:
    """Returns the numbers written in a statement with what each does, in order.

    A text that arithmetic reads as a number counts as one. What stands in a column of
    a subquery by which rows are only grouped and chosen, as a label made by CASE, is a
    criterion.

    Raises:
        QueryRefused: where a number is made of constant text or dates, so that
            nobody could see which.
    """
    found: list[Literal] = []
    valued = {id(part) for part in parts_of_the_value(resolution)}
    is_whole = len(valued) < MOST_STEPS
    for node in resolution.tree.dfs():
        _refuse_hidden_number(node)
        if isinstance(node, exp.Literal) and not isinstance(
            node.parent, (exp.DataTypeParam, exp.DataType)
        ):
            only_chooses = is_whole and id(node) not in valued
            found += _literal(node, only_chooses=only_chooses)
    return tuple(found)


def number_of(node: exp.Expr) -> Decimal | None:
    """Returns the number that a node writes, with its sign, or None."""
    sign = 1
    while isinstance(node, (exp.Paren, exp.Neg, exp.Cast)):
        sign = -sign if isinstance(node, exp.Neg) else sign
        node = node.this
    if not isinstance(node, exp.Literal):
        return None
    try:
        number = Decimal(str(node.this).strip())
    except InvalidOperation:
        return None
    is_held = number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS
    return sign * number if is_held else None


def _literal(node: exp.Literal, *, only_chooses: bool) -> Iterator[Literal]:
    top: exp.Expr = node
    while isinstance(top.parent, (exp.Paren, exp.Neg)):
        top = top.parent
    number = number_of(top)
    if number is None:
        return
    role = _role(node, number)
    if only_chooses and role in _OF_A_VALUE:
        role = LiteralRole.CRITERION
    if node.is_string and role not in _ARITHMETIC and not _is_cast_to_number(node):
        return
    yield Literal(number, role)


def _is_cast_to_number(node: exp.Expr) -> bool:
    above = node.parent
    return isinstance(above, exp.Cast) and not above.to.is_type(
        "date", "timestamp", "time", "varchar", "text", "boolean"
    )


def _role(node: exp.Expr, number: Decimal) -> LiteralRole:
    limit = node.find_ancestor(exp.Limit, exp.Offset, exp.Select)
    if isinstance(limit, exp.Limit | exp.Offset):
        is_first = number == (1 if isinstance(limit, exp.Limit) else 0)
        return LiteralRole.SETTING if is_first else LiteralRole.POSITION
    clause = _clause_of(node)
    if isinstance(clause, exp.WithinGroup):
        return LiteralRole.VALUE
    is_asked = isinstance(clause, exp.Select) and isinstance(clause.parent, exp.Exists)
    if not isinstance(clause, exp.Select) or (is_asked and node.parent is clause):
        return LiteralRole.SETTING
    if chooses(node):
        return LiteralRole.CRITERION
    below = node
    while below.parent is not None and _is_passed_on(below.parent, below):
        below = below.parent
    return _role_in(below.parent, below, number)


def _clause_of(node: exp.Expr) -> exp.Expr | None:
    """Returns the GROUP BY, ORDER BY, frame, WITHIN GROUP or SELECT round a number.

    What an aggregate takes stands under its ORDER BY as well, and is no part of it;
    what WITHIN GROUP orders by is what it ranks.
    """
    below, above = node, node.parent
    while above is not None:
        is_key = isinstance(above, exp.Order) and isinstance(below, exp.Ordered)
        if is_key and isinstance(above.parent, exp.WithinGroup):
            return above.parent
        if is_key or isinstance(above, (exp.Group, exp.WindowSpec, exp.Select)):
            return above
        below, above = above, above.parent
    return None


def _is_passed_on(above: exp.Expr, below: exp.Expr) -> bool:
    is_first = isinstance(above, (exp.Nullif, exp.Order)) and below.arg_key == "this"
    return is_first or isinstance(above, _PASSED_ON)


def _role_in(above: exp.Expr | None, below: exp.Expr, number: Decimal) -> LiteralRole:
    match above:
        case _ if isinstance(above, _FACTORS):
            found = LiteralRole.FACTOR
        case _ if isinstance(above, _SUMMANDS):
            found = LiteralRole.SUMMAND
        case _ if isinstance(above, _BRANCHES):
            found = LiteralRole.BRANCH
        case exp.Nullif():
            found = LiteralRole.CRITERION
        case exp.Log() if above.expression is not None:
            is_base = below.arg_key == "this" and number in _BASES
            found = LiteralRole.SETTING if is_base else LiteralRole.VALUE
        case exp.NthValue() if number > 1:
            found = LiteralRole.POSITION
        case _:
            found = _role_as_argument(above, below)
    return found


def _role_as_argument(above: exp.Expr | None, below: exp.Expr) -> LiteralRole:
    is_default = below.arg_key == "default" or isinstance(above, exp.Coalesce)
    if is_default:
        return LiteralRole.BRANCH
    if above is None or isinstance(above, _SETTINGS) or is_counting(above):
        return LiteralRole.SETTING
    if isinstance(above, _QUANTILES) and not _is_ranked(above, below):
        return LiteralRole.SETTING
    is_first = below.arg_key == "this" or is_aggregate(above)
    if isinstance(above, exp.Func) and not is_first and not _is_named(above, below):
        return LiteralRole.SETTING
    return LiteralRole.VALUE


def _is_ranked(above: exp.Expr, below: exp.Expr) -> bool:
    """Returns whether an argument of a quantile is what is ranked, not the share.

    The share is the only argument where WITHIN GROUP says what is ranked.
    """
    is_alone = isinstance(above.parent, exp.WithinGroup)
    return below.arg_key == "order" or (below.arg_key == "this" and not is_alone)


def _is_named(above: exp.Expr, below: exp.Expr) -> bool:
    """Returns whether an argument of a function known by name is a value."""
    if isinstance(above, exp.DateFromParts):
        return True
    return isinstance(above, exp.Anonymous) and above.expressions[0] is below


def _refuse_hidden_number(node: exp.Expr) -> None:
    """Refuses a number made of constant text: `length('…')`, dates subtracted.

    Raises:
        QueryRefused: if it is one.
    """
    named = isinstance(node, exp.Anonymous) and str(node.this).lower()
    makes_number = isinstance(node, _FROM_TEXT) or named in _FROM_TEXT_NAMES
    subtracts = isinstance(node, exp.Sub) and all(
        isinstance(side, exp.Cast) and side.to.is_type("date", "timestamp")
        for side in (node.left, node.right)
    )
    if not (makes_number or subtracts) or chooses(node):
        return
    if node.find(exp.Column, exp.Query) is None:
        raise QueryRefused(
            f"a number made of constants: {node.sql('duckdb')[:60]}",
            "numbers that are read from cells, or written as digits",
            "Declare the number with a line `assumes number: origin`.",
        )
