"""Binomial, negative binomial and hypergeometric distributions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.density import MOST_SHAPE, Beta, Unnamed, shape
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import (
    Real,
    count_to,
    each,
    folded,
    of,
    real,
    sum_of,
    where,
)
from verifier.formula.function import cell_function
from verifier.formula.numeric import Numbers, cut, numbers_of, within

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]
_LONGEST = 10_000  # terms of a sum
_BITS = 17  # of the largest count


@cell_function("BINOM.DIST", "BINOMDIST", least=4)
def binomial(draft: Draft, cells: Cells) -> Cell:
    """Returns the binomial distribution up to a count, or at it.

    Source: ECMA-376 part 1, 18.17.7.22.

    Example:
        =BINOM.DIST(6,10,0.5,TRUE) is 0.828125
    """
    given = numbers_of(draft, cells, 4)
    x, n, share, _ = given.values
    given = given.failing(cut(x) < 0, cut(x) > cut(n), share < 0, share > 1)
    x, n, share, adds_up = given.values
    count, n = given.named(cut(x)), within(given, cut(n), MOST_SHAPE)
    up_to = _binomial_up_to(given, count, n, share)
    return given.gives(where(adds_up.differs(0), up_to, _binomial_at(count, n, share)))


@cell_function("BINOM.DIST.RANGE", least=3, most=4)
def binomial_between(draft: Draft, cells: Cells) -> Cell:
    """Returns the binomial distribution between two counts, which are included.

    Source: Excel, BINOM.DIST.RANGE.

    Example:
        =BINOM.DIST.RANGE(10,1,10) is 1.0
    """
    given = numbers_of(draft, cells, 3)
    if len(cells) == 3:  # noqa: PLR2004 - the second count is not given
        given = replace(given, values=(*given.values, given.values[2]))
    n, share, first, last = given.values
    given = given.failing(
        share < 0, share > 1, cut(first) < 0, cut(last) < cut(first), cut(last) > cut(n)
    )
    n, share, first, last = given.values
    n, first = within(given, cut(n), MOST_SHAPE), given.named(cut(first))
    far = given.named(cut(last) - first)
    steps = count_to(within(given, far, _LONGEST), 0)
    parts = each(steps, "more", lambda k: _binomial_at(first + k, n, share))
    return given.gives(sum_of(parts))


@cell_function("BINOM.INV", "CRITBINOM", least=3)
def binomial_place(draft: Draft, cells: Cells) -> Cell:
    """Returns the least count up to which a share of a binomial distribution lies.

    Source: ECMA-376 part 1, 18.17.7.66.

    Example:
        =BINOM.INV(1000,0.01,0.99) is 18
    """
    given = numbers_of(draft, cells, 3)
    n, share, wanted = given.values
    given = given.failing(n < 0, share <= 0, share >= 1, wanted <= 0, wanted >= 1)
    n, share, wanted = given.values
    n = within(given, cut(n), MOST_SHAPE)

    def nearer(below: Real, step: Real) -> Real:
        tried = below + step
        short = _binomial_up_to(given, tried - 1, n, share) < wanted
        return where(sql.both(tried <= n, short) or short, tried, below)

    powers = sql.elements([real(2.0**k).term for k in range(_BITS, -1, -1)])
    return given.gives(folded(powers, real(0), nearer))


@cell_function("NEGBINOM.DIST", least=4)
def failures_before(draft: Draft, cells: Cells) -> Cell:
    """Returns how likely so many failures come before some successes, or up to so many.

    Source: Excel, NEGBINOM.DIST.

    Example:
        =NEGBINOM.DIST(0,1,0.5,TRUE) is 0.5
    """
    given = _failures(numbers_of(draft, cells, 4))
    failures, successes, share, adds_up = given.values
    at = _failures_at(given, failures, successes, share)
    curve = Beta(draft, shape(draft, successes), shape(draft, failures + 1))
    up_to = curve.area(_log_odds(given, share)).lower
    up_to = where(share.equals(1), 1, where(share.equals(0), 0, up_to))
    return given.gives(where(adds_up.differs(0), up_to, at))


@cell_function("NEGBINOMDIST", least=3)
def failures_before_successes(draft: Draft, cells: Cells) -> Cell:
    """Returns how likely so many failures come before some successes.

    Source: ECMA-376 part 1, 18.17.7.219.

    Example:
        =NEGBINOMDIST(4.9,2.9,0.3) is 0.108045
    """
    given = _failures(numbers_of(draft, cells, 3))
    return given.gives(_failures_at(given, *given.values))


@cell_function("HYPGEOM.DIST", least=5)
def hypergeometric(draft: Draft, cells: Cells) -> Cell:
    """Returns how likely a sample without replacement holds so many, or up to so many.

    Source: Excel, HYPGEOM.DIST.

    Example:
        =HYPGEOM.DIST(4,4,8,20,TRUE) is 1
    """
    given = _sampled(numbers_of(draft, cells, 5))
    count, size, successes, population, adds_up = given.values
    least = of("greatest", 0, size + successes - population)
    many = given.named(of("greatest", count - least, 0))
    steps = count_to(within(given, many, _LONGEST), 0)
    numbers = (size, successes, population)
    parts = each(steps, "less", lambda k: _drawn(count - k, *numbers))
    at = _drawn(count, *numbers)
    return given.gives(where(adds_up.differs(0), sum_of(parts), at))


@cell_function("HYPGEOMDIST", least=4)
def hypergeometric_at(draft: Draft, cells: Cells) -> Cell:
    """Returns how likely a sample without replacement holds so many.

    Source: ECMA-376 part 1, 18.17.7.159.

    Example:
        =HYPGEOMDIST(10,50,80,200) is 0.000415585468882646
    """
    given = _sampled(numbers_of(draft, cells, 4))
    return given.gives(_drawn(*given.values))


def _binomial_up_to(given: Numbers, count: Real, n: Real, share: Real) -> Real:
    """Returns how likely there are at most so many; counts beyond the ends are fine."""
    inner = count.within(0, n - 1)
    inner = of("greatest", inner, 0)
    rest = of("greatest", n - inner, 1)
    curve = Beta(Unnamed(), rest, inner + 1)
    below = curve.tail_of(_log_odds(given, 1 - share))
    below = where(share.equals(0), 1, where(share.equals(1), 0, below))
    return where(count < 0, 0, where(count >= n, 1, below))


def _log_odds(given: Numbers, share: Real) -> Real:
    safe = given.named(share.within(1e-300, 1 - 2.0**-53))
    return given.named(of("ln", safe) - of("ln", 1 - safe))


def _choices(n: Real, k: Real) -> Real:
    """Returns the logarithm of in how many ways k of n are chosen."""
    inside = k.within(0, n)
    return of("lgamma", n + 1) - of("lgamma", inside + 1) - of("lgamma", n - inside + 1)


def _times_log(count: Real, share: Real) -> Real:
    """Returns count*ln(share), 0 for a count of 0."""
    return where(count.equals(0), 0, count * of("ln", of("greatest", share, 1e-300)))


def _binomial_at(count: Real, n: Real, share: Real) -> Real:
    made = (
        _choices(n, count) + _times_log(count, share) + _times_log(n - count, 1 - share)
    )
    return of("exp", made)


def _failures(given: Numbers) -> Numbers:
    failures, successes, share, *rest = given.values
    given = given.failing(cut(failures) < 0, cut(successes) < 1, share < 0, share > 1)
    failures, successes, share, *rest = given.values
    whole = given.named(cut(failures)), given.named(cut(successes))
    return replace(given, values=(*whole, share, *rest))


def _failures_at(given: Numbers, failures: Real, successes: Real, share: Real) -> Real:
    many = within(given, failures + successes - 1, MOST_SHAPE)
    made = (
        _choices(many, failures)
        + _times_log(successes, share)
        + _times_log(failures, 1 - share)
    )
    return of("exp", made)


def _sampled(given: Numbers) -> Numbers:
    whole = [within(given, cut(one), MOST_SHAPE) for one in given.values[:4]]
    count, size, successes, population = whole
    given = replace(given, values=(*whole, *given.values[4:]))
    return given.failing(
        count < 0,
        size <= 0,
        successes <= 0,
        population <= 0,
        size > population,
        successes > population,
        count > size,
        count > successes,
        count < size + successes - population,
    )


def _drawn(count: Real, size: Real, successes: Real, population: Real) -> Real:
    made = (
        _choices(successes, count)
        + _choices(population - successes, size - count)
        - _choices(population, size)
    )
    return of("exp", made)
