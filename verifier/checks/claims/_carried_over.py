"""Groups that pronouns carry over from the sentence before: `its buyers`, `there`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._terms import words_of as told_words
from verifier.checks.naming import groups_told, names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round, sentences_of
from verifier.checks.stems import alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.checks.stems import Token
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.use import Criterion

_POINTING = words_of("sentence.pointing")
_PRONOUNS = (LEXICON.pronouns | _POINTING) - words_of("sentence.own_ones")
PLAIN = frozenset(map(stem, words_of("sentence.plain_words")))
"""Stems of words that tell nothing of what is measured."""

_FAR = 1200  # letters before a sentence in which a group may be named
_NEAR = 2  # words between `this` and the header that it points at


def against_carried(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    used: UsedGroups,
    brief: Brief,
) -> str:
    """Returns what stands against another group than the one that is pointed back at.

    `The shop sells cheap things. Discounts cost this channel 5 %`, of another channel:
    the passage names one of the column's groups, last and alone in its sentence, and
    the one that is taken nowhere.
    """
    clause = sentence_round(case.sentence)
    before = _before(case)
    own = clause.text[own_words(clause)[0] : clause.start]
    for column, taken in used.chosen.items():
        values = groups.get(column, ())
        header = ground.columns[column].header.replace("_", " ")
        is_of_time = any(map(periods_in, taken))  # periods are judged as such
        if not values or is_of_time or not _points_back(own, header):
            continue
        every = f"{before}{clause.text}"
        said = names_in(every, {column: values}, brief)
        said += names_in_lower_case(every, {column: values}, brief)
        last = _told_last(before, column, values, brief)
        is_named = any(one.start >= len(before) for one in said)
        told = {one.value.casefold() for one in said} | set(map(str.casefold, last))
        if is_named or len(last) != 1 or not told.isdisjoint(taken):
            continue
        return (
            f"the sentence before speaks of {', '.join(last)}; the calculation takes "
            f"{ground.columns[column].header} {', '.join(sorted(taken))}"
        )
    return ""


def carried_columns(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    used: UsedGroups,
    brief: Brief,
) -> frozenset[int]:
    """Returns the columns of which words point back at the group that is taken.

    `40 % were the Implant team's. That team's median was 12 days.`
    """
    clause = sentence_round(case.sentence)
    own = clause.text[own_words(clause)[0] : clause.start]
    return frozenset(
        column
        for column, taken in used.chosen.items()
        if _points_back(own, ground.columns[column].header.replace("_", " "))
        and {
            value.casefold()
            for value in _told_last(
                _before(case), column, groups.get(column, ()), brief
            )
        }
        == set(taken)
    )


def _before(case: Case) -> str:
    """Returns the end of what stands before a figure's sentence in its passage."""
    start = case.sentence.start - sentence_round(case.sentence).start
    return case.sentence.text[max(start - _FAR, 0) : start]


def _points_back(own: str, header: str) -> bool:
    """Returns whether words point at a group told before: its, there, this channel."""
    words = tokens_of(own)
    return any(
        word.text.casefold() in _PRONOUNS
        and not _points_at_another(words[place + 1 : place + 1 + _NEAR], header, word)
        for place, word in enumerate(words)
    )


def _points_at_another(behind: tuple[Token, ...], header: str, word: Token) -> bool:
    """Returns whether `this` stands before another noun than that of the column."""
    if word.text.casefold() not in _POINTING:
        return False
    heads = tokens_of(header)
    return not any(alike(one.stem, head.stem) for one in behind for head in heads)


def _told_last(
    before: str, column: int, values: tuple[str, ...], brief: Brief
) -> list[str]:
    """Returns the groups of a column that the last sentence to name any names."""
    for sentence in reversed(sentences_of(before)):
        told = groups_told(sentence, {column: values}, brief)
        if told:
            return list(dict.fromkeys(one.value for one in told))
    return []


def says_what(case: Case, groups: Mapping[int, tuple[str, ...]], brief: Brief) -> bool:
    """Returns whether a sentence has words of its own: `It was 12` says nothing.

    Of `Its buyers gave 4` it is known what is meant where the sentence before names
    another group that the calculation takes.
    """
    text = sentence_round(case.sentence).text
    told = frozenset(told_words(f"{text} {case.sentence.context}"))
    if not told - PLAIN or not _begins_with_a_pronoun(case):
        return bool(told - PLAIN)
    uses = case.uses
    chosen = [c for use in uses for c in use.criteria if c.operator == "="]
    return any(is_taken_up(case, criterion, groups, brief) for criterion in chosen)


def is_taken_up(
    case: Case,
    criterion: Criterion,
    groups: Mapping[int, tuple[str, ...]],
    brief: Brief,
) -> bool:
    """Returns whether a pronoun begins the sentence and stands for what is chosen."""
    if not _begins_with_a_pronoun(case):
        return False
    before = _before(case)
    column = criterion.cells.first_column
    values = {value.casefold() for value in criterion.values}
    told = groups_told(before, {column: groups.get(column, ())}, brief)
    return any(one.value.casefold() in values for one in told)


def _begins_with_a_pronoun(case: Case) -> bool:
    """Returns whether a sentence takes up what was told before: `Its buyers gave 4`."""
    said = tokens_of(sentence_round(case.sentence).text)
    return any(word.text.casefold() in LEXICON.pronouns for word in said[:1])
