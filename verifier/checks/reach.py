"""Which words of a sentence go with which of its figures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, listed, words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verifier.checks.sentences import Clause

_PART = re.compile(r"[,;:(]\s|\s\(|\s[—–-]\s|\)")
_JOINED = compiled(rf"\s(?:{'|'.join(listed('sentence.joins'))})\s")
_ONWARD = compiled(  # from 3 in May to 4 in June
    rf"\s(?:{alternatives('reach.onward')})\s*[^\w\s]?$"
)
_JOINS = words_of("sentence.joins")
_MOST_APART = 4  # words between a comma and the figure that speaks of the same
_MOST_JOINED = 7  # words between two figures that no comma parts


class Spoken(Protocol):
    """Something that a sentence says at a place."""

    @property
    def start(self) -> int:
        """Offset, inclusive."""
        ...

    @property
    def end(self) -> int:
        """Offset, exclusive."""
        ...


T = TypeVar("T", bound=Spoken)


def unhidden(found: Iterable[T]) -> list[T]:
    """Returns what is said in the order of its places, but what a longer one holds.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> kept = unhidden(Clause("", s, e, ()) for s, e in ((4, 6), (0, 3), (0, 6)))
        >>> [(one.start, one.end) for one in kept]
        [(0, 6)]
    """
    kept: list[T] = []
    start, reach, before = -1, -1, -1  # of this place: its longest; and of all before
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start > start:
            before = max(before, reach)
            start, reach = one.start, one.end
        if one.end == reach and one.end > before:
            kept.append(one)
    return kept


def own_words(clause: Clause) -> tuple[int, int]:
    """Returns the stretch of a sentence that speaks of its figure and no other.

    It begins behind the figure before and ends at the figure after; a comma or
    dash between two figures parts their words.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> said = Clause("We won 3, EMEA lost 2", 7, 8, ((7, 8), (20, 21)))
        >>> said.text[slice(*own_words(said))]
        'We won 3'
    """
    before = [end for _, end in clause.figures if end <= clause.start]
    after = [start for start, _ in clause.figures if start >= clause.end]
    first, last = max(before, default=0), min(after, default=len(clause.text))
    if before:
        parts = [*_PART.finditer(clause.text, first, clause.start)][:1]
        parts = parts or [*_JOINED.finditer(clause.text, first, clause.start)][-1:]
        parts = parts or [*_ONWARD.finditer(clause.text, first, clause.start)]
        first = parts[0].end() if parts else first
    if after:
        part = _PART.search(clause.text, clause.end, last)
        part = part or _JOINED.search(clause.text, clause.end, last)
        part = part or _ONWARD.search(clause.text, clause.end, last)
        last = part.start() if part else clause.end
    return first, last


def own_text(clause: Clause) -> str:
    """Returns the words of that stretch.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> own_text(Clause("We won 3, EMEA lost 2", 20, 21, ((7, 8), (20, 21))))
        'EMEA lost 2'
    """
    return clause.text[slice(*own_words(clause))]


def goes_with(clause: Clause, said: Sequence[T]) -> tuple[T, ...]:
    """Returns those of several words that go with the figure.

    As many words as figures go together in order. Else the figure's own words count;
    where they say nothing, what stands last before the figure, if it opens the
    sentence: `EMEA won 5 deals, worth $4M`.
    """
    if len(said) == len(clause.figures) > 1 and _alternate(clause, said):
        return (said[clause.place],)
    first, last = own_words(clause)
    own = tuple(s for s in said if first <= s.start and s.end <= last)
    if own:
        return own
    opening = clause.figures[0][0]
    before = tuple(s for s in said if s.end <= opening)
    between = any(opening <= s.start < clause.start for s in said)
    return () if between or not _carries_on(clause) else before


def _carries_on(clause: Clause) -> bool:
    """Returns whether all figures up to this one speak of what opens the sentence.

    They do where few words stand between, none of which begins with a capital, compares
    or speaks of everything: `worth`, `or`, `with an average of`.
    """
    figures = [f for f in clause.figures if f[0] <= clause.start]
    for (_, end), (start, _) in pairwise(figures):
        between = clause.text[end:start]
        part = _PART.split(between)[-1]
        words = [w for w in part.split() if w.casefold() not in _JOINS]
        if not words:
            return False
        most = _MOST_APART if part != between else _MOST_JOINED
        if len(words) > most or any(w[:1].isupper() for w in words):
            return False
        folded = " ".join(between.split()).casefold()
        other = LEXICON.comparators | LEXICON.everything
        if any(f" {word} " in f" {folded} " for word in other):
            return False
    return True


def _alternate(clause: Clause, said: Sequence[Spoken]) -> bool:
    """Returns whether words and figures stand in turn, or all words before or after."""
    starts = [start for start, _ in clause.figures]
    places = [s.start for s in said]
    turns = all(w < f for w, f in zip(places, starts, strict=True)) or all(
        w > f for w, f in zip(places, starts, strict=True)
    )
    inner = list(zip(places[1:], starts, strict=False))
    back = list(zip(places, starts[1:], strict=False))
    is_turn = all(w > f for w, f in inner) or all(w < f for w, f in back)
    apart = max(places) < min(starts) or min(places) > max(starts)
    return turns and (is_turn or apart)
