"""The words of all languages, merged once into tables for look-up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from verifier.figures.tokens import pieces
from verifier.figures.words._language import Language, Role
from verifier.figures.words._read import read_languages
from verifier.languages import meanings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from verifier.figures.tokens import Token
    from verifier.figures.words._language import Hedges, Labels, Numerals, Pairs, Words
    from verifier.model.quantity import Comparison

T = TypeVar("T")
_HYPHENS = ("-", "\u2011")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """Phrases with what they mean, found from their first or their last word.

    Attributes:
        first: first word → phrases, longest first.
        last: last word → phrases, longest first.
    """

    first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
    last: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]

    def at(self, tokens: tuple[Token, ...], index: int) -> tuple[T, int] | None:
        """Returns what begins at a token, and the index behind it."""
        for phrase, meaning in self.first.get(tokens[index].word, ()):
            end = _follow(phrase, tokens, index)
            if end > 0 and not (phrase[-1] == "." and _closes(tokens[end])):
                return meaning, end
        return None

    def before(self, tokens: tuple[Token, ...], index: int) -> tuple[T, int] | None:
        """Returns what ends right before a token, and the index of its first token."""
        for phrase, meaning in self.last.get(tokens[index - 1].word, ()):
            start = index - len(phrase)
            if all(
                tokens[start + offset].word == piece
                for offset, piece in enumerate(phrase)
            ):
                return meaning, start
        return None


def _follow(phrase: tuple[str, ...], tokens: tuple[Token, ...], index: int) -> int:
    """Returns the index behind a phrase, or -1; hyphens may join its words."""
    for offset, piece in enumerate(phrase):
        if offset and tokens[index].text in _HYPHENS and piece not in _HYPHENS:
            index += 1
        if tokens[index].word != piece:
            return -1
        index += 1
    return index


def _closes(token: Token) -> bool:
    """Returns whether the dot before a token is the end of a sentence."""
    return not token.text or token.text[0].isupper()


def phrases(entries: Iterable[tuple[str, T]]) -> Phrases[T]:
    """Returns phrases for look-up; the longest wins, then the earliest."""
    first: defaultdict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
    last: defaultdict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
    for text, meaning in entries:
        phrase = pieces(text)
        first[phrase[0]].append((phrase, meaning))
        last[phrase[-1]].append((phrase, meaning))
    return Phrases(_sorted(first), _sorted(last))


def _sorted(
    table: dict[str, list[tuple[tuple[str, ...], T]]],
) -> Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]:
    return MappingProxyType(
        {
            word: tuple(sorted(found, key=lambda entry: -len(entry[0])))
            for word, found in table.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word behind a number does: its role and its power of ten."""

    role: Role
    power: int


LANGUAGES: tuple[Language, ...] = read_languages()


def _numeral_words(pick: Callable[[Numerals], Words]) -> Words:
    """Returns the words of one field of every language's numerals."""
    return tuple(word for item in LANGUAGES for word in pick(item.numerals))


def _label_words(pick: Callable[[Labels], Words]) -> Words:
    """Returns the words of one field of every language's labels."""
    return tuple(word for item in LANGUAGES for word in pick(item.labels))


def _label(pick: Callable[[Labels], Words]) -> Phrases[str]:
    return phrases((word, word) for word in _label_words(pick))


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


