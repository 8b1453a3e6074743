"""Payments one after the other, at even times or on days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.broadcast import whole
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, of, real, sum_of, where
from verifier.formula.function import function
from verifier.formula.listing import listed, ordered_list, paired
from verifier.formula.numeric import Numbers, as_real, numbers_of
from verifier.formula.pool import number_argument
from verifier.formula.roots import root_near
from verifier.formula.values import Array, Cell, Value, error_cell
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_YEAR = 365


@function("IRR", least=1, most=2)
def inner_rate(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the rate at which payments are worth nothing, to 1e-10.

    Source: ECMA-376 part 1, 18.17.7.180; `#NUM!` where all have one sign.

    Example:
        =IRR({-100,39,59,55,20}) is 0.280948421159961
    """
    flows, error = listed(draft, arguments[:1])
    guess = _option(draft, arguments, 1, 0.1)
    given = Numbers(draft, guess.values, sql.coalesce(error, guess.error))
    given = given.failing(given.values[0] <= -1)
    places = _places(draft, flows, 0)

    def worth(rate: Real) -> Real:
        return _worth(flows, places, rate)

    def slope(rate: Real) -> Real:
        return _slope(flows, places, rate)

    return root_near(given, given.values[0], worth, slope, _one_sign(flows))


@function("XIRR", least=2, most=3)
def inner_rate_by_day(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the yearly rate at which payments on days are worth nothing, to 1e-10.

    Source: ECMA-376 part 1, 18.17.7.367; a year has 365 days.

    Example:
        =XIRR({-100,95},{45000,45365}) is -0.0499999999999999
    """
    found = _dated(draft, arguments[0], arguments[1])
    if found is None:
        return error_cell("#NUM!")
    flows, years, error = found
    guess = _option(draft, arguments, 2, 0.1)
    given = Numbers(draft, guess.values, sql.coalesce(error, guess.error))
    given = given.failing(given.values[0] <= -1, _is_before(years))

    def worth(rate: Real) -> Real:
        return _worth(flows, years, rate)

    def slope(rate: Real) -> Real:
        return _slope(flows, years, rate)

    return root_near(given, given.values[0], worth, slope, _one_sign(flows))


@function("XNPV", least=3)
def worth_by_day(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the value on the first day of payments on days.

    Source: ECMA-376 part 1, 18.17.7.368; a year has 365 days.

    Example:
        =XNPV(0.1,{100},{45000}) is 100.0
    """
    found = _dated(draft, arguments[1], arguments[2])
    if found is None:
        return error_cell("#NUM!")
    flows, years, error = found
    rate = numbers_of(draft, [number_argument(draft, arguments[0])], 1)
    given = Numbers(draft, rate.values, sql.coalesce(rate.error, error))
    given = given.failing(given.values[0] <= 0, _is_before(years))
    return given.gives(_worth(flows, years, given.values[0]))


@function("MIRR", least=3)
def modified_rate(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns the rate of payments in, invested again, against payments out, financed.

    Source: ECMA-376 part 1, 18.17.7.216; `#DIV/0!` where all have one sign.

    Example:
        =MIRR({-100,120},0.1,0.1) is 0.2
    """
    flows, error = listed(draft, arguments[:1])
    cells = [number_argument(draft, one) for one in arguments[1:]]
    rates = numbers_of(draft, cells, 2)
    given = Numbers(draft, rates.values, sql.coalesce(error, rates.error))
    given = given.failing(_one_sign(flows), code="#DIV/0!")
    given = given.failing(*(r.equals(-1) for r in given.values), code="#DIV/0!")
    given = given.failing(*(r < -1 for r in given.values))
    paid, earned = given.values
    places = _places(draft, flows, 0)
    count = Real(sql.call("len", flows))
    out = _worth(_kept(flows, "least"), places, paid)
    back = _worth(_kept(flows, "greatest"), places, earned)
    grown = back * (1 + earned) ** (count - 1)
    ratio = given.named(-grown / out.or_null(0))
    given = given.failing(sql.first_of(ratio < 0, sql.FALSE))
    safe = of("greatest", ratio, 0)
    made = safe ** (1 / (count - 1).or_null(0)) - 1
    return given.gives(where(sql.is_present(given.values[0].term), made))


@function("FVSCHEDULE", least=2)
def value_by_schedule(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns what a value grows to at one rate after the other.

    Source: ECMA-376 part 1, 18.17.7.135.

    Example:
        =FVSCHEDULE(100,{0.05;0.06}) is 111.3
    """
    start = numbers_of(draft, [number_argument(draft, arguments[0])], 1)
    rates, error = listed(draft, arguments[1:])
    given = Numbers(draft, start.values, sql.coalesce(start.error, error))
    grown = each(rates, "rate", lambda rate: 1 + rate)
    factor = Real(sql.first_of(sql.call("list_product", grown), real(1).term))
    return given.gives(given.values[0] * factor)


def _option(
    draft: Draft, arguments: tuple[Value, ...], place: int, default: float
) -> Numbers:
    if len(arguments) <= place or arguments[place] is None:
        return Numbers(draft, (real(default),))
    cell = number_argument(draft, arguments[place])
    return Numbers(draft, (as_real(draft, cell),), cell.error)


def _places(draft: Draft, flows: Expr, first: int) -> Expr:
    """Returns the list of the places of payments."""
    last = sql.add(sql.call("len", flows), sql.number(first))
    return draft.named(sql.call("range", sql.number(first), last))


def _dated(
    draft: Draft, values: Value, days: Value
) -> tuple[Expr, Expr, Expr | None] | None:
    """Returns payments, the years from the first of them to each, and an error."""
    arrays = [_strict(one) for one in map(whole, (values, days)) if one is not None]
    pool = paired(draft, arrays) if len(arrays) > 1 else None
    if pool is None:
        return None
    value, day = pool.part("v1") or sql.NULL, pool.part("v2") or sql.NULL
    both = sql.both(sql.is_present(value), sql.is_present(day))
    flows = ordered_list(pool, value, both)
    dates = ordered_list(pool, sql.call("trunc", day), both)
    first = Real(draft.named(sql.item(dates, sql.ONE)))
    early = sql.case((first < 0, sql.text("#NUM!")))
    years = draft.named(each(dates, "day", lambda day: (day - first) / _YEAR))
    return flows, years, sql.coalesce(pool.error, early)


def _strict(array: Array) -> Array:
    """Returns cells of which a text or truth is an error."""
    odd = (CellKind.TEXT, CellKind.BOOLEAN)
    wrong = sql.text("#VALUE!")

    def checked(cell: Cell) -> Cell:
        if not cell.may_be(*odd):
            return cell
        return cell.failing(sql.case((cell.is_kind(*odd) or sql.TRUE, wrong)))

    return replace(array, grid=tuple(tuple(map(checked, row)) for row in array.grid))


def _is_before(years: Expr) -> Expr:
    """Returns whether a payment comes before the first one."""
    return sql.first_of(Real(sql.call("list_min", years)) < 0, sql.FALSE)


def _one_sign(flows: Expr) -> Expr:
    least, most = Real(sql.call("list_min", flows)), Real(sql.call("list_max", flows))
    one = sql.either(least >= 0, most <= 0) or sql.FALSE
    return sql.first_of(one, sql.TRUE)


def _kept(flows: Expr, name: str) -> Expr:
    return each(flows, "flow", lambda flow: of(name, flow, 0))


def _worth(flows: Expr, years: Expr, rate: Real) -> Real:
    def part(pair: Real) -> Real:
        flow = Real(sql.item(pair.term, sql.ONE))
        return flow / (1 + rate) ** Real(sql.item(pair.term, sql.number(2)))

    return sum_of(each(_pairs(flows, years), "flow", part))


def _slope(flows: Expr, years: Expr, rate: Real) -> Real:
    def part(pair: Real) -> Real:
        flow = Real(sql.item(pair.term, sql.ONE))
        year = Real(sql.item(pair.term, sql.number(2)))
        return -flow * year / (1 + rate) ** (year + 1)

    return sum_of(each(_pairs(flows, years), "flow", part))


def _pairs(flows: Expr, years: Expr) -> Expr:
    """Returns pairs of two lists of one length."""

    def pair(place: Real) -> Real:
        first = sql.item(flows, place.term)
        return Real(sql.elements([first, sql.double(sql.item(years, place.term))]))

    places = sql.call("range", sql.ONE, sql.add(sql.call("len", flows), sql.ONE))
    return each(places, "nth", pair)
