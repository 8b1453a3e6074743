"""Bounds on the very column that is summed, averaged or ranked; positions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.model.plan import Bound
from verifier.query.conditions import (
    counts_only,
    is_condition,
    numbers_of,
    own_reads,
    values_read,
)
from verifier.query.folding import constant_of
from verifier.query.literals import number_of
from verifier.query.paths import behind, is_aggregate, is_counting, made_of
from verifier.query.relations import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Output, Read, Resolution

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between, exp.In)
_RANKS = (exp.RowNumber, exp.Rank, exp.DenseRank)
_PICKS = (*_RANKS, exp.FirstValue, exp.LastValue, exp.NthValue)
_QUANTILES = (exp.PercentileCont, exp.PercentileDisc, exp.Quantile)
_NAMED_QUANTILES = frozenset(map(Decimal, ("0.25", "0.5", "0.75")))
_PER_CENT = 100
_PERIODS = (exp.Year, exp.Quarter, exp.Month, exp.DateTrunc, exp.TimestampTrunc)
_NO_NUMBERS = frozenset({ValueKind.DATE, ValueKind.TEXT, ValueKind.BOOLEAN})


@dataclass(frozen=True, slots=True)
class _Measured:
    """The cells that are summed, averaged or ranked anywhere.

    Attributes:
        every: all of them.
        numbers: those that may hold numbers.
    """

    every: frozenset[Read]
    numbers: frozenset[Read]


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
        elif isinstance(node, _QUANTILES):
            found += _quantile(node)
        elif isinstance(node, exp.Ordered):
            found += _order(node, resolution)
        elif is_condition(node):
            found += _condition(node, measured, resolution)
    return tuple(found)


def _measured(resolution: Resolution) -> _Measured:
    every: set[Read] = set()
    for node in resolution.tree.walk():
        if is_aggregate(node) and not is_counting(node):
            every |= values_read(node, resolution)
        elif isinstance(node, exp.Ordered) and _ranks(node):
            every |= resolution.reads(node)
    others = {
        read
        for found in resolution.origins.values()
        for output in found
        if _holds_no_numbers(output)
        for read in output.reads
    }
    return _Measured(frozenset(every), frozenset(every - others))


def _holds_no_numbers(output: Output) -> bool:
    return output.column is not None and output.column.type.kind in _NO_NUMBERS


def _ranks(node: exp.Ordered) -> bool:
    order = node.parent
    above = order.parent if order is not None else None
    if isinstance(above, exp.Window):
        return isinstance(above.this, _PICKS)
    if not isinstance(above, exp.Query):
        return False
    distinct = above.args.get("distinct")
    is_picky = isinstance(distinct, exp.Distinct) and bool(distinct.args.get("on"))
    return is_picky or bool(above.args.get("limit") or above.args.get("offset"))


def _position(node: exp.Limit | exp.Offset) -> Iterator[Bound]:
    number = number_of(node.expression)
    if number is None or number > (1 if isinstance(node, exp.Limit) else 0):
        is_limit = isinstance(node, exp.Limit)
        word = "LIMIT" if is_limit else "OFFSET"
        place = 0 if is_limit else 1  # behind one row comes the second
        numbers = () if number is None else (number + place,)
        yield Bound(f"{word} {node.expression.sql('duckdb')}", numbers)


def _beyond_first(node: exp.Expr, number: Decimal | None) -> Iterator[Bound]:
    if number is not None and number > 1:
        yield Bound(node.sql("duckdb"), (number,))


def _quantile(node: exp.Expr) -> Iterator[Bound]:
    """Yields a quantile that is neither the median nor a quartile, in per cent."""
    place = node.args.get("quantile") or node.args.get("expression") or node.this
    while isinstance(place, exp.Order):
        place = place.this
    number = constant_of(place)
    if number is not None and number not in _NAMED_QUANTILES:
        yield Bound(node.sql("duckdb"), ((number * _PER_CENT).normalize() + 0,))


def _order(node: exp.Ordered, resolution: Resolution) -> Iterator[Bound]:
    """Yields an order that numbers decide, `abs(amount - 417)`, where rows are taken.

    To multiply or divide by a number changes no order.
    """
    if node.this.is_int or not _ranks(node):
        return
    numbers = tuple(
        number
        for key in made_of(node.this, resolution)
        if isinstance(key, exp.Literal)
        and not isinstance(_above(key), (exp.Mul, exp.Div))
        for number in numbers_of(key, resolution, in_text=False)
        if not _is_free(key, number)
    )
    if numbers:
        yield Bound(f"ORDER BY {node.this.sql('duckdb')}", numbers)


def _above(node: exp.Expr) -> exp.Expr | None:
    above = node.parent
    while isinstance(above, (exp.Neg, exp.Paren, exp.Cast)):
        above = above.parent
    return above


def _is_free(key: exp.Expr, number: Decimal) -> bool:
    is_setting = key.arg_key == "decimals" or isinstance(_above(key), exp.Window)
    return is_setting or number in {0, 1, -1}


def _condition(
    node: exp.Expr, measured: _Measured, resolution: Resolution
) -> Iterator[Bound]:
    sides = tuple(s for s in _sides(node) if constant_of(s) is None)
    if any(_is_rank(side, resolution) for side in sides):
        numbers = _numbers(node, resolution, in_text=False)
        if max(numbers, default=0) > 1:
            yield Bound(node.sql("duckdb"), numbers)
        return
    if counts_only(node, resolution) or _guards_division(node):
        return
    if any(isinstance(behind(s, resolution) or s, _PERIODS) for s in sides):
        return  # which quarter it is, is judged as a period
    is_compared = isinstance(node, _COMPARISONS) and len(sides) == 1
    reads = frozenset(
        read
        for side in sides
        for read in (
            resolution.reads(side) if is_compared else own_reads(side, resolution)
        )
    )
    if not reads & measured.every:
        return
    numbers = _numbers(node, resolution, in_text=bool(reads & measured.numbers))
    if numbers:
        names = [c.name for side in sides for c in side.find_all(exp.Column)]
        yield Bound(node.sql("duckdb"), numbers, names[0] if names else "")


def _sides(node: exp.Expr) -> tuple[exp.Expr, ...]:
    """Returns what a condition sets against each other."""
    above = node.parent
    if isinstance(above, exp.If) and isinstance(above.parent, exp.Case):
        asked = above.parent.this
        return (asked, node) if asked is not None else tuple(node.iter_expressions())
    return tuple(node.iter_expressions()) or (node,)


def _numbers(
    node: exp.Expr, resolution: Resolution, *, in_text: bool
) -> tuple[Decimal, ...]:
    return tuple(
        number
        for side in _sides(node)
        for number in numbers_of(side, resolution, in_text=in_text)
    )


def _is_rank(side: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a side is a rank, or computed from one."""
    for part in side.walk(prune=lambda n: isinstance(n, exp.Query)):
        found = behind(part, resolution) or part
        if isinstance(found, exp.Window) and isinstance(found.this, _RANKS):
            return True
    return False


def _guards_division(node: exp.Expr) -> bool:
    """Returns whether a comparison is the condition of a CASE on a total."""
    asks = node.find_ancestor(exp.If, exp.Query)
    return isinstance(asks, exp.If) and any(is_aggregate(part) for part in node.walk())
