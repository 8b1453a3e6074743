"""Which periods a calculation uses: by criteria, headers, labels and dates of rows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._used_groups import (
    regions_by_claim,
    texts_by_use,
    texts_of_rows,
)
from verifier.checks.claims._used_years import ask_years, years_used
from verifier.checks.periods import (
    ALL_MONTHS,
    Period,
    period_called,
    periods_in,
    periods_of_header,
)
from verifier.checks.question import Question, question
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.formula.numerals import EPOCH
from verifier.languages import compiled, meanings
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_ORDERED = frozenset({"<", "<=", ">", ">="})
_OPEN_YEARS = 10
_MOST_REGIONS = 2000  # of a report whose lookups are followed to their rows
_QUARTER = 3
_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "=": eq,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_EXTREMES = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_TOTALS = "|".join(sorted(map(re.escape, LEXICON.totals), key=len, reverse=True))
_OVER = "|".join(sorted(map(re.escape, LEXICON.totals_over), key=len, reverse=True))
_TOTAL = compiled(  # of Q3 total, итого за март
    rf"^\s*(?:{_TOTALS})\b\W*(?:(?:{_OVER})\s+)?|\W*\b(?:{_TOTALS})\s*$"
)
_PARTS = {"year", "month", "quarter"}
_WORDS_OF_PARTS = meanings("sentence.period_parts")


@dataclass(frozen=True, slots=True)
class UsedPeriods:
    """The periods that a calculation uses.

    Attributes:
        told: by criteria and headers, in order.
        spans: first and last day of the rows that no criterion on dates restricts.
        years: those of the rows, where no month of them is known.
        is_known: whether criteria on dates, if there are any, are all understood.
        held: those that texts of all rows name, where nothing else tells any.
    """

    told: tuple[Period, ...] = ()
    spans: tuple[tuple[dt.date, dt.date], ...] = ()
    is_known: bool = True
    years: tuple[Period, ...] = ()
    held: tuple[Period, ...] = ()


def ask_dates(subject: Subject) -> Iterator[Question]:
    """Yields the questions which days the used rows begin and end with."""
    for case in subject.cases:
        for cells, ground, column in _dated(case, subject):
            yield question(_key(cells, ground), _ends(cells, ground, column), 1)
    yield from ask_years(subject, _without_a_year)


def used_periods(case: Case, subject: Subject) -> UsedPeriods:
    """Returns the periods that a figure's calculation uses."""
    uses = case.uses
    told: list[Period] = []
    held: list[Period] = []
    is_known = True
    for use in uses:
        found = periods_of_criteria(use)
        if found is None:
            is_known = False
            continue
        found = found or [p for h in use.headers for p in periods_of_header(h)]
        told += found
        held += () if found else _of_rows(use, case, subject)
    spans: list[tuple[dt.date, dt.date]] = []
    for cells, ground, _ in _dated(case, subject):
        days = days_of(cells, ground, subject)
        spans += [days] if days else []
    years = years_used(case, subject, _without_a_year)
    spans += [p.span for p in years if p.months != ALL_MONTHS]
    if told and len({p.year for p in years}) == 1:
        told = [replace(p, year=p.year or years[0].year) for p in told]
    whole = tuple(p for p in years if p.months == ALL_MONTHS)
    if len(uses) > 1 and len(whole) > 1:
        whole = ()  # one year is compared with another
    return UsedPeriods(tuple(told), tuple(spans), is_known, whole, tuple(held))


def _of_rows(use: Use, case: Case, subject: Subject) -> list[Period]:
    """Returns the period that a text of all rows of a use is the name of: `April`.

    Of a month and its quarter it is the month; of a lookup it is that of its row.
    """
    if use.statistic in _EXTREMES:
        return []
    is_lookup = use.statistic is Statistic.CELL and bool(use.criteria)
    is_many = len(subject.regions) > _MOST_REGIONS
    if use.criteria and (not is_lookup or is_many):
        return []
    regions = regions_by_claim(subject) if is_lookup else {}
    own = regions.get(case.claim_id or "", ())
    found: list[Period] = []
    for cells in use.cells or use.rows:
        ground = subject.grounds.get(cells.sheet)
        if ground is not None and is_lookup:
            texts = texts_by_use(use, ground, own, subject)
        else:
            texts = texts_of_rows(cells, ground, subject) if ground else {}
        named = [p for text in texts.values() if (p := period_called(text))]
        named.sort(key=lambda period: len(period.months))
        is_nested = all(a.months <= b.months and a.meets(b) for a, b in pairwise(named))
        found += named[:1] if is_nested else ()
    return found


