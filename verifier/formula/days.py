"""Serial numbers of the 1900 system as dates, and dates that stand in texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.clock import clock_in, group_in, part_of_day
from verifier.formula.coerce import as_number, value_of
from verifier.formula.dialect import sql
from verifier.formula.numerals import epoch, number_of
from verifier.formula.values import (
    JUST_BOOLEAN,
    JUST_TEXT,
    Cell,
    error_cell,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

LAST_DAY = sql.number(2_958_465)  # 31 December 9999
FALSE_LEAP_DAY = sql.number(60)
_CENTURY = 30  # two digits from here on are of the century before
_LONG_YEAR = (
    *("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"),
    *(f"%d{sign}{month}{sign}%Y" for sign in "- " for month in ("%b", "%B")),
    *("%b %d, %Y", "%B %d, %Y", "%b %Y", "%B %Y"),
    *("%Y-%b-%d", "%Y-%B-%d", "%A, %B %d, %Y", "%a, %b %d, %Y"),
)
_SHORT_YEAR = ("%d-%b-%y", "%d %b %y", "%d-%B-%y")
_SLASHED = r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})"


def on_moments(
    draft: Draft, cells: Iterable[Cell | None], *, takes_truth: bool = True
) -> tuple[tuple[Cell, ...], Expr | None]:
    """Returns the cells as serial numbers, and the first error among them.

    Args:
        draft: the statement.
        cells: numbers, or texts that write a date.
        takes_truth: whether TRUE and FALSE count as 1 and 0; the functions of the
            former Analysis ToolPak give `#VALUE!`.
    """
    found = tuple(moment_of(draft, cell, takes_truth=takes_truth) for cell in cells)
    return found, sql.coalesce(*(cell.error for cell in found))


def moment_of(  # noqa: PLR0911 - one return for each kind
    draft: Draft, cell: Cell | None, *, takes_truth: bool = True
) -> Cell:
    """Returns the serial number of a date, of a text too."""
    if cell is not None and not takes_truth and cell.may_be(CellKind.BOOLEAN):
        if cell.kinds <= JUST_BOOLEAN:
            return error_cell("#VALUE!").failing(cell.error)
        cell = draft.let(cell)
        odd = sql.case(
            (cell.is_kind(CellKind.BOOLEAN) or sql.TRUE, sql.text("#VALUE!"))
        )
        return moment_of(draft, cell).failing(odd)
    if cell is None or not cell.may_be(CellKind.TEXT) or cell.text is None:
        return draft.let(as_number(draft, cell))
    if isinstance(cell.constant, str) and number_of(cell.constant) is not None:
        return as_number(draft, cell)
    cell = draft.let(cell)
    day = draft.named(moment_in_text(draft, cell))
    if cell.kinds <= JUST_TEXT and cell.constant is not None:
        missing = sql.case((sql.is_null(day), sql.text("#VALUE!")))
        return number_cell(day).failing(cell.error, missing)
    plain = as_number(draft, replace(cell, error=None))
    own = sql.double(value_of(plain))
    if plain.error is not None:
        own = sql.case((sql.is_null(plain.error), own), default=day)
    number = draft.named(own)
    missing = sql.case((sql.is_null(number), sql.text("#VALUE!")))
    return number_cell(number).failing(cell.error, missing)


def moment_in_text(draft: Draft, cell: Cell) -> Expr:
    """Returns the serial number of a text that writes a date or a time, else NULL."""
    if isinstance(cell.constant, str):
        _refuse_ambiguous(cell.constant)
    text = draft.named(sql.call("trim", cell.text or sql.text("")))
    clock = draft.named(clock_in(text))
    size = sql.subtract(sql.call("length", text), sql.call("length", clock))
    front = draft.named(sql.call("trim", sql.call("left", text, size)))
    has_clock = sql.unequal(clock, sql.text(""))
    is_clock = sql.equal(front, sql.text(""))
    fraction = sql.case(
        (has_clock, part_of_day(clock)), default=sql.cast(sql.ZERO, "DOUBLE")
    )
    day = sql.case(
        (sql.both(is_clock, has_clock) or sql.FALSE, sql.ZERO), default=_day_in(front)
    )
    return sql.add(sql.double(day), fraction)


def date_of(number: Expr) -> Expr:
    """Returns a serial number as a DATE; 29 February 1900 as the day before it."""
    shifted = sql.case(
        (sql.less(number, FALSE_LEAP_DAY), sql.add(number, sql.ONE)), default=number
    )
    return sql.add(epoch(), sql.cast(shifted, "INTEGER"))


def serial_of(day: Expr) -> Expr:
    """Returns a DATE as a serial number."""
    days = sql.call("date_diff", sql.text("day"), epoch(), day)
    early = sql.at_most(days, FALSE_LEAP_DAY)
    return sql.case((early, sql.subtract(days, sql.ONE)), default=days)


def whole_day(cell: Cell) -> Expr:
    """Returns the day of a moment, as BIGINT and within the calendar."""
    number = sql.call("floor", sql.double(cell.number or sql.NULL))
    low = sql.call("greatest", number, sql.negate(sql.ONE))
    return sql.cast(sql.call("least", low, sql.add(LAST_DAY, sql.ONE)), "BIGINT")


def inside(day: Expr) -> Expr:
    """Returns a day, or 1 for one outside of the calendar."""
    return sql.case((sql.between(day, sql.ZERO, LAST_DAY), day), default=sql.ONE)


def outside_gives(*days: Expr) -> Expr:
    """Returns `#NUM!` where one of the days is outside of the calendar."""
    odd = [sql.negation(sql.between(day, sql.ZERO, LAST_DAY)) for day in days]
    return sql.case((sql.either(*odd) or sql.FALSE, sql.text("#NUM!")))


def _refuse_ambiguous(text: str) -> None:
    found = re.match(_SLASHED, text.strip())
    if found is None:
        return
    first, second = int(found[1]), int(found[2])
    if max(first, second) <= 12 and first != second:  # noqa: PLR2004 - months
        raise FormulaError(
            f"{text!r} is one day in Europe and another in America",
            f"DATE({found[3]},{first},{second}) or DATE({found[3]},{second},{first})",
            reason="unsupported-function",
        )


def _day_in(text: Expr) -> Expr:
    """Returns the day that a text writes, NULL if none or if it is ambiguous."""
    long = _parsed(text, _LONG_YEAR)
    short = _in_century(_parsed(text, _SHORT_YEAR))
    first = sql.try_cast(group_in(text, _SLASHED, 1), "INTEGER")
    second = sql.try_cast(group_in(text, _SLASHED, 2), "INTEGER")
    is_slashed = sql.call("regexp_full_match", text, sql.text(_SLASHED))
    has_long = sql.call("regexp_matches", text, sql.text("[0-9]{4}$"))
    twelve = sql.number(12)
    day_first = sql.either(sql.less(twelve, first), sql.equal(first, second))
    dashed = sql.call("replace", text, sql.text("/"), sql.text("-"))
    slashed = sql.case(
        (
            day_first or sql.FALSE,
            _either_year(dashed, has_long, "%d-%m-"),
        ),
        (
            sql.less(twelve, second),
            _either_year(dashed, has_long, "%m-%d-"),
        ),
    )
    plain = sql.first_of(_not_before(long), _not_before(short))
    return sql.case((is_slashed, _not_before(slashed)), default=plain)


def _not_before(day: Expr) -> Expr:
    number = serial_of(day)
    return sql.case((sql.between(number, sql.ZERO, LAST_DAY), number))


def _either_year(text: Expr, has_long: Expr, form: str) -> Expr:
    return sql.case(
        (has_long, _parsed(text, (form + "%Y",))),
        default=_in_century(_parsed(text, (form + "%y",))),
    )


def _parsed(text: Expr, forms: tuple[str, ...]) -> Expr:
    listed = sql.elements(sql.text(form) for form in forms)
    return sql.try_cast(sql.call("try_strptime", text, listed), "DATE")


def _in_century(day: Expr) -> Expr:
    """Returns a day of 2030 to 2068 a century earlier: 30 to 99 are of the 1900s."""
    year = sql.call("year", day)
    is_late = sql.between(year, sql.number(2000 + _CENTURY), sql.number(2099))
    years = sql.call("to_years", sql.cast(sql.number(100), "INTEGER"))
    earlier = sql.cast(sql.subtract(day, years), "DATE")
    return sql.case((is_late, earlier), default=day)
