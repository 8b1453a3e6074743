"""How many rows of each month, quarter or year a calculation takes, and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._read_months import is_of_periods, month_labelled
from verifier.checks.measures import day_of, meets, spelled
from verifier.checks.periods import ALL_MONTHS, Period
from verifier.checks.question import Question, question
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import text_columns
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.plan import ChangeForm
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot.expressions import Expr

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_MOST = 600  # months
_NAME = "%Y-%m"
_YEARS = range(1900, 2101)
_SINGLE = frozenset({Statistic.CELL, Statistic.RANK, Statistic.RELATION})


@dataclass(frozen=True, slots=True)
class MonthRows:
    """Rows of one month, quarter or year, as a column of their sheet tells it.

    Attributes:
        period: which; without a year where the column tells none.
        taken: rows that the calculation takes.
        left: rows that it leaves, though its other criteria hold for them.
        rows: the first and the last of all these.
    """

    period: Period
    taken: int
    left: int
    rows: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class TakenMonths:
    """Uses that are of one sheet, and a column of it that tells time.

    Attributes:
        ground: the sheet.
        column: of days, of labels of periods, or of years.
        uses: taken together.
        is_bound: whether criteria bound the column.
    """

    ground: Ground
    column: int
    uses: tuple[Use, ...]
    is_bound: bool

    @property
    def key(self) -> str:
        """Names the question."""
        told = [criterion for use in self.uses for criterion in spelled(use)]
        rows = [self._rows(use) for use in self.uses]
        return f"taken/{self.ground.sheet.table}/{self.column}/{rows}/{told}"

    @property
    def is_part(self) -> bool:
        """Whether rows of the sheet are left by the ranges alone."""
        whole = self.ground.sheet.header_row + 1, self.ground.sheet.rows
        return all(
            rows[0] > whole[0] or rows[1] < whole[1]
            for use in self.uses
            for rows in self._rows(use)
        )

    @property
    def bounds(self) -> tuple[Criterion, ...]:
        """The criteria on the column."""
        return tuple(
            c
            for use in self.uses
            for c in use.criteria
            if c.cells.first_column == self.column
        )

    def ask(self) -> Question | None:
        """Returns the question how many rows of each month are taken, and left."""
        ways = [self._takes(use) for use in self.uses]
        others = [meets(c, self.ground) for c in self._others(self.uses[0])]
        if any(way is None for way in ways) or any(other is None for other in others):
            return None
        is_taken = sql.first_of(sql.either(*ways) or sql.TRUE, sql.FALSE)
        every = [n for use in self.uses for rows in self._rows(use) for n in rows]
        rows = self.ground.read(
            self._label(),
            sql.alias(is_taken, "taken"),
            rows=(min(every), max(every)) if self.is_bound else None,
        )
        rows = rows.where(sql.both(*others)) if others else rows
        label, taken = exp.column("label"), exp.column("taken")
        parts = [
            label,
            sql.cast(sql.count_where(taken), "VARCHAR"),
            sql.cast(sql.count_where(sql.negation(taken.copy())), "VARCHAR"),
            *(
                sql.cast(sql.call(name, exp.column("_row")), "VARCHAR")
                for name in ("min", "max")
            ),
        ]
        first = sql.alias(sql.call("min", exp.column("_row")), "_row")
        told = sql.alias(sql.call("concat_ws", sql.text("|"), *parts), "text")
        found = exp.select(first, told).from_(sql.subquery(rows, "labels"))
        found = found.where(sql.is_present(label.copy())).group_by(label.copy())
        return question(self.key, found, _MOST)

    def months(self, subject: Subject) -> tuple[MonthRows, ...]:
        """Returns the rows of every month; none where a label tells no time."""
        answer = subject.answers.get(self.key)
        if answer is None or answer.problem or answer.count != len(answer.texts):
            return ()
        found: list[MonthRows] = []
        for text in answer.texts:
            label, *counts = text.rsplit("|", 4)
            if not label.strip():
                continue
            period = self._period(label)
            if period is None:
                return ()
            taken, left, first, last = map(int, counts)
            found.append(MonthRows(period, taken, left, (first, last)))
        if not self.is_bound and self.is_part and not _is_in_order(found):
            return ()
        return tuple(found)

    def _period(self, label: str) -> Period | None:
        header = self.ground.columns[self.column].header
        if _heads_years(header) and _is_number(label):
            year = int(float(label))
            return Period(year, ALL_MONTHS) if year in _YEARS else None
        named = month_labelled(label, header)
        return Period(named[0].year, named[0].months) if len(named) == 1 else None

    def _label(self) -> Expr:
        ground, column = self.ground, self.column
        if CellKind.DATE not in ground.columns[column].kinds:
            return sql.alias(ground.raw(column), "label")
        is_day = sql.equal(ground.cell(column, "k"), sql.number(int(CellKind.DATE)))
        day = sql.call("strftime", day_of(ground.cell(column, "n")), sql.text(_NAME))
        return sql.alias(sql.case((is_day, day)), "label")

    def _takes(self, use: Use) -> Expr | None:
        bounds = [c for c in use.criteria if c.cells.first_column == self.column]
        conditions = [meets(bound, self.ground) for bound in bounds]
        if any(condition is None for condition in conditions):
            return None
        row = sql.column("s", "_row")
        ranges = [
            sql.between(row.copy(), sql.number(first), sql.number(last))
            for first, last in self._rows(use)
        ]
        return sql.both(sql.either(*ranges), *conditions)

    def _others(self, use: Use) -> tuple[Criterion, ...]:
        return tuple(c for c in use.criteria if c.cells.first_column != self.column)

    def _rows(self, use: Use) -> tuple[tuple[int, int], ...]:
        first = self.ground.sheet.header_row + 1
        found = [
            (max(cells.first_row, first), max(cells.last_row, first))
            for cells in use.cells or use.rows
        ]
        return tuple(dict.fromkeys(found))


def taken_months(case: Case, subject: Subject) -> tuple[TakenMonths, ...]:
    """Returns what a figure takes of time: by the column that its criteria bound.

    Where none bounds one, once for every column that may tell the time of its rows.
    """
    uses = _uses(case)
    sheets = {cells.sheet for use in uses for cells in use.cells or use.rows}
    ground = subject.grounds.get(next(iter(sheets))) if len(sheets) == 1 else None
    if ground is None:
        return ()
    bound = {
        c.cells.first_column
        for use in uses
        for c in use.criteria
        if c.cells.sheet == ground.sheet.key
        and tells_time(c.cells.first_column, ground, subject)
    }
    if len(bound) > 1:
        return ()
    columns = tuple(bound) or tuple(_columns(ground, subject))
    found = [TakenMonths(ground, n, uses, bool(bound)) for n in columns]
    return tuple(one for one in found if _are_alike(one))


def tells_time(column: int, ground: Ground, subject: Subject) -> bool:
    """Returns whether a column is of days, of labels of periods, or of years."""
    layout = ground.columns.get(column)
    if layout is None:
        return False
    if CellKind.DATE in layout.kinds:
        return True
    if CellKind.TEXT in layout.kinds:
        return is_of_periods(column, ground, subject)
    return CellKind.NUMBER in layout.kinds and _heads_years(layout.header)


def _columns(ground: Ground, subject: Subject) -> Iterator[int]:
    """Yields the columns of days, or else those of labels, or else of years."""
    days = [n for n, layout in ground.columns.items() if CellKind.DATE in layout.kinds]
    texts = [] if days else text_columns(ground)
    told = [n for n in texts if is_of_periods(n, ground, subject)]
    yield from (
        days
        or told
        or (
            n
            for n, layout in ground.columns.items()
            if layout.kinds == frozenset({CellKind.NUMBER})
            and _heads_years(layout.header)
        )
    )


def _are_alike(one: TakenMonths) -> bool:
    """Returns whether the uses have the same criteria but for those on the column."""
    others = {
        frozenset(c for c in use.criteria if c.cells.first_column != one.column)
        for use in one.uses
    }
    return len(others) == 1


def _uses(case: Case) -> tuple[Use, ...]:
    """Returns the uses that make a figure, or its part where it is a share."""
    traits = case.compiled.traits if case.compiled else None
    if traits is None or traits.groups != () or traits.change is not ChangeForm.NONE:
        return ()
    sides = {use.side for use in traits.uses}
    if any(use.statistic in _SINGLE for use in traits.uses):
        return ()
    if sides == {Side.WHOLE}:
        return traits.uses
    is_share = sides == {Side.NUMERATOR, Side.DENOMINATOR}
    return tuple(u for u in traits.uses if is_share and u.side is Side.NUMERATOR)


def _is_in_order(months: list[MonthRows]) -> bool:
    """Returns whether rows stand in the order of their time, or the newest first."""
    ordered = sorted(months, key=lambda m: (m.period.year or 0, min(m.period.months)))
    rows = [one.rows for one in ordered]
    return all(one[1] < two[0] for one, two in pairwise(rows)) or all(
        two[1] < one[0] for one, two in pairwise(rows)
    )


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _heads_years(header: str) -> bool:
    words = {t.text.casefold() for t in tokens_of(header)}
    return not words.isdisjoint(LEXICON.years | LEXICON.year_columns)
