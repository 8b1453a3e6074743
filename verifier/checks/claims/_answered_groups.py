"""Which groups a calculation answers with: it ranks them, so that none is chosen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.words.lexicon import phrases
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from verifier.model.case import Case

_PICKS = phrases(
    "LARGE, SMALL, INDEX, MATCH, XMATCH, XLOOKUP, SORT, SORTBY, TAKE, UNIQUE, BYROW, "
    "MAP, GROUPBY, PIVOTBY"
)  # of spreadsheets: what they pick stands in no criterion


def answers_with(case: Case, header: str) -> bool:
    """Returns whether a calculation ranks or lists the groups of a column itself.

    `SELECT max(d) FROM (… GROUP BY "Route")` speaks of the route that comes out.
    """
    compiled = case.compiled
    if compiled is None:
        return False
    if not compiled.names:
        return not _PICKS.isdisjoint(compiled.traits.functions)
    grouped = _grouped(compiled.written or compiled.sql(Trial.VALUE) or "")
    return grouped is None or _folded(header) in grouped


@lru_cache(maxsize=256)
def _grouped(written: str) -> frozenset[str] | None:
    """Returns the folded columns that a query groups by; None where not all are told.

    Those of ORDER BY with LIMIT pick rows, of any group.
    """
    try:
        tree = sqlglot.parse_one(written, read="duckdb")
    except SqlglotError:
        return None
    found: set[str] = set()
    for select in tree.find_all(exp.Select):
        if select.args.get("limit") or select.args.get("distinct"):
            return None
    for group in tree.find_all(exp.Group, exp.Window):
        parts = group.expressions or group.args.get("partition_by") or []
        columns = [part for part in parts if isinstance(part, exp.Column)]
        if len(columns) < len(parts) or group.args.get("all"):
            return None
        found |= {_folded(column.name) for column in columns}
    return frozenset(found)


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
