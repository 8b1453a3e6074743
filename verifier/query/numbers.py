"""`number(x)` of a column that a subquery passes on: read where the sheet is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "number"
_DEEPEST = 16  # subqueries within one another


def with_numbers_within(tree: exp.Query) -> exp.Query:
    """Returns a statement whose subqueries read the numbers that are asked of them.

    `SELECT sum(number(h)) FROM (SELECT DISTINCT id, hours AS h FROM t)` asks the
    subquery for a further column, `number(hours)`: what a cell reads is as different as
    the cell is, so DISTINCT keeps the same rows. Subqueries that group, or that are
    read with a star or by several, are left as they are.

    Source: SPEC section 3, `number(x)` gives the spreadsheet reading of a text cell.
    """
    if not any(True for _ in _calls(tree)):
        return tree
    tree = tree.copy()
    for _ in range(_DEEPEST):
        calls = list(_calls(tree))
        moved = [_is_moved(call, column, tree) for call, column in calls]
        if not any(moved):
            break
    return tree


def _calls(tree: exp.Query) -> Iterator[tuple[exp.Anonymous, exp.Column]]:
    for node in tree.find_all(exp.Anonymous):
        arguments = node.expressions
        if str(node.this).lower() == _NAME and len(arguments) == 1:
            argument = arguments[0]
            if isinstance(argument, exp.Column):
                yield node, argument


def _is_moved(call: exp.Anonymous, column: exp.Column, tree: exp.Query) -> bool:
    """Returns whether a call could be moved into the subquery that it reads from."""
    select = call.parent_select
    inner = _only_source(select, tree) if isinstance(select, exp.Select) else None
    passed = _passed_on(inner, column.name) if inner is not None else None
    if inner is None or passed is None:
        return False
    name = f"{_NAME} of {column.name}"
    if not any(item.alias_or_name == name for item in inner.expressions):
        reading = exp.Anonymous(this=_NAME, expressions=[passed.copy()])
        alias = exp.to_identifier(name, quoted=True)
        inner.append("expressions", exp.Alias(this=reading, alias=alias))
    call.replace(exp.column(exp.to_identifier(name, quoted=True), table=_table(column)))
    return True


def _table(column: exp.Column) -> exp.Identifier | None:
    found = column.args.get("table")
    return found.copy() if isinstance(found, exp.Identifier) else None


def _only_source(select: exp.Select, tree: exp.Query) -> exp.Select | None:
    """Returns the one subquery that a SELECT reads, if nothing else reads it."""
    source = select.args.get("from_")
    if source is None or select.args.get("joins") or select.find(exp.Star):
        return None
    item = source.this
    if isinstance(item, exp.Subquery):
        return _plain(item.this)
    if not isinstance(item, exp.Table):
        return None
    named = [cte for cte in tree.find_all(exp.CTE) if _is(cte.alias, item.name)]
    readers = [
        table for table in tree.find_all(exp.Table) if _is(table.name, item.name)
    ]
    is_only = len(named) == 1 and len(readers) == 1
    return (
        _plain(named[0].this)
        if is_only and not named[0].args["alias"].columns
        else None
    )


def _is(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _plain(query: exp.Expr) -> exp.Select | None:
    """Returns a SELECT that gives rows of its source as they are, or None."""
    if not isinstance(query, exp.Select) or query.args.get("group"):
        return None
    distinct = query.args.get("distinct")
    is_by_some = distinct is not None and distinct.args.get("on") is not None
    aggregates = any(item.find(exp.AggFunc) for item in query.expressions)
    return None if is_by_some or aggregates or query.args.get("qualify") else query


def _passed_on(inner: exp.Select, name: str) -> exp.Column | None:
    """Returns the column that a SELECT gives under a name, unchanged."""
    found = [item for item in inner.expressions if _is(item.alias_or_name, name)]
    if len(found) != 1:
        return None
    column = found[0].unalias()
    return column if isinstance(column, exp.Column) else None
