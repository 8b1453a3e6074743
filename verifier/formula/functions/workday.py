"""Working days: how many there are, and the one after so many."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.errors import FormulaError
from verifier.formula.arguments import whole_of
from verifier.formula.broadcast import lift, scalar, whole
from verifier.formula.coerce import as_number
from verifier.formula.days import (
    inside,
    moment_of,
    on_moments,
    outside_gives,
    whole_day,
)
from verifier.formula.dialect import sql
from verifier.formula.function import function
from verifier.formula.pool import pooled
from verifier.formula.values import (
    Array,
    Cell,
    Pile,
    Value,
    date_cell,
    error_cell,
    number_cell,
)
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_SEVEN = sql.number(7)
_FAR = sql.number(2_958_465)
# weekend number: its days, Monday first
_WEEKENDS = {
    **{n + 1: {(5 + n) % 7, (6 + n) % 7} for n in range(7)},
    **{11 + n: {(6 + n) % 7} for n in range(7)},
}
_MASK = re.compile("[01]{7}")


@dataclass(frozen=True, slots=True)
class _Week:
    """Which days are worked.

    Attributes:
        works: for each serial number modulo 7, from a Saturday on.
    """

    works: tuple[bool, ...]

    @property
    def count(self) -> int:
        """How many days of a week are worked."""
        return sum(self.works)

    def until(self, number: Expr) -> Expr:
        """Returns how many working days there are up to a day."""
        prefix = [sum(self.works[: n + 1]) for n in range(7)]
        listed = sql.elements(sql.number(n) for n in prefix)
        place = sql.call("mod", sql.add(number, _SEVEN), _SEVEN)
        weeks = sql.call("floor", sql.divide(number, _SEVEN))
        whole = sql.multiply(sql.cast(weeks, "BIGINT"), sql.number(self.count))
        return sql.add(whole, sql.item(listed, sql.add(place, sql.ONE)))

    def day(self, rank: Expr) -> Expr:
        """Returns the working day with a rank, counted from the serial number 0."""
        places = [n for n, works in enumerate(self.works) if works]
        listed = sql.elements(sql.number(n) for n in places)
        before = sql.subtract(rank, sql.ONE)
        weeks = sql.cast(
            sql.call("floor", sql.divide(before, sql.number(self.count))), "BIGINT"
        )
        rest = sql.subtract(before, sql.multiply(weeks, sql.number(self.count)))
        return sql.add(
            sql.multiply(weeks, _SEVEN), sql.item(listed, sql.add(rest, sql.ONE))
        )

    def has(self, number: Expr) -> Expr:
        """Returns whether a day is worked, holidays aside."""
        listed = sql.elements(sql.TRUE if one else sql.FALSE for one in self.works)
        place = sql.call("mod", number, _SEVEN)
        return sql.item(listed, sql.add(place, sql.ONE))


@function("NETWORKDAYS", least=2, most=3)
def working_days(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns how many days from Monday to Friday two dates hold, both counted.

    Source: ECMA-376 part 1, 18.17.7.222; the third argument holds holidays.

    Example:
        =NETWORKDAYS(0,6) is 5
    """
    return _counted(draft, arguments[:2], _week(1), arguments[2:])


