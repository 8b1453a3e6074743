"""Which months the rows of a calculation are of: by their labels or their days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.measures import day_of
from verifier.checks.periods import ALL_MONTHS, Period, periods_in
from verifier.checks.question import Question, question
from verifier.checks.stems import tokens_of
from verifier.checks.vocabulary import text_columns, texts_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.languages import alternatives, compiled, words
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Use

    Month = tuple[int | None, int]

_MOST = 400  # labels of periods
_NAME = "%Y-%m"
_EXTREMES = {Statistic.MAXIMUM: "max", Statistic.MINIMUM: "min"}
_MONTHS = words("sentence.month_heads")  # heads of numbers
_FIRST = re.compile(r"(?P<m>0?[1-9]|1[0-2])[./-](?P<y>(?:19|20)\d\d)")
_LAST = re.compile(r"(?P<y>(?:19|20)\d\d)[./-]?(?P<m>0?[1-9]|1[0-2])")
_SHORT = re.compile(r"(?P<name>[^\W\d_]{3,})\.?[\s'’-]*(?P<y>\d\d)")
_YEAR_BEHIND = compiled(rf"\s*(?:{alternatives('months.year_behind')}|\.)$", 0)


@dataclass(frozen=True, slots=True)
class ReadMonths:
    """The months of the rows that one use reads.

    Attributes:
        use: the use.
        months: year, or None where it is not told, and month.
        every: those of the whole sheet.
    """

    use: Use
    months: frozenset[Month]
    every: frozenset[Month]


@dataclass(frozen=True, slots=True)
class _Range:
    """Rows of a sheet that a use reads, and the column that tells their period."""

    use: Use
    cells: CellRange
    ground: Ground
    column: int

    @property
    def rows(self) -> tuple[int, int]:
        first = self.ground.sheet.header_row + 1
        return max(self.cells.first_row, first), max(self.cells.last_row, first)

    @property
    def key(self) -> str:
        """Names the question."""
        extreme = _EXTREMES.get(self.use.statistic, "")
        where = self.cells.local if extreme else f"{self.rows}"
        return f"months/{self.ground.sheet.table}/{self.column}/{extreme}{where}"

    @property
    def whole_key(self) -> str:
        """Names the question of the whole sheet."""
        return f"months/{self.ground.sheet.table}/{self.column}"


def month_labelled(text: str, header: str = "") -> tuple[Period, ...]:
    """Returns the period that a label is, one for a whole label, else none.

    Example:
        >>> [
        ...     (p.year, min(p.months))
        ...     for x in ("янв.", "Jan-25", "01.2025", "2025-01", "Sales in May")
        ...     for p in month_labelled(x)
        ... ]
        [(None, 1), (2025, 1), (2025, 1), (2025, 1)]
    """
    label = text.strip()
    is_month = _names(header, _MONTHS) and label.removesuffix(".0").isdigit()
    if is_month and 0 < int(float(label)) <= len(ALL_MONTHS):
        return (Period(None, frozenset({int(float(label))})),)
    for pattern in (_FIRST, _LAST):
        match = pattern.fullmatch(label.removesuffix(".0"))
        if match:
            return (Period(int(match["y"]), frozenset({int(match["m"])})),)
    short = _SHORT.fullmatch(label)
    month = LEXICON.months.get(short["name"].casefold()) if short else None
    if short and month:
        return (Period(2000 + int(short["y"]), frozenset({month})),)
    bare = _YEAR_BEHIND.sub("", label)
    named = periods_in(bare[:1].upper() + bare[1:])
    if len(named) == 1 and len(bare) <= named[0].end - named[0].start + 1:
        return named
    return ()


def _names(header: str, words: Iterable[str]) -> bool:
    said = [t.text.casefold() for t in tokens_of(header)]
    return len(said) == 1 and said[0] in words


def ask_months(subject: Subject) -> Iterator[Question]:
    """Yields the questions of which months the rows are."""
    for case in subject.cases:
        for one in _ranges(case, subject):
            yield question(one.key, _labels(one), _MOST)
            whole = one.ground.sheet.header_row + 1, one.ground.sheet.rows
            rows = one.ground.read(_label(one), rows=whole)
            yield question(one.whole_key, _distinct(rows), _MOST)


def read_months(case: Case, subject: Subject) -> tuple[ReadMonths, ...]:
    """Returns the months of the rows of every use; none where one is not known."""
    found: dict[Use, ReadMonths] = {}
    for one in _ranges(case, subject):
        months, every = (
            _months(one.key, one, subject),
            _months(one.whole_key, one, subject),
        )
        if not months or not every:
            return ()
        known = found.get(one.use, ReadMonths(one.use, frozenset(), every))
        found[one.use] = replace(known, months=known.months | months)
    uses = case.uses
    return tuple(found.values()) if all(use in found for use in uses) else ()


def _months(key: str, one: _Range, subject: Subject) -> frozenset[Month]:
    """Returns the months that the labels of rows name; none, where one names none."""
    answer = subject.answers.get(key)
    if answer is None or answer.problem or not 0 < answer.count <= _MOST:
        return frozenset()
    header = one.ground.columns[one.column].header
    found: set[Month] = set()
    for text in filter(None, answer.texts):
        periods = month_labelled(text, header)
        if not periods and not _is_of_totals(text):
            return frozenset()
        found |= {(p.year, month) for p in periods for month in p.months}
    return frozenset(found)


def _is_of_totals(text: str) -> bool:
    """Returns whether a label is of a total: `Total`, «Итого за год»."""
    first = next((token.text.casefold() for token in tokens_of(text)), "")
    return not LEXICON.totals.isdisjoint({first, text.strip().casefold()})


def _ranges(case: Case, subject: Subject) -> Iterator[_Range]:
    """Yields the rows that uses without criteria read, where a column tells periods."""
    if case.compiled is None or _ranks_groups(case):
        return
    for use in case.compiled.traits.uses:
        if use.criteria or any(map(periods_in, use.headers)):
            continue
        for cells in use.cells or use.rows:
            ground = subject.grounds.get(cells.sheet)
            is_known = use.statistic is not Statistic.CELL or cells.rows == 1
            column = _column_of_periods(ground, subject) if ground else 0
            if ground is not None and column and is_known:
                yield _Range(use, cells, ground, column)


def _ranks_groups(case: Case) -> bool:
    """Returns whether a statement makes groups, so that no row has its value."""
    compiled = case.compiled
    if compiled is None:
        return False
    return bool(
        compiled.traits.groups or (compiled.written and compiled.traits.groups is None)
    )


def _column_of_periods(ground: Ground, subject: Subject) -> int:
    """Returns the only column of days, or else of labels of periods, or 0."""
    columns = ground.columns.items()
    days = [n for n, layout in columns if CellKind.DATE in layout.kinds]
    if days:
        return days[0] if len(days) == 1 else 0
    found = [n for n in text_columns(ground) if is_of_periods(n, ground, subject)]
    if not found:
        found = [
            n
            for n, layout in columns
            if CellKind.NUMBER in layout.kinds and _names(layout.header, _MONTHS)
        ]
    return found[0] if len(found) == 1 else 0


def is_of_periods(column: int, ground: Ground, subject: Subject) -> bool:
    header = ground.columns[column].header
    texts = [t for t in texts_of(subject, ground, column) if t.strip()]
    named = sum(bool(month_labelled(text, header)) for text in texts)
    return named > 1 and named >= len(texts) - 1


def _labels(one: _Range) -> exp.Select:
    """Returns the labels of the rows; of a maximum, of those that have it."""
    rows = one.ground.read(_label(one), rows=one.rows)
    name = _EXTREMES.get(one.use.statistic, "")
    if name and one.cells.first_column == one.cells.last_column:
        number = one.ground.cell(one.cells.first_column, "n")
        every = one.ground.read(rows=one.rows)
        every = every.select(sql.call(name, number.copy()), append=False)
        rows = rows.where(sql.equal(number, every.subquery()))
    return _distinct(rows)


def _label(one: _Range) -> exp.Expr:
    ground, column = one.ground, one.column
    is_day = sql.equal(ground.cell(column, "k"), sql.number(int(CellKind.DATE)))
    if CellKind.DATE not in ground.columns[column].kinds:
        return sql.alias(ground.raw(column), "text")
    day = sql.call("strftime", day_of(ground.cell(column, "n")), sql.text(_NAME))
    return sql.alias(sql.case((is_day, day)), "text")


def _distinct(rows: exp.Select) -> exp.Select:
    text = exp.column("text")
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    found = exp.select(first, text).from_(sql.subquery(rows, "labels"))
    return found.where(sql.is_present(text.copy())).group_by(text.copy())
