"""Numbers are stored as text.

Finds: cells of text in which nothing but a number stands, codes with leading zeros,
dates and times apart.

Why it matters: a sum skips them in silence, and a database or a model may read them as
numbers: two readers get two totals.

What to do: turn them into numbers, or write them without what makes them text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

RULE = Rule("D010", "numbers-as-text", Level.WARNING)

PASSES = (
    Table("id,zip\na,00501\nb,00544\n"),
    Table("id,start\na,9:15\nb,10:30 PM\n"),
)
FAILS = ("Won [3](#c1).\n\n```claims\n[c1] textual!A2:A4\n= COUNTA(A2:A4)\n```\n",)

_CODE = r"\s*[+-]?0[0-9]+\s*"
_DATE = r"\s*[0-9]{1,4}[./\-][0-9]{1,2}[./\-][0-9]{1,4}.*"
_TIME = r"\s*[0-9]{1,4}(:[0-9.]+){1,2}\s*([AaPp][Mm])?\s*|\s*[0-9]{1,2}\s*[AaPp][Mm]\s*"


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question which texts of a column are numbers."""
    for region, number in _suspicious(subject):
        ground = region.ground
        text, kind = ground.cell(number, "t"), ground.cell(number, "k")
        rows = region.read(sql.alias(text, "text"))
        rows = rows.where(sql.equal(kind, sql.number(CellKind.TEXT.value)))
        rows = rows.where(sql.is_present(ground.cell(number, "c")))
        for pattern in (_CODE, _DATE, _TIME):
            matches = sql.call("regexp_full_match", text, sql.text(pattern))
            rows = rows.where(sql.negation(matches))
        yield question(_key(region, number), rows)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column with such cells, else for every such sheet."""
    for trouble in () if any(inspected(subject)) else subject.troubles:
        if trouble.code == "text-numbers":
            cells = tuple(f"{trouble.sheet}!{cell}" for cell in trouble.cells)
            yield RULE.finding(
                f"{trouble.sheet}: {trouble.message}", Place(cells=cells)
            )
    for region, number in _suspicious(subject):
        answer = subject.answers.get(_key(region, number))
        if answer and answer.count:
            yield RULE.finding(
                f"{answer.count:,} cells of {region.called(number)} are numbers stored "
                f"as text, such as {answer.texts[0]!r}",
                Place(cells=region.names(number, *answer.rows)),
            )


def _suspicious(subject: Subject) -> Iterator[tuple[Region, int]]:
    for region in inspected(subject):
        for number, column in profiles_of(subject, region).items():
            if column.numeric:
                yield region, number


def _key(region: Region, number: int) -> str:
    return f"{RULE.code}/{region.name}/{column_letter(number)}"
