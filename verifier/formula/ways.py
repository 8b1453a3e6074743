"""A search in one of several ways, of which a cell may say which."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from verifier.formula.choice import pick
from verifier.formula.coerce import double_of
from verifier.formula.dialect import sql
from verifier.formula.values import Cell, error_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

    Way = tuple[int, str]


def one_of_ways(
    draft: Draft,
    mode: Cell,
    ways: Sequence[Way],
    found: Callable[[Cell, str], Cell],
) -> Callable[[Cell], Cell]:
    """Returns a search in the way that a mode names; `#VALUE!` for other modes.

    Args:
        draft: the statement.
        mode: a number that is written, or that only running tells.
        ways: for each mode how to search.
        found: looks for a value in one way.
    """
    if isinstance(mode.constant, Decimal):
        way = dict(ways).get(int(mode.constant))
        if way is None:
            return lambda _: error_cell("#VALUE!")
        return lambda wanted: found(wanted, way)
    if mode.number == sql.NULL:
        return lambda _: mode
    known = draft.let(mode)

    def chosen(wanted: Cell) -> Cell:
        branches: list[tuple[Expr, Cell]] = []
        for number, way in ways:
            before = len(draft.doubts)
            here = sql.equal(double_of(known), sql.number(number))
            branches.append((here, found(wanted, way)))
            narrow_doubts(draft, before, here)
        return pick(draft, branches, error_cell("#VALUE!")).failing(known.error)

    return chosen


def narrow_doubts(draft: Draft, before: int, condition: Expr) -> None:
    """Lets doubts count only where the search that they are about is the one taken.

    Args:
        draft: the statement.
        before: how many doubts there were before the search.
        condition: holds where the search is taken.
    """
    draft.doubts[before:] = [
        partial(_both, condition, each) for each in draft.doubts[before:]
    ]


def _both(condition: Expr, made: Callable[[], Expr]) -> Expr:
    return sql.both(condition, made()) or condition
