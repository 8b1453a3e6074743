"""The row whose value is the highest or lowest, against the one that a sentence names.

`The longest repair was that of ticket T-17` is of another ticket, where MAX finds its
value in the row of T-71.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlglot import exp

from verifier.checks.claims._identifiers import (
    identifiers_like,
    is_identifier,
    noun_of,
    numbers_like,
)
from verifier.checks.keys import key_columns
from verifier.checks.measures import data_rows, measure, meets, spelled
from verifier.checks.question import Question, question
from verifier.checks.sentences import sentence_round
from verifier.formula.dialect import sql
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use

_ENDS = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_NUMBERED = re.compile(r"\d")


def ask_record(case: Case, subject: Subject) -> Question | None:
    """Returns the question in which rows the highest or lowest value stands."""
    found = _record(case, subject)
    if found is None:
        return None
    use, ground, key = found
    end = measure(use, ground, 0)
    conditions = [meets(criterion, ground) for criterion in use.criteria]
    if end is None or any(condition is None for condition in conditions):
        return None
    rows = data_rows(use, ground)
    inner = ground.read(rows=rows).select(sql.alias(end, "best"), append=False)
    value = ground.cell(use.cells[0].first_column, "n")
    told = ground.read(sql.alias(ground.raw(key), "text"), rows=rows)
    told = told.where(sql.equal(value, exp.Subquery(this=inner)))
    for condition in conditions:
        told = told.where(condition)
    return question(_key(use, ground, key), told)


def against_record(case: Case, subject: Subject) -> str:
    """Returns what stands against the row that a sentence names, or nothing."""
    found = _record(case, subject)
    answer = subject.answers.get(_key(*found)) if found else None
    if found is None or answer is None or not 0 < answer.count <= len(answer.texts):
        return ""
    use, ground, key = found
    text = _words(case)
    header = ground.columns[key].header
    named: set[str] = set()
    for label in answer.texts:
        if label.isdigit():
            named |= {*numbers_like(label, noun_of(header), text)}
        elif is_identifier(label):
            named |= {*identifiers_like(label, text)}
    if not named or not named.isdisjoint(label.casefold() for label in answer.texts):
        return ""
    end = "highest" if use.statistic is Statistic.MAXIMUM else "lowest"
    return (
        f"the sentence names {_as_written(named, text)}; the {end} value is that of "
        f"{', '.join(answer.texts)}"
    )


def _as_written(names: set[str], text: str) -> str:
    folded = text.casefold()
    places = sorted((folded.find(name), len(name)) for name in names)
    return ", ".join(text[place : place + length] for place, length in places)


def _record(case: Case, subject: Subject) -> tuple[Use, Ground, int] | None:
    """Returns a calculation's highest or lowest value, and the column of its owners."""
    uses = case.uses
    if len(uses) != 1 or uses[0].statistic not in _ENDS or len(uses[0].cells) != 1:
        return None
    ground = subject.grounds.get(uses[0].cells[0].sheet)
    if ground is None or not ground.columns or not _NUMBERED.search(_words(case)):
        return None
    keys = key_columns(ground, subject.brief) or (min(ground.columns),)
    return (uses[0], ground, keys[0]) if len(keys) == 1 else None


def _words(case: Case) -> str:
    """Returns a figure's sentence without its figures."""
    clause = sentence_round(case.sentence)
    ends = [0, *(end for _, end in clause.figures)]
    starts = [*(start for start, _ in clause.figures), len(clause.text)]
    return " … ".join(clause.text[a:b] for a, b in zip(ends, starts, strict=True))


def _key(use: Use, ground: Ground, key: int) -> str:
    cells = use.cells[0].local
    return f"record/{ground.sheet.table}!{cells}/{use.statistic}/{key}/{spelled(use)}"
