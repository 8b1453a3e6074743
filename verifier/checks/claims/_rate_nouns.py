"""Nouns of what a rate is per: `per guest`, `one piece cost`, `each seat earns`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._averaged import person_in
from verifier.checks.claims._marks import is_participle
from verifier.checks.reach import own_text, own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.rates import ONE_OF_PER, PER, PER_BEFORE, PLURALS, STOPS
from verifier.languages import (
    alternatives,
    compiled,
    meanings,
    senses,
    words as words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.sentences import Clause
    from verifier.model.case import Case

_ONE = compiled(
    rf"(?:^|[.;:,]\s+)(?:{alternatives('other_divisor.one')})\s+"
    rf"(?:(?:{alternatives('other_divisor.adjectives')})\s+)*"
    r"(?P<noun>\w{3,}(?:\s[a-z]{3,})?)\s(?:[^.;:]{0,60}?\s)?"
    rf"(?:{alternatives('other_divisor.costs')})\b"
)
_LED = compiled(  # an hour brought 5 on average
    rf"\W*(?!{alternatives('days.article')})(?:(?:{alternatives('averaged.one')})\s+)?"
    rf"(?:(?:{alternatives('other_divisor.adjectives')})\s+)*"
    r"(?P<noun>\w{3,}(?<!s)(?:\s[a-z]{3,}(?<!s))?)\s(?:[^.;:]{0,60}?\s)?"
    rf"(?:{alternatives('other_divisor.costs')})\b"
)
_UNITS = "|".join(sorted(map(re.escape, LEXICON.time_units), key=len, reverse=True))
_TIME = compiled(  # an hour of work yielded 5
    rf"(?:^|[,;:]\s|\b(?:{alternatives('other_divisor.led')})\s)\W*"
    rf"(?:{alternatives('days.article')}|(?:{alternatives('averaged.one')})\s+)?"
    rf"(?P<noun>(?:{_UNITS})(?<!s))\s(?:[^.;:]{{0,60}}?\s)?"
    rf"(?:{alternatives('other_divisor.costs')})\b"
)
_ON_AVERAGE = [
    phrase for phrase, made in meanings("sentence.adverbs").items() if made == "mean"
]
_SUCH = words_of("other_divisor.such")
_MANY = frozenset(
    word for _, words in senses("sentence.round_numbers") for word in words
)
_OF_ONE = words_of("other_divisor.of_one")
_REFERRING = words_of("other_divisor.referring")
_EACH_OF = compiled(rf"\b(?:{alternatives('other_divisor.each_of')})(?![^\W_])")
_MOST_BEFORE = 16  # words among which the noun stands that `each of them` means
_LABELS = 2  # lines of a context: column header and row label
_PAIR = 2
_NEAR = 2  # words from `a` to the figure: EUR a guest


def nouns_per(case: Case) -> tuple[Token, ...]:
    """Returns the noun of `per guest`, with the word right behind it."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    labels = [*filter(None, case.sentence.context.split("\n"))][:_LABELS]
    told = [one for text in (before, behind, *labels) for one in nouns_of_rate(text)]
    of_time = _TIME.search(before)
    if of_time:
        return tokens_of(of_time["noun"])
    sure = [nouns for nouns, is_of_one in told if is_of_one]  # на одну заявку
    found = sure or [nouns for nouns, _ in told]
    tokens = tokens_of(behind)[: _NEAR + 1]
    for article, noun in pairwise(tokens):
        if article.text.casefold() in LEXICON.rates_right_behind - PER_BEFORE:
            found.append((noun,))
    if all(is_time(nouns[0]) for nouns in found):  # each client within half a year
        found = _noun_of_one(before, clause) or person_in(before) or found
    different = list(dict.fromkeys(found))
    if len(different) > 1:  # per client in half a year
        different = [nouns for nouns in different if not is_time(nouns[0])]
    return different[0] if len(different) == 1 else ()


