"""Beta and F distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.density import NEAR_ZERO, Beta, shape
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, numbers_of, with_degrees

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]


@cell_function("BETA.DIST", least=4, most=6)
def beta_distribution(draft: Draft, cells: Cells) -> Cell:
    """Returns the beta distribution below a number, or its density.

    Source: Excel, BETA.DIST.

    Example:
        =BETA.DIST(0.25,2,2,FALSE) is 1.125
    """
    given = numbers_of(draft, cells, 4, 0, 1)
    x, first, second, _, low, high = given.values
    given = given.failing(first <= 0, second <= 0, x < low, x > high, low.equals(high))
    x, first, second, adds_up, low, high = given.values
    at_edge = sql.both(
        adds_up.equals(0),
        sql.either(
            sql.both(x.equals(low), first < 1), sql.both(x.equals(high), second < 1)
        ),
    )
    given = given.failing(at_edge or sql.FALSE)
    x, first, second, adds_up, low, high = given.values
    curve, place = _beta(draft, first, second), _odds(given, x - low, high - x)
    slope = (high - low) / _positive(x - low) / _positive(high - x)
    density = curve.value(place) * slope
    return given.gives(where(adds_up.differs(0), curve.area(place).lower, density))


@cell_function("BETADIST", least=3, most=5)
def beta_below(draft: Draft, cells: Cells) -> Cell:
    """Returns the beta distribution below a number.

    Source: ECMA-376 part 1, 18.17.7.20.

    Example:
        =BETADIST(0.25,2,2) is 0.15625
    """
    given = numbers_of(draft, cells, 3, 0, 1)
    x, first, second, low, high = given.values
    given = given.failing(first <= 0, second <= 0, x < low, x > high, low.equals(high))
    x, first, second, low, high = given.values
    place = _odds(given, x - low, high - x)
    return given.gives(_beta(draft, first, second).area(place).lower)


@cell_function("BETA.INV", "BETAINV", least=3, most=5)
def beta_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a share of a beta distribution lies.

    Source: ECMA-376 part 1, 18.17.7.21.

    Example:
        =BETA.INV(0.1,0.5,0.5) is 0.0244717418524232
    """
    given = numbers_of(draft, cells, 3, 0, 1)
    share, first, second, low, high = given.values
    wrong = (share <= 0, share >= 1, first <= 0, second <= 0, low >= high)
    given = given.failing(*wrong)
    share, first, second, low, high = given.values
    place = _beta(draft, first, second).place(share, 1 - share)
    return given.gives(low + (high - low) / (1 + of("exp", -place)))


@cell_function("F.DIST", least=4)
def f_distribution(draft: Draft, cells: Cells) -> Cell:
    """Returns the F distribution below a number, or its density.

    Source: Excel, F.DIST.

    Example:
        =F.DIST(15.2069,6,4,FALSE) is 0.00122379170878317
    """
    given = with_degrees(with_degrees(numbers_of(draft, cells, 4), 1), 2)
    x, first, _, adds_up = given.values
    at_edge = sql.both(x.equals(0), adds_up.equals(0), first < 2) or sql.FALSE  # noqa: PLR2004 - the definition's
    given = given.failing(x < 0, at_edge)
    x, first, second, adds_up = given.values
    curve = _beta(draft, first / 2, second / 2)
    place = _odds(given, first * x, second)
    density = curve.value(place) / _positive(x)
    return given.gives(where(adds_up.differs(0), curve.area(place).lower, density))


@cell_function("F.DIST.RT", "FDIST", least=3)
def f_above(draft: Draft, cells: Cells) -> Cell:
    """Returns the F distribution above a number.

    Source: ECMA-376 part 1, 18.17.7.113.

    Example:
        =F.DIST.RT(0,3,4) is 1
    """
    given = with_degrees(with_degrees(numbers_of(draft, cells, 3), 1), 2)
    given = given.failing(given.values[0] < 0)
    x, first, second = given.values
    curve = _beta(draft, first / 2, second / 2)
    return given.gives(curve.area(_odds(given, first * x, second)).upper)


@cell_function("F.INV", least=3)
def f_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a share of an F distribution lies.

    Source: Excel, F.INV.

    Example:
        =F.INV(0,3,4) is 0.0
    """
    given = with_degrees(with_degrees(numbers_of(draft, cells, 3), 1), 2)
    share = given.values[0]
    given = given.failing(share < 0, share >= 1)
    share, first, second = given.values
    return given.gives(_f_place(given, (first, second), share, 1 - share))


@cell_function("F.INV.RT", "FINV", least=3)
def f_place_above(draft: Draft, cells: Cells) -> Cell:
    """Returns the number above which a share of an F distribution lies.

    Source: ECMA-376 part 1, 18.17.7.117.

    Example:
        =F.INV.RT(0.9,10,20) is 0.454391804658697
    """
    given = with_degrees(with_degrees(numbers_of(draft, cells, 3), 1), 2)
    share = given.values[0]
    given = given.failing(share <= 0, share > 1)
    share, first, second = given.values
    return given.gives(_f_place(given, (first, second), 1 - share, share))


def _beta(draft: Draft, first: Real, second: Real) -> Beta:
    return Beta(draft, shape(draft, first), shape(draft, second))


def _positive(value: Real) -> Real:
    return of("greatest", value, NEAR_ZERO)


def _odds(given: Numbers, part: Real, rest: Real) -> Real:
    return given.named(of("ln", _positive(part)) - of("ln", _positive(rest)))


def _f_place(
    given: Numbers, degrees: tuple[Real, Real], lower: Real, upper: Real
) -> Real:
    first, second = degrees
    none = lower.equals(0)
    curve = _beta(given.draft, first / 2, second / 2)
    place = curve.place(where(none, 0.5, lower), where(none, 0.5, upper))
    return where(none, 0, of("exp", place) * second / first)
