"""Dates as serial numbers of the 1900 system."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.coerce import as_number, double_of, on_numbers
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.numerals import epoch, serial
from verifier.formula.values import (
    Cell,
    constant_cell,
    date_cell,
    error_cell,
    number_cell,
)

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

Cells = tuple[Cell | None, ...]
_FALSE_LEAP_DAY = sql.number(60)
_LAST = sql.number(2_958_465)


@cell_function("DATE", least=3)
def day_of(draft: Draft, cells: Cells) -> Cell:
    """Returns the serial number of year, month and day; months and days may run over.

    Source: ECMA-376 part 1, 18.17.7.72; years below 1900 count from 1900.
    """
    numbers, error = on_numbers(draft, cells)
    constants = [n.constant for n in numbers]
    if all(isinstance(one, Decimal) for one in constants):
        return _constant_day(*(int(one) for one in constants if one is not None))
    year, month, day = (_whole(number) for number in numbers)
    early = sql.less(year, sql.number(1900))
    year = sql.case((early, sql.add(year, sql.number(1900))), default=year)
    month = sql.subtract(month, sql.ONE)
    years = sql.add(year, sql.call("floor", sql.divide(month, sql.number(12))))
    rest = sql.subtract(
        month,
        sql.multiply(
            sql.number(12), sql.call("floor", sql.divide(month, sql.number(12)))
        ),
    )
    first = sql.call(
        "make_date",
        sql.cast(years, "INTEGER"),
        sql.cast(sql.add(rest, sql.ONE), "INTEGER"),
        sql.cast(sql.ONE, "INTEGER"),
    )
    made = sql.add(_serial(first), sql.subtract(day, sql.ONE))
    return date_cell(made).failing(error)


@cell_function("YEAR", least=1)
def year(draft: Draft, cells: Cells) -> Cell:
    """Returns the year of a date.

    Source: ECMA-376 part 1, 18.17.7.363.
    """
    return _part(draft, cells, "year")


@cell_function("MONTH", least=1)
def month(draft: Draft, cells: Cells) -> Cell:
    """Returns the month of a date, 1 to 12.

    Source: ECMA-376 part 1, 18.17.7.218.
    """
    return _part(draft, cells, "month")


@cell_function("DAY", least=1)
def day(draft: Draft, cells: Cells) -> Cell:
    """Returns the day of the month of a date.

    Source: ECMA-376 part 1, 18.17.7.75.
    """
    return _part(draft, cells, "day")


@cell_function("DAYS", least=2)
def days_between(draft: Draft, cells: Cells) -> Cell:
    """Returns how many days lie between two dates, the later one first.

    Source: Excel, DAYS.
    """
    (end, start), error = on_numbers(draft, cells)
    made = sql.subtract(_whole(end), _whole(start))
    return number_cell(made, 0).failing(error)


@cell_function("WEEKDAY", least=1, most=2)
def weekday(draft: Draft, cells: Cells) -> Cell:
    """Returns the day of the week: 1 for Sunday, or for Monday with type 2.

    Source: ECMA-376 part 1, 18.17.7.359.
    """
    numbers, error = on_numbers(draft, cells)
    kind = next((n.constant for n in numbers[1:]), Decimal(1))
    shifts = {1: (6, 1), 2: (5, 1), 3: (5, 0), 11: (5, 1), 17: (6, 1)}
    if not isinstance(kind, Decimal) or int(kind) not in shifts:
        return error_cell("#NUM!")
    shift, first = shifts[int(kind)]
    moved = sql.add(_whole(numbers[0]), sql.number(shift))
    made = sql.add(sql.call("mod", moved, sql.number(7)), sql.number(first))
    return number_cell(made, 0).failing(error)


@cell_function("EDATE", least=2)
def months_later(draft: Draft, cells: Cells) -> Cell:
    """Returns the same day some months later, or the last of a shorter month.

    Source: ECMA-376 part 1, 18.17.7.103.
    """
    (start, count), error = on_numbers(draft, cells)
    moved = sql.add(_day(_whole(start)), _months(count))
    return date_cell(_serial(sql.cast(moved, "DATE"))).failing(error)


@cell_function("EOMONTH", least=2)
def month_end(draft: Draft, cells: Cells) -> Cell:
    """Returns the last day of the month some months later.

    Source: ECMA-376 part 1, 18.17.7.107.
    """
    (start, count), error = on_numbers(draft, cells)
    moved = sql.add(_day(_whole(start)), _months(count))
    last = sql.call("last_day", sql.cast(moved, "DATE"))
    return date_cell(_serial(last)).failing(error)


@cell_function("DATEDIF", least=3)
def whole_periods(draft: Draft, cells: Cells) -> Cell:
    """Returns the whole years, months or days between two dates.

    Source: Excel, DATEDIF with "y", "m", "d"; `#NUM!` where the end comes first.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    unit = (cells[2] or constant_cell("")).constant
    (start, end), error = on_numbers(draft, cells[:2])
    names = {"y": "year", "m": "month", "d": "day"}
    name = names.get(str(unit).lower())
    if name is None:
        raise FormulaError(
            f"DATEDIF with the unit {unit!r}",
            '"y", "m" or "d"',
            reason="unsupported-function",
        )
    first, last = _whole(start), _whole(end)
    made = sql.subtract(last, first)
    if name != "day":
        made = _whole_months(_day(first), _day(last))
        if name == "year":
            made = sql.call("trunc", sql.divide(made, sql.number(12)))
    wrong = sql.case((sql.less(last, first), sql.text("#NUM!")))
    return number_cell(sql.cast(made, "BIGINT"), 0).failing(error, wrong)


