"""The SELECT that tells which names are texts of cells."""

from __future__ import annotations

from sqlglot import exp


def members_sql(
    names: list[str], columns: list[tuple[str, str]], dashes: str, separator: str
) -> str:
    """Returns a SELECT of the folded names that stand in cells, in one text.

    Args:
        names: folded.
        columns: (table, column) of texts.
        dashes: what folding turns into a plain hyphen.
        separator: stands between the names that were found.
    """
    wanted = [exp.Literal.string(name) for name in names]
    selects = [_folded(table, column, dashes) for table, column in columns]
    union: exp.Query = selects[0]
    for select in selects[1:]:
        union = exp.union(union, select, distinct=False, copy=False)
    name = exp.column("name")
    joined = exp.GroupConcat(
        this=exp.Distinct(expressions=[name]),
        separator=exp.Literal.string(separator),
    )
    query = (
        exp.select(joined)
        .from_(union.subquery("names"))
        .where(exp.In(this=name, expressions=wanted))
    )
    return query.sql(dialect="duckdb")


def _folded(table: str, column: str, dashes: str) -> exp.Select:
    text = exp.func(
        "translate",
        exp.Lower(this=exp.column(column, quoted=True)),
        exp.Literal.string(dashes),
        exp.Literal.string("-" * len(dashes)),
    )
    return exp.select(exp.alias_(text, "name")).from_(exp.to_table(table))
