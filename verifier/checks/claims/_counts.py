"""What is counted or added up, beside what a sentence counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from verifier.checks.kin import kin_of
from verifier.checks.latin import is_spelled
from verifier.checks.measures import data_rows, measures_of, spelled
from verifier.checks.question import Question, question
from verifier.checks.stems import Token, alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import HOLDERS
from verifier.languages import words as words_of
from verifier.model.source import CellKind
from verifier.model.use import Statistic, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlglot import exp

    from verifier.checks.counted import Counted
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject

TIMES = frozenset(
    token.stem for unit in LEXICON.time_units for token in tokens_of(unit)
)
"""Stems of units of time: what is told by them is no count of cells."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is computed, beside what the sentence counts.

    Attributes:
        ground: the sheet.
        own: the use of the calculation.
        meant: one of what the sentence counts.
        noun: its word.
        does: what the calculation does, in words.
        code: of the rule that asks.
    """

    ground: Ground
    own: Use
    meant: Use
    noun: str
    does: str
    code: str

    @property
    def adds_up(self) -> bool:
        """Whether the calculation adds cells up: of marks 0 and 1 that is a count."""
        return self.own.statistic is Statistic.SUM

    @property
    def key(self) -> str:
        said = [
            (use.statistic, [c.local for c in use.cells])
            for use in (self.own, self.meant)
        ]
        criteria = spelled(self.own)
        table = self.ground.sheet.table
        rows = data_rows(self.own, self.ground)
        return f"{self.code}/{table}/{said}/{rows}/{criteria}"

    def query(self) -> exp.Select | None:
        """Returns SELECT `_row`, `text`: what is computed, and what is meant."""
        largest = replace(self.own, statistic=Statistic.MAXIMUM)
        uses = (self.own, self.meant, *([largest] if self.adds_up else []))
        return measures_of(uses, self.ground)


def ask_pair(pair: Pair | None) -> Iterator[Question]:
    """Yields the question how many there are of both."""
    query = pair.query() if pair else None
    if pair is not None and query is not None:
        yield question(pair.key, query, 1)


def differing(pair: Pair | None, subject: Subject) -> tuple[float, float] | None:
    """Returns what is computed and what is meant; None where they are the same."""
    answer = subject.answers.get(pair.key) if pair else None
    if answer is None or not answer.texts:
        return None
    computed, meant, *most = cast("list[float | None]", json.loads(answer.texts[0]))
    if computed is None or meant is None or computed == meant or most == [1]:
        return None
    return computed, meant


def is_called(one: Counted, header: str) -> bool:
    """Returns whether a noun means what stands in a column of a header."""
    words = tokens_of(header)
    folded = {word.text.casefold() for word in words}
    if one.is_people and not folded.isdisjoint(LEXICON.persons):
        return True
    kin = kin_of((one.noun,))
    other = kin_of(words)
    return any(
        alike(word.stem, one.noun.stem)
        or word.stem in kin
        or one.noun.stem in other
        or is_spelled(word.text, one.noun.stem)
        for word in words
    )


_NUMBERS = frozenset("№#")  # of a header of numbers that name things


def is_quantity(header: str, noun: Token | None) -> bool:
    """Returns whether a header is a plural, of a noun: `seats`, `seats_sold`.

    Example:
        >>> is_quantity("seats", None), is_quantity("№ отзыва", None)
        (True, False)
    """
    words = [
        w for w in tokens_of(header) if w.text.casefold() not in LEXICON.of_quantity
    ]
    if len(words) != 1 or _NUMBERS.intersection(header):
        return False
    folded = words[0].text.casefold()
    if noun is None:
        return folded.endswith("s") or not folded.isascii()
    return alike(words[0].stem, noun.stem) and (
        not folded.isascii() or folded.endswith("s")
    )


def only_counts(header: str) -> bool:
    """Returns whether a header only says how many: `qty`, `Кол-во, шт`."""
    words = [word.text.casefold() for word in tokens_of(header)]
    return bool(words) and all(
        word in LEXICON.quantities | LEXICON.of_quantity | LEXICON.pieces
        for word in words
    )


def is_text(ground: Ground, column: int) -> bool:
    kinds = ground.columns[column].kinds
    return CellKind.TEXT in kinds and CellKind.NUMBER not in kinds


def is_of_single_ones(ground: Ground, column: int) -> bool:
    """Returns whether the texts of a column name single ones: guests, branches, ids.

    A tour or a complaint may be a kind of it, of which there are many.
    """
    words = tokens_of(ground.columns[column].header)
    folded = {word.text.casefold() for word in words}
    is_named = not folded.isdisjoint(LEXICON.persons | LEXICON.ids)
    stems = {word.stem for word in words}
    if is_named and not _NUMBER_SIGNS.isdisjoint(ground.columns[column].header):
        return True  # Табельный №
    if is_text(ground, column):
        return is_named or not stems.isdisjoint(_HOLDERS)
    return is_named and _numbers_things(words)


def _numbers_things(words: tuple[Token, ...]) -> bool:
    """Returns whether a header of numbers is of orders or the like: `PO Number`.

    The lines of an order are numbered within it.
    """
    folded = [word.text.casefold() for word in words]
    return (
        len(folded) > 1
        and folded[-1] in LEXICON.ids
        and _WITHIN.isdisjoint(folded)
        and not LEXICON.persons.intersection(folded)
    )


_WITHIN = words_of("other_divisor.numbered_within")


_NUMBER_SIGNS = frozenset("№#")
_HOLDERS = frozenset(token.stem for word in HOLDERS for token in tokens_of(word))