@cell_function("NETWORKDAYS", least=2)
def working_days(draft: Draft, cells: Cells) -> Cell:
    """Returns how many days from Monday to Friday two dates hold, both counted.

    Source: ECMA-376 part 1, 18.17.7.222; without holidays.
    """
    (start, end), error = on_numbers(draft, cells)
    first, last = draft.named(_whole(start)), draft.named(_whole(end))
    low = sql.call("least", first, last)
    high = sql.call("greatest", first, last)
    made = sql.subtract(
        _working_until(high), _working_until(sql.subtract(low, sql.ONE))
    )
    signed = sql.case((sql.less(last, first), sql.negate(made)), default=made)
    return number_cell(signed, 0).failing(error)


@cell_function("YEARFRAC", least=2, most=3)
def share_of_year(draft: Draft, cells: Cells) -> Cell:
    """Returns the years between two dates; basis 0 counts 30 days a month.

    Source: ECMA-376 part 1, 18.17.7.364; bases 0, 2, 3 and 4.

    Raises:
        FormulaError: for forms that are not recomputed here.
    """
    basis = as_number(draft, cells[2]).constant if len(cells) > 2 else Decimal(0)  # noqa: PLR2004 - the third argument
    (one, two), error = on_numbers(draft, cells[:2])
    first, last = draft.named(_whole(one)), draft.named(_whole(two))
    start = draft.named(sql.call("least", first, last))
    end = draft.named(sql.call("greatest", first, last))
    if basis in {Decimal(2), Decimal(3)}:
        year_length = 360 if basis == Decimal(2) else 365
        made = sql.divide(sql.subtract(end, start), sql.number(year_length))
    elif basis in {Decimal(0), Decimal(4)}:
        made = _thirty_days(draft, start, end, european=basis == Decimal(4))
    else:
        raise FormulaError(
            "YEARFRAC with a basis other than 0, 2, 3, 4",
            reason="unsupported-function",
        )
    return number_cell(made).failing(error)


def _constant_day(year: int, month: int, day: int) -> Cell:
    year += 1900 if 0 <= year < 1900 else 0  # noqa: PLR2004 - the 1900 system
    years, rest = divmod(month - 1, 12)
    try:
        first = date(year + years, rest + 1, 1)
        made = first + timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return error_cell("#NUM!")
    number = serial(made)
    return constant_cell(number) if number >= 0 else error_cell("#NUM!")