def _stems(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Returns whole words, and the beginnings of words."""
    listed = tuple(words)
    return (
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )


def begins(word: str, stems: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    """Returns whether a folded word is one of the words or begins like one.

    Example:
        >>> begins("упала", (frozenset(), ("упал",)))
        True
    """
    return word in stems[0] or word.startswith(stems[1])


AFFIXES: Phrases[Meaning] = phrases(
    (word, Meaning(group.role, group.power))
    for language in LANGUAGES
    for group in language.affixes
    for word in group.words
)
CURRENCIES: Phrases[Meaning] = phrases(
    (word, Meaning(group.role, group.power))
    for language in LANGUAGES
    for group in language.affixes
    if group.role is Role.CURRENCY
    for word in group.words
)
HEDGES_BEFORE: Phrases[Hedges] = phrases(
    (word, group)
    for language in LANGUAGES
    for group in language.hedges
    if not group.follows
    for word in group.words
)
HEDGES_BEHIND: Phrases[Comparison] = phrases(
    (word, group.comparison)
    for language in LANGUAGES
    for group in language.hedges
    if group.follows
    for word in group.words
)
NEGATIONS = _set(word for item in LANGUAGES for word in item.negations)
AFFIRMATIONS = phrases((word, word) for item in LANGUAGES for word in item.affirmations)
CLAUSE_ENDS = _set(word for item in LANGUAGES for word in item.clause_ends)
LOOSE = _set(word for item in LANGUAGES for word in item.loose)
BETWEEN = frozenset(pair for item in LANGUAGES for pair in item.between)
DETERMINERS = _set(word for item in LANGUAGES for word in item.determiners)
RANGE_WORDS = _set(word for item in LANGUAGES for word in item.range_words)
FALLING = _stems(word for item in LANGUAGES for word in item.falling)
RISING_TO = _stems(word for item in LANGUAGES for word in item.rising_to)
CHANGES = tuple(
    (_stems(group.words), group.ratio, group.falls)
    for language in LANGUAGES
    for group in language.changes
)
LETTER_SCALES: Mapping[str, int] = MappingProxyType(
    meanings("figures.letter_scales", int)
)

MONTHS = _set(_label_words(lambda labels: labels.months))
SHY_MONTHS = _set(_label_words(lambda labels: labels.shy_months))
YEARS = _label(lambda labels: labels.years)
BETWEEN_DAYS = _label(lambda labels: labels.between_days)
BEFORE_YEARS = _label(lambda labels: labels.before_years)
SPANS = _label(lambda labels: labels.spans)
RECENT = _set(_label_words(lambda labels: labels.recent))
SPAN_ADJECTIVES = _stems(_label_words(lambda labels: labels.span_adjectives))
QUARTERS = _label(lambda labels: labels.quarters)
SECTIONS = _label(lambda labels: labels.sections)
STANDARDS = _label(lambda labels: labels.standards)
VERSIONS = _label(lambda labels: labels.versions)
IDENTIFIERS = _label(lambda labels: labels.identifiers)
ORDINALS = _set(_label_words(lambda labels: labels.ordinals))
CLOCK = _label(lambda labels: labels.clock)


def _pairs(pick: Callable[[Numerals], Pairs]) -> Mapping[str, int]:
    tables = [pick(item.numerals) for item in LANGUAGES]
    return MappingProxyType(dict(pair for table in tables for pair in table))


CARDINALS = _pairs(lambda words: words.cardinals)
SCALE_WORDS = _pairs(lambda words: words.scales)
HALVES = _pairs(lambda words: words.halves)
DENOMINATORS = _pairs(lambda words: words.denominators)
BARE_FRACTIONS = _pairs(lambda words: words.bare_fractions)
EVERY_ORDINALS = _pairs(lambda words: words.every_ordinals)
FOLDS = _pairs(lambda words: words.folds)
TWICE = _pairs(lambda words: words.twice)
JOINERS = _set(_numeral_words(lambda words: words.joiners))
HALF_TAILS = phrases(
    (word, word) for word in _numeral_words(lambda words: words.half_tails)
)
NEVER = _set(_numeral_words(lambda words: words.never))
ONES = _set(_numeral_words(lambda words: words.ones))
ARTICLES = _set(_numeral_words(lambda words: words.articles))
PERIODS_TOO = _set(_numeral_words(lambda words: words.periods_too))
NOT_FRACTIONS_AFTER = _set(_numeral_words(lambda words: words.not_fractions_after))
OUT_OF = phrases((word, word) for word in _numeral_words(lambda words: words.out_of))
EVERY = _set(_numeral_words(lambda words: words.every))
OF_WORDS = phrases(
    (word, word) for word in _numeral_words(lambda words: words.of_words)
)
DOZENS = _set(_numeral_words(lambda words: words.dozens))
TWICE_TAILS = _set(_numeral_words(lambda words: words.twice_tails))
