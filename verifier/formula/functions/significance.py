"""Tests of whether samples differ by chance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.broadcast import whole
from verifier.formula.density import (
    NEAR_ZERO,
    Beta,
    Gamma,
    Normal,
    shape,
    student_tails,
)
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, real, where
from verifier.formula.function import function
from verifier.formula.listing import paired
from verifier.formula.numeric import Numbers, cut, numbers_of
from verifier.formula.pool import Pool, number_argument, numbers
from verifier.formula.values import Cell, Value, error_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("Z.TEST", "ZTEST", least=2, most=3)
def z_test(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how likely a sample's mean is exceeded, where the true mean is a number.

    Source: Excel, Z.TEST.

    Example:
        =Z.TEST(C2:C6,3) is 0.5
    """
    pool = numbers(draft, arguments[:1])
    cells = [number_argument(draft, one) for one in arguments[1:]]
    given = numbers_of(draft, cells, 1)
    spread = Real(pool.aggregate("stddev_samp", pool.doubles))
    if len(arguments) > 2:  # noqa: PLR2004 - the deviation is given
        given = given.failing(given.values[1] <= 0)
        spread = given.values[1]
    given = replace(given, error=sql.coalesce(pool.error, given.error))
    count = Real(pool.count)
    given = given.failing(count.equals(0), code="#N/A")
    missing = sql.either(sql.is_null(spread.term), spread.equals(0)) or sql.FALSE
    given = given.failing(missing, code="#DIV/0!")
    mean = Real(pool.aggregate("avg", pool.doubles))
    safe = given.named(where(spread > 0, spread))
    place = (mean - given.values[0]) * of("sqrt", count) / safe
    return given.gives(Normal(draft).area(place).upper)


