"""Where a function of one rate is 0, by a fixed number of steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each, folded, of, real, where, with_name
from verifier.formula.numeric import beyond

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.numeric import Numbers
    from verifier.formula.values import Cell

_TURNS = 80
_FEW_TURNS = 20
_NEAR = 1e-7
_FAR = 0.2
_HALVINGS = 60
_LEAST = -0.99999999
_CLOSE = 1e-10
_LOWEST = -0.99999  # below it the cap has been met, not a root
_ENDS = (-0.999, -0.9, -0.5, -0.2, 0.0, 0.2, 0.5, 1.0, 3.0, 10.0, 100.0, 1000.0)


def root_near(
    given: Numbers,
    guess: Real,
    worth: Callable[[Real], Real],
    slope: Callable[[Real], Real],
    no_root: Expr,
) -> Cell:
    """Returns the rate at which something is worth 0.

    Newton's method from the guess; where that does not settle, the first of some
    intervals at whose ends the signs differ is halved. Where neither gives a rate, the
    calculation fails, so that nothing is decided by it.

    Args:
        given: the arguments, for names and errors.
        guess: where to begin.
        worth: what is to be 0.
        slope: its derivative.
        no_root: says that there is no such rate, which is `#NUM!`.
    """
    given = given.failing(no_root)
    better = _newton(worth, slope)
    start = where(sql.call("coalesce", sql.negation(no_root), sql.FALSE), guess)
    near = given.named(_after(_TURNS, start, better))
    gap = of("abs", better(near) - near)
    close = sql.both(gap <= _CLOSE * (1 + of("abs", near)), near > _LOWEST)
    settled = given.draft.named(sql.first_of(close or sql.FALSE, sql.FALSE))
    halved = _halved(given, worth)
    none = beyond("no rate was found by the steps that are taken here")
    is_open = sql.is_present(start.term)
    found = sql.first_of(
        where(settled, near).term, halved.term, where(is_open, none).term
    )
    return given.gives(where(is_open, Real(found)))


def root_soon(
    given: Numbers,
    guess: Real,
    worth: Callable[[Real], Real],
    slope: Callable[[Real], Real],
    no_root: Expr,
) -> Cell:
    """Returns the rate of `root_near`, none far from its guess that is hard to find.

    A rate over 20 points from its guess, to which 20 steps of Newton's method do
    not come near, makes the calculation fail: one program gives `#NUM!` there, another
    one the rate.

    Source: Excel, RATE: `#NUM!` where 20 iterations do not come within 0.0000001.

    Args:
        given: the arguments, for names and errors.
        guess: where to begin.
        worth: what is to be 0.
        slope: its derivative.
        no_root: says that there is no such rate, which is `#NUM!`.
    """
    made = root_near(given, guess, worth, slope, no_root)
    rate = given.named(Real(made.number or sql.NULL))
    better = _newton(worth, slope)
    near = given.named(_after(_FEW_TURNS, guess, better))
    gap = of("abs", better(near) - near)
    is_far = sql.both(gap > _NEAR, of("abs", rate - guess) > _FAR) or sql.FALSE
    none = beyond(
        "the rate lies too far from its guess, where some programs find none; "
        "expected a guess near it, as in RATE(12,-100,100,0,0,0.9)"
    )
    known = where(sql.first_of(is_far, sql.FALSE), none, rate)
    return replace(made, number=given.named(known).term)


def _newton(
    worth: Callable[[Real], Real], slope: Callable[[Real], Real]
) -> Callable[[Real], Real]:
    """Returns one step of Newton's method, which stays where it cannot be taken."""

    def better(rate: Real) -> Real:
        steep = slope(rate).or_null(0)
        moved = rate - worth(rate) / steep
        capped = of("greatest", moved, (rate + _LEAST) / 2)
        return Real(sql.first_of(capped.term, rate.term))

    return better


def _after(count: int, start: Real, better: Callable[[Real], Real]) -> Real:
    turns = each(sql.call("range", sql.ZERO, sql.number(count)), "turn", _zero)
    return folded(turns, start, lambda rate, _: better(rate))


def _halved(given: Numbers, worth: Callable[[Real], Real]) -> Real:
    """Returns a root between two ends of opposite signs, NULL if there are none."""
    ends = [real(end) for end in _ENDS]
    signs = [given.named(of("sign", worth(end))) for end in ends]
    pairs = list(zip(ends, ends[1:], signs, signs[1:], strict=False))
    low = sql.case(*((a * b < 0, x.term) for x, _, a, b in pairs))
    width = sql.case(*((a * b < 0, (y - x).term) for x, y, a, b in pairs))
    side = sql.case(*((a * b < 0, a.term) for _, _, a, b in pairs))
    start, span = given.named(Real(low)), given.named(Real(width))
    sign = given.named(Real(side))
    steps = each(
        sql.call("range", sql.ONE, sql.number(_HALVINGS)),
        "turn",
        lambda turn: span / of("power", 2, turn),
    )

    def closer(so_far: Real, step: Real) -> Real:
        def kept(tried: Real) -> Real:
            return where(worth(tried) * sign >= 0, tried, so_far)

        return with_name(so_far + step, "tried", kept)

    return given.named(folded(steps, start, closer))


def _zero(_: Real) -> Real:
    return real(0)
