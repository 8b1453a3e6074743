"""Constructs whose result the order of rows may decide.

People drop duplicates with them, so they may run; but what they give is a value only
where it is the same in every order. Where the order is stated down to the last row, by
`_row`, or where rows that change places are the same, nothing is left to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.query.paths import is_aggregate
from verifier.query.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.query.relations import Resolution

_FIRST_OF_A_WINDOW = (
    exp.RowNumber, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue,
    exp.NthValue, exp.First, exp.Last, exp.AnyValue, exp.GroupConcat, exp.ArrayAgg,
)  # fmt: skip
_OF_EQUALS = (exp.ArgMax, exp.ArgMin)
_AGGREGATES = (
    exp.First, exp.Last, exp.AnyValue, exp.GroupConcat, exp.ArrayAgg, exp.Mode,
    *_OF_EQUALS,
)  # fmt: skip


def picks_of(resolution: Resolution) -> tuple[str, ...]:
    """Returns the constructs that pick rows by their order, in order, each once.

    Example:
        >>> import sqlglot
        >>> from verifier.query.relations import Relation, Resolution
        >>> tree = sqlglot.parse_one("SELECT FIRST(amount), COUNT(*) FROM deals")
        >>> picks_of(Resolution(tree, Relation(()), (), {}, {}))
        ('FIRST',)
    """
    found = dict.fromkeys(
        words for node in resolution.tree.dfs() for words in _words(node, resolution)
    )
    return tuple(found)


def _words(node: exp.Expr, resolution: Resolution) -> Iterator[str]:
    match node:
        case exp.Select() | exp.SetOperation():
            yield from _words_of_query(node, resolution)
        case exp.Window() if _is_open_window(node, resolution):
            yield f"{_name_of(_function_of(node))} OVER"
        case _ if isinstance(node, _AGGREGATES) and _is_open(node, resolution):
            yield _name_of(node)
        case _:
            return


def _words_of_query(query: exp.Query, resolution: Resolution) -> Iterator[str]:
    distinct, order = query.args.get("distinct"), query.args.get("order")
    keys = [key.this for key in order.expressions] if order else []
    if _names_the_row(keys, query, resolution):
        return
    if isinstance(distinct, exp.Distinct) and distinct.args.get("on"):
        yield "DISTINCT ON"
    cut = next((k for k in ("limit", "offset") if query.args.get(k)), None)
    if cut and not _is_one_row(query) and not _orders_equal_rows_only(query, keys):
        yield cut.upper()


def _is_one_row(query: exp.Query) -> bool:
    """Returns whether a query gives one row, or is only asked whether it gives any."""
    if isinstance(query.parent, exp.Exists):
        return True
    if not isinstance(query, exp.Select) or query.args.get("group"):
        return False
    return query.args.get("from_") is None or any(
        is_aggregate(node)
        for item in query.expressions
        for node in item.walk(prune=_is_apart)
    )


def _is_apart(node: exp.Expr) -> bool:
    return isinstance(node, (exp.Query, exp.Window))


def _orders_equal_rows_only(query: exp.Query, keys: list[exp.Expr]) -> bool:
    """Returns whether rows that the order does not tell apart are the same rows.

    They are where every output is ordered by, or everything that is grouped by.
    """
    if not isinstance(query, exp.Select) or not keys:
        return False
    items = query.expressions
    written = {key.sql("duckdb").casefold() for key in keys}
    written |= {
        items[int(key.name) - 1].unalias().sql("duckdb").casefold()
        for key in keys
        if key.is_int and 0 < int(key.name) <= len(items)
    }
    if all(_is_among(item, written) for item in items):
        return True
    group = query.args.get("group")
    own = list(group.expressions) if group else []
    return bool(own) and all(_is_among(part, written) for part in own)


def _is_among(item: exp.Expr, written: set[str]) -> bool:
    name = exp.to_identifier(item.alias_or_name).sql("duckdb").casefold()
    return bool({item.unalias().sql("duckdb").casefold(), name} & written)


def _is_open_window(window: exp.Window, resolution: Resolution) -> bool:
    """Returns whether a window leaves open which of equal rows comes first."""
    function, spec = _function_of(window), window.args.get("spec")
    counts_rows = spec is not None and str(spec.args.get("kind")).upper() == "ROWS"
    if not isinstance(function, _FIRST_OF_A_WINDOW) and not counts_rows:
        return False
    order = window.args.get("order")
    keys = [key.this for key in order.expressions] if order else []
    return not _names_the_row(keys, window, resolution)


def _function_of(window: exp.Window) -> exp.Expr:
    function = window.this
    while isinstance(function, (exp.IgnoreNulls, exp.Filter)):
        function = function.this
    return function


def _name_of(function: exp.Expr) -> str:
    return function.sql_name() if isinstance(function, exp.Func) else "a function"


def _above_markers(node: exp.Expr) -> exp.Expr | None:
    above = node.parent
    while isinstance(above, (exp.IgnoreNulls, exp.Filter)):
        above = above.parent
    return above


def _is_open(node: exp.Expr, resolution: Resolution) -> bool:
    """Returns whether an aggregate leaves open which of equal rows it takes.

    What stands before OVER is left to the window.
    """
    if isinstance(node, exp.Mode):
        return True
    if isinstance(node, _OF_EQUALS):
        return node.this.sql("duckdb") != node.expression.sql("duckdb")
    if isinstance(_above_markers(node), exp.Window):
        return False
    order = node.this
    if not isinstance(order, exp.Order):
        return True
    keys = [key.this for key in order.expressions]
    is_own = keys[0].sql("duckdb") == order.this.sql("duckdb")
    return not is_own and not _names_the_row(keys, node, resolution)


def _names_the_row(
    keys: Iterable[exp.Expr], place: exp.Expr, resolution: Resolution
) -> bool:
    """Returns whether `_row` of the only table is among the keys of an order."""
    select = place if isinstance(place, exp.Query) else place.find_ancestor(exp.Select)
    if not isinstance(select, exp.Select) or select.args.get("joins"):
        return False
    origins = (resolution.origins.get(id(key), ()) for key in keys)
    return any(
        len(found) == 1 and found[0].name == ROW and found[0].column is not None
        for found in origins
    )
