"""`_row` bounds: addresses that narrow what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.clauses import conjuncts
from verifier.query.paths import chooses
from verifier.query.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.query.relations import Output, Resolution

_NO_END = 2**62
_BOUNDS = (exp.Between, exp.EQ, exp.GT, exp.GTE, exp.LT, exp.LTE)


def rows_kept(
    select: exp.Select, origins: Mapping[int, tuple[Output, ...]]
) -> tuple[int, int]:
    """Returns the first and last row that the WHERE of a SELECT can leave.

    Only plain bounds that AND joins are looked at; any other condition narrows nothing.
    """
    where = select.args.get("where")
    bounds = [_bound(part, origins) for part in conjuncts(where.this)] if where else []
    kept = [bound for bound in bounds if bound]
    first = max((first for first, _ in kept), default=1)
    return first, min((last for _, last in kept), default=_NO_END)


def check_rows(resolution: Resolution) -> None:
    """Refuses `_row` where it is more than an address or the order of the sheet.

    Raises:
        QueryRefused: `ignores-citation` where it makes the value, else `refused`.
    """
    for node in resolution.tree.find_all(exp.Column):
        if not _is_row(node, resolution.origins) or _is_address(node):
            continue
        above = node.parent.sql("duckdb")[:60] if node.parent else ROW
        raise QueryRefused(
            f"{ROW} in {above}: it says where a cell stands, not what the cell holds",
            f"WHERE {ROW} BETWEEN 2 AND 9, or ORDER BY {ROW}",
            "Cite the rows that are meant; lag() and lead() read the row beside.",
            reason="refused" if chooses(node) else "ignores-citation",
        )


def _is_address(node: exp.Expr) -> bool:
    """Returns whether a column orders rows, or is bounded by written rows."""
    below = node
    while isinstance(below.parent, exp.Paren):
        below = below.parent
    above = below.parent
    if isinstance(above, exp.Ordered):
        return True
    if not isinstance(above, _BOUNDS):
        return False
    others = [side for side in above.iter_expressions() if side is not below]
    if any(_whole(side.unnest()) is None for side in others):
        return False
    holder = above.parent
    while isinstance(holder, (exp.And, exp.Paren)):
        holder = holder.parent
    return isinstance(holder, exp.Where)


def _bound(
    part: exp.Expr, origins: Mapping[int, tuple[Output, ...]]
) -> tuple[int, int] | None:
    if isinstance(part, exp.Between):
        low, high = _whole(part.args["low"]), _whole(part.args["high"])
        if _is_row(part.this, origins) and low is not None and high is not None:
            return low, high
        return None
    if not isinstance(part, (exp.EQ, exp.GT, exp.GTE, exp.LT, exp.LTE)):
        return None
    number = _whole(part.expression)
    if number is None or not _is_row(part.this, origins):
        return None
    return _interval(part, number)


def _interval(part: exp.Expr, number: int) -> tuple[int, int]:
    match part:
        case exp.EQ():
            return number, number
        case exp.GT():
            return number + 1, _NO_END
        case exp.GTE():
            return number, _NO_END
        case exp.LT():
            return 1, number - 1
        case _:
            return 1, number


def _is_row(node: exp.Expr, origins: Mapping[int, tuple[Output, ...]]) -> bool:
    found = origins.get(id(node), ())
    return len(found) == 1 and found[0].name == ROW and found[0].column is not None


def _whole(node: exp.Expr) -> int | None:
    is_whole = isinstance(node, exp.Literal) and not node.is_string
    return int(str(node.this)) if is_whole and str(node.this).isdecimal() else None
