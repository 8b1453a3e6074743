"""Gamma, chi-squared, Poisson, exponential and Weibull distributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.density import NEAR_ZERO, Gamma, shape
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, cut, numbers_of, with_degrees

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]
_LARGEST_GAMMA = 171.6243769563027


@cell_function("GAMMA.DIST", "GAMMADIST", least=4)
def gamma_distribution(draft: Draft, cells: Cells) -> Cell:
    """Returns the gamma distribution below a number, or its density.

    Source: ECMA-376 part 1, 18.17.7.136.

    Example:
        =GAMMADIST(0.1,0.5,1,TRUE) is 0.345279153981423
    """
    given = numbers_of(draft, cells, 4)
    x, form, scale, adds_up = given.values
    at_edge = sql.both(x.equals(0), adds_up.equals(0), form < 1) or sql.FALSE
    given = given.failing(x < 0, form <= 0, scale <= 0, at_edge)
    x, form, scale, adds_up = given.values
    curve, place = _gamma(draft, form), _place(given, x / scale)
    density = curve.value(place) / of("greatest", x, NEAR_ZERO * scale)
    return given.gives(where(adds_up.differs(0), curve.area(place).lower, density))


@cell_function("GAMMA.INV", "GAMMAINV", least=3)
def gamma_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a share of a gamma distribution lies.

    Source: ECMA-376 part 1, 18.17.7.137.

    Example:
        =GAMMA.INV(0.068094,9,2) is 10.0000111914372
    """
    given = numbers_of(draft, cells, 3)
    share, form, scale = given.values
    given = given.failing(share < 0, share >= 1, form <= 0, scale <= 0)
    share, form, scale = given.values
    return given.gives(_quantile(given, form, share, 1 - share) * scale)


@cell_function("CHISQ.DIST", least=3)
def chi_squared(draft: Draft, cells: Cells) -> Cell:
    """Returns the chi-squared distribution below a number, or its density.

    Source: Excel, CHISQ.DIST.

    Example:
        =CHISQ.DIST(18.3,10,TRUE) is 0.949890938588538
    """
    given = with_degrees(numbers_of(draft, cells, 3), 1)
    x, degrees, adds_up = given.values
    at_edge = sql.both(x.equals(0), adds_up.equals(0), degrees < 2) or sql.FALSE  # noqa: PLR2004 - the definition's
    given = given.failing(x < 0, at_edge)
    x, degrees, adds_up = given.values
    curve, place = _gamma(draft, degrees / 2), _place(given, x / 2)
    density = curve.value(place) / of("greatest", x, 2 * NEAR_ZERO)
    return given.gives(where(adds_up.differs(0), curve.area(place).lower, density))


@cell_function("CHISQ.DIST.RT", "CHIDIST", least=2)
def chi_squared_above(draft: Draft, cells: Cells) -> Cell:
    """Returns the chi-squared distribution above a number.

    Source: ECMA-376 part 1, 18.17.7.33.

    Example:
        =CHISQ.DIST.RT(0,2) is 1
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    given = given.failing(given.values[0] < 0)
    x, degrees = given.values
    return given.gives(_gamma(draft, degrees / 2).area(_place(given, x / 2)).upper)


@cell_function("CHISQ.INV", least=2)
def chi_squared_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a share of a chi-squared distribution lies.

    Source: Excel, CHISQ.INV.

    Example:
        =CHISQ.INV(0.99,30) is 50.8921813115171
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    share, _ = given.values
    given = given.failing(share < 0, share >= 1)
    share, degrees = given.values
    return given.gives(_quantile(given, degrees / 2, share, 1 - share) * 2)


@cell_function("CHISQ.INV.RT", "CHIINV", least=2)
def chi_squared_place_above(draft: Draft, cells: Cells) -> Cell:
    """Returns the number above which a share of a chi-squared distribution lies.

    Source: ECMA-376 part 1, 18.17.7.34.

    Example:
        =CHISQ.INV.RT(0.050001,10) is 18.3069734569611
    """
    given = with_degrees(numbers_of(draft, cells, 2), 1)
    share, _ = given.values
    given = given.failing(share <= 0, share > 1)
    share, degrees = given.values
    return given.gives(_quantile(given, degrees / 2, 1 - share, share) * 2)


@cell_function("POISSON.DIST", "POISSON", least=3)
def poisson(draft: Draft, cells: Cells) -> Cell:
    """Returns the Poisson distribution up to a count, or at it.

    Source: ECMA-376 part 1, 18.17.7.255.

    Example:
        =POISSON.DIST(3.9,2,FALSE) is 0.180447044315484
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(given.values[0] < 0, given.values[1] < 0)
    x, mean, adds_up = given.values
    count = given.named(cut(x))
    place = _place(given, mean)
    curve = _gamma(draft, count + 1)
    up_to = where(mean.equals(0), 1, curve.area(place).upper)
    at = curve.value(place) / of("greatest", mean, NEAR_ZERO)
    at = where(mean.equals(0), where(count.equals(0), 1, 0), at)
    return given.gives(where(adds_up.differs(0), up_to, at))


