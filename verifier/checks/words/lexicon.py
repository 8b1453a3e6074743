"""How a language's words for rules are written down."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
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
        negations_behind: words behind a group that turn it away: `is left out`.
        negations_parted: word before a group → words behind it that complete it:
            `leaving EMEA aside`.
        denials: words that may turn a group away in any way: `not`.
        together: words that make one whole of the groups named: `combined`, `вместе`.
        seasons: parts of a year that are no months of their own: `spring`, `week`.
        vague: labels that are ordinary words: `other`, `прочее`.
        kin: form of a word that no stem tells → the word: `дневной` → `день`.
        halves_of: words that begin a statement of the middle: `half of`.
        half_links: words before the value of the middle: `half of all closed within`.
        rates: words before what a figure is a rate of: `per order`.
        rates_right_behind: those that are one right behind a figure: `a night`.
        more_than: what stands before a figure that something exceeds.
        less_than: what stands before one that it stays below.
        or_beyond: what stands behind a figure that is an end: `or less`.
        apiece: words behind a total that make it a mean: `total cost per order`.
        middle: words before a noun of rows that mean the one in their middle.
        more_than: what stands before a figure that something exceeds.
        less_than: what stands before one that it stays below.
        or_beyond: what stands behind a figure that is an end: `or less`.
        pieces: nouns of single things, whatever they are: `units`, `штук`.
        quantities: words of headers that only say how many.
        of_quantity: words of headers that say so beside a noun: `seats sold`.
        at_most: phrases before a figure that none of the rows exceeds.
        most_of: words that let rows exceed it: `95 % cost at most 3`.
        us: words of `we are the cheapest`, whose rivals are others.
        adverbs: phrases that name a statistic wherever they stand in a clause.
        comparators: words behind which a group stands that the figure is compared
            with: `than`, `unlike`, `чем`.
        everything: words that say that no group is left out: `overall`, `всего`.
        every: words that with a noun leave none out: `all`, `все`.
        parts: words before them that take a part: `of all`, `из всех`.
        ofs: words between a share and its whole: `of`, `от`.
        totals: labels of rows of totals.
        totals_over: words between a total and what it is of: `total for EMEA`.
        wholes: words that with a noun label a row of totals: `all clinics`.
        months: name or abbreviation → number of the month.
        quarters: phrase pattern words → nothing but the word itself: `quarter`.
        halves: words for half a year.
        years: words for a year: `fiscal year`, `FY`.
        year_columns: further words that head a column of years: `season`.
        ordinals: first words of an ordinal → its number: `third`, `III`, `второй`.
        rises: beginnings of words that say that the figure is a change.
        more_or_less: comparatives that say that the figure is a difference.
        time_units: beginning of a unit's words → the unit: `days` → `day`.
        particles: words of a header that say nothing alone: `without`, `без`.
        states: word of a header → what says the same of a measure: `gross` → `before
            tax`.
        plain_states: participles that tell nothing of a measure: `compared`.
        persons: words of headers of those who may come again: `customer`.
        staff: those of them who serve the others: `doctor`.
        people: words that mean any of them.
        ids: words of headers that only say that a column names something: `id`.
        different: words that say that each is counted once: `unique`.
        origins: words behind which a share's group is its part: `came from`.
        all_things: words that mean the whole: `everything`.
        of_two: words that mean the first or second of two named → 0 or 1.
        former_latter: those that mean nothing else.
        of_them: words for the group spoken of before: `of them`, `среди них`.
        numbers: number words → the number.
        ups: beginnings of verbs of rising: `rose`.
        downs: those of falling.
        pronouns: words for what was named before: `they`, `these`.
        times: beginnings of words of what is told in time: `duration`.
        currencies: sign, code or beginning of a currency's words → its code.
        fillers: stems of words that name no measure.
        highest: superlatives of more; `*` stands for any ending.
        lowest: superlatives of less.
        extreme: superlatives that may mean either: `best`, `fastest`.
        slowest: superlatives of much time, where the figure is a time.
        quickest: superlatives of little time, where the figure is a time.
        durations: beginnings of units of time.
        sizes: those that speak of how large a group is, whatever is measured.
        rank_turned: words right before a superlative that take its point away.
        rank_places: words right before a superlative → the place that they give.
        superlatives: patterns of further superlatives; what they mean say `highs`.
        highs: beginnings of adjectives and comparatives of more.
        lows: those of less.
        every_one: words that make a comparative a superlative: `больше всех`.
        nones: words of `no region had more than EMEA`.
        than: the last word of it.
        measures: words that name a measure of their own behind a superlative.
        outside: words for a wider field than a company's own data.
        rivals: words before the noun of those who are outdone: `of any`.
        spans: words for periods of time.
        weekdays: word → number of the day, Monday first.
        scopes: words behind which a group only says where one looked.
        links: verbs that bind a superlative to the group behind a scope word.
    """

    statistics: Mapping[str, frozenset[Statistic]] = field(
        default_factory=dict[str, "frozenset[Statistic]"]
    )
    negations: frozenset[str] = frozenset()
    comparators: frozenset[str] = frozenset()
    everything: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict[str, int])
    quarters: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict[str, int])
    rises: tuple[str, ...] = ()
    time_units: Mapping[str, str] = field(default_factory=dict[str, str])
    currencies: Mapping[str, str] = field(default_factory=dict[str, str])
    fillers: frozenset[str] = frozenset()
    highest: frozenset[str] = frozenset()
    lowest: frozenset[str] = frozenset()
    extreme: frozenset[str] = frozenset()
    slowest: frozenset[str] = frozenset()
    quickest: frozenset[str] = frozenset()
    durations: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    rank_turned: frozenset[str] = frozenset()
    rank_places: Mapping[str, int] = field(default_factory=dict[str, int])
    scopes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    negations_behind: frozenset[str] = frozenset()
    negations_parted: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, "frozenset[str]"]
    )
    denials: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    seasons: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    ofs: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()
    rates_right_behind: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    totals_over: frozenset[str] = frozenset()
    superlatives: tuple[str, ...] = ()
    highs: tuple[str, ...] = ()
    lows: tuple[str, ...] = ()
    every_one: frozenset[str] = frozenset()
    nones: frozenset[str] = frozenset()
    than: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    weekdays: Mapping[str, int] = field(default_factory=dict[str, int])
    more_or_less: frozenset[str] = frozenset()
    kin: Mapping[str, str] = field(default_factory=dict[str, str])
    halves_of: frozenset[str] = frozenset()
    half_links: frozenset[str] = frozenset()
    adverbs: Mapping[str, frozenset[Statistic]] = field(
        default_factory=dict[str, "frozenset[Statistic]"]
    )
    apiece: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    of_quantity: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    more_than: frozenset[str] = frozenset()
    less_than: frozenset[str] = frozenset()
    or_beyond: frozenset[str] = frozenset()
    at_most: frozenset[str] = frozenset()
    year_columns: frozenset[str] = frozenset()
    most_of: frozenset[str] = frozenset()
    us: frozenset[str] = frozenset()
    times: tuple[str, ...] = ()
    particles: frozenset[str] = frozenset()
    ups: tuple[str, ...] = ()
    downs: tuple[str, ...] = ()
    staff: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])
    of_two: Mapping[str, int] = field(default_factory=dict[str, int])
    former_latter: frozenset[str] = frozenset()
    of_them: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    all_things: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    different: frozenset[str] = frozenset()
    states: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, "frozenset[str]"]
    )
    plain_states: frozenset[str] = frozenset()


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
    for each in fields(Lexicon):
        values = [getattr(lexicon, each.name) for lexicon in every]
        if isinstance(values[0], frozenset):
            sets = cast("list[frozenset[str]]", values)
            parts[each.name] = frozenset[str]().union(*sets)
        elif isinstance(values[0], tuple):
            lists = cast("list[tuple[str, ...]]", values)
            parts[each.name] = tuple(word for words in lists for word in words)
        else:
            tables = cast("list[Mapping[str, object]]", values)
            parts[each.name] = {k: v for table in tables for k, v in table.items()}
    return Lexicon(**parts)  # pyright: ignore[reportArgumentType] - each by its own name
