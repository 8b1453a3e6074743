"""Which superlatives a sentence holds, and which stretch of it speaks of a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from verifier.checks.nobody import Unmatched, ends_of_degree, unmatched_in
from verifier.checks.ordinals import Ordinal, ordinals_in
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, patterns, words as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.sentences import Clause

_BREAK = compiled(rf";|\b(?:{alternatives('superlatives.breaks')})\b")
_NOUN = 60  # letters before `with` among which its noun is said of a group
_LEASTS = words_of("sentence.leasts")
_BEHIND = 30  # letters before a superlative that may take its point away
_NO_MANY = "".join(f"(?<!{word})" for word in patterns("superlatives.many_before"))
_NAMES_MANY = compiled(rf"{_NO_MANY}\s+(?:{alternatives('superlatives.names_many')})")
_WITH = compiled(
    rf"\b(?:{alternatives('superlatives.with')})\s+(?:{alternatives('days.article')})?$"
)
_CONCEDED = compiled(
    rf"\b(?:{alternatives('superlatives.conceded')})\s+(?:{alternatives('days.article')})?$"
)
_SAID_OF_IT = compiled(
    rf"(?:^|(?<!\w))(?:{alternatives('superlatives.predicate')})$", re.MULTILINE
)
_PLACE = re.compile(r"([\w]+)[\s-]+$")
_MOST_OF = compiled(rf"\s+(?:{alternatives('superlatives.most_of')})")
_QUALITY = compiled(rf"\s+(?:{alternatives('superlatives.quality')})")
_ANY = compiled(alternatives("superlatives.any"), 0)
_PLAIN = compiled(rf"\s+(?:{alternatives('superlatives.plain')})\b")
_PLURAL = compiled(rf"\s+({alternatives('superlatives.plural')})\b", 0)
_THEY_ARE = compiled(rf"\s*(?:{alternatives('superlatives.they_are')})")
_BUT_ONE = compiled(
    rf"(?:{alternatives('superlatives.but_one')})\s+(?=(?-i:\W?[A-ZА-ЯЁ]))"
)
_SINGULAR = compiled(rf"(?:{alternatives('superlatives.singular')})$", 0)


@dataclass(frozen=True, slots=True)
class Superlative:
    """A superlative of a sentence.

    Attributes:
        text: as the sentence has it.
        start: offset, inclusive.
        end: exclusive.
        ends: which ends of the ranking it may mean: 1 the highest, -1 the lowest.
        place: 1 where it names the first.
        is_size: whether it tells how large a group is, whatever is measured.
        is_beaten_by_none: whether its group stands behind: `no region has more than`.
        is_place: whether it names a place alone, so that the measure tells the end.
        is_next: whether it leads to the group that comes next: `followed by`.
        has_rival: whether the group behind is another: `second only to`.
        is_aside: whether it only describes a group: `SMB, with the highest churn, …`.
    """

    text: str
    start: int
    end: int
    ends: frozenset[int]
    place: int = 1
    is_size: bool = False
    is_aside: bool = False
    is_beaten_by_none: bool = False
    is_place: bool = False
    is_next: bool = False
    has_rival: bool = False

    @property
    def beats_every_one(self) -> bool:
        """Whether it says of whom: `больше всех`, `fewer than anywhere else`."""
        words = self.text.casefold().split()
        return words[-1] in LEXICON.every_one or _ANY.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch of a sentence that speaks of one of its figures.

    Attributes:
        text: the stretch.
        start: offset of the figure in it, inclusive.
        end: exclusive.
    """

    text: str
    start: int
    end: int


def reach_of(clause: Clause) -> Reach:
    """Returns the stretch round a figure up to its neighbours.

    A neighbour's half ends at a conjunction or semicolon.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> text = "EMEA leads with 41, while APAC has 32."
        >>> reach_of(Clause(text, 16, 18, ((16, 18), (35, 37)))).text
        'EMEA leads with 41, '
    """
    first = max((e for _, e in clause.figures if e <= clause.start), default=0)
    last = min(
        (s for s, _ in clause.figures if s >= clause.end), default=len(clause.text)
    )
    if first:
        for found in _BREAK.finditer(clause.text, first, clause.start):
            first = found.end()
    if last < len(clause.text):
        found = _BREAK.search(clause.text, clause.end, last)
        last = found.start() if found else last
    return Reach(clause.text[first:last], clause.start - first, clause.end - first)


@lru_cache(maxsize=128)
def superlatives_in(text: str) -> tuple[Superlative, ...]:
    """Returns the superlatives that rank a group, in order.

    `one of the largest`, `the top 3`, `at most` and `most customers` are none.

    Example:
        >>> [s.text for s in superlatives_in("At most 5; EMEA has the most deals.")]
        ['the most']
    """
    found = [_of_nobody(text, unmatched) for unmatched in unmatched_in(text)]
    found += (_placed(text, ordinal) for ordinal in ordinals_in(text))
    for match in _pattern().finditer(text):
        one = _read(text, match)
        if one is not None and not any(
            o.start < one.end and one.start < o.end for o in found
        ):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _placed(text: str, ordinal: Ordinal) -> Superlative:
    said = text[ordinal.start : ordinal.end]
    return Superlative(
        said,
        ordinal.start,
        ordinal.end,
        frozenset({ordinal.sign}),
        ordinal.place,
        is_size=_is_in(said.casefold(), LEXICON.sizes),
        is_place=ordinal.sign > 0,
        has_rival=ordinal.has_rival,
    )