@cell_function("EXPON.DIST", "EXPONDIST", least=3)
def exponential(draft: Draft, cells: Cells) -> Cell:
    """Returns the exponential distribution below a number, or its density.

    Source: ECMA-376 part 1, 18.17.7.111.

    Example:
        =EXPON.DIST(0.2,10,FALSE) is 1.35335283236613
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(given.values[0] < 0, given.values[1] <= 0)
    x, rate, adds_up = given.values
    density = rate * of("exp", -rate * x)
    return given.gives(where(adds_up.differs(0), _decayed(rate * x), density))


@cell_function("WEIBULL.DIST", "WEIBULL", least=4)
def weibull(draft: Draft, cells: Cells) -> Cell:
    """Returns the Weibull distribution below a number, or its density.

    Source: ECMA-376 part 1, 18.17.7.360.

    Example:
        =WEIBULL(105,20,100,FALSE) is 0.0355888640245043
    """
    given = numbers_of(draft, cells, 4)
    x, form, scale, adds_up = given.values
    at_edge = sql.both(x.equals(0), adds_up.equals(0), form < 1) or sql.FALSE
    given = given.failing(x < 0, form <= 0, scale <= 0, at_edge)
    x, form, scale, adds_up = given.values
    ratio = given.named(x / scale)
    power = given.named(ratio**form)
    slope = of("greatest", ratio, NEAR_ZERO) ** (form - 1)
    density = form / scale * slope * of("exp", -power)
    return given.gives(where(adds_up.differs(0), _decayed(power), density))


@cell_function("GAMMA", least=1)
def gamma_function(draft: Draft, cells: Cells) -> Cell:
    """Returns the gamma function; `#NUM!` of 0 and negative whole numbers.

    Source: Excel, GAMMA.

    Example:
        =GAMMA(5) is 24
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    is_pole = sql.both(x <= 0, x.equals(of("trunc", x))) or sql.FALSE
    given = given.failing(is_pole, x > _LARGEST_GAMMA)
    return given.gives(of("gamma", given.values[0]))


@cell_function("GAMMALN", "GAMMALN.PRECISE", least=1)
def gamma_logarithm(draft: Draft, cells: Cells) -> Cell:
    """Returns the logarithm of the gamma function.

    Source: ECMA-376 part 1, 18.17.7.138.

    Example:
        =GAMMALN.PRECISE(1000) is 5905.22042320918
    """
    given = numbers_of(draft, cells, 1)
    given = given.failing(given.values[0] <= 0)
    return given.gives(of("lgamma", given.values[0]))


def _gamma(draft: Draft, form: Real) -> Gamma:
    return Gamma(draft, shape(draft, form))


def _place(given: Numbers, value: Real) -> Real:
    return given.named(of("ln", of("greatest", value, NEAR_ZERO)))


def _quantile(given: Numbers, form: Real, lower: Real, upper: Real) -> Real:
    """Returns the place of a gamma variable of scale 1; 0 for no share below."""
    none = lower.equals(0)
    some = given.named(where(none, 0.5, lower))
    place = _gamma(given.draft, form).place(some, where(none, 0.5, upper))
    return where(none, 0, of("exp", place))


def _decayed(value: Real) -> Real:
    """Returns 1-exp(-value) without loss of digits."""
    half = value / 2
    small = 2 * of("exp", -half) * of("sinh", of("least", half, 1))
    return where(half < 1, small, 1 - of("exp", -value))
