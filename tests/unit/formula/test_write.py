"""The quick writer against sqlglot's own, and what it does beside that."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.dialect.write import BARE, written

A, B = sql.column("sheet_1", "A_n"), sql.column("step_1", "v1")
QUERY = exp.Select(expressions=[sql.alias(A, "x")], from_=exp.From(this=sql.table("t")))
NODES = [
    A,
    sql.column("order", "Net sales"),
    sql.number(Decimal("-1.50")),
    sql.number(Decimal(10) ** 40),
    sql.text("O'Neil \\ \n \x1f"),
    sql.TRUE,
    sql.negate(sql.negate(A)),
    sql.subtract(sql.subtract(A, B), sql.subtract(A, B)),
    sql.multiply(sql.add(A, B), sql.divide(A, B)),
    sql.either(sql.both(sql.equal(A, B), sql.less(A, B)), sql.unequal(A, B)),
    sql.negation(sql.at_most(A, B)),
    sql.between(A, sql.ZERO, sql.ONE),
    sql.is_present(A),
    sql.case((sql.is_null(A), sql.ZERO), (sql.is_null(B), sql.NULL), default=sql.ONE),
    sql.case((sql.is_null(A), sql.ZERO)),
    sql.cast(A, "VARCHAR"),
    sql.try_cast(A, "DECIMAL(18,2)"),
    sql.filtered(sql.call("count", exp.Star()), sql.equal(A, B)),
    sql.call("list", sql.distinct(A)),
    sql.elements([A, B]),
    sql.item(sql.elements([A]), sql.ONE),
    exp.In(this=A, expressions=[sql.ZERO, sql.ONE]),
    exp.Select(
        expressions=[A],
        from_=exp.From(this=sql.table("sheet_1", "other")),
        joins=[
            exp.Join(this=sql.table("step_1"), kind="CROSS"),
            exp.Join(this=sql.table("sheet_2"), on=sql.equal(A, B)),
            exp.Join(this=sql.table("step_2"), on=sql.equal(A, B), side="LEFT"),
        ],
        where=exp.Where(this=sql.equal(A, B)),
        group=exp.Group(expressions=[A, B]),
    ),
    exp.Select(
        expressions=[exp.Column(this=sql.identifier("x"))],
        from_=exp.From(this=sql.subquery(QUERY, "answer")),
        with_=exp.With(expressions=[sql.step("step_1", QUERY)]),
    ),
    exp.Select(
        expressions=[A], order=exp.Order(expressions=[exp.Ordered(this=A, desc=True)])
    ),
    exp.Union(this=QUERY, expression=QUERY.copy(), distinct=False),
]


@pytest.mark.parametrize("node", NODES, ids=range(len(NODES)))
def test_writes_what_sqlglot_writes(node: exp.Expr) -> None:
    assert written(node) == node.sql(dialect="duckdb")


def test_writing_changes_no_node() -> None:
    before = [node.copy() for node in NODES]

    for node in NODES:
        written(node)

    assert before == NODES


def test_only_a_bare_query_goes_without_names_of_tables() -> None:
    inner = QUERY.copy()
    inner.meta[BARE] = True
    outer = exp.Select(
        expressions=[B, A], from_=exp.From(this=sql.subquery(inner, "n"))
    )

    assert written(outer) == (
        "SELECT step_1.v1, sheet_1.A_n FROM (SELECT A_n AS x FROM t) AS n"
    )
