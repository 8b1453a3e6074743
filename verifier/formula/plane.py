"""The plane through points that have several known x each.

The x are taken about their means and divided by their spread, so that the equations to
be solved are those of their correlations; where these leave fewer than ten digits the
calculation fails, and nothing is decided by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, real, where
from verifier.formula.elimination import Rows, named, solved, together
from verifier.formula.listing import paired
from verifier.formula.numeric import beyond
from verifier.formula.places import column_of, matrix_of
from verifier.formula.values import Array, grid_of

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.pool import Pool

MOST = 12  # known x of a point
_FLAT = 1e-6  # the share of an x that the others leave unexplained


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane through points.

    Attributes:
        pool: the points.
        xs: their known x.
        y: what they give.
        means: of the x, or 0 where the plane goes through 0.
        slopes: one for each x.
        start: the y where each x is 0.
        count: of the points.
        level: 1 where the plane may start anywhere, 0 where it starts at 0.
        inverse: of the sums of products of the x about their means.
        error: of a cell, or `#VALUE!` where one is no number.
    """

    pool: Pool
    xs: list[Real]
    y: Real
    means: list[Real]
    slopes: list[Real]
    start: Real
    count: Real
    level: int
    inverse: Rows
    error: Expr | None


def lines_of(draft: Draft, ys: Array, xs: Array) -> list[Array]:
    """Returns the known x one by one: columns beside a column, rows below a row."""
    if ys.columns == 1 and ys.rows == xs.rows:
        return [column_of(xs, number) for number in range(1, xs.columns + 1)]
    if ys.rows == 1 and ys.columns == xs.columns:
        return [grid_of([row]) for row in matrix_of(draft, xs).grid]
    return []


def plane_through(
    draft: Draft, ys: Array, lines: list[Array], level: int, *, grows: bool
) -> Plane | None:
    """Returns the plane; None where shapes differ.

    Raises:
        FormulaError: for more known x than are solved here.
    """
    if len(lines) > MOST:
        raise FormulaError(
            f"{len(lines)} known x a point", f"at most {MOST}", reason="limit"
        )
    pool = paired(draft, [ys, *lines])
    if pool is None:
        return None
    parts = [pool.part(f"v{n}") or sql.NULL for n in range(1, len(lines) + 2)]
    error = _failure(pool, parts, grows=grows)
    y, *xs = (Real(part) for part in parts)
    y = of("ln", where(y > 0, y)) if grows else y
    middle, *means = together(draft, [_mean(pool, one) * level for one in (y, *xs)])
    away = [x - mean for x, mean in zip(xs, means, strict=True)]
    inverse, slopes = _solution(draft, pool, away, y - middle)
    start = middle
    for slope, mean in zip(slopes, means, strict=True):
        start = start - slope * mean
    return Plane(
        pool,
        xs,
        y,
        means,
        slopes,
        named(draft, start),
        Real(pool.aggregate("count", parts[0])),
        level,
        inverse,
        sql.coalesce(pool.error, error),
    )


def height(plane: Plane, xs: list[Real]) -> Real:
    """Returns the y of the plane at some x."""
    made = plane.start
    for slope, x in zip(plane.slopes, xs, strict=True):
        made = made + slope * x
    return made


def described(plane: Plane) -> list[list[Real | None]]:
    """Returns errors of the ends, fit, F, degrees and sums of squares.

    Source: Excel, LINEST.
    """
    pool, level = plane.pool, plane.level
    off = plane.y - height(plane, plane.xs)
    rest = named(pool.draft, _sum(pool, off * off))
    from_mean = plane.y - _mean(pool, plane.y) * level
    whole = _sum(pool, from_mean * from_mean)
    explained = named(pool.draft, whole - rest)
    degrees = plane.count - len(plane.xs) - level
    spread = named(pool.draft, rest / of("nullif", of("greatest", degrees, 0), 0))
    errors = [of("sqrt", spread * row[n]) for n, row in enumerate(plane.inverse)]
    ratio = explained / len(plane.xs) / spread.or_null(0)
    empty: list[Real | None] = [None] * (len(plane.xs) - 1)
    return [
        [*reversed(errors), _start_error(plane, spread)],
        [explained / whole.or_null(0), of("sqrt", spread), *empty],
        [ratio, degrees, *empty],
        [explained, rest, *empty],
    ]


def _start_error(plane: Plane, spread: Real) -> Real | None:
    if not plane.level:
        return None
    share = real(1) / plane.count
    for row, mean in zip(plane.inverse, plane.means, strict=True):
        for each, other in zip(row, plane.means, strict=True):
            share = share + mean * each * other
    return of("sqrt", spread * share)


def _solution(
    draft: Draft, pool: Pool, away: list[Real], y: Real
) -> tuple[Rows, list[Real]]:
    """Returns the inverse of the sums of products, and the slopes."""
    places = range(len(away))
    sizes = [of("sqrt", _sum(pool, one * one)).or_null(0) for one in away]
    widths = together(draft, sizes)
    sums = [[_sum(pool, one * other) for other in away] for one in away]
    alike = [
        together(draft, [sums[n][k] / (widths[n] * widths[k]) for k in places])
        for n in places
    ]
    flat = sql.either(*(sql.is_null(width.term) for width in widths)) or sql.FALSE
    words = "known x of which the others tell one nearly, so nothing can be trusted"
    alike[0][0] = named(draft, where(flat, beyond(words), alike[0][0]))
    unit = [[real(1 if n == k else 0) for k in places] for n in places]
    made, empty = solved(draft, alike, unit, _FLAT)
    made[0][0] = named(draft, where(empty, beyond(words), made[0][0]))
    inverse = [
        together(draft, [made[n][k] / (widths[n] * widths[k]) for k in places])
        for n in places
    ]
    shares = together(draft, [_sum(pool, one * y) for one in away])
    slopes: list[Real] = []
    for row in inverse:
        slope = row[0] * shares[0]
        for each, share in zip(row[1:], shares[1:], strict=True):
            slope = slope + each * share
        slopes.append(slope)
    return inverse, together(draft, slopes)


def _failure(pool: Pool, parts: list[Expr], *, grows: bool) -> Expr:
    missing = sql.either(*(sql.is_null(part) for part in parts)) or sql.FALSE
    holes = pool.aggregate("count", sql.ONE, condition=missing)
    error = sql.case((sql.unequal(holes, sql.ZERO), sql.text("#VALUE!")))
    if not grows:
        return error
    low = pool.aggregate("min", parts[0])
    wrong = sql.case((sql.at_most(low, sql.ZERO), sql.text("#NUM!")))
    return sql.coalesce(error, wrong) or error


def _mean(pool: Pool, value: Real) -> Real:
    return Real(pool.aggregate("avg", value.term))


def _sum(pool: Pool, value: Real) -> Real:
    return Real(pool.aggregate("sum", value.term))
