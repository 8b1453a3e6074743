"""How a language's words for rules are written down."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.use import Statistic


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language, lower case; phrases are words with single blanks.

    Attributes:
        statistics: word or phrase → the statistics that it may name.
        negations: words that turn a group away: `excluding`, `кроме`.
        comparators: words behind which a group stands that the figure is compared
            with: `than`, `unlike`, `чем`.
        everything: words that say that no group is left out: `overall`, `всего`.
        totals: labels of rows of totals.
        months: name or abbreviation → number of the month.
        quarters: phrase pattern words → nothing but the word itself: `quarter`.
        halves: words for half a year.
        years: words for a year: `fiscal year`, `FY`.
    """

    statistics: Mapping[str, frozenset[Statistic]]
    negations: frozenset[str]
    comparators: frozenset[str]
    everything: frozenset[str]
    totals: frozenset[str]
    months: Mapping[str, int]
    quarters: frozenset[str]
    halves: frozenset[str]
    years: frozenset[str]


def phrases(text: str) -> frozenset[str]:
    """Returns phrases that commas part.

    Example:
        >>> sorted(phrases("apart from, except"))
        ['apart from', 'except']
    """
    return frozenset(" ".join(phrase.split()) for phrase in text.split(",") if phrase)


def named(statistic: Statistic, text: str) -> dict[str, frozenset[Statistic]]:
    """Returns phrases, each naming one statistic."""
    return dict.fromkeys(phrases(text), frozenset({statistic}))


def merged(lexicons: Iterable[Lexicon]) -> Lexicon:
    """Returns one lexicon with the words of all."""
    every = tuple(lexicons)
    parts: dict[str, object] = {}
    for field in fields(Lexicon):
        values = [getattr(lexicon, field.name) for lexicon in every]
        if isinstance(values[0], frozenset):
            sets = cast("list[frozenset[str]]", values)
            parts[field.name] = frozenset[str]().union(*sets)
        else:
            tables = cast("list[Mapping[str, object]]", values)
            parts[field.name] = {k: v for table in tables for k, v in table.items()}
    return Lexicon(**parts)  # pyright: ignore[reportArgumentType] - each by its own name
