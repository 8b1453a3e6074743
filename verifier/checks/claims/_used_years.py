"""Which years the used rows are of, where a column of years tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._used_groups import (
    regions_by_claim,
    texts_by_use,
    texts_of_rows,
)
from verifier.checks.periods import ALL_MONTHS, Period, periods_in
from verifier.checks.question import Question, question
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.use import Use

    Applies = Callable[[Use], bool]

_YEARS = range(1900, 2101)


def ask_years(subject: Subject, applies: Applies) -> Iterator[Question]:
    """Yields the questions which years the used rows are of."""
    for case in subject.cases:
        for cells, ground, column in _yeared(case, subject, applies):
            yield question(_key(cells, ground), _ends(cells, ground, column), 1)


def years_used(case: Case, subject: Subject, applies: Applies) -> tuple[Period, ...]:
    """Returns the years of the used rows, with the month that all of them name.

    Args:
        case: the figure.
        subject: with the answers.
        applies: whether nothing else tells the year of a use.
    """
    found: list[Period] = []
    for cells, ground, _ in _yeared(case, subject, applies):
        answer = subject.answers.get(_key(cells, ground))
        ends = answer.texts[0].split("..") if answer and answer.texts else []
        years = [int(float(end)) for end in ends if end]
        if len(years) != len(ends) or not years or not set(years) <= set(_YEARS):
            continue
        months = _months(case, cells, ground, subject)
        found += [Period(year, months) for year in range(min(years), max(years) + 1)]
    return tuple(dict.fromkeys(found))


def _months(
    case: Case, cells: CellRange, ground: Ground, subject: Subject
) -> frozenset[int]:
    """Returns the month that all of some rows name in a text; else every month."""
    texts = [texts_of_rows(cells, ground, subject)]
    uses = case.uses
    regions = regions_by_claim(subject).get(case.claim_id or "", ())
    texts += [
        texts_by_use(use, ground, regions, subject)
        for use in uses
        if cells in (use.cells or use.rows)
    ]
    for text in [text for found in texts for text in found.values()]:
        for period in periods_in(text[:1].upper() + text[1:]):
            if period.end - period.start == len(text) and period.year is None:
                return period.months
    return ALL_MONTHS


def _yeared(
    case: Case, subject: Subject, applies: Applies
) -> Iterator[tuple[CellRange, Ground, int]]:
    """Yields used ranges of sheets without days and with one column of years."""
    uses = case.uses
    used = case.compiled.used if case.compiled else ()
    for use in uses:
        for cells in (use.cells or use.rows) if applies(use) else ():
            ground = subject.grounds.get(cells.sheet)
            column = _column_of_years(ground) if ground else None
            is_read = any(
                c.first_column <= (column or 0) <= c.last_column for c in used
            )
            if ground is not None and column is not None and not is_read:
                yield cells, ground, column


def _column_of_years(ground: Ground) -> int | None:
    if any(CellKind.DATE in layout.kinds for layout in ground.columns.values()):
        return None
    found = [
        number
        for number, layout in ground.columns.items()
        if CellKind.NUMBER in layout.kinds and names_years(layout.header)
    ]
    return found[0] if len(found) == 1 else None


def names_years(header: str) -> bool:
    """Returns whether a header is that of a column of years."""
    words = [t.text.casefold() for t in tokens_of(header)]
    return bool(words) and words[-1] in LEXICON.years | LEXICON.year_columns


def _ends(cells: CellRange, ground: Ground, column: int) -> exp.Select:
    """Returns one row: `first..last` of the years of some rows."""
    header = ground.sheet.header_row
    rows = (max(cells.first_row, header + 1), max(cells.last_row, header + 1))
    year = exp.column("year")
    inner = ground.read(sql.alias(ground.cell(column, "n"), "year"), rows=rows)
    ends = [sql.cast(sql.call(name, year), "VARCHAR") for name in ("min", "max")]
    text = sql.call("concat_ws", sql.text(".."), *ends)
    first = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return exp.select(first, sql.alias(text, "text")).from_(
        sql.subquery(inner, "years")
    )


def _key(cells: CellRange, ground: Ground) -> str:
    return f"years/{ground.sheet.table}!{cells.first_row}:{cells.last_row}"