def _part(draft: Draft, cells: Cells, name: str) -> Cell:
    (one,), error = on_numbers(draft, cells)
    one = draft.let(one)
    number = _whole(one)
    outside = sql.either(sql.less(number, sql.ZERO), sql.less(_LAST, number))
    wrong = sql.case((outside or sql.FALSE, sql.text("#NUM!")))
    safe = sql.case((sql.between(number, sql.ZERO, _LAST), number))
    zero = {"year": 1900, "month": 1, "day": 0}[name]
    is_zero = sql.equal(number, sql.ZERO)
    made = sql.case((is_zero, sql.number(zero)), default=sql.call(name, _day(safe)))
    return number_cell(made, 0).failing(error, wrong)


def _whole(cell: Cell) -> Expr:
    if isinstance(cell.constant, Decimal):
        return sql.number(int(cell.constant.to_integral_value(ROUND_FLOOR)))
    return sql.cast(sql.call("floor", double_of(cell)), "INTEGER")


def _months(cell: Cell) -> Expr:
    count = cell.constant
    whole = (
        sql.number(int(count))
        if isinstance(count, Decimal)
        else sql.call("trunc", double_of(cell))
    )
    return sql.call("to_months", sql.cast(whole, "INTEGER"))


def _day(number: Expr) -> Expr:
    """Returns a serial number as a DATE."""
    shifted = sql.case(
        (sql.less(number, _FALSE_LEAP_DAY), sql.add(number, sql.ONE)), default=number
    )
    return sql.add(epoch(), sql.cast(shifted, "INTEGER"))


def _serial(day_value: Expr) -> Expr:
    """Returns a DATE as a serial number."""
    days = sql.call("date_diff", sql.text("day"), epoch(), day_value)
    early = sql.at_most(days, _FALSE_LEAP_DAY)
    return sql.case((early, sql.subtract(days, sql.ONE)), default=days)


def _whole_months(first: Expr, last: Expr) -> Expr:
    years = sql.subtract(sql.call("year", last), sql.call("year", first))
    months = sql.subtract(sql.call("month", last), sql.call("month", first))
    every = sql.add(sql.multiply(years, sql.number(12)), months)
    short = sql.less(sql.call("day", last), sql.call("day", first))
    return sql.subtract(every, sql.case((short, sql.ONE), default=sql.ZERO))


def _working_until(number: Expr) -> Expr:
    """Returns how many working days there are up to a day, from a Saturday on."""
    # serial 0 is a Saturday in the proleptic count, so weeks begin there
    weeks = sql.call("floor", sql.divide(number, sql.number(7)))
    rest = sql.call("mod", number, sql.number(7))
    part = sql.call(
        "least",
        sql.call("greatest", sql.subtract(rest, sql.ONE), sql.ZERO),
        sql.number(5),
    )
    return sql.add(sql.multiply(sql.cast(weeks, "BIGINT"), sql.number(5)), part)


def _thirty_days(draft: Draft, start: Expr, end: Expr, *, european: bool) -> Expr:
    first, last = draft.named(_day(start)), draft.named(_day(end))
    day_one = sql.call("least", sql.call("day", first), sql.number(30))
    day_two = sql.call("day", last)
    if european:
        day_two = sql.call("least", day_two, sql.number(30))
    else:
        capped = sql.both(
            sql.equal(day_two, sql.number(31)), sql.equal(day_one, sql.number(30))
        )
        day_two = sql.case((capped or sql.FALSE, sql.number(30)), default=day_two)
    years = sql.subtract(sql.call("year", last), sql.call("year", first))
    months = sql.subtract(sql.call("month", last), sql.call("month", first))
    days = sql.add(
        sql.add(
            sql.multiply(years, sql.number(360)), sql.multiply(months, sql.number(30))
        ),
        sql.subtract(day_two, day_one),
    )
    return sql.divide(days, sql.number(360))
