"""Growth and annuities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, on_numbers
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, sum_of, where
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.listing import listed
from verifier.formula.numeric import Numbers, numbers_of
from verifier.formula.operators import calculate, divide, power
from verifier.formula.pool import number_argument
from verifier.formula.values import Cell, Value, constant_cell, number_cell

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]


@cell_function("RRI", least=3)
def growth(draft: Draft, cells: Cells) -> Cell:
    """Returns the constant growth a period: (end/start)^(1/n)-1.

    Source: Excel, RRI; `#NUM!` without periods, from nothing, or from gain to loss.

    Example:
        =RRI(4,100,146.41) is 0.1
    """
    (count, start, end), error = on_numbers(draft, cells)
    n, first, last = (double_of(draft.let(one)) for one in (count, start, end))
    crosses = sql.less(sql.multiply(first, last), sql.ZERO)
    wrong = sql.either(sql.at_most(n, sql.ZERO), sql.equal(first, sql.ZERO), crosses)
    failed = sql.case((wrong or crosses, sql.text("#NUM!")))
    ratio = draft.let(divide(draft, end, start))
    inverse = draft.let(divide(draft, constant_cell(1), count))
    made = calculate("-", power(draft, ratio, inverse), constant_cell(1))
    return made.failing(error, failed)


@cell_function("PMT", least=3, most=5)
def payment(draft: Draft, cells: Cells) -> Cell:
    """Returns the constant payment of an annuity.

    Source: ECMA-376 part 1, 18.17.7.254.

    Example:
        =PMT(0,10,-100) is 10
    """
    filled = (*cells, None, None)[:5]
    numbers, error = on_numbers(draft, filled)
    rate, count, present, future, at_start = (draft.let(n) for n in numbers)
    r, n = double_of(rate), double_of(count)
    grown = draft.let(number_cell(sql.call("power", sql.add(sql.ONE, r), n)))
    g = double_of(grown)
    above = sql.add(sql.multiply(double_of(present), g), double_of(future))
    timing = sql.add(sql.ONE, sql.multiply(r, double_of(at_start)))
    annuity = sql.multiply(timing, sql.subtract(g, sql.ONE))
    safe = sql.call("nullif", sql.double(annuity), sql.ZERO)
    made = sql.negate(sql.divide(sql.multiply(above, r), safe))
    every = sql.add(double_of(present), double_of(future))
    flat = sql.negate(sql.divide(every, sql.call("nullif", n, sql.ZERO)))
    value = sql.case((sql.equal(r, sql.ZERO), flat), default=made)
    wrong = sql.case((sql.equal(n, sql.ZERO), sql.text("#NUM!")))
    return number_cell(value).failing(error, wrong)


@function("NPV", least=2, most=ANY)
def present_value(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the value today of later flows, the first one period away.

    What is no number is left out, and later flows move up.

    Source: ECMA-376 part 1, 18.17.7.228.

    Example:
        =NPV(0.1,110,121) is 200
    """
    rate = numbers_of(draft, [number_argument(draft, arguments[0])], 1)
    flows, error = listed(draft, arguments[1:])
    given = Numbers(draft, rate.values, sql.coalesce(rate.error, error))
    given = given.failing(given.values[0].equals(-1), code="#DIV/0!")
    (factor,) = (given.named(1 + value) for value in given.values)
    count = sql.add(sql.call("len", flows), sql.ONE)

    def worth(place: Real) -> Real:
        return Real(sql.item(flows, place.term)) / factor**place

    parts = each(sql.call("range", sql.ONE, count), "nth", worth)
    return given.gives(where(sql.is_present(factor.term), sum_of(parts)))
