"""Which days a calculation takes: by criteria on a column of dates, or by its rows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.measures import day_of, meets
from verifier.checks.question import Question, question
from verifier.formula.dialect import sql
from verifier.formula.numerals import EPOCH
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.claims._said_days import Span
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = "%Y-%m"
_MOST = 400  # months or weeks
_ONE = dt.timedelta(days=1)
_DAYS = frozenset({"", "date", "day"})


@dataclass(frozen=True, slots=True)
class TakenDays:
    """The days of the rows that one or more uses take.

    Attributes:
        ground: their sheet.
        column: of the dates.
        cells: the rows that are looked at.
        dated: the criteria on the dates, none where all rows are taken.
        others: the other criteria.
    """

    ground: Ground
    column: int
    cells: CellRange
    dated: tuple[Criterion, ...]
    others: tuple[Criterion, ...]

    @property
    def first(self) -> dt.date | None:
        """The first day that criteria leave, None where none bounds it."""
        days = [day for c in self.dated for day in _firsts(c)]
        return max(days, default=None)

    @property
    def last(self) -> dt.date | None:
        """The last day that criteria leave, None where none bounds it."""
        days = [day for c in self.dated for day in _lasts(c)]
        return min(days, default=None)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that criteria name."""
        found = [int(d[1]) for c in self.dated for v in c.values if (d := _date(v))]
        found += [
            int(v)
            for c in self.dated
            for v in c.values
            if c.part == "year" and v.isdecimal()
        ]
        return tuple(dict.fromkeys(found))

    def ask(self, span: Span) -> Question | None:
        """Returns the question which rows lie in a span of days or are taken, not both.

        Rows that the other criteria leave out do not count.
        """
        taken = [meets(criterion, self.ground) for criterion in self.dated]
        if any(condition is None for condition in taken):
            return None
        others = [meets(criterion, self.ground) for criterion in self.others]
        number = self.ground.cell(self.column, "n")
        inside = _inside(number, span)
        chosen = sql.both(*taken) or sql.TRUE
        differs = sql.both(sql.negation(inside), chosen)
        if self.dated:
            left_out = sql.both(inside.copy(), sql.negation(chosen.copy()))
            differs = sql.either(differs, left_out)
        found = self.ground.read(sql.alias(sql.text(""), "text"), rows=self._rows)
        found = found.where(sql.both(self._is_date(), differs, *others))
        return question(self.key(span), found, 1)

    def ask_units(self, unit: str, *, is_whole: bool) -> Question | None:
        """Returns the question which months, or weeks, the rows are of.

        Args:
            unit: `week`, else months are asked for.
            is_whole: whether all rows of the sheet are meant, else those taken.
        """
        taken = [meets(criterion, self.ground) for criterion in self.dated]
        if any(condition is None for condition in taken):
            return None
        kind, rows = self._is_date(), self._rows
        day = day_of(self.ground.cell(self.column, "n"))
        label = sql.call(
            "strftime", day, sql.text("%G-%V" if unit == "week" else _MONTH)
        )
        found = self.ground.read(
            sql.alias(label, "text"), rows=None if is_whole else rows
        ).where(sql.both(kind, *(() if is_whole else taken)))
        text, row = exp.column("text"), exp.column("_row")
        distinct = exp.select(sql.alias(sql.call("min", row), "_row"), text)
        distinct = distinct.from_(sql.subquery(found, "labels")).group_by(text.copy())
        return question(self.units_key(unit, is_whole=is_whole), distinct, _MOST)

    def units_key(self, unit: str, *, is_whole: bool) -> str:
        """Returns what names the question which months, or weeks, the rows are of."""
        asked = "week" if unit == "week" else "month"
        place = f"{self.ground.sheet.table}/{self.column}"
        if is_whole:
            return f"units/{asked}/{place}"
        told = [f"{c.operator}{c.values}{c.part}" for c in self.dated]
        return f"units/{asked}/{place}/{self.cells.local}/{'&'.join(told)}"

    def key(self, span: Span) -> str:
        """Returns what names the question."""
        told = [f"{c.operator}{c.values}{c.part}" for c in self.dated]
        told += [f"{c.cells.local}{c.operator}{c.values}{c.part}" for c in self.others]
        place = f"{self.ground.sheet.table}/{self.column}/{self.cells.local}"
        return f"spans/{place}/{'&'.join(told)}/{span[0]}..{span[1]}"

    @property
    def _rows(self) -> tuple[int, int]:
        header = self.ground.sheet.header_row
        return max(self.cells.first_row, header + 1), self.cells.last_row

    def _is_date(self) -> Expr:
        kind = self.ground.cell(self.column, "k")
        return sql.equal(kind, sql.number(int(CellKind.DATE)))


def taken_days(case: Case, subject: Subject) -> tuple[TakenDays, ...]:
    """Returns the days that a calculation takes, once for each set of criteria on them.

    Uses that no date restricts are left out where another one is restricted.
    """
    uses = case.uses
    found: dict[tuple[Criterion, ...], TakenDays] = {}
    for use in uses:
        for one in _taken(use, subject):
            found.setdefault(one.dated, one)
    dated = tuple(one for one in found.values() if one.dated)
    return dated or tuple(found.values())


def _taken(use: Use, subject: Subject) -> Iterator[TakenDays]:
    for cells in (use.cells or use.rows)[:1]:
        ground = subject.grounds.get(cells.sheet)
        column = _column(use, ground) if ground is not None else 0
        if ground is None or not column or use.statistic is Statistic.CELL:
            continue
        own = tuple(c for c in use.criteria if c.cells.first_column == column)
        others = tuple(c for c in use.criteria if c.cells.first_column != column)
        yield TakenDays(ground, column, cells, own, others)


def _column(use: Use, ground: Ground) -> int:
    """Returns the column of dates that criteria bound, or the only one, or 0."""
    dates = [n for n, c in ground.columns.items() if CellKind.DATE in c.kinds]
    bound = {
        c.cells.first_column
        for c in use.criteria
        if c.cells.sheet == ground.sheet.key and c.cells.first_column in dates
    }
    found = list(bound) or dates
    return found[0] if len(found) == 1 else 0


def _inside(number: Expr, span: Span) -> Expr:
    first, last = span
    low = sql.at_most(_serial(first), number) if first else None
    high = sql.less(number.copy(), _serial(last + _ONE)) if last else None
    return sql.both(low, high) or sql.TRUE


def _serial(day: dt.date) -> Expr:
    return sql.number((day - EPOCH).days)


def _date(value: str) -> re.Match[str] | None:
    return _DATE.match(value)


def _day(value: str) -> dt.date | None:
    found = _date(value)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _firsts(criterion: Criterion) -> Iterator[dt.date]:
    day = _day(criterion.values[0]) if len(criterion.values) == 1 else None
    if day is None or criterion.part not in _DAYS:
        return
    if criterion.operator in {">=", "="}:
        yield day
    elif criterion.operator == ">":
        yield day + _ONE


def _lasts(criterion: Criterion) -> Iterator[dt.date]:
    value = criterion.values[0] if len(criterion.values) == 1 else ""
    day = _day(value)
    if day is None or criterion.part not in _DAYS:
        return
    is_timed = len(value) > len("2025-10-10") and set(value[10:]) & set("123456789")
    if criterion.operator in {"<=", "="} or (criterion.operator == "<" and is_timed):
        yield day
    elif criterion.operator == "<":
        yield day - _ONE