def days_of(
    cells: CellRange, ground: Ground, subject: Subject
) -> tuple[dt.date, dt.date] | None:
    """Returns the first and the last day of a range's rows, where they are known."""
    answer = subject.answers.get(_key(cells, ground))
    if not answer or not answer.texts or ".." not in answer.texts[0]:
        return None
    first, last = answer.texts[0].split("..")
    return _day(first), _day(last)


def dated_headers(case: Case, subject: Subject) -> tuple[str, ...]:
    """Returns the headers of the columns of days by which the used rows are dated."""
    return tuple(g.columns[n].header for _, g, n in _dated(case, subject))


def periods_headed(case: Case, subject: Subject) -> list[Period]:
    """Returns the periods that head columns which a calculation looks at."""
    cells = case.compiled.used if case.compiled else ()
    return [
        period
        for each in cells
        if (ground := subject.grounds.get(each.sheet)) is not None
        for number, layout in ground.columns.items()
        if each.first_column <= number <= each.last_column
        for period in periods_of_header(layout.header)
    ]


def _without_a_year(use: Use) -> bool:
    """Returns whether neither criteria nor headers of a use tell the year."""
    found = periods_of_criteria(use)
    headed = [p for h in use.headers for p in periods_of_header(h)]
    return found is not None and not any(p.year for p in (*found, *headed))


def _day(serial: str) -> dt.date:
    return EPOCH + dt.timedelta(days=int(float(serial)))


def months_between(first: dt.date, last: dt.date) -> tuple[Period, ...]:
    """Returns the months of each year from one day to another."""
    years = range(first.year, last.year + 1)
    return tuple(
        Period(
            year,
            frozenset(
                range(
                    first.month if year == first.year else 1,
                    (last.month if year == last.year else 12) + 1,
                )
            ),
        )
        for year in years
    )


@dataclass(slots=True)
class _Left:
    """What criteria leave of time, while they are read one by one."""

    years: set[int] = field(default_factory=set[int])
    months: frozenset[int] = ALL_MONTHS
    low: dt.date | None = None
    high: dt.date | None = None
    named: list[Period] = field(default_factory=list[Period])

    def take(self, criterion: Criterion) -> bool:
        """Returns whether it can be told what a criterion leaves."""
        if criterion.part == "date":
            criterion = replace(criterion, part="")
        part = criterion.part or _WORDS_OF_PARTS.get(criterion.header.casefold(), "")
        numbers = [int(float(v)) for v in criterion.values if _is_number(v)]
        days = [day for v in criterion.values if (day := _date_of(v)) is not None]
        if criterion.operator in _ORDERED and all(
            map(_MONTH.fullmatch, criterion.values)
        ):
            days = [_bound_by(v, criterion.operator) for v in criterion.values]
        if part in _PARTS and numbers:
            return self._take_part(criterion, part, numbers)
        if days and (not criterion.part or criterion.part in _PARTS):
            return self._take_days(criterion, days)
        named = _named_by(criterion)
        self.named += named
        is_plain = not criterion.part and (part not in _PARTS or criterion.values)
        return bool(named or is_plain)

    def _take_part(self, criterion: Criterion, part: str, numbers: list[int]) -> bool:
        if part == "year":
            self.years |= set(numbers)
            return criterion.operator == "="
        kept = frozenset(
            month
            for month in ALL_MONTHS
            if _holds(_part_with(month, part), criterion.operator, numbers)
        )
        self.months &= kept
        return criterion.operator in _COMPARED

    def _take_days(self, criterion: Criterion, days: list[dt.date]) -> bool:
        match criterion.operator:
            case ">" | ">=":
                self.low = days[0]
            case "<" | "<=":
                is_open = criterion.operator == "<"
                self.high = days[0] - dt.timedelta(days=is_open)
            case "=" if criterion.part:
                self.named += [_begun_by(day, criterion.part) for day in days]
            case "=":
                self.named += [Period(d.year, frozenset({d.month})) for d in days]
            case _:
                return False
        return True

    def periods(self) -> list[Period]:
        """Returns the periods that are left."""
        found = [self._dated(period) for period in self.named]
        if self.low is not None or self.high is not None:
            ends = _closed(self.low, self.high)
            found += months_between(*ends) if ends[0] <= ends[1] else ()
        if self.years and not self.named:
            found += [Period(year, self.months) for year in sorted(self.years)]
        elif self.months != ALL_MONTHS and not self.years:
            found.append(Period(None, self.months))
        return found

    def _dated(self, period: Period) -> Period:
        """Returns a named period in the only year that criteria choose."""
        if period.year is None and len(self.years) == 1:
            return replace(period, year=next(iter(self.years)))
        return period


