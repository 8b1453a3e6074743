"""Whether a calculation is a recognised change, and in which direction."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import ChangeForm
from verifier.query.paths import behind, output_of
from verifier.query.trials import is_literal, rounded
from verifier.query.types import branches_of
from verifier.query.years import order_of

if TYPE_CHECKING:
    from verifier.query.relations import Resolution

_DEEPEST = 40
_WHOLES = frozenset({Decimal(1), Decimal(100)})
_OPPOSITE = {
    ChangeForm.INCREASE: ChangeForm.DECREASE,
    ChangeForm.DECREASE: ChangeForm.INCREASE,
    ChangeForm.NONE: ChangeForm.NONE,
}


def change_of(
    node: exp.Expr | None, resolution: Resolution, depth: int = 0
) -> ChangeForm:
    """Returns the form of change that an expression has.

    `x / y - 1` and `(x - y) / y` are increases, `1 - x / y` and `(x - y) / x`
    decreases, unless years say that the base is the newer part; of `x - y` only years
    tell. A minus before one turns it round. Roundings, casts, brackets, constant
    factors, abs() and guards against zero are looked through.
    """
    if node is None or depth > _DEEPEST:
        return ChangeForm.NONE
    bare = stripped(node, resolution)
    match bare:
        case exp.Abs() | exp.Subquery():
            inner = output_of(bare) if isinstance(bare, exp.Subquery) else bare.this
            found = change_of(inner, resolution, depth + 1)
        case exp.Neg():
            found = _OPPOSITE[change_of(bare.this, resolution, depth + 1)]
        case exp.Sub():
            found = _of_difference(bare, resolution)
        case exp.Div():
            found = _of_ratio(bare, resolution)
        case _:
            found = ChangeForm.NONE
    return found


def stripped(node: exp.Expr, resolution: Resolution) -> exp.Expr:
    """Returns an expression without what does not change its form."""
    for _ in range(_DEEPEST):
        inner = _inside(node, resolution)
        if inner is None:
            break
        node = inner
    return node


def _inside(node: exp.Expr, resolution: Resolution) -> exp.Expr | None:
    match node:
        case exp.Paren() | exp.Alias() | exp.Cast() | exp.Nullif() | exp.Try():
            found = node.this
        case exp.Mul() if is_literal(node.left):
            found = node.right
        case exp.Mul() | exp.Div() if is_literal(node.right):
            found = node.left
        case exp.Column():
            found = behind(node, resolution)
        case exp.Case() | exp.If() | exp.Coalesce():
            found = _only_branch(node)
        case _:
            found = rounded(node, resolution)
    return found


def _only_branch(node: exp.Expr) -> exp.Expr | None:
    live = [
        branch
        for branch in branches_of(node)
        if not isinstance(branch, exp.Null) and not is_literal(branch)
    ]
    return live[0] if len(live) == 1 else None


def _of_difference(node: exp.Sub, resolution: Resolution) -> ChangeForm:
    if _is_whole(node.right):
        return _of_share(node.left, resolution)
    if _is_whole(node.left):
        return _OPPOSITE[_of_share(node.right, resolution)]
    if is_literal(node.left) or is_literal(node.right):
        return ChangeForm.NONE
    return order_of(node.left, node.right, resolution)


def _of_share(node: exp.Expr, resolution: Resolution) -> ChangeForm:
    """Returns the form of a share minus 1 or 100 %, none where it is no division."""
    bare = stripped(node, resolution)
    if not isinstance(bare, exp.Div):
        return ChangeForm.NONE
    return _against(bare.left, bare.right, resolution)


def _against(part: exp.Expr, base: exp.Expr, resolution: Resolution) -> ChangeForm:
    """Returns an increase, or a decrease where years say that the base is newer."""
    known = order_of(part, base, resolution)
    return ChangeForm.INCREASE if known is ChangeForm.NONE else known


def _of_ratio(node: exp.Div, resolution: Resolution) -> ChangeForm:
    difference = stripped(node.left, resolution)
    if isinstance(difference, exp.Neg):
        return _OPPOSITE[_ratio_form(difference.this, node.right, resolution)]
    return _ratio_form(difference, node.right, resolution)


def _ratio_form(
    difference: exp.Expr, base: exp.Expr, resolution: Resolution
) -> ChangeForm:
    bare = stripped(difference, resolution)
    if not isinstance(bare, exp.Sub):
        return ChangeForm.NONE
    below = _key(base, resolution)
    if below == _key(bare.right, resolution):
        return _against(bare.left, bare.right, resolution)
    if below == _key(bare.left, resolution):
        return _OPPOSITE[_against(bare.right, bare.left, resolution)]
    return _of_difference(bare, resolution)


def _is_whole(node: exp.Expr) -> bool:
    """Returns whether a node is the 1 or 100 of `x / y - 1`."""
    while isinstance(node, (exp.Paren, exp.Cast)):
        node = node.this
    is_number = isinstance(node, exp.Literal) and not node.is_string
    return is_number and Decimal(str(node.this)) in _WHOLES


def _key(node: exp.Expr, resolution: Resolution) -> str:
    """Returns a text that is equal for expressions that are the same."""
    bare = stripped(node, resolution)
    if isinstance(bare, exp.Column):
        found = resolution.origins.get(id(bare), ())
        reads = sorted(read for output in found for read in output.reads)
        return f"{bare.name.casefold()} {reads}"
    select = bare.find_ancestor(exp.Select)
    return f"{bare.sql('duckdb').casefold()} {id(select)}"
