"""Days of the week, and weeks of the year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import Cells, number_at
from verifier.formula.days import (
    date_of,
    inside,
    on_moments,
    outside_gives,
    serial_of,
    whole_day,
)
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.values import Cell, error_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

# type of a week: the serial number, modulo 7, of its first day; 1 is a Sunday
_FIRST_DAYS = {1: 1, 2: 2, 3: 2, **{11 + n: (2 + n) % 7 for n in range(7)}}
_FROM_ZERO = 3
_ISO = 21


@cell_function("WEEKDAY", least=1, most=2)
def weekday(draft: Draft, cells: Cells) -> Cell:
    """Returns the day of the week: 1 for Sunday, or for the day that a type names.

    Source: ECMA-376 part 1, 18.17.7.359; types 1, 2, 3 and 11 to 17.

    Example:
        =WEEKDAY("14-Feb-2008",2) is 4
    """
    (moment,), error = on_moments(draft, cells[:1])
    kind = _type(draft, cells)
    if isinstance(kind, Cell):
        return kind
    if kind not in _FIRST_DAYS:
        return error_cell("#NUM!").failing(error)
    number = draft.named(whole_day(moment))
    place = _place(inside(number), _FIRST_DAYS[kind])
    made = place if kind == _FROM_ZERO else sql.add(place, sql.ONE)
    return number_cell(made, 0).failing(error, outside_gives(number))


@cell_function("WEEKNUM", least=1, most=2)
def week(draft: Draft, cells: Cells) -> Cell:
    """Returns the week of the year; week 1 holds 1 January, with 21 as ISO has it.

    Source: ECMA-376 part 1, 18.17.7.360; types 1, 2, 11 to 17 and 21.

    Example:
        =WEEKNUM(F5,21) is 1
    """
    (moment,), error = on_moments(draft, cells[:1], takes_truth=False)
    kind = _type(draft, cells)
    if isinstance(kind, Cell):
        return kind
    number = draft.named(whole_day(moment))
    odd = outside_gives(number)
    if kind == _ISO:
        return number_cell(_iso_week(number), 0).failing(error, odd)
    if kind not in _FIRST_DAYS or kind == _FROM_ZERO:
        return error_cell("#NUM!").failing(error)
    safe = draft.named(inside(number))
    start = sql.call("date_trunc", sql.text("year"), date_of(safe))
    first = draft.named(serial_of(sql.cast(start, "DATE")))
    offset = _place(first, _FIRST_DAYS[kind])
    days = sql.add(sql.subtract(safe, first), offset)
    weeks = sql.cast(sql.call("floor", sql.divide(days, sql.number(7))), "BIGINT")
    return number_cell(sql.add(weeks, sql.ONE), 0).failing(error, odd)


@cell_function("ISOWEEKNUM", least=1)
def iso_week(draft: Draft, cells: Cells) -> Cell:
    """Returns the week of the year as ISO 8601 counts: week 1 holds 4 January.

    Source: Excel, ISOWEEKNUM.

    Example:
        =ISOWEEKNUM(F3+0.5) is 9
    """
    (moment,), error = on_moments(draft, cells[:1])
    number = draft.named(whole_day(moment))
    return number_cell(_iso_week(number), 0).failing(error, outside_gives(number))


def _type(draft: Draft, cells: Cells) -> int | Cell:
    """Returns the type argument, an error cell where it is no number.

    Raises:
        FormulaError: where it stands in a cell.
    """
    kind = number_at(draft, cells, 1, 1)
    if isinstance(kind.constant, Decimal):
        return int(kind.constant)
    if kind.number == sql.NULL:
        return kind
    raise FormulaError(
        "the type of a week stands in a cell",
        "a number written in the formula, as in WEEKDAY(A2,2)",
        reason="unsupported-function",
    )


def _place(number: Expr, first: int) -> Expr:
    """Returns how many days a day is behind the first of its week."""
    moved = sql.add(number, sql.number((7 - first) % 7))
    return sql.call("mod", moved, sql.number(7))


def _iso_week(number: Expr) -> Expr:
    return sql.call("weekofyear", date_of(inside(number)))