def periods_of_criteria(use: Use) -> list[Period] | None:
    """Returns the periods that criteria leave, none without any; None if not told."""
    left = _Left()
    told = [left.take(criterion) for criterion in use.criteria]
    return left.periods() if all(told) else None


def _closed(low: dt.date | None, high: dt.date | None) -> tuple[dt.date, dt.date]:
    known = low or high or EPOCH
    return (
        low or known.replace(year=known.year - _OPEN_YEARS, day=1),
        high or known.replace(year=known.year + _OPEN_YEARS, day=1),
    )


def _named_by(criterion: Criterion) -> list[Period]:
    if criterion.operator not in {"=", "like"}:
        return []
    values = [_TOTAL.sub("", value).strip("%*-. ") for value in criterion.values]
    return [
        period
        for value in values
        for period in periods_in(value[:1].upper() + value[1:])
        if period.end - period.start == len(value)
    ]


def _begun_by(day: dt.date, part: str) -> Period:
    """Returns the month, quarter or year that a truncated date stands for."""
    length = {"month": 1, "quarter": _QUARTER, "year": 12}[part]
    return Period(day.year, frozenset(range(day.month, min(day.month + length, 13))))


def _bound_by(month: str, operator: str) -> dt.date:
    """Returns the day that a bound on months written `2025-03` stands for."""
    year, number = map(int, month.split("-"))
    first = dt.date(year, number, 1)
    if operator in {"<", ">="}:
        return first
    return _next_month(first) - dt.timedelta(days=operator == "<=")


def _next_month(first: dt.date) -> dt.date:
    return dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _part_with(month: int, part: str) -> int:
    return month if part == "month" else (month - 1) // _QUARTER + 1


def _holds(value: int, operator: str, numbers: list[int]) -> bool:
    compared = _COMPARED.get(operator)
    return compared is None or any(compared(value, number) for number in numbers)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _date_of(text: str) -> dt.date | None:
    found = _DATE.match(text)
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def _dated(case: Case, subject: Subject) -> Iterator[tuple[CellRange, Ground, int]]:
    """Yields used ranges of sheets with one column of dates, where nothing else says.

    Criteria on the dates, and headers that name periods, leave nothing to ask.
    """
    if case.compiled is None:
        return
    for use in case.compiled.traits.uses:
        if periods_of_criteria(use) != [] or any(map(periods_of_header, use.headers)):
            continue
        if _picks(use):
            continue  # the sentence names the winner's period; see `_read_months`
        for cells in use.cells or use.rows:
            ground = subject.grounds.get(cells.sheet)
            columns = ground.columns.items() if ground else ()
            dates = [n for n, c in columns if CellKind.DATE in c.kinds]
            if ground is not None and len(dates) == 1 and not _reads(case, dates[0]):
                yield cells, ground, dates[0]


def _picks(use: Use) -> bool:
    """Returns whether a use takes one row, which nothing says ahead: the largest."""
    if use.statistic is Statistic.CELL:
        return bool(use.criteria)
    return use.statistic in _EXTREMES and not use.criteria


def _reads(case: Case, column: int) -> bool:
    """Returns whether a calculation looks at a column, in conditions or otherwise."""
    used = case.compiled.used if case.compiled else ()
    return any(c.first_column <= column <= c.last_column for c in used)


def _ends(cells: CellRange, ground: Ground, column: int) -> exp.Select:
    """Returns one row: `first..last` of the serials of days in some rows."""
    inner = ground.read(
        sql.alias(ground.cell(column, "n"), "day"),
        rows=(cells.first_row, cells.last_row),
    ).where(
        sql.equal(ground.cell(column, "k"), sql.number(int(CellKind.DATE))),
    )
    day = exp.column("day")
    ends = [sql.cast(sql.call(name, day), "VARCHAR") for name in ("min", "max")]
    text = sql.call("concat_ws", sql.text(".."), *ends)
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return exp.select(first, sql.alias(text, "text")).from_(sql.subquery(inner, "days"))


def _key(cells: CellRange, ground: Ground) -> str:
    return f"days/{ground.sheet.table}!{cells.first_row}:{cells.last_row}"
