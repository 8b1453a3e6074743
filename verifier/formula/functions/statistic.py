"""Quantiles, spread, order, and pairs of ranges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.broadcast import lift, whole
from verifier.formula.coerce import as_number, double_of, value_of
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.pool import (
    Pool,
    aligned_pool,
    arrays_of,
    constant_number,
    number_argument,
    numbers,
    numeric_part,
    pooled,
)
from verifier.formula.values import Array, Cell, Value, error_cell, number_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_TOP_LIMIT = 1000


@function("MEDIAN", least=1, most=ANY)
def median(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the middle number, of an even count the mean of two; `#NUM!` of none.

    Source: ECMA-376 part 1, 18.17.7.212.
    """
    pool = numbers(draft, arguments)
    made = pool.aggregate("median", pool.doubles)
    return number_cell(made).failing(pool.error, _none(made, "#NUM!"))


@function("MODE", "MODE.SNGL", least=1, most=ANY)
def most_frequent(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the number met most often, of several the first; `#N/A` if none repeats.

    Source: ECMA-376 part 1, 18.17.7.218.
    """
    arrays = [
        replace(one, grid=tuple(tuple(map(numeric_part, row)) for row in one.grid))
        for one in arrays_of(draft, arguments)
    ]
    pool = pooled(draft, arrays, ordered=True)
    made = pool.aggregate("mode", pool.numbers)
    several = pool.aggregate("count", sql.distinct(pool.numbers))
    repeated = sql.less(several, pool.count)
    wrong = sql.case((sql.negation(repeated), sql.text("#N/A")))
    return number_cell(made, pool.scale).failing(pool.error, wrong)


@function("PERCENTILE", "PERCENTILE.INC", least=2)
def percentile(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the number below which a share lies, interpolated from 1 to n.

    Source: ECMA-376 part 1, 18.17.7.248: place 1 + p*(n-1).
    """
    return _for_each(
        draft, arguments[1], lambda share: _inclusive(draft, arguments[0], share)
    )


@function("QUARTILE", "QUARTILE.INC", least=2)
def quartile(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns a quartile, 0 to 4, interpolated as PERCENTILE does.

    Source: ECMA-376 part 1, 18.17.7.270.
    """
    return _for_each(
        draft,
        arguments[1],
        lambda share: _inclusive(draft, arguments[0], _quarter(share)),
    )


@function("PERCENTILE.EXC", least=2)
def percentile_exclusive(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the number below which a share lies, at place p*(n+1).

    Source: Excel, PERCENTILE.EXC; outside of 1 to n `#NUM!`.
    """
    return _exclusive(draft, arguments[0], number_argument(draft, arguments[1]))


@function("QUARTILE.EXC", least=2)
def quartile_exclusive(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns a quartile, 1 to 3, interpolated as PERCENTILE.EXC does.

    Source: Excel, QUARTILE.EXC.
    """
    share = _quarter(number_argument(draft, arguments[1]))
    return _exclusive(draft, arguments[0], share)


@function("PERCENTRANK", "PERCENTRANK.INC", least=2, most=3)
def percent_rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the share of numbers below one, cut after three digits.

    Source: ECMA-376 part 1, 18.17.7.249; between two numbers it is interpolated.
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


@function("STDEV", "STDEV.S", least=1, most=ANY)
def deviation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a sample; `#DIV/0!` of fewer than two.

    Source: ECMA-376 part 1, 18.17.7.312.
    """
    return _spread(draft, arguments, "stddev_samp")


@function("STDEVP", "STDEV.P", least=1, most=ANY)
def deviation_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a population.

    Source: ECMA-376 part 1, 18.17.7.314.
    """
    return _spread(draft, arguments, "stddev_pop")


@function("VAR", "VAR.S", least=1, most=ANY)
def variance(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a sample; `#DIV/0!` of fewer than two.

    Source: ECMA-376 part 1, 18.17.7.351.
    """
    return _spread(draft, arguments, "var_samp")


@function("VARP", "VAR.P", least=1, most=ANY)
def variance_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a population.

    Source: ECMA-376 part 1, 18.17.7.353.
    """
    return _spread(draft, arguments, "var_pop")


@function("GEOMEAN", least=1, most=ANY)
def geometric_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the geometric mean; `#NUM!` where a number is not positive.

    Source: ECMA-376 part 1, 18.17.7.140.
    """
    pool = numbers(draft, arguments)
    positive = sql.less(sql.ZERO, pool.numbers)
    safe = sql.case((positive, pool.doubles))
    logs = pool.aggregate("avg", sql.call("ln", safe))
    return _of_positive(pool, sql.call("exp", logs))


@function("HARMEAN", least=1, most=ANY)
def harmonic_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the harmonic mean; `#NUM!` where a number is not positive.

    Source: ECMA-376 part 1, 18.17.7.145.
    """
    pool = numbers(draft, arguments)
    positive = sql.less(sql.ZERO, pool.numbers)
    safe = sql.case((positive, pool.doubles))
    inverse = pool.aggregate("avg", sql.divide(sql.ONE, safe))
    return _of_positive(pool, sql.divide(sql.ONE, inverse))


@function("LARGE", least=2)
def large(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the k-th largest number; `#NUM!` where there are fewer.

    Source: ECMA-376 part 1, 18.17.7.194.
    """
    return _for_each(
        draft, arguments[1], lambda k: _ranked(draft, arguments[0], k, "max")
    )


@function("SMALL", least=2)
def small(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the k-th smallest number; `#NUM!` where there are fewer.

    Source: ECMA-376 part 1, 18.17.7.301.
    """
    return _for_each(
        draft, arguments[1], lambda k: _ranked(draft, arguments[0], k, "min")
    )


@function("RANK", "RANK.EQ", least=2, most=3)
def rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the place of a number, the largest first; ties share the top place.

    Source: ECMA-376 part 1, 18.17.7.273; `#N/A` where it is not among them.
    """
    _, before, equals, error = _standing(draft, arguments)
    made = number_cell(sql.add(before, sql.ONE), 0)
    return made.failing(error, _zero(equals, "#N/A"))


@function("RANK.AVG", least=2, most=3)
def average_rank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the place of a number, the largest first; ties share their mean place.

    Source: Excel, RANK.AVG.
    """
    _, before, equals, error = _standing(draft, arguments)
    half = sql.divide(sql.add(equals, sql.ONE), sql.number(2))
    made = number_cell(sql.add(before, half))
    return made.failing(error, _zero(equals, "#N/A"))


@function("CORREL", "PEARSON", least=2)
def correlation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the correlation of pairs; a pair that is not two numbers is dropped.

    Source: ECMA-376 part 1, 18.17.7.52.
    """
    return _paired(draft, arguments, "corr")


@function("RSQ", least=2)
def determination(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the square of the correlation.

    Source: ECMA-376 part 1, 18.17.7.291.
    """
    made = draft.let(_paired(draft, arguments, "corr"))
    return replace(made, number=sql.multiply(value_of(made), value_of(made)))


@function("SLOPE", least=2)
def slope(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the slope of the line through pairs; known y come first.

    Source: ECMA-376 part 1, 18.17.7.299.
    """
    return _paired(draft, arguments, "regr_slope")


@function("INTERCEPT", least=2)
def intercept(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns where the line through pairs meets x = 0; known y come first.

    Source: ECMA-376 part 1, 18.17.7.173.
    """
    return _paired(draft, arguments, "regr_intercept")


@function("FORECAST", "FORECAST.LINEAR", least=3)
def forecast(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the y at an x on the line through pairs.

    Source: ECMA-376 part 1, 18.17.7.132.
    """
    wanted = number_argument(draft, arguments[0])
    rise = _paired(draft, arguments[1:], "regr_slope")
    start = _paired(draft, arguments[1:], "regr_intercept")
    made = sql.add(value_of(start), sql.multiply(value_of(rise), double_of(wanted)))
    return number_cell(made).failing(wanted.error, rise.error)


@function("COVARIANCE.S", least=2)
def covariance(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the covariance of a sample of pairs.

    Source: Excel, COVARIANCE.S.
    """
    return _paired(draft, arguments, "covar_samp")


@function("COVARIANCE.P", "COVAR", least=2)
def covariance_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the covariance of a population of pairs.

    Source: ECMA-376 part 1, 18.17.7.64.
    """
    return _paired(draft, arguments, "covar_pop")


@function("TRIMMEAN", least=2)
def trimmed_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean without a share of the numbers, half from either end.

    Source: ECMA-376 part 1, 18.17.7.344.
    """
    pool = numbers(draft, arguments[:1])
    share = draft.let(number_argument(draft, arguments[1]))
    ordered = _sorted(draft, pool)
    cut = sql.call(
        "floor",
        sql.divide(sql.multiply(pool.count, double_of(share)), sql.number(2)),
    )
    named = draft.let(number_cell(sql.cast(cut, "BIGINT"))).number or sql.ZERO
    first = sql.add(named, sql.ONE)
    last = sql.subtract(pool.count, named)
    kept = sql.call("list_slice", ordered, first, last)
    outside = sql.either(
        sql.less(double_of(share), sql.ZERO), sql.at_most(sql.ONE, double_of(share))
    )
    wrong = sql.case((outside or sql.FALSE, sql.text("#NUM!")))
    made = sql.call("list_avg", kept)
    return number_cell(made).failing(
        pool.error, share.error, wrong, _none(made, "#NUM!")
    )


@function("PERCENTOF", least=2)
def share_of(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the first range as a share of the sum of the second.

    Source: Excel, PERCENTOF.
    """
    part, every = numbers(draft, arguments[:1]), numbers(draft, arguments[1:])
    above = sql.first_of(part.aggregate("sum", part.numbers), sql.ZERO)
    below = sql.first_of(every.aggregate("sum", every.numbers), sql.ZERO)
    safe = sql.call("nullif", below, sql.ZERO)
    made = number_cell(sql.divide(above, safe))
    return made.failing(part.error, every.error, _zero(below, "#DIV/0!"))


def _for_each(
    draft: Draft, value: Value, apply: Callable[[Cell], Cell]
) -> Cell | Array:
    array = whole(value)
    if array is not None and array.origin is not None:
        array = draft.matrix(array.origin)

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        return apply(draft.let(as_number(draft, cells[0])))

    return lift(draft, applied, (value if isinstance(value, Cell) else array,))


def _quarter(place: Cell) -> Cell:
    if isinstance(place.constant, Decimal):
        share = Decimal(int(place.constant)) / 4
        return replace(place, constant=share, number=sql.number(share))
    whole_place = sql.call("trunc", double_of(place))
    return number_cell(sql.divide(whole_place, sql.number(4))).failing(place.error)


def _inclusive(draft: Draft, values: Value, share: Cell) -> Cell:
    pool = numbers(draft, (values,))
    constant = share.constant
    if isinstance(constant, Decimal):
        if not 0 <= constant <= 1:
            return error_cell("#NUM!").failing(pool.error)
        made = pool.aggregate("quantile_cont", pool.doubles, sql.number(constant))
        return number_cell(made).failing(pool.error, _none(made, "#NUM!"))
    named = draft.let(share)
    last = sql.subtract(pool.count, sql.ONE)
    place = sql.add(sql.multiply(double_of(named), last), sql.ONE)
    return _at_place(draft, pool, number_cell(place)).failing(named.error)


def _exclusive(draft: Draft, values: Value, share: Cell) -> Cell:
    pool = numbers(draft, (values,))
    place = sql.multiply(double_of(share), sql.add(pool.count, sql.ONE))
    return _at_place(draft, pool, number_cell(place)).failing(share.error)


def _at_place(draft: Draft, pool: Pool, place: Cell) -> Cell:
    """Returns the number at a 1-based place with a fraction, interpolated."""
    ordered = _sorted(draft, pool)
    fifteen = sql.call("printf", sql.text("%.15g"), sql.double(value_of(place)))
    named = draft.let(number_cell(sql.cast(fifteen, "DOUBLE")))
    exact = value_of(named)
    low = sql.cast(sql.call("floor", exact), "BIGINT")
    high = sql.cast(sql.call("ceil", exact), "BIGINT")
    first, second = sql.item(ordered, low), sql.item(ordered, high)
    part = sql.subtract(exact, sql.call("floor", exact))
    made = sql.add(first, sql.multiply(sql.subtract(second, first), part))
    outside = sql.either(sql.less(exact, sql.ONE), sql.less(pool.count, exact))
    wrong = sql.case((outside or sql.FALSE, sql.text("#NUM!")))
    return number_cell(made).failing(pool.error, wrong)


def _sorted(draft: Draft, pool: Pool) -> Expr:
    present = sql.is_present(pool.numbers)
    values = pool.aggregate("list", pool.doubles, condition=present)
    ordered = draft.let(number_cell(sql.call("list_sort", values)))
    return value_of(ordered)


def _spread(draft: Draft, arguments: tuple[Value, ...], name: str) -> Cell:
    pool = numbers(draft, arguments)
    made = pool.aggregate(name, pool.doubles)
    return number_cell(made).failing(pool.error, _none(made, "#DIV/0!"))


def _of_positive(pool: Pool, made: Expr) -> Cell:
    low = pool.aggregate("min", pool.numbers)
    bad = sql.either(sql.is_null(low), sql.at_most(low, sql.ZERO)) or sql.FALSE
    return number_cell(made).failing(pool.error, sql.case((bad, sql.text("#NUM!"))))


def _ranked(draft: Draft, values: Value, place: Cell, name: str) -> Cell:
    pool = numbers(draft, (values,))
    constant = place.constant
    if isinstance(constant, Decimal) and constant < 1:
        return error_cell("#NUM!").failing(pool.error)
    if isinstance(constant, Decimal) and constant <= _TOP_LIMIT:
        k = sql.number(int(-(-constant // 1)))
        made = sql.item(pool.aggregate(name, pool.numbers, k), k)
        return number_cell(made, pool.scale).failing(pool.error, _none(made, "#NUM!"))
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


def _paired(draft: Draft, arguments: tuple[Value, ...], name: str) -> Cell:
    """Returns a DuckDB aggregate of those pairs that are two numbers, y first."""
    arrays = [one for one in map(whole, arguments[:2]) if one is not None]

    def parts(cells: tuple[Cell, ...]) -> dict[str, Expr]:
        y, x = (numeric_part(cell) for cell in cells)
        error = sql.coalesce(y.error, x.error)
        taken = {"y": _doubled(y), "x": _doubled(x)}
        return taken if error is None else {**taken, "e": error}

    sizes = {(one.rows or 0) * one.columns for one in arrays}
    pool = aligned_pool(draft, arrays, parts) if len(sizes) == 1 else None
    if pool is None:
        return error_cell("#N/A")
    y, x = pool.part("y") or sql.NULL, pool.part("x") or sql.NULL
    pairs = sql.both(sql.is_present(y), sql.is_present(x))
    count = pool.aggregate("count", y, condition=pairs)
    spread_x = pool.aggregate("var_pop", x, condition=pairs)
    spread_y = pool.aggregate("var_pop", y, condition=pairs)
    flat = [sql.less(count, sql.number(2))]
    if name != "covar_samp" and name != "covar_pop":  # noqa: PLR1714 - mypy narrows each
        flat.append(sql.equal(spread_x, sql.ZERO))
    if name == "corr":
        flat.append(sql.equal(spread_y, sql.ZERO))
    if name == "covar_pop":
        flat = [sql.equal(count, sql.ZERO)]
    undefined = sql.either(*flat) or sql.FALSE
    made = pool.aggregate(name, y, x)
    wrong = sql.case((undefined, sql.text("#DIV/0!")))
    return number_cell(made).failing(pool.error, wrong)


def _doubled(cell: Cell) -> Expr:
    if cell.number is None:
        return sql.cast(sql.NULL, "DOUBLE")
    return sql.double(cell.number) if cell.scale is not None else cell.number


def _none(made: Expr, code: str) -> Expr:
    return sql.case((sql.is_null(made), sql.text(code)))


def _zero(made: Expr, code: str) -> Expr:
    return sql.case((sql.equal(made, sql.ZERO), sql.text(code)))
