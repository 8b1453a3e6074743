"""Statements that no other group does as much: `nowhere is it as high as in EMEA`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_EITHER = frozenset({1, -1})
_FIRST, _SECOND = 1, 2
_LEVELS = (
    (compiled(rf"^(?:{alternatives('nobody.many')})"), frozenset({1})),
    (compiled(rf"^(?:{alternatives('nobody.as_many')})$"), frozenset({1})),
    (compiled(rf"^(?:{alternatives('nobody.few')})"), frozenset({-1})),
)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A place that a text gives by saying who else has it not.

    Attributes:
        start: offset, inclusive.
        end: exclusive; the group stands behind, or the rival where there is one.
        ends: which ends of the ranking it may mean: 1 the highest, -1 the lowest.
        place: counted from that end.
        has_rival: whether the name behind is that of the only group ahead.
    """

    start: int
    end: int
    ends: frozenset[int]
    place: int = _FIRST
    has_rival: bool = False


def unmatched_in(text: str) -> Iterator[Unmatched]:
    """Yields the statements of a text that nobody, or only one, does as much.

    Example:
        >>> text = "No region has more than EMEA; nowhere are so few lost as in APAC."
        >>> [(sorted(one.ends), one.place) for one in unmatched_in(text)]
        [([1], 1), ([-1], 1)]
        >>> [one.place for one in unmatched_in("Only EMEA has more deals than APAC.")]
        [2]
    """
    taken: list[tuple[int, int]] = []
    for pattern, place in _patterns():
        for found in pattern.finditer(text):
            start, end = found.span()
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                has_rival = "rival" in pattern.groupindex
                yield Unmatched(start, end, _ends_of(found), place, has_rival)


def ends_of_degree(word: str) -> frozenset[int]:
    """Returns which end an adjective or comparative means; either where unknown."""
    if word.startswith(LEXICON.lows):
        return frozenset({-1})
    return frozenset({1}) if word.startswith(LEXICON.highs) else _EITHER


def _ends_of(found: re.Match[str]) -> frozenset[int]:
    told = found.groupdict()
    if told.get("degree"):
        return ends_of_degree(told["degree"].casefold())
    if told.get("beaten"):
        return frozenset({1})
    level = (told.get("level") or told.get("count") or "").casefold()
    return next((ends for known, ends in _LEVELS if known.match(level)), _EITHER)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Returns the forms of such statements, each with the place that it gives."""
    nones = "|".join(_spelled(p) for p in sorted(LEXICON.nones, key=len, reverse=True))
    degrees = "|".join(sorted((*LEXICON.highs, *LEXICON.lows), key=len, reverse=True))
    than = "|".join(sorted(LEXICON.than))
    nobody = rf"\b(?:{nones})(?:['’]s)?\s+\w[^.;:]{{0,60}}?\b"
    degree = rf"(?P<degree>(?:{degrees})\w*)"
    as_much = (
        rf"(?:{alternatives('nobody.as_much')})\s+(?P<level>[^\W\d]+)"
        rf"|(?P<count>{alternatives('nobody.as_many')})\b"
    )
    capital = r"(?=(?-i:\W?[A-ZА-ЯЁ]))"
    compared = (
        rf"(?:[^.;:]{{0,40}}?\b(?:{than})\b|(?=\s+[а-яё]{{3}}))"  # больше Парковой
    )
    behind = rf"(?:[^.;]{{0,60}}?\b(?:{alternatives('nobody.as')})(?!\w)|(?=\s*[:—–]))"
    beaten = rf"(?P<beaten>{alternatives('nobody.beaten')})(?!\w)"
    only = rf"(?<!\w)(?:{alternatives('nobody.only')})\s+{capital}[^.;:\d]{{2,60}}?"
    rival = rf"(?P<rival>{alternatives('nobody.only_rival')})\s{capital}"
    forms = (
        (f"{nobody}{degree}{compared}", _FIRST),
        (f"{nobody}(?:{as_much}){behind}", _FIRST),
        (rf"\b(?:{nones})\s(?:[^.;:]{{0,60}}?\s)?{beaten}", _FIRST),
        (rf"{only}\b{degree}\s[^.;:\d]{{0,40}}?\b(?:{than})\b", _SECOND),
        (rf"\b{degree}\s(?:[^\W\d]+\s+){{0,3}}?{rival}", _SECOND),
    )
    return tuple((compiled(form), place) for form, place in forms)


def _spelled(phrase: str) -> str:
    return re.escape(phrase).replace("\\ ", r"\s+")
