"""Words that a report uses for rows that are chosen: `open` for what is not closed.

A report says once that revenue is of delivered orders, and speaks of revenue from then
on. Which words go with which criteria is learnt from all of its figures, so that one
figure with the word and without the criteria stands out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.along import is_along
from verifier.checks.asides import without_asides
from verifier.checks.claims._columns_taken import (
    ALL,
    Column,
    Taken,
    conditions,
    groups_taken,
    tells_mark,
)
from verifier.checks.claims._named_rows import nouns_of
from verifier.checks.claims._unnamed import is_named
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.quoted import without_quoted_names
from verifier.checks.reach import own_text
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.totals import names_a_total
from verifier.checks.words import LEXICON
from verifier.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.checks.sentences import Clause
    from verifier.model.brief import Brief
    from verifier.model.case import Case

_SHORTEST = 3  # letters of a word
_FEWEST, _FEWEST_SURE = 3, 2  # figures by which a word, an explained one, stands for it
_JOINS = LEXICON.negations | words("sentence.term_joints")
_NOT_TERMS = frozenset(
    stem(word)
    for phrase in (
        *LEXICON.statistics,
        *LEXICON.everything,
        *LEXICON.negations,
        *LEXICON.comparators,
        *LEXICON.fillers,
        *LEXICON.totals,
        *LEXICON.every,
        *LEXICON.pronouns,
        *LEXICON.parts,
        *LEXICON.time_units,
        *LEXICON.years,
        *words("naming.no_names"),
    )
    for word in phrase.split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How people name things here.

    Attributes:
        brief: for further names of values.
        defined: stem of each word that the report explains → what it says of it.
    """

    brief: Brief
    defined: Mapping[str, str]

    def carried(self, words: frozenset[str], clause: Clause) -> frozenset[str]:
        """Returns explained words before a figure that has none of its own.

        Revenue was 240 in all and 170 in the North.
        """
        if not words.isdisjoint(self.defined):
            return frozenset()
        before = words_of(clause.text[: clause.start])
        return frozenset(word for word in before if word in self.defined)

    def of(self, words: frozenset[str]) -> tuple[str, ...]:
        """Returns what the report says of words."""
        told = (self.defined.get(word, "") for word in sorted(words))
        return tuple(dict.fromkeys(text for text in told if text))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure takes of one sheet, and in which words.

    Attributes:
        case: the figure.
        sheet: key of the sheet.
        words: stems of its own words, its label and header; of explained words also
            one that stands before in its sentence.
        explained: what the report says of them.
        taken: column → what is taken of it, where it is known.
        named: columns of which its words name what is taken.
        implied: those of which the explanations do.
        groups: columns that hold groups, not numbers, with these.
    """

    case: Case
    sheet: object
    words: frozenset[str]
    explained: tuple[str, ...]
    taken: Mapping[Column, Taken]
    named: frozenset[Column]
    implied: frozenset[Column]
    groups: Mapping[Column, tuple[str, ...]]

    def takes_any(self, column: Column, header: str, brief: Brief) -> bool:
        """Returns whether a sentence lists groups of a column, or says its name.

        Won and lost deals; deals of any stage.
        """
        only = {0: self.groups.get(column, ())}
        text = sentence_round(self.case.sentence).text
        stems = {token.stem for token in tokens_of(header)}
        if any(token.stem in stems for token in tokens_of(text)):
            return True
        named = names_in(text, only, brief) + names_in_lower_case(text, only, brief)
        return len({one.value.casefold() for one in named}) > 1

    def told_of(self, column: Column, brief: Brief) -> Taken:
        """Returns the one group of a column that explained words take, or none."""
        values = self.groups.get(column, ())
        text = " ".join(self.explained)
        if not values or not text:
            return ALL
        named = names_in(text, {0: values}, brief)
        named += names_in_lower_case(text, {0: values}, brief)
        found = {one.value.casefold() for one in named if not one.is_negated}
        return frozenset(found) if len(found) == 1 else ALL

    @property
    def measured(self) -> frozenset[str]:
        """Words of its cells' headers: `a hire took 7 weeks`.

        What holds one sheet against another tells no rows either: a plan carried out.
        """
        uses = self.case.uses
        if len({place.sheet for use in uses if (place := use.place)}) > 1:
            chosen = frozenset(v for u in uses for c in u.criteria for v in c.values)
            return frozenset(word for word in self.words if not _names(word, chosen))
        headers = " ".join(h.replace("_", " ") for use in uses for h in use.headers)
        stems = {token.stem for token in tokens_of(headers)}
        return frozenset(w for w in self.words if any(alike(w, s) for s in stems))

    def words_for(self, column: Column) -> frozenset[str]:
        """Returns the words that name nothing that is taken of another column."""
        others = [t for key, t in self.taken.items() if key != column and t]
        return frozenset(
            word for word in self.words if not any(_names(word, t) for t in others)
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What the words of a report stand for.

    Attributes:
        defined: stem of each word that the report explains → what it says of it.
        by_word: stem and column → how many figures with it take what.
        groups: columns that hold groups, not numbers.
    """

    defined: Mapping[str, str]
    by_word: Mapping[tuple[str, Column], Counter[Taken]]
    groups: frozenset[Column]

    def against(self, reading: Reading, ground: Ground, brief: Brief) -> str:
        """Returns what stands against a figure that takes what its words never mean."""
        for column, taken in reading.taken.items():
            is_total = bool(taken) and all(map(names_a_total, taken))
            if is_total or column in reading.named | reading.implied:
                continue
            header = ground.columns[column[1]].header
            if tells_mark(reading.case, header, taken):
                continue
            told = reading.told_of(column, brief)
            for word in self._words_that_tell(reading, column, told, ground):
                meant = self._meant(word, column, taken, told)
                if meant is None or meant == taken:
                    continue
                if taken != ALL and not self._is_whole(word, column, meant):
                    continue
                if taken == ALL and reading.takes_any(column, header, brief):
                    continue
                return (
                    f"other figures with the word {_shown(word, reading)!r} take "
                    f"{_told(header, meant)}; this one takes {_told(header, taken)}"
                )
        return ""

    def _words_that_tell(
        self, reading: Reading, column: Column, told: Taken, ground: Ground
    ) -> list[str]:
        """Returns the words of a figure that may stand for what it takes of a column.

        242 lots are those of every state, where `lots` is what the rows are.
        """
        none = reading.measured - self.defined.keys()
        if told == ALL:
            values = frozenset(reading.groups.get(column, ()))
            nouns = nouns_of(ground)
            own = {w for w in reading.words if any(alike(w, n) for n in nouns)}
            none |= {word for word in own if not _names(word, values)}
        return sorted(reading.words_for(column) - none)

    def unexplained(
        self, reading: Reading, groups: Mapping[int, tuple[str, ...]]
    ) -> dict[int, tuple[str, ...]]:
        """Returns the columns of groups of which no word stands for what is taken."""
        key = reading.sheet
        return {c: v for c, v in groups.items() if not self.explains(reading, (key, c))}

    def takes_all(self, word: str, column: Column) -> bool:
        """Returns whether a figure with a word takes every group of a column."""
        return self.by_word.get((word, column), Counter[Taken]())[ALL] > 0

    def explains(self, reading: Reading, column: Column) -> bool:
        if column in reading.implied:
            return True
        taken = reading.taken.get(column, ALL)
        for word in reading.words:
            counts = self.by_word.get((word, column), Counter[Taken]())
            least = _FEWEST_SURE if word in self.defined else _FEWEST
            if counts[taken] >= least and counts[taken] * 3 >= counts.total() * 2:
                return True
        return False

    def _is_whole(self, word: str, column: Column, meant: Taken) -> bool:
        """Returns whether a word of the report's own stands for all of a column."""
        return meant == ALL and word in self.defined and column in self.groups

    def _meant(
        self, word: str, column: Column, own: Taken, told: Taken
    ) -> Taken | None:
        """Returns what the other figures with a word take of a column, if one thing.

        Where the report's own words for it tell that, one figure is enough.
        """
        counts = self.by_word.get((word, column), Counter[Taken]())
        others = counts - Counter([own])
        if not others:
            return None
        taken, times = others.most_common(1)[0]
        if word not in self.defined and not _names(word, taken):
            return None
        least = 1 if word in self.defined and taken == told else _FEWEST_SURE
        is_rare = times < least or times * 3 < others.total() * 2
        is_odd = others[own] < min(times, _FEWEST_SURE)
        return None if is_rare or not is_odd else taken


