"""Places in the order of numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, value_of
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.guards import for_each_number, none_gives, zero_gives
from verifier.formula.pool import (
    Pool,
    constant_number,
    number_argument,
    numbers,
)
from verifier.formula.values import Array, Cell, Value, error_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


_TOP_LIMIT = 1000


@function("LARGE", least=2)
def large(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the k-th largest number; `#NUM!` where there are fewer.

    Source: ECMA-376 part 1, 18.17.7.194.

    Example:
        =LARGE(C2:C6,C3) is 4
    """
    return for_each_number(
        draft, arguments[1], lambda k: _ranked(draft, arguments[0], k, "max")
    )


@function("SMALL", least=2)
def small(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the k-th smallest number; `#NUM!` where there are fewer.

    Source: ECMA-376 part 1, 18.17.7.301.

    Example:
        =SMALL(C2:C6,C4) is 3
    """
    return for_each_number(
        draft, arguments[1], lambda k: _ranked(draft, arguments[0], k, "min")
    )


@function("RANK", "RANK.EQ", least=2, most=3)
def rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the place of a number, the largest first; ties share the top place.

    Source: ECMA-376 part 1, 18.17.7.273; `#N/A` where it is not among them.

    Example:
        =RANK.EQ(C2,C2:C6,1) is 1
    """
    _, before, equals, error = _standing(draft, arguments)
    made = number_cell(sql.add(before, sql.ONE), 0)
    return made.failing(error, zero_gives(equals, "#N/A"))


@function("RANK.AVG", least=2, most=3)
def average_rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the place of a number, the largest first; ties share their mean place.

    Source: Excel, RANK.AVG.

    Example:
        =RANK.AVG(B2,B2:B5,1) is 2.5
    """
    _, before, equals, error = _standing(draft, arguments)
    half = sql.divide(sql.add(equals, sql.ONE), sql.number(2))
    made = number_cell(sql.add(before, half))
    return made.failing(error, zero_gives(equals, "#N/A"))


@function("PERCENTRANK", "PERCENTRANK.INC", least=2, most=3)
def percent_rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the share of numbers below one, cut after three digits.

    Source: ECMA-376 part 1, 18.17.7.249; between two numbers it is interpolated.

    Example:
        =PERCENTRANK({13,12,11,8,4,3,2,1,1,1},2) is 0.333
    """
    pool = numbers(draft, arguments[:1])
    wanted = draft.let(number_argument(draft, arguments[1]))
    digits = constant_number(draft, arguments[2]) if len(arguments) > 2 else 3  # noqa: PLR2004 - the third argument
    x, number = double_of(wanted), pool.doubles
    below = pool.aggregate("count", number, condition=sql.less(number, x))
    low = pool.aggregate("max", number, condition=sql.at_most(number, x))
    high = pool.aggregate("min", number, condition=sql.at_most(x, number))
    gap = sql.call("nullif", sql.subtract(high, low), sql.ZERO)
    part = sql.divide(sql.subtract(x, low), gap)
    exact = sql.equal(high, low)
    place = sql.case(
        (exact, sql.double(below)),
        default=sql.add(sql.subtract(below, sql.ONE), part),
    )
    last = sql.call("nullif", sql.subtract(pool.count, sql.ONE), sql.ZERO)
    share = sql.divide(place, last)
    factor = sql.number(10 ** (digits or 0))
    fifteen = sql.call("printf", sql.text("%.15g"), sql.multiply(share, factor))
    cut = sql.call("floor", sql.cast(fifteen, "DOUBLE"))
    outside = sql.either(sql.is_null(low), sql.is_null(high)) or sql.FALSE
    wrong = sql.case((outside, sql.text("#N/A")))
    made = sql.first_of(sql.divide(cut, factor), sql.double(sql.ONE))
    return number_cell(made).failing(pool.error, wanted.error, wrong)


def _ranked(draft: Draft, values: Value, place: Cell, name: str) -> Cell:
    pool = numbers(draft, (values,))
    constant = place.constant
    if isinstance(constant, Decimal) and constant < 1:
        return error_cell("#NUM!").failing(pool.error)
    if isinstance(constant, Decimal) and constant <= _TOP_LIMIT:
        k = sql.number(int(-(-constant // 1)))
        made = sql.item(pool.aggregate(name, pool.numbers, k), k)
        return number_cell(made, pool.scale).failing(
            pool.error, none_gives(made, "#NUM!")
        )
    present = sql.is_present(pool.numbers)
    listed = pool.aggregate("list", pool.doubles, condition=present)
    order = "list_reverse_sort" if name == "max" else "list_sort"
    k = sql.cast(sql.call("ceil", double_of(place)), "BIGINT")
    made = sql.item(sql.call(order, listed), sql.call("nullif", k, sql.ZERO))
    outside = sql.either(sql.less(k, sql.ONE), sql.less(pool.count, k))
    wrong = sql.case((outside or sql.FALSE, sql.text("#NUM!")))
    return number_cell(made).failing(pool.error, place.error, wrong)


def _standing(
    draft: Draft, arguments: tuple[Value, ...]
) -> tuple[Pool, Expr, Expr, Expr | None]:
    """Returns the pool, how many stand before a number, how many equal it."""
    wanted = draft.let(number_argument(draft, arguments[0]))
    pool = numbers(draft, arguments[1:2])
    ascending = constant_number(draft, arguments[2]) if len(arguments) > 2 else 0  # noqa: PLR2004 - the third argument
    x, number = value_of(wanted), pool.numbers
    ahead = sql.less(number, x) if ascending else sql.less(x, number)
    before = pool.aggregate("count", number, condition=ahead)
    equals = pool.aggregate("count", number, condition=sql.equal(number, x))
    return pool, before, equals, sql.coalesce(wanted.error, pool.error)
