"""Dates as serial numbers of the 1900 system."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.formula.arguments import whole_of
from verifier.formula.coerce import on_numbers
from verifier.formula.days import (
    FALSE_LEAP_DAY,
    date_of,
    inside,
    moment_in_text,
    moment_of,
    on_moments,
    outside_gives,
    serial_of,
    whole_day,
)
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.guards import none_gives
from verifier.formula.numerals import number_of, serial, writes_time
from verifier.formula.values import (
    JUST_TEXT,
    Cell,
    constant_cell,
    date_cell,
    error_cell,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]
_YEARS = sql.ZERO, sql.number(9999)
_MONTHS = 120_000  # more than the calendar has


@cell_function("DATE", least=3)
def day_of(draft: Draft, cells: Cells) -> Cell:
    """Returns the serial number of year, month and day; months and days may run over.

    Source: ECMA-376 part 1, 18.17.7.72; years below 1900 count from 1900.

    Example:
        =DATE(9999,12,31) is 2958465
    """
    numbers, error = on_numbers(draft, cells)
    constants = [n.constant for n in numbers]
    if all(isinstance(one, Decimal) for one in constants):
        return _constant_day(*(int(one) for one in constants if one is not None))
    year, month, days = (draft.named(whole_of(number)) for number in numbers)
    full = sql.case(
        (
            sql.between(year, sql.ZERO, sql.number(1899)),
            sql.add(year, sql.number(1900)),
        ),
        default=year,
    )
    before = sql.subtract(month, sql.ONE)
    turns = sql.call("floor", sql.divide(before, sql.number(12)))
    years = draft.named(sql.add(full, sql.cast(turns, "BIGINT")))
    rest = sql.subtract(before, sql.multiply(sql.number(12), turns))
    odd = sql.case(
        (
            sql.either(
                sql.negation(sql.between(year, *_YEARS)),
                sql.negation(sql.between(years, sql.number(1899), _YEARS[1])),
            )
            or sql.FALSE,
            sql.text("#NUM!"),
        )
    )
    safe = sql.call("greatest", sql.call("least", years, _YEARS[1]), sql.number(1899))
    first = sql.call(
        "make_date",
        sql.cast(safe, "INTEGER"),
        sql.cast(sql.add(rest, sql.ONE), "INTEGER"),
        sql.cast(sql.ONE, "INTEGER"),
    )
    made = draft.named(sql.subtract(sql.add(serial_of(first), days), sql.ONE))
    return date_cell(made).failing(error, odd, outside_gives(made))


@cell_function("YEAR", least=1)
def year(draft: Draft, cells: Cells) -> Cell:
    """Returns the year of a date.

    Source: ECMA-376 part 1, 18.17.7.363.

    Example:
        =YEAR("15-Apr-2011") is 2011
    """
    return _part(draft, cells, "year")


@cell_function("MONTH", least=1)
def month(draft: Draft, cells: Cells) -> Cell:
    """Returns the month of a date, 1 to 12.

    Source: ECMA-376 part 1, 18.17.7.218.

    Example:
        =MONTH("2024-05-01") is 5
    """
    return _part(draft, cells, "month")


@cell_function("DAY", least=1)
def day(draft: Draft, cells: Cells) -> Cell:
    """Returns the day of the month of a date.

    Source: ECMA-376 part 1, 18.17.7.75; the serial number 60 is 29 February 1900.

    Example:
        =DAY("2024-01-31 23:59") is 31
    """
    return _part(draft, cells, "day")


@cell_function("DAYS", least=2)
def days_between(draft: Draft, cells: Cells) -> Cell:
    """Returns how many days lie between two dates, the later one first.

    Source: Excel, DAYS; `#NUM!` for a date outside of the calendar.

    Example:
        =DAYS("2024-03-01","2024-02-01") is 29
    """
    (end, start), error = on_moments(draft, cells)
    last, first = draft.named(whole_day(end)), draft.named(whole_day(start))
    made = sql.subtract(last, first)
    return number_cell(made, 0).failing(error, outside_gives(last, first))


@cell_function("EDATE", least=2)
def months_later(draft: Draft, cells: Cells) -> Cell:
    """Returns the same day some months later, or the last of a shorter month.

    Source: ECMA-376 part 1, 18.17.7.103.

    Example:
        =EDATE("2024-01-31",1) is 45351
    """
    moved, error = _moved(draft, cells)
    made = draft.named(serial_of(moved))
    return date_cell(made).failing(error, outside_gives(made))


@cell_function("EOMONTH", least=2)
def month_end(draft: Draft, cells: Cells) -> Cell:
    """Returns the last day of the month some months later.

    Source: ECMA-376 part 1, 18.17.7.107.

    Example:
        =EOMONTH(1,0) is 31
    """
    moved, error = _moved(draft, cells)
    made = draft.named(serial_of(sql.call("last_day", moved)))
    return date_cell(made).failing(error, outside_gives(made))


@cell_function("DATEVALUE", least=1)
def day_in_text(draft: Draft, cells: Cells) -> Cell:
    """Returns the day that a text writes; `#VALUE!` of what is no text.

    Both orders of day and month are read where only one can be meant; where both can,
    a written text is refused and a cell gives `#VALUE!`.

    Source: ECMA-376 part 1, 18.17.7.74.

    Example:
        =DATEVALUE("15-Jan-2024") is 45306
    """
    made = text_moment(draft, cells[0])
    return date_cell(whole_day(made)).failing(made.error)


def text_moment(draft: Draft, cell: Cell | None) -> Cell:
    """Returns the serial number of a text; `#VALUE!` of what is no date in a text."""
    if cell is None or not cell.may_be(CellKind.TEXT) or cell.text is None:
        return error_cell("#VALUE!").failing(cell.error if cell else None)
    if isinstance(cell.constant, str):
        known = number_of(cell.constant)
        is_plain = known is not None and cell.constant.strip()[4:5] not in {"-", "/"}
        if is_plain and "." not in cell.constant and not writes_time(cell.constant):
            return error_cell("#VALUE!")
    cell = draft.let(cell)
    number = draft.named(moment_in_text(draft, cell))
    if cell.coerced is not None and cell.stored:
        # as the cell is read elsewhere, so that it moves with it
        read = sql.first_of(sql.double(cell.coerced), number)
        number = draft.named(sql.case((sql.is_present(number), read)))
    other = None
    if not cell.kinds <= JUST_TEXT:
        is_text = cell.is_kind(CellKind.TEXT) or sql.TRUE
        other = sql.case((sql.negation(is_text), sql.text("#VALUE!")))
    missing = none_gives(number, "#VALUE!")
    return number_cell(number).failing(cell.error, other, missing)


def _constant_day(year: int, month: int, day: int) -> Cell:
    if not 0 <= year <= 9999:  # noqa: PLR2004 - the calendar
        return error_cell("#NUM!")
    year += 1900 if year < 1900 else 0  # noqa: PLR2004 - the 1900 system
    years, rest = divmod(month - 1, 12)
    try:
        first = date(year + years, rest + 1, 1)
        made = first + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return error_cell("#NUM!")
    number = serial(first) + day - 1 if first.year < 1901 else serial(made)  # noqa: PLR2004 - the false leap day counts
    return constant_cell(number) if number >= 0 else error_cell("#NUM!")


def _part(draft: Draft, cells: Cells, name: str) -> Cell:
    moment = moment_of(draft, cells[0])
    number = draft.named(whole_day(moment))
    zero = {"year": 1900, "month": 1, "day": 0}[name]
    own = sql.call(name, date_of(inside(number)))
    branches = [(sql.equal(number, sql.ZERO), sql.number(zero))]
    if name == "day":
        branches.append((sql.equal(number, FALSE_LEAP_DAY), sql.number(29)))
    made = sql.case(*branches, default=own)
    return number_cell(made, 0).failing(moment.error, outside_gives(number))


def _moved(draft: Draft, cells: Cells) -> tuple[Expr, Expr | None]:
    """Returns a day moved by months as a DATE, and the error."""
    (start, count), error = on_moments(draft, cells, takes_truth=False)
    first = draft.named(whole_day(start))
    bound = sql.number(_MONTHS)
    months = sql.call(
        "greatest", sql.call("least", whole_of(count), bound), sql.negate(bound)
    )
    span = sql.call("to_months", sql.cast(months, "INTEGER"))
    moved = sql.cast(sql.add(date_of(inside(first)), span), "DATE")
    return moved, sql.coalesce(error, outside_gives(first))
