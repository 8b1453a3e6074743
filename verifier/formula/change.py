"""Which change a formula states: an increase, a decrease, or none that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.formula.nodes import Address, Binary, Call, Node, Percent, Unary
from verifier.formula.trials import GUARDS, ROUNDING, is_literal, literal_value
from verifier.model.plan import ChangeForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.formula.bounds import Sheets

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FLIPPED = {
    ChangeForm.NONE: ChangeForm.DECREASE,
    ChangeForm.INCREASE: ChangeForm.DECREASE,
    ChangeForm.DECREASE: ChangeForm.INCREASE,
}


def _never(_one: Node, _other: Node) -> bool:
    """Returns that nothing is known."""
    return False


def change_of(  # noqa: PLR0911 - one return for each kind
    node: Node, is_older: Callable[[Node, Node], bool] = _never
) -> ChangeForm:
    """Returns the form of change that a formula has.

    `x-y` has the newer one first, as people write it, unless it is known otherwise.

    Args:
        node: the formula or a part of it.
        is_older: whether the first of two parts is known to be the older one.

    Example:
        >>> from verifier.formula.parse import parse
        >>> forms = "B2/A2-1", "(B2-A2)/A2*100", "1-B2/A2", "(A2-B2)/A2", "-(B2-A2)"
        >>> [change_of(parse(one).root).value for one in forms]
        ['increase', 'increase', 'decrease', 'decrease', 'decrease']
    """
    inner = inside_of(node)
    if inner is not None:
        return change_of(inner, is_older)
    match node:
        case Unary(sign="-"):
            return _FLIPPED[change_of(node.operand, is_older)]
        case Binary(operator="-"):
            return _difference(node, is_older)
        case Binary(operator="/"):
            return _ratio(node)
        case Binary(operator="*") if _scales(node):
            side = node.left if is_literal(node.right) else node.right
            return _FLIPPED[change_of(side, is_older)]
        case _:
            return ChangeForm.NONE


def inside_of(node: Node) -> Node | None:  # noqa: PLR0911 - one return for each kind
    """Returns what stands inside of something that keeps the form of change."""
    match node:
        case Percent() | Unary(sign="+" | "@"):
            return node.operand
        case Call() if node.name in ROUNDING | GUARDS | {"ABS"} and node.arguments:
            return node.arguments[0]
        case Binary(operator="*") if is_literal(node.right):
            return node.left if literal_value(node.right) > 0 else None
        case Binary(operator="*") if is_literal(node.left):
            return node.right if literal_value(node.left) > 0 else None
        case Binary(operator="/") if is_literal(node.right):
            return node.left if literal_value(node.right) > 0 else None
        case _:
            return None


def _scales(node: Binary) -> bool:
    """Returns whether a product has a negative literal factor."""
    return is_literal(node.left) or is_literal(node.right)


def _difference(
    node: Binary, is_older: Callable[[Node, Node], bool] = _never
) -> ChangeForm:
    left, right = node.left, node.right
    if is_literal(right):
        is_ratio = literal_value(right) in {1, 100} and _is_ratio(left)
        return ChangeForm.INCREASE if is_ratio else ChangeForm.NONE
    if is_literal(left):
        is_ratio = literal_value(left) in {1, 100} and _is_ratio(right)
        return ChangeForm.DECREASE if is_ratio else ChangeForm.NONE
    is_chain = isinstance(left, Binary) and left.operator in {"+", "-"}
    if is_chain:
        return ChangeForm.NONE
    return ChangeForm.DECREASE if is_older(left, right) else ChangeForm.INCREASE


def _ratio(node: Binary) -> ChangeForm:
    above = node.left
    if not isinstance(above, Binary) or above.operator != "-":
        return ChangeForm.NONE
    form = _difference(above)
    if form is ChangeForm.INCREASE and above.left == node.right:
        return ChangeForm.DECREASE
    return form


def _is_ratio(node: Node) -> bool:
    inner = inside_of(node)
    if inner is not None:
        return _is_ratio(inner)
    return (
        isinstance(node, Binary) and node.operator == "/" and not is_literal(node.left)
    )


def is_older(one: Node, other: Node, sheets: Sheets) -> bool:
    """Returns whether the years in two columns' headers say that the first is older."""
    years = [_year(node, sheets) for node in (one, other)]
    return None not in years and str(years[0]) < str(years[1])


def _year(node: Node, sheets: Sheets) -> str | None:
    """Returns the only year in the header of an address's only column."""
    if not isinstance(node, Address) or len(sheets.columns(node)) != 1:
        return None
    found = set(_YEAR.findall(sheets.label(node)))
    return found.pop() if len(found) == 1 else None
