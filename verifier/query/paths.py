"""Ways through a statement: which parts make the value, which only choose rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.allowed import AGGREGATES, NAMED_AGGREGATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.query.relations import Resolution

MOST_STEPS = 20_000

_CHOOSERS = (
    exp.Where, exp.Having, exp.Qualify, exp.Group, exp.Ordered, exp.Limit, exp.Offset,
    exp.WindowSpec, exp.Predicate, exp.And, exp.Or, exp.Not,
)  # fmt: skip
_CHOOSING_KEYS = (
    (exp.Join, "on"),
    (exp.If, "this"),
    (exp.Case, "this"),
    (exp.Window, "partition_by"),
)


def is_aggregate(node: exp.Expr) -> bool:
    """Returns whether a node is an aggregate function."""
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower() in NAMED_AGGREGATES
    return type(node).__name__ in AGGREGATES


def is_counting(node: exp.Expr) -> bool:
    """Returns whether a node is an aggregate that only counts."""
    return isinstance(node, (exp.Count, exp.CountIf, exp.RegrCount))


def chooses(node: exp.Expr) -> bool:
    """Returns whether a node stands where rows or branches are chosen."""
    below, above = node, node.parent
    while above is not None:
        if is_choosing_part(above, below):
            return True
        below, above = above, above.parent
    return False


def is_choosing_part(above: exp.Expr, below: exp.Expr) -> bool:
    """Returns whether a child of a node chooses rows or branches there.

    What WITHIN GROUP orders by is what the aggregate takes, and chooses nothing.
    """
    if isinstance(above, exp.Ordered) and above.parent is not None:
        return not isinstance(above.parent.parent, exp.WithinGroup)
    if isinstance(above, _CHOOSERS):
        return True
    return any(
        isinstance(above, kind) and below.arg_key == key for kind, key in _CHOOSING_KEYS
    )


def output_of(tree: exp.Expr) -> exp.Expr | None:
    """Returns the expression that is the only output of a SELECT, or None."""
    while isinstance(tree, exp.Subquery):
        tree = tree.this
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
        return None
    return tree.expressions[0].unalias()


def behind(node: exp.Expr, resolution: Resolution) -> exp.Expr | None:
    """Returns the one expression that a column of a subquery stands for, or None."""
    found = resolution.origins.get(id(node), ())
    parts = found[0].parts if len(found) == 1 else ()
    return parts[0] if len(parts) == 1 else None


def scalar_parts(node: exp.Expr, resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields the parts of a value that stand outside of aggregates and choices."""
    yield from _parts(node, resolution, is_aggregate)


def value_parts(node: exp.Expr, resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields the parts of a value, those inside aggregates that count left out."""
    yield from _parts(node, resolution, is_counting)


def made_of(node: exp.Expr, resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields all parts of a value, those inside aggregates and subqueries too."""
    yield from _parts(node, resolution, None)


def parts_of_the_value(resolution: Resolution) -> Iterator[exp.Expr]:
    """Yields all parts of what a statement gives, each once."""
    yield from made_of(resolution.tree, resolution)


def below_in_value(node: exp.Expr, resolution: Resolution) -> list[exp.Expr]:
    """Returns the parts right below one that make its value; a column's are its own."""
    if isinstance(node, exp.Column):
        found = resolution.origins.get(id(node), ())
        return [part for output in found for part in output.parts]
    if isinstance(node, exp.Select):
        return list(node.expressions)
    if isinstance(node, exp.SetOperation):
        return [node.this, node.expression]
    return [c for c in node.iter_expressions() if not is_choosing_part(node, c)]


def _parts(
    start: exp.Expr, resolution: Resolution, stops: type | object
) -> Iterator[exp.Expr]:
    stack, seen = [start], set[int]()
    while stack and len(seen) < MOST_STEPS:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if callable(stops) and stops(node):
            continue
        stack.extend(reversed(below_in_value(node, resolution)))
