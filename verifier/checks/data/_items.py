"""Whether rows with the same key are the items of one thing, and no duplicates.

A sale with two kinds of tickets has two rows: each of another kind, and of another
amount; an order that comes in two parts has another weight and cost for each. An export
that repeats a row repeats its amounts, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.question import Question, question
from verifier.formula.dialect import sql
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlglot.expressions import Expr

    from verifier.checks.question import Answer
    from verifier.checks.region import Region

_MOST_COLUMNS = 60
_FEWEST = 3  # repeated rows that tell
_NEARLY_ALL, _HALF = 0.95, 0.5
_TWO = 2  # amounts that differ in nearly all of them


def ask_items(region: Region, keys: tuple[int, ...], code: str) -> Question | None:
    """Returns the question in how many repeated rows each column tells another thing.

    Each is held against the row before it that has the same key.
    """
    columns = _compared(region, keys)
    if not columns or len(columns) > _MOST_COLUMNS:
        return None
    return question(_key(region, code), _apart(region, keys, columns), 1)


def are_items(
    region: Region, keys: tuple[int, ...], code: str, answers: Mapping[str, Answer]
) -> bool:
    """Returns whether rows of one key are told apart: by texts and amounts, or by two.

    The amounts are those that a calculation takes, or any where it takes none.
    """
    answer = answers.get(_key(region, code))
    if answer is None or not answer.texts:
        return False
    repeated, *differ = (int(count) for count in answer.texts[0].split("|"))
    apart = dict(zip(_compared(region, keys), differ, strict=True))
    kinds = {column: region.ground.columns[column].kinds for column in apart}
    texts = [n for n in apart if CellKind.TEXT in kinds[n]]
    numbers = [n for n in apart if CellKind.NUMBER in kinds[n] and n not in texts]
    amounts = [n for n in numbers if region.use and n in region.columns] or numbers
    told = any(apart[n] >= _NEARLY_ALL * repeated for n in texts)
    told = told and any(apart[n] >= _HALF * repeated for n in amounts)
    differ_all = [n for n in numbers if apart[n] >= _NEARLY_ALL * repeated]
    return repeated >= _FEWEST and (told or len(differ_all) >= _TWO)


def _compared(region: Region, keys: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(column for column in region.ground.columns if column not in keys)


def _apart(
    region: Region, keys: tuple[int, ...], columns: tuple[int, ...]
) -> exp.Select:
    """Returns one row: how many rows repeat a key, and in how many a column differs."""
    raws = [sql.alias(region.ground.raw(n), f"c{n}") for n in (*keys, *columns)]
    rows = region.ground.read(*raws, rows=region.rows)
    before = [sql.alias(_over(_lag(n), keys), f"b{n}") for n in columns]
    place = sql.alias(_over(exp.RowNumber(), keys), "place")
    held = exp.select("*", place, *before).from_(sql.subquery(rows, "cells"))
    again = sql.less(sql.ONE, exp.column("place"))
    differs = [
        exp.NullSafeNEQ(this=exp.column(f"c{n}"), expression=exp.column(f"b{n}"))
        for n in columns
    ]
    counts = [sql.count_where(again)]
    counts += [sql.count_where(exp.and_(again, each)) for each in differs]
    texts = [sql.cast(count, "VARCHAR") for count in counts]
    told = sql.alias(sql.call("concat_ws", sql.text("|"), *texts), "text")
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return exp.select(first, told).from_(sql.subquery(held, "held"))


def _lag(column: int) -> Expr:
    return sql.call("lag", exp.column(f"c{column}"))


def _over(function: Expr, keys: tuple[int, ...]) -> Expr:
    return exp.Window(
        this=function,
        partition_by=[exp.column(f"c{key}") for key in keys],
        order=exp.Order(expressions=[exp.Ordered(this=exp.column("_row"))]),
    )


def _key(region: Region, code: str) -> str:
    first, last = region.rows
    return f"{code}/items/{region.ground.sheet.table}/{first}-{last}"
