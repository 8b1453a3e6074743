"""A mean of those that have some is taken over the others, too.

Finds: `where insurance was taken, it cost 22 on average` over all cells, where those
without insurance hold a zero.

Why it matters: the zeros make the mean smaller than any of those who paid would say.

What to do: average the cells above zero, or say that all of them are meant.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from verifier.checks.measures import measure, spelled
from verifier.checks.place import Place
from verifier.checks.question import Question, question
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.figures.conditions import is_limited_to
from verifier.formula.dialect import sql
from verifier.model.reason import Reason
from verifier.model.use import Criterion, Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C056", "averaged-zeros", Level.WARNING, Reason.WRONG_DENOMINATOR)

_BODY = "\n\n```claims\n[c1] zeros!B2:B5\n= {}\n```\n"
PASSES = (
    "Where a fee was charged, it was [20](#c1) on average."
    + _BODY.format('AVERAGEIF(B2:B5,">0")'),
)
FAILS = (
    "Where a fee was charged, it was [10](#c1) on average."
    + _BODY.format("AVERAGE(B2:B5)"),
)

_CENTRE = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_PAIR = 2
_NEAR = 200  # letters before a figure, of which a pronoun may speak
_LEFT_OUT = frozenset({"NULLIF", "CASE", "IF"})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many zeros the averaged cells hold."""
    for case in subject.cases:
        use = _averaged(case, subject)
        ground = subject.grounds.get(use.cells[0].sheet) if use else None
        if use is not None and ground is not None:
            yield from _question(use, ground)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every mean of some that takes zeros along."""
    for case in subject.cases:
        use = _averaged(case, subject)
        ground = subject.grounds.get(use.cells[0].sheet) if use else None
        if use is None or ground is None or case.claim is None:
            continue
        answer = subject.answers.get(_key(use, ground))
        if answer is None or not answer.texts:
            continue
        zeros, every = cast("list[int]", json.loads(answer.texts[0]))
        if not 0 < zeros < every:
            continue
        header = ground.columns[use.cells[0].first_column].header
        span = case.figure.span
        yield RULE.finding(
            f"the text speaks of those that have some {header}; {zeros} of the {every} "
            "cells that are averaged are zeros",
            Place(span.line, span.column, case.claim.id),
        )


def _averaged(case: Case, subject: Subject) -> Use | None:
    """Returns what a mean is of, where the sentence speaks of those that have some."""
    use = _mean_of(case)
    ground = subject.grounds.get(use.cells[0].sheet) if use else None
    column = use.cells[0].first_column if use else 0
    if use is None or ground is None or column not in ground.columns:
        return None
    if any(c.cells.first_column == column for c in use.criteria):
        return None
    header = ground.columns[column].header
    own = sentence_round(case.sentence).text
    start = case.sentence.start
    before = case.sentence.text[max(start - _NEAR, 0) : start]
    return use if is_limited_to(own, header, before) else None


def _mean_of(case: Case) -> Use | None:
    """Returns the use of a mean, or of the sum that is divided by a count of rows."""
    traits = case.compiled.traits if case.compiled and case.claim else None
    if traits is None or not _LEFT_OUT.isdisjoint(traits.functions):
        return None
    sides = {use.side: use for use in traits.uses}
    above, below = sides.get(Side.NUMERATOR), sides.get(Side.DENOMINATOR)
    found: Use | None = None
    if len(traits.uses) == 1 and traits.uses[0].statistic in _CENTRE:
        found = traits.uses[0]
    elif len(traits.uses) == _PAIR and above is not None and below is not None:
        is_count = below.statistic is Statistic.COUNT
        is_mean = above.statistic is Statistic.SUM and above.criteria == below.criteria
        found = above if is_count and is_mean else None
    is_plain = found is not None and len(found.cells) == 1
    return found if found and is_plain and found.cells[0].columns == 1 else None


def _question(use: Use, ground: Ground) -> Iterator[Question]:
    zero = Criterion(use.cells[0], "", "=", ("0",))
    counted = replace(use, statistic=Statistic.COUNT, deduplicates=False)
    of_zeros = replace(counted, criteria=(*use.criteria, zero))
    values = [measure(one, ground, 0) for one in (of_zeros, counted)]
    if any(value is None for value in values):
        return
    parts = [value for value in values if value is not None]
    text = sql.cast(sql.call("json_array", *parts), "VARCHAR")
    rows = ground.read(rows=_rows(use, ground))
    row, told = sql.alias(sql.ZERO, "_row"), sql.alias(text, "text")
    yield question(_key(use, ground), rows.select(row, told, append=False), 1)


def _key(use: Use, ground: Ground) -> str:
    criteria = spelled(use)
    return f"{RULE.code}/{ground.sheet.table}/{use.cells[0].local}/{criteria}"


def _rows(use: Use, ground: Ground) -> tuple[int, int]:
    header = ground.sheet.header_row
    cells = use.cells[0]
    return max(cells.first_row, header + 1), max(cells.last_row, header + 1)
