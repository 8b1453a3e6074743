"""Whom or what a mean is of: a rider who spent 5 on average, an average order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.checks.claims._counts import is_of_single_ones
from verifier.checks.claims._rate_phrases import time_told
from verifier.checks.claims.counted_rows import columns_of
from verifier.checks.counted import Counted
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.row_nouns import Rows
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.use import Use

_PERSON = compiled(  # a rider, by contrast, spent
    rf"(?:^|[.;:,]\s+)(?:{alternatives('averaged.one')})\s+"
    r"(?P<noun>\w{3,}(?:\s\w{3,}){0,2})[\s,][^.;:]{0,60}?"
    rf"\b(?:{alternatives('averaged.does')})\b"
)
_THING = compiled(  # an order is worth, «договор в среднем приносит»
    rf"(?<!\w)(?:{alternatives('averaged.led')})(?P<noun>[^\W\d_]{{3,}})\s+(?:(?:{alternatives('averaged.on_average')})\s+)?"
    rf"(?:{alternatives('averaged.does')})\b"
)
_ON_AVERAGE = compiled(rf"\b(?:{alternatives('averaged.on_average')})\b")
_MEAN = compiled(rf"\b(?:{alternatives('averaged.mean')})\b")
_DEEDS = compiled(rf"(?:{alternatives('averaged.deeds')})")
_LINKS = compiled(alternatives("averaged.links"))
_STOPS = compiled(alternatives("averaged.stops"))
_FAR = 6  # words behind `average` among which its order is named


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
    """Returns the order of `the average order`, of `the mean value of an order`.

    Its column is the one that numbers it, 0 where each row is one.
    """
    clause = sentence_round(case.sentence)
    said = clause.text[own_words(clause)[0] : clause.start]
    grouped = {name.casefold() for name in _groups(case)}
    if time_told(case):
        return None
    found = [*_MEAN.finditer(said)][-1:]
    nouns = _named(said[found[0].end() :]) if found else _thing_in(clause, said)
    are_rows = (n for n in nouns if rows.are(n) and not rows.are_told_to_be_others(n))
    row = next(are_rows, None)
    if row is not None:
        return Order(row, 0)
    for place, noun in enumerate(nouns):
        if any(alike(noun.stem, t.stem) for one in grouped for t in tokens_of(one)):
            return None  # the mean of what each of them has
        is_first = not place and rows.are_told_to_be_others(noun)
        columns = columns_of(Counted(noun, is_people=False), ground)
        is_led = bool(columns) and (is_first or _is_called(noun, columns[0], ground))
        if len(columns) == 1 and (is_led or _numbers(columns[0], ground)):
            return Order(noun, columns[0])
    return None


def _groups(case: Case) -> tuple[str, ...]:
    return case.compiled.traits.groups or () if case.compiled else ()


def _thing_in(clause: Clause, said: str) -> tuple[Token, ...]:
    """Returns what `an order is worth on average` is of, where no time is told."""
    behind = clause.text[clause.end : own_words(clause)[1]]
    thing = _THING.search(said)
    is_mean = _ON_AVERAGE.search(f"{said} {behind}")
    return tokens_of(thing["noun"]) if thing and is_mean else ()


def _numbers(column: int, ground: Ground) -> bool:
    """Returns whether a column's numbers name orders or the like: PO Number."""
    header = ground.columns[column].header
    words = {token.text.casefold() for token in tokens_of(header)}
    return not words.isdisjoint(LEXICON.ids)


def _is_called(noun: Token, column: int, ground: Ground) -> bool:
    """Returns whether a column is called so and nothing else, and holds single ones."""
    words = tokens_of(ground.columns[column].header)
    is_it = len(words) == 1 and alike(words[0].stem, noun.stem)
    is_deed = any(_DEEDS.fullmatch(word.text) for word in words)
    return is_it and (is_deed or is_of_single_ones(ground, column))


def _named(behind: str) -> tuple[Token, ...]:
    """Returns the words of what a mean is of, its articles apart: value of an order."""
    found: list[Token] = []
    for token in tokens_of(behind)[:_FAR]:
        if _STOPS.fullmatch(token.text):
            break
        if not _LINKS.fullmatch(token.text):
            found.append(token)
    return tuple(found)


def different_of(divisor: Use, order: Order) -> Use:
    """Returns the count of different orders among the rows that a mean divides by."""
    cells = (divisor.cells or divisor.rows)[0]
    own = replace(cells, first_column=order.column, last_column=order.column)
    return replace(divisor, statistic=Statistic.DISTINCT, cells=(own,))
