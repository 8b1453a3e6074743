"""Numbers that an expression of constants gives."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.literals import number_of
from verifier.query.paths import output_of

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST_POWER = 100
_OPERATORS: dict[type[exp.Expr], Callable[[Decimal, Decimal], Decimal]] = {
    exp.Add: Decimal.__add__,
    exp.Sub: Decimal.__sub__,
    exp.Mul: Decimal.__mul__,
    exp.Div: Decimal.__truediv__,
    exp.IntDiv: Decimal.__floordiv__,
    exp.Mod: Decimal.__mod__,
    exp.Pow: Decimal.__pow__,
}


def constant_of(node: exp.Expr) -> Decimal | None:
    """Returns the number that written numbers alone make, or None.

    Example:
        >>> import sqlglot
        >>> constant_of(sqlglot.parse_one("100 * (2 + 1)"))
        Decimal('300')
    """
    number = number_of(node)
    if number is not None:
        return number
    match node:
        case exp.Paren() | exp.Cast() | exp.Alias():
            return constant_of(node.this)
        case exp.Neg() | exp.Abs():
            inner = constant_of(node.this)
            return abs(inner) if inner and isinstance(node, exp.Abs) else _minus(inner)
        case exp.Subquery() | exp.Select() if node.find(exp.From) is None:
            output = output_of(node)
            return constant_of(output) if output is not None else None
        case _:
            return _computed(node)


def _minus(number: Decimal | None) -> Decimal | None:
    return -number if number is not None else None


def _computed(node: exp.Expr) -> Decimal | None:
    operator = _OPERATORS.get(type(node))
    if operator is None:
        return None
    left, right = constant_of(node.this), constant_of(node.expression)
    if left is None or right is None:
        return None
    if isinstance(node, exp.Pow) and abs(right) > _LARGEST_POWER:
        return None
    try:
        return operator(left, right).normalize() + 0
    except DecimalException:
        return None
