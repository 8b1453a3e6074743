"""Groups of several words that a sentence names apart: water, from natural sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._said_groups import denies
from verifier.checks.claims._unnamed import is_named
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.spoken import is_spoken_of
from verifier.checks.stems import alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token
    from verifier.model.case import Case

_OF_STATES = words_of("rows.states")  # headers
_SHORTEST = 3  # letters of a word that tells one value from another
_FEWEST = 2  # words of a value that may stand apart


def against_all_words(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    used: UsedGroups,
    subject: Subject,
) -> str:
    """Returns what stands against a group of which a sentence has no word.

    It has all of another one's, in whatever order: `water from natural sources`, of
    Natural water, where Waste water is taken.
    """
    text = own_text(sentence_round(case.sentence))
    tokens = tokens_of(text)
    folded = {token.text.casefold() for token in tokens}
    if denies(text) or folded & LEXICON.comparators:
        return ""
    said = frozenset(token.stem for token in tokens)
    round_it = (case.sentence.context, *case.sentence.headings[-1:])
    for column, values in groups.items():
        taken = used.chosen.get(column, frozenset())
        own = next((value for value in values if value.casefold() in taken), "")
        if len(taken) != 1 or not own:
            continue
        words = {value: _words_of(value) for value in values}
        header = ground.columns[column].header
        others = _others(own, words, tokens, header)
        is_meant = bool(others) and not _says(_apart(words, own), said)
        is_meant = is_meant and not is_spoken_of(own, values, tokens)
        if len(others) != 1 or not is_meant or _is_taken(words, others[0], used):
            continue
        if _apart(words, own) and not is_named(
            own.casefold(), values, round_it, subject.brief
        ):
            return (
                f"the sentence names {others[0]}; the calculation takes {header} {own}"
            )
    return ""


def _others(
    own: str, words: Mapping[str, tuple[str, ...]], said: tuple[Token, ...], header: str
) -> list[str]:
    """Returns the other groups that are said word by word, or in other words.

    Words for states are said of many things: calls are none of cancelled ones.
    """
    stems = frozenset(token.stem for token in said)
    is_state = any(t.text.casefold() in _OF_STATES for t in tokens_of(header)[-1:])
    return [
        value
        for value in words
        if value != own
        and (
            _is_said(words, value, stems)
            or (not is_state and is_spoken_of(value, words, said))
        )
    ]


def _words_of(value: str) -> tuple[str, ...]:
    return tuple(
        token.stem
        for token in tokens_of(value)
        if token.text.isalpha() and len(token.stem) >= _SHORTEST
    )


def _apart(words: Mapping[str, tuple[str, ...]], value: str) -> list[str]:
    """Returns the words of a value that no other value of the column has."""
    others = {word for other in words if other != value for word in words[other]}
    return [word for word in words[value] if not _says([word], others)]


def _is_said(
    words: Mapping[str, tuple[str, ...]], value: str, said: frozenset[str]
) -> bool:
    """Returns whether every word of a value is said, and one tells it from others."""
    own = words[value]
    is_long = len(own) >= _FEWEST and bool(_apart(words, value))
    return is_long and all(_says([word], said) for word in own)


def _is_taken(
    words: Mapping[str, tuple[str, ...]], value: str, used: UsedGroups
) -> bool:
    """Returns whether a calculation takes a group of another column by these words."""
    taken = [
        word for chosen in used.chosen.values() for v in chosen for word in _words_of(v)
    ]
    return all(_says([word], taken) for word in _apart(words, value))


def _says(words: Iterable[str], said: Iterable[str]) -> bool:
    return any(alike(word, one) for word in words for one in said)
