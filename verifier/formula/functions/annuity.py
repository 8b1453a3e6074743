"""Annuities and interest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import (
    Real,
    chosen,
    count_to,
    each,
    of,
    real,
    sum_of,
    where,
)
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, cut, numbers_of
from verifier.formula.roots import root_soon

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]
_NO_RATE = 1e-9
_MOST_PERIODS = 10_000
_DOUBLED = 2  # a value that has grown so far


@cell_function("FV", least=3, most=5)
def future_value(draft: Draft, cells: Cells) -> Cell:
    """Returns the value of an annuity after its last payment.

    Source: ECMA-376 part 1, 18.17.7.134.

    Example:
        =FV(0.05,20,-105,2205,1) is -2205
    """
    given = numbers_of(draft, cells, 3, 0, 0)
    rate, count, payment, present, timing = given.values
    given = _rated(given, rate, count)
    rate, count, payment, present, timing = given.values
    return given.gives(_future(rate, count, payment, present, _at_start(timing)))


@cell_function("PV", least=3, most=5)
def value_today(draft: Draft, cells: Cells) -> Cell:
    """Returns the value today of an annuity.

    Source: ECMA-376 part 1, 18.17.7.269.

    Example:
        =PV(0,5,-100,-50) is 550
    """
    given = numbers_of(draft, cells, 3, 0, 0)
    given = _rated(given, *given.values[:2])
    rate, count, payment, future, timing = given.values
    grown = given.named(_grown(rate, count))
    paid = payment * (1 + rate * _at_start(timing)) * _annuity(rate, count)
    return given.gives(-(future + paid) / grown)


@cell_function("NPER", least=3, most=5)
def periods(draft: Draft, cells: Cells) -> Cell:
    """Returns how many payments an annuity takes.

    Source: ECMA-376 part 1, 18.17.7.227.

    Example:
        =NPER(0,-100,1000) is 10
    """
    given = numbers_of(draft, cells, 3, 0, 0)
    rate, payment, present, future, timing = given.values
    due = given.named(payment * (1 + rate * _at_start(timing)))
    above, below = due - future * rate, due + present * rate
    no_rate = rate.equals(0)
    never = sql.both(rate.differs(0), above * below <= 0) or sql.FALSE
    free = sql.both(no_rate, payment.equals(0)) or sql.FALSE
    given = given.failing(rate <= -1, never, free)
    rate, payment, present, future, timing = given.values
    due = given.named(payment * (1 + rate * _at_start(timing)))
    ratio = (due - future * rate) / (due + present * rate).or_null(0)
    safe = where(ratio > 0, ratio, 1)
    flat = -(present + future) / payment.or_null(0)
    made = of("ln", safe) / of("ln", 1 + rate).or_null(0)
    return given.gives(where(rate.equals(0), flat, made))


@cell_function("IPMT", least=4, most=6)
def interest_part(draft: Draft, cells: Cells) -> Cell:
    """Returns the interest in one payment of an annuity.

    Source: ECMA-376 part 1, 18.17.7.177.

    Example:
        =IPMT(0.1,2,3,800,100,1) is -48.0087887942873
    """
    given = _period_given(numbers_of(draft, cells, 4, 0, 0))
    return given.gives(_interest(given, *given.values))


@cell_function("PPMT", least=4, most=6)
def principal_part(draft: Draft, cells: Cells) -> Cell:
    """Returns what one payment of an annuity pays back.

    Source: ECMA-376 part 1, 18.17.7.260.

    Example:
        =PPMT(0,2,5,100) is -20
    """
    given = _period_given(numbers_of(draft, cells, 4, 0, 0))
    rate, period, count, present, future, timing = given.values
    usual = _principal(rate, period, count, present + future, timing)
    first = sql.both(timing.differs(0), period.equals(1)) or sql.FALSE
    paid = _payment(rate, count, present, future, timing)
    return given.gives(where(first, paid, usual))


@cell_function("CUMIPMT", least=6)
def interest_between(draft: Draft, cells: Cells) -> Cell:
    """Returns the interest in several payments of a loan.

    Source: ECMA-376 part 1, 18.17.7.67.

    Example:
        =CUMIPMT(0.09/12,360,125000,1,1,0) is -937.5
    """
    given, periods = _loan(numbers_of(draft, cells, 6))
    return given.gives(sum_of(each(periods, "period", lambda k: _of_loan(given, k))))


@cell_function("CUMPRINC", least=6)
def principal_between(draft: Draft, cells: Cells) -> Cell:
    """Returns what several payments of a loan pay back.

    Source: ECMA-376 part 1, 18.17.7.68.

    Example:
        =CUMPRINC(0.05,10,100,2,3,1) is -16.2984378679186
    """
    given, periods = _loan(numbers_of(draft, cells, 6))
    rate, count, present, _, _, timing = given.values
    paid = given.named(_payment(rate, count, present, real(0), timing))

    def part(period: Real) -> Real:
        first = sql.both(timing.differs(0), period.equals(1)) or sql.FALSE
        usual = _principal(rate, period, count, present, timing)
        return where(first, paid, usual)

    return given.gives(sum_of(each(periods, "period", part)))


@cell_function("ISPMT", least=4)
def even_interest(draft: Draft, cells: Cells) -> Cell:
    """Returns the interest of a loan that is paid back in even parts.

    Source: ECMA-376 part 1, 18.17.7.192.

    Example:
        =ISPMT(0.1,2.5,5,100) is -5
    """
    given = numbers_of(draft, cells, 4)
    given = given.failing(given.values[2].equals(0), code="#DIV/0!")
    rate, period, count, present = given.values
    return given.gives(present * rate * (period / count - 1))


@cell_function("RATE", least=3, most=6)
def rate_of_annuity(draft: Draft, cells: Cells) -> Cell:
    """Returns the interest rate a period of an annuity, to 1e-10.

    Source: ECMA-376 part 1, 18.17.7.274; a rate far from its guess is not given.

    Example:
        =RATE(12,-100,1000,0,1) is 0.035031530362283
    """
    given = numbers_of(draft, cells, 3, 0, 0, 0.1)
    given = given.failing(given.values[0] <= 0, given.values[-1] <= -1)
    count, payment, present, future, timing, guess = given.values
    timing = given.named(_at_start(timing))
    scale = of("abs", payment) + of("abs", present) + of("abs", future)
    given = given.failing(scale.equals(0))
    count, payment, present, future, _, guess = given.values

    def worth(rate: Real) -> Real:
        return future - _future(rate, count, payment, present, timing)

    def slope(rate: Real) -> Real:
        return _future_slope(rate, count, payment, present, timing)

    return root_soon(given, guess, worth, slope, no_root=_one_sign(given))


@cell_function("PDURATION", least=3)
def time_to_grow(draft: Draft, cells: Cells) -> Cell:
    """Returns how many periods a value takes to grow to another one.

    Source: Excel, PDURATION.

    Example:
        =PDURATION(1,1,8) is 3
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(*(value <= 0 for value in given.values))
    rate, present, future = given.values
    return given.gives(of("ln", future / present) / of("ln", 1 + rate))


