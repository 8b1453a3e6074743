"""Letters were damaged by a wrong encoding.

Finds: texts with replacement signs, or with the letter pairs that come of UTF-8 read as
another encoding.

Why it matters: names of groups no longer match, neither each other nor what a report
calls them, and what was lost cannot be guessed.

What to do: export the file again in UTF-8, or declare the encoding of the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.profile import DAMAGE, inspected, profiles_of
from verifier.checks.question import Question, question
from verifier.checks.rule import Place, Rule, Subject, Table
from verifier.formula.dialect import sql
from verifier.model.address import column_letter
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D018", "encoding-damage", Level.ERROR)

PASSES = (Table("id,city\na,Zürich\nb,Köln\n"),)
FAILS = (Table("id,city\na,ZÃ¼rich\nb,KÃ¶ln\n"),)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the question which cells are damaged."""
    for region, number in _suspicious(subject):
        text = region.ground.cell(number, "t")
        rows = region.read(sql.alias(text, "text"))
        rows = rows.where(sql.call("regexp_matches", text, sql.text(DAMAGE)))
        yield question(_key(region, number), rows)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every column with damaged texts."""
    for region, number in _suspicious(subject):
        answer = subject.answers.get(_key(region, number))
        if answer and answer.count:
            yield RULE.finding(
                f"{answer.count:,} texts of {region.called(number)} were damaged by a "
                f"wrong encoding, such as {answer.texts[0]!r}",
                Place(cells=region.names(number, *answer.rows)),
            )


def _suspicious(subject: Subject) -> Iterator[tuple[Region, int]]:
    for region in inspected(subject):
        for number, column in profiles_of(subject, region).items():
            if column.damaged:
                yield region, number


def _key(region: Region, number: int) -> str:
    return f"{RULE.code}/{region.name}/{column_letter(number)}"
