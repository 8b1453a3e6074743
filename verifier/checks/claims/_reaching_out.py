"""Rows that reach out of the month, quarter or half that a sentence names.

`June alone` over rows from May on recomputes, and so does `с начала года` over those
of the last quarter. A bound that is open, or a month too early, is held against the
days of the rows that it takes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._open_ends import names_a_day
from verifier.checks.claims._said_days import days_in
from verifier.checks.measures import data_rows, measures_of, spelled
from verifier.checks.question import Question, question
from verifier.checks.sentences import sentence_round
from verifier.checks.words.relations import ALONE, APART, GATHERED, SINCE_NEW_YEAR
from verifier.formula.numerals import EPOCH
from verifier.languages import alternatives, compiled
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.periods import Period
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ORDERED = frozenset({"<", "<=", ">", ">="})
_LOWER = frozenset({">", ">="})
_FLOWS = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})
_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_YEAR = 12
_IN = compiled(rf"(?:^|\s)(?:{alternatives('periods.in')})\s+$")
_ENTRIES = compiled(
    rf"(?<![^\W_])(?:{alternatives('other_period.stock')}|"
    rf"{alternatives('reaching_out.entries')})(?![^\W_])"
)
_STOCK = compiled(rf"\b(?:{alternatives('taken.stock')})\b")
_FISCAL = compiled(alternatives("reaching_out.fiscal"))


@dataclass(frozen=True, slots=True)
class _Dated:
    """A use whose criteria bound one column of dates.

    Attributes:
        use: the use.
        ground: its sheet.
        column: of the dates.
        opens: whether nothing bounds it below.
        closes: whether something bounds it above.
    """

    use: Use
    ground: Ground
    column: int
    opens: bool
    closes: bool

    @property
    def key(self) -> str:
        criteria = spelled(self.use)
        rows = data_rows(self.use, self.ground)
        return f"reach/{self.ground.sheet.table}/{self.column}/{rows}/{criteria}"

    def question(self) -> Iterator[Question]:
        """Yields the question for the first and last day, and the first of all rows."""
        cells = (self.use.cells or self.use.rows)[0]
        here = replace(cells, first_column=self.column, last_column=self.column)
        plain = replace(self.use, cells=(here,), deduplicates=False)
        ends = [
            replace(plain, statistic=Statistic.MINIMUM),
            replace(plain, statistic=Statistic.MAXIMUM),
            replace(plain, statistic=Statistic.MINIMUM, criteria=()),
        ]
        days = measures_of(ends, self.ground)
        if days is not None:
            yield question(self.key, days, 1)


def ask_reach(subject: Subject) -> Iterator[Question]:
    """Yields the questions for the days of rows that criteria on dates take."""
    for case in subject.cases:
        dated = _dated(case, subject)
        if dated is not None:
            yield from dated.question()


def against_reach(
    case: Case, said: tuple[Period, ...], text: str, subject: Subject
) -> str:
    """Returns what stands against a period out of which the rows reach, or nothing."""
    dated = _dated(case, subject)
    days = _days(dated, subject)
    if dated is None or days is None:
        return ""
    said_in = sentence_round(case.sentence)
    clause, figures = said_in.text, said_in.figures if text == said_in.text else ()
    if SINCE_NEW_YEAR.search(clause):
        return _since_new_year(days, subject)
    is_told = len(said) == 1 and len(said[0].months) < _YEAR
    is_of_a_day = days_in(clause) or any(names_a_day(p, text, figures) for p in said)
    if not is_told or GATHERED.search(clause) or is_of_a_day:
        return ""  # through 18 October: days have a rule of their own
    is_stock = dated.opens and dated.use.statistic in _COUNTS
    is_stock = is_stock and not _happens(dated, said[0], clause)
    first, last, _ = days
    begin, end = _span(said[0], first, last)
    is_inside = begin <= first and last <= end
    is_apart = (last < begin or end < first) and APART.search(clause)
    if is_apart or is_inside or (is_stock and not ALONE.search(clause)):
        return ""  # the employees of June came at any time before
    shown = text[said[0].start : said[0].end]
    return f"the text names {shown}; the rows that are taken are of {first} to {last}"


def _happens(dated: _Dated, said: Period, clause: str) -> bool:
    """Returns whether `in March` tells when something was done, not what there was.

    `In March we sent 128 invoices` by their days of issue; who joined by then is there
    in March.
    """
    header = dated.ground.columns[dated.column].header.replace("_", " ")
    is_entry = _ENTRIES.search(header) or _STOCK.search(clause)
    return _IN.search(clause[: said.start]) is not None and not is_entry


def _days(dated: _Dated | None, subject: Subject) -> tuple[dt.date, ...] | None:
    """Returns the first and last day that is taken, and the first one of all."""
    answer = subject.answers.get(dated.key) if dated else None
    if answer is None or not answer.texts:
        return None
    serials = cast("list[float | None]", json.loads(answer.texts[0]))
    days = [EPOCH + dt.timedelta(days=int(s)) for s in serials if s is not None]
    return tuple(days) if len(days) == len(serials) else None


def _since_new_year(days: tuple[dt.date, ...], subject: Subject) -> str:
    first, _, earliest = days
    is_short = first.month > 1 and earliest < first.replace(day=1)
    if (
        not is_short
        or earliest.year > first.year
        or _FISCAL.search(subject.report.text)
    ):
        return ""
    return (
        f"the text speaks of the year so far; the rows that are taken begin on {first}"
    )


def _span(said: Period, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Returns the days of a period: in its year, or the one that the rows are of."""
    months = sorted(said.months)
    year = said.year or (last.year if first.year != last.year else first.year)
    begin = dt.date(year, months[0], 1)
    after = dt.date(year + months[-1] // _YEAR, months[-1] % _YEAR + 1, 1)
    return begin, after - dt.timedelta(days=1)


def _dated(case: Case, subject: Subject) -> _Dated | None:
    """Returns the only use of a figure, if criteria bound one column of dates."""
    uses = case.uses if case.claim else ()
    if len(uses) != 1 or uses[0].side is not Side.WHOLE:
        return None
    use, place = uses[0], uses[0].place
    ground = subject.grounds.get(place.sheet) if place is not None else None
    bounds = [c for c in use.criteria if any(map(_DATE.match, c.values))]
    columns = {c.cells.first_column for c in bounds}
    is_plain = all(c.operator in _ORDERED and not c.part for c in bounds)
    groups = case.compiled.traits.groups if case.compiled else ()
    if ground is None or len(columns) != 1 or not is_plain or groups != ():
        return None
    if use.statistic not in _FLOWS | _COUNTS:
        return None
    column = columns.pop()
    lower, upper = _sides(bounds)
    return _Dated(use, ground, column, not lower, upper)


def _sides(bounds: list[Criterion]) -> tuple[bool, bool]:
    """Returns whether bounds close a time below, and above."""
    operators = {bound.operator for bound in bounds}
    return bool(operators & _LOWER), bool(operators - _LOWER)