def terms_in(readings: Sequence[Reading], defined: Mapping[str, str]) -> Terms:
    """Returns what the words of a report stand for."""
    by_word: dict[tuple[str, Column], Counter[Taken]] = {}
    for reading in readings:
        for column, taken in reading.taken.items():
            is_named = column in reading.named and taken != ALL
            for word in reading.words:
                if is_named and not _names(word, taken):
                    continue  # South stands for itself, not revenue for South
                by_word.setdefault((word, column), Counter())[taken] += 1
    groups = frozenset(column for reading in readings for column in reading.groups)
    return Terms(defined, by_word, groups)


def reading_of(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    used: UsedGroups,
    wording: Wording,
) -> Reading:
    """Returns what a figure takes of a sheet, and in which words."""
    clause = sentence_round(case.sentence)
    said = own_text(clause)
    own = said.rpartition(": ")[2] or said  # Cash is king: the Market took 5
    own = without_asides(own)
    context = case.sentence.context
    spoken = tuple(sorted({v for values in groups.values() for v in values}))
    words = frozenset(_as_in(w, spoken) for w in words_of(f"{own} {context}"))
    words |= wording.carried(words, clause)
    explained = wording.of(words)
    key = ground.sheet.key
    taken: dict[Column, Taken] = {}
    if used.is_known:
        taken |= groups_taken(case, ground, groups, used)
        taken |= conditions(case, ground, groups)
    texts = (context, clause.text, *case.sentence.headings[-1:])

    def named_by(said: tuple[str, ...]) -> frozenset[Column]:
        return frozenset(
            (key, column)
            for column, values in groups.items()
            if (key, column) in taken
            and any(
                is_named(value, values, said, wording.brief)
                for value in taken[key, column] | used.left_out.get(column, frozenset())
            )
        )

    named = named_by(texts)
    implied = named_by(explained) - named if explained else frozenset[Column]()
    every: dict[Column, tuple[str, ...]] = {
        (key, column): values for column, values in groups.items()
    }
    return Reading(case, key, words, explained, taken, named, implied, every)


