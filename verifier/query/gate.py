"""The gate: which syntax trees may run at all."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.errors import ErrorLevel

from verifier.errors import QueryRefused
from verifier.query.allowed import (
    ARGUMENTS,
    NAMES,
    NODES,
    SESSION_NAMES,
    TYPES,
    WINDOW_FUNCTIONS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_NODES = 5_000
DEEPEST_TREE = 200
MOST_JOINS = 4
MOST_SELECTS = 64
WIDEST_FORMAT = 2  # digits of a width or precision in a format text
LONGEST_FORMAT = 64

_VAR_PARENTS = frozenset({
    "Interval", "Extract", "TimestampTrunc", "DateTrunc", "DateDiff", "DateAdd",
    "DateSub", "LastDay",
})  # fmt: skip
_TUPLE_PARENTS = frozenset({"In", "Group", "GroupingSets", "Rollup", "Cube", "Tuple"})
_MOST_DIGITS = 308  # of a DOUBLE
_JOIN_KINDS = frozenset({"", "INNER", "OUTER", "CROSS", "SEMI", "ANTI"})
_JOIN_SIDES = frozenset({"", "LEFT", "RIGHT", "FULL"})


def check_tree(tree: exp.Query) -> None:
    """Refuses a statement that holds anything outside of the allowed lists.

    Raises:
        QueryRefused: says what was found and what is expected.
    """
    for count, (node, depth) in enumerate(_walk(tree), start=1):
        if count > MOST_NODES or depth > DEEPEST_TREE:
            raise QueryRefused(
                "a statement that is too large",
                f"at most {MOST_NODES} parts, {DEEPEST_TREE} deep",
                reason="limit",
            )
        _check_node(node)
    if _weight(tree, {}) > MOST_SELECTS:
        raise QueryRefused(
            "subqueries that multiply",
            f"at most {MOST_SELECTS} of them",
            reason="limit",
        )


def _walk(tree: exp.Expr) -> Iterator[tuple[exp.Expr, int]]:
    stack = [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        stack.extend((child, depth + 1) for child in node.iter_expressions())


def _check_node(node: exp.Expr) -> None:
    name = type(node).__name__
    if name != "Anonymous" and name not in NODES:
        raise QueryRefused(
            _shown(node, name), "what a calculation may use", _remedy(name)
        )
    parts = ARGUMENTS.get(name)
    surplus = [k for k, v in node.args.items() if v and parts and k not in parts]
    if surplus:
        raise QueryRefused(
            f"{_shown(node, name)} with {', '.join(surplus)}", f"a plain {name.lower()}"
        )
    check = _CHECKS.get(name)
    if check:
        check(node)


def _shown(node: exp.Expr, name: str) -> str:
    text = node.sql("duckdb", comments=False, unsupported_level=ErrorLevel.IGNORE)
    return f"{name} ({text[:60]})"


def _remedy(name: str) -> str:
    if name in {"Values", "Array", "Struct", "Unnest", "Explode"}:
        return "Cite cells instead of writing lists of numbers."
    return ""


def _check_call(node: exp.Expr) -> None:
    name = str(node.this).lower()
    if name not in NAMES:
        raise QueryRefused(
            f"the function {name}",
            "a function of the allowed list",
            _function_remedy(name),
        )
    if not node.expressions:
        raise QueryRefused(f"{name}() of nothing", "an argument")
    if name == "printf":
        _check_format(node)


def _function_remedy(name: str) -> str:
    if name.startswith("approx"):
        return "Use the exact function."
    return ""


def _check_format(node: exp.Expr) -> None:
    pattern = node.this if isinstance(node, exp.Format) else node.expressions[0]
    if not (isinstance(pattern, exp.Literal) and pattern.is_string):
        raise QueryRefused("a format that is computed", "a format in quotes")
    text = str(pattern.this)
    digits = 0
    for character in text:
        digits = digits + 1 if character.isdecimal() else 0
        if digits > WIDEST_FORMAT or character == "*" or len(text) > LONGEST_FORMAT:
            raise QueryRefused(f"the format {text[:40]!r}", "a short plain format")


def _check_date_format(node: exp.Expr) -> None:
    for part in (node.this, node.args.get("format")):
        if isinstance(part, exp.Literal) and len(str(part.this)) <= LONGEST_FORMAT:
            return
    raise QueryRefused("a date format that is computed or long", "a format in quotes")


def _check_table(node: exp.Expr) -> None:
    if not isinstance(node.this, exp.Identifier):
        raise QueryRefused(
            _shown(node, "a table function"), "the name of a cited table"
        )


def _check_alias(node: exp.Expr) -> None:
    if not isinstance(node.this, exp.Identifier | None):
        raise QueryRefused(_shown(node, "an alias"), "a plain name")
    if node.this is None and isinstance(node.parent, exp.Table):
        # to the engine `FROM show('x')` is no new name for a column, but a function
        raise QueryRefused(_shown(node.parent, "a table"), "the name of a cited table")


def _check_column(node: exp.Expr) -> None:
    name = node.this
    bare = (
        isinstance(name, exp.Identifier)
        and not name.quoted
        and not node.args.get("table")
    )
    if bare and node.name.lower() in SESSION_NAMES:
        raise QueryRefused(
            f"the session's {node.name}",
            "a column of a cited table",
            f'Write "{node.name}" for a column of that name.',
        )


def _check_var(node: exp.Expr) -> None:
    parent = type(node.parent).__name__
    if parent not in _VAR_PARENTS:
        raise QueryRefused(_shown(node, "a bare word"), "a column or a number")


def _check_tuple(node: exp.Expr) -> None:
    above = node.parent
    is_counted = isinstance(above, exp.Distinct) and isinstance(above.parent, exp.Count)
    is_key = isinstance(above, exp.Distinct) and node.arg_key == "on"
    if not (is_key or is_counted) and type(node.parent).__name__ not in _TUPLE_PARENTS:
        raise QueryRefused(_shown(node, "a row of values"), "one value")


def _check_type(node: exp.Expr) -> None:
    kind = node.this
    name = str(kind.value) if isinstance(kind, exp.DType) else ""
    is_parameter = isinstance(node.parent, (exp.Cast, exp.TryCast))
    if name.upper() not in TYPES or not is_parameter or node.args.get("nested"):
        raise QueryRefused(_shown(node, "the type"), "a number, text, date or boolean")


def _check_join(node: exp.Expr) -> None:
    kind, side = str(node.args.get("kind") or ""), str(node.args.get("side") or "")
    if kind.upper() not in _JOIN_KINDS or side.upper() not in _JOIN_SIDES:
        raise QueryRefused(f"a {side} {kind} join", "a plain join")


def _check_select(node: exp.Expr) -> None:
    if isinstance(node, exp.Select) and not node.expressions:
        raise QueryRefused("a SELECT of nothing", reason="unreadable-claim")
    joins = len(node.args.get("joins") or ())
    if joins > MOST_JOINS:
        raise QueryRefused(f"{joins} joins", f"at most {MOST_JOINS}", reason="limit")


def _check_window_function(node: exp.Expr) -> None:
    above = node.parent
    while isinstance(above, exp.IgnoreNulls):
        above = above.parent
    if not isinstance(above, exp.Window):
        raise QueryRefused(
            _shown(node, "a window function"), "OVER (ORDER BY …) behind it"
        )


def _check_interval(node: exp.Expr) -> None:
    if node.args.get("unit") is None:
        raise QueryRefused(_shown(node, "an interval"), "INTERVAL '1' DAY")


def _check_literal(node: exp.Expr) -> None:
    if node.is_string:
        return
    try:
        number = Decimal(str(node.this))
    except InvalidOperation:
        raise QueryRefused(_shown(node, "a number"), "decimal digits") from None
    if abs(number.adjusted()) > _MOST_DIGITS:
        raise QueryRefused(_shown(node, "a number"), "a number that a cell can hold")


def _weight(tree: exp.Expr, bodies: dict[str, int]) -> int:
    """Returns how many SELECTs run when every CTE is written out where it is used."""
    known = dict(bodies)
    with_ = tree.args.get("with_")
    for cte in with_.expressions if with_ else ():
        known[cte.alias.lower()] = _weight(cte.this, known)
    total = 1
    stack = [child for child in tree.iter_expressions() if child.arg_key != "with_"]
    while stack and total <= MOST_SELECTS:
        node = stack.pop()
        if isinstance(node, exp.Query) and not isinstance(node, exp.Subquery):
            total += _weight(node, known)
            continue
        if isinstance(node, exp.Table):
            total += known.get(node.name.lower(), 0)
        stack.extend(node.iter_expressions())
    return total


_CHECKS: dict[str, Callable[[exp.Expr], None]] = {
    "Anonymous": _check_call,
    "Format": _check_format,
    "TimeToStr": _check_date_format,
    "StrToTime": _check_date_format,
    "Table": _check_table,
    "TableAlias": _check_alias,
    "Column": _check_column,
    "Var": _check_var,
    "Tuple": _check_tuple,
    "DataType": _check_type,
    "Join": _check_join,
    "Select": _check_select,
    "Union": _check_select,
    "Except": _check_select,
    "Intersect": _check_select,
    "Interval": _check_interval,
    "Literal": _check_literal,
    **dict.fromkeys(WINDOW_FUNCTIONS, _check_window_function),
}
