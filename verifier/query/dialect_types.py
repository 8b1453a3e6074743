"""What other dialects mean differently by the kinds of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import QueryRefused
from verifier.query.dialects import IGNORES_CASE
from verifier.query.relations import ValueKind
from verifier.query.types import type_of

if TYPE_CHECKING:
    from verifier.query.relations import Resolution

_DIVIDES_WHOLE = frozenset({"postgres", "redshift", "sqlite", "tsql"})
_AVERAGES_WHOLE = frozenset({"redshift", "tsql"})
_NO_DAYS = frozenset({"bigquery", "mysql", "sqlite", "spark", "tsql"})
_NO_DAYS_ADDED = frozenset({"mysql", "sqlite"})
_MAY_BE_WHOLE = frozenset({ValueKind.INTEGER, ValueKind.UNKNOWN})
_ORDERING = (
    exp.Group, exp.Distinct, exp.Ordered, exp.Min, exp.Max, exp.Join, exp.GT, exp.GTE,
    exp.LT, exp.LTE, exp.Between, exp.EQ, exp.NEQ, exp.In,
)  # fmt: skip


def check_dialect(resolution: Resolution, dialect: str) -> None:
    """Refuses what a dialect computes differently over columns of these kinds.

    Raises:
        QueryRefused: says what differs, and how to write it so that it does not.
    """
    if dialect == "duckdb":
        return
    for node in resolution.tree.walk():
        _check_division(node, resolution, dialect)
        _check_dates(node, resolution, dialect)
        if dialect in IGNORES_CASE and isinstance(node, _ORDERING):
            _check_texts(node, resolution, dialect)


def _check_division(node: exp.Expr, resolution: Resolution, dialect: str) -> None:
    if isinstance(node, exp.Div) and dialect in _DIVIDES_WHOLE:
        kinds = {type_of(side, resolution).kind for side in (node.left, node.right)}
        if kinds <= _MAY_BE_WHOLE:
            raise QueryRefused(
                f"a division that may be of whole numbers, which {dialect} cuts",
                "one side that is no whole number",
                "Multiply by 1.0 first, or cut with floor().",
            )
    averages = isinstance(node, exp.Avg) and dialect in _AVERAGES_WHOLE
    if averages and type_of(node.this, resolution).kind in _MAY_BE_WHOLE:
        raise QueryRefused(
            f"a mean that may be of whole numbers, which {dialect} cuts",
            "avg(1.0 * …)",
        )


def _check_dates(node: exp.Expr, resolution: Resolution, dialect: str) -> None:
    if not isinstance(node, (exp.Add, exp.Sub)):
        return
    kinds = [type_of(side, resolution).kind for side in (node.left, node.right)]
    dates = kinds.count(ValueKind.DATE)
    is_difference = dates > 1 and dialect in _NO_DAYS
    is_sum = ValueKind.INTEGER in kinds and dates == 1 and dialect in _NO_DAYS_ADDED
    if is_difference or is_sum:
        raise QueryRefused(
            f"arithmetic on dates, which is no count of days in {dialect}",
            "the dialect's function for a difference in days",
        )


def _check_texts(node: exp.Expr, resolution: Resolution, dialect: str) -> None:
    """Refuses to group, order or compare texts whose case would matter here.

    Raises:
        QueryRefused: for a text that is not brought to one case.
    """
    for child in node.iter_expressions():
        inner = child.this if isinstance(child, exp.Paren) else child
        if isinstance(inner, (exp.Lower, exp.Upper, exp.Literal)):
            continue
        has_letters = not isinstance(node, (exp.EQ, exp.NEQ, exp.In)) or not all(
            isinstance(other, exp.Literal)
            for other in node.iter_expressions()
            if other is not child
        )
        if has_letters and type_of(inner, resolution).kind is ValueKind.TEXT:
            raise QueryRefused(
                f"texts grouped or compared, which {dialect} does without case",
                "lower(…) of the text",
            )
