"""Formulas have no stored value.

Finds: cells with a formula whose value the program that wrote the workbook never
stored, in the range of a calculation that gives a value all the same.

Why it matters: what the formula would give is not in the value, and one reader takes
the cell for empty, another for zero.

What to do: open the workbook in a spreadsheet program, let it calculate, save it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.uncomputed import UNCOMPUTED
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D008", "stale-formulas", Level.ERROR, Reason.STALE_FORMULA)

PASSES = ("We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",)
FAILS = (
    'It was [455](#c1).\n\n```claims\n[c1] stale!C2:C6\n= SUMIF(C2:C6,">0")\n```\n',
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the question which cells of a region hold such a formula."""
    for region, column in _erring(subject):
        text = region.ground.cell(column, "t")
        rows = region.read(sql.alias(region.ground.cell(column, "r"), "text"))
        rows = rows.where(sql.equal(text, sql.text(UNCOMPUTED)))
        yield question(_key(region, column), rows)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region with such cells, claim by claim."""
    for region, column in _erring(subject):
        answer = subject.answers.get(_key(region, column))
        if answer is None or not answer.count:
            continue
        cell = f"{column_letter(column)}{answer.rows[0]}"
        for place in region.places(cell):
            yield RULE.finding(
                f"{answer.count:,} formulas of {region.cells} have no stored value, "
                f"{cell} {answer.texts[0]}",
                place,
            )


def _erring(subject: Subject) -> Iterator[tuple[Region, int]]:
    for region in subject.regions:
        for number in region.columns:
            if CellKind.ERROR in region.ground.columns[number].kinds:
                yield region, number


def _key(region: Region, column: int) -> str:
    return f"{RULE.code}/{region.key}/{column_letter(column)}"
