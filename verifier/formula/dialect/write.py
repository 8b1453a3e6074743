"""SQL nodes as DuckDB's text, fast for the kinds of node that formulas are made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.generators.duckdb import DuckDBGenerator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlglot.expressions import Expr

_DIALECT = DuckDB()
BARE = "bare"  # says of a SELECT that its columns go without their table's name
_PLAIN_SELECT = frozenset({"expressions", "from_", "joins", "where", "group", "with_"})


def written(query: Expr) -> str:
    """Returns a statement as SQL."""
    return _Writer(dialect=_DIALECT, comments=False).sql(query)


class _Writer(DuckDBGenerator):
    """Writes the usual nodes itself, and leaves the others to the dialect.

    It changes no node, so that nodes may stand in several places of a statement.
    """

    is_bare = False  # columns are written without the name of their table

    def sql(
        self,
        expression: str | Expr | None,
        key: str | None = None,
        comment: bool = True,  # noqa: FBT001, FBT002 - the signature of the dialect
    ) -> str:
        if key is None:
            write = _USUAL.get(expression.__class__)
            if write is not None:
                return write(self, expression)
        return super().sql(expression, key, comment)

    def listed(self, nodes: Iterable[Expr]) -> str:
        """Returns nodes with commas between them."""
        return ", ".join([self.sql(node) for node in nodes])


@lru_cache(maxsize=4096)
def _name(name: str, quoted: bool) -> str:  # noqa: FBT001 - as the node has it
    node = exp.Identifier(this=name, quoted=quoted)
    return DuckDBGenerator(dialect=_DIALECT).identifier_sql(node)


def _identifier(_: _Writer, node: exp.Identifier) -> str:
    arguments = node.args
    return _name(arguments["this"], bool(arguments.get("quoted")))


def _column(writer: _Writer, node: exp.Column) -> str:
    name, table = node.args["this"], node.args.get("table")
    if table is None or writer.is_bare:
        return writer.sql(name)
    return f"{writer.sql(table)}.{writer.sql(name)}"


def _literal(writer: _Writer, node: exp.Literal) -> str:
    if node.args["is_string"]:
        return writer.literal_sql(node)
    return str(node.args["this"])


def _call(writer: _Writer, node: exp.Anonymous) -> str:
    return f"{node.args['this'].upper()}({writer.listed(node.args['expressions'])})"


def _paren(writer: _Writer, node: exp.Paren) -> str:
    return f"({writer.sql(node.args['this'])})"


def _is(writer: _Writer, node: exp.Is) -> str:
    arguments = node.args
    return f"{writer.sql(arguments['this'])} IS {writer.sql(arguments['expression'])}"


def _not(writer: _Writer, node: exp.Not) -> str:
    return f"NOT {writer.sql(node.args['this'])}"


def _between(writer: _Writer, node: exp.Between) -> str:
    value, low, high = (writer.sql(node.args[name]) for name in ("this", "low", "high"))
    return f"{value} BETWEEN {low} AND {high}"


def _case(writer: _Writer, node: exp.Case) -> str:
    parts = ["CASE"]
    for one in node.args["ifs"]:
        condition, value = one.args["this"], one.args["true"]
        parts.append(f"WHEN {writer.sql(condition)} THEN {writer.sql(value)}")
    default = node.args.get("default")
    if default is not None:
        parts.append(f"ELSE {writer.sql(default)}")
    parts.append("END")
    return " ".join(parts)


def _cast(writer: _Writer, node: exp.Cast) -> str:
    return f"CAST({writer.sql(node.args['this'])} AS {_type(writer, node)})"


def _try_cast(writer: _Writer, node: exp.TryCast) -> str:
    return f"TRY_CAST({writer.sql(node.args['this'])} AS {_type(writer, node)})"


def _type(writer: _Writer, node: exp.Cast) -> str:
    to: exp.DataType = node.args["to"]
    if to not in _TYPES:
        _TYPES[to] = writer.sql(to)
    return _TYPES[to]


def _filter(writer: _Writer, node: exp.Filter) -> str:
    condition = node.args["expression"].args["this"]
    return f"{writer.sql(node.args['this'])} FILTER(WHERE {writer.sql(condition)})"


def _alias(writer: _Writer, node: exp.Alias) -> str:
    return f"{writer.sql(node.args['this'])} AS {writer.sql(node.args['alias'])}"


def _select(writer: _Writer, node: exp.Select) -> str:
    arguments = node.args
    if not arguments.keys() <= _PLAIN_SELECT:
        return str(DuckDBGenerator.select_sql(writer, node))
    was_bare, writer.is_bare = writer.is_bare, bool(node.meta_get(BARE))
    parts = [f"SELECT {writer.listed(arguments['expressions'])}"]
    if "from_" in arguments:
        parts.append(f"FROM {writer.sql(arguments['from_'].args['this'])}")
    parts += [_join(writer, join) for join in arguments.get("joins", ())]
    if "where" in arguments:
        parts.append(f"WHERE {writer.sql(arguments['where'].args['this'])}")
    if "group" in arguments:
        parts.append(
            f"GROUP BY {writer.listed(arguments['group'].args['expressions'])}"
        )
    if "with_" in arguments:
        parts.insert(0, _with(writer, arguments["with_"]))
    writer.is_bare = was_bare
    return " ".join(parts)


def _with(writer: _Writer, node: exp.With) -> str:
    steps = [
        f"{writer.sql(step.args['alias'].args['this'])}"
        f" AS ({writer.sql(step.args['this'])})"
        for step in node.args["expressions"]
    ]
    return f"WITH {', '.join(steps)}"


def _join(writer: _Writer, node: exp.Join) -> str:
    table = writer.sql(node.args["this"])
    condition = node.args.get("on")
    if node.args.get("method") == "POSITIONAL":
        return f"POSITIONAL JOIN {table}"
    if condition is None:
        return f"CROSS JOIN {table}"
    side = node.args.get("side")
    kind = f"{side} JOIN" if side else "JOIN"
    return f"{kind} {table} ON {writer.sql(condition)}"


def _subquery(writer: _Writer, node: exp.Subquery) -> str:
    if node.args.get("alias") is None:
        return f"({writer.sql(node.args['this'])})"
    alias = node.args["alias"].args["this"]
    return f"({writer.sql(node.args['this'])}) AS {writer.sql(alias)}"


def _table(writer: _Writer, node: exp.Table) -> str:
    name, alias = writer.sql(node.args["this"]), node.args.get("alias")
    return name if alias is None else f"{name} AS {writer.sql(alias.args['this'])}"


def _operator(sign: str) -> Callable[[_Writer, Any], str]:
    def write(writer: _Writer, node: exp.Binary) -> str:
        left, right = node.args["this"], node.args["expression"]
        return f"{writer.sql(left)} {sign} {writer.sql(right)}"

    return write


_TYPES: dict[exp.DataType, str] = {}
_USUAL: dict[type, Callable[[_Writer, Any], str]] = {
    exp.Identifier: _identifier,
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Null: lambda _writer, _node: "NULL",
    exp.Anonymous: _call,
    exp.Paren: _paren,
    exp.Is: _is,
    exp.Not: _not,
    exp.Between: _between,
    exp.Case: _case,
    exp.Cast: _cast,
    exp.TryCast: _try_cast,
    exp.Filter: _filter,
    exp.Alias: _alias,
    exp.Select: _select,
    exp.Subquery: _subquery,
    exp.Table: _table,
    exp.Add: _operator("+"),
    exp.Sub: _operator("-"),
    exp.Mul: _operator("*"),
    exp.Div: _operator("/"),
    exp.EQ: _operator("="),
    exp.NEQ: _operator("<>"),
    exp.LT: _operator("<"),
    exp.LTE: _operator("<="),
    exp.GT: _operator(">"),
    exp.GTE: _operator(">="),
    exp.And: _operator("AND"),
    exp.Or: _operator("OR"),
}
