"""What can be said of a formula without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.bounds import Sheets, bounds_of
from verifier.formula.nodes import (
    COMPARISONS,
    Address,
    Binary,
    Call,
    Node,
    Percent,
    Unary,
    children,
    walk,
)
from verifier.formula.roles import literals_of, names_of
from verifier.formula.trials import (
    GUARDS,
    ROUNDING,
    is_literal,
    literal_value,
    without_outer_rounding,
)
from verifier.model.plan import ChangeForm, Traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from verifier.model.address import CellRange, Reference
    from verifier.model.source import SheetKey, SheetLayout

_COUNTING = frozenset(
    [
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "COUNTBLANK",
        "COUNTUNIQUE",
        "ROWS",
        "COLUMNS",
        "ISBLANK",
        "ISNUMBER",
        "ISTEXT",
        "ISERROR",
        "ISNA",
        "ISERR",
    ]
)
_FLIPPED = {
    ChangeForm.NONE: ChangeForm.DECREASE,
    ChangeForm.INCREASE: ChangeForm.DECREASE,
    ChangeForm.DECREASE: ChangeForm.INCREASE,
}


def traits_of(
    root: Node,
    locate: Callable[[Reference], CellRange],
    layouts: Mapping[SheetKey, SheetLayout],
) -> Traits:
    """Returns the traits of a formula."""
    sheets = Sheets(locate, layouts)
    return Traits(
        literals=literals_of(root),
        divisors=tuple(dict.fromkeys(_divisors(root, sheets))),
        change=change_of(root),
        magnitude=_hides_sign(root),
        counts=_only_counts(root),
        bounds=bounds_of(root, sheets),
        rounds=without_outer_rounding(root) != root,
        functions=names_of(root),
    )


def change_of(node: Node) -> ChangeForm:  # noqa: PLR0911 - one return for each kind
    """Returns the form of change that a formula has; `x-y` has the newer one first.

    Example:
        >>> from verifier.formula.parse import parse
        >>> forms = "B2/A2-1", "(B2-A2)/A2*100", "1-B2/A2", "(A2-B2)/A2", "-(B2-A2)"
        >>> [change_of(parse(one).root).value for one in forms]
        ['increase', 'increase', 'decrease', 'decrease', 'decrease']
    """
    inner = _inside(node)
    if inner is not None:
        return change_of(inner)
    match node:
        case Unary(sign="-"):
            return _FLIPPED[change_of(node.operand)]
        case Binary(operator="-"):
            return _difference(node)
        case Binary(operator="/"):
            return _ratio(node)
        case Binary(operator="*") if _scales(node):
            side = node.left if is_literal(node.right) else node.right
            return _FLIPPED[change_of(side)]
        case _:
            return ChangeForm.NONE


def _inside(node: Node) -> Node | None:  # noqa: PLR0911 - one return for each kind
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


def _difference(node: Binary) -> ChangeForm:
    left, right = node.left, node.right
    if is_literal(right):
        is_ratio = literal_value(right) in {1, 100} and _is_ratio(left)
        return ChangeForm.INCREASE if is_ratio else ChangeForm.NONE
    if is_literal(left):
        is_ratio = literal_value(left) in {1, 100} and _is_ratio(right)
        return ChangeForm.DECREASE if is_ratio else ChangeForm.NONE
    is_chain = isinstance(left, Binary) and left.operator in {"+", "-"}
    return ChangeForm.NONE if is_chain else ChangeForm.INCREASE


def _ratio(node: Binary) -> ChangeForm:
    above = node.left
    if not isinstance(above, Binary) or above.operator != "-":
        return ChangeForm.NONE
    form = _difference(above)
    if form is ChangeForm.INCREASE and above.left == node.right:
        return ChangeForm.DECREASE
    return form


def _is_ratio(node: Node) -> bool:
    inner = _inside(node)
    if inner is not None:
        return _is_ratio(inner)
    return (
        isinstance(node, Binary) and node.operator == "/" and not is_literal(node.left)
    )


def _hides_sign(node: Node) -> bool:
    if isinstance(node, Call) and node.name == "ABS":
        return True
    inner = _inside(node)
    return inner is not None and _hides_sign(inner)


def _only_counts(root: Node) -> bool:
    addresses = list(_uncounted(root))
    counts = any(isinstance(n, Call) and n.name in _COUNTING for n in walk(root))
    compares = any(
        isinstance(n, Binary) and n.operator in COMPARISONS for n in walk(root)
    )
    return not addresses and (counts or compares)


def _uncounted(node: Node) -> Iterator[Node]:
    """Yields the addresses whose numbers matter."""
    if isinstance(node, Address):
        yield node
    if isinstance(node, Call) and node.name in _COUNTING:
        return
    if isinstance(node, Binary) and node.operator in COMPARISONS:
        return
    for part in children(node):
        yield from _uncounted(part)


def _divisors(root: Node, sheets: Sheets) -> Iterator[int]:
    """Yields how many terms and cells stand above the line of each division."""
    for node in walk(root):
        if isinstance(node, Binary) and node.operator == "/":
            terms = _terms(node.left)
            if terms > 1:
                yield terms
            cells = _cells_in(node.left, sheets)
            if cells:
                yield cells
            for part in walk(node.left):
                if isinstance(part, Call):
                    yield from (_cells_in(a, sheets) for a in part.arguments[:1])
                    yield len(part.arguments)


def _terms(node: Node) -> int:
    if isinstance(node, Binary) and node.operator in {"+", "-"}:
        return _terms(node.left) + _terms(node.right)
    return 1


def _cells_in(node: Node, sheets: Sheets) -> int:
    total = 0
    for part in walk(node):
        if isinstance(part, Address):
            cells = sheets.locate(part.reference)
            total += cells.rows * cells.columns
    return total
