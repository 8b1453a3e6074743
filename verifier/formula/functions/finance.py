"""Growth and annuities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of, on_numbers
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, cell_function, function
from verifier.formula.operators import calculate, divide, power
from verifier.formula.pool import number_argument, numeric_part, pooled
from verifier.formula.values import Array, Cell, Pile, Value, constant_cell, number_cell

if TYPE_CHECKING:
    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]


@cell_function("RRI", least=3)
def growth(draft: Draft, cells: Cells) -> Cell:
    """Returns the constant growth a period: (end/start)^(1/n)-1.

    Source: Excel, RRI.
    """
    (count, start, end), _ = on_numbers(draft, cells)
    ratio = draft.let(divide(draft, end, start))
    inverse = draft.let(divide(draft, constant_cell(1), count))
    return calculate("-", power(draft, ratio, inverse), constant_cell(1))


@cell_function("PMT", least=3, most=5)
def payment(draft: Draft, cells: Cells) -> Cell:
    """Returns the constant payment of an annuity.

    Source: ECMA-376 part 1, 18.17.7.254.
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

    Source: ECMA-376 part 1, 18.17.7.228.
    """
    rate = draft.let(number_argument(draft, arguments[0]))
    arrays: list[Array] = []
    for argument in arguments[1:]:
        match argument:
            case Array():
                arrays.append(argument)
            case Pile():
                arrays += argument.items
            case _:
                arrays.append(Array(None, ((number_argument(draft, argument),),)))
    if len(arrays) > 1 or arrays[0].columns > 1:
        arrays = [_listed(draft, arrays)]
    cells = [
        Array(one.frame, tuple(tuple(map(numeric_part, row)) for row in one.grid))
        for one in arrays
    ]
    pool = pooled(draft, cells, ordered=True)
    order = pool.part("o") or sql.ONE
    growth_factor = sql.call("power", sql.add(sql.ONE, double_of(rate)), order)
    made = pool.aggregate("sum", sql.divide(pool.doubles, growth_factor))
    failing = sql.case(
        (sql.equal(double_of(rate), sql.number(-1)), sql.text("#DIV/0!"))
    )
    value = number_cell(sql.first_of(made, sql.ZERO))
    return value.failing(rate.error, pool.error, failing)


def _listed(draft: Draft, arrays: list[Array]) -> Array:
    rows = [
        row
        for one in arrays
        for row in (one if one.origin is None else draft.matrix(one.origin)).grid
    ]
    return Array(None, (tuple(cell for row in rows for cell in row),))
