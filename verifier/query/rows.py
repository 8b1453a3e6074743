"""`_row` bounds: addresses that narrow what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verifier.query.relations import Output

_NO_END = 2**62


def rows_kept(
    select: exp.Select, origins: Mapping[int, tuple[Output, ...]]
) -> tuple[int, int]:
    """Returns the first and last row that the WHERE of a SELECT can leave.

    Only plain bounds that AND joins are looked at; any other condition narrows nothing.
    """
    where = select.args.get("where")
    bounds = [_bound(part, origins) for part in _conjuncts(where.this)] if where else []
    kept = [bound for bound in bounds if bound]
    first = max((first for first, _ in kept), default=1)
    return first, min((last for _, last in kept), default=_NO_END)


def _conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    stack = [condition]
    while stack:
        part = stack.pop()
        if isinstance(part, (exp.And, exp.Paren)):
            stack.extend(part.iter_expressions())
        else:
            yield part


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
