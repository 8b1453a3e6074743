"""Which group a superlative ranks: the nearest that is no scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.adjectives import value_made_into
from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, words

if TYPE_CHECKING:
    from verifier.checks.claims._standings import Standings
    from verifier.checks.stems import Token
    from verifier.checks.superlatives import Reach, Superlative
    from verifier.model.brief import Brief

_VERB = compiled(rf"(?:{alternatives('ranked_names.verb')})$", 0)
_RIGHT_BEHIND = 6  # letters: ` the `
_SHORTEST = 3  # letters of a group that stands without a capital: cats
_DASH = re.compile(r"\s[—–-]\s|:")
_COUNTING = words("sentence.counting_ends")
_JOINTS = words("sentence.list_joints") | {",", "&"}


def ranked_in(
    reach: Reach, one: Superlative, column: int, standings: Standings, brief: Brief
) -> Naming | None:
    """Returns the group that a superlative ranks: the nearest, where it is no scope.

    What stands right behind is measured: Old Town had the most bursts.
    """
    names = [
        n
        for n in _names_in(reach.text, column, standings, brief)
        if not (n.start < reach.end and reach.start < n.end)
    ]
    if one.has_rival:
        rival = [n for n in names if one.end <= n.start <= one.end + _RIGHT_BEHIND]
        names = [n for n in names if n not in rival]
    elif one.is_beaten_by_none:
        names = [n for n in names if n.start >= one.end]  # only APAC has more than EMEA
    elif one.place > 1:
        names = [n for n in names if not n.is_compared]  # second after EMEA
    elif one.text.casefold().split()[-1] in _COUNTING:
        counted = {n.value for n in names if reach.text[one.end : n.start] == " "}
        names = [n for n in names if n.value not in counted]
    names.sort(key=lambda n: _distance(n, one))
    return names[0] if names and _is_ranked(names, one, reach.text) else None


def _is_ranked(names: list[Naming], one: Superlative, text: str) -> bool:
    """Returns whether the nearest of the names is what a superlative speaks of."""
    if names[0].is_negated or one.is_next:
        return not names[0].is_negated
    if one.is_beaten_by_none:
        return True
    if names[0].is_compared or _is_scope(names[0], one, text):
        return False
    return not _is_one_of_two(names, one, text)


def _names_in(
    text: str, column: int, standings: Standings, brief: Brief
) -> tuple[Naming, ...]:
    """Returns the groups that a text names; where none, those in lower case, too.

    And where none either, those that an adjective is made of: у московских юристов.
    """
    labels = tuple(standings.groups)
    only = {column: labels}
    return (
        names_in(text, only, brief)
        or names_in_lower_case(text, only, brief, shortest=_SHORTEST)
        or tuple(
            Naming(column, value, token.start, token.end)
            for token in tokens_of(text)
            if (value := value_made_into(token, labels) or _of_one_word(token, labels))
        )
    )


def _of_one_word(token: Token, labels: tuple[str, ...]) -> str:
    """Returns the only label of several words whose first one a word is alike."""
    found = [
        label
        for label in labels
        if len(parts := tokens_of(label)) > 1 and alike(parts[0].stem, token.stem)
    ]
    is_word = len(token.stem) > _SHORTEST and token.text.isalpha()
    return found[0] if is_word and len(found) == 1 else ""


def _is_one_of_two(names: list[Naming], one: Superlative, text: str) -> bool:
    """Returns whether two groups stand equally near, or are told in one breath."""
    if len(names) == 1 or names[1].value == names[0].value:
        return False
    is_level = _distance(names[1], one) == _distance(names[0], one)
    return is_level or _is_list(names[0], names[1], text)


def _distance(naming: Naming, one: Superlative) -> int:
    return max(naming.start - one.end, one.start - naming.end)


def _is_list(one: Naming, other: Naming, text: str) -> bool:
    first, second = sorted((one, other), key=lambda n: n.start)
    between = text[first.end : second.start].strip().casefold()
    return between in _JOINTS


def _is_scope(naming: Naming, one: Superlative, text: str) -> bool:
    """Returns whether a group only says where one looked: the largest deal in EMEA."""
    before = [t.text.casefold() for t in tokens_of(text[: naming.start])][-2:]
    before = before[:1] if before[1:] in (["the"], ["our"]) else before[-1:]
    if not before or before[0] not in LEXICON.scopes:
        return False
    is_inside = one.start <= naming.start and naming.end <= one.end
    if is_inside or one.beats_every_one:
        return False  # больше всего заказов в Центре; fewer in EMEA than anywhere else
    if naming.start < one.start:
        return True
    between = {t.text.casefold() for t in tokens_of(text[one.end : naming.start])}
    is_told = bool(between & LEXICON.links) or any(map(_VERB.search, between))
    if is_told or _DASH.search(text, one.end, naming.start):
        return False
    linked = [t.text.casefold() for t in tokens_of(text[: one.start])][-2:]
    return len(between) > 1 or not set(linked) & LEXICON.links
