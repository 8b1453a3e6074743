"""Errors for results that are not there, and arguments that may be arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.broadcast import lift, whole
from verifier.formula.coerce import as_number
from verifier.formula.dialect import sql
from verifier.formula.values import Array, Cell, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


def for_each_number(
    draft: Draft, value: Value, apply: Callable[[Cell], Cell]
) -> Cell | Array:
    """Returns a function of a number over each cell of an argument."""
    array = whole(value)
    if array is not None and array.origin is not None:
        array = draft.matrix(array.origin)

    def applied(cells: tuple[Cell | None, ...]) -> Cell:
        return apply(draft.let(as_number(draft, cells[0])))

    return lift(draft, applied, (value if isinstance(value, Cell) else array,))


def none_gives(made: Expr, code: str) -> Expr:
    """Returns an error code where a result is not there."""
    return sql.case((sql.is_null(made), sql.text(code)))


def zero_gives(made: Expr, code: str) -> Expr:
    """Returns an error code where a count or sum is 0."""
    return sql.case((sql.equal(made, sql.ZERO), sql.text(code)))
