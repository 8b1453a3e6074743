"""Brings the arguments of an aggregate into one relation of values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.broadcast import align, scalar
from verifier.formula.coerce import as_number, unified
from verifier.formula.dialect import sql
from verifier.formula.step import Relation
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Pile,
    Value,
    grid_of,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.broadcast import Grid
    from verifier.formula.draft import Draft
    from verifier.formula.values import Frame


@dataclass(frozen=True, slots=True)
class Pool:
    """Values in rows, to be aggregated.

    Attributes:
        draft: the statement.
        relation: where the rows are from.
        parts: one expression a row, by name.
        scale: of the part `n`.
    """

    draft: Draft
    relation: Relation
    parts: tuple[tuple[str, Expr], ...]
    scale: int | None = None

    def part(self, name: str) -> Expr | None:
        """Returns a part's expression, None where it is always NULL."""
        return dict(self.parts).get(name)

    def aggregate(
        self, name: str, *arguments: Expr, condition: Expr | None = None
    ) -> Expr:
        """Returns a DuckDB aggregate over the rows."""
        value = sql.filtered(sql.call(name, *arguments), condition)
        return self.draft.aggregate(self.relation, value)

    def or_zero(self, name: str) -> Expr:
        """Returns a DuckDB aggregate of the numbers, 0 of none."""
        return self.draft.aggregate(
            self.relation, sql.first_of(sql.call(name, self.numbers), sql.ZERO)
        )

    @property
    def numbers(self) -> Expr:
        """The numbers, NULL in rows that hold none."""
        return self.part("n") or sql.NULL

    @property
    def doubles(self) -> Expr:
        """The numbers as DOUBLE."""
        return self.numbers if self.scale is None else sql.double(self.numbers)

    @property
    def error(self) -> Expr | None:
        """The first error among the rows; None where there cannot be one."""
        errors = self.part("e")
        return None if errors is None else self.aggregate("any_value", errors)

    @property
    def count(self) -> Expr:
        """How many numbers there are."""
        return self.aggregate("count", self.numbers)

    def over(self, other: Pool) -> Pool:
        """Returns a pool over the rows of another, with the parts of this one."""
        return replace(self, relation=other.relation)


def numbers(draft: Draft, arguments: Sequence[Value]) -> Pool:
    """Returns the numbers of an aggregate's arguments.

    In ranges and arrays only numbers count; an argument that is written as a value is
    turned into a number, and one left empty is 0.

    Source: Excel, SUM: text and logical values in references are ignored.
    """
    arrays = arrays_of(draft, arguments)
    cells = [cell for one in arrays for row in one.grid for cell in row]
    are_texts = all(one.origin is not None for one in arrays) and hold_texts(cells)
    return pooled(draft, [_numeric(one, are_texts=are_texts) for one in arrays])


def arrays_of(draft: Draft, arguments: Sequence[Value]) -> list[Array]:
    """Returns the arguments as arrays; what is no range becomes a number."""
    found: list[Array] = []
    for argument in arguments:
        match argument:
            case Array():
                found.append(argument)
            case Pile():
                found += argument.items
            case _:
                found.append(grid_of([[as_number(draft, argument)]]))
    return found


def pooled(draft: Draft, arrays: Sequence[Array]) -> Pool:
    """Returns the cells of arrays, whose numbers are already taken, as one pool."""
    cells = [c for array in arrays for row in array.grid for c in row]
    same, scale = unified(cells)
    fails = any(cell.error is not None for cell in cells)
    uniform = iter(same)
    arms: list[Arm] = []
    for array in arrays:
        count = sum(len(row) for row in array.grid)
        own = [c for row in array.grid for c in row]
        parts = {"n": [next(uniform) for _ in range(count)]}
        if fails:
            parts["e"] = [cell.error or sql.NULL for cell in own]
        arms.append(Arm(array.frame, parts))
    return replace(gathered(draft, arms), scale=scale)


@dataclass(frozen=True, slots=True)
class Arm:
    """Expressions by name, one of each for every column, over one frame."""

    frame: Frame | None
    parts: dict[str, list[Expr]]


def arm(frame: Frame | None, parts: dict[str, list[Expr]]) -> Arm:
    """Returns rows to gather: for each name one expression a column."""
    return Arm(frame, parts)