def antecedents_of(case: Case) -> tuple[Token, ...]:
    """Returns the words before `each of them spent 5`, of which one may be meant.

    The nearest stands first; none where nothing points back.
    """
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    found = [*_EACH_OF.finditer(clause.text, first, last)]
    if len(found) != 1:
        return ()
    before = min(found[0].start(), clause.start)
    return tuple(
        token
        for token in reversed(tokens_of(clause.text[:before])[-_MOST_BEFORE:])
        if token.text.isalpha()
    )


def without_told(nouns: tuple[Token, ...], case: Case) -> tuple[Token, ...]:
    """Returns a noun without a word before it that tells which ones: per won deal."""
    if len(nouns) != _PAIR:
        return nouns
    uses = case.uses
    values = {v for use in uses for c in use.criteria for v in c.values}
    is_chosen = any(alike(nouns[0].stem, t.stem) for v in values for t in tokens_of(v))
    return nouns[1:] if is_chosen or is_participle(nouns[0]) else nouns


def is_time(noun: Token) -> bool:
    """Returns whether a rate by a noun is one of time: a month, a quarter."""
    word = noun.text.casefold()
    spans = (
        LEXICON.halves | LEXICON.quarters | LEXICON.years | LEXICON.time_units.keys()
    )
    return word in spans or any(alike(noun.stem, stem(each)) for each in spans)


def _noun_of_one(before: str, clause: Clause) -> list[tuple[Token, ...]]:
    """Returns the noun of `one piece cost`, with the word right behind it."""
    found = _ONE.search(before)
    if found is None and _is_on_average(clause):
        found = _LED.match(before)
    nouns = tokens_of(found["noun"]) if found else ()
    is_told_more = len(nouns) == _PAIR and nouns[1].text.casefold() in STOPS
    nouns = nouns[:1] if is_told_more else nouns  # a trip within the city
    return [nouns] if nouns else []


def _is_on_average(clause: Clause) -> bool:
    """Returns whether words on either side of a figure say that it is a mean."""
    own = own_text(clause).casefold()
    return any(phrase in own for phrase in _ON_AVERAGE)


def nouns_of_rate(text: str) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Yields the nouns behind `per`, `each`, «на одного», each with the next word.

    With each it says whether the words say that it is of one.
    """
    tokens = tokens_of(text)
    for place, token in enumerate(tokens[:-1]):
        word, after = token.text.casefold(), tokens[place + 1]
        is_value = _is_of_one(tokens, place)
        if word not in PER | PER_BEFORE and not is_value:
            continue
        start = place + 1
        is_of_one = is_value or after.text.casefold() in ONE_OF_PER
        if is_of_one and not is_value:
            start += 1
        elif word in PER_BEFORE and after.text.casefold().endswith(PLURALS):
            continue  # на приёмы ходили
        nouns = _nouns_from(start, tokens, text)
        if nouns:
            yield nouns, is_of_one


def _is_of_one(tokens: tuple[Token, ...], place: int) -> bool:
    """Returns whether a value of one is told: вес одной накладной, not в одной."""
    before = tokens[place - 1].text.casefold() if place else ""
    is_one = tokens[place].text.casefold() in _OF_ONE
    return is_one and before not in STOPS | LEXICON.scopes | {""}


def _points(token: Token) -> bool:
    return token.text.casefold() in LEXICON.pronouns | _SUCH


def _nouns_from(start: int, tokens: tuple[Token, ...], text: str) -> tuple[Token, ...]:
    """Returns a noun with the next word; none where the words are no noun's."""
    if start < len(tokens) and _points(tokens[start]):
        start += 1  # на каждого такого абонента
    nouns = tokens[start : start + _NEAR]
    if not nouns or nouns[0].text.casefold() in _MANY | _REFERRING | STOPS:
        return ()  # per thousand kilometres; each of them; for each on average
    gap = text[nouns[0].end : nouns[1].start] if len(nouns) == _NEAR else ","
    return nouns[:1] if re.search(r"[^\s\-]", gap) else nouns
