"""The second gate for SQL that people or models wrote: DuckDB's own reading of it.

The first gate reads the SQL with another parser. Where the two parsers differ, the
engine would run what was not checked; so its own syntax tree is held against the same
closed lists. It reads, it does not bind or fold: an expression is not computed here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from verifier.query.allowed import ALLOWED_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

_CLASSES = frozenset(
    {
        "BETWEEN",
        "CASE",
        "CAST",
        "COLUMN_REF",
        "COMPARISON",
        "CONJUNCTION",
        "CONSTANT",
        "FUNCTION",
        "OPERATOR",
        "STAR",
        "SUBQUERY",
        "TYPE",
        "WINDOW",
    }
)
_QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE"})
_RELATIONS = frozenset({"BASE_TABLE", "EMPTY", "JOIN", "SUBQUERY"})
_REFUSED_OPERATORS = frozenset(
    {
        "ARRAY_CONSTRUCTOR",
        "ARRAY_EXTRACT",
        "ARRAY_SLICE",
        "OPERATOR_UNPACK",
        "STRUCT_EXTRACT",
    }
)

_Node = dict[str, object]


def refusal(
    cursor: duckdb.DuckDBPyConnection, sql: str, tables: Iterable[str]
) -> str | None:
    """Returns what in a statement may not run, or None.

    Args:
        cursor: of any session.
        sql: one SELECT.
        tables: names of the tables that it may read, beside those that it defines.
    """
    row = cursor.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree = cast("_Node", json.loads(row[0])) if row else {"error": True}
    if tree["error"]:
        return str(tree.get("error_message", "is no SELECT"))
    nodes = list(_nodes_in(tree["statements"]))
    named = [str(name) for node in nodes for name in _defined_by(node)]
    readable = {name.lower() for name in (*named, *tables)}
    found = (_objection(node, readable) for node in nodes)
    return next((words for words in found if words), None)


def _nodes_in(tree: object) -> Iterator[_Node]:
    """Yields every object of the tree, outer ones first."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found = cast("_Node", node)
            yield found
            waiting += found.values()
        elif isinstance(node, list):
            waiting += cast("list[object]", node)


def _defined_by(node: _Node) -> Iterator[object]:
    """Yields names of the CTEs that a query defines."""
    ctes = node.get("cte_map")
    if isinstance(ctes, dict):
        for pair in cast("list[_Node]", cast("_Node", ctes).get("map", [])):
            yield pair.get("key")


def _objection(node: _Node, tables: set[str]) -> str | None:
    """Returns what is wrong with one object of the tree, apart from what it holds."""
    kind = str(node.get("type", ""))
    if "class" in node:
        return _objection_to_expression(node, kind)
    if kind.endswith("_NODE") and kind not in _QUERIES:
        return f"holds a {_words(kind)}"
    if "sample" in node and "query_location" in node:
        return _objection_to_relation(node, kind, tables)
    return None


def _objection_to_expression(node: _Node, kind: str) -> str | None:
    if node["class"] not in _CLASSES:
        return f"holds a {_words(node['class'])}"
    if kind in _REFUSED_OPERATORS:
        return f"holds a {_words(kind)}"
    if "function_name" not in node:
        return None
    name = str(node["function_name"])
    if name not in ALLOWED_FUNCTIONS or node.get("schema") or node.get("catalog"):
        return f"calls {name}"
    return None


def _objection_to_relation(node: _Node, kind: str, tables: set[str]) -> str | None:
    if kind not in _RELATIONS:
        return f"reads a {_words(kind)}"
    if node["sample"]:
        return "reads a sample"
    if kind != "BASE_TABLE":
        return None
    name = str(node.get("table_name", ""))
    if (
        name.lower() not in tables
        or node.get("schema_name")
        or node.get("catalog_name")
    ):
        return f"reads {name!r}"
    return None


def _words(name: object) -> str:
    return str(name).lower().replace("_", " ")
