"""Ranges over whole parts of a block: its second quarter, or the months that are told.

Which months a range holds is read off its neighbours: the row above it is of March, and
the column of months goes on from there.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._read_months import month_labelled
from verifier.checks.periods import Period, periods_in
from verifier.checks.vocabulary import text_columns, texts_of
from verifier.formula.numerals import EPOCH
from verifier.languages import alternatives, compiled
from verifier.model.address import column_letter
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.checks.region import Region
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case

_UNITS = "|".join(
    alternatives(f"months_of.{unit}") for unit in ("months", "quarter", "half", "year")
)
_TIMES = compiled(rf"(?<!\w)(?:{_UNITS})(?!\w)")
_YEAR = 12
_LENGTHS = frozenset({3, 6, 12})  # months of a quarter, a half and a year
_FEWEST_LEFT = 2  # of a block: where one row is left, it was forgotten
_PAIR = 2

Month = tuple[int | None, int]
Neighbours = tuple[tuple[int, "Mapping[str, str]"], ...]


def holds_whole_parts(region: Region, beside: Neighbours, subject: Subject) -> bool:
    """Returns whether a range within a block is of a part of time that was chosen.

    It is a quarter, a half or a year of which more than one row is left, and words near
    the figure speak of time, so that rules about periods judge which it is; or it has
    just the months that the sentence or a heading names.

    Args:
        region: the range.
        beside: the rows right above and below that hold data, with their texts.
        subject: what is checked.
    """
    found = [*_readings(region, beside, subject)]
    if not found:
        return False
    months, left = found[0]
    if any(other != months for other, _ in found[1:]):
        return False
    cases = [case for case in subject.cases if case.claim_id in region.claims]
    is_part = left >= _FEWEST_LEFT and _is_part_of_year(months)
    return bool(cases) and all(
        _is_told(months, case) or (is_part and _speaks_of_time(case)) for case in cases
    )


def is_taken_beside(region: Region, row: int, subject: Subject) -> bool:
    """Returns whether a row outside is one of as many that the same figures compare."""
    cases = [case for case in subject.cases if case.claim_id in region.claims]
    return bool(cases) and all(
        any(_compares(cells, region.cells, row) for u in case.uses for cells in u.cells)
        for case in cases
    )


def _compares(one: CellRange, other: CellRange, row: int) -> bool:
    return (
        one.sheet == other.sheet
        and one.first_column == other.first_column
        and one.rows == other.rows
        and one.first_row <= row <= one.last_row
    )


def _readings(
    region: Region, beside: Neighbours, subject: Subject
) -> Iterator[tuple[tuple[Month, ...], int]]:
    """Yields the months of a range's rows, as each neighbour tells them.

    With them it yields how many other labels there are in the column. Of days, which
    are the first of a month each, the next row is taken to be of the next month.
    """
    first, last = region.rows
    size = last - first + 1
    for column in _columns(region):
        labels = _sequence(region, column, subject)
        for row, cells in beside:
            text = cells.get(column_letter(column)) or ""
            day = _day(text) if not labels else None
            if day is not None:
                yield _run(day, size, is_above=row < first), _FEWEST_LEFT
            place = _place(text, labels)
            if place is None:
                continue
            start = place + 1 if row < first else place - size
            if start >= 0 and start + size <= len(labels):
                parts = labels[start : start + size]
                yield tuple(m for one in parts for m in one), len(labels) - size


def _run(day: dt.date, size: int, *, is_above: bool) -> tuple[Month, ...]:
    """Returns as many months as a range has rows, behind a day's month or before it."""
    number = day.year * _YEAR + day.month - 1
    start = number + 1 if is_above else number - size
    every = (divmod(one, _YEAR) for one in range(start, start + size))
    return tuple((year, month + 1) for year, month in every)


def _columns(region: Region) -> list[int]:
    columns = region.ground.columns
    days = [n for n, layout in columns.items() if CellKind.DATE in layout.kinds]
    return sorted({*days, *text_columns(region.ground)})


def _sequence(region: Region, column: int, subject: Subject) -> list[tuple[Month, ...]]:
    """Returns the months of each label of a column, in order, where they follow."""
    header = region.ground.columns[column].header
    texts = texts_of(subject, region.ground, column)
    found = [months for text in texts if (months := _months(text, header))]
    is_ordered = all(_follows(a, b) for a, b in pairwise(found))
    is_known = len(found) >= max(_PAIR, len(texts) - 1)  # but a label of totals
    return found if is_ordered and is_known else []


def _place(text: str, labels: list[tuple[Month, ...]]) -> int | None:
    months = _months(text, "")
    return labels.index(months) if months in labels else None


def _months(text: str, header: str) -> tuple[Month, ...]:
    """Returns the months that a label is of, in order; none where it is no period."""
    day = _day(text)
    if day is not None:
        return ((day.year, day.month),)
    return tuple(
        (period.year, month)
        for period in month_labelled(text, header)
        for month in sorted(period.months)
    )


def _day(text: str) -> dt.date | None:
    """Returns the first of a month that a text or a serial number is."""
    whole = text.removesuffix(".0")
    try:
        number = EPOCH + dt.timedelta(days=int(whole)) if whole.isdigit() else None
        day = number or dt.date.fromisoformat(whole)
    except (ValueError, OverflowError):
        return None
    return day if day.day == 1 else None


def _follows(one: tuple[Month, ...], other: tuple[Month, ...]) -> bool:
    return _number(other[0]) == _number(one[-1]) + 1 or (
        other[0][0] is None and one[-1][1] % _YEAR + 1 == other[0][1]
    )


def _number(month: Month) -> int:
    return (month[0] or 0) * _YEAR + month[1]


def _is_part_of_year(months: tuple[Month, ...]) -> bool:
    """Returns whether months are a quarter, a half or a year of the calendar."""
    return len(months) in _LENGTHS and (months[0][1] - 1) % len(months) == 0


def _is_told(months: tuple[Month, ...], case: Case) -> bool:
    """Returns whether a sentence, its labels or a heading name just these months."""
    sentence = case.sentence
    texts = (sentence.text, sentence.context, *sentence.headings)
    return any(_is_just(months, periods_in(text)) for text in texts)


def _speaks_of_time(case: Case) -> bool:
    """Returns whether a passage, its labels or what heads it tell any time."""
    sentence = case.sentence
    texts = (sentence.text, sentence.context, *sentence.headings[1:])
    return any(periods_in(text) or _TIMES.search(text) for text in texts)


def _is_just(months: tuple[Month, ...], named: Iterable[Period]) -> bool:
    """Returns whether one period is of the months, or those from one to another."""
    periods = tuple(named)
    wanted = [month for _, month in months]
    years = {year for year, _ in months} - {None}
    near = [p for p in periods if not p.year or not years or p.year in years]
    if any(sorted(p.months) == sorted(wanted) for p in near):
        return True
    return any(
        min(one.months) == wanted[0] and max(other.months) == wanted[-1]
        for one, other in pairwise(near)
    )
