"""Times as parts of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.arguments import Cells, number_at, whole_of, wrong_where
from verifier.formula.days import moment_of
from verifier.formula.dialect import sql
from verifier.formula.function import cell_function
from verifier.formula.functions.date import text_moment
from verifier.formula.values import Cell, number_cell

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

    from verifier.formula.draft import Draft

_DAY = sql.number(86_400)
_LARGEST = sql.number(32_767)
_FAR = sql.number(2_958_466)


@cell_function("TIME", least=3)
def time_of(draft: Draft, cells: Cells) -> Cell:
    """Returns hours, minutes and seconds as part of a day; whole days are dropped.

    Source: ECMA-376 part 1, 18.17.7.332; `#NUM!` below 0 or for a part above 32767.

    Example:
        =TIME(12,0,0) is 0.5
    """
    hours, minutes, seconds = (number_at(draft, cells, n, 0) for n in range(3))
    parts = [draft.named(whole_of(one)) for one in (hours, minutes, seconds)]
    every = sql.add(
        sql.add(
            sql.multiply(parts[0], sql.number(3600)),
            sql.multiply(parts[1], sql.number(60)),
        ),
        parts[2],
    )
    every = draft.named(every)
    too_large = [sql.less(_LARGEST, part) for part in parts]
    odd = wrong_where(*too_large, sql.less(every, sql.ZERO), code="#NUM!")
    made = sql.divide(sql.double(sql.call("mod", every, _DAY)), _DAY)
    return number_cell(made).failing(hours.error, minutes.error, seconds.error, odd)


@cell_function("HOUR", least=1)
def hour(draft: Draft, cells: Cells) -> Cell:
    """Returns the hour of a time, 0 to 23.

    Source: ECMA-376 part 1, 18.17.7.149.

    Example:
        =HOUR("2024-01-15 08:30") is 8
    """
    return _part(draft, cells, 3600, 24)


@cell_function("MINUTE", least=1)
def minute(draft: Draft, cells: Cells) -> Cell:
    """Returns the minute of a time, 0 to 59.

    Source: ECMA-376 part 1, 18.17.7.214.

    Example:
        =MINUTE(0.5208333333333334) is 30
    """
    return _part(draft, cells, 60, 60)


@cell_function("SECOND", least=1)
def second(draft: Draft, cells: Cells) -> Cell:
    """Returns the second of a time, 0 to 59, rounded.

    Source: ECMA-376 part 1, 18.17.7.293.

    Example:
        =SECOND("4:48:18 PM") is 18
    """
    return _part(draft, cells, 1, 60)


@cell_function("TIMEVALUE", least=1)
def time_in_text(draft: Draft, cells: Cells) -> Cell:
    """Returns the time that a text writes, as part of a day.

    Source: ECMA-376 part 1, 18.17.7.333.

    Example:
        =TIMEVALUE("2:24 AM") is 0.1
    """
    made = text_moment(draft, cells[0])
    number = made.number or sql.NULL
    fraction = sql.subtract(number, sql.call("floor", number))
    return number_cell(fraction).failing(made.error)


def _part(draft: Draft, cells: Cells, size: int, count: int) -> Cell:
    """Returns a part of a time that is rounded to seconds."""
    moment = moment_of(draft, cells[0])
    number: Expr = draft.named(sql.double(moment.number or sql.NULL))
    odd = wrong_where(
        sql.less(number, sql.ZERO), sql.at_most(_FAR, number), code="#NUM!"
    )
    safe = sql.call("least", sql.call("greatest", number, sql.ZERO), _FAR)
    ticks = sql.cast(sql.call("round", sql.multiply(safe, _DAY)), "BIGINT")
    whole = sql.call("floor", sql.divide(ticks, sql.number(size)))
    made = sql.call("mod", sql.cast(whole, "BIGINT"), sql.number(count))
    return number_cell(made, 0).failing(moment.error, odd)
