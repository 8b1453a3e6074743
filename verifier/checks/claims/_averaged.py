"""Whom or what a mean is of: a rider who spent 5 on average, an average order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims.counted_rows import columns_of
from verifier.checks.counted import Counted
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.row_nouns import Rows
    from verifier.model.case import Case
    from verifier.model.use import Use

_PERSON = compiled(  # a rider, by contrast, spent
    rf"(?:^|[.;:,]\s+)(?:{alternatives('averaged.one')})\s+"
    r"(?P<noun>\w{3,}(?:\s\w{3,}){0,2})[\s,][^.;:]{0,60}?"
    rf"\b(?:{alternatives('averaged.does')})\b"
)
_MEAN = compiled(rf"\b(?:{alternatives('averaged.mean')})\s+(?P<noun>\w{{3,}})")


@dataclass(frozen=True, slots=True)
class Order:
    """Something of several rows that a mean is of.

    Attributes:
        noun: what it is called.
        column: that numbers it.
    """

    noun: Token
    column: int


def person_in(before: str) -> list[tuple[Token, ...]]:
    """Returns the person of `a casual rider spent`, where some words tell one."""
    found = _PERSON.search(before)
    words = tokens_of(found["noun"]) if found else ()
    return [(word,) for word in words if word.text.casefold() in LEXICON.persons][:1]


def average_of(case: Case, ground: Ground, rows: Rows) -> Order | None:
    """Returns the order of `the average order`, where rows are told to be its lines."""
    clause = sentence_round(case.sentence)
    found = _MEAN.search(clause.text, own_words(clause)[0], clause.start)
    noun = next(iter(tokens_of(found["noun"])), None) if found else None
    if noun is None or not rows.are_told_to_be_others(noun):
        return None
    columns = columns_of(Counted(noun, is_people=False), ground)
    return Order(noun, columns[0]) if len(columns) == 1 else None


def different_of(divisor: Use, order: Order) -> Use:
    """Returns the count of different orders among the rows that a mean divides by."""
    cells = (divisor.cells or divisor.rows)[0]
    own = replace(cells, first_column=order.column, last_column=order.column)
    return replace(divisor, statistic=Statistic.DISTINCT, cells=(own,))
