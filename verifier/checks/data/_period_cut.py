"""Ranges of rows in the order of their days that break off within a month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.question import Question, question
from verifier.formula.dialect import sql
from verifier.formula.numerals import EPOCH
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.question import Answer
    from verifier.checks.region import Region

_ENDS = 4  # the day above, the first, the last, the day below


def ask_days(region: Region, code: str) -> Question | None:
    """Returns the question which days a range holds, and which stand around it.

    Of several columns of dates the first one counts, if it is in order. Nothing is
    asked where there is none, or where the range holds all of the data.
    """
    sheet, (first, last) = region.ground.sheet, region.rows
    if first <= sheet.header_row + 1 and last >= sheet.rows:
        return None
    columns = region.ground.columns.items()
    dates = [n for n, layout in columns if CellKind.DATE in layout.kinds]
    if not dates:
        return None
    return question(_key(region, code), _days(region, dates[0]), 1)


def cut_month(region: Region, code: str, answers: Mapping[str, Answer]) -> str | None:
    """Returns what a range leaves out of a month that it begins or ends with.

    Empty where it holds whole months; None where it is no range of months: its rows are
    in no order of days, or neither end lies between two months.
    """
    days = _days_of(region, code, answers)
    if len(days) != _ENDS or None in days:
        return None
    above, first, last, below = filter(None, days)
    begins_within, ends_within = _same(above, first), _same(last, below)
    if begins_within and ends_within:
        return None
    if not begins_within and not ends_within:
        return ""
    row = region.cells.first_row - 1 if begins_within else region.cells.last_row + 1
    month = first if begins_within else last
    return f"{region.cells} cuts {month:%Y-%m}, which row {row} belongs to"


def holds_whole_months(
    region: Region, code: str, answers: Mapping[str, Answer]
) -> bool:
    """Returns whether a range that begins or ends with the data ends between months."""
    days = _days_of(region, code, answers)
    if len(days) != _ENDS or days.count(None) != 1 or None in days[1:3]:
        return False
    return all(
        one is None or other is None or not _same(one, other)
        for one, other in (days[:2], days[2:])
    )


def _days_of(
    region: Region, code: str, answers: Mapping[str, Answer]
) -> list[dt.date | None]:
    """Returns the days above, first, last and below; none where in no order."""
    answer = answers.get(_key(region, code))
    written = answer.texts[0].split("|") if answer and answer.texts else []
    days = list(map(_day, written))
    known = [day for day in days if day is not None]
    return days if known == sorted(known) else []


def _days(region: Region, column: int) -> exp.Select:
    """Returns one row: the last day above, the first and last within, the next one."""
    ground = region.ground
    first, last = region.rows
    kind = sql.equal(ground.cell(column, "k"), sql.number(int(CellKind.DATE)))
    inner = ground.read(sql.alias(ground.cell(column, "n"), "day")).where(kind)
    day, row = exp.column("day"), exp.column("_row")
    before, after = sql.less(row, sql.number(first)), sql.less(sql.number(last), row)
    within = exp.Between(this=row, low=sql.number(first), high=sql.number(last))
    ends = [
        sql.filtered(sql.call("max", day), before),
        sql.filtered(sql.call("min", day), within),
        sql.filtered(sql.call("max", day), within),
        sql.filtered(sql.call("min", day), after),
    ]
    texts = [sql.call("coalesce", sql.cast(e, "VARCHAR"), sql.text("")) for e in ends]
    text = sql.call("concat_ws", sql.text("|"), *texts)
    place = sql.alias(sql.call("min", row), "_row")
    return exp.select(place, sql.alias(text, "text")).from_(sql.subquery(inner, "days"))


def _day(serial: str) -> dt.date | None:
    whole = serial.partition(".")[0]
    return EPOCH + dt.timedelta(days=int(whole)) if whole.isdigit() else None


def _same(one: dt.date, two: dt.date) -> bool:
    return (one.year, one.month) == (two.year, two.month)


def _key(region: Region, code: str) -> str:
    return f"{code}/days/{region.name}"
