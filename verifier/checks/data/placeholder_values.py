"""Numbers or dates stand for a missing value.

Finds: numbers such as 999, -1 or 0, and dates such as 1900-01-01, in a column whose
other values are far from them.

Why it matters: they enter every sum, mean and maximum as if somebody had measured them.

What to do: leave such cells empty, or leave them out by a criterion and say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.keys import key_columns
from verifier.checks.profile import DAYS, HIGH, LOW, inspected, profiles_of
from verifier.checks.question import Question, question
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.profile import Column
    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D012", "placeholder-values", Level.WARNING)

PASSES = (
    Table("id,age\na,31\nb,44\nc,27\nd,58\ne,39\nf,40\n"),
    Table("id,discount\na,5%\nb,10%\nc,5%\nd,0%\ne,15%\nf,10%\ng,0%\n"),
)
FAILS = (Table("id,age\na,31\nb,44\nc,27\nd,58\ne,999\nf,40\n"),)

_FEWEST = 5  # numbers, to tell what is usual
_FAR = 3.0  # times the greatest other value
_COUNTS = frozenset({1, 2})  # beside them zero is a count
_NEAR = 0.2  # of the median: where no other value is below that, zero is none of them


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question where a column's placeholders stand."""
    for region, number, values in _suspicious(subject):
        value = region.ground.cell(number, "n")
        rows = region.read(sql.alias(region.ground.raw(number), "text"))
        among = exp.In(this=value, expressions=[sql.number(v) for v in values])
        yield question(_key(region, number), rows.where(among))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column with placeholders."""
    for region, number, _ in _suspicious(subject):
        answer = subject.answers.get(_key(region, number))
        if answer and answer.count and not any("%" in text for text in answer.texts):
            shown = ", ".join(dict.fromkeys(answer.texts))
            yield RULE.finding(
                f"{answer.count:,} cells of {region.called(number)} look like marks "
                f"for a missing value: {shown}",
                Place(cells=region.names(number, *answer.rows)),
            )


def _suspicious(subject: Subject) -> Iterator[tuple[Region, int, list[int]]]:
    for region in inspected(subject):
        keys = key_columns(region.ground, subject.brief)
        for number, column in profiles_of(subject, region).items():
            values = [] if number in keys else list(_placeholders(column))
            if values:
                yield region, number, values


def _placeholders(column: Column) -> Iterator[int]:
    """Yields the numbers that stand far from all others of a column."""
    least, greatest = column.least, column.greatest
    if least is None or greatest is None:
        return
    there = {int(name): count for name, count in column.placeholders.items() if count}
    if column.count(CellKind.DATE):
        if not column.count(CellKind.NUMBER):
            yield from (n for n in DAYS if n in there and not least <= n <= greatest)
        return
    if column.count(CellKind.NUMBER) < _FEWEST:
        return
    yield from (n for n in HIGH if n in there and n > _FAR * greatest > 0)
    yield from (n for n in LOW if n in there and least > 0)
    middle = column.middle or 0.0
    if 0 in there and least > _NEAR * middle > 0 and not _COUNTS & set(there):
        yield 0


def _key(region: Region, number: int) -> str:
    return f"{RULE.code}/{region.name}/{column_letter(number)}"
