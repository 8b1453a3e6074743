"""Quantiles, spread, order, and pairs of ranges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, value_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each
from verifier.formula.function import ANY, function
from verifier.formula.guards import for_each_number, none_gives, zero_gives
from verifier.formula.listed_rows import rows_of_list
from verifier.formula.listing import in_order, listed, second_of_each
from verifier.formula.pool import (
    Pool,
    arrays_of,
    number_argument,
    numbers,
)
from verifier.formula.values import Array, Cell, Value, error_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("MEDIAN", least=1, most=ANY)
def median(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the middle number, of an even count the mean of two; `#NUM!` of none.

    Source: ECMA-376 part 1, 18.17.7.212.

    Example:
        =MEDIAN(1,9,2) is 2
    """
    pool = numbers(draft, arguments)
    made = pool.aggregate("median", pool.doubles)
    return number_cell(made).failing(pool.error, none_gives(made, "#NUM!"))


@function("MODE", "MODE.SNGL", least=1, most=ANY)
def most_frequent(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the number met most often, of several the first; `#N/A` if none repeats.

    Source: ECMA-376 part 1, 18.17.7.218.

    Example:
        =MODE.SNGL({5.6,4,4,3,2,4}) is 4
    """
    pool = in_order(draft, arrays_of(draft, arguments))
    made = pool.aggregate("mode", sql.in_order(pool.numbers, pool.part("o")))
    several = pool.aggregate("count", sql.distinct(pool.numbers))
    repeated = sql.less(several, pool.count)
    wrong = sql.case((sql.negation(repeated), sql.text("#N/A")))
    return number_cell(made, pool.scale).failing(pool.error, wrong)


@function("MODE.MULT", least=1, most=ANY)
def all_most_frequent(draft: Draft, arguments: tuple[Value, ...]) -> Array:
    """Returns the numbers met most often, each once; `#N/A` if none repeats.

    Source: Excel, MODE.MULT: one below the other, in the order in which they are met.

    Example:
        =SUM(MODE.MULT({1,2,2,3,3})) is 5
    """
    values, error = listed(draft, arguments)
    pairs = draft.named(sql.call("map_entries", sql.call("list_histogram", values)))
    counts = each(pairs, "pair", lambda pair: Real(_part(pair, "value")))
    top = Real(draft.named(sql.first_of(sql.call("list_max", counts), sql.ZERO)))
    is_top = sql.equal(_part(Real(sql.variable("pair")), "value"), top.term)
    kept = sql.call("list_filter", pairs, sql.function_of("pair", is_top))

    def placed(pair: Real) -> Real:
        number = _part(pair, "key")
        place = sql.call("list_position", values, number)
        return Real(sql.elements([sql.double(place), number]))

    ordered = second_of_each(sql.call("list_sort", each(kept, "pair", placed)))
    none = sql.case((top <= 1, sql.text("#N/A")))
    failed = draft.named(sql.coalesce(error, none) or none)
    return rows_of_list(draft, ordered, number_cell, failed, sql.double(sql.ZERO))


def _part(pair: Real, name: str) -> Expr:
    return sql.call("struct_extract", pair.term, sql.text(name))


@function("PERCENTILE", "PERCENTILE.INC", least=2)
def percentile(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns the number below which a share lies, interpolated from 1 to n.

    Source: ECMA-376 part 1, 18.17.7.248: place 1 + p*(n-1).

    Example:
        =PERCENTILE.INC(B2:B5,0.5) is 100
    """
    return for_each_number(
        draft, arguments[1], lambda share: _inclusive(draft, arguments[0], share)
    )


@function("QUARTILE", "QUARTILE.INC", least=2)
def quartile(draft: Draft, arguments: tuple[Value, ...]) -> Cell | Array:
    """Returns a quartile, 0 to 4, interpolated as PERCENTILE does.

    Source: ECMA-376 part 1, 18.17.7.270.

    Example:
        =QUARTILE.INC(B2:B5,1) is 65
    """
    return for_each_number(
        draft,
        arguments[1],
        lambda share: _inclusive(draft, arguments[0], _quarter(share)),
    )


@function("PERCENTILE.EXC", least=2)
def percentile_exclusive(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the number below which a share lies, at place p*(n+1).

    Source: Excel, PERCENTILE.EXC; outside of 1 to n `#NUM!`.

    Example:
        =PERCENTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},0.25) is 15
    """
    return _exclusive(draft, arguments[0], number_argument(draft, arguments[1]))


@function("QUARTILE.EXC", least=2)
def quartile_exclusive(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns a quartile, 1 to 3, interpolated as PERCENTILE.EXC does.

    Source: Excel, QUARTILE.EXC.

    Example:
        =QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},1) is 15
    """
    share = _quarter(number_argument(draft, arguments[1]))
    return _exclusive(draft, arguments[0], share)


