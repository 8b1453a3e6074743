"""What one language brings to the reading of figures: frozen tables of words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from verifier.model.quantity import Comparison
Pairs = tuple[tuple[str, int], ...]
Words = tuple[str, ...]


class Role(StrEnum):
    """What a word behind a number does to it."""

    SCALE = "scale"
    PERCENT = "percent"
    POINTS = "points"
    BASIS = "basis"
    TIMES = "times"
    CURRENCY = "currency"
    UNIT = "unit"
    SPAN = "span"  # a unit of time


@dataclass(frozen=True, slots=True)
class Affixes:
    """Words of one role.

    Attributes:
        role: what they do.
        power: the power of ten that they multiply by.
        words: folded words or phrases; of an abbreviation that is always written with
            a dot, the dot is part of it where it is printed.
    """

    role: Role
    power: int
    words: Words


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words before (or behind) a number that say how it relates to the value.

    Attributes:
        comparison: what they say.
        words: folded phrases.
        is_preposition: whether only a determiner may stand between it and the number.
        follows: whether it stands behind the number: `or more`.
        negated: what it says behind a negation, where that is not the contrary.
        only_negated: whether it is a hedge behind a negation alone: `did not reach`.
    """

    comparison: Comparison
    words: Words
    is_preposition: bool = False
    follows: bool = False
    negated: Comparison | None = None
    only_negated: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Words that state a ratio by themselves: doubled, вдвое.

    Attributes:
        ratio: new over old.
        words: folded words, or beginnings of words where they end in `*`.
        falls: whether near a falling word the ratio is turned over: «упал вдвое».
    """

    ratio: Fraction
    words: Words
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """Words next to which a number is no figure.

    Attributes:
        months: names of months, in every form.
        shy_months: those that are other words too, months only with a capital.
        years: words right behind a year.
        before_years: words right before a year.
        between_days: words between the first day of a time and its last.
        spans: units of time that make a period or a window.
        recent: words that make N units of time a window: `last`.
        span_adjectives: beginnings of words joined by a hyphen: `-day`.
        quarters: words behind a number or a Roman numeral: `квартал`.
        sections: words before the number of a part of a document.
        standards: words before the number of a standard.
        versions: words before the number of a version.
        identifiers: words before an identifier.
        ordinals: endings of ordinals, with or without a hyphen before.
        clock: words behind a time of day.
    """

    months: Words = ()
    shy_months: Words = ()
    years: Words = ()
    before_years: Words = ()
    between_days: Words = ()
    spans: Words = ()
    recent: Words = ()
    span_adjectives: Words = ()
    quarters: Words = ()
    sections: Words = ()
    standards: Words = ()
    versions: Words = ()
    identifiers: Words = ()
    ordinals: Words = ()
    clock: Words = ()


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words.

    Attributes:
        cardinals: word → number, below a thousand.
        scales: word → power of ten.
        halves: word → half units: полтора is 3.
        joiners: words inside a number: `and`.
        half_tails: phrases that add one half: `and a half`.
        never: words that are numbers and never figures: once, first, both.
        ones: the words for one.
        articles: words for one before a scale or a fraction: `a`.
        denominators: word → denominator: third, thirds.
        bare_fractions: word → denominator, fractions without an article: half.
        periods_too: denominators that are also names of periods: quarter.
        not_fractions_after: words after which a fraction is something else.
        out_of: words between n and m in "n in m".
        every: words before an ordinal: каждый четвёртый.
        every_ordinals: word → m.
        of_words: words behind a number that make it part of a whole.
        folds: word → ratio: tenfold.
        twice: word → ratio, a figure only before `as`.
        twice_tails: the words that make it one.
        dozens: words for twelve behind a fraction: `half a dozen`.
    """

    cardinals: Pairs = ()
    scales: Pairs = ()
    halves: Pairs = ()
    joiners: Words = ()
    half_tails: Words = ()
    never: Words = ()
    ones: Words = ()
    articles: Words = ()
    denominators: Pairs = ()
    bare_fractions: Pairs = ()
    periods_too: Words = ()
    not_fractions_after: Words = ()
    out_of: Words = ()
    every: Words = ()
    every_ordinals: Pairs = ()
    of_words: Words = ()
    folds: Pairs = ()
    twice: Pairs = ()
    twice_tails: Words = ()
    dozens: Words = ()


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that a language says about figures, below `[figures]` of its file.

    Attributes:
        name: as `Convention.language` names it.
        affixes: words behind (currency: also before) a number.
        hedges: comparisons.
        changes: words that state a ratio.
        falling: beginnings of words that say that something falls.
        rising_to: beginnings of words after which `to` states a level, no bound.
        determiners: words that may stand between a preposition and its number.
        range_words: words between two ends, the right one's unit being shared.
        numerals: number words.
        labels: words next to numbers that are no figures.
        negations: words that turn the hedges behind them over, within a clause.
        affirmations: phrases with such a word that turn nothing over: `not only`.
        clause_ends: words over which no negation reaches.
        loose: words that hedge a number right behind them, of two digits at least.
        between: (word, word) before and between two numbers that are one range.
    """

    name: str
    affixes: tuple[Affixes, ...]
    hedges: tuple[Hedges, ...]
    changes: tuple[Changes, ...]
    falling: Words
    rising_to: Words
    determiners: Words
    range_words: Words
    numerals: Numerals
    labels: Labels
    negations: Words = ()
    affirmations: Words = ()
    clause_ends: Words = ()
    loose: Words = ()
    between: tuple[tuple[str, str], ...] = ()
