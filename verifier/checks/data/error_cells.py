"""A calculation passes over cells that hold an error.

Finds: error cells (#N/A, #DIV/0!, …) in the range of a calculation that gives a value
all the same.

Why it matters: what stood there before the error is not in the value.

What to do: mend the cells, or say how many were left out.
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

RULE = Rule("D006", "error-cells-in-range", Level.WARNING, Reason.ERROR_CELLS_SKIPPED)

PASSES = ("We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",)
FAILS = (
    'It was [455](#c1).\n\n```claims\n[c1] errors!C2:C6\n= SUMIF(C2:C6,">0")\n```\n',
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the question which cells of a region hold an error."""
    for region in subject.regions:
        for column in _erring(region):
            kind = region.ground.cell(column, "k")
            rows = region.read(sql.alias(region.ground.cell(column, "t"), "text"))
            rows = rows.where(sql.equal(kind, sql.number(int(CellKind.ERROR))))
            text = region.ground.cell(column, "t")
            rows = rows.where(sql.unequal(text, sql.text(UNCOMPUTED)))
            yield question(_key(region, column), rows)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region with error cells, claim by claim."""
    for region in subject.regions:
        for column in _erring(region):
            answer = subject.answers.get(_key(region, column))
            if answer is None or not answer.count:
                continue
            cell = f"{column_letter(column)}{answer.rows[0]}"
            for place in region.places(cell):
                yield RULE.finding(
                    f"{answer.count} of the cells {region.cells} hold an error, "
                    f"{cell} {answer.texts[0]}",
                    place,
                )


def _erring(region: Region) -> list[int]:
    columns = region.ground.columns
    return [n for n in region.columns if CellKind.ERROR in columns[n].kinds]


def _key(region: Region, column: int) -> str:
    return f"{RULE.code}/{region.key}/{column_letter(column)}"
