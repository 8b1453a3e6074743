"""Gaussian elimination over numbers that only running tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, real, where
from verifier.formula.numeric import beyond

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Rows = list[list[Real]]
_FLAT = 1e-14  # of the largest number: what counts as nothing in a pivot


def solved(
    draft: Draft, own: Rows, right: Rows, flat: float = _FLAT
) -> tuple[Rows, Expr]:
    """Returns what a square matrix has to be multiplied by to give another one.

    Args:
        draft: the statement.
        own: the square matrix.
        right: the other one, of as many rows.
        flat: the share of the largest number up to which a pivot cannot be trusted.

    Shape: the solution, and the condition that a pivot is 0.
    """
    size = len(own)
    rows = [[*a, *b] for a, b in zip(own, right, strict=True)]
    large = of("greatest", *(of("abs", one) for row in own for one in row))
    limit = named(draft, large * flat)
    flats: list[Expr] = []
    for step in range(size):
        rows, _ = pivoted(draft, rows, step)
        pivot = of("abs", rows[step][step])
        flats.append(draft.named(pivot.equals(0)))
        near = sql.both(pivot <= limit, pivot > 0) or sql.FALSE
        words = "a matrix is nearly singular, so its solution cannot be trusted"
        safe = where(near, beyond(words), rows[step][step]).or_null(0)
        rows[step] = together(draft, [one / safe for one in rows[step]])
        others = [place for place in range(size) if place != step]
        rows = eliminated(draft, rows, step, others)
    return [row[size:] for row in rows], sql.either(*flats) or sql.FALSE


def pivoted(draft: Draft, rows: Rows, step: int) -> tuple[Rows, Expr]:
    """Returns the rows, the one with the largest number in a column drawn up."""
    below = range(step, len(rows))
    sizes = together(draft, [of("abs", rows[place][step]) for place in below])
    most = named(draft, of("greatest", *sizes))
    tests = [size.equals(most) for size in sizes]
    chosen = sql.case(
        *((t, sql.number(p)) for t, p in zip(tests, below, strict=True)),
        default=sql.number(step),
    )
    place = Real(draft.named(chosen))
    up = [
        Real(sql.case(*((place.equals(p), rows[p][k].term) for p in below)))
        for k in range(len(rows[0]))
    ]
    flat = list(up)
    for other in range(step + 1, len(rows)):
        is_moved = place.equals(other)
        flat += [
            where(is_moved, rows[step][k], rows[other][k]) for k in range(len(rows[0]))
        ]
    made = together(draft, flat)
    width = len(rows[0])
    changed = [made[n : n + width] for n in range(0, len(made), width)]
    return [*rows[:step], *changed], place.differs(step)


def eliminated(draft: Draft, rows: Rows, step: int, places: Iterable[int]) -> Rows:
    """Returns the rows with a column cleared in some of them."""
    left = list(rows)
    safe = rows[step][step].or_null(0)
    flat: list[Real] = []
    cleared = list(places)
    for place in cleared:
        share = Real(sql.first_of((rows[place][step] / safe).term, real(0).term))
        flat += [
            one - share * pivot
            for one, pivot in zip(rows[place], rows[step], strict=True)
        ]
    made = together(draft, flat)
    width = len(rows[0])
    for number, place in enumerate(cleared):
        left[place] = made[number * width : (number + 1) * width]
    return left


def together(draft: Draft, values: list[Real]) -> list[Real]:
    """Returns numbers that are computed once, all in one step."""
    return [Real(one) for one in draft.named_together([v.term for v in values])]


def named(draft: Draft, value: Real) -> Real:
    """Returns a number that is computed once."""
    return Real(draft.named(value.term))
