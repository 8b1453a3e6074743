"""Sums over pairs, series and probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.broadcast import whole
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, of, real, sum_of, where
from verifier.formula.function import function
from verifier.formula.guards import none_gives
from verifier.formula.listing import listed, paired
from verifier.formula.numeric import Numbers, cut, fifteen, numbers_of
from verifier.formula.pool import number_argument, numbers
from verifier.formula.values import Cell, Value, error_cell, number_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.pool import Pool

_CLOSE = 1e-7  # how near to 1 probabilities must add up


@function("SUMX2MY2", least=2)
def squares_less(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of x²-y² over pairs of numbers.

    Source: ECMA-376 part 1, 18.17.7.325.

    Example:
        =SUMX2MY2({1,2,3},{4,5,6}) is -63
    """
    return _over_pairs(draft, arguments, lambda x, y: x * x - y * y)


@function("SUMX2PY2", least=2)
def squares_more(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of x²+y² over pairs of numbers.

    Source: ECMA-376 part 1, 18.17.7.326.

    Example:
        =SUMX2PY2({1,2,3},{4,5,6}) is 91
    """
    return _over_pairs(draft, arguments, lambda x, y: x * x + y * y)


@function("SUMXMY2", least=2)
def squared_gaps(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of (x-y)² over pairs of numbers.

    Source: ECMA-376 part 1, 18.17.7.327.

    Example:
        =SUMXMY2({1,2,3},{4,5,6}) is 27
    """
    return _over_pairs(draft, arguments, lambda x, y: (x - y) * (x - y))


@function("STEYX", least=2)
def error_of_line(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard error of y on the line through pairs; known y come first.

    Source: ECMA-376 part 1, 18.17.7.316; `#DIV/0!` of fewer than three.

    Example:
        =STEYX({2,3,9,1},{6,5,11,7}) is 2.28140730188812
    """
    pool = _pairs(draft, arguments)
    if pool is None:
        return error_cell("#N/A")
    y, x = (_part(pool, name) for name in ("v1", "v2"))
    among = sql.both(sql.is_present(y.term), sql.is_present(x.term))
    mean_y, mean_x = (_reduced(pool, "avg", value, among) for value in (y, x))
    away_y, away_x = y - mean_y, x - mean_x
    wide = _reduced(pool, "sum", away_x * away_x, among)
    joint = _reduced(pool, "sum", away_x * away_y, among)
    count = _reduced(pool, "count", y, among)
    slope = Real(draft.named((joint / wide.or_null(0)).term))
    off = away_y - slope * away_x
    rest = _reduced(pool, "sum", off * off, among)
    lacks = sql.either(count <= 2, wide.equals(0)) or sql.FALSE  # noqa: PLR2004 - a line passes through two
    given = Numbers(draft, (rest, count), pool.error).failing(lacks, code="#DIV/0!")
    rest, count = given.values
    return given.gives(of("sqrt", rest / (count - 2)))


@function("SERIESSUM", least=4)
def power_series(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of a power series: each coefficient times a power of x.

    Source: ECMA-376 part 1, 18.17.7.296.

    Example:
        =SERIESSUM(0.5,0,1,C2:C6) is 3.5625
    """
    cells = [number_argument(draft, one) for one in arguments[:3]]
    given = numbers_of(draft, cells, 3)
    factors, error = listed(draft, arguments[3:])
    given = Numbers(draft, given.values, sql.coalesce(given.error, error))
    x, first, step = given.values
    at_zero = sql.both(x.equals(0), first <= 0)
    given = given.failing(at_zero or sql.FALSE)
    x, first, step = given.values
    count = sql.call("len", factors)

    def term(place: Real) -> Real:
        factor = Real(sql.item(factors, sql.add(place.term, sql.ONE)))
        return factor * x ** (first + place * step)

    made = sum_of(each(sql.call("range", sql.ZERO, count), "nth", term))
    return given.gives(where(sql.is_present(x.term), made))


@function("PROB", least=3, most=4)
def probability(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how likely a value lies between two limits, or is the only one.

    Source: ECMA-376 part 1, 18.17.7.265; `#NUM!` where probabilities do not add to 1.

    Example:
        =PROB({1,2},{0.5,0.5},0,5) is 1
    """
    pool = _pairs(draft, arguments)
    if pool is None:
        return error_cell("#N/A")
    x, share = (_part(pool, name) for name in ("v1", "v2"))
    cells = [number_argument(draft, one) for one in arguments[2:]]
    given = numbers_of(draft, cells, 1)
    low, high = given.values[0], given.values[-1]
    every = _reduced(pool, "sum", share)
    least, most = (_reduced(pool, name, share) for name in ("min", "max"))
    given = Numbers(draft, (low, high), sql.coalesce(pool.error, given.error))
    off = of("abs", every - 1) > _CLOSE
    bad = sql.first_of(sql.either(off, least <= 0, most > 1) or sql.FALSE, sql.TRUE)
    given = given.failing(bad)
    low, high = given.values
    inside = sql.both(x >= low, x <= high)
    made = pool.aggregate("sum", share.term, condition=inside)
    return given.gives(Real(sql.first_of(made, real(0).term)))


@function("PERCENTRANK.EXC", least=2, most=3)
def percent_rank_exclusive(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the place of a number as a share of n+1, cut after three digits.

    Source: Excel, PERCENTRANK.EXC; between two numbers it is interpolated.

    Example:
        =PERCENTRANK.EXC({1,2,4,8},3) is 0.5
    """
    pool = numbers(draft, arguments[:1])
    cells = [number_argument(draft, one) for one in arguments[1:]]
    given = numbers_of(draft, cells, 1, 3)
    given = given.failing(cut(given.values[1]) < 1)
    x, digits = given.values
    own = Real(pool.doubles)
    below = Real(pool.aggregate("count", own.term, condition=own < x))
    low = Real(pool.aggregate("max", own.term, condition=own <= x))
    high = Real(pool.aggregate("min", own.term, condition=own >= x))
    given = Numbers(draft, given.values, sql.coalesce(pool.error, given.error))
    outside = sql.either(sql.is_null(low.term), sql.is_null(high.term)) or sql.FALSE
    given = given.failing(outside, code="#N/A")
    x, digits = given.values
    part = (x - low) / (high - low).or_null(0)
    place = below + where(low.equals(high), 1, part)
    factor = of("power", 10, cut(digits))
    share = place / (Real(pool.count) + 1)
    return given.gives(of("floor", fifteen(share * factor)) / factor)


def _over_pairs(
    draft: Draft,
    arguments: tuple[Value, ...],
    apply: Callable[[Real, Real], Real],
) -> Cell:
    pool = _pairs(draft, arguments)
    if pool is None:
        return error_cell("#N/A")
    made = apply(_part(pool, "v1"), _part(pool, "v2"))
    every = _reduced(pool, "sum", made).term
    return number_cell(every).failing(pool.error, none_gives(every, "#DIV/0!"))


def _pairs(draft: Draft, arguments: tuple[Value, ...]) -> Pool | None:
    arrays = [one for one in map(whole, arguments[:2]) if one is not None]
    return paired(draft, arrays) if len(arrays) > 1 else None


def _part(pool: Pool, name: str) -> Real:
    return Real(pool.part(name) or sql.NULL)


def _reduced(pool: Pool, name: str, value: Real, condition: Expr | None = None) -> Real:
    return Real(pool.aggregate(name, value.term, condition=condition))
