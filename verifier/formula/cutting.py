"""Rows from one end of an array, as many as only running tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.coerce import double_of
from verifier.formula.dialect import sql
from verifier.formula.dialect.real import Real, of, where
from verifier.formula.numeric import beyond
from verifier.formula.places import matrix_of
from verifier.formula.rows import count_of, settled, step_of, unnested
from verifier.formula.values import Array, grid_of

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell


def cut_rows(draft: Draft, array: Array, size: Cell, *, takes: bool) -> Array:
    """Returns the first rows that a number takes or leaves, with minus the last.

    Where nothing stays the calculation fails; an error of the number is the error of
    every cell.
    """
    base = settled(draft, unnested(draft, array))
    if base.frame is None:
        return base
    count = Real(draft.named(sql.double(count_of(draft, base))))
    given = Real(draft.named(of("trunc", Real(double_of(size))).term))
    whole = given.within(-count, count)
    edge = where(given >= 0, whole, count + whole)  # from the start, in rows
    none = whole.equals(0) if takes else of("abs", whole).equals(count)
    words = f"{'TAKE' if takes else 'DROP'} of which nothing stays"
    limit = Real(draft.named(where(none, beyond(words), edge).term))
    row = Real(base.frame.row)
    is_front = sql.first_of((given > 0) if takes else (given < 0), sql.TRUE)
    kept = sql.case((is_front, row <= limit), default=row > limit)
    inside = sql.both(row >= 1, row <= count)
    kept = sql.first_of(kept, sql.TRUE)
    condition = sql.both(base.frame.condition, inside, kept)
    frame = replace(base.frame, rows=None, whole=False, condition=condition)
    grid = tuple(tuple(c.failing(size.error) for c in row) for row in base.grid)
    made = replace(base, frame=frame, grid=grid, origin=None)
    return step_of(draft, made)


def cut_columns(draft: Draft, array: Array, size: Cell, *, takes: bool) -> Array:
    """Returns the same of the cells of one row."""
    cells = matrix_of(draft, array).grid[0]
    made = cut_rows(draft, grid_of([[cell] for cell in cells]), size, takes=takes)
    return replace(made, turned=True)
