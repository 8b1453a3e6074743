"""Rows are counted where the sentence counts what stands in several of them.

Finds: `66 people` or `16 different tenants` where the calculation counts rows, or adds
up counts of groups, and the column of these people or tenants holds some of them in
more than one of the rows; and `17 days` over a column of days that holds some twice.

Why it matters: who came twice is one person, and a recomputation agrees with the number
of visits all the same.

What to do: count distinct values of the column, or name what the rows are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.counted import Counted, counted_by
from verifier.checks.kin import kin_of
from verifier.checks.measures import data_rows, measures_of, spelled
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.row_nouns import rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import HOLDERS
from verifier.model.reason import Reason
from verifier.model.source import CellKind
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C028", "counted-rows", Level.WARNING, Reason.WRONG_STATISTIC)

PASSES = (
    (
        "There are [2 different regions](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        "= COUNTA(UNIQUE(B2:B9))\n```\n"
    ),
)
FAILS = (
    (
        "There are [8 different regions](#c1).\n\n```claims\n[c1] regions!B2:B9\n"
        "= COUNTA(B2:B9)\n```\n"
    ),
)

_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Count:
    """A count of rows, and the column of what the sentence counts."""

    ground: Ground
    column: int
    use: Use

    @property
    def key(self) -> str:
        table, said = self.ground.sheet.table, spelled(self.use)
        rows = data_rows(self.use, self.ground)
        return f"{RULE.code}/{table}/{self.column}/{rows}/{said}"

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: how many cells, and how many different."""
        cells = (self.use.cells or self.use.rows)[0]
        here = replace(cells, first_column=self.column, last_column=self.column)
        uses = [
            replace(self.use, statistic=statistic, cells=(here,))
            for statistic in (Statistic.COUNT, Statistic.DISTINCT)
        ]
        return measures_of(uses, self.ground)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many different ones the counted rows hold."""
    for case in subject.cases:
        count = _counted(case, subject)
        query = count.query() if count else None
        if count is not None and query is not None:
            yield question(count.key, query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every count of rows that hold what is counted again."""
    for case in subject.cases:
        count = _counted(case, subject)
        answer = subject.answers.get(count.key) if count else None
        if count is None or answer is None or not answer.texts or case.claim is None:
            continue
        many, different = cast("list[int]", json.loads(answer.texts[0]))
        if different >= many:
            continue
        header = count.ground.columns[count.column].header
        span = case.figure.span
        yield RULE.finding(
            f"the calculation counts {many} rows; they hold {different} different "
            f"{header}, which is what the sentence counts",
            Place(span.line, span.column, case.claim.id),
        )


def _counted(case: Case, subject: Subject) -> _Count | None:
    """Returns what a calculation counts, where the sentence counts a column."""
    use = _use_of(case)
    cells = (use.cells or use.rows)[:1] if use else ()
    ground = subject.grounds.get(cells[0].sheet) if cells else None
    said = counted_by(case) if ground else ()
    if use is None or ground is None:
        return None
    if len(said) > 1:
        rows = rows_of(ground, subject)
        if any(rows.are(one.noun) for one in said):
            return None  # orders of new customers
    for one in said:
        column = _column(one, use, ground)
        if column:
            return _Count(ground, column, replace(use, deduplicates=False))
    return None


def _column(said: Counted, use: Use, ground: Ground) -> int:
    """Returns the column of what is counted; 0 where there is none, or several."""
    own = use.cells[0].first_column if use.cells else 0
    if _are_days(said, own, ground):
        return own
    found = columns_of(said, ground)
    if not found and said.is_different and own in ground.columns:
        found = [own]
    if len(found) != 1:
        return 0
    if not said.is_different and not _names_many(ground.columns[found[0]].header):
        return 0  # a complaint may be a kind of complaint
    return found[0]


def _are_days(said: Counted, column: int, ground: Ground) -> bool:
    """Returns whether days are counted by the cells of a column of days."""
    is_day = LEXICON.time_units.get(said.noun.text.casefold()) == "day"
    layout = ground.columns.get(column) if is_day else None
    return layout is not None and CellKind.DATE in layout.kinds


def _use_of(case: Case) -> Use | None:
    """Returns the count of a calculation, or the one that a share divides by."""
    if case.compiled is None or case.claim is None:
        return None
    traits = case.compiled.traits
    uses = traits.uses
    if len(uses) == _PAIR and {use.side for use in uses} == {
        Side.NUMERATOR,
        Side.DENOMINATOR,
    }:
        uses = tuple(use for use in uses if use.side is Side.DENOMINATOR)
    if len(uses) != 1 or len(uses[0].cells or uses[0].rows) != 1:
        return None
    is_count = uses[0].statistic is Statistic.COUNT and not uses[0].deduplicates
    adds_counts = (
        uses[0].statistic is Statistic.SUM
        and uses[0].deduplicates
        and traits.functions[:_PAIR] == ("SUM", "COUNT")
    )
    return uses[0] if is_count or adds_counts else None


def columns_of(said: Counted, ground: Ground) -> list[int]:
    """Returns the columns whose headers name what is counted."""
    if said.is_people:
        return _of_persons(ground)
    kin = kin_of((said.noun,))
    found: list[int] = []
    for number, layout in ground.columns.items():
        words = _content(layout.header)
        last = words[-1:] if words else []
        if any(
            alike(token.stem, said.noun.stem) or token.stem in kin
            for word in last
            for token in tokens_of(word)
        ):
            found.append(number)
    return found


def _of_persons(ground: Ground) -> list[int]:
    """Returns the columns of persons; those of a company's own staff give way."""
    words = {
        number: _content(layout.header)[-1:]
        for number, layout in ground.columns.items()
    }
    found = [n for n, last in words.items() if LEXICON.persons.intersection(last)]
    others = [n for n in found if LEXICON.staff.isdisjoint(words[n])]
    return others or found


def _content(header: str) -> list[str]:
    words = [t.text.casefold() for t in tokens_of(header.replace("_", " "))]
    return [word for word in words if word not in LEXICON.ids]


def _names_many(header: str) -> bool:
    """Returns whether a header is of persons, bodies or the like, or of ids."""
    words = {t.text.casefold() for t in tokens_of(header.replace("_", " "))}
    return not words.isdisjoint(LEXICON.persons | LEXICON.ids | HOLDERS)
