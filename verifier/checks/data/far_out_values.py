"""A few numbers are orders of magnitude larger than all others.

Finds: numbers that are more than a hundred times what nineteen in twenty of the column
do not exceed.

Why it matters: one amount in another unit, or with a slipped decimal sign, decides a
sum and a mean.

What to do: look at the cells; where they are right, use the median or say what they
are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.keys import key_columns
from verifier.checks.profile import inspected, profiles_of
from verifier.checks.question import Question, question
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D016", "far-out-values", Level.WARNING)

PASSES = (Table("id,amount\n" + "".join(f"r{n},{n * 10}\n" for n in range(1, 31))),)
FAILS = (
    Table(
        "id,amount\n"
        + "".join(f"r{n},{n * 10}\n" for n in range(1, 31))
        + "x,9000000\n"
    ),
)

_FEWEST = 20  # numbers, to tell what is usual
_TIMES = 100
_MOST = 0.05  # of the numbers


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question where a column's far numbers stand."""
    for region, number, limit in _suspicious(subject):
        size = sql.call("abs", sql.double(region.ground.cell(number, "n")))
        rows = region.read(sql.alias(region.ground.raw(number), "text"))
        far = sql.less(sql.number(Decimal(repr(limit))), size)
        yield question(_key(region, number), rows.where(far))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column with such numbers."""
    for region, number, limit in _suspicious(subject):
        answer = subject.answers.get(_key(region, number))
        if answer and 0 < answer.count <= _MOST * region.cells.rows:
            usual = limit / _TIMES
            yield RULE.finding(
                f"{answer.count:,} numbers of {region.called(number)} are far beyond "
                f"the others, such as {answer.texts[0]}; 19 in 20 do not exceed "
                f"{usual:,.6g}",
                Place(cells=region.names(number, *answer.rows)),
            )


def _suspicious(subject: Subject) -> Iterator[tuple[Region, int, float]]:
    for region in inspected(subject):
        keys = key_columns(region.ground, subject.brief)
        for number, column in profiles_of(subject, region).items():
            upper = column.upper or 0.0
            is_short = column.count(CellKind.NUMBER) < _FEWEST
            if number in keys or is_short or not upper:
                continue
            if max(abs(column.low), abs(column.high)) > _TIMES * upper:
                yield region, number, _TIMES * upper


def _key(region: Region, number: int) -> str:
    return f"{RULE.code}/{region.name}/{column_letter(number)}"
