"""What a sentence counts: the noun of its figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words as words_of
from verifier.model.quantity import QuantityKind

if TYPE_CHECKING:
    from verifier.model.case import Case

_MOST = 4  # words behind a figure among which its noun stands
_LABELS = 2  # column header and row label
_PART = re.compile(r"[,;:()—]|\s[-–]\s")
_NUMBER_OF = compiled(alternatives("counted.number_of"))
_ADJECTIVE = compiled(rf"(?:{alternatives('counted.adjectives')})$", 0)
_VERBAL = compiled(rf"(?:{alternatives('counted.verbal')})$", 0)  # обращений, событий
_CLAUSES = compiled(alternatives("counted.clauses"))
_ALONE = compiled(rf"(?:{alternatives('counted.whole_alone')})$", 0)
_BELONGS = compiled(rf"(?:{alternatives('counted.whole_of')})$", 0)
_STOPS = LEXICON.scopes | LEXICON.parts | LEXICON.rates | LEXICON.fillers


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    Attributes:
        noun: its word.
        is_people: whether it means any persons.
        is_different: whether the sentence says that each is counted once.
    """

    noun: Token
    is_people: bool
    is_different: bool = False


def counted_by(case: Case) -> tuple[Counted, ...]:
    """Returns what a figure may count, as the words by it tell, the likeliest first.

    Of `16 different tenants signed` it is the tenants, of `40 customer orders` the
    orders, and of `5 заявок клиентов` the first noun. A cell of a table counts what its
    header says, or what its row is called.
    """
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    behind = _PART.split(clause.text[clause.end : last])[0]
    near = f"{clause.text[first : clause.end]} {behind}"
    said = _NUMBER_OF.search(clause.text, first, clause.start)
    own = tokens_of(clause.text[clause.start : clause.end])[-1:]
    if own and own[0].text.casefold() in LEXICON.pieces:
        return (_counted(own[0], near),)
    for text in (behind, said[said.lastindex or 0] if said else ""):
        found = _noun_in(text)
        if found is not None:
            return (_counted(found, near),)
    alone = tokens_of(behind) if len(tokens_of(behind)) == 1 else ()  # накладных
    for noun in (*own, *alone):
        if noun.text.isalpha():
            return (_counted(noun, near),)  # 45 meters, which may be things, too
    if len(clause.figures) > 1:
        return ()
    labels = [*filter(None, case.sentence.context.split("\n"))][:_LABELS]
    quantity = case.figure.quantity
    if quantity is not None and quantity.kind is QuantityKind.PERCENT:
        labels = [label for label in labels if not _is_of_all(label)]
    nouns = [(_noun_in(_without_number(label)), label) for label in labels]
    return tuple(
        _counted(noun, f"{near} {label}") for noun, label in nouns if noun is not None
    )


def _is_of_all(label: str) -> bool:
    """Returns whether a label says that a row is of all: of a share it counts none."""
    tokens = tokens_of(label)
    is_whole = bool(tokens) and tokens[0].text.casefold() in LEXICON.wholes
    return is_whole or names_a_total(label.strip())


def _without_number(label: str) -> str:
    said = _NUMBER_OF.search(label)
    return said[said.lastindex or 0] if said else label


def _counted(noun: Token, near: str) -> Counted:
    words = {token.text.casefold() for token in tokens_of(near)}
    return Counted(
        noun,
        noun.text.casefold() in LEXICON.people,
        not words.isdisjoint(LEXICON.different),
    )


def _noun_in(text: str) -> Token | None:
    """Returns the first noun of a text: a plural, or no adjective."""
    tokens = tokens_of(text)
    while tokens and tokens[0].text.casefold() in LEXICON.ofs | LEXICON.wholes | _OURS:
        tokens = tokens[1:]
    for token in tokens[:_MOST]:
        word = token.text.casefold()
        if word in LEXICON.people:
            return token
        if word in _STOPS and word not in LEXICON.different:
            return None
        if _CLAUSES.fullmatch(word):
            return None
        is_noun = (
            word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s", "ous"))
            if word.isascii()
            else not _ADJECTIVE.search(word) or _VERBAL.search(word) is not None
        )
        if is_noun:
            return None if _is_alone(tokens[0], token) else token
    return None


def _is_alone(first: Token, noun: Token) -> bool:
    """Returns whether an adjective is the whole: 9% оформленного клиенты отменили."""
    is_alone = first is not noun and _ALONE.search(first.text.casefold()) is not None
    return is_alone and _BELONGS.search(noun.text.casefold()) is None


_OURS = words_of("sentence.ours")
