"""Areas under densities, and the places up to which an area reaches.

DuckDB knows no distribution functions. Each density here is taken over a variable in
which its logarithm is concave (the logarithm of a gamma variable, the log-odds of a
beta variable), so one way of integrating serves all: a double-exponential sum over the
tail that begins at the place itself, on the side where the density falls. The inverse
is Newton's method on the logarithm of the tail, which for such densities cannot
overshoot twice.

Accuracy: 1e-9 of the smaller tail, for shapes from 0.05 to 100,000; beyond these the
calculation fails, so that nothing is decided by it.

Source: H. Takahasi, M. Mori, Double Exponential Formulas, 1974.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import (
    Operand,
    Real,
    chosen,
    each,
    folded,
    of,
    real,
    sum_of,
    where,
    with_name,
)
from verifier.formula.numeric import beyond

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.numeric import Numbers

LEAST_SHAPE, MOST_SHAPE = 0.05, 100_000
NEAR_ZERO = 1e-300
_STEP, _STEPS = 0.025, 200
_TURNS = 40
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)
_STIRLING_FROM = 15


class Namer(Protocol):
    """What gives a name to an expression that stands in several places."""

    def named(self, value: Expr) -> Expr:
        """Returns a short form of an expression."""
        ...


class Unnamed:
    """Leaves expressions as they are, as those inside of a loop must stay."""

    def named(self, value: Expr) -> Expr:
        """Returns the expression."""
        return value


@dataclass(frozen=True, slots=True)
class Area:
    """The areas below and above a place; each accurate where it is the smaller one."""

    lower: Real
    upper: Real


@dataclass(frozen=True, slots=True)
class Density(ABC):
    """A density whose logarithm is concave.

    Attributes:
        draft: the statement.
    """

    draft: Namer

    @property
    @abstractmethod
    def peak(self) -> Real:
        """The place of the greatest density."""

    @property
    @abstractmethod
    def last(self) -> Real:
        """A place behind which, and before whose mirror, nothing lies."""

    @abstractmethod
    def logarithm(self, place: Real) -> Real:
        """Returns the logarithm of the density at a place."""

    @abstractmethod
    def change(self, place: Real, way: Real) -> Real:
        """Returns how the logarithm changes from a place over a way."""

    @abstractmethod
    def width(self, place: Real) -> Real:
        """Returns over which way the density falls off, about."""

    def value(self, place: Real) -> Real:
        """Returns the density at a place."""
        return of("exp", self.logarithm(place))

    def area(self, place: Real) -> Area:
        """Returns the areas below and above a place."""
        place = self._named(place)
        is_below = self.draft.named(place < self.peak)
        side = self._named(where(is_below, -1, 1))
        width = self._named(self.width(place))
        steps = self._mass(place, side, width)
        tail = self._named(self.value(place) * steps)
        return Area(where(is_below, tail, 1 - tail), where(is_below, 1 - tail, tail))

    def tail_of(self, place: Real) -> Real:
        """Returns the area below a place, as one expression without a step."""

        def made(place: Real) -> Real:
            is_below = place < self.peak
            side = where(is_below, -1, 1)
            mass = with_name(
                self.width(place), "width", lambda w: self._mass(place, side, w)
            )
            tail = self.value(place) * mass
            return with_name(tail, "tail", lambda t: where(is_below, t, 1 - t))

        return with_name(place, "place", made)

    def place(self, lower: Operand, upper: Operand) -> Real:
        """Returns the place below which one area and above which the other lies."""
        below, above = self._named(real(lower)), self._named(real(upper))
        middle = self.area(self.peak)
        is_below = self.draft.named(below < middle.lower)
        side = self._named(where(is_below, -1, 1))
        share = of("greatest", where(is_below, below, above), NEAR_ZERO)
        wanted = self._named(of("ln", share))
        turns = each(sql.call("range", sql.ZERO, sql.number(_TURNS)), "turn", _none)

        def better(place: Real, _: Real) -> Real:
            def moved(mass: Real) -> Real:
                over = self.logarithm(place) + of("ln", mass) - wanted
                ahead = place + side * over * mass
                return ahead.within(-self.last, self.last)

            width = self.width(place)
            return with_name(
                width,
                "width",
                lambda width: with_name(self._mass(place, side, width), "mass", moved),
            )

        return self._named(folded(turns, self.peak, better))

    def _mass(self, place: Real, side: Real, width: Real) -> Real:
        """Returns the area of a tail as a multiple of the density where it begins."""

        def part(node: Real) -> Real:
            way = side * width * Real(sql.item(node.term, sql.ONE))
            weight = Real(sql.item(node.term, sql.number(2)))
            return weight * of("exp", self.change(place, way))

        return width * sum_of(each(self._nodes(), "node", part))

    def _nodes(self) -> Expr:
        """Returns pairs of a way and its weight."""
        steps = sql.call("range", sql.number(-_STEPS), sql.number(_STEPS + 1))

        def pair(step: Real) -> Real:
            reach = step * _STEP
            rise = of("sinh", reach) * (math.pi / 2)
            way = _softplus(rise)
            slope = of("cosh", reach) * (math.pi / 2 * _STEP) / (1 + of("exp", -rise))
            return Real(sql.elements([way.term, slope.term]))

        return self.draft.named(each(steps, "step", pair))

    def _named(self, value: Real) -> Real:
        return Real(self.draft.named(value.term))


def _none(_: Real) -> Real:
    return real(0)


def _softplus(value: Real) -> Real:
    """Returns ln(1+exp(value)) without overflow."""
    return of("greatest", value, 0) + of("ln", 1 + of("exp", -of("abs", value)))


@dataclass(frozen=True, slots=True)
class Normal(Density):
    """The normal density of mean 0 and deviation 1."""

    @property
    def peak(self) -> Real:
        """The mean."""
        return real(0)

    @property
    def last(self) -> Real:
        """A place that no number's area reaches."""
        return real(1e4)

    def logarithm(self, place: Real) -> Real:
        """Returns the logarithm of the density."""
        return place * place * -0.5 - math.log(2 * math.pi) / 2

    def change(self, place: Real, way: Real) -> Real:
        """Returns how the logarithm changes."""
        return -way * (place + way * 0.5)

    def width(self, place: Real) -> Real:
        """Returns over which way the density falls off."""
        return 1 / (1 + of("abs", place))