@lru_cache(maxsize=4096)
def _as_in(word: str, values: tuple[str, ...]) -> str:
    """Returns the stem of the word of a value that a word is a form of, or its own."""
    stems = (token.stem for token in _tokens_of(values))
    return next((stem for stem in stems if alike(word, stem)), word)


@lru_cache(maxsize=64)
def _tokens_of(values: tuple[str, ...]) -> tuple[Token, ...]:
    return tuple(token for value in values for token in tokens_of(value))


def words_of(text: str) -> Iterator[str]:
    """Yields the stems of words that may stand for rows.

    `open or decided` and `not open` stand for others than `open` does.
    """
    tokens = tokens_of(without_quoted_names(text))
    for place, token in enumerate(tokens):
        beside = tokens[max(place - 1, 0) : place] + tokens[place + 1 : place + 2]
        if len(token.stem) < _SHORTEST or not token.text.isalpha():
            continue
        pair = " ".join(other.text.casefold() for other in tokens[:place][-2:])
        is_joined = pair in _JOINS  # без учёта тяжёлого ТО
        is_joined |= any(other.text.casefold() in _JOINS for other in beside)
        is_joined = is_joined or is_along(tokens, token.start)
        if not is_joined and token.stem not in _NOT_TERMS:
            yield token.stem


@lru_cache(maxsize=65_536)
def _names(word: str, taken: Taken) -> bool:
    """Returns whether a word is one of a value's own."""
    return any(alike(word, t.stem) for value in taken for t in tokens_of(value))


def _told(header: str, taken: Taken) -> str:
    return f"{header} {', '.join(sorted(taken))}" if taken else f"every {header}"


def _shown(word: str, reading: Reading) -> str:
    sentence = reading.case.sentence
    text = f"{sentence_round(sentence).text} {sentence.context}"
    return next((t.text for t in tokens_of(text) if t.stem == word), word)
