"""How many rows a SELECT would have to look at, before it looks at any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.literals import number_of
from verifier.query.paths import is_aggregate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.query.tables import SheetTable

MOST_ROWS = 50_000_000


def check_size(tree: exp.Query, tables: Mapping[str, SheetTable]) -> None:
    """Refuses joins without an equality whose rows multiply beyond all use.

    Args:
        tree: as written.
        tables: sheets' tables by the name that the query uses.

    Raises:
        QueryRefused: `limit`.
    """
    rows = {
        name.casefold(): sum(last - first + 1 for first, last in table.rows)
        for name, table in tables.items()
    }
    for cte in tree.find_all(exp.CTE):
        rows[cte.alias.casefold()] = _rows_of(cte.this, rows)
    for select in tree.find_all(exp.Select):
        if _joined(select, rows) > MOST_ROWS:
            raise QueryRefused(
                "tables joined so that their rows multiply",
                "a join on equal columns",
                reason="limit",
            )


def _rows_of(item: exp.Expr, rows: Mapping[str, int]) -> int:
    if isinstance(item, exp.Table):
        return rows.get(item.name.casefold(), 1)
    if isinstance(item, exp.Subquery):
        return _rows_of(item.this, rows)
    if isinstance(item, exp.SetOperation):
        return _rows_of(item.this, rows) + _rows_of(item.expression, rows)
    return _rows_given(item, rows)


def _rows_given(select: exp.Expr, rows: Mapping[str, int]) -> int:
    if not select.args.get("group") and any(
        is_aggregate(node) for item in select.expressions for node in item.walk()
    ):
        return 1
    limit = select.args.get("limit")
    most = number_of(limit.expression) if limit else None
    joined = _joined(select, rows)
    return joined if most is None else min(joined, max(0, int(most)))


def _joined(select: exp.Expr, rows: Mapping[str, int]) -> int:
    """Returns the rows of FROM: the product, but for joins on an equality."""
    from_ = select.args.get("from_")
    total = _rows_of(from_.this, rows) if from_ else 1
    where = select.args.get("where")
    for join in select.args.get("joins") or ():
        own = _rows_of(join.this, rows)
        on = join.args.get("on")
        is_equal = (
            join.args.get("using") or _equates(on) or (not on and _equates(where))
        )
        total = max(total, own) if is_equal else total * own
    return total


def _equates(condition: exp.Expr | None) -> bool:
    """Returns whether a condition holds an equality of two columns."""
    return condition is not None and any(
        node.left.find(exp.Column) and node.right.find(exp.Column)
        for node in condition.find_all(exp.EQ, exp.NullSafeEQ)
    )
