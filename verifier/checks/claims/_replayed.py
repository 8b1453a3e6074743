"""The same calculation for every group in place of the one that it takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from verifier.checks.claims._races import Race, uses_of
from verifier.checks.claims._standings import Standing
from verifier.checks.question import NEAR, Question, question
from verifier.checks.vocabulary import texts_of
from verifier.checks.words import LEXICON
from verifier.formula.dialect import sql
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_MOST_RIVALS = 30
_FEWEST = 3  # groups with a value, so that there is a ranking


@dataclass(frozen=True, slots=True)
class Replay:
    """A calculation that takes one group of a column, for each of its groups.

    Attributes:
        race: the column and its rows, as a ranking over cited cells.
        label: the group that the calculation takes, as the cells have it.
        labels: all groups.
        asked: the question which values they have.
    """

    race: Race
    label: str
    labels: tuple[str, ...]
    asked: Question


def replays_of(case: Case, subject: Subject) -> Iterator[Replay]:
    """Yields the columns of which a calculation takes one group throughout."""
    uses = uses_of(case)
    text = case.compiled.sql(Trial.VALUE) if case.compiled else None
    if case.claim is None or not text:
        return
    for criterion in dict.fromkeys(c for use in uses for c in use.criteria):
        column = criterion.cells.first_column
        ground = subject.grounds.get(criterion.cells.sheet)
        if ground is None:
            continue
        labels = texts_of(subject, ground, column)
        label = _label_of(criterion, labels)
        if not label or not _FEWEST <= len(labels) <= _MOST_RIVALS:
            continue
        if not all(any(_is_alike(c, criterion) for c in use.criteria) for use in uses):
            continue
        query = _replayed(text, label, labels)
        if query is not None:
            rows = (criterion.cells.first_row, criterion.cells.last_row)
            race = Race(ground, column, rows, uses, is_cited=True)
            key = f"replayed/{case.claim.id}/{column}"
            yield Replay(race, label, labels, question(key, query, _MOST_RIVALS))


def standing_of(replay: Replay, subject: Subject) -> Standing | None:
    """Returns the ranking of the groups; None where it has no rivals with a value.

    A rival of which nothing meets the other criteria is no rival.
    """
    answer = subject.answers.get(replay.asked.key)
    if answer is None or answer.problem:
        return None
    places: list[tuple[str, Decimal]] = []
    for text in answer.texts:
        label, number = cast("list[str | None]", json.loads(text))
        if label and number and number not in {"nan", "inf", "-inf"}:
            value = Decimal(number)
            if value or label == replay.label:
                places.append((label, value))
    if len(places) < _FEWEST or replay.label not in dict(places):
        return None
    return Standing(tuple(sorted(places, key=lambda pair: (-pair[1], pair[0]))))


def _label_of(criterion: Criterion, labels: tuple[str, ...]) -> str:
    """Returns the only label that a criterion chooses, or nothing."""
    if criterion.operator != "=" or criterion.part or len(criterion.values) != 1:
        return ""
    found = [x for x in labels if x.casefold() == criterion.values[0].casefold()]
    return found[0] if len(found) == 1 else ""


def _is_alike(one: Criterion, other: Criterion) -> bool:
    """Returns whether two criteria choose the same group, perhaps of two sheets."""
    if (one.operator, one.values, one.part) != (
        other.operator,
        other.values,
        other.part,
    ):
        return False
    if one.cells.sheet != other.cells.sheet:
        return one.header.casefold() == other.header.casefold() != ""
    return one.cells.first_column == other.cells.first_column


def _replayed(text: str, label: str, labels: tuple[str, ...]) -> exp.Select | None:
    """Returns SELECT `_row`, `text`: each group with the value of the calculation."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError:
        return None
    named = any(join.alias_or_name == NEAR for join in tree.find_all(exp.Join))
    if not isinstance(tree, exp.Select) or named:
        return None
    is_formula = "number" in tree.named_selects
    parts: list[exp.Select] = []
    for rival in labels:
        if rival.casefold() in LEXICON.totals:
            continue
        query = _with(tree, label, rival)
        if query is None:
            return None
        if not is_formula:
            value = query.expressions[0].unalias()
            query.set("expressions", [sql.alias(value, "number")])
        number = sql.cast(exp.column("number"), "VARCHAR")
        told = sql.cast(sql.call("json_array", sql.text(rival), number), "VARCHAR")
        row = exp.select(sql.alias(sql.ZERO, "_row"), sql.alias(told, "text"))
        parts.append(row.from_(sql.subquery(query, "one")))
    every = exp.union(*parts, distinct=False) if len(parts) > 1 else parts[0]
    return exp.select("*").from_(sql.subquery(every, "every"))


def _with(tree: exp.Select, label: str, rival: str) -> exp.Select | None:
    """Returns a statement over another group; None where it tests for none."""
    query = tree.copy()
    found = [
        literal
        for literal in query.find_all(exp.Literal)
        if literal.is_string and literal.name.casefold() == label.casefold()
    ]
    for literal in found:
        test = literal.parent
        is_low = test is not None and test.find(exp.Lower) is not None
        if not is_low and literal.name != label:
            return None
        literal.replace(sql.text(rival.lower() if is_low else rival))
    return query if found else None
