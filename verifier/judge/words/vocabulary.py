"""How a language's words of direction are written down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Word = TypeVar("_Word", str, tuple[str, str])


class Trend(StrEnum):
    """Where a word says that the measure went."""

    RISING = "rising"
    FALLING = "falling"
    EITHER = "apart"  # differs by, a gap of: whichever is ahead


class Role(StrEnum):
    """How a word stands to the figure that it governs."""

    VERB = "verb"  # fell 12%, fell by 12%
    NOUN = "noun"  # a decline of 12%, the decline was 12%, a 12% decline
    COMPARATIVE = "comparative"  # lower by 12%, 12% lower
    PARTICLE = "particle"  # down 12%, 12% down
    RELATION = "relation"  # exceeded its plan by 12%; bare it reaches a level


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, lower case.

    Attributes:
        forms: inflected form → trend and role.
        change: prepositions behind which a change stands (by, на).
        change_of_noun: prepositions that do so behind a noun alone (of).
        change_beside_noun: those that do so right behind a noun (в).
        other: all other prepositions; a figure behind one is no change.
        hedges: words between preposition and figure that say nothing.
        hedge_pairs: such pairs of words (`at least`), of which the first would by
            itself be a preposition or a word of direction.
        copulas: verbs that set a noun equal to the figure.
        copula_pairs: such pairs (`amounted to`).
        breaks: conjunctions at which a clause begins.
        levels: nouns before `of` that name a level (a low of 12%).
        ordinals: ordinal word → its number, for positions.
    """

    forms: Mapping[str, tuple[Trend, Role]]
    change: frozenset[str]
    change_of_noun: frozenset[str]
    change_beside_noun: frozenset[str]
    other: frozenset[str]
    hedges: frozenset[str]
    hedge_pairs: frozenset[tuple[str, str]]
    copulas: frozenset[str]
    copula_pairs: frozenset[tuple[str, str]]
    breaks: frozenset[str]
    levels: frozenset[str]
    ordinals: Mapping[str, int]


def forms_of(
    trend: Trend, role: Role, entries: Iterable[str]
) -> dict[str, tuple[Trend, Role]]:
    """Returns inflected forms, each with its trend and role.

    Args:
        trend: of all entries.
        role: of all entries.
        entries: `stem|ending ending …`, where `-` is no ending; or a whole word.

    Example:
        >>> sorted(forms_of(Trend.FALLING, Role.VERB, ["declin|ed ing", "fell"]))
        ['declined', 'declining', 'fell']
    """
    forms: dict[str, tuple[Trend, Role]] = {}
    for entry in entries:
        stem, bar, endings = entry.partition("|")
        for ending in endings.split() if bar else ("-",):
            forms[stem + ending.strip("-")] = (trend, role)
    return forms


def words_of(text: str) -> frozenset[str]:
    """Returns the words of a text."""
    return frozenset(text.split())


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Returns pairs written as `first second, first second`."""
    split = (pair.split() for pair in text.split(","))
    return frozenset((pair[0], pair[1]) for pair in split)


def merged(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """Returns one vocabulary with the words of all."""
    every = tuple(vocabularies)
    return Vocabulary(
        forms={k: v for each in every for k, v in each.forms.items()},
        change=_union(each.change for each in every),
        change_of_noun=_union(each.change_of_noun for each in every),
        change_beside_noun=_union(each.change_beside_noun for each in every),
        other=_union(each.other for each in every),
        hedges=_union(each.hedges for each in every),
        hedge_pairs=_union(each.hedge_pairs for each in every),
        copulas=_union(each.copulas for each in every),
        copula_pairs=_union(each.copula_pairs for each in every),
        breaks=_union(each.breaks for each in every),
        levels=_union(each.levels for each in every),
        ordinals={k: v for each in every for k, v in each.ordinals.items()},
    )


def _union(sets: Iterable[frozenset[_Word]]) -> frozenset[_Word]:
    return frozenset(chain.from_iterable(sets))
