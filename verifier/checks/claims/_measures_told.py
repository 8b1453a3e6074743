"""What the words by a figure say that it measures, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.reach import own_words
from verifier.checks.sentences import Clause, sentence_round
from verifier.checks.stems import Token, alike, stem, tokens_of
from verifier.checks.vocabulary import groups_of
from verifier.checks.words import LEXICON
from verifier.languages import words as words_of
from verifier.model.quantity import Comparison
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.naming import Naming
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.quantity import Quantity

_MARK = re.compile(r"[,;:(—–]\s|\s[—–]\s|\*\*")
_COLON = re.compile(r"[:;]\s")
_FEWEST = 2  # words of a measure: win rate
_NEAR = 4  # words behind a figure that may still speak of it
_SHORT = 2  # letters
_LONGEST = 500  # letters before and behind a figure that are looked at
_PART_OF_YEAR = 6  # months: what is shorter limits a figure
_BEGINNING, _ENDING = 4, 2  # letters of two forms of a word: объём, объёме
_PASSED_OVER = words_of("told_otherwise.passed_over")
_POINTING = LEXICON.pronouns - words_of("told_otherwise.plain_pronouns")
_COMPARING = (
    LEXICON.comparators | LEXICON.negations | LEXICON.than | LEXICON.more_or_less
)
_NOTS = words_of("naming.nots")
_STATISTICS = frozenset(map(stem, LEXICON.statistics))
_UNITS = frozenset(map(stem, LEXICON.time_units))
# which of several rows is told must be said, and what is different is another count
_CHOOSING = frozenset(
    {Statistic.MEDIAN, Statistic.MINIMUM, Statistic.MAXIMUM, Statistic.DISTINCT}
)


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """What a figure is told to measure.

    Attributes:
        quantity: as printed.
        words: of its part of the sentence, in order, that mean something.
        place: how many of them stand before the figure.
        scope: groups, times, statistics and comparisons: they limit what is measured.
        text: that part.
        columns: which it is made of, with their statistics.
        headers: words of the headers of these.
    """

    quantity: Quantity
    words: tuple[Token, ...]
    place: int
    scope: tuple[frozenset[object], ...]
    text: str
    columns: frozenset[object] = frozenset()
    headers: tuple[Token, ...] = ()

    @property
    def key(self) -> object:
        """Its kind, unit and scope, which those of another value have, too."""
        unit = self.quantity.unit.rstrip(".").casefold()
        return self.quantity.kind, unit, self.scope

    def shared(self, other: MeasureTold) -> str:
        """Returns the words by which two figures are told to be of one measure.

        They are at least two, stand by one of the figures, and are all that is said of
        one of them, so that nothing tells it from the other.
        """
        if self.key != other.key:
            return ""
        for here in range(len(self.words)):
            for there in range(len(other.words)):
                length = _run(self.words[here:], other.words[there:])
                fewest = 1 if self._is_column(here, other) else _FEWEST
                if length >= fewest and _is_whole(self, here, other, there, length):
                    words = self.words[here : here + length]
                    return " ".join(word.text for word in words)
        return ""

    def _is_column(self, place: int, other: MeasureTold) -> bool:
        """Returns whether a word is that of the one column that both are made of."""
        if not self.columns or self.columns != other.columns:
            return False
        return any(_are_forms(self.words[place], head) for head in self.headers)


def measure_told(case: Case, subject: Subject) -> MeasureTold | None:
    """Returns what a figure is told to measure; None of what points elsewhere.

    A change, a hedged figure and what `they` had are compared with nothing.
    """
    quantity = case.figure.quantity
    if quantity is None or quantity.tolerance:
        return None
    clause = _near_by(sentence_round(case.sentence))
    in_a_table = bool(case.sentence.context.strip())
    is_a_row = in_a_table and not any(map(str.isalpha, clause.text[: clause.start]))
    if is_a_row or quantity.comparison is not Comparison.EXACT:
        return None
    start, near, end = _stretch(clause)
    opened = max((m.end() for m in _COLON.finditer(clause.text, 0, start)), default=0)
    ahead = {word.text.casefold() for word in tokens_of(clause.text[opened:near])}
    own = clause.text[start:near]
    said = {word.text.casefold() for word in tokens_of(own)}
    if ahead & (_POINTING | LEXICON.elsewhere) or _tells_a_change(said):
        return None
    before = telling(clause.text[start : clause.start])
    behind = telling(clause.text[clause.end : end])
    scope = (
        _groups(case, clause.text[:near], own, subject),
        _times(case, clause.text[:near], own),
        frozenset(s for word in said for s in LEXICON.statistics.get(word, ())),
        frozenset(said & _COMPARING) | frozenset(ahead & _NOTS),
        _chosen(case),
    )
    made = _made_of(case)
    return MeasureTold(quantity, (*before, *behind), len(before), scope, own, *made)


def _near_by(clause: Clause) -> Clause:
    """Returns the words near a figure: no more of a sentence than people write."""
    first = max(clause.start - _LONGEST, 0)
    last = clause.end + _LONGEST
    figures = tuple(
        (start - first, end - first)
        for start, end in clause.figures
        if first <= start and end <= last
    )
    text = clause.text[first:last]
    return Clause(text, clause.start - first, clause.end - first, figures)


def _stretch(clause: Clause) -> tuple[int, int, int]:
    """Returns where the part round a figure begins, and ends near it and in all.

    It begins at a comma behind which at least two words tell something.
    """
    first, last = own_words(clause)
    mark = _MARK.search(clause.text, clause.end)
    end = min(last, mark.start()) if mark else last
    near = tokens_of(clause.text[clause.end : end])[:_NEAR]
    marks = [m.end() for m in _MARK.finditer(clause.text, first, clause.start)]
    behind = telling(clause.text[clause.end : end])
    starts = (*reversed(marks), first)
    enough = (
        start
        for start in starts
        if len(telling(clause.text[start : clause.start]) + behind) >= _FEWEST
    )
    start = next(enough, first)
    return start, clause.end + (near[-1].end if near else 0), end


def telling(text: str) -> tuple[Token, ...]:
    """Returns the words that tell something: no times, units and names of the whole."""
    times = [(period.start, period.end) for period in periods_in(text)]
    return tuple(
        word
        for word in tokens_of(text)
        if len(word.text) > _SHORT
        and not word.text[0].isdigit()
        and word.text.casefold().removesuffix("'s").removesuffix("’s")
        not in _PASSED_OVER
        and word.stem not in _UNITS
        and not any(first <= word.start < last for first, last in times)
    )


def _tells_a_change(said: set[str]) -> bool:
    return any(word.startswith((*LEXICON.ups, *LEXICON.downs)) for word in said)


def _groups(case: Case, ahead: str, own: str, subject: Subject) -> frozenset[object]:
    above = " . ".join((*case.sentence.headings[1:], ahead))
    found: list[tuple[str, Ground, Naming]] = []
    for ground in subject.grounds.values():
        groups = groups_of(subject, ground)
        low = names_in_lower_case(own, groups, subject.brief)
        found += [(above, ground, n) for n in names_in(above, groups, subject.brief)]
        found += [(own, ground, n) for n in low]
    return frozenset(
        named.value.casefold()
        for text, ground, named in found
        if not _is_of_header(text[named.start : named.end], named, ground)
    )


def _is_of_header(said: str, named: Naming, ground: Ground) -> bool:
    """Returns whether a word names all of a column, not its `Redrock Partners`."""
    words = tokens_of(said)
    heads = tokens_of(ground.columns[named.column].header)
    is_part = len(words) == 1 < len(tokens_of(named.value))
    return is_part and any(_are_forms(words[0], head) for head in heads)


def _times(case: Case, text: str, own: str) -> frozenset[object]:
    headings = case.sentence.headings[1:]
    short = (
        (period.months, period.year)
        for period in periods_in(" . ".join((*headings, text)))
        if 0 < len(period.months) < _PART_OF_YEAR
    )
    title = {p.year for p in periods_in(" ".join(case.sentence.headings[:1]))}
    years = {p.year for part in (*headings, own) for p in periods_in(part) if p.year}
    return frozenset(short) | frozenset(years - title)


def _chosen(case: Case) -> frozenset[object]:
    uses = case.uses
    return frozenset(use.statistic for use in uses) & _CHOOSING


def _made_of(case: Case) -> tuple[frozenset[object], tuple[Token, ...]]:
    """Returns the columns that a figure adds up, and the words of their headers."""
    uses = case.uses
    if any(use.statistic is not Statistic.SUM or not use.cells for use in uses):
        return frozenset(), ()
    columns = {(u.side, c.sheet, c.first_column) for u in uses for c in u.cells}
    headers = " ".join(h.replace("_", " ") for use in uses for h in use.headers)
    return frozenset(columns), tokens_of(headers)


def _run(one: tuple[Token, ...], other: tuple[Token, ...]) -> int:
    """Returns how many words two rows of words begin with in common.

    A word for a statistic may only open them, right before another word.
    """
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        is_late = length > 0 and mine.stem in _STATISTICS
        if is_late or not _are_forms(mine, theirs):
            break
        length += 1
    is_led = one[0].stem in _STATISTICS and length > 1
    return 0 if is_led and not _adjoin(one[0], one[1]) else length


def _are_forms(one: Token, other: Token) -> bool:
    """Returns whether two words differ in nothing but a short ending."""
    if alike(one.stem, other.stem):
        return True
    a, b = (word.text.casefold().replace("ё", "е") for word in (one, other))
    pairs = zip(a, b, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same >= _BEGINNING and max(len(a), len(b)) - same <= _ENDING


def _is_whole(
    one: MeasureTold, here: int, other: MeasureTold, there: int, length: int
) -> bool:
    """Returns whether words in common stand by a figure and nothing parts the two."""
    is_by = here <= one.place <= here + length
    is_by = is_by or there <= other.place <= there + length
    is_parted = here > 0 and there > 0
    is_parted = is_parted and all(_led(one, here)) and all(_led(other, there))
    ends = here + length == len(one.words) or there + length == len(other.words)
    return is_by and ends and not is_parted


def _led(told: MeasureTold, place: int) -> Iterator[bool]:
    """Yields whether a word of the same phrase stands right before a place."""
    if place != told.place:
        yield _adjoin(told.words[place - 1], told.words[place])


def _adjoin(one: Token, other: Token) -> bool:
    return 0 <= other.start - one.end <= 1
