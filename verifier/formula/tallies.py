"""Aggregates over the cells that meet a criterion, one for each row of criteria.

`SUMPRODUCT(1/COUNTIF(r,r))` has as many criteria as rows. Written out one by one they
would be a statement as long as the range; here they are rows of a step, and each
different criterion is counted once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.errors import FormulaError
from verifier.formula.broadcast import align, whole
from verifier.formula.coerce import as_text, unified
from verifier.formula.criteria import Parsed, meets_each, operand_in, operator_in
from verifier.formula.dialect import sql
from verifier.formula.numerals import number_from_text
from verifier.formula.pool import numeric_part
from verifier.formula.values import (
    JUST_TEXT,
    NUMERIC,
    Array,
    Cell,
    Frame,
    Member,
    Value,
    grid_of,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlglot.expressions import Expr

    from verifier.formula.broadcast import Aligned
    from verifier.formula.draft import Draft

_KEYS = ("k", "w", "d", "e")  # kind, text, number and error of a criterion
_BLANK = sql.number(int(CellKind.BLANK))


def stands_over_rows(values: Sequence[Value]) -> bool:
    """Returns whether criteria stand in a column, one for each of its rows."""
    return any(
        isinstance(value, Array) and value.frame is not None and value.rows != 1
        for value in values
    )


def tallied(
    draft: Draft,
    pairs: Sequence[tuple[Array, Value]],
    values: Array | None = None,
) -> Array:
    """Returns a count, or the sum of values, for each row of criteria.

    Args:
        draft: the statement.
        pairs: ranges and their criteria, at least one of which stands over rows.
        values: what is summed; None to count.

    Raises:
        FormulaError: for criteria in several columns, and other forms that are not
            recomputed here.
    """
    criteria = align(draft, [whole(one) or _blank() for _, one in pairs])
    tested = align(
        draft, [*(cells for cells, _ in pairs), *([values] if values else [])]
    )
    is_column = criteria is not None and len(criteria.grids[0][0]) == 1
    if criteria is None or tested is None or not is_column or criteria.frame is None:
        raise FormulaError(
            "criteria that stand in several columns",
            "criteria in one column",
            reason="unsupported-function",
        )
    rows = _rows(draft, criteria, criteria.frame)
    different = _different(draft, rows, len(pairs))
    counts = _counts(draft, tested, different, len(pairs), sums=values is not None)
    found = _found(draft, rows, counts, len(pairs))
    frame = replace(
        criteria.frame, members=(*criteria.frame.members, Member(found, found, 1))
    )
    scale = 0 if values is None else _scale(tested)
    cell = number_cell(sql.column(found, "v"), scale)
    return Array(frame, ((cell.failing(sql.column(found, "f")),),))


def _blank() -> Array:
    return grid_of([[Cell(frozenset({CellKind.BLANK}))]])


def _rows(draft: Draft, criteria: Aligned, frame: Frame) -> str:
    """Returns the step with the criteria, row by row."""
    columns = [sql.alias(frame.row, "_row")]
    every = [frame.row]
    for number, grid in enumerate(criteria.grids):
        parts = _parts(draft, grid[0][0])
        every += parts
        columns += [
            sql.alias(part, f"{key}{number}")
            for key, part in zip(_KEYS, parts, strict=True)
        ]
    return draft.rows_of(draft.reading(columns, frame, every))


def _parts(draft: Draft, cell: Cell) -> tuple[Expr, Expr, Expr, Expr]:
    """Returns the kind, text, number and error of a criterion."""
    kind = cell.kind
    if len(cell.kinds) == 1:
        kind = sql.number(int(next(iter(cell.kinds))))
    text = as_text(draft, replace(cell, error=None)).text or sql.text("")
    number = sql.coalesce(
        None if cell.number is None else sql.double(cell.number),
        cell.coerced if cell.may_be(CellKind.BOOLEAN) else None,
    )
    return (
        sql.cast(kind or sql.ONE, "UTINYINT"),
        sql.call("lower", text),
        sql.cast(number or sql.NULL, "DOUBLE"),
        sql.cast(cell.error or sql.NULL, "VARCHAR"),
    )


def _different(draft: Draft, rows: str, count: int) -> str:
    """Returns the step with each different criterion, its text taken apart."""
    keys = [sql.column(rows, f"{k}{n}") for n in range(count) for k in _KEYS]
    distinct = exp.Select(
        expressions=keys, distinct=exp.Distinct(), from_=exp.From(this=sql.table(rows))
    )
    name = draft.rows_of(distinct)
    columns: list[Expr] = [
        sql.column(name, f"{k}{n}") for n in range(count) for k in _KEYS
    ]
    for number in range(count):
        written = sql.column(name, f"w{number}")
        operator = operator_in(written)
        columns.append(sql.alias(operator, f"o{number}"))
        columns.append(sql.alias(operand_in(written, operator), f"r{number}"))
    split = draft.rows_of(_from(name, columns))
    columns = [exp.Column(this=exp.Star(), table=sql.identifier(split))]
    for number in range(count):
        found = number_from_text(sql.column(split, f"r{number}"))
        columns.append(sql.alias(sql.cast(found, "DOUBLE"), f"n{number}"))
    return draft.rows_of(_from(split, columns))


def _from(name: str, columns: list[Expr]) -> exp.Select:
    return exp.Select(expressions=columns, from_=exp.From(this=sql.table(name)))


def _counts(
    draft: Draft, tested: Aligned, different: str, count: int, *, sums: bool
) -> str:
    """Returns the step with the aggregate of each different criterion."""
    met = [
        _met(cells, different)
        for cells in zip(*(grid[0] for grid in tested.grids[:count]), strict=True)
    ]
    value: list[Expr] = [sql.count_where(one) for one in met]
    failed: Expr = sql.NULL
    if sums:
        cells = [numeric_part(cell) for cell in tested.grids[-1][0]]
        numbers, _ = unified(cells)
        value = [
            sql.first_of(sql.filtered(sql.call("sum", n), m), sql.ZERO)
            for n, m in zip(numbers, met, strict=True)
        ]
        errors = [
            sql.filtered(sql.call("any_value", cell.error), m)
            for cell, m in zip(cells, met, strict=True)
            if cell.error is not None
        ]
        failed = sql.coalesce(*errors) or sql.NULL
    total = value[0]
    for one in value[1:]:
        total = sql.add(total, one)
    keys = [sql.column(different, f"{k}{n}") for n in range(count) for k in _KEYS]
    columns = [
        *keys,
        sql.alias(total, "v"),
        sql.alias(sql.cast(failed, "VARCHAR"), "f"),
    ]
    query = draft.reading(columns, tested.frame, [total, failed])
    query.append("joins", exp.Join(this=sql.table(different), kind="CROSS"))
    query.set("group", exp.Group(expressions=[key.copy() for key in keys]))
    return draft.rows_of(query)


def _met(cells: Sequence[Cell], different: str) -> Expr:
    conditions = [
        sql.first_of(_meets(cell, different, number), sql.FALSE)
        for number, cell in enumerate(cells)
    ]
    return sql.both(*conditions) or sql.TRUE


def _meets(cell: Cell, different: str, number: int) -> Expr:
    criterion = Cell(
        NUMERIC | JUST_TEXT | {CellKind.BOOLEAN, CellKind.BLANK},
        kind=sql.column(different, f"k{number}"),
        number=sql.column(different, f"d{number}"),
        coerced=sql.column(different, f"d{number}"),
        error=sql.column(different, f"e{number}"),
    )
    parsed = Parsed(
        sql.column(different, f"o{number}"),
        sql.column(different, f"r{number}"),
        sql.column(different, f"n{number}"),
    )
    return meets_each(cell, criterion, parsed)


def _found(draft: Draft, rows: str, counts: str, count: int) -> str:
    """Returns the step with the aggregate that belongs to each row."""
    same = [
        exp.NullSafeEQ(
            this=sql.column(rows, f"{k}{n}"), expression=sql.column(counts, f"{k}{n}")
        )
        for n in range(count)
        for k in _KEYS
    ]
    columns: list[Expr] = [
        sql.column(rows, "_row"),
        sql.column(counts, "v"),
        sql.column(counts, "f"),
    ]
    query = _from(rows, columns)
    query.append("joins", exp.Join(this=sql.table(counts), on=sql.both(*same)))
    return draft.rows_of(query)


def _scale(tested: Aligned) -> int | None:
    _, scale = unified([numeric_part(cell) for cell in tested.grids[-1][0]])
    return scale
