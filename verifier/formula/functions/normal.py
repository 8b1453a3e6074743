"""The normal distribution and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.density import Area, Gamma, Normal
from verifier.formula.dialect.real import Real, of, real, where
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, numbers_of, without_truths

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]


@cell_function("NORM.DIST", "NORMDIST", least=4)
def normal(draft: Draft, cells: Cells) -> Cell:
    """Returns the normal distribution below a number, or its density.

    Source: ECMA-376 part 1, 18.17.7.223; accurate to 1e-12 of the smaller tail.

    Example:
        =NORM.DIST(0,0,1,TRUE) is 0.5
    """
    given = numbers_of(draft, cells, 4)
    given = given.failing(given.values[2] <= 0)
    x, mean, spread, adds_up = given.values
    place = given.named((x - mean) / spread)
    density = Normal(draft).value(place) / spread
    below = Normal(draft).area(place).lower
    return given.gives(where(adds_up.differs(0), below, density))


@cell_function("NORM.S.DIST", least=2)
def standard_normal(draft: Draft, cells: Cells) -> Cell:
    """Returns the standard normal distribution below a number, or its density.

    Source: Excel, NORM.S.DIST.

    Example:
        =NORM.S.DIST(0,TRUE) is 0.5
    """
    given = numbers_of(draft, cells, 2)
    place, adds_up = given.values
    below, density = Normal(draft).area(place).lower, Normal(draft).value(place)
    return given.gives(where(adds_up.differs(0), below, density))


@cell_function("NORMSDIST", least=1)
def standard_normal_below(draft: Draft, cells: Cells) -> Cell:
    """Returns the standard normal distribution below a number.

    Source: ECMA-376 part 1, 18.17.7.225.

    Example:
        =NORMSDIST(0) is 0.5
    """
    given = numbers_of(draft, cells, 1)
    return given.gives(Normal(draft).area(given.values[0]).lower)


@cell_function("NORM.INV", "NORMINV", least=3)
def normal_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a normal share lies.

    Source: ECMA-376 part 1, 18.17.7.224.

    Example:
        =NORM.INV(0.5,3,2) is 3
    """
    given = numbers_of(draft, cells, 3)
    share, _, spread = given.values
    given = given.failing(share <= 0, share >= 1, spread <= 0)
    share, mean, spread = given.values
    return given.gives(mean + spread * _place(draft, share))


@cell_function("NORM.S.INV", "NORMSINV", least=1)
def standard_normal_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a standard normal share lies.

    Source: ECMA-376 part 1, 18.17.7.226.

    Example:
        =NORM.S.INV(0.025) is -1.95996398454005
    """
    given = numbers_of(draft, cells, 1)
    (share,) = given.values
    given = given.failing(share <= 0, share >= 1)
    return given.gives(_place(draft, given.values[0]))


@cell_function("LOGNORM.DIST", least=4)
def lognormal(draft: Draft, cells: Cells) -> Cell:
    """Returns the lognormal distribution below a number, or its density.

    Source: Excel, LOGNORM.DIST.

    Example:
        =LOGNORM.DIST(1,0,1,TRUE) is 0.5
    """
    given = numbers_of(draft, cells, 4)
    given = given.failing(given.values[0] <= 0, given.values[2] <= 0)
    x, mean, spread, adds_up = given.values
    place = given.named((of("ln", x) - mean) / spread)
    density = Normal(draft).value(place) / (spread * x)
    below = Normal(draft).area(place).lower
    return given.gives(where(adds_up.differs(0), below, density))


@cell_function("LOGNORMDIST", least=3)
def lognormal_below(draft: Draft, cells: Cells) -> Cell:
    """Returns the lognormal distribution below a number.

    Source: ECMA-376 part 1, 18.17.7.202.

    Example:
        =LOGNORMDIST(1,0,1) is 0.5
    """
    given = numbers_of(draft, cells, 3)
    given = given.failing(given.values[0] <= 0, given.values[2] <= 0)
    x, mean, spread = given.values
    return given.gives(Normal(draft).area((of("ln", x) - mean) / spread).lower)


@cell_function("LOGNORM.INV", "LOGINV", least=3)
def lognormal_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the number below which a lognormal share lies.

    Source: ECMA-376 part 1, 18.17.7.201.

    Example:
        =LOGNORM.INV(0.5,0,1) is 1
    """
    given = numbers_of(draft, cells, 3)
    share, _, spread = given.values
    given = given.failing(share <= 0, share >= 1, spread <= 0)
    share, mean, spread = given.values
    return given.gives(of("exp", mean + spread * _place(draft, share)))