@dataclass(frozen=True, slots=True)
class Gamma(Density):
    """The density of the logarithm of a gamma variable of scale 1.

    Attributes:
        shape: of the variable.
    """

    shape: Real

    @property
    def peak(self) -> Real:
        """The logarithm of the mean."""
        return Real(self.draft.named(of("ln", self.shape).term))

    @property
    def last(self) -> Real:
        """The logarithm of a number that no area reaches; small enough for exp."""
        return Real(self.draft.named(of("greatest", 680 / self.shape, 20).term))

    def logarithm(self, place: Real) -> Real:
        """Returns the logarithm of the density."""
        above = place - of("ln", self.shape)
        own = self.shape * (above - of("exp", above) + 1)
        return own + of("ln", self.shape) * 0.5 + self._constant()

    def change(self, place: Real, way: Real) -> Real:
        """Returns how the logarithm changes."""
        return self.shape * way - of("exp", place) * (of("exp", way) - 1)

    def width(self, place: Real) -> Real:
        """Returns over which way the density falls off."""
        value = of("exp", place)
        return 1 / (of("abs", self.shape - value) + of("sqrt", value))

    def _constant(self) -> Real:
        made = -stirling_error(self.shape) - math.log(2 * math.pi) / 2
        return Real(self.draft.named(made.term))


@dataclass(frozen=True, slots=True)
class Beta(Density):
    """The density of the log-odds of a beta variable.

    Attributes:
        first: the shape that counts successes.
        second: the shape that counts failures.
    """

    first: Real
    second: Real

    @property
    def peak(self) -> Real:
        """The log-odds of the mean."""
        return Real(self.draft.named(of("ln", self.first / self.second).term))

    @property
    def last(self) -> Real:
        """Log-odds that no area reaches."""
        return real(1e5)

    def logarithm(self, place: Real) -> Real:
        """Returns the logarithm of the density."""
        both = self.first + self.second
        first = of("ln", both / self.first) - _softplus(-place)
        second = of("ln", both / self.second) - _softplus(place)
        return self.first * first + self.second * second + self._constant()

    def change(self, place: Real, way: Real) -> Real:
        """Returns how the logarithm changes."""
        first = _softplus(-place - way) - _softplus(-place)
        second = _softplus(place + way) - _softplus(place)
        return -self.first * first - self.second * second

    def width(self, place: Real) -> Real:
        """Returns over which way the density falls off."""
        share = 1 / (1 + of("exp", -place))
        rest = 1 / (1 + of("exp", place))
        slope = of("abs", self.first * rest - self.second * share)
        bend = of("sqrt", (self.first + self.second) * share * rest)
        return 1 / (slope + bend)

    def _constant(self) -> Real:
        both = self.first + self.second
        size = of("ln", self.first / both * self.second / (2 * math.pi)) * 0.5
        made = (
            size
            + stirling_error(both)
            - stirling_error(self.first)
            - stirling_error(self.second)
        )
        return Real(self.draft.named(made.term))


def shape(draft: Namer, value: Real) -> Real:
    """Returns a shape; the calculation fails where it is out of reach."""
    outside = sql.either(value < LEAST_SHAPE, value > MOST_SHAPE) or sql.FALSE
    words = f"distributions are computed for shapes from {LEAST_SHAPE} to {MOST_SHAPE}"
    made = where(outside, beyond(words), value)
    return Real(draft.named(made.term))


def stirling_error(value: Real) -> Real:
    """Returns by how much ln(Gamma) exceeds Stirling's formula.

    Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
    """
    square = value * value
    series: Real = real(_STIRLING[-1])
    for factor in reversed(_STIRLING[:-1]):
        series = series / square + factor
    plain = (value - 0.5) * of("ln", value) - value + math.log(2 * math.pi) / 2
    return chosen(
        (value >= _STIRLING_FROM, series / value), other=of("lgamma", value) - plain
    )


def student_tails(given: Numbers, value: Real, degrees: Real) -> Real:
    """Returns Student's distribution beyond a number to either side."""
    size = of("greatest", of("abs", value), NEAR_ZERO)
    place = of("ln", degrees) - 2 * of("ln", size)
    curve = Beta(given.draft, shape(given.draft, degrees / 2), real(0.5))
    return where(value.equals(0), 1, curve.area(place).lower)


def student_place(given: Numbers, tails: Real, degrees: Real) -> Real:
    """Returns the number beyond which, to either side, a share lies."""
    curve = Beta(given.draft, shape(given.draft, degrees / 2), real(0.5))
    place = curve.place(tails, 1 - tails)
    size = of("sqrt", degrees) * of("exp", place / -2)
    return where(tails.equals(1), 0, size)
