"""Which places of a ranking a sentence names: `ranks second`, `на третьем месте`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from verifier.checks.words.places import (
    CLOSING,
    COLLECTIVES,
    FIRST,
    FROM_THE_END,
    FROM_THE_TOP,
    LAST,
    NEXT_TO_THE_END,
    NEXT_TO_THE_TOP,
    OF_TIME,
    PLACES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIGHEST, _LOWEST = 1, -1
_SECOND = 2


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place that a text names.

    Attributes:
        start: offset, inclusive.
        end: exclusive.
        place: counted from 1.
        sign: 1 where it is counted from the highest, -1 from the lowest.
        has_rival: whether the group behind it is the one before it: `second only to`.
    """

    start: int
    end: int
    place: int
    sign: int
    has_rival: bool = False


def ordinals_in(text: str) -> Iterator[Ordinal]:
    """Yields the places that a text names.

    Example:
        >>> [(o.place, o.sign) for o in ordinals_in("APAC ranks third at 5.")]
        [(3, 1)]
        >>> [*ordinals_in("In the second quarter we won 5.")]
        []
    """
    taken: list[tuple[int, int]] = []
    for pattern, place, sign in _patterns():
        for found in pattern.finditer(text):
            said = place or _place_of(found)
            has_rival = "rival" in pattern.groupindex and found["rival"] is not None
            start, end = found.span()
            if _is_of_time(found):
                continue  # оказался третий квартал
            if has_rival and said != _SECOND:
                continue
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield Ordinal(start, end, said, sign, has_rival)


def _is_of_time(found: re.Match[str]) -> bool:
    """Returns whether an ordinal that ends a form counts times: the third quarter."""
    told = found.groupdict()
    ends = [found.end(name) for name in told if name[0] == "p" and told[name]]
    return found.end() in ends and OF_TIME.match(found.string, found.end()) is not None


def _place_of(found: re.Match[str]) -> int:
    told = found.groupdict()
    return next(int(name[1:]) for name in told if name[0] == "p" and told[name])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Returns patterns with the place, 0 where their ordinal tells it, and the end.

    What is counted from the end comes first: `is second from the bottom`.
    """
    ordinal, group = (
        "|".join(f"(?P<p{place}>{ways})" for place, ways in table.items())
        for table in (PLACES, COLLECTIVES)
    )
    kinds = (
        (FROM_THE_END, 0, _LOWEST),
        (NEXT_TO_THE_END, _SECOND, _LOWEST),
        (CLOSING, 0, _HIGHEST),
        (LAST, 1, _LOWEST),
        (NEXT_TO_THE_TOP, _SECOND, _HIGHEST),
        (FROM_THE_TOP, 0, _HIGHEST),
        (FIRST, 1, _HIGHEST),
    )
    return tuple(
        (_compiled(form, ordinal, group), place, sign)
        for forms, place, sign in kinds
        for form in forms
    )


def _compiled(form: str, ordinal: str, group: str) -> re.Pattern[str]:
    filled = form.replace("{o}", f"(?:{ordinal})").replace("{c}", f"(?:{group})")
    return re.compile(rf"(?<!\w)(?:{filled})(?!\w)", re.IGNORECASE)
