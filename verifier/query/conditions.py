"""Conditions of a SELECT: which there are, and what they compare with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.folding import constant_of
from verifier.query.literals import number_of
from verifier.query.paths import is_aggregate, is_choosing_part, is_counting, made_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Read, Resolution

_CONNECTIVES = (exp.And, exp.Or, exp.Not, exp.Paren)
_HOLDERS = (exp.Where, exp.Having, exp.Qualify, exp.Join, exp.If)
_TESTS = (exp.Predicate, exp.Contains, exp.StartsWith, exp.EndsWith)
_FREE = frozenset({0, 1})


def is_condition(node: exp.Expr) -> bool:
    """Returns whether a node is a whole condition, AND, OR and NOT apart."""
    above = node.parent
    if above is None or isinstance(node, (*_CONNECTIVES, exp.Query, exp.Boolean)):
        return False
    if isinstance(node, _TESTS):
        return not isinstance(above, _TESTS)
    while isinstance(above, _CONNECTIVES) and above.parent is not None:
        node, above = above, above.parent
    return isinstance(above, _HOLDERS) and is_choosing_part(above, node)


def own_reads(node: exp.Expr, resolution: Resolution) -> frozenset[Read]:
    """Returns the cells that a condition reads itself, its subqueries apart."""
    return frozenset(
        read
        for part in node.walk(prune=lambda n: isinstance(n, exp.Query))
        for origin in resolution.origins.get(id(part), ())
        for read in origin.reads
    )


def counts_only(node: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether a condition says what an aggregate counts, and no more.

    Example: `count(*) FILTER (WHERE a > 5)`, `avg(CASE WHEN a > 5 THEN 1 ELSE 0 END)`
    """
    below = node
    while below.parent is not None and not isinstance(below.parent, exp.Query):
        below = below.parent
        if isinstance(below, exp.Filter):
            return _is_count(below.this, resolution)
        if is_aggregate(below):
            return _is_count(below, resolution)
    return False


def values_read(node: exp.Expr, resolution: Resolution) -> frozenset[Read]:
    """Returns the cells whose values an aggregate takes; what it asks is left out."""
    taken: set[Read] = set()
    for part in node.walk(prune=_is_asked):
        if not _is_asked(part):
            taken |= {r for o in resolution.origins.get(id(part), ()) for r in o.reads}
    return frozenset(taken)


def numbers_of(
    node: exp.Expr, resolution: Resolution, *, in_text: bool
) -> tuple[Decimal, ...]:
    """Returns the numbers that an expression is made of, constants computed.

    Args:
        node: a side of a condition, or a key of an order.
        resolution: the statement.
        in_text: whether digits inside texts count as numbers.
    """
    whole = constant_of(node)
    if whole is not None:
        return (whole,)
    found: list[Decimal] = []
    for part in made_of(node, resolution):
        if isinstance(part, exp.Literal) and (in_text or not part.is_string):
            found += _digits(part) if part.is_string else _signed(part)
    return tuple(found)


def _is_count(node: exp.Expr, resolution: Resolution) -> bool:
    return is_counting(node) or not values_read(node, resolution)


def _is_asked(node: exp.Expr) -> bool:
    above = node.parent
    is_asked = isinstance(above, (exp.If, exp.Case)) and node.arg_key == "this"
    return isinstance(node, _TESTS) or is_asked


def _signed(literal: exp.Literal) -> Iterator[Decimal]:
    """Yields the number of a literal, unless it is a mere scale or a setting."""
    top: exp.Expr = literal
    while isinstance(top.parent, (exp.Neg, exp.Paren)):
        top = top.parent
    number, above = number_of(top), top.parent
    if number is None or top.arg_key == "decimals":
        return
    is_scale = isinstance(above, (exp.Mul, exp.Div)) and _is_power_of_ten(number)
    is_default = isinstance(above, (exp.Coalesce, exp.Nullif)) and number in _FREE
    if not (is_scale or is_default):
        yield number


def _digits(literal: exp.Literal) -> Iterator[Decimal]:
    run = ""
    for character in f"{literal.name} ":
        if character.isdecimal() and character.isascii():
            run += character
        elif run:
            yield Decimal(run)
            run = ""


def _is_power_of_ten(number: Decimal) -> bool:
    digits = "".join(map(str, number.as_tuple().digits))
    return digits.strip("0") == "1"
