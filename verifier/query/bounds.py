"""Bounds on the very column that is summed, averaged or ranked; positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import Bound
from verifier.query.literals import number_of
from verifier.query.paths import behind, is_aggregate, is_counting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from verifier.query.relations import Read, Resolution

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In)
_RANKS = (exp.RowNumber, exp.Rank, exp.DenseRank)


def bounds_of(resolution: Resolution) -> tuple[Bound, ...]:
    """Returns the bounds and positions of a statement, in order."""
    measured = _measured(resolution)
    found: list[Bound] = []
    for node in resolution.tree.dfs():
        if isinstance(node, (exp.Limit, exp.Offset)):
            found += _position(node)
        elif isinstance(node, exp.NthValue):
            number = number_of(node.args["offset"]) if node.args.get("offset") else None
            found += _beyond_first(node, number)
        elif isinstance(node, _COMPARISONS):
            found += _comparison(node, measured, resolution)
    return tuple(found)


def _measured(resolution: Resolution) -> frozenset[Read]:
    """Returns the cells that are summed, averaged or ranked anywhere."""
    found: set[Read] = set()
    for node in resolution.tree.walk():
        if is_aggregate(node) and not is_counting(node):
            found |= _read_values(node, resolution)
        elif isinstance(node, exp.Ordered) and _ranks(node):
            found |= resolution.reads(node)
    return frozenset(found)


def _read_values(node: exp.Expr, resolution: Resolution) -> frozenset[Read]:
    """Returns what an aggregate aggregates; what its CASE asks is left out."""
    asked: set[Read] = set()
    for branch in node.find_all(exp.If):
        asked |= resolution.reads(branch.this)
    taken: set[Read] = set()
    for part in node.walk(prune=lambda n: isinstance(n, exp.Predicate)):
        if not isinstance(part, exp.Predicate):
            taken |= {r for o in resolution.origins.get(id(part), ()) for r in o.reads}
    return frozenset(taken or asked)


def _ranks(node: exp.Ordered) -> bool:
    order = node.parent
    above = order.parent if order is not None else None
    if isinstance(above, exp.Window):
        return isinstance(above.this, (*_RANKS, exp.FirstValue, exp.NthValue))
    return isinstance(above, exp.Query) and bool(above.args.get("limit"))


def _position(node: exp.Limit | exp.Offset) -> Iterator[Bound]:
    number = number_of(node.expression)
    if number is None or number > (1 if isinstance(node, exp.Limit) else 0):
        word = "LIMIT" if isinstance(node, exp.Limit) else "OFFSET"
        numbers = () if number is None else (number,)
        yield Bound(f"{word} {node.expression.sql('duckdb')}", numbers)


def _beyond_first(node: exp.Expr, number: Decimal | None) -> Iterator[Bound]:
    if number is not None and number > 1:
        yield Bound(node.sql("duckdb"), (number,))


def _comparison(
    node: exp.Expr, measured: frozenset[Read], resolution: Resolution
) -> Iterator[Bound]:
    numbers, sides = _split(node)
    if not numbers or len(sides) != 1:
        return
    side = sides[0]
    if _is_rank(side, resolution):
        yield from _beyond_first(node, max(numbers))
        return
    if not resolution.reads(side) & measured or _guards_division(node, side):
        return
    names = [c.name for c in side.find_all(exp.Column)]
    yield Bound(node.sql("duckdb"), numbers, names[0] if names else "")


def _split(node: exp.Expr) -> tuple[tuple[Decimal, ...], list[exp.Expr]]:
    """Returns the numbers of a comparison, and its sides that are none."""
    numbers: list[Decimal] = []
    sides: list[exp.Expr] = []
    for part in node.iter_expressions():
        literal = part if not part.find(exp.Column, exp.Query) else None
        number = number_of(literal) if literal is not None else None
        if number is not None:
            numbers.append(number)
        elif literal is None:
            sides.append(part)
    return tuple(numbers), sides


def _is_rank(side: exp.Expr, resolution: Resolution) -> bool:
    part = behind(side, resolution) or side
    return isinstance(part, exp.Window) and isinstance(part.this, _RANKS)


def _guards_division(node: exp.Expr, side: exp.Expr) -> bool:
    """Returns whether a comparison is the condition of a CASE on a total."""
    asks = node.find_ancestor(exp.If, exp.Query)
    return isinstance(asks, exp.If) and any(is_aggregate(part) for part in side.walk())
