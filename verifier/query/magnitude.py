"""How large the terms are that a SELECT adds, so that its rounding errors are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_ADDING = (exp.Sum, exp.Avg)
_ELSEWHERE = (exp.Where, exp.Having, exp.Join, exp.Order, exp.Group, exp.Qualify)


def magnitude(tree: exp.Query) -> exp.Query | None:
    """Returns the SELECT of the sizes of all terms, None where nothing can cancel.

    Sums are those of absolute values, and differences are sums; conditions stay.

    Example:
        >>> import sqlglot
        >>> tree = sqlglot.parse_one("SELECT sum(a) - sum(b) FROM t WHERE a - b > 1")
        >>> print(magnitude(tree).sql())
        SELECT ABS(SUM(ABS(a))) + ABS(SUM(ABS(b))) FROM t WHERE a - b > 1
    """
    copied = tree.copy()
    nodes = [node for node in copied.dfs() if _adds(node) and not _decides(node)]
    for node in reversed(nodes):
        if isinstance(node, exp.Sub | exp.Add):
            left, right = _absolute(node.left), _absolute(node.right)
            node.replace(exp.Add(this=left, expression=right))
        else:
            node.set("this", _absolute(node.this))
    return copied if nodes else None


def _adds(node: Expr) -> bool:
    is_sum = isinstance(node, _ADDING) and not isinstance(node.this, exp.Distinct)
    return is_sum or isinstance(node, exp.Sub | exp.Add)


def _decides(node: Expr) -> bool:
    """Returns whether a node stands in a condition or an order."""
    above = node.parent
    while above is not None:
        if isinstance(above, _ELSEWHERE):
            return True
        if isinstance(above, exp.If) and node.arg_key == "this":
            return True
        if isinstance(above, exp.Select | exp.Subquery):
            return False
        node, above = above, above.parent
    return False


def _absolute(node: Expr) -> Expr:
    return exp.Abs(this=node.copy())
