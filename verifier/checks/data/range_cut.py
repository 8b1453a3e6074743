"""A range ends before its data do, or begins after them.

Finds: cells right above or below a range that belong to the same column of data, where
nothing says that the range should end there: no blank row, no row of totals (by its
label, or because it holds the sum of the range), no change of a group, no end of a
month, and of a block by months no end of a quarter, half or year, or of the months that
the sentence names; no other range of the figure, as long as this one, takes them.

Why it matters: with a few hundred rows and two printed digits nearly every range that
is off by one row still gives the figure, so that recomputing cannot see it.

What to do: cite all rows of the column or the block, or say in the sentence which rows
are meant.
"""

from __future__ import annotations

import json
import math
from functools import partial
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from verifier.checks.data._period_cut import ask_days, cut_month, holds_whole_months
from verifier.checks.data._whole_parts import holds_whole_parts, is_taken_beside
from verifier.checks.question import Answer, Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.totals import names_a_total
from verifier.checks.vocabulary import (
    ask_constants,
    ask_groups,
    constants_in,
    keys_of,
)
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D003", "range-cut", Level.WARNING, Reason.RANGE_STOPS_SHORT)

PASSES = ("We won [1,360](#c1).\n\n```claims\n[c1] many!C2:C17\n= SUM(C2:C17)\n```\n",)
FAILS = ("We won [1,200](#c1).\n\n```claims\n[c1] many!C2:C16\n= SUM(C2:C16)\n```\n",)

_VALUE = "#"  # of the first column, among the texts of a row
_ROUNDING = 1e-9
FEWEST_ROWS = 5
_MOST_OF_IT = 0.7  # of a column: a shorter range is meant to be one
_SINGLE = frozenset({Statistic.CELL, Statistic.RANK})
_NUMBER, _DATE = int(CellKind.NUMBER), int(CellKind.DATE)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what stands right outside, and how far the data go."""
    yield from ask_constants(subject)
    yield from ask_groups(subject)
    for region in _ranges(subject):
        yield question(f"{RULE.code}/beside/{region.name}", partial(_beside, region))
        yield question(
            f"{RULE.code}/outside/{region.name}", partial(_outside, region), 1
        )


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions which days and sums there are, where the data go on."""
    for region in _ranges(subject):
        beside = subject.answers.get(f"{RULE.code}/beside/{region.name}")
        if beside is None or not beside.count:
            continue
        yield question(f"{RULE.code}/sum/{region.name}", partial(_sum, region), 1)
        days = ask_days(region, RULE.code)
        if days is not None:
            yield days


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every range that cuts its data, claim by claim."""
    for region in _ranges(subject):
        beside = subject.answers.get(f"{RULE.code}/beside/{region.name}")
        outside = subject.answers.get(f"{RULE.code}/outside/{region.name}")
        if beside is None or outside is None or not beside.count or not outside.count:
            continue
        words = cut_month(region, RULE.code, subject.answers)
        if words is not None:
            for place in region.places() if words else ():
                yield RULE.finding(words, place)
            continue
        for row, words in _cuts(region, beside, outside.count, subject):
            for place in region.places(f"row {row}"):
                yield RULE.finding(words, place)


def _cuts(
    region: Region, beside: Answer, outside: int, subject: Subject
) -> Iterator[tuple[int, str]]:
    """Yields the rows right outside of a range that belong to it, with why."""
    constants = constants_in(subject, region)
    if holds_whole_months(region, RULE.code, subject.answers):
        constants = {}  # it is a range of months, whatever else they share
    total = subject.answers.get(f"{RULE.code}/sum/{region.name}")
    around = tuple(_neighbours(beside))
    is_chosen = bool(constants) and holds_whole_parts(region, around, subject)
    for row, cells in around if not is_chosen else ():
        if _is_sum(cells.pop(_VALUE, ""), total):
            continue  # a row of totals, whatever it is called
        if constants and is_taken_beside(region, row, subject):
            continue  # the first half is set against the second
        words = _cut(region, row, cells, constants, outside)
        if words:
            yield row, words


def _ranges(subject: Subject) -> Iterator[Region]:
    by_key = {case.claim.id: case.keyed for case in subject.cases if case.claim}
    for region in subject.regions:
        # a sheet that is inspected is there as a whole
        if not region.use or not region.columns or region.use.statistic in _SINGLE:
            continue
        found = [c for name in region.claims for k in by_key[name] for c in k.cells]
        if not any(cells.contains(region.cells) for cells in found):
            yield region  # keys choose their rows: what stands beside is another's


def _beside(region: Region) -> exp.Select:
    """Returns the rows right above and below that hold data, with their texts."""
    first, last = region.rows
    column = region.columns[0]
    texts = [
        part
        for number, cell in keys_of(region.ground)
        for part in (sql.text(column_letter(number)), cell)
    ]
    texts += [sql.text(_VALUE), region.ground.raw(column)]
    shown = sql.cast(sql.call("json_object", *texts), "VARCHAR")
    rows = region.ground.read(
        sql.alias(shown, "text"),
        rows=(max(first - 1, region.ground.sheet.header_row + 1), last + 1),
    )
    row = sql.column("s", "_row")
    ends = [sql.number(first - 1), sql.number(last + 1)]
    goes_on = _is_alike(region, column)
    if CellKind.BLANK in region.ground.columns[column].kinds:
        goes_on = sql.either(goes_on, _is_there(region))  # a blank cell ends nothing
    among = exp.In(this=row, expressions=ends)
    return rows.where(among, goes_on, copy=False)


def _sum(region: Region) -> exp.Select:
    """Returns the sum of a range's first column."""
    value = region.ground.cell(region.columns[0], "n")
    rows = region.ground.read(sql.alias(value, "v"), rows=region.rows)
    text = sql.cast(sql.call("sum", exp.column("v")), "VARCHAR")
    row = sql.alias(sql.call("min", exp.column("_row")), "_row")
    return exp.select(row, sql.alias(text, "text")).from_(sql.subquery(rows, "rows"))


