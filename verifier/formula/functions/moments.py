"""How numbers lie about their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect.real import Real, of, where
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.functions.aggregate import all_values
from verifier.formula.guards import none_gives
from verifier.formula.numeric import numbers_of
from verifier.formula.pool import Pool, numbers
from verifier.formula.values import Cell, Value, number_cell

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

Cells = tuple["Cell | None", ...]


@function("STDEVA", least=1, most=ANY)
def deviation_of_values(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a sample; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.313.

    Example:
        =STDEVA(1,2,TRUE) is 0.577350269189626
    """
    pool = all_values(draft, arguments)
    made = pool.aggregate("stddev_samp", pool.doubles)
    return number_cell(made).failing(pool.error, none_gives(made, "#DIV/0!"))


@function("STDEVPA", least=1, most=ANY)
def deviation_of_all_values(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the standard deviation of a population; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.315.

    Example:
        =STDEVPA(1,2,TRUE) is 0.471404520791032
    """
    pool = all_values(draft, arguments)
    made = pool.aggregate("stddev_pop", pool.doubles)
    return number_cell(made).failing(pool.error, none_gives(made, "#DIV/0!"))


@function("VARA", least=1, most=ANY)
def variance_of_values(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a sample; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.352.

    Example:
        =VARA(1,2,TRUE) is 0.333333333333333
    """
    pool = all_values(draft, arguments)
    made = pool.aggregate("var_samp", pool.doubles)
    return number_cell(made).failing(pool.error, none_gives(made, "#DIV/0!"))


@function("VARPA", least=1, most=ANY)
def variance_of_all_values(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the variance of a population; a text is 0, TRUE is 1.

    Source: ECMA-376 part 1, 18.17.7.354.

    Example:
        =VARPA(1,2,TRUE) is 0.222222222222222
    """
    pool = all_values(draft, arguments)
    made = pool.aggregate("var_pop", pool.doubles)
    return number_cell(made).failing(pool.error, none_gives(made, "#DIV/0!"))


@function("AVEDEV", least=1, most=ANY)
def mean_deviation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean distance of numbers from their mean.

    Source: ECMA-376 part 1, 18.17.7.12.

    Example:
        =AVEDEV({1,2,4}) is 1.11111111111111
    """
    pool, away = _away(draft, arguments)
    made = pool.aggregate("avg", of("abs", away).term)
    return number_cell(made).failing(pool.error, none_gives(made, "#NUM!"))


@function("DEVSQ", least=1, most=ANY)
def squared_deviations(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the sum of the squared distances of numbers from their mean.

    Source: ECMA-376 part 1, 18.17.7.83.

    Example:
        =DEVSQ(4,5,6) is 2
    """
    pool, away = _away(draft, arguments)
    made = pool.aggregate("sum", (away * away).term)
    return number_cell(made).failing(pool.error, none_gives(made, "#NUM!"))


@function("SKEW", least=1, most=ANY)
def skewness(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how far the numbers of a sample lean to one side.

    Source: ECMA-376 part 1, 18.17.7.297; `#DIV/0!` of fewer than three.

    Example:
        =SKEW(3,4,5,2,3,4,5,6,4,7) is 0.359543071406798
    """
    pool, count, spread, third = _moments(draft, arguments, 3)
    n = where(count >= 3, count)  # noqa: PLR2004 - the definition's
    made = n / ((n - 1) * (n - 2)) * third / spread.or_null(0) ** 3
    return _defined(pool, made)


@function("SKEW.P", least=1, most=ANY)
def skewness_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how far the numbers of a population lean to one side.

    Source: Excel, SKEW.P.

    Example:
        =SKEW.P(3,4,5,2,3,4,5,6,4,7) is 0.303193339354144
    """
    pool, count, spread, third = _moments(draft, arguments, 3)
    n = where(count >= 3, count)  # noqa: PLR2004 - the definition's
    wide = of("sqrt", spread * spread * (n - 1) / n)
    return _defined(pool, third / n / wide.or_null(0) ** 3)


@function("KURT", least=1, most=ANY)
def kurtosis(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how much of a sample lies far out, beside a normal one.

    Source: ECMA-376 part 1, 18.17.7.193; `#DIV/0!` of fewer than four.

    Example:
        =KURT({1,2,9,4}) is 1.5
    """
    pool, count, spread, fourth = _moments(draft, arguments, 4)
    n = where(count >= 4, count)  # noqa: PLR2004 - the definition's
    factor = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3))
    usual = 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
    return _defined(pool, factor * fourth / spread.or_null(0) ** 4 - usual)


@cell_function("STANDARDIZE", least=3)
def standardized(draft: Draft, cells: Cells) -> Cell:
    """Returns the distance of a number from a mean, in deviations.

    Source: ECMA-376 part 1, 18.17.7.310.

    Example:
        =STANDARDIZE(-5,5,2) is -5
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(given.values[2] <= 0)
    x, mean, spread = given.values
    return given.gives((x - mean) / spread)


@cell_function("FISHER", least=1)
def fisher(draft: Draft, cells: Cells) -> Cell:
    """Returns the Fisher transformation of a correlation.

    Source: ECMA-376 part 1, 18.17.7.126.

    Example:
        =FISHER(0.001) is 0.00100000033333353
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x <= -1, x >= 1)
    return given.gives(of("atanh", given.values[0]))


@cell_function("FISHERINV", least=1)
def fisher_inverse(draft: Draft, cells: Cells) -> Cell:
    """Returns the correlation that has a Fisher transformation.

    Source: ECMA-376 part 1, 18.17.7.127.

    Example:
        =FISHERINV(0.972955) is 0.749999967394148
    """
    given = numbers_of(draft, cells, 1)
    return given.gives(of("tanh", given.values[0]))


def _away(draft: Draft, arguments: tuple[Value, ...]) -> tuple[Pool, Real]:
    """Returns the numbers, and the distance of each from their mean."""
    pool = numbers(draft, arguments)
    mean = pool.aggregate("avg", pool.doubles)
    return pool, Real(pool.doubles) - Real(mean)


def _moments(
    draft: Draft, arguments: tuple[Value, ...], power: int
) -> tuple[Pool, Real, Real, Real]:
    """Returns the pool, its count, its deviation, and a sum of powers of distances."""
    pool, away = _away(draft, arguments)
    spread = Real(pool.aggregate("stddev_samp", pool.doubles))
    made: Real = away
    for _ in range(power - 1):
        made = made * away
    return pool, Real(pool.count), spread, Real(pool.aggregate("sum", made.term))


def _defined(pool: Pool, made: Real) -> Cell:
    named = pool.draft.named(made.term)
    return number_cell(named).failing(pool.error, none_gives(named, "#DIV/0!"))
