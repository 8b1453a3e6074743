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
        ordinals: first words of an ordinal → its number: `third`, `III`, `второй`.
        rises: beginnings of words that say that the figure is a change.
        time_units: beginning of a unit's words → the unit: `days` → `day`.
        currencies: sign, code or beginning of a currency's words → its code.
        fillers: stems of words that name no measure.
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
    ordinals: Mapping[str, int]
    rises: tuple[str, ...]
    time_units: Mapping[str, str]
    currencies: Mapping[str, str]
    fillers: frozenset[str]


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


def numbered(text: str) -> dict[str, int]:
    """Returns word → number, where commas part the words of 1, 2, and so on.

    Example:
        >>> numbered("first 1st, second")
        {'first': 1, '1st': 1, 'second': 2}
    """
    parts = enumerate(text.split(","), start=1)
    return {word: number for number, words in parts for word in words.split()}


def meaning(text: str) -> dict[str, str]:
    """Returns word → what it means, written as `day: days; week: week weeks`.

    Example:
        >>> meaning("day: day days; week: week")
        {'day': 'day', 'days': 'day', 'week': 'week'}
    """
    pairs = [part.split(":") for part in text.split(";") if part.strip()]
    return {word: sense.strip() for sense, words in pairs for word in words.split()}


def merged(lexicons: Iterable[Lexicon]) -> Lexicon:
    """Returns one lexicon with the words of all."""
    every = tuple(lexicons)
    parts: dict[str, object] = {}
    for field in fields(Lexicon):
        values = [getattr(lexicon, field.name) for lexicon in every]
        if isinstance(values[0], frozenset):
            sets = cast("list[frozenset[str]]", values)
            parts[field.name] = frozenset[str]().union(*sets)
        elif isinstance(values[0], tuple):
            lists = cast("list[tuple[str, ...]]", values)
            parts[field.name] = tuple(word for words in lists for word in words)
        else:
            tables = cast("list[Mapping[str, object]]", values)
            parts[field.name] = {k: v for table in tables for k, v in table.items()}
    return Lexicon(**parts)  # pyright: ignore[reportArgumentType] - each by its own name
