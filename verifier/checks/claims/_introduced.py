"""Groups that a report's introduction tells a figure's words to be of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.claims._carried_over import PLAIN
from verifier.checks.claims._marks import NO, YES
from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.claims._own_reasons import prose_without_figures
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON

if TYPE_CHECKING:
    from verifier.checks.claims._taken_unsaid import Unsaid
    from verifier.checks.rule import Subject
    from verifier.model.report import Report

_CLAUSE = re.compile(r",\s+(?=(?:and|а|и)\s)|;\s")
_FIRST = 5  # words of a sentence among which the term stands
_SHORTEST = 4  # letters of a word that a term may be


def is_introduced(one: Unsaid, subject: Subject) -> bool:
    """Returns whether a sentence without figures tells that its words are of a group.

    `Revenue is what fulfilled orders brought`; `Times are those of all but cancelled
    orders`. Of what is left out the sentence may name all the rest: `live subscriptions
    are active or past due`.
    """
    values = groups_of(subject, one.ground).get(one.column, ())
    taken = {value.casefold() for value in one.criterion.values}
    if not values or taken & (YES | NO):
        return False
    rest = {value.casefold() for value in values} - taken
    own = _terms_of(one)
    for text in _clauses(subject.report):
        if not _shares_a_term(own, text):
            continue
        kept, left_out = _named(text, values, subject)
        if one.is_left_out and (taken <= left_out or kept == rest):
            return True
        if not one.is_left_out and kept == taken:
            return True
    return False


@lru_cache(maxsize=4)
def _clauses(report: Report) -> tuple[str, ...]:
    return tuple(
        clause
        for sentence in prose_without_figures(report)
        for clause in _CLAUSE.split(sentence)
    )


def _named(
    text: str, values: tuple[str, ...], subject: Subject
) -> tuple[set[str], set[str]]:
    """Returns the groups that a text speaks of, and those that it leaves out."""
    named = names_in(text, {0: values}, subject.brief)
    named += names_in_lower_case(text, {0: values}, subject.brief)
    kept, left_out = (
        {one.value.casefold() for one in named if one.is_negated is is_negated}
        for is_negated in (False, True)
    )
    return kept - left_out, left_out


def _terms_of(one: Unsaid) -> frozenset[str]:
    """Returns stems of a figure's words that say more than what its rows are."""
    sentence = one.case.sentence
    nouns = nouns_of(one.ground)
    text = f"{sentence_round(sentence).text} {sentence.context}"
    return frozenset(
        token.stem
        for token in tokens_of(text)
        if len(token.stem) >= _SHORTEST
        and token.text.isalpha()
        and token.stem not in PLAIN
        and token.text.casefold() not in LEXICON.fillers
        and not any(alike(token.stem, noun) for noun in nouns)
    )


def _shares_a_term(own: frozenset[str], text: str) -> bool:
    stems = {token.stem for token in tokens_of(text)[:_FIRST]}
    return any(alike(word, stem) for word in own for stem in stems)
