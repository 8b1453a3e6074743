"""What other dialects mean differently, and the parser's translation does not say.

Each difference is either written out in the tree, so that DuckDB computes what the
dialect would, or refused with the reason: a translation that means something else must
never decide a figure. Here is what can be told from the text alone; what depends on the
kinds of columns is told in `dialect_types`.

Source: the manuals of the dialects; the translations were run, see
tests/unit/query/test_dialects.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.formats import spell_out
from verifier.query.words import reword

if TYPE_CHECKING:
    from collections.abc import Callable

IGNORES_CASE = frozenset({"mysql", "tsql"})
"""Dialects whose default collation compares texts without case."""

_LIKE_IGNORES_CASE = IGNORES_CASE | {"sqlite"}
_CUTS_WHOLE = frozenset({"tsql", "spark", "clickhouse", "sqlite"})
_FLOAT_IS_DOUBLE = frozenset({"postgres", "redshift", "snowflake", "tsql", "oracle"})
_WEEK_IS_OTHER = frozenset({"bigquery", "mysql", "tsql", "sqlite", "oracle"})
_DAY_OF_WEEK_IS_OTHER = _WEEK_IS_OTHER | {"spark"}
_WEEKS = frozenset({"WEEK", "WK", "WW"})
_DAYS_OF_WEEK = frozenset({"DAYOFWEEK", "DOW", "WEEKDAY", "DW"})
_COMPARISONS = (exp.EQ, exp.NEQ, exp.In)
# of PostgreSQL and Oracle it has as many digits as the value needs
_BARE_DECIMAL = {"postgres": "double", "oracle": "double", "bigquery": "decimal(38, 9)"}
_BARE = "DECIMAL without digits behind the point"


def adapted(tree: exp.Query, dialect: str) -> exp.Query:
    """Returns a statement that says in words what its dialect leaves unsaid.

    Args:
        tree: as parsed in its dialect; is copied.
        dialect: its name.

    Raises:
        QueryRefused: for what DuckDB would compute differently.
    """
    copied = tree.copy()
    for node in tuple(copied.walk()):
        for change in _CHANGES:
            change(node, dialect)
    return copied


def _refuse(what: str, dialect: str, expected: str, remedy: str = "") -> NoReturn:
    raise QueryRefused(f"{what} of {dialect}", expected, remedy)


def _plain_division(node: exp.Expr, _dialect: str) -> None:
    """Keeps a division a division: whole numbers are told from their types later."""
    if isinstance(node, exp.Div):
        node.set("typed", False)  # noqa: FBT003 - the parser's own flag


def _ties(node: exp.Expr, dialect: str) -> None:
    options = isinstance(node, (exp.Fetch, exp.Limit)) and node.args.get(
        "limit_options"
    )
    if options:
        _refuse("WITH TIES or PERCENT", dialect, "a number of rows")


def _weeks(node: exp.Expr, dialect: str) -> None:
    """Refuses weeks that do not begin on Monday, and days counted from another one."""
    name = str(node.this).upper() if isinstance(node, exp.Extract) else ""
    if isinstance(node, exp.Anonymous):
        name = str(node.this).upper()
    is_week = name in _WEEKS or isinstance(node, exp.Week)
    truncates = isinstance(node, (exp.DateTrunc, exp.TimestampTrunc, exp.DateDiff))
    unit = str(node.args.get("unit") or "").upper().strip("'") if truncates else ""
    is_week = is_week or unit.partition("(")[0] in _WEEKS
    if is_week and dialect in _WEEK_IS_OTHER:
        _refuse("a week", dialect, "days or months", "Its weeks begin on Sunday.")
    is_day = name in _DAYS_OF_WEEK or isinstance(node, exp.DayOfWeek)
    if is_day and dialect in _DAY_OF_WEEK_IS_OTHER:
        _refuse("a day of the week", dialect, "a date", "It counts from another day.")


def _casts(node: exp.Expr, dialect: str) -> None:
    """Cuts where the dialect cuts, and keeps 64 bits where FLOAT has them."""
    if not isinstance(node, exp.Cast):
        return
    if node.to.is_type("decimal") and not node.to.expressions:
        if dialect in _BARE_DECIMAL:
            node.set("to", exp.DataType.build(_BARE_DECIMAL[dialect], "duckdb"))
            return
        _refuse(_BARE, dialect, "DECIMAL(18, 2) or another one with its digits")
    if node.to.is_type("float") and dialect in _FLOAT_IS_DOUBLE:
        node.set("to", exp.DataType.build("double"))
    cuts = node.to.is_type(*exp.DataType.INTEGER_TYPES) and dialect in _CUTS_WHOLE
    if cuts and not isinstance(node.this, (exp.Predicate, exp.Literal, exp.Count)):
        node.set("this", exp.Trunc(this=node.this))


def _quantiles(node: exp.Expr, dialect: str) -> None:
    """Refuses quantiles that are approximate; Spark's percentile interpolates."""
    if isinstance(node, exp.ApproxQuantile):
        _refuse("an approximate quantile", dialect, "an exact one")
    if not isinstance(node, exp.Quantile):
        return
    if dialect != "spark":
        _refuse("a quantile", dialect, "percentile_cont(…) WITHIN GROUP (ORDER BY …)")
    node.replace(
        exp.PercentileCont(this=node.this, expression=node.args.get("quantile"))
    )


def _texts(node: exp.Expr, dialect: str) -> None:
    """Compares texts without case where the dialect does."""
    if isinstance(node, exp.Like) and dialect in _LIKE_IGNORES_CASE:
        node.replace(exp.ILike(this=node.this, expression=node.expression))
    if isinstance(node, _COMPARISONS) and dialect in IGNORES_CASE:
        _compare_lower(node, dialect)
    empty = isinstance(node, exp.Literal) and node.is_string and not node.this
    if empty and dialect == "oracle":
        _refuse("the empty text", dialect, "IS NULL", "It is NULL there.")


def _compare_lower(node: exp.Expr, dialect: str) -> None:
    listed = [node.expression] if isinstance(node, exp.Binary) else node.expressions
    sides = [side for side in (node.this, *listed) if side is not None]
    literals = [s for s in sides if isinstance(s, exp.Literal) and s.is_string]
    if not any(any(c.isalpha() for c in str(one.this)) for one in literals):
        return
    for side in sides:
        if isinstance(side, exp.Literal):
            text = str(side.this).lower()
            side.set("this", text.rstrip() if dialect == "tsql" else text)
        else:
            lower = exp.Lower()
            side.replace(lower)
            bare = exp.Trim(this=side, position="TRAILING")
            lower.set("this", bare if dialect == "tsql" else side)


def _functions(node: exp.Expr, dialect: str) -> None:
    if isinstance(node, exp.Round) and dialect == "clickhouse":
        _refuse("ROUND", dialect, "the number itself", "It rounds ties to even.")
    if isinstance(node, exp.Mode):
        _refuse("mode", dialect, "a count of each value")
    if isinstance(node, exp.Length) and dialect == "mysql" and node.args.get("binary"):
        _refuse("LENGTH", dialect, "CHAR_LENGTH", "It counts bytes.")


_CHANGES: tuple[Callable[[exp.Expr, str], None], ...] = (
    _plain_division,
    _ties,
    _weeks,
    _casts,
    _quantiles,
    _texts,
    _functions,
    spell_out,
    reword,
)