def _of_nobody(text: str, told: Unmatched) -> Superlative:
    said, has_rival = text[told.start : told.end], told.has_rival
    return Superlative(
        said,
        told.start,
        told.end,
        told.ends,
        told.place,
        is_beaten_by_none=not has_rival,
        has_rival=has_rival,
    )


def ends_of_time(one: Superlative, unit: str) -> frozenset[int]:
    """Returns which ends a superlative means, where its figure may be a time.

    Example:
        >>> (slow,) = superlatives_in("Chat is the slowest")
        >>> sorted(ends_of_time(slow, "hours")), sorted(ends_of_time(slow, "%"))
        ([1], [-1, 1])
    """
    said = " ".join(one.text.casefold().split())
    if not unit.casefold().startswith(tuple(LEXICON.durations)):
        return one.ends
    if said in LEXICON.slowest:
        return frozenset({1})
    return frozenset({-1}) if said in LEXICON.quickest else one.ends


def _read(text: str, match: re.Match[str]) -> Superlative | None:
    said = " ".join(match[0].casefold().split())
    before, after = text[max(match.start() - _BEHIND, 0) : match.start()], match.end()
    if _CONCEDED.search(before):
        return None  # Business, although the least often chosen, brought 5
    if _ends_with(before, LEXICON.rank_turned, said) or _NAMES_MANY.match(text, after):
        return None
    ends, quality = _ends_of(said), said in {"the most", "the least"}
    if quality and _MOST_OF.match(text, after):
        return None
    if quality and _QUALITY.match(text, after) and not _PLAIN.match(text, after):
        ends = frozenset({1, -1})
    is_size = _is_in(said, LEXICON.sizes)
    if is_size and _is_of_several(text, after):
        return None
    place = _PLACE.search(before)
    rank = LEXICON.rank_places.get(place[1].casefold(), 1) if place else 1
    one = Superlative(
        match[0],
        match.start(),
        match.end(),
        ends,
        rank,
        is_size,
        _is_aside(text[: match.start()]),
    )
    return _without_one(one, text)


def _without_one(one: Superlative, text: str) -> Superlative:
    """Returns a superlative whose rivals are all but one: more than any except EMEA."""
    but = _BUT_ONE.match(text, one.end) if one.beats_every_one else None
    if but is None:
        return one
    return replace(one, end=but.end(), place=one.place + 1, has_rival=True)


def _is_of_several(text: str, after: int) -> bool:
    """Returns whether what is large are members of a group, not groups themselves.

    `The largest deals were in EMEA`, and not `the largest buyers were hotels`.
    """
    plural = _PLURAL.match(text, after)
    if plural is None or _SINGULAR.search(plural[1]):
        return False
    return _THEY_ARE.match(text, plural.end()) is None


def _is_aside(before: str) -> bool:
    """Returns whether a superlative behind `with` only describes a group."""
    found = _WITH.search(before, max(len(before) - _BEHIND, 0))
    if found is None:
        return False
    said = before[max(found.start() - _NOUN, 0) : found.start()]
    return _SAID_OF_IT.search(said) is None


def _ends_of(said: str) -> frozenset[int]:
    if _is_in(said, LEXICON.extreme | LEXICON.slowest | LEXICON.quickest):
        return frozenset({1, -1})
    if _is_in(said, LEXICON.highest):
        return frozenset({1})
    if _is_in(said, LEXICON.lowest):
        return frozenset({-1})
    words = said.split()
    if words[0] in {"more", "less"} and words[2:3] == ["than"]:
        return frozenset({1, -1})  # more punctual than any other
    is_beyond_all = words[-1] in LEXICON.every_one or _ANY.search(said) is not None
    ends = ends_of_degree(words[0] if is_beyond_all else words[-1])
    return frozenset(-end for end in ends) if words[0] in _LEASTS else ends


def _ends_with(before: str, phrases: Iterable[str], said: str) -> bool:
    words = " ".join(before.casefold().replace("’", "'").rstrip("-").split())
    padded = f" {words}"
    if said.startswith("the "):
        padded += " the"
    return any(
        padded.endswith(phrase if phrase.startswith("n't") else f" {phrase}")
        for phrase in phrases
    )


def _is_in(said: str, phrases: Iterable[str]) -> bool:
    return any(
        said.startswith(phrase[:-1]) if phrase.endswith("*") else said == phrase
        for phrase in phrases
    )


@cache
def _pattern() -> re.Pattern[str]:
    every = LEXICON.highest | LEXICON.lowest | LEXICON.extreme
    every |= LEXICON.slowest | LEXICON.quickest
    ways = sorted((_spelled(phrase) for phrase in every), key=len, reverse=True)
    ways += patterns("sentence.superlatives")
    return compiled(rf"\b(?:{'|'.join(ways)})\b")


def _spelled(phrase: str) -> str:
    words = re.escape(phrase).replace(r"\*", r"\w*").replace("\\ ", " ")
    return words.replace(" ", r"\s+")
