"""What a sentence counts: the noun of its figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, tokens_of
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from verifier.model.case import Case

_MOST = 4  # words behind a figure among which its noun stands
_PART = re.compile(r"[,;:()—]|\s[-–]\s")
_NUMBER_OF = re.compile(
    r"\b(?:number|count)\s+of\s+(?P<en>[^,;:]+)|\b(?:число|количество)\s+(?P<ru>[^,;:]+)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:ых|их|ый|ий|ой|ая|яя|ое|ее|ого|его|ые|ие|ым|им|ую|юю)$")
_VERBAL = re.compile(r"(?:[еая]н|т|с|з)ий$")  # обращений, событий
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
    is_different: bool


def counted_by(case: Case) -> Counted | None:
    """Returns what a figure counts, as the words by it tell; None where they do not.

    Of `16 different tenants signed` it is the tenants, of `40 customer orders` the
    orders, and of `5 заявок клиентов` the first noun.
    """
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    behind = _PART.split(clause.text[clause.end : last])[0]
    found = _noun_in(behind)
    if found is None:
        said = _NUMBER_OF.search(clause.text, first, clause.start)
        said = said or _NUMBER_OF.search(case.sentence.context)
        found = _noun_in(said["en"] or said["ru"]) if said else None
    if found is None and case.sentence.context and len(clause.figures) == 1:
        found = _noun_in(case.sentence.context.partition("\n")[2])
    if found is None:
        return None
    near = f"{clause.text[first : clause.start]} {behind}"
    words = {token.text.casefold() for token in tokens_of(near)}
    return Counted(
        found,
        found.text.casefold() in LEXICON.people,
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
        is_noun = (
            word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s", "ous"))
            if word.isascii()
            else not _ADJECTIVE.search(word) or _VERBAL.search(word) is not None
        )
        if is_noun:
            return token
    return None


_OURS = frozenset({"the", "our", "its", "their", "наших", "своих", "all"})