def gathered(draft: Draft, arms: Sequence[Arm]) -> Pool:
    """Returns the rows of all arms as one pool."""
    first = arms[0]
    width = len(next(iter(first.parts.values())))
    relation = draft.relation(first.frame)
    if len(arms) == 1 and width == 1 and relation is not None:
        parts = tuple((name, values[0]) for name, values in first.parts.items())
        return Pool(draft, relation, parts)
    query: exp.Query | None = None
    for one in arms:
        selected = _selected(draft, one)
        query = (
            selected
            if query is None
            else exp.Union(this=query, expression=selected, distinct=False)
        )
    if query is None:
        return Pool(draft, Relation(sql.table("nothing")), ())
    parts = tuple((name, sql.column("cells", name)) for name in first.parts)
    return Pool(draft, Relation(sql.subquery(query, "cells")), parts)


def _selected(draft: Draft, one: Arm) -> exp.Select:
    columns: list[Expr] = []
    for name, values in one.parts.items():
        value = values[0]
        if len(values) > 1:
            value = sql.call("unnest", sql.elements(values))
        columns.append(sql.alias(value, name))
    every = [value for values in one.parts.values() for value in values]
    return draft.reading(columns, one.frame, every)


def _numeric(array: Array, *, are_texts: bool) -> Array:
    part = none_of_text if are_texts else numeric_part
    return replace(array, grid=tuple(tuple(map(part, row)) for row in array.grid))


def hold_texts(cells: Sequence[Cell]) -> bool:
    """Returns whether stored cells hold no number, but texts that may be numbers."""
    is_one = any(c.may_be(CellKind.TEXT) and c.coerced is not None for c in cells)
    return is_one and not any(cell.may_be(*NUMERIC) for cell in cells)


def none_of_text(cell: Cell) -> Cell:
    """Returns no number of a cell; the calculation fails where its text is a time.

    A spreadsheet that opens a text file reads times, and adds them up; where they are
    texts in a workbook, their sum is 0.
    """
    bare = numeric_part(cell)
    if not cell.may_be(CellKind.TEXT) or cell.coerced is None or cell.text is None:
        return bare
    words = (
        "times that are stored as text are passed over; expected the texts read as "
        "numbers, as in SUM(A2:A9*1)"
    )
    is_time = sql.both(
        cell.is_kind(CellKind.TEXT),
        sql.is_present(cell.coerced),
        sql.call("contains", cell.text, sql.text(":")),
    )
    fails = sql.cast(sql.call("error", sql.text(words)), "DOUBLE")
    number = sql.case((is_time or sql.FALSE, fails))
    return replace(bare, number=number, scale=None)


def numeric_part(cell: Cell) -> Cell:
    """Returns the number of a cell in a range, NULL where it holds none."""
    if not cell.may_be(*NUMERIC):
        return replace(number_cell(sql.NULL), number=None, error=cell.error)
    return replace(cell, kinds=NUMERIC)


def aligned_pool(
    draft: Draft,
    arrays: Sequence[Array],
    take: Callable[[tuple[Cell, ...]], dict[str, Expr]],
) -> Pool | None:
    """Returns one row for each place in arrays of one shape; None where they differ."""
    aligned = align(draft, arrays)
    if aligned is None:
        return None
    parts: dict[str, list[Expr]] = {}
    for cells in _places(aligned.grids):
        for name, value in take(cells).items():
            parts.setdefault(name, []).append(value)
    return gathered(draft, [Arm(aligned.frame, parts)])


def _places(grids: tuple[Grid, ...]) -> list[tuple[Cell, ...]]:
    rows, columns = len(grids[0]), len(grids[0][0])
    return [
        tuple(grid[r][c] for grid in grids) for r in range(rows) for c in range(columns)
    ]


def same_shape(arrays: Sequence[Array]) -> bool:
    """Returns whether arrays have one shape, so far as it is known."""
    shapes = {(one.rows, one.columns) for one in arrays}
    return len(shapes) == 1


def number_argument(draft: Draft, value: Value) -> Cell:
    """Returns an argument that must be one number."""
    return as_number(draft, scalar(draft, value))


def constant_number(draft: Draft, value: Value) -> int | None:
    """Returns an argument that is written as a number, without its fraction."""
    cell = number_argument(draft, value)
    constant = cell.constant
    if constant is None or isinstance(constant, str):
        return None
    return int(constant)
