"""Which change a formula states: an increase, a decrease, or none that is known."""

from __future__ import annotations

import re
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
from verifier.formula.trials import GUARDS, ROUNDING, is_literal, literal_value
from verifier.model.plan import ChangeForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.formula.bounds import Sheets

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEARS = range(1900, 2101)
# functions that keep the form of change of their first argument
_TRANSPARENT = ROUNDING | GUARDS | {"ABS", "SINGLE", "ARRAYFORMULA"}
_FLIPPED = {
    ChangeForm.NONE: ChangeForm.DECREASE,
    ChangeForm.INCREASE: ChangeForm.DECREASE,
    ChangeForm.DECREASE: ChangeForm.INCREASE,
}


def _unknown(_node: Node) -> int | None:
    """Returns that nothing is known of a part's year."""
    return None


def change_of(  # noqa: PLR0911 - one return for each kind
    node: Node, year_of: Callable[[Node], int | None] = _unknown
) -> ChangeForm:
    """Returns the form of change that a formula has.

    Of a share that is changed the base is the older part, as people write it, unless
    years say otherwise. Of a plain difference only years tell which part is older.

    Args:
        node: the formula or a part of it.
        year_of: the one year of which a part speaks, if it does.

    Example:
        >>> from verifier.formula.parse import parse
        >>> forms = "B2/A2-1", "(B2-A2)/A2*100", "1-B2/A2", "(A2-B2)/A2", "B2-A2"
        >>> [change_of(parse(one).root).value for one in forms]
        ['increase', 'increase', 'decrease', 'decrease', 'none']
    """
    inner = inside_of(node)
    if inner is not None:
        return change_of(inner, year_of)
    match node:
        case Unary(sign="-"):
            return _turned(node.operand, year_of)
        case Binary(operator="-"):
            return _difference(node, year_of)
        case Binary(operator="/"):
            return _ratio(node, year_of)
        case Binary(operator="*") if _scales(node):
            side = node.left if is_literal(node.right) else node.right
            return _turned(side, year_of)
        case _:
            return ChangeForm.NONE


def _turned(node: Node, year_of: Callable[[Node], int | None]) -> ChangeForm:
    """Returns the form of a part behind a minus."""
    bare = _bare(node)
    is_plain = isinstance(bare, Binary) and bare.operator == "-"
    found = change_of(node, year_of)
    if is_plain and found is ChangeForm.NONE:
        return ChangeForm.NONE  # which way it was meant is not known
    return _FLIPPED[found]


def _bare(node: Node) -> Node:
    inner = inside_of(node)
    return node if inner is None else _bare(inner)


def inside_of(node: Node) -> Node | None:  # noqa: PLR0911 - one return for each kind
    """Returns what stands inside of something that keeps the form of change."""
    match node:
        case Percent() | Unary(sign="+" | "@"):
            return node.operand
        case Call() if node.name in _TRANSPARENT and node.arguments:
            return node.arguments[0]
        case Binary(operator="*") if is_literal(node.right):
            return node.left if literal_value(node.right) > 0 else None
        case Binary(operator="*") if is_literal(node.left):
            return node.right if literal_value(node.left) > 0 else None
        case Binary(operator="/") if is_literal(node.right):
            return node.left if literal_value(node.right) > 0 else None
        case _:
            return None


def _difference(node: Binary, year_of: Callable[[Node], int | None]) -> ChangeForm:
    left, right = node.left, node.right
    if is_literal(right):
        return _from_whole(right, left, year_of)
    if is_literal(left):
        found = _from_whole(left, right, year_of)
        return ChangeForm.NONE if found is ChangeForm.NONE else _FLIPPED[found]
    is_chain = isinstance(left, Binary) and left.operator in {"+", "-"}
    years = year_of(left), year_of(right)
    if is_chain or years[0] is None or years[1] is None or years[0] == years[1]:
        return ChangeForm.NONE
    return ChangeForm.INCREASE if years[0] > years[1] else ChangeForm.DECREASE


def _from_whole(
    whole: Node, share: Node, year_of: Callable[[Node], int | None]
) -> ChangeForm:
    """Returns the form of a share minus 1 or 100 %."""
    ratio = _ratio_in(share)
    if literal_value(whole) not in {1, 100} or ratio is None:
        return ChangeForm.NONE
    return _against(ratio.left, ratio.right, year_of)


def _against(
    part: Node, base: Node, year_of: Callable[[Node], int | None]
) -> ChangeForm:
    """Returns an increase, or a decrease where years say that the base is newer."""
    years = year_of(part), year_of(base)
    is_newer = years[0] is not None and years[1] is not None and years[1] > years[0]
    return ChangeForm.DECREASE if is_newer else ChangeForm.INCREASE


def _ratio(node: Binary, year_of: Callable[[Node], int | None]) -> ChangeForm:
    above = node.left
    if not isinstance(above, Binary) or above.operator != "-":
        return ChangeForm.NONE
    if above.right == node.right and not is_literal(above.left):
        return _against(above.left, node.right, year_of)
    if above.left == node.right:
        return _FLIPPED[_against(above.right, node.right, year_of)]
    return _difference(above, year_of)


def _ratio_in(node: Node) -> Binary | None:
    """Returns the division in a share, without what only scales it."""
    bare = _bare(node)
    if not isinstance(bare, Binary) or bare.operator != "/":
        return None
    return None if is_literal(bare.left) else bare


def _scales(node: Binary) -> bool:
    """Returns whether a product has a negative literal factor."""
    return is_literal(node.left) or is_literal(node.right)


def year_in(node: Node, sheets: Sheets) -> int | None:
    """Returns the only year of which a part speaks.

    It stands in the header of an address's only column, else in a text or number, as
    criteria have it.
    """
    parts = tuple(walk(node))
    found = {year for part in parts for year in _header_years(part, sheets)}
    found = found or {year for part in parts for year in _written_years(part)}
    return found.pop() if len(found) == 1 else None


def _header_years(node: Node, sheets: Sheets) -> Iterator[int]:
    if isinstance(node, Address) and len(sheets.columns(node)) == 1:
        label = sheets.label(node)
        yield from () if label == str(node) else _years(label)


def _written_years(node: Node) -> Iterator[int]:
    if isinstance(node, Text):
        yield from _years(node.value)
    elif isinstance(node, Number) and node.value in _YEARS:
        yield int(node.value)


def _years(text: str) -> Iterator[int]:
    yield from (year for year in map(int, _YEAR.findall(text)) if year in _YEARS)
