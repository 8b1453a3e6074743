"""The words by which rules understand a sentence, of all languages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from verifier import languages
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words, lower case; phrases are words with single blanks.

    Each field is a key of `[sentence]` in the language files; what it is for stands
    above it in `verifier/languages/en.toml`.
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
    highest: frozenset[str]
    lowest: frozenset[str]
    extreme: frozenset[str]
    slowest: frozenset[str]
    quickest: frozenset[str]
    durations: frozenset[str]
    sizes: frozenset[str]
    rank_turned: frozenset[str]
    rank_places: Mapping[str, int]
    scopes: frozenset[str]
    links: frozenset[str]
    negations_behind: frozenset[str]
    negations_parted: Mapping[str, frozenset[str]]
    denials: frozenset[str]
    together: frozenset[str]
    seasons: frozenset[str]
    vague: frozenset[str]
    every: frozenset[str]
    ofs: frozenset[str]
    parts: frozenset[str]
    rates: frozenset[str]
    rates_right_behind: frozenset[str]
    wholes: frozenset[str]
    totals_over: frozenset[str]
    highs: tuple[str, ...]
    lows: tuple[str, ...]
    every_one: frozenset[str]
    nones: frozenset[str]
    than: frozenset[str]
    measures: frozenset[str]
    outside: frozenset[str]
    rivals: frozenset[str]
    spans: frozenset[str]
    weekdays: Mapping[str, int]
    more_or_less: frozenset[str]
    kin: Mapping[str, str]
    halves_of: frozenset[str]
    half_links: frozenset[str]
    adverbs: Mapping[str, frozenset[Statistic]]
    apiece: frozenset[str]
    pieces: frozenset[str]
    quantities: frozenset[str]
    of_quantity: frozenset[str]
    middle: frozenset[str]
    more_than: frozenset[str]
    less_than: frozenset[str]
    or_beyond: frozenset[str]
    at_most: frozenset[str]
    year_columns: frozenset[str]
    most_of: frozenset[str]
    us: frozenset[str]
    times: tuple[str, ...]
    particles: frozenset[str]
    ups: tuple[str, ...]
    downs: tuple[str, ...]
    staff: frozenset[str]
    pronouns: frozenset[str]
    numbers: Mapping[str, int]
    of_two: Mapping[str, int]
    former_latter: frozenset[str]
    of_them: frozenset[str]
    origins: frozenset[str]
    all_things: frozenset[str]
    persons: frozenset[str]
    people: frozenset[str]
    ids: frozenset[str]
    different: frozenset[str]
    states: Mapping[str, frozenset[str]]
    plain_states: frozenset[str]
    verbs_of: Mapping[str, frozenset[str]]
    marks: Mapping[str, frozenset[str]]
    mark_words: frozenset[str]
    arose: frozenset[str]
    elsewhere: frozenset[str]
    between_them: frozenset[str]
    these: frozenset[str]
    they: frozenset[str]
    of_months: Mapping[str, int]


def read_lexicon() -> Lexicon:
    """Returns the words of all languages."""
    parts = {
        field.name: _READERS[str(field.type)](f"sentence.{field.name}")
        for field in fields(Lexicon)
    }
    return Lexicon(**parts)  # pyright: ignore[reportArgumentType] - each by its own name


def phrases(text: str) -> frozenset[str]:
    """Returns phrases that commas part.

    Example:
        >>> sorted(phrases("apart from, except"))
        ['apart from', 'except']
    """
    return frozenset(languages.phrases(text))


def meaning(text: str) -> dict[str, str]:
    """Returns word → what it means, written as `day: days; week: week weeks`.

    Example:
        >>> meaning("day: day days; week: week")
        {'day': 'day', 'days': 'day', 'week': 'week'}
    """
    pairs = [part.split(":") for part in text.split(";") if part.strip()]
    return {word: sense.strip() for sense, words in pairs for word in words.split()}


def _numbers(key: str) -> dict[str, int]:
    """Returns word → number."""
    return languages.meanings(key, int)


def _statistics(key: str) -> dict[str, frozenset[Statistic]]:
    """Returns phrase → the statistics that it may name."""
    named = languages.meanings(key, Statistic)
    return {phrase: frozenset({statistic}) for phrase, statistic in named.items()}


def _groups(key: str) -> dict[str, frozenset[str]]:
    """Returns word → the phrases that belong to it."""
    found: dict[str, frozenset[str]] = {}
    for word, group in languages.senses(key):
        found[word] = found.get(word, frozenset()).union(group)
    return found


_READERS: Mapping[str, Callable[[str], object]] = {
    "frozenset[str]": languages.words,
    "tuple[str, ...]": languages.listed,
    "Mapping[str, str]": languages.meanings,
    "Mapping[str, int]": _numbers,
    "Mapping[str, frozenset[str]]": _groups,
    "Mapping[str, frozenset[Statistic]]": _statistics,
}
