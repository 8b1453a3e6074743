"""The sentence tells rows by a column that the calculation never looks at.

Finds: `16.8 % of the delayed stays` divided by all stays, where a column says how long
each was delayed; `of the rated trips` divided by rated and unrated ones; `the mean cost
of a delayed stay` over all; and `14 complaints` where rows without the mark in the
column `complaint` are counted. And `108 stays lost money; between them, 5,000` where
the loss of all stays is computed.

Why it matters: whole and part are then of different rows, and the number recomputes.

What to do: limit the calculation to the rows that the sentence tells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._marks import (
    Mark,
    counted_mark,
    is_marked,
    mark_left_out,
    marks_in,
)
from verifier.checks.claims._taken_up import filled, pairs_taken_up, takes_up
from verifier.checks.measures import data_rows, measures_of, spelled
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.row_nouns import rows_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.vocabulary import ask_groups, groups_of
from verifier.formula.dialect import sql
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C054", "told-rows", Level.WARNING, Reason.WRONG_SEGMENT)

_TEXT = "Of the delayed trips, [{}](#c1) lost more than 5 minutes."
_BODY = '\n\n```claims\n[c1] trips!A2:B7\n= COUNTIF(B2:B7,">5")/'
PASSES = (_TEXT.format("50%") + _BODY + 'COUNTIF(B2:B7,">0")\n```\n',)
FAILS = (_TEXT.format("16.7%") + _BODY + "COUNTA(A2:A7)\n```\n",)

_MADE = frozenset(
    {
        *(Statistic.COUNT, Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN),
        *(Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.DISTINCT),
    }
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a calculation takes, with the column by which its rows are told.

    Attributes:
        ground: the sheet.
        use: of all rows, or of those that other columns limit.
        meant: the same without what only stands in for the mark.
        mark: the word and its column.
    """

    ground: Ground
    use: Use
    meant: Use
    mark: Mark

    @property
    def keys(self) -> tuple[str, str]:
        said = spelled(self.use)
        cells = [c.local for c in self.use.cells]
        table, rows = self.ground.sheet.table, data_rows(self.use, self.ground)
        key = f"{RULE.code}/{table}/{self.use.statistic}/{cells}/{rows}/{said}"
        return key, f"{key}/{self.mark.column}/{len(self.meant.criteria)}"

    def questions(self) -> Iterator[Question]:
        """Yields the questions for the aggregate of these rows and of those told."""
        count = Statistic.COUNT
        pair = ((self.use, False), (self.meant, True))
        for key, (use, is_meant) in zip(self.keys, pair, strict=True):
            rows = replace(use, statistic=count, cells=(), rows=use.cells or use.rows)
            query = measures_of((use, rows), self.ground)
            if query is not None and is_meant:
                marked = is_marked(self.mark.column, self.ground)
                is_out = self.mark.is_left_out
                query = query.where(sql.negation(marked) if is_out else marked)
            if query is not None:
                yield question(key, query, 1)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what comes of all rows, and of those that are told."""
    yield from ask_groups(subject)
    for case in subject.cases:
        told = _told(case, subject)
        yield from told.questions() if told else ()
    for _, case, ground, _ in _taken_up(subject):
        query = filled(case.uses[0], ground)
        if query is not None:
            yield question(_filled_key(case, ground), query, 1)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure of other rows than those that are told."""
    yield from _of_marks(subject)
    yield from _of_taken_up(subject)


def _of_marks(subject: Subject) -> Iterator[Finding]:
    for case in subject.cases:
        told = _told(case, subject)
        if told is None or case.claim is None:
            continue
        taken, meant = (_answer(key, subject) for key in told.keys)
        if not taken or not meant or taken[0] == meant[0] or not meant[1]:
            continue
        header = told.ground.columns[told.mark.column].header
        span = case.figure.span
        yield RULE.finding(
            f"the sentence says {told.mark.words!r}; {header!r} tells "
            f"{meant[1]:g} such rows, and the calculation takes {taken[1]:g}",
            Place(span.line, span.column, case.claim.id),
        )


