"""How large the terms are that a formula adds, so that its rounding errors are known.

What is added in DOUBLE is wrong by at most a small part of the sizes of all terms
together (not of their sum, which may be small where they cancel). The formula for these
sizes is a formula as well: sums over the cells above zero less those below it.

Source: Higham, Accuracy and Stability of Numerical Algorithms, section 4.2.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from verifier.formula.nodes import (
    Address,
    Binary,
    Call,
    Node,
    Number,
    Percent,
    Text,
    Unary,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def magnitude(root: Node) -> Node | None:
    """Returns the formula of the sizes of all terms, None where nothing can cancel.

    Example:
        >>> from verifier.formula.parse import parse
        >>> str(magnitude(parse("=A1-B1*2").root))
        'ABS(A1)+ABS(B1)*2'
        >>> str(magnitude(parse("=SUM(A1:A9)").root))
        'SUMIF(A1:A9,">0")-SUMIF(A1:A9,"<0")'
        >>> str(magnitude(parse("=NPV(A1,B1:B9)").root))
        'NPV(A1,ABS(B1:B9))'
        >>> magnitude(parse("=MAX(A1:A9)").root) is None
        True
    """
    return _size(root) if any(map(_adds, walk(root))) else None


def adds_quotients(root: Node) -> bool:
    """Returns whether results of division, which are DOUBLE, are added.

    Example:
        >>> from verifier.formula.parse import parse
        >>> adds_quotients(parse("=A1/3+B1/3-1").root)
        True
        >>> adds_quotients(parse("=B1/A1-1").root)
        False
    """
    operators = [node.operator for node in walk(root) if isinstance(node, Binary)]
    quotients = sum(operator in {"/", "^"} for operator in operators)
    return quotients > 1 and not {"+", "-"}.isdisjoint(operators)


def sums_payments(root: Node) -> bool:
    """Returns whether payments are discounted and added, which is done in DOUBLE.

    Example:
        >>> from verifier.formula.parse import parse
        >>> sums_payments(parse("=FV(0.1,360,-100,1000)").root)
        True
    """
    return any(isinstance(node, Call) and node.name in _WORTHS for node in walk(root))


def _adds(node: Node) -> bool:
    is_sum = isinstance(node, Call) and _SUMS.get(node.name, _rounded) is not _rounded
    return is_sum or (isinstance(node, Binary) and node.operator in {"+", "-"})


def _size(node: Node) -> Node:
    match node:
        case Binary(operator="+" | "-" | "*"):
            operator = "*" if node.operator == "*" else "+"
            return Binary(operator, _size(node.left), _size(node.right))
        case Binary(operator="/"):
            return _quotient(node)
        case Unary() | Percent():
            inner = _size(node.operand)
            return Percent(inner) if isinstance(node, Percent) else inner
        case Call() if node.arguments and node.name in _SUMS:
            return _SUMS[node.name](node)
        case _:
            return _absolute(node)


def _quotient(node: Binary) -> Node:
    """Returns the sizes above the line, larger by what cancels below it."""
    made = Binary("/", _size(node.left), _absolute(node.right))
    below = _size(node.right)
    if below in {node.right, _absolute(node.right)}:
        return made
    return Binary("*", made, Binary("/", below, _absolute(node.right)))


def _average(call: Call) -> Node:
    return Binary("/", _sum(call), Call("COUNT", call.arguments))


def _average_if(call: Call) -> Node:
    count = Call("COUNTIFS", call.arguments[1:])
    return Binary("/", _both_signs(Call("SUMIFS", call.arguments)), count)


def _sum_if(call: Call) -> Node:
    cells = call.arguments[2:] or call.arguments[:1]
    return _both_signs(Call("SUMIFS", (*cells, *call.arguments[:2])))


def _sum_of_products(call: Call) -> Node:
    return Call("SUMPRODUCT", tuple(map(_absolute, call.arguments)))


def _worth(call: Call) -> Node:
    """Returns what payments are worth if all of them flow one way."""
    first, *rest = call.arguments
    if call.name in {"NPV", "XNPV"}:
        flows = rest if call.name == "NPV" else rest[:1]
        sizes = (*map(_absolute, flows), *rest[len(flows) :])
        return Call(call.name, (first, *sizes))
    count, *amounts = rest
    sizes = (*map(_absolute, amounts[:2]), *amounts[2:])
    return Call("ABS", (Call(call.name, (first, count, *sizes)),))


def _rounded(call: Call) -> Node:
    return _size(call.arguments[0])


def _sum(call: Call) -> Node:
    terms = map(_summed, call.arguments)
    return reduce(lambda one, other: Binary("+", one, other), terms)


def _summed(argument: Node) -> Node:
    if not isinstance(argument, Address):
        return _size(argument)
    above, below = (
        Call("SUMIF", (argument, Text(criterion))) for criterion in (">0", "<0")
    )
    return Binary("-", above, below)


def _both_signs(call: Call) -> Node:
    """Returns a sum over cells above zero, less that over cells below it."""
    cells = call.arguments[0]
    above, below = (
        Call(call.name, (*call.arguments, cells, Text(criterion)))
        for criterion in (">0", "<0")
    )
    return Binary("-", above, below)


def _absolute(node: Node) -> Node:
    return node if isinstance(node, Number) else Call("ABS", (node,))


_WORTHS = ("NPV", "XNPV", "FV", "PV")
_SUMS: dict[str, Callable[[Call], Node]] = {
    "SUM": _sum,
    "SUMIF": _sum_if,
    "SUMIFS": _both_signs,
    "SUMPRODUCT": _sum_of_products,
    "AVERAGE": _average,
    "AVERAGEIFS": _average_if,
    **dict.fromkeys(_WORTHS, _worth),
    **dict.fromkeys(["ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT", "ABS"], _rounded),
}
