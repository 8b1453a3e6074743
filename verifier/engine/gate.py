"""The second gate for SQL that people or models wrote: DuckDB's own reading of it.

The first gate reads the SQL with another parser. Where the two parsers differ, the
engine would run what was not checked; so its own syntax tree is held against the same
closed lists: the tree of the text that is run, and that of the text as it was written.
It reads, it does not bind or fold: an expression is not computed here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.query.allowed import ALLOWED_FUNCTIONS, OWN_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

_CLASSES = frozenset({
    "BETWEEN", "CASE", "CAST", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT",
    "FUNCTION", "OPERATOR", "STAR", "SUBQUERY", "TYPE", "WINDOW",
})  # fmt: skip
_QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE"})
_RELATIONS = frozenset({"BASE_TABLE", "EMPTY", "JOIN", "SUBQUERY"})
_JOINS = frozenset({"REGULAR", "CROSS"})
_MODIFIERS = frozenset({"DISTINCT_MODIFIER", "LIMIT_MODIFIER", "ORDER_MODIFIER"})
_TABLE_AND_COLUMN = 2
_REFUSED_OPERATORS = frozenset({
    "ARRAY_CONSTRUCTOR", "ARRAY_EXTRACT", "ARRAY_SLICE", "OPERATOR_UNPACK",
    "STRUCT_EXTRACT",
})  # fmt: skip
_REFUSED_PARTS = {
    "sample": "reads a sample",
    "at_clause": "reads a table as it was",
    "export_state": "exports a state",
    "replace_list": "replaces columns of a star",
    "rename_list": "renames columns of a star",
}
"""Parts that must be empty, whatever object of the tree they are in."""

_Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Known:
    """Names that may stand in a statement, in lower case.

    Attributes:
        tables: that it may read, those that it defines among them.
        columns: that it may name, those that it defines among them.
        functions: that it may call.
    """

    tables: frozenset[str]
    columns: frozenset[str]
    functions: frozenset[str] = ALLOWED_FUNCTIONS


def refusal(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    tables: Iterable[str],
    columns: Iterable[str],
) -> str | None:
    """Returns what in a statement may not run, or None.

    Args:
        cursor: of any session.
        sql: one SELECT.
        tables: names of the tables that it may read, beside those that it defines.
        columns: names of their columns.
    """
    return _refusal(cursor, sql, Known(_folded(tables), _folded(columns)))


def refusal_of_written(
    cursor: duckdb.DuckDBPyConnection, sql: str, names: Iterable[str]
) -> str | None:
    """Returns what in a statement, as people wrote it, may not run, or None.

    Args:
        cursor: of any session.
        sql: one SELECT in DuckDB's dialect.
        names: of tables and columns, beside those that it defines.
    """
    known = _folded(names)
    functions = ALLOWED_FUNCTIONS | OWN_FUNCTIONS
    words = _refusal(cursor, sql, Known(known, known, functions), of_engine=True)
    return f"{words}, as DuckDB reads what was written" if words else None


def _refusal(
    cursor: duckdb.DuckDBPyConnection,
    sql: str,
    known: Known,
    *,
    of_engine: bool = False,
) -> str | None:
    """Returns what in a statement may not run, or None.

    With `of_engine` functions are let pass that the engine does not know: the other
    parser knows what they mean, and writes them otherwise in what is run.
    """
    row = cursor.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree = cast("_Node", json.loads(row[0])) if row else {"error": True}
    if tree["error"]:
        return str(tree.get("error_message", "is no SELECT"))
    statements = cast("list[object]", tree["statements"])
    if len(statements) != 1:
        return f"holds {len(statements)} statements"
    nodes = list(_nodes_in(statements))
    if of_engine:
        foreign = _unknown_functions(cursor, nodes, known.functions)
        known = replace(known, functions=known.functions | foreign)
    wider = replace(
        known,
        tables=known.tables | _folded(n for node in nodes for n in _tables_by(node)),
        columns=known.columns | _folded(n for node in nodes for n in _columns_by(node)),
    )
    found = (_objection(node, wider) for node in nodes)
    return next((words for words in found if words), None)


def _unknown_functions(
    cursor: duckdb.DuckDBPyConnection, nodes: list[_Node], known: frozenset[str]
) -> frozenset[str]:
    """Returns the functions of a statement that the engine does not have."""
    called = {str(node["function_name"]) for node in nodes if "function_name" in node}
    return frozenset(
        name
        for name in called - known
        if not cursor.execute(
            "SELECT 1 FROM duckdb_functions() "
            "WHERE lower(function_name) = lower(?) LIMIT 1",
            [name],
        ).fetchone()
    )


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


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


def _tables_by(node: _Node) -> Iterator[str]:
    """Yields the names of the CTEs that a query defines."""
    ctes = node.get("cte_map")
    if isinstance(ctes, dict):
        for pair in cast("list[_Node]", cast("_Node", ctes).get("map", [])):
            yield str(pair.get("key"))


def _columns_by(node: _Node) -> Iterator[str]:
    """Yields the names that a query gives to expressions and columns."""
    if node.get("alias") and "class" in node:
        yield str(node["alias"])
    for key in ("aliases", "column_name_alias"):
        yield from map(str, cast("list[object]", node.get(key) or []))


def _objection(node: _Node, known: Known) -> str | None:
    """Returns what is wrong with one object of the tree, apart from what it holds."""
    kind = str(node.get("type", ""))
    parts = (words for part, words in _REFUSED_PARTS.items() if node.get(part))
    words = next(parts, None) or _objection_to_clause(node, kind)
    if words:
        return words
    if "class" in node:
        return _objection_to_expression(node, kind, known)
    if "sample" in node and "query_location" in node:
        return _objection_to_relation(node, kind, known)
    return None


def _objection_to_clause(node: _Node, kind: str) -> str | None:
    is_other_query = kind.endswith("_NODE") and kind not in _QUERIES
    if is_other_query or (kind.endswith("_MODIFIER") and kind not in _MODIFIERS):
        return f"holds a {_words(kind)}"
    return (
        "holds a limit in percent" if node.get("limit_type") == "PERCENTAGE" else None
    )


def _objection_to_expression(node: _Node, kind: str, known: Known) -> str | None:
    if node["class"] not in _CLASSES or kind in _REFUSED_OPERATORS:
        is_known = node["class"] in _CLASSES
        return f"holds a {_words(kind if is_known else node['class'])}"
    match node:
        case {"class": "STAR", "columns": True} | {"class": "STAR", "expr": dict()}:
            return "chooses columns by a pattern"
        case {"class": "COLUMN_REF"}:
            return _objection_to_column(node, known)
        case {"function_name": _}:
            return _objection_to_function(node, known)
        case _:
            return None


def _objection_to_function(node: _Node, known: Known) -> str | None:
    name = str(node["function_name"])
    if name not in known.functions or node.get("schema") or node.get("catalog"):
        return f"calls {name}"
    return None


def _objection_to_column(node: _Node, known: Known) -> str | None:
    """Returns what is wrong with a name: it is no column, or goes through a schema.

    `current_date`, `user` and `rowid` are such names to DuckDB as well.
    """
    names = [str(name) for name in cast("list[object]", node["column_names"])]
    if len(names) > _TABLE_AND_COLUMN or names[-1].lower() not in known.columns:
        return f"names {'.'.join(names)!r}"
    return None


def _objection_to_relation(node: _Node, kind: str, known: Known) -> str | None:
    if kind not in _RELATIONS:
        return f"reads a {_words(kind)}"
    if kind == "JOIN" and node.get("ref_type") not in _JOINS:
        return f"holds a {_words(node.get('ref_type'))} join"
    if kind != "BASE_TABLE":
        return None
    name = str(node.get("table_name", ""))
    if (
        name.lower() not in known.tables
        or node.get("schema_name")
        or node.get("catalog_name")
    ):
        return f"reads {name!r}"
    return None


def _words(name: object) -> str:
    return str(name).lower().replace("_", " ")
