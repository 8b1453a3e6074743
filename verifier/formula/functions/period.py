"""The time between two dates, in days, months and years."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import Cells, is_set, number_at
from verifier.formula.days import (
    date_of,
    inside,
    on_moments,
    outside_gives,
    whole_day,
)
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.guards import none_gives
from verifier.formula.values import Cell, constant_cell, error_cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_TWELVE, _THIRTY, _LAST = sql.number(12), sql.number(30), sql.number(31)


@cell_function("DATEDIF", least=3)
def whole_periods(draft: Draft, cells: Cells) -> Cell:
    """Returns the whole years, months or days between two dates.

    Source: Excel, DATEDIF with "Y", "M", "D", "MD", "YM", "YD"; `#NUM!` where the end
        comes first or the unit is another.

    Raises:
        FormulaError: for forms that are not recomputed here.

    Example:
        =DATEDIF("2001-01-01","2003-01-01","Y") is 2
    """
    unit = (cells[2] or constant_cell("")).constant
    if not isinstance(unit, str):
        raise FormulaError(
            "the unit of DATEDIF is calculated",
            '"y", "m", "d", "md", "ym" or "yd" in quotes',
            reason="unsupported-function",
        )
    (start, end), error = on_moments(draft, cells[:2])
    first, last = draft.named(whole_day(start)), draft.named(whole_day(end))
    early, late = (
        draft.named(date_of(inside(first))),
        draft.named(date_of(inside(last))),
    )
    made = _period(unit.lower(), (first, last), early, late)
    if made is None:
        return error_cell("#NUM!").failing(error)
    wrong = sql.case((sql.less(last, first), sql.text("#NUM!")))
    whole = sql.cast(made, "BIGINT")
    return number_cell(whole, 0).failing(error, outside_gives(first, last), wrong)


@cell_function("YEARFRAC", least=2, most=3)
def share_of_year(draft: Draft, cells: Cells) -> Cell:
    """Returns the years between two dates, in either order.

    Source: ECMA-376 part 1, 18.17.7.364; basis 0 counts 30 days a month, 1 the days
        of the years that are touched, 2 and 3 years of 360 and 365 days, 4 is the
        European 30 days a month; others give `#NUM!`.

    Example:
        =YEARFRAC("2011-02-28","2012-02-29") is 1
    """
    basis = number_at(draft, cells, 2, 0)
    (one, two), error = on_moments(draft, cells[:2], takes_truth=False)
    first, last = draft.named(whole_day(one)), draft.named(whole_day(two))
    odd = outside_gives(first, last)
    start = draft.named(inside(sql.call("least", first, last)))
    end = draft.named(inside(sql.call("greatest", first, last)))
    if isinstance(basis.constant, Decimal):
        made = _share(draft, start, end, int(basis.constant))
    elif basis.number == sql.NULL:
        return basis
    else:
        whole = sql.call("trunc", sql.double(basis.number or sql.NULL))
        shares = [
            (sql.equal(whole, sql.number(n)), _share(draft, start, end, n))
            for n in range(5)
        ]
        made = sql.case(*((test, one) for test, one in shares if one is not None))
    if made is None:
        return error_cell("#NUM!").failing(error)
    made = draft.named(made)
    unknown = none_gives(made, "#NUM!")
    return number_cell(made).failing(error, basis.error, odd, unknown)


@cell_function("DAYS360", least=2, most=3)
def days_of_thirty(draft: Draft, cells: Cells) -> Cell:
    """Returns the days between two dates, months having 30; TRUE is the European way.

    Source: ECMA-376 part 1, 18.17.7.76.

    Example:
        =DAYS360("2011-01-01","2011-02-01") is 30
    """
    (one, two), error = on_moments(draft, cells[:2])
    first, last = draft.named(whole_day(one)), draft.named(whole_day(two))
    start, end = draft.named(inside(first)), draft.named(inside(last))
    european = is_set(cells, 2, default=False)
    made = _thirty_days(draft, start, end, is_european=european)
    return number_cell(made, 0).failing(error, outside_gives(first, last))


def _share(draft: Draft, start: Expr, end: Expr, basis: int) -> Expr | None:
    """Returns the years between two days, None for a basis that there is not."""
    days = sql.double(sql.subtract(end, start))
    match basis:
        case 0 | 4:
            thirty = _thirty_days(
                draft, start, end, is_bond=basis == 0, is_european=basis != 0
            )
            return sql.divide(sql.double(thirty), sql.number(360))
        case 1:
            return sql.divide(days, _year_length(draft, start, end))
        case 2 | 3:
            return sql.divide(days, sql.number({2: 360, 3: 365}[basis]))
        case _:
            return None


def _period(  # noqa: PLR0911 - one return for each unit
    unit: str, days: tuple[Expr, Expr], early: Expr, late: Expr
) -> Expr | None:
    """Returns a count of a unit, None for an unknown unit."""
    months = _whole_months(early, late)
    match unit:
        case "d":
            return sql.subtract(days[1], days[0])
        case "m":
            return months
        case "y":
            return sql.call("floor", sql.divide(months, _TWELVE))
        case "ym":
            return sql.call("mod", months, _TWELVE)
        case "md":
            return _days_over(early, late)
        case "yd":
            return _days_of_year(early, late)
        case _:
            return None


def _whole_months(first: Expr, last: Expr) -> Expr:
    years = sql.subtract(sql.call("year", last), sql.call("year", first))
    months = sql.subtract(sql.call("month", last), sql.call("month", first))
    every = sql.add(sql.multiply(years, _TWELVE), months)
    short = sql.less(sql.call("day", last), sql.call("day", first))
    return sql.subtract(every, sql.case((short, sql.ONE), default=sql.ZERO))


def _days_over(first: Expr, last: Expr) -> Expr:
    """Returns the days behind the last whole month.

    A day that the month before does not have runs over, as DATE(2019,2,31) does.
    """
    day, other = sql.call("day", first), sql.call("day", last)
    month = sql.cast(sql.call("date_trunc", sql.text("month"), last), "DATE")
    back = sql.call("to_months", sql.cast(sql.ONE, "INTEGER"))
    before = sql.cast(sql.subtract(month, back), "DATE")
    size = sql.call("date_diff", sql.text("day"), before, month)
    plain = sql.subtract(other, day)
    return sql.case((sql.less(other, day), sql.add(plain, size)), default=plain)


def _days_of_year(first: Expr, last: Expr) -> Expr:
    """Returns the days to the next time that another day of the year comes.

    Source: Excel counts in the year of the first date, so 28 February 2016 to 27
        February 2020 is 365.
    """
    year = sql.call("year", first)
    same = _day_in(year, last)
    later = _day_in(sql.add(year, sql.ONE), last)
    end = sql.case((sql.less(same, first), later), default=same)
    return sql.call("date_diff", sql.text("day"), first, end)


def _day_in(year: Expr, day: Expr) -> Expr:
    """Returns a day of another year; 29 February runs over where there is none."""
    one = sql.cast(sql.ONE, "INTEGER")
    month = sql.cast(sql.call("month", day), "INTEGER")
    first = sql.call("make_date", sql.cast(year, "INTEGER"), month, one)
    more = sql.subtract(sql.call("day", day), sql.ONE)
    return sql.add(first, sql.cast(more, "INTEGER"))


def _year_length(draft: Draft, start: Expr, end: Expr) -> Expr:
    """Returns the days of a year between two days: of the years they touch, averaged.

    Source: what Excel does, as D. A. Wheeler found for OpenFormula, YEARFRAC basis 1.
    """
    first, last = draft.named(date_of(start)), draft.named(date_of(end))
    year, other = sql.call("year", first), sql.call("year", last)
    leap = sql.call("to_years", sql.cast(sql.ONE, "INTEGER"))
    within = sql.at_most(last, sql.cast(sql.add(first, leap), "DATE"))
    feb29 = sql.either(
        sql.both(_is_leap(year), sql.at_most(first, _leap_day(year))),
        sql.both(_is_leap(other), sql.at_most(_leap_day(other), last)),
    )
    same = sql.equal(year, other)
    short = sql.case(
        (sql.both(same, _is_leap(year)) or sql.FALSE, sql.number(366)),
        (same, sql.number(365)),
        (feb29 or sql.FALSE, sql.number(366)),
        default=sql.number(365),
    )
    years = sql.add(sql.subtract(other, year), sql.ONE)
    bounds = _new_year(year), _new_year(sql.add(other, sql.ONE))
    span = sql.call("date_diff", sql.text("day"), *bounds)
    average = sql.divide(sql.double(span), years)
    return sql.case((within, sql.double(short)), default=average)


def _is_leap(year: Expr) -> Expr:
    return sql.equal(sql.call("day", _leap_day(year)), sql.number(29))


def _new_year(year: Expr) -> Expr:
    whole = sql.cast(year, "INTEGER")
    one = sql.cast(sql.ONE, "INTEGER")
    return sql.call("make_date", whole, one, one)


def _leap_day(year: Expr) -> Expr:
    """Returns the last day of February."""
    two = sql.cast(sql.number(2), "INTEGER")
    one = sql.cast(sql.ONE, "INTEGER")
    first = sql.call("make_date", sql.cast(year, "INTEGER"), two, one)
    return sql.call("last_day", first)


def _thirty_days(
    draft: Draft,
    start: Expr,
    end: Expr,
    *,
    is_european: bool = False,
    is_bond: bool = False,
) -> Expr:
    """Returns days in months of 30; bonds treat the end of February on both sides."""
    first, last = draft.named(date_of(start)), draft.named(date_of(end))
    day_one, day_two = sql.call("day", first), sql.call("day", last)
    if is_european:
        day_one = sql.call("least", day_one, _THIRTY)
        day_two = sql.call("least", day_two, _THIRTY)
    else:
        ends = _ends_february(first)
        if is_bond:
            both = sql.both(ends, _ends_february(last)) or sql.FALSE
            day_two = sql.case((both, _THIRTY), default=day_two)
        day_one = sql.case(
            (sql.either(ends, sql.equal(day_one, _LAST)) or sql.FALSE, _THIRTY),
            default=day_one,
        )
        capped = sql.both(sql.equal(day_two, _LAST), sql.at_most(_THIRTY, day_one))
        # DAYS360 moves an end on the 31st to the first of the next month: a day 31
        day_two = sql.case((capped or sql.FALSE, _THIRTY), default=day_two)
    years = sql.subtract(sql.call("year", last), sql.call("year", first))
    months = sql.subtract(sql.call("month", last), sql.call("month", first))
    return sql.add(
        sql.add(sql.multiply(years, sql.number(360)), sql.multiply(months, _THIRTY)),
        sql.subtract(day_two, day_one),
    )


def _ends_february(day: Expr) -> Expr:
    ends = sql.equal(day, sql.call("last_day", day))
    return sql.both(sql.equal(sql.call("month", day), sql.number(2)), ends) or ends
