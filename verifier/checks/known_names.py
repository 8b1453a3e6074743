"""What names the values of a column: their words, other names, and words alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.demonyms import DEMONYMS
from verifier.languages import senses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.brief import Brief

_SHORTEST_ALONE = 4  # letters of a word that names a longer value alone
_LONGEST_VALUE = 6  # words
_BOTH, _MOST_CODES = 2, 4  # sexes
_WEEKDAYS = {  # пт, пятницам; Fri, Fridays
    word: frozenset(w for w, n in LEXICON.weekdays.items() if n == number and w != word)
    for word, number in LEXICON.weekdays.items()
}
_SEXES = {word: sex for sex, forms in senses("sentence.sexes") for word in forms}
_NAMESAKES = {
    name.casefold(): tuple(other for other in (first, *rest) if other != name)
    for first, rest in senses("naming.namesakes")
    for name in (first, *rest)
}
_TOWNS = tuple(
    (town, ending) for ending, towns in senses("naming.towns") for town in towns
)


@dataclass(frozen=True, slots=True)
class Known:
    """What names a value.

    Attributes:
        value: as the cells have it.
        names: its words, and other names.
        also: words that stand for it alone: of days and sexes.
        own: capital words of a longer value that no other value has.
    """

    value: str
    names: tuple[tuple[Token, ...], ...]
    also: frozenset[str]
    own: tuple[Token, ...]


@lru_cache(maxsize=256)
def known_names(values: tuple[str, ...], brief: Brief) -> tuple[Known, ...]:
    """Returns what names the values of a column, in their order."""
    spoken = {value: tokens_of(value)[:_LONGEST_VALUE] for value in values}
    shared = Counter(s for words in spoken.values() for s in {t.stem for t in words})
    sexes = _words_of_sexes(values)
    return tuple(
        Known(
            value,
            tuple(_names_of(value, words, brief)),
            _WEEKDAYS.get(value.casefold(), frozenset[str]())
            | sexes.get(value, frozenset[str]()),
            _own_of(words, shared) if len(words) > 1 else (),
        )
        for value, words in spoken.items()
    )


def _own_of(words: tuple[Token, ...], shared: Counter[str]) -> tuple[Token, ...]:
    return tuple(
        word
        for word in words
        if shared[word.stem] == 1
        and word.is_capital
        and len(word.stem) >= _SHORTEST_ALONE
    )


def _words_of_sexes(values: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Returns code → words for it, where a column holds those of both: `F`, `M`."""
    codes = {value: _SEXES.get(value.casefold(), "") for value in values[:_MOST_CODES]}
    if len(values) > _MOST_CODES or "" in codes.values():
        return {}
    if len(set(codes.values())) < _BOTH:
        return {}
    return {
        value: frozenset(word for word in _SEXES if _SEXES[word] == sex and word[1:])
        for value, sex in codes.items()
    }


def _names_of(
    value: str, words: tuple[Token, ...], brief: Brief
) -> Iterator[tuple[Token, ...]]:
    if words:
        yield words
    folded = value.casefold()
    names = [form for form, word in LEXICON.kin.items() if word == folded]
    of_a_town = [folded + ending for town, ending in _TOWNS if folded.endswith(town)]
    names += [DEMONYMS[folded]] if folded in DEMONYMS else of_a_town  # Омск, омский
    names += _NAMESAKES.get(folded, ())
    if folded in LEXICON.weekdays:
        names += _days_like(folded)
    for alias in brief.aliases:
        if alias.value.casefold() == folded:
            names += alias.names
    yield from filter(None, map(tokens_of, names))


@cache
def _days_like(folded: str) -> tuple[str, ...]:
    """Returns the words for a day of the week: пт, по пятницам."""
    days = LEXICON.weekdays
    same = (word for word in days if days[word] == days[folded])
    return tuple(word for word in same if not _names_a_statistic(word))


def _names_a_statistic(word: str) -> bool:
    """Returns whether a word reads as one for a statistic: среда, среднее."""
    return any(alike(stem(word), stem(one)) for one in LEXICON.statistics)