@cell_function("EFFECT", least=2)
def effective_rate(draft: Draft, cells: Cells) -> Cell:
    """Returns the yearly rate that interest paid several times a year comes to.

    Source: ECMA-376 part 1, 18.17.7.102.

    Example:
        =EFFECT(0.05,1) is 0.05
    """
    given = numbers_of(draft, cells, 2)
    given = given.failing(given.values[0] <= 0, given.values[1] < 1)
    rate, times = given.values
    times = given.named(cut(times))
    return given.gives((1 + rate / times) ** times - 1)


@cell_function("NOMINAL", least=2)
def nominal_rate(draft: Draft, cells: Cells) -> Cell:
    """Returns the yearly rate that is paid in parts and comes to an effective one.

    Source: ECMA-376 part 1, 18.17.7.222.

    Example:
        =NOMINAL(0.05,1) is 0.05
    """
    given = numbers_of(draft, cells, 2)
    given = given.failing(given.values[0] <= 0, given.values[1] < 1)
    rate, times = given.values
    times = given.named(cut(times))
    return given.gives(times * ((1 + rate) ** (1 / times) - 1))


@cell_function("DOLLARDE", least=2)
def from_fractions(draft: Draft, cells: Cells) -> Cell:
    """Returns a price in dollars and parts, 1.02 for 1 2/16, as a decimal number.

    Source: ECMA-376 part 1, 18.17.7.97.

    Example:
        =DOLLARDE(-1.02,16) is -1.125
    """
    given, whole, rest, parts, shift = _priced(draft, cells)
    return given.gives(whole + rest * shift / parts)


@cell_function("DOLLARFR", least=2)
def to_fractions(draft: Draft, cells: Cells) -> Cell:
    """Returns a decimal price in dollars and parts, such as 1.02 for 1 2/16.

    Source: ECMA-376 part 1, 18.17.7.98.

    Example:
        =DOLLARFR(-1.125,16) is -1.02
    """
    given, whole, rest, parts, shift = _priced(draft, cells)
    return given.gives(whole + rest * parts / shift)


def _rated(given: Numbers, rate: Real, count: Real) -> Numbers:
    """Returns arguments of which no power is undefined."""
    fraction = count.differs(of("trunc", count))
    given = given.failing(rate.equals(-1), code="#DIV/0!")
    return given.failing(sql.both(rate < -1, fraction) or fraction)


def _at_start(timing: Real) -> Real:
    return where(timing.equals(0), 0, 1)


def _grown(rate: Real, count: Real) -> Real:
    return (1 + rate) ** count