def _of_taken_up(subject: Subject) -> Iterator[Finding]:
    for before, case, ground, words in _taken_up(subject):
        cells = _answer(_filled_key(case, ground), subject)
        quantity, claim = before.figure.quantity, case.claim
        if not cells or quantity is None or claim is None:
            continue
        if min(cells) > quantity.value:
            span = case.figure.span
            yield RULE.finding(
                f"with {words!r} the sentence takes up {before.figure.text}; the "
                "calculation takes every row",
                Place(span.line, span.column, claim.id),
            )


def _taken_up(subject: Subject) -> Iterator[tuple[Case, Case, Ground, str]]:
    """Yields figures over all rows behind a count that they take up, and by what."""
    for before, case in pairs_taken_up(subject.cases):
        place = next((use.place for use in case.uses), None)
        ground = subject.grounds.get(place.sheet) if place else None
        if ground is not None:
            words = takes_up(before, case, ground, rows_of(ground, subject))
            if words:
                yield before, case, ground, words


def _filled_key(case: Case, ground: Ground) -> str:
    cells = [cells.local for cells in case.uses[0].cells]
    return f"{RULE.code}/filled/{ground.sheet.table}/{cells}"


def _answer(key: str, subject: Subject) -> list[float]:
    answer = subject.answers.get(key)
    if answer is None or answer.problem or not answer.texts:
        return []
    values = cast("list[float | None]", json.loads(answer.texts[0]))
    told = [value for value in values if value is not None]
    return told if len(told) == len(values) else []


def _told(case: Case, subject: Subject) -> _Told | None:
    """Returns the rows that a sentence tells; None where it tells none."""
    use = _use_of(case)
    place = use.place if use else None
    ground = subject.grounds.get(place.sheet) if place else None
    ranges = use.cells or use.rows if use else ()
    if (
        use is None
        or ground is None
        or len({(c.first_row, c.last_row) for c in ranges}) > 1
    ):
        return None
    functions = case.compiled.traits.functions if case.compiled else ()
    if use.statistic is Statistic.COUNT and "ROWS" in functions:
        use = replace(use, cells=(), rows=use.cells or use.rows)  # blanks, too
    groups = groups_of(subject, ground)
    taken = {c.first_column for c in use.cells if c.columns == 1 and use.side in _WHOLE}
    taken |= {c.cells.first_column for c in use.criteria}
    is_share = use.side is Side.DENOMINATOR
    out = None if is_share else mark_left_out(case, ground, groups)
    marks = (*marks_in(case, ground, groups, is_share=is_share), out)
    for mark in filter(None, marks):
        header = ground.columns[mark.column].header
        if mark.column not in taken and not answers_with(case, header):
            return _Told(ground, use, use, mark)
    if is_share or use.statistic is not Statistic.COUNT:
        return None
    mark = counted_mark(case, ground, groups, subject)
    if mark is None or mark.column in taken:
        return None
    kept = tuple(c for c in use.criteria if c not in mark.instead)
    return _Told(ground, use, replace(use, criteria=kept), mark)


_WHOLE = {Side.WHOLE}


def _use_of(case: Case) -> Use | None:
    """Returns the use by which a share divides, or the only one of a calculation."""
    quantity, compiled = case.figure.quantity, case.compiled
    if quantity is None or compiled is None or case.claim is None:
        return None
    uses = compiled.traits.uses
    if quantity.kind is QuantityKind.PERCENT:
        sides = {use.side for use in uses}
        below = [use for use in uses if use.side is Side.DENOMINATOR]
        is_share = sides == {Side.NUMERATOR, Side.DENOMINATOR} and len(below) == 1
        use = below[0] if is_share else None
    else:
        use = uses[0] if len(uses) == 1 and uses[0].side is Side.WHOLE else None
    return use if use is not None and use.statistic in _MADE else None
