"""Functions of other dialects that DuckDB has in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Callable

_WITH_REPORT = frozenset({"snowflake", "oracle", "redshift"})


def reword(node: exp.Expr, dialect: str) -> None:
    """Writes a function of a dialect as DuckDB has it, in place.

    Source: ClickHouse, combinators of aggregates and functions of dates; Snowflake,
        RATIO_TO_REPORT.
    """
    if dialect == "clickhouse":
        _reword_clickhouse(node)
    elif dialect in _WITH_REPORT and isinstance(node, exp.Window):
        _reword_share(node)


def _reword_clickhouse(node: exp.Expr) -> None:
    if isinstance(node, exp.CombinedAggFunc):
        made = _combined(str(node.this), node.expressions)
    elif isinstance(node, (exp.AnonymousAggFunc, exp.Anonymous)):
        made = _plain(str(node.this), node.expressions)
    else:
        return
    if made is not None:
        node.replace(made)


def _combined(name: str, arguments: list[exp.Expr]) -> exp.Expr | None:
    """Returns `sumIf(x, c)` as a filtered aggregate, None for another combinator."""
    build = _AGGREGATES.get(name.removesuffix("If"))
    if build is None or not name.endswith("If") or len(arguments) != 2:  # noqa: PLR2004 - a value and a condition
        return None
    value, condition = (each.copy() for each in arguments)
    made = exp.Filter(this=build(value), expression=exp.Where(this=condition))
    if name == "sumIf":  # over nothing it is 0 there
        return exp.Coalesce(this=made, expressions=[exp.Literal.number(0)])
    return made


def _plain(name: str, arguments: list[exp.Expr]) -> exp.Expr | None:
    build = _PLAIN.get(name)
    return build(arguments[0].copy()) if build and len(arguments) == 1 else None


def _distinct(value: exp.Expr) -> exp.Expr:
    return exp.Count(this=exp.Distinct(expressions=[value]))


def _year_and_month(moment: exp.Expr) -> exp.Expr:
    hundreds = exp.Mul(this=exp.Year(this=moment), expression=exp.Literal.number(100))
    return exp.Paren(
        this=exp.Add(this=hundreds, expression=exp.Month(this=moment.copy()))
    )


def _reword_share(node: exp.Window) -> None:
    """Writes RATIO_TO_REPORT as a value by the sum of all."""
    share = node.this
    named = isinstance(share, exp.Anonymous) and len(share.expressions) == 1
    if not named or str(share.this).upper() != "RATIO_TO_REPORT":
        return
    value = share.expressions[0]
    every = node.copy()
    every.set("this", exp.Sum(this=value.copy()))
    whole = exp.Nullif(this=every, expression=exp.Literal.number(0))
    ratio = exp.Div(this=exp.Paren(this=value.copy()), expression=whole)
    node.replace(exp.Paren(this=ratio))


_AGGREGATES: dict[str, Callable[[exp.Expr], exp.Expr]] = {
    "sum": lambda value: exp.Sum(this=value),
    "avg": lambda value: exp.Avg(this=value),
    "min": lambda value: exp.Min(this=value),
    "max": lambda value: exp.Max(this=value),
    "uniqExact": _distinct,
}
_PLAIN: dict[str, Callable[[exp.Expr], exp.Expr]] = {
    "uniqExact": _distinct,
    "toYear": lambda moment: exp.Year(this=moment),
    "toMonth": lambda moment: exp.Month(this=moment),
    "toQuarter": lambda moment: exp.Quarter(this=moment),
    "toYYYYMM": _year_and_month,
}
