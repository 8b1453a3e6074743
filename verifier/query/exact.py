"""Rewrites that keep the engine from losing digits in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.relations import ValueKind, ValueType
from verifier.query.types import branches_of, type_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.query.relations import Resolution

_INTERPOLATING = (exp.Median, exp.PercentileCont, exp.Quantile)
_INTERPOLATING_NAMES = frozenset({"mad"})


def keep_digits(resolution: Resolution) -> tuple[str, ...]:
    """Returns notes on how a statement was rewritten, in place, to keep its digits.

    `median`, `quantile_cont` and `mad` over DECIMAL cut their result to the column's
    scale; a CASE, COALESCE, GREATEST or UNION over DECIMALs of different scales may
    take the smaller scale.

    Source: measured with duckdb 2.0.0.
    """
    notes: list[str] = []
    for node in tuple(resolution.tree.walk()):
        if _interpolates(node):
            notes += _interpolate_in_double(node, resolution)
        elif isinstance(node, exp.SetOperation):
            notes += _widen_sides(node, resolution)
        else:
            notes += _widen(branches_of(node), resolution)
    return tuple(dict.fromkeys(notes))


def with_whole_division(tree: exp.Query) -> exp.Query:
    """Returns a copy of a tree in which `a // b` is `trunc(a / b)`.

    Source: measured with duckdb 2.0.0: `//` over DECIMAL and DOUBLE cuts nothing.
    """
    copied = tree.copy()
    for node in tuple(copied.find_all(exp.IntDiv)):
        sides = [_operand(side) for side in (node.left, node.right)]
        quotient = exp.Div(this=sides[0], expression=sides[1])
        node.replace(exp.Trunc(this=quotient))
    return copied


def _operand(side: exp.Expr) -> exp.Expr:
    return exp.Paren(this=side) if isinstance(side, exp.Binary) else side


def in_double(node: exp.Expr) -> None:
    """Wraps an expression in a cast to DOUBLE, in place."""
    wrapper = exp.Cast(to=exp.DataType.build("double"))
    node.replace(wrapper)
    wrapper.set("this", node)


def _interpolates(node: exp.Expr) -> bool:
    named = isinstance(node, exp.Anonymous) and str(node.this).lower()
    return isinstance(node, _INTERPOLATING) or named in _INTERPOLATING_NAMES


def _interpolate_in_double(node: exp.Expr, resolution: Resolution) -> list[str]:
    within = node.parent if isinstance(node.parent, exp.WithinGroup) else None
    if within is not None:
        order = within.args["expression"]
        argument = order.expressions[0].this
    else:
        argument = node.expressions[0] if isinstance(node, exp.Anonymous) else node.this
    if isinstance(argument, (exp.Order, exp.Distinct)):
        argument = argument.this or argument.expressions[0]
    if type_of(argument, resolution).kind is not ValueKind.DECIMAL:
        return []
    in_double(argument)
    return ["interpolated in floating point: over DECIMAL the engine would cut digits"]


def _widen(parts: Sequence[exp.Expr], resolution: Resolution) -> list[str]:
    types = [type_of(part, resolution) for part in parts]
    if not _may_cut(types):
        return []
    for part, found in zip(parts, types, strict=True):
        if found.is_number:
            in_double(part)
    return ["branches of different scales are computed in floating point"]


def _may_cut(types: Sequence[ValueType]) -> bool:
    scales = {t.scale for t in types if t.kind is ValueKind.DECIMAL}
    return len(scales) > 1


def _widen_sides(node: exp.SetOperation, resolution: Resolution) -> list[str]:
    notes: list[str] = []
    sides = zip(node.left.selects, node.right.selects, strict=False)
    for left, right in sides:
        notes += _widen((left.unalias(), right.unalias()), resolution)
    return notes
