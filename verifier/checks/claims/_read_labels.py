"""What the first and the last row of used cells are called: texts, days and years."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.checks.question import Question, question
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.formula.numerals import EPOCH
from verifier.model.address import column_letter
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.address import CellRange
    from verifier.model.case import Case

_MOST_RANGES = 12
_MOST_COLUMNS = 8
_LONGEST = 60  # letters of a label


def ask_labels(subject: Subject, cases: tuple[Case, ...]) -> Iterator[Question]:
    """Yields the questions what the first and last rows of uses are called."""
    for case in cases:
        uses = case.uses
        ranges = [c for use in uses for c in use.cells or use.rows]
        yield from ask_cells(subject, tuple(ranges[:_MOST_RANGES]))


def ask_cells(subject: Subject, ranges: tuple[CellRange, ...]) -> Iterator[Question]:
    """Yields the questions what the first and the last row of ranges are called."""
    for cells in dict.fromkeys(ranges):
        ground = subject.grounds.get(cells.sheet)
        if ground is not None and _columns(ground):
            yield question(_key(cells, ground), _ends(cells, ground), 2)


def labels_of(cells: CellRange, subject: Subject) -> tuple[tuple[str, ...], ...]:
    """Returns the labels of the first row, and of the last where it is another.

    A day is written YYYY-MM-DD. Empty where nothing is known.
    """
    ground = subject.grounds.get(cells.sheet)
    answer = subject.answers.get(_key(cells, ground)) if ground else None
    if ground is None or answer is None:
        return ()
    rows = [cast("list[str]", json.loads(text)) for text in answer.texts if text]
    columns = _columns(ground)
    return tuple(
        tuple(
            shown
            for column, text in zip(columns, row, strict=False)
            if (shown := _shown(text, column, ground))
        )
        for row in rows
    )


def _shown(text: str, column: int, ground: Ground) -> str:
    is_number = text.replace(".", "", 1).isdigit()
    if is_number and CellKind.DATE in ground.columns[column].kinds:
        return str(EPOCH + dt.timedelta(days=int(float(text))))
    return str(int(float(text))) if is_number else text[:_LONGEST]


def _columns(ground: Ground) -> tuple[int, ...]:
    """Returns the columns that may call a row something."""
    found = [
        number
        for number, layout in ground.columns.items()
        if {CellKind.TEXT, CellKind.DATE} & set(layout.kinds)
        or _names_years(layout.header)
    ]
    return tuple(found[:_MOST_COLUMNS])


def _names_years(header: str) -> bool:
    words = [t.text.casefold() for t in tokens_of(header)]
    return bool(words) and words[-1] in LEXICON.years | LEXICON.year_columns


def _ends(cells: CellRange, ground: Ground) -> exp.Select:
    """Returns the labels of the first and the last row, as lists."""
    first = max(cells.first_row, ground.sheet.header_row + 1)
    rows = (first, max(cells.last_row, first))
    labels = [
        sql.first_of(
            sql.call("left", _text(ground, n), sql.number(_LONGEST)), sql.text("")
        )
        for n in _columns(ground)
    ]
    said = sql.cast(sql.call("json_array", *labels), "VARCHAR")
    row = sql.column("s", "_row")
    is_end = exp.In(this=row, expressions=[sql.number(end) for end in rows])
    return ground.read(sql.alias(said, "text"), rows=rows).where(is_end)


def _text(ground: Ground, column: int) -> exp.Expr:
    """Returns a label as text; a day and a year as a number."""
    number = sql.cast(ground.cell(column, "n"), "VARCHAR")
    if CellKind.TEXT not in ground.columns[column].kinds:
        return number
    return sql.first_of(ground.cell(column, "t"), number)


def _key(cells: CellRange, ground: Ground) -> str:
    rows = f"{cells.first_row}:{cells.last_row}"
    letters = "".join(map(column_letter, _columns(ground)))
    return f"labels/{ground.sheet.table}!{rows}/{letters}"
