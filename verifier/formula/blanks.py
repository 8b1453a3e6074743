"""Blank cells in calculated arrays: 0 in one program, nothing in another.

In a range AVERAGE and its relatives pass over blank cells. IF, FILTER or SORT make an
array of the range, in which a spreadsheet may hold them as 0, so that in Excel
`MIN(IF(A2:A9="x",B2:B9))` is 0 where a cell of B is blank. Where it makes a difference
the calculation fails, and nothing is decided by it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.values import JUST_BLANK, Array, Cell, Value, constant_cell
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_LOSING = frozenset(
    {"AVERAGE", "COUNT", "COUNTA", "MIN", "MAX", "MEDIAN", "PRODUCT", "LARGE", "SMALL"}
    | {"MODE", "STDEV", "STDEV.S", "STDEV.P", "STDEVP", "VAR", "VAR.S", "VAR.P", "VARP"}
    | {"AVERAGEA", "MAXA", "MINA", "PERCENTILE", "PERCENTILE.INC", "PERCENTILE.EXC"}
    | {"QUARTILE", "QUARTILE.INC", "QUARTILE.EXC", "GEOMEAN", "HARMEAN", "TRIMMEAN"}
    | {"MODE.SNGL", "SKEW", "KURT", "AVEDEV", "DEVSQ", "NPV", "IRR", "CORREL"}
    | {"PEARSON", "RSQ", "SLOPE", "INTERCEPT", "COVARIANCE.S", "COVARIANCE.P"}
)
_WORDS = (
    "blank cells in a calculated array, which are 0 in one program and nothing in "
    'another; leave them out, as in FILTER(F2:F9,F2:F9<>"")'
)


def without_doubt(
    draft: Draft,
    name: str,
    apply: Callable[[Draft, tuple[Value, ...]], Value],
    values: tuple[Value, ...],
) -> Value:
    """Returns what a function gives; it fails where blank cells as 0 change it.

    Args:
        draft: the statement.
        name: of the function.
        apply: the function.
        values: its arguments.
    """
    made = apply(draft, values)
    filled = tuple(map(_filled, values))
    if name not in _LOSING or filled == values or not isinstance(made, Cell):
        return made
    other = apply(draft, filled)
    if not isinstance(other, Cell) or made.number is None or other.number is None:
        return made
    differ = draft.named(
        sql.either(
            _differ(made.number, other.number),
            _differ(made.error or sql.NULL, other.error or sql.NULL),
        )
        or sql.FALSE
    )
    fails = sql.cast(sql.call("error", sql.text(_WORDS)), "TINYINT")
    number = sql.case((differ, fails), default=made.number)
    return replace(made, number=draft.named(number))


def _differ(one: Expr, other: Expr) -> Expr:
    return exp.NullSafeNEQ(this=sql.wrap(one), expression=sql.wrap(other))


def _filled(value: Value) -> Value:
    """Returns a calculated array with 0 in blank cells, other values as they are."""
    if not isinstance(value, Array) or value.origin is not None:
        return value
    if not any(cell.may_be(CellKind.BLANK) for row in value.grid for cell in row):
        return value
    grid = tuple(tuple(_with_zero(cell) for cell in row) for row in value.grid)
    return replace(value, grid=grid)


def _with_zero(cell: Cell) -> Cell:
    if not cell.may_be(CellKind.BLANK):
        return cell
    if cell.kinds <= JUST_BLANK or cell.kind is None:
        return constant_cell(0).failing(cell.error)
    is_blank = sql.equal(cell.kind, sql.number(int(CellKind.BLANK)))
    number = cell.number or sql.NULL
    kinds = (cell.kinds - JUST_BLANK) | {CellKind.NUMBER}
    return replace(
        cell,
        kinds=kinds,
        kind=sql.case((is_blank, sql.ONE), default=cell.kind)
        if len(kinds) > 1
        else None,
        number=sql.case((is_blank, sql.ZERO), default=number),
        scale=cell.scale if cell.number is not None else 0,
        stored=False,
    )
