"""Dates that a calculation compares are written in several ways.

Finds: in a column that a criterion compares with dates, cells of text that look like
dates beside cells that were read as dates, or dates that may be read day first or month
first.

Why it matters: rows fall out of a period, or into the wrong one, in silence.

What to do: write the dates in one way, or declare date_order for the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.profile import inspected
from verifier.checks.question import Question, question
from verifier.checks.rule import Place, Rule, Subject
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.use import Criterion
    from verifier.model.verdict import Finding

RULE = Rule("D009", "several-date-forms", Level.WARNING, Reason.MIXED_DATES)

PASSES = (
    (
        "In July we won [2](#c1).\n\n```claims\n[c1] days!B2:B4\n"
        '= COUNTIFS(B2:B4,">="&DATE(2025,7,1))\n```\n'
    ),
)
FAILS = (
    (
        "In July we won [2](#c1).\n\n```claims\n[c1] mixed!B2:B5\n"
        '= COUNTIFS(B2:B5,">="&DATE(2025,7,1))\n```\n'
    ),
)

_LOOKS_LIKE_A_DATE = (
    r"\s*(\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}|\d{1,2}[ \-][a-zа-я]{3,9}[ \-,]+\d{2,4}"
    r"|[a-zа-я]{3,9}\.? \d{1,2},? \d{2,4})(\s+\d{1,2}:\d{2}(:\d{2})?)?\s*"
)
_SHAPES = (  # a time behind a date is no form of its own
    (r"[t ]+[0-9]{1,2}:[0-9]{2}.*$", ""),
    (r"[a-zа-яё]+\.?", "m"),
    (r"[0-9]{4}", "y"),
    (r"[0-9]{1,2}", "d"),
)
_SHOWN = 4
_DATE_PARTS = frozenset({"month", "year", "quarter", "day", "week", "text"})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the question which cells of a compared column only look like dates."""
    for region, criterion in _compared(subject):
        column = criterion.cells.first_column
        text = region.ground.cell(column, "t")
        kind = region.ground.cell(column, "k")
        rows = region.ground.read(sql.alias(text, "text"), rows=_rows(criterion))
        rows = rows.where(sql.equal(kind, sql.number(int(CellKind.TEXT))))
        folded = sql.call("lower", text)
        looks = sql.call("regexp_full_match", folded, sql.text(_LOOKS_LIKE_A_DATE))
        yield question(_key(region, criterion), rows.where(looks))


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question in which forms an inspected column's dates are written."""
    for region, number in _dated(subject):
        yield question(_form_key(region, number), _forms(region, number))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every criterion on such a column, claim by claim.

    Where data are inspected, for every column whose dates are written in several ways.
    """
    for region, number in _dated(subject):
        answer = subject.answers.get(_form_key(region, number))
        if answer and answer.count > 1:
            shown = ", ".join(map(repr, answer.texts[:_SHOWN]))
            yield RULE.finding(
                f"dates of {region.called(number)} are written in {answer.count} ways: "
                f"{shown}",
                Place(cells=region.names(number, *answer.rows)),
            )
    for region, criterion in _compared(subject):
        answer = subject.answers.get(_key(region, criterion))
        if answer is None or not answer.count:
            continue
        cell = f"{column_letter(criterion.cells.first_column)}{answer.rows[0]}"
        for place in region.places(cell):
            yield RULE.finding(
                f"{answer.count} of the dates in {criterion.cells} are not read as "
                f"dates: {cell} reads {answer.texts[0]!r}",
                place,
            )


def _dated(subject: Subject) -> Iterator[tuple[Region, int]]:
    for region in inspected(subject):
        for number in region.columns:
            if CellKind.DATE in region.ground.columns[number].kinds:
                yield region, number


def _forms(region: Region, number: int) -> exp.Select:
    """Returns one date of each form, with its row: digits and letters are one each."""
    kind, raw = region.ground.cell(number, "k"), region.ground.raw(number)
    folded = sql.call("lower", sql.call("trim", raw))
    looks = sql.both(
        sql.equal(kind, sql.number(int(CellKind.TEXT))),
        sql.call("regexp_full_match", folded, sql.text(_LOOKS_LIKE_A_DATE)),
    )
    is_date = sql.equal(kind, sql.number(int(CellKind.DATE)))
    form = folded
    for pattern, sign in _SHAPES:
        form = sql.call(
            "regexp_replace", form, sql.text(pattern), sql.text(sign), sql.text("g")
        )
    cells = region.read(sql.alias(raw, "raw"), sql.alias(form, "form"))
    cells = cells.where(exp.Paren(this=sql.either(is_date, looks)))
    row, text = exp.column("_row"), exp.column("raw")
    return (
        exp.select(
            sql.alias(sql.call("min", row), "_row"),
            sql.alias(sql.call("arg_min", text, row), "text"),
        )
        .from_(sql.subquery(cells, "dates"))
        .group_by(exp.column("form"))
    )


def _form_key(region: Region, number: int) -> str:
    return f"{RULE.code}/form/{region.name}/{column_letter(number)}"


def _compared(subject: Subject) -> Iterator[tuple[Region, Criterion]]:
    for region in subject.regions:
        for criterion in region.use.criteria if region.use else ():
            column = region.ground.columns.get(criterion.cells.first_column)
            if (
                column is not None
                and criterion.cells.sheet == region.cells.sheet
                and CellKind.TEXT in column.kinds
                and (CellKind.DATE in column.kinds or criterion.part in _DATE_PARTS)
            ):
                yield region, criterion


def _rows(criterion: Criterion) -> tuple[int, int]:
    return criterion.cells.first_row, criterion.cells.last_row


def _key(region: Region, criterion: Criterion) -> str:
    table = region.ground.sheet.table
    return f"{RULE.code}/{table}!{criterion.cells.local}"
