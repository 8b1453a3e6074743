"""Statistics of pairs of numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.broadcast import whole
from verifier.formula.coerce import double_of, value_of
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.guards import zero_gives
from verifier.formula.listing import paired
from verifier.formula.numeric import beyond
from verifier.formula.pool import (
    aligned_pool,
    number_argument,
    numeric_part,
)
from verifier.formula.values import Cell, Value, error_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("CORREL", "PEARSON", least=2)
def correlation(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the correlation of pairs; a pair that is not two numbers is dropped.

    Source: ECMA-376 part 1, 18.17.7.52.

    Example:
        =PEARSON({1,2,3},{3,2,1}) is -1
    """
    return _paired(draft, arguments, "corr")


@function("RSQ", least=2)
def determination(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the square of the correlation.

    Source: ECMA-376 part 1, 18.17.7.291.

    Example:
        =RSQ({1,2,3},{3,2,1}) is 1
    """
    made = draft.let(_paired(draft, arguments, "corr"))
    return replace(made, number=sql.multiply(value_of(made), value_of(made)))


@function("SLOPE", least=2)
def slope(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the slope of the line through pairs; known y come first.

    Source: ECMA-376 part 1, 18.17.7.299.

    Example:
        =SLOPE({1,2,3},{2,4,6}) is 0.5
    """
    return _paired(draft, arguments, "regr_slope")


@function("INTERCEPT", least=2)
def intercept(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns where the line through pairs meets x = 0; known y come first.

    Source: ECMA-376 part 1, 18.17.7.173.

    Example:
        =INTERCEPT({3,5,7},{1,2,3}) is 1
    """
    return _paired(draft, arguments, "regr_intercept")


@function("FORECAST", "FORECAST.LINEAR", least=3)
def forecast(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the y at an x on the line through pairs.

    Source: ECMA-376 part 1, 18.17.7.132.

    Example:
        =FORECAST(-2,{1,2,4},{1,2,3}) is -3.66666666666667
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

    Example:
        =COVARIANCE.S({1,2},{2,1}) is -0.5
    """
    return _paired(draft, arguments, "covar_samp")


@function("COVARIANCE.P", "COVAR", least=2)
def covariance_of_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the covariance of a population of pairs.

    Source: ECMA-376 part 1, 18.17.7.64.

    Example:
        =COVARIANCE.P({1,2},{2,1}) is -0.25
    """
    return _paired(draft, arguments, "covar_pop")


@function("AVERAGE.WEIGHTED", least=2)
def weighted_mean(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the mean of values by weights; all of both must be numbers.

    Source: Google Sheets, AVERAGE.WEIGHTED: no weight below 0, `#DIV/0!` where they
        add up to 0. What a blank cell or a text counts is not said; the calculation
        fails where there is one.

    Example:
        =AVERAGE.WEIGHTED({1,4},{2,1}) is 2
    """
    arrays = [one for one in map(whole, arguments) if one is not None]
    pool = paired(draft, arrays) if len(arrays) > 1 else None
    if pool is None:
        return error_cell("#VALUE!")
    value, weight = pool.part("v1") or sql.NULL, pool.part("v2") or sql.NULL
    every = draft.named(sql.first_of(pool.aggregate("sum", weight), sql.ZERO))
    product = pool.aggregate("sum", sql.multiply(value, weight))
    odd = sql.either(sql.is_null(value), sql.is_null(weight)) or sql.FALSE
    held = sql.first_of(pool.aggregate("bool_or", odd), sql.FALSE)
    none = beyond("AVERAGE.WEIGHTED over cells that are no numbers").term
    made = sql.divide(product, sql.call("nullif", every, sql.ZERO))
    least = sql.first_of(pool.aggregate("min", weight), sql.ZERO)
    below = sql.case((sql.less(least, sql.ZERO), sql.text("#VALUE!")))
    known = number_cell(sql.case((held, none), default=made))
    return known.failing(pool.error, below, zero_gives(every, "#DIV/0!"))


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