def _is_sum(value: str, total: Answer | None) -> bool:
    """Returns whether a cell right outside holds the sum of the range."""
    told = total.texts[0] if total and total.texts else ""
    try:
        one, other = float(value), float(told)
    except ValueError:
        return False
    return one != 0 and math.isclose(one, other, rel_tol=_ROUNDING)


def _outside(region: Region) -> exp.Select:
    """Returns the rows outside that hold data in the range's first column."""
    first, last = region.rows
    column = region.columns[0]
    row = sql.column("s", "_row")
    rows = region.ground.read(sql.alias(sql.text(""), "text"))
    away = exp.Or(
        this=sql.less(row, sql.number(first)),
        expression=sql.less(sql.number(last), row),
    )
    alike = _is_alike(region, column)
    return rows.where(exp.Paren(this=away), alike, copy=False)


def _is_alike(region: Region, column: int) -> exp.Expr:
    """Returns the condition that a cell is of the kind that the column's data are."""
    kinds = region.ground.columns[column].kinds
    kind = region.ground.cell(column, "k")
    if CellKind.NUMBER in kinds or CellKind.DATE in kinds:
        values = [sql.number(_NUMBER), sql.number(_DATE)]
        return exp.In(this=kind, expressions=values)
    return exp.NEQ(this=kind, expression=sql.ZERO)


def _is_there(region: Region) -> exp.Expr:
    """Returns the condition that a row has something in the sheet's first column."""
    first = min(region.ground.columns)
    return exp.NEQ(this=region.ground.cell(first, "k"), expression=sql.ZERO)


def _neighbours(beside: Answer) -> Iterator[tuple[int, dict[str, str]]]:
    for row, text in zip(beside.rows, beside.texts, strict=True):
        yield row, cast("dict[str, str]", json.loads(text) if text else {})


def _cut(
    region: Region,
    row: int,
    cells: dict[str, str],
    constants: dict[int, str],
    outside: int,
) -> str:
    """Returns what is cut off at a row right outside of a range, or nothing."""
    if any(names_a_total(text) for text in cells.values() if text):
        return ""
    shared = {
        column: text
        for column, text in constants.items()
        if cells.get(column_letter(column)) == text
    }
    if constants and len(shared) < len(constants):
        return ""  # a group ends here
    side = "below" if row > region.cells.last_row else "above"
    if shared:
        group = next(iter(shared.values()))
        return f"{region.cells} cuts the block {group!r}, which row {row} belongs to"
    share = region.cells.rows / (region.cells.rows + outside)
    if region.cells.rows < FEWEST_ROWS or share < _MOST_OF_IT:
        return ""
    return (
        f"{region.cells} leaves out {outside} rows of the column: the data go on in "
        f"row {row} {side} it"
    )
