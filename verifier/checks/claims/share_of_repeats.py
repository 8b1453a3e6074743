"""A share of things counts rows of another sheet, in which a thing stands twice.

Finds: a share of orders whose numerator counts rows of returns, each of which names its
order, where some orders have more than one. Returns held against orders are left alone
where the sentence puts it so: returns were 15% of orders.

Why it matters: an order with two returns came back once; the share is too large, and
may pass 100%.

What to do: count the different orders among the rows, with COUNT(DISTINCT …) or
ROWS(UNIQUE(…)).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, cast

from verifier.checks.measures import meets
from verifier.checks.place import Place
from verifier.checks.question import question
from verifier.checks.rule import Rule, Subject
from verifier.checks.same_words import says, words_of
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.superlatives import reach_of
from verifier.checks.words.joined import UPON
from verifier.formula.dialect import sql
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic, sheets_of
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.checks.region import Ground
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C053", "share-of-repeats", Level.WARNING, Reason.DUPLICATES_COUNTED)

_CELLS = "```claims\n[c1] visits!B2:B4, deals!A2:A5\n"
_SHARE = f"{_CELLS}= COUNTA(visits!B2:B4)/COUNTA(deals!A2:A5)\n```\n"
PASSES = (f"Visits were [75%](#c1) of deals.\n\n{_SHARE}",)
FAILS = (f"We drove out to [75%](#c1) of deals.\n\n{_SHARE}",)

_NOUNS = 4  # words behind a figure among which is what it is a share of
_PAIR = 2  # uses of a share


class _Counted(NamedTuple):
    """Rows that a numerator counts, with the column that names what is counted."""

    use: Use
    ground: Ground
    column: int
    key: str


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many rows name something, and how many things."""
    for case in subject.cases:
        counted = _counted(case, subject)
        if counted is not None:
            asked = _asked(counted)
            if asked is not None:
                yield asked


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share that counts something more than once."""
    for case in subject.cases:
        counted = _counted(case, subject)
        answer = subject.answers.get(counted.key) if counted else None
        if counted is None or case.claim is None or answer is None or not answer.texts:
            continue
        rows, things = cast("list[int]", json.loads(answer.texts[0]))
        if rows > things:
            span = case.figure.span
            header = counted.ground.columns[counted.column].header
            yield RULE.finding(
                f"the numerator counts {rows} rows of {counted.ground.sheet.key}, "
                f"which name {things} different values of {header}; the share is of "
                "these",
                Place(span.line, span.column, case.claim.id),
            )


def _counted(case: Case, subject: Subject) -> _Counted | None:
    quantity = case.figure.quantity
    uses = case.uses
    above = [use for use in uses if use.side is Side.NUMERATOR]
    is_share = quantity is not None and quantity.kind is QuantityKind.PERCENT
    if not is_share or case.claim is None or len(above) != 1 or len(uses) < _PAIR:
        return None
    if not all(_is_count(use) for use in uses):
        return None
    sheets = [sheets_of((use,)) for use in uses]
    own = sheets_of(above)
    if len(own) != 1 or sum(own == other for other in sheets) != 1:
        return None
    ground = subject.grounds.get(next(iter(own)))
    if ground is None or not all(len(other) == 1 for other in sheets):
        return None
    column = _named_column(case, ground)
    key = f"repeats/{case.claim.id}/{column}"
    return _Counted(above[0], ground, column, key) if column else None


def _is_count(use: Use) -> bool:
    return use.statistic is Statistic.COUNT and not use.deduplicates


def _named_column(case: Case, ground: Ground) -> int:
    """Returns the column that is headed by what the figure is a share of, or 0."""
    reach = reach_of(sentence_round(case.sentence))
    nouns = [t.stem for t in tokens_of(reach.text[reach.end :])[:_NOUNS]]
    before = tokens_of(reach.text[: reach.start])
    name = frozenset(t.stem for t in words_of(ground.sheet.key.source))
    is_upon = before[-1:] and before[-1].text.casefold() in UPON
    if says((t.stem for t in before), name) and not is_upon:
        return 0
    for number, layout in ground.columns.items():
        words = frozenset(t.stem for t in words_of(layout.header))
        if len(words) == 1 and not says(words, name) and says(nouns, words):
            return number
    return 0


def _asked(counted: _Counted) -> Question | None:
    ground, use = counted.ground, counted.use
    cells = (*use.cells, *use.rows)[0]
    first = max(cells.first_row, ground.sheet.header_row + 1)
    raw = ground.raw(counted.column)
    rows = ground.read(rows=(first, max(cells.last_row, first)))
    rows = rows.where(sql.unequal(raw, sql.text("")))
    for criterion in use.criteria:
        condition = meets(criterion, ground)
        if condition is None:
            return None
        rows = rows.where(condition)
    many, different = sql.call("count", raw), sql.call("count", sql.distinct(raw))
    told = sql.cast(sql.call("json_array", many, different), "VARCHAR")
    query = rows.select(
        sql.alias(sql.ZERO, "_row"), sql.alias(told, "text"), append=False
    )
    return question(counted.key, query)
