"""One cell of several, by conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.formula.coerce import as_number, unified
from verifier.formula.dialect import sql
from verifier.formula.values import (
    Cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


def pick(draft: Draft, branches: list[tuple[Expr, Cell]], default: Cell) -> Cell:
    """Returns the cell behind the first condition that holds, else the default."""
    cells = [cell for _, cell in branches] + [default]
    conditions = [condition for condition, _ in branches]
    numbers, scale = unified(cells)
    kinds = frozenset[CellKind]().union(*(cell.kinds for cell in cells))

    def chosen(parts: Sequence[Expr | None]) -> Expr | None:
        if all(part is None for part in parts):
            return None
        filled = [sql.NULL if part is None else part for part in parts]
        pairs = zip(conditions, filled[:-1], strict=True)
        return sql.case(*pairs, default=filled[-1])

    has_numbers = any(cell.number is not None for cell in cells)
    return Cell(
        kinds,
        kind=chosen([_kind_of(cell) for cell in cells]) if len(kinds) > 1 else None,
        number=chosen(numbers) if has_numbers else None,
        coerced=chosen([_coerced(draft, cell, kinds) for cell in cells]),
        text=chosen([cell.text for cell in cells]),
        error=chosen([cell.error for cell in cells]),
        scale=scale,
        stored=all(cell.stored for cell in cells),
    )


def _kind_of(cell: Cell) -> Expr:
    if len(cell.kinds) == 1:
        return sql.number(int(next(iter(cell.kinds))))
    return cell.kind or sql.ONE


def _coerced(draft: Draft, cell: Cell, kinds: frozenset[CellKind]) -> Expr | None:
    if cell.coerced is not None or not cell.may_be(CellKind.TEXT):
        return cell.coerced
    if kinds <= {CellKind.TEXT, CellKind.BOOLEAN}:
        return None if CellKind.BOOLEAN not in kinds else sql.NULL
    return as_number(draft, replace(cell, error=None)).number
