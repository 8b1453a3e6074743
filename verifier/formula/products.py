"""The numbers of a formula that are multiplied with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.nodes import (
    COMPARISONS,
    Binary,
    Call,
    Node,
    Percent,
    Unary,
    children as parts_of,
)
from verifier.formula.trials import is_literal, literal_value
from verifier.model.factors import NONE, either, multiplied

if TYPE_CHECKING:
    from verifier.model.factors import Chains

_MULTIPLYING, _ADDING = frozenset("*/"), frozenset("+-")
_PRODUCTS = frozenset({"PRODUCT", "QUOTIENT", "SUMPRODUCT"})
_MOST_TIMES = 16  # of a factor that is raised to a power


def products_of(node: Node) -> Chains:  # noqa: PLR0911 - one return for each kind
    """Returns the written factors of each product, those of inner sums along.

    Example:
        >>> from verifier.formula.parse import parse
        >>> found = products_of(parse("=(SUM(A1:A9)*7+B1*60)*24/100+A1/3").root)
        >>> [" ".join(map(str, chain)) for chain in found]
        ['7 24 100', '60 24 100', '3']
    """
    match node:
        case Binary(operator="*" | "/"):
            return multiplied(*map(_factor, _operands(node, _MULTIPLYING)))
        case Binary(operator="+" | "-"):
            return either(map(products_of, _operands(node, _ADDING)))
        case Binary(operator="^"):
            return _power(node.left, node.right)
        case Binary(operator=operator) if operator in COMPARISONS:
            return NONE
        case Call(name=name) if name in _PRODUCTS:
            return multiplied(*(_factor(part) for part in node.arguments))
        case Call(name="POWER", arguments=(base, exponent)):
            return _power(base, exponent)
        case _:
            return either(products_of(part) for part in parts_of(node))


def _operands(node: Node, operators: frozenset[str]) -> list[Node]:
    """Returns the parts of a chain of operations, which may be thousands long."""
    found: list[Node] = []
    while isinstance(node, Binary) and node.operator in operators:
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _factor(node: Node) -> Chains:
    if is_literal(node):
        return ((abs(literal_value(node)),),)
    if isinstance(node, (Unary, Percent)):
        return _factor(node.operand)
    return products_of(node)


def _power(base: Node, exponent: Node) -> Chains:
    times = abs(literal_value(exponent)) if is_literal(exponent) else 1
    count = int(min(max(times, 1), _MOST_TIMES))
    return multiplied(*[_factor(base)] * count) if is_literal(base) else _factor(base)
