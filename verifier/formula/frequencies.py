"""How many numbers lie up to each of many limits, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.formula.dialect import sql
from verifier.formula.step import Relation
from verifier.formula.values import Array, Frame, Member, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_ENDLESS = sql.cast(sql.text("inf"), "DOUBLE")


def frequencies(draft: Draft, values: Expr, limits: Expr, error: Expr | None) -> Array:
    """Returns the counts between limits and beyond the last; a limit again counts 0.

    Args:
        draft: the statement.
        values: list of the numbers.
        limits: list of the limits, in the order of the counts.
        error: of a cell.
    """
    ends = draft.named(sql.call("list_append", limits, _ENDLESS))
    bins = draft.named(sql.call("list_sort", sql.call("list_distinct", ends)))
    numbers = _rows(draft, {"v": values})
    counted = sql.call("histogram", sql.column(numbers, "v"), bins)
    found = draft.aggregate(Relation(sql.table(numbers)), counted)
    keys, sizes = (sql.call(name, found) for name in ("map_keys", "map_values"))
    taken = _rows(draft, {"e": keys, "n": sizes})
    places = sql.call("generate_series", sql.ONE, sql.call("len", ends))
    wanted = _rows(draft, {"_row": places, "e": ends})
    name = draft.rows_of(_joined(wanted, taken))
    cell = number_cell(sql.column(name, "v"), 0).failing(error)
    return Array(Frame((Member(name, name, 1),), None, whole=True), ((cell,),))


def _rows(draft: Draft, lists: dict[str, Expr]) -> str:
    """Returns the step with lists of one length side by side."""
    columns = [sql.alias(sql.call("unnest", one), name) for name, one in lists.items()]
    return draft.rows_of(draft.reading(columns, None, list(lists.values())))


def _joined(wanted: str, taken: str) -> exp.Select:
    """Returns the count of each limit; of equal ones the first has it."""
    limit, row = sql.column(wanted, "e"), sql.column(wanted, "_row")
    rank = exp.Window(
        this=sql.call("row_number"),
        partition_by=[limit],
        order=exp.Order(expressions=[exp.Ordered(this=row)]),
    )
    count = sql.first_of(sql.column(taken, "n"), sql.ZERO)
    value = sql.case((sql.equal(rank, sql.ONE), count), default=sql.ZERO)
    query = exp.Select(
        expressions=[row.copy(), sql.alias(sql.cast(value, "BIGINT"), "v")],
        from_=exp.From(this=sql.table(wanted)),
    )
    same = sql.equal(limit.copy(), sql.column(taken, "e"))
    query.append("joins", exp.Join(this=sql.table(taken), on=same, side="LEFT"))
    return query
