"""Rows that add up the rows above them, told by their numbers alone."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.formula.dialect import sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.checks.region import Region

MOST_ROWS = 400
_FEWEST_BLOCKS = 2
_FEWEST_ROWS = 2  # that one subtotal adds up


def numbers_of(region: Region, column: int) -> exp.Select:
    """Returns one row: the numbers of a column's chosen rows, in order, as JSON."""
    number = sql.cast(region.ground.cell(column, "n"), "VARCHAR")
    inner = region.read(sql.alias(number, "text"))
    row = exp.column("_row")
    texts = sql.call("list", exp.Order(this=exp.column("text"), expressions=[row]))
    return exp.select(
        sql.alias(sql.call("min", row.copy()), "_row"),
        sql.alias(sql.cast(sql.call("to_json", texts), "VARCHAR"), "text"),
    ).from_(sql.subquery(inner, "cells"))


def subtotals_in(answer: str) -> tuple[int, ...]:
    """Returns the places of rows that add up those since the one before; 0 is first.

    They have to part all of the rows into blocks: a number that happens to be the sum
    of those above it is none. A grand total may stand last.

    Example:
        >>> subtotals_in('["1.5","2","3.5","4","5","9"]')
        (2, 5)
        >>> subtotals_in('["1","2","3","4"]')
        ()
    """
    texts = cast("list[str | None] | None", json.loads(answer)) or []
    numbers = [Decimal(text) if text else Decimal(0) for text in texts]
    return _blocks(numbers) or _with_grand_total(numbers)


def _with_grand_total(numbers: Sequence[Decimal]) -> tuple[int, ...]:
    inner = _blocks(numbers[:-1])
    if inner and numbers[-1] == sum(numbers[place] for place in inner):
        return (*inner, len(numbers) - 1)
    return ()


def _blocks(numbers: Sequence[Decimal]) -> tuple[int, ...]:
    """Returns where blocks end, each with its total, that hold all rows; else none."""
    ends: list[int] = []
    total, rows = Decimal(0), 0
    for place, number in enumerate(numbers):
        if rows >= _FEWEST_ROWS and number == total != 0:
            ends.append(place)
            total, rows = Decimal(0), 0
        else:
            total, rows = total + number, rows + 1
    return tuple(ends) if not rows and len(ends) >= _FEWEST_BLOCKS else ()
