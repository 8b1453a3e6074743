"""Groups that pronouns carry over from the sentence before: `its buyers`, `there`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.naming import groups_told, names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round, sentences_of
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.checks.stems import Token
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_POINTING = words_of("sentence.pointing")
_PRONOUNS = (LEXICON.pronouns | _POINTING) - words_of("sentence.own_ones")
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
    start = case.sentence.start - clause.start
    before = case.sentence.text[:start]
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
        told = {one.value.casefold() for one in said}
        if is_named or len(last) != 1 or not told.isdisjoint(taken):
            continue
        return (
            f"the sentence before speaks of {', '.join(last)}; the calculation takes "
            f"{ground.columns[column].header} {', '.join(sorted(taken))}"
        )
    return ""


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
