"""The columns whose groups a SELECT ranks or lists, so that it chooses none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from verifier.query.relations import Resolution


def groups_of(resolution: Resolution) -> tuple[str, ...] | None:
    """Returns the columns that a statement groups by; None where not all are told.

    `SELECT max(d) FROM (… GROUP BY "Route")` speaks of the route that comes out. The
    rows that LIMIT or DISTINCT ON keep may be of any group; SELECT DISTINCT below an
    aggregate only takes equal rows once.
    """
    found: dict[str, None] = {}
    for select in resolution.tree.find_all(exp.Select):
        distinct = select.args.get("distinct")
        is_answer = select is resolution.tree
        keeps = distinct is not None and (is_answer or distinct.args.get("on"))
        if select.args.get("limit") or keeps:
            return None
    for group in resolution.tree.find_all(exp.Group, exp.Window):
        parts = group.expressions or group.args.get("partition_by") or []
        columns = [part for part in parts if isinstance(part, exp.Column)]
        if len(columns) < len(parts) or group.args.get("all"):
            return None
        found |= dict.fromkeys(column.name for column in columns)
    return tuple(found)
