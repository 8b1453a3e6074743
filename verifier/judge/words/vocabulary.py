"""The words of direction, of all languages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier import languages
from verifier.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    """The words of all languages, lower case.

    What each but the first is for stands above its key in `[direction]` of
    `verifier/languages/en.toml`.

    Attributes:
        forms: inflected form → trend and role.
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


_KEYS = (  # the later ones win: a `slump` is a noun
    *("apart.verbs", "apart.nouns", "falling.verbs", "falling.nouns"),
    *("rising.verbs", "rising.nouns", "falling.comparatives", "rising.comparatives"),
    *("apart.comparatives", "falling.relations", "rising.relations"),
    *("falling.particles", "rising.particles"),
)


def read_vocabulary() -> Vocabulary:
    """Returns the words of all languages.

    Raises:
        LanguageError: if a pair is not of two words.
    """
    words = {
        field.name: languages.words(f"direction.{field.name}")
        for field in fields(Vocabulary)
        if field.type == "frozenset[str]"
    }
    return Vocabulary(
        forms={k: v for key in _KEYS for k, v in _forms(key).items()},
        hedge_pairs=_pairs("direction.hedge_pairs"),
        copula_pairs=_pairs("direction.copula_pairs"),
        ordinals=languages.meanings("direction.ordinals", int),
        **words,
    )


def _forms(key: str) -> dict[str, tuple[Trend, Role]]:
    """Returns the inflected forms of `falling.verbs` and the like."""
    trend, _, role = key.partition(".")
    return forms_of(Trend(trend), Role(role[:-1]), languages.listed(f"direction.{key}"))


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
    return {
        form: (trend, role)
        for entry in entries
        for form in languages.inflections_of(entry)
    }


def _pairs(key: str) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for phrase in languages.words(key):
        first, _, second = phrase.partition(" ")
        if not second or " " in second:
            raise LanguageError(key, phrase, "two words")
        found.add((first, second))
    return frozenset(found)
