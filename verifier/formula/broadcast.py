"""Brings arrays to one shape, and applies a function of cells to arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from verifier.errors import FormulaError
from verifier.formula.rows import cells_of
from verifier.formula.values import (
    Array,
    Cell,
    Frame,
    Pile,
    Value,
    grid_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verifier.formula.draft import Draft

Grid: TypeAlias = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Arrays over the same rows and columns."""

    frame: Frame | None
    grids: tuple[Grid, ...]


def lift(
    draft: Draft,
    apply: Callable[[tuple[Cell | None, ...]], Cell],
    arguments: tuple[Value, ...],
) -> Cell | Array:
    """Returns a function of cells over all cells of its arguments.

    Raises:
        FormulaError: for arrays of different shapes.
    """
    arrays = [argument for argument in arguments if isinstance(argument, Array)]
    if not arrays:
        return apply(tuple(scalar(draft, argument) for argument in arguments))
    wide = [whole(argument) for argument in arguments]
    aligned = align(draft, [one for one in wide if one is not None])
    if aligned is None:
        raise FormulaError(
            "arrays of different shapes stand beside each other",
            "ranges of one shape, or aggregates of them",
            "A spreadsheet fills the shorter one with #N/A.",
            reason="unsupported-function",
        )
    grids = iter(aligned.grids)
    spread = [None if one is None else next(grids) for one in wide]
    rows = len(aligned.grids[0])
    columns = len(aligned.grids[0][0])
    return Array(
        aligned.frame,
        tuple(
            tuple(
                apply(tuple(None if g is None else g[r][c] for g in spread))
                for c in range(columns)
            )
            for r in range(rows)
        ),
        turned=any(one.turned for one in arrays),
    )


def scalar(draft: Draft, value: Value) -> Cell | None:
    """Returns the one cell of a value; a range of one cell is that cell.

    Raises:
        FormulaError: for several cells where one is needed.
    """
    match value:
        case Array(origin=origin) if origin and origin.rows == origin.columns == 1:
            return draft.cell(origin)
        case Array(frame=None, grid=((cell,),)):
            return cell
        case Array(origin=origin) if origin:
            raise FormulaError(
                f"{origin} holds {origin.rows * origin.columns} cells "
                "where one value is needed",
                "one cell, or a function that makes one number of them",
                "A report has no row of its own to pick a cell by.",
                reason="calculation-failed",
            )
        case Array() | Pile():
            raise FormulaError(
                "several cells stand where one value is needed",
                "a function that makes one number of them, such as SUM",
                reason="calculation-failed",
            )
        case _:
            return value


def whole(value: Value) -> Array | None:
    """Returns a value as an array; an argument left empty stays None.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    match value:
        case Cell():
            return grid_of([[value]])
        case Pile():
            raise FormulaError(
                "several ranges in parentheses stand where one is needed",
                reason="unsupported-function",
            )
        case _:
            return value


def align(draft: Draft, arrays: Sequence[Array]) -> Aligned | None:
    """Returns the arrays over one frame and shape, or None where shapes differ."""
    fitted = _without_flat_frames(draft, arrays)
    frame = _common_frame([one.frame for one in fitted if one.frame is not None])
    if isinstance(frame, str):
        return None
    rows = 1 if frame is not None else max(len(one.grid) for one in fitted)
    columns = max(one.columns for one in fitted)
    grids: list[Grid] = []
    for one in fitted:
        tall = len(one.grid)
        if tall not in {1, rows} or one.columns not in {1, columns}:
            return None
        grids.append(_spread(one.grid, rows, columns))
    return Aligned(frame, tuple(grids))


def _spread(grid: Grid, rows: int, columns: int) -> Grid:
    wide = tuple(row * columns if len(row) == 1 else row for row in grid)
    return wide * rows if len(wide) == 1 else wide


def _without_flat_frames(draft: Draft, arrays: Sequence[Array]) -> list[Array]:
    """Returns arrays with those ranges taken cell by cell that no frame can hold."""
    tall = [one for one in arrays if one.rows != 1]
    has_matrix = any(one.frame is None for one in tall)
    fitted: list[Array] = []
    for one in arrays:
        is_flat = one.frame is not None and one.rows == 1 and bool(tall)
        if one.frame is not None and (has_matrix or is_flat):
            fitted.append(cells_of(draft, one))
        else:
            fitted.append(one)
    return fitted


def _common_frame(frames: list[Frame]) -> Frame | str | None:
    """Returns the frame that holds all; a text where there is none.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    if not frames:
        return None
    first = frames[0]
    if all(frame == first for frame in frames):
        return first
    if any(frame.rows is None or frame.condition is not None for frame in frames):
        raise FormulaError(
            "a filtered range is combined with another range",
            "both filtered by one condition",
            reason="unsupported-function",
        )
    if len({frame.rows for frame in frames}) > 1:
        return "differ"
    members = dict.fromkeys(m for frame in frames for m in frame.members)
    return replace(first, members=tuple(members))