@function("STDEV", "STDEV.S", least=1, most=ANY)
def deviation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a sample; `#DIV/0!` of fewer than two.

    Source: ECMA-376 part 1, 18.17.7.312.

    Example:
        =STDEV(1,2,3) is 1
    """
    return _spread(draft, arguments, "stddev_samp")


@function("STDEVP", "STDEV.P", least=1, most=ANY)
def deviation_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a population.

    Source: ECMA-376 part 1, 18.17.7.314.

    Example:
        =STDEVP({2,4,4,4,5,5,7,9}) is 2
    """
    return _spread(draft, arguments, "stddev_pop")


@function("VAR", "VAR.S", least=1, most=ANY)
def variance(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a sample; `#DIV/0!` of fewer than two.

    Source: ECMA-376 part 1, 18.17.7.351.

    Example:
        =VAR.S({2,4,4,4,5,5,7,9}) is 4.571428571428571
    """
    return _spread(draft, arguments, "var_samp")


@function("VARP", "VAR.P", least=1, most=ANY)
def variance_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a population.

    Source: ECMA-376 part 1, 18.17.7.353.

    Example:
        =VAR.P({2,4,4,4,5,5,7,9}) is 4
    """
    return _spread(draft, arguments, "var_pop")


@function("GEOMEAN", least=1, most=ANY)
def geometric_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the geometric mean; `#NUM!` where a number is not positive.

    Source: ECMA-376 part 1, 18.17.7.140.

    Example:
        =GEOMEAN({1,3,9}) is 3
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

    Example:
        =HARMEAN({40,60}) is 48
    """
    pool = numbers(draft, arguments)
    positive = sql.less(sql.ZERO, pool.numbers)
    safe = sql.case((positive, pool.doubles))
    inverse = pool.aggregate("avg", sql.divide(sql.ONE, safe))
    return _of_positive(pool, sql.divide(sql.ONE, inverse))


@function("TRIMMEAN", least=2)
def trimmed_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean without a share of the numbers, half from either end.

    Source: ECMA-376 part 1, 18.17.7.344.

    Example:
        =TRIMMEAN({1,2,3,100},0.4) is 26.5
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
        pool.error, share.error, wrong, none_gives(made, "#NUM!")
    )


@function("PERCENTOF", least=2)
def share_of(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the first range as a share of the sum of the second.

    Source: Excel, PERCENTOF.

    Example:
        =PERCENTOF({1,2},{1,2,3,4}) is 0.3
    """
    part, every = numbers(draft, arguments[:1]), numbers(draft, arguments[1:])
    above = sql.first_of(part.aggregate("sum", part.numbers), sql.ZERO)
    below = sql.first_of(every.aggregate("sum", every.numbers), sql.ZERO)
    safe = sql.call("nullif", below, sql.ZERO)
    made = number_cell(sql.divide(above, safe))
    return made.failing(part.error, every.error, zero_gives(below, "#DIV/0!"))


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
        return number_cell(made).failing(pool.error, none_gives(made, "#NUM!"))
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
    # about the mean: beside a large one the spread would lose its digits
    mean = pool.aggregate("avg", pool.doubles)
    made = pool.aggregate(name, sql.subtract(pool.doubles, mean))
    return number_cell(made).failing(pool.error, none_gives(made, "#DIV/0!"))


def _of_positive(pool: Pool, made: Expr) -> Cell:
    low = pool.aggregate("min", pool.numbers)
    bad = sql.either(sql.is_null(low), sql.at_most(low, sql.ZERO)) or sql.FALSE
    return number_cell(made).failing(pool.error, sql.case((bad, sql.text("#NUM!"))))
