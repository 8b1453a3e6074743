"""The clauses of one SELECT, without those of the SELECTs inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.paths import is_aggregate

if TYPE_CHECKING:
    from collections.abc import Iterator


def items_named_by_place(select: exp.Select) -> Iterator[exp.Expr]:
    """Yields the outputs that GROUP BY ALL, GROUP BY 1 or ORDER BY 1 speak of."""
    items = select.expressions
    group, order = select.args.get("group"), select.args.get("order")
    if group is not None and group.args.get("all"):
        yield from (i for i in items if not any(is_aggregate(n) for n in i.walk()))
    keys = list(group.expressions) if group is not None else []
    keys += [key.this for key in order.expressions] if order is not None else []
    for key in keys:
        place = int(key.name) if key.is_int else 0
        if 1 <= place <= len(items):
            yield items[place - 1]


def conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    """Yields the conditions that AND joins to one."""
    stack = [condition]
    while stack:
        part = stack.pop()
        if isinstance(part, (exp.And, exp.Paren)):
            stack.extend(part.iter_expressions())
        else:
            yield part


def own_nodes(part: exp.Expr) -> Iterator[exp.Expr]:
    """Yields the nodes of a SELECT that are not inside another one."""
    for node in part.walk(
        prune=lambda n: n is not part and isinstance(n, (exp.Query, exp.With))
    ):
        if node is part or not isinstance(node, (exp.Query, exp.With)):
            yield node


def own_queries(part: exp.Expr) -> Iterator[exp.Expr]:
    """Yields the SELECTs right inside a part of a SELECT."""
    for node in part.walk(
        prune=lambda n: n is not part and isinstance(n, (exp.Query, exp.With))
    ):
        if node is not part and isinstance(node, exp.Query):
            yield node


def from_items(part: exp.Expr) -> frozenset[int]:
    """Returns the ids of what stands in FROM and JOIN of a SELECT."""
    if not isinstance(part, exp.Select):
        return frozenset()
    from_ = part.args.get("from_")
    items = [from_.this] if from_ else []
    items += [join.this for join in part.args.get("joins") or ()]
    return frozenset(id(item) for item in items)


def is_of_another_table(node: exp.In) -> bool:
    """Returns whether rows are taken that a SELECT from other tables tells by a key."""
    query, select = node.args.get("query"), node.find_ancestor(exp.Select)
    inner = query.this if isinstance(query, exp.Subquery) else None
    if not isinstance(inner, exp.Select) or select is None:
        return False
    places = (select.args.get("from_"), *(select.args.get("joins") or ()))
    own = {
        place.this.name.casefold()
        for place in places
        if place is not None and isinstance(place.this, exp.Table)
    }
    return own.isdisjoint(t.name.casefold() for t in inner.find_all(exp.Table))


def is_of_one_table(atom: exp.Expr) -> bool:
    """Returns whether a condition of a join chooses rows, and links none."""
    return len({column.table.casefold() for column in atom.find_all(exp.Column)}) == 1