@cell_function("PHI", least=1)
def density_at(draft: Draft, cells: Cells) -> Cell:
    """Returns the standard normal density.

    Source: Excel, PHI.

    Example:
        =PHI(1.333333) is 0.164010147569367
    """
    given = numbers_of(draft, cells, 1)
    return given.gives(Normal(draft).value(given.values[0]))


@cell_function("GAUSS", least=1)
def from_the_mean(draft: Draft, cells: Cells) -> Cell:
    """Returns the standard normal share between the mean and a number.

    Source: Excel, GAUSS.

    Example:
        =GAUSS(1.333333) is 0.408788725604095
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    made = _squared(given, x * x / 2).lower * of("sign", x) * 0.5
    return given.gives(made)


@cell_function("ERF", least=1, most=2)
def error_function(draft: Draft, cells: Cells) -> Cell:
    """Returns the error function, between two numbers if a second one is given.

    Source: ECMA-376 part 1, 18.17.7.105.

    Example:
        =ERF(6) is 1
    """
    given = without_truths(numbers_of(draft, cells, 1), cells)
    first, *others = (_error_function(given, x) for x in given.values)
    return given.gives(others[0] - first if others else first)


@cell_function("ERF.PRECISE", least=1)
def error_function_alone(draft: Draft, cells: Cells) -> Cell:
    """Returns the error function.

    Source: Excel, ERF.PRECISE.

    Example:
        =ERF.PRECISE(6) is 1
    """
    given = numbers_of(draft, cells, 1)
    return given.gives(_error_function(given, given.values[0]))


@cell_function("ERFC", "ERFC.PRECISE", least=1)
def complement(draft: Draft, cells: Cells) -> Cell:
    """Returns what the error function lacks to 1.

    Source: ECMA-376 part 1, 18.17.7.106.

    Example:
        =ERFC.PRECISE(0) is 1
    """
    given = without_truths(numbers_of(draft, cells, 1), cells)
    (x,) = given.values
    area = _squared(given, x * x)
    return given.gives(where(x < 0, 1 + area.lower, area.upper))


@cell_function("CONFIDENCE", "CONFIDENCE.NORM", least=3)
def confidence(draft: Draft, cells: Cells) -> Cell:
    """Returns half the width of a mean's confidence interval, of known deviation.

    Source: ECMA-376 part 1, 18.17.7.47.

    Example:
        =CONFIDENCE.NORM(0.05,1,1) is 1.95996398454005
    """
    given = numbers_of(draft, cells, 3)
    level, spread, size = given.values
    given = given.failing(level <= 0, level >= 1, spread <= 0, size < 1)
    level, spread, size = given.values
    far = Normal(draft).place(1 - level / 2, level / 2)
    return given.gives(far * spread / of("sqrt", of("trunc", size)))


def _place(draft: Draft, share: Real) -> Real:
    return where(share.equals(0.5), 0, Normal(draft).place(share, 1 - share))


def _error_function(given: Numbers, x: Real) -> Real:
    return _squared(given, x * x).lower * of("sign", x)


def _squared(given: Numbers, square: Real) -> Area:
    """Returns the areas of the square of a normal variable."""
    safe = given.named(of("greatest", square, 1e-300))
    made = Gamma(given.draft, real(0.5)).area(of("ln", safe))
    is_zero = square.equals(0)
    return Area(where(is_zero, 0, made.lower), where(is_zero, 1, made.upper))
