"""A list of which only running tells how long it is, as the rows of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect import sql
from verifier.formula.values import Array, Cell, Frame, Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


def rows_of_list(
    draft: Draft,
    listed: Expr,
    make: Callable[[Expr], Cell],
    error: Expr | None,
    instead: Expr,
) -> Array:
    """Returns the elements of a list, one below the other.

    Args:
        draft: the statement.
        listed: the list.
        make: an element to its cell.
        error: what fails, NULL where nothing does.
        instead: the only element where something fails, as the error has to stand
            somewhere.
    """
    if error is not None:
        failed = sql.is_present(error)
        listed = sql.case((failed, sql.elements([instead])), default=listed)
    listed = draft.named(listed)
    name = draft.next_name
    every = sql.call("generate_series", sql.ONE, sql.call("len", listed))
    columns = [
        sql.alias(sql.call("unnest", every), "_row"),
        sql.alias(sql.call("unnest", listed), "c1"),
    ]
    draft.rows_of(draft.reading(columns, None, [listed]))
    frame = Frame((Member(name, name, 1),), None, whole=True)
    return Array(frame, ((make(sql.column(name, "c1")).failing(error),),))