@function("F.TEST", "FTEST", least=2)
def f_test(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how likely two variances differ as much by chance.

    Source: Excel, F.TEST.

    Example:
        =F.TEST({1,2,4},{3,5,9}) is 0.4
    """
    pools = [numbers(draft, (one,)) for one in arguments]
    spreads = [Real(one.aggregate("var_samp", one.doubles)) for one in pools]
    first, second = (Real(one.count) - 1 for one in pools)
    given = Numbers(draft, (), sql.coalesce(*(one.error for one in pools)))
    lacks = [sql.first_of(spread <= 0, sql.TRUE) for spread in spreads]
    given = given.failing(*lacks, code="#DIV/0!")
    fine = sql.negation(sql.either(*lacks) or sql.FALSE)
    one, two = (given.named(where(fine, spread)) for spread in spreads)
    first, second = (given.named(where(fine, value)) for value in (first, second))
    curve = Beta(draft, shape(draft, first / 2), shape(draft, second / 2))
    area = curve.area(given.named(of("ln", first * one) - of("ln", second * two)))
    return given.gives(2 * of("least", area.lower, area.upper))


@function("CHISQ.TEST", "CHITEST", least=2)
def chi_squared_test(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how likely counts differ as much from expected ones by chance.

    Source: ECMA-376 part 1, 18.17.7.35.

    Example:
        =CHISQ.TEST({1,2},{1,2}) is 1
    """
    arrays = [one for one in map(whole, arguments) if one is not None]
    pool = paired(draft, arrays)
    rows, columns = arrays[0].rows or 1, arrays[0].columns
    degrees = (rows - 1) * (columns - 1) or rows * columns - 1
    if pool is None or not degrees:
        return error_cell("#N/A")
    seen, due = Real(pool.part("v1") or sql.NULL), Real(pool.part("v2") or sql.NULL)
    off = (seen - due) * (seen - due) / due.or_null(0)
    given = Numbers(draft, (), pool.error)
    zero = pool.aggregate("count", sql.ONE, condition=due.equals(0))
    below = pool.aggregate("count", sql.ONE, condition=due < 0)
    given = given.failing(sql.unequal(zero, sql.ZERO), code="#DIV/0!")
    given = given.failing(sql.unequal(below, sql.ZERO))
    sum_of_all = Real(sql.first_of(pool.aggregate("sum", off.term), sql.ZERO))
    place = given.named(of("ln", of("greatest", sum_of_all / 2, NEAR_ZERO)))
    curve = Gamma(draft, shape(draft, real(degrees / 2)))
    return given.gives(curve.area(place).upper)


@function("T.TEST", "TTEST", least=4)
def t_test(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how likely two means differ as much by chance.

    Source: ECMA-376 part 1, 18.17.7.345.

    Example:
        =T.TEST(C2:C6,C2:C6,2,2) is 1
    """
    cells = [number_argument(draft, one) for one in arguments[2:]]
    given = numbers_of(draft, cells, 2)
    tails, kind = (given.named(cut(value)) for value in given.values)
    odd_tails = sql.both(tails.differs(1), tails.differs(2)) or sql.FALSE
    odd_kind = sql.either(kind < 1, kind > 3) or sql.FALSE  # noqa: PLR2004 - three kinds
    given = given.failing(odd_tails, odd_kind)
    pairs, error = _of_pairs(draft, arguments[:2], kind)
    apart = _of_two(draft, arguments[:2], kind)
    is_paired = kind.equals(1)
    value = given.named(where(is_paired, pairs[0], apart[0]))
    degrees = given.named(where(is_paired, pairs[1], apart[1]))
    given = replace(given, error=sql.coalesce(error, apart[2], given.error))
    differ = sql.both(is_paired, sql.is_null(pairs[2].term)) or sql.FALSE
    given = given.failing(differ, code="#N/A")
    lacks = sql.either(sql.is_null(value.term), degrees <= 0) or sql.FALSE
    given = given.failing(lacks, code="#DIV/0!")
    degrees = given.named(where(sql.negation(lacks), degrees))
    value = given.named(where(sql.negation(lacks), value))
    made = student_tails(given, value, degrees) * tails / 2
    return given.gives(made)


def _of_pairs(
    draft: Draft, arguments: tuple[Value, ...], kind: Real
) -> tuple[tuple[Real, Real, Real], Expr | None]:
    """Returns the statistic, its degrees and whether shapes agree, for pairs."""
    del kind
    arrays = [one for one in map(whole, arguments) if one is not None]
    null = Real(sql.cast(sql.NULL, "DOUBLE"))
    pool = paired(draft, arrays)
    if pool is None:
        return (null, null, null), None
    off = Real(pool.part("v1") or sql.NULL) - Real(pool.part("v2") or sql.NULL)
    count = Real(pool.aggregate("count", off.term))
    spread = Real(pool.aggregate("stddev_samp", off.term))
    mean = Real(pool.aggregate("avg", off.term))
    value = mean * of("sqrt", count) / spread.or_null(0)
    return (value, count - 1, real(1)), pool.error


def _of_two(
    draft: Draft, arguments: tuple[Value, ...], kind: Real
) -> tuple[Real, Real, Expr | None]:
    """Returns the statistic and its degrees for two samples, and an error."""
    pools = [numbers(draft, (one,)) for one in arguments]
    (m, v, n), (k, w, o) = (_described(pool) for pool in pools)
    first, second = v / n.or_null(0), w / o.or_null(0)
    both = first + second
    parts = first * first / (n - 1).or_null(0) + second * second / (o - 1).or_null(0)
    shared = ((n - 1) * v + (o - 1) * w) / (n + o - 2).or_null(0)
    same = shared * (1 / n.or_null(0) + 1 / o.or_null(0))
    is_even = kind.equals(2)
    wide = of("sqrt", where(is_even, same, both)).or_null(0)
    degrees = where(is_even, n + o - 2, both * both / parts.or_null(0))
    return (m - k) / wide, degrees, sql.coalesce(*(pool.error for pool in pools))


def _described(pool: Pool) -> tuple[Real, Real, Real]:
    """Returns the mean, the variance and the count of a sample."""
    mean = Real(pool.aggregate("avg", pool.doubles))
    return mean, Real(pool.aggregate("var_samp", pool.doubles)), Real(pool.count)
