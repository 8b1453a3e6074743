"""Counts of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.coerce import unified, value_of
from verifier.formula.dialect import sql
from verifier.formula.function import ANY, function
from verifier.formula.functions.aggregate import arrays_as_written
from verifier.formula.numerals import number_of
from verifier.formula.pool import (
    arm,
    gathered,
)
from verifier.formula.values import (
    NUMERIC,
    Array,
    Cell,
    Pile,
    Value,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft


@function("COUNT", least=1, most=ANY)
def count(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many numbers there are; errors are passed over.

    Source: ECMA-376 part 1, 18.17.7.53.

    Example:
        =COUNT(1,"x",3) is 2
    """
    return _counted(draft, arguments, _is_number, _is_typed_number)


@function("COUNTA", least=1, most=ANY)
def count_all(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many values are not blank, errors and empty texts included.

    Source: ECMA-376 part 1, 18.17.7.54.

    Example:
        =COUNTA(1,"x",3) is 3
    """
    return _counted(draft, arguments, _is_filled, lambda _: sql.TRUE)


@function("COUNTBLANK", least=1)
def count_blank(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many cells are blank or hold an empty text.

    Source: ECMA-376 part 1, 18.17.7.55.

    Example:
        =COUNTBLANK(B2:B6) is 1
    """
    return _counted(draft, arguments, _is_empty, _is_empty)


@function("COUNTUNIQUE", least=1, most=ANY)
def count_unique(draft: Draft, arguments: tuple[Value, ...]) -> Cell:
    """Returns how many different values there are; case counts, blanks do not.

    Source: Google Sheets, COUNTUNIQUE.

    Example:
        =COUNTUNIQUE("a","b","a") is 2
    """
    arrays = arrays_as_written(arguments)
    arms = [
        arm(one.frame, {"v": [_identity(cell) for row in one.grid for cell in row]})
        for one in arrays
    ]
    pool = gathered(draft, arms)
    value = exp.Distinct(expressions=[pool.part("v") or sql.NULL])
    return number_cell(pool.aggregate("count", value), 0)


def _counted(
    draft: Draft,
    arguments: tuple[Value, ...],
    in_range: Callable[[Cell], Expr],
    typed: Callable[[Cell], Expr],
) -> Cell:
    arms = [
        arm(
            one.frame,
            {
                "v": [
                    in_range(cell)
                    if isinstance(argument, Array | Pile)
                    else typed(cell)
                    for row in one.grid
                    for cell in row
                ]
            },
        )
        for argument in arguments
        for one in arrays_as_written((argument,))
    ]
    pool = gathered(draft, arms)
    value = pool.part("v") or sql.FALSE
    if isinstance(value, exp.Column) and value.name.endswith("_n"):
        return number_cell(pool.aggregate("count", value), 0)
    return number_cell(pool.aggregate("count", exp.Star(), condition=value), 0)


def _is_number(cell: Cell) -> Expr:
    if not cell.may_be(*NUMERIC) or cell.number is None:
        return sql.FALSE
    present = sql.is_present(cell.number)
    if cell.error is None or cell.stored:
        return present
    return sql.both(present, sql.is_null(cell.error)) or present


def _is_typed_number(cell: Cell) -> Expr:
    if isinstance(cell.constant, str):
        return sql.FALSE if number_of(cell.constant) is None else sql.TRUE
    if cell.may_be(CellKind.TEXT) and cell.is_kind(CellKind.TEXT) is None:
        return sql.FALSE
    return sql.TRUE if cell.error is None else sql.is_null(cell.error)


def _is_filled(cell: Cell) -> Expr:
    if cell.kind is None or not cell.stored:
        blank = cell.kinds <= {CellKind.BLANK}
        return sql.FALSE if blank and cell.error is None else sql.TRUE
    return sql.unequal(cell.kind, sql.ZERO)


def _is_empty(cell: Cell) -> Expr:
    blank = cell.is_kind(CellKind.BLANK)
    if cell.stored and cell.kind is not None:
        blank = sql.equal(cell.kind, sql.ZERO)
    empty = None
    if cell.may_be(CellKind.TEXT) and cell.text is not None:
        empty = sql.equal(cell.text, sql.text(""))
    if blank is None and cell.may_be(CellKind.BLANK):
        return sql.TRUE
    return sql.either(blank, empty) or sql.FALSE


def _identity(cell: Cell) -> Expr:
    same, _ = unified([cell])
    parts = [sql.cast(same[0], "VARCHAR")] if cell.number is not None else []
    texts = [part for part in (cell.text, cell.error) if part is not None]
    if cell.coerced is not None and cell.may_be(CellKind.BOOLEAN):
        parts.append(sql.cast(cell.coerced, "VARCHAR"))
    return sql.coalesce(*texts, *parts) or value_of(cell)
