"""The numbers of ranges as one list, in the order in which they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.broadcast import align
from verifier.formula.coerce import unified
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, each
from verifier.formula.places import matrix_of
from verifier.formula.pool import (
    Arm,
    Pool,
    arm,
    arrays_of,
    gathered,
    numeric_part,
)
from verifier.formula.values import grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft
    from verifier.formula.values import Array, Cell, Value

_ROW, _ARGUMENT = 1000, 10**13


def listed(draft: Draft, arguments: Sequence[Value]) -> tuple[Expr, Expr | None]:
    """Returns a list of the numbers row by row, and the first error among the cells.

    What is no number is left out, so the places of the others move up.
    """
    pool = in_order(draft, arrays_of(draft, arguments))
    return ordered_list(pool, pool.doubles), pool.error


def ordered_list(pool: Pool, value: Expr, condition: Expr | None = None) -> Expr:
    """Returns a list of a pool's values in the order of its part `o`."""
    place = pool.part("o") or sql.ZERO
    pair = sql.elements([sql.double(place), value])
    present = sql.both(sql.is_present(value), condition)
    pairs = pool.aggregate("list", pair, condition=present)
    in_order = sql.call("list_sort", pairs)
    return pool.draft.named(second_of_each(in_order))


def second_of_each(pairs: Expr) -> Expr:
    """Returns what stands second in each pair of a list; of NULL an empty list."""
    made = each(pairs, "pair", lambda pair: Real(sql.item(pair.term, sql.number(2))))
    return sql.first_of(made, sql.elements([]))


def paired(draft: Draft, arrays: Sequence[Array]) -> Pool | None:
    """Returns arrays of one shape as rows `v1`, `v2`, …; None where shapes differ.

    A place at which one of them holds no number is NULL there.
    """
    if len({(one.rows, one.columns) for one in arrays}) != 1:
        if len({(one.rows or 0) * one.columns for one in arrays}) != 1:
            return None
        flat = [[c for row in matrix_of(draft, a).grid for c in row] for a in arrays]
        arrays = [grid_of([cells]) for cells in flat]
    aligned = align(draft, arrays)
    if aligned is None:
        return None
    row = sql.ZERO if aligned.frame is None else aligned.frame.row
    parts: dict[str, list[Expr]] = {}
    lines = zip(*aligned.grids, strict=True)
    places = [cells for line in lines for cells in zip(*line, strict=True)]
    for column, cells in enumerate(places):
        numbers = [numeric_part(cell) for cell in cells]
        error = sql.coalesce(*(one.error for one in numbers))
        made = {f"v{n}": doubled(one) for n, one in enumerate(numbers, 1)}
        made["o"] = _place(row, column)
        made["e"] = sql.cast(sql.NULL, "VARCHAR") if error is None else error
        for name, value in made.items():
            parts.setdefault(name, []).append(value)
    return gathered(draft, [arm(aligned.frame, parts)])


def doubled(cell: Cell) -> Expr:
    """Returns the number of a cell as DOUBLE, NULL where it holds none."""
    return sql.double(sql.NULL if cell.number is None else cell.number)


def in_order(draft: Draft, arrays: Sequence[Array]) -> Pool:
    """Returns the numbers of arrays with their places, row by row, as the part `o`."""
    numeric = [
        replace(one, grid=tuple(tuple(map(numeric_part, row)) for row in one.grid))
        for one in arrays
    ]
    cells = [cell for one in numeric for row in one.grid for cell in row]
    same, scale = unified(cells or [])
    fails = any(cell.error is not None for cell in cells)
    uniform = iter(same)
    arms: list[Arm] = []
    for number, array in enumerate(numeric or [grid_of([[]])]):
        own = [cell for row in array.grid for cell in row]
        row = sql.ZERO if array.frame is None else array.frame.row
        parts = {
            "n": [next(uniform) for _ in own],
            "o": [_place(row, c, number) for c in range(len(own))],
        }
        if fails:
            parts["e"] = [cell.error or sql.NULL for cell in own]
        arms.append(arm(array.frame, parts))
    return replace(gathered(draft, arms), scale=scale)


def _place(row: Expr, column: int, argument: int = 0) -> Expr:
    start = sql.number(argument * _ARGUMENT + column)
    return sql.add(sql.multiply(sql.cast(row, "BIGINT"), sql.number(_ROW)), start)