@function("NETWORKDAYS.INTL", least=2, most=4)
def working_days_of(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns how many working days two dates hold, with a weekend of one's own.

    Source: Excel, NETWORKDAYS.INTL: the weekend is a number, or seven signs from
        Monday on, of which 1 is free.

    Example:
        =NETWORKDAYS.INTL(F2,F3,11) is 40
    """
    week = _weekend(draft, arguments[2:3])
    if isinstance(week, Cell):
        return week
    return _counted(draft, arguments[:2], week, arguments[3:])


@function("WORKDAY", least=2, most=3)
def working_day(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the day that is so many working days after another, or before it.

    Source: ECMA-376 part 1, 18.17.7.361; the third argument holds holidays.

    Example:
        =WORKDAY(F2,-5,{45303,45302}) is 45295
    """
    return _found(draft, arguments[:2], _week(1), arguments[2:])


@function("WORKDAY.INTL", least=2, most=4)
def working_day_of(draft: Draft, arguments: tuple[Value, ...]) -> Value:
    """Returns the day so many working days later, with a weekend of one's own.

    Source: Excel, WORKDAY.INTL; `#VALUE!` where no day is worked.

    Example:
        =WORKDAY.INTL(F2,1,2,F3) is 45307
    """
    week = _weekend(draft, arguments[2:3])
    if isinstance(week, Cell):
        return week
    if not week.count:
        return error_cell("#VALUE!")
    return _found(draft, arguments[:2], week, arguments[3:])


def _week(number: int) -> _Week:
    free = _WEEKENDS[number]
    return _from_monday(tuple(day not in free for day in range(7)))


def _from_monday(works: tuple[bool, ...]) -> _Week:
    """Returns a week that is given from Monday on; serial number 2 is a Monday."""
    return _Week(tuple(works[(n - 2) % 7] for n in range(7)))


def _weekend(draft: Draft, given: tuple[Value, ...]) -> _Week | Cell:
    """Returns the week, or an error cell for a weekend that there is not.

    Raises:
        FormulaError: where it stands in a cell.
    """
    cell = scalar(draft, given[0]) if given else None
    if cell is None:
        return _week(1)
    if isinstance(cell.constant, bool):
        return error_cell("#VALUE!")
    if isinstance(cell.constant, str):
        if not _MASK.fullmatch(cell.constant):
            return error_cell("#VALUE!")
        return _from_monday(tuple(sign == "0" for sign in cell.constant))
    constant = as_number(draft, cell).constant
    if not isinstance(constant, Decimal):
        raise FormulaError(
            "the weekend stands in a cell",
            'a number or seven signs, as in NETWORKDAYS.INTL(A2,B2,"0000011")',
            reason="unsupported-function",
        )
    return _week(int(constant)) if int(constant) in _WEEKENDS else error_cell("#NUM!")


def _holidays(
    draft: Draft, given: tuple[Value, ...], week: _Week
) -> tuple[Expr | None, Expr | None]:
    """Returns the list of holidays on working days, each once, and the error."""
    if not given or given[0] is None:
        return None, None
    arrays = _moments(draft, given[0])
    pool = pooled(draft, arrays)
    days = pool.aggregate("list", sql.distinct(whole_day(number_cell(pool.doubles))))
    day = sql.variable("day")
    fits = sql.both(sql.between(day, sql.ZERO, _FAR), week.has(day)) or sql.TRUE
    kept = sql.call("list_filter", days, sql.function_of("day", fits))
    return draft.named(sql.first_of(kept, sql.elements([]))), pool.error


def _moments(draft: Draft, given: Value) -> list[Array]:
    """Returns holidays as arrays of serial numbers; blank cells are passed over."""
    found: list[Array] = []
    for array in given.items if isinstance(given, Pile) else [whole(given)]:
        if array is not None:
            rows = [[_moment(draft, cell) for cell in row] for row in array.grid]
            found.append(Array(array.frame, tuple(map(tuple, rows))))
    return found


def _moment(draft: Draft, cell: Cell) -> Cell:
    made = moment_of(draft, cell)
    if cell.may_be(CellKind.BOOLEAN):
        is_truth = cell.is_kind(CellKind.BOOLEAN) or sql.TRUE
        made = made.failing(sql.case((is_truth, sql.text("#VALUE!"))))
    if not cell.may_be(CellKind.BLANK):
        return made
    is_blank = cell.is_kind(CellKind.BLANK) or sql.TRUE
    number = sql.case((sql.negation(is_blank), made.number or sql.NULL))
    return replace(made, number=number)


def _counted(
    draft: Draft, dates: tuple[Value, ...], week: _Week, given: tuple[Value, ...]
) -> Value:
    holidays, failed = _holidays(draft, given, week)

    def counted(cells: tuple[Cell | None, ...]) -> Cell:
        (start, end), error = on_moments(draft, cells, takes_truth=False)
        first, last = draft.named(whole_day(start)), draft.named(whole_day(end))
        low = draft.named(inside(sql.call("least", first, last)))
        high = draft.named(inside(sql.call("greatest", first, last)))
        made = sql.subtract(week.until(high), week.until(sql.subtract(low, sql.ONE)))
        if holidays is not None:
            within = sql.between(sql.variable("day"), low, high)
            free = sql.call("list_filter", holidays, sql.function_of("day", within))
            made = sql.subtract(made, sql.call("len", free))
        signed = sql.case((sql.less(last, first), sql.negate(made)), default=made)
        return number_cell(sql.cast(signed, "BIGINT"), 0).failing(
            error, failed, outside_gives(first, last)
        )

    return lift(draft, counted, _single(draft, dates))


def _found(
    draft: Draft, given: tuple[Value, ...], week: _Week, free: tuple[Value, ...]
) -> Value:
    holidays, failed = _holidays(draft, free, week)

    def found(cells: tuple[Cell | None, ...]) -> Cell:
        (start, count), error = on_moments(draft, cells, takes_truth=False)
        day = draft.named(whole_day(start))
        first = draft.named(inside(day))
        steps = draft.named(_bounded(whole_of(count)))
        later = _later(week, first, steps, holidays)
        earlier = _earlier(week, first, steps, holidays)
        made = sql.case(
            (sql.less(sql.ZERO, steps), later),
            (sql.less(steps, sql.ZERO), earlier),
            default=first,
        )
        made = draft.named(sql.cast(made, "BIGINT"))
        return date_cell(made).failing(error, failed, outside_gives(day, made))

    return lift(draft, found, _single(draft, given))


def _bounded(steps: Expr) -> Expr:
    return sql.call("greatest", sql.call("least", steps, _FAR), sql.negate(_FAR))


def _later(week: _Week, first: Expr, steps: Expr, holidays: Expr | None) -> Expr:
    base = sql.add(week.until(first), steps)
    if holidays is None:
        return week.day(base)
    day = sql.variable("day")
    behind = sql.function_of("day", sql.less(first, day))
    listed = sql.call("list_sort", sql.call("list_filter", holidays, behind))
    taken = sql.variable("taken")
    reached = sql.at_most(day, week.day(sql.add(base, taken)))
    return week.day(sql.add(base, _passed(listed, reached)))


def _earlier(week: _Week, first: Expr, steps: Expr, holidays: Expr | None) -> Expr:
    until = week.until(sql.subtract(first, sql.ONE))
    base = sql.add(sql.add(until, steps), sql.ONE)
    if holidays is None:
        return week.day(base)
    day = sql.variable("day")
    before = sql.function_of("day", sql.less(day, first))
    kept = sql.call("list_filter", holidays, before)
    listed = sql.call("list_reverse_sort", kept)
    taken = sql.variable("taken")
    reached = sql.at_most(week.day(sql.subtract(base, taken)), day)
    return week.day(sql.subtract(base, _passed(listed, reached)))


def _passed(listed: Expr, reached: Expr) -> Expr:
    """Returns how many holidays are passed over, in the order of the list."""
    more = sql.case((reached, sql.ONE), default=sql.ZERO)
    counted = sql.add(sql.variable("taken"), more)
    start = sql.cast(sql.ZERO, "BIGINT")
    whole = sql.call("list_prepend", start, listed)
    return sql.call("list_reduce", whole, sql.function_of(("taken", "day"), counted))


def _single(draft: Draft, values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(
        scalar(draft, one)
        if isinstance(one, Array) and one.rows == one.columns == 1
        else one
        for one in values
    )
