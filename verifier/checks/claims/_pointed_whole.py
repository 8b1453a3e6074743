"""Wholes that are pointed back at, or are one group: `of that phase`, `of lunches`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._wholes import told_of
from verifier.checks.kin import kin_of
from verifier.checks.naming import groups_told, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import alike, tokens_of
from verifier.languages import words as words_of
from verifier.model.use import Side

if TYPE_CHECKING:
    from verifier.checks.claims._whole_phrases import WholePhrase
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token

_POINTING = words_of("sentence.pointing")
_AHEAD = 400  # letters before a sentence in which the group stands
_ARTICLES = words_of("sentence.articles")


def of_pointed_whole(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against 11 % `of the meals in that phase` of all phases.

    Which phase is meant stands before; the divisor takes every one.
    """
    tokens = tokens_of(f"{phrase.text} {phrase.told}")
    pointed = [
        noun
        for word, noun in pairwise(tokens)
        if word.text.casefold() in _POINTING and not periods_in(noun.text)
    ]
    sentence, clause = share.case.sentence, sentence_round(share.case.sentence)
    start = sentence.start - clause.start
    before = f"{sentence.text[max(start - _AHEAD, 0) : start]} "
    before += clause.text[: clause.start]
    for column, values in share.groups.items() if pointed else ():
        header = share.ground.columns[column].header
        if column in share.whole or not _is_headed(pointed, header):
            continue
        for one in groups_told(before, {column: values}, subject.brief)[-1:]:
            return told_of(one.value)
    return ""


def _is_headed(nouns: list[Token], header: str) -> bool:
    heads = tokens_of(header)
    said = {noun.stem for noun in nouns} | kin_of(nouns)
    return any(alike(head.stem, one) for head in heads for one in said)


def of_bare_group(share: Share, phrase: WholePhrase, subject: Subject) -> str:
    """Returns what stands against 42 % `of lunches` of all meals.

    The whole is called by the name of one group alone, and in the same section other
    figures are limited to groups of its column.
    """
    said = [t for t in tokens_of(phrase.head) if t.text.casefold() not in _ARTICLES]
    for column, values in share.groups.items() if len(said) == 1 else ():
        is_free = column not in share.whole and column not in share.taken
        if not is_free or not _is_broken_down(share, column, subject):
            continue
        for one in names_in_lower_case(said[0].text, {column: values}, subject.brief):
            return told_of(one.value)
    return ""


def _is_broken_down(share: Share, column: int, subject: Subject) -> bool:
    """Returns whether wholes of the same section are limited in a column."""
    return any(
        criterion.cells.first_column == column
        and criterion.cells.sheet == share.ground.sheet.key
        and criterion.operator == "="
        for case in subject.cases
        if case.sentence.headings == share.case.sentence.headings
        for use in case.uses
        if use.side is Side.DENOMINATOR
        for criterion in use.criteria
    )