def _annuity(rate: Real, count: Real) -> Real:
    """Returns ((1+rate)^count-1)/rate, the count for a rate of 0."""
    near = of("abs", rate) < _NO_RATE
    flat = count * (1 + (count - 1) / 2 * rate)
    return where(near, flat, (_grown(rate, count) - 1) / rate.or_null(0))


def _future(
    rate: Real, count: Real, payment: Real, present: Real, timing: Real
) -> Real:
    """Returns the value at the end; what is paid for ever is taken apart.

    A debt that payments just hold, as in FV(0.1,360,-100,1000), stays what it is: the
    two large terms of the usual form would cancel.
    """
    due = payment * (1 + rate * timing)
    grown = _grown(rate, count)
    usual = -(present * grown + due * _annuity(rate, count))
    for_ever = due / rate.or_null(0)
    apart = for_ever - (present + for_ever) * grown
    return where(grown > _DOUBLED, apart, usual)


def _future_slope(
    rate: Real, count: Real, payment: Real, present: Real, timing: Real
) -> Real:
    """Returns how the value at the end rises with the rate, its sign turned."""
    rise = count * _grown(rate, count - 1)
    annuity = _annuity(rate, count)
    near = of("abs", rate) < _NO_RATE
    steep = where(near, count * (count - 1) / 2, (rise - annuity) / rate.or_null(0))
    return present * rise + payment * (timing * annuity + (1 + rate * timing) * steep)


def _payment(
    rate: Real, count: Real, present: Real, future: Real, timing: Real
) -> Real:
    above = present * _grown(rate, count) + future
    return -above / ((1 + rate * _at_start(timing)) * _annuity(rate, count))


def _principal(rate: Real, period: Real, count: Real, owed: Real, timing: Real) -> Real:
    """Returns what a payment pays back, the first one at the start apart.

    The payment less its interest would cancel; each part is the one before it times
    1 + rate, and together they pay back what is owed.
    """
    steps = period - 1 - _at_start(timing)
    return -owed * _grown(rate, steps) / _annuity(rate, count)


def _period_given(given: Numbers) -> Numbers:
    rate, period, count, *_ = given.values
    return given.failing(period < 1, period >= count + 1, count <= 0, rate <= -1)


def _interest(  # noqa: PLR0913, PLR0917 - the arguments of the function itself
    given: Numbers,
    rate: Real,
    period: Real,
    count: Real,
    present: Real,
    future: Real,
    timing: Real,
) -> Real:
    paid = given.named(_payment(rate, count, present, future, timing))
    zero = real(0)
    after = _future(rate, period - 1, paid, present, zero) * rate
    before = (_future(rate, period - 2, paid, present, real(1)) - paid) * rate
    is_first = period.equals(1)
    return chosen((timing.equals(0), after), (is_first, 0), other=before)


def _loan(given: Numbers) -> tuple[Numbers, Expr]:
    rate, count, present, first, last, timing = given.values
    bad = sql.both(timing.differs(0), timing.differs(1)) or sql.FALSE
    given = given.failing(
        rate <= 0, count <= 0, present <= 0, first < 1, last < first, last > count, bad
    )
    _, _, _, first, last, _ = given.values
    start, end = of("ceil", first), of("trunc", last)
    many = given.named((end - start).within(-1, _MOST_PERIODS))
    listed = each(count_to(many, 0), "more", lambda k: start + k)
    return given, given.draft.named(listed)


def _of_loan(given: Numbers, period: Real) -> Real:
    """Returns the interest in one payment; its period may belong to a loop."""
    rate, count, present, _, _, timing = given.values
    paid = given.named(_payment(rate, count, present, real(0), timing))
    zero = real(0)
    after = _future(rate, period - 1, paid, present, zero) * rate
    before = (_future(rate, period - 2, paid, present, real(1)) - paid) * rate
    return chosen((timing.equals(0), after), (period.equals(1), 0), other=before)


def _one_sign(given: Numbers) -> Expr:
    """Returns whether money flows one way only, so that there is no rate."""
    _, payment, present, future, _, _ = given.values
    none_out = sql.both(payment >= 0, present >= 0, future >= 0)
    none_in = sql.both(payment <= 0, present <= 0, future <= 0)
    return sql.either(none_out, none_in) or sql.FALSE


def _priced(draft: Draft, cells: Cells) -> tuple[Numbers, Real, Real, Real, Real]:
    given = numbers_of(draft, cells, 2)
    given = given.failing(cut(given.values[1]) < 0)
    given = given.failing(cut(given.values[1]).equals(0), code="#DIV/0!")
    price, parts = given.values
    parts = given.named(cut(parts))
    whole = given.named(of("trunc", price))
    digits = of("ceil", of("log10", parts))
    return given, whole, price - whole, parts, of("power", 10, digits)
