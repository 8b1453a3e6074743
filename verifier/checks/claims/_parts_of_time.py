"""Whether a sentence may mean a part of the time that it names, or another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._said_days import days_in
from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.checks.words.taken import PARTS
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.sentences import Clause

_PARTS = re.compile(PARTS, re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NEAR = 24  # letters before a time among which its season stands
_WORD_BEFORE = re.compile(r"([^\W\d_]{3,12}),?\s(?:[^\W\d_]{1,4}\s)?$")
_BREAK = re.compile(r"[:;]\s")
_LONGER = compiled(rf"\b(?:{alternatives('parts_of_time.longer')})\b")
_NEXT = re.compile(r"\s{1,3}([^\W\d_]{1,20})")


def speaks_of_a_part(clause: Clause, spans: Iterable[tuple[int, int]]) -> bool:
    """Returns whether own words may mean a part of a time, or another one besides.

    Args:
        clause: the sentence.
        spans: offsets of the words that name the time.
    """
    first, last = own_words(clause)
    text, spans = list(clause.text), list(spans)
    named = [_with_season(clause.text, *span) for span in spans]
    for start, stop in (*named, _figure(clause)):
        text[start:stop] = "|" * (stop - start)
    own = "".join(text)[max(first, _own_part(clause, spans)) : last]
    if spans and not any(clause.text[a:b].isdecimal() for a, b in spans):
        own = _LONGER.sub("|", own)  # of a year a quarter or month is told
    words = {word.casefold() for word in _WORD.findall(own)}
    return bool(
        _PARTS.search(own)
        or not words.isdisjoint(LEXICON.seasons | LEXICON.weekdays.keys())
        or days_in(clause.text[first:last])
    )


def _own_part(clause: Clause, spans: list[tuple[int, int]]) -> int:
    """Returns where the part of a sentence begins that names a time with its figure.

    Crews had work until late: in the fourth quarter they took 5 samples.
    """
    start = min((clause.start, *(first for first, _ in spans)))
    breaks = [m.end() for m in _BREAK.finditer(clause.text, 0, start)]
    return breaks[-1] if breaks and spans else 0


def _with_season(text: str, start: int, stop: int) -> tuple[int, int]:
    """Returns a time with the season before it, which it explains: summer, from June.

    The preposition of the time may stand between the two.
    """
    before = _WORD_BEFORE.search(text[max(start - _NEAR, 0) : start])
    is_season = before is not None and before[1].casefold() in LEXICON.seasons
    return (start - len(before[0]) if before and is_season else start), stop


def _figure(clause: Clause) -> tuple[int, int]:
    """Returns the offsets of a figure with the unit of time behind it: `5 days`."""
    behind = _NEXT.match(clause.text, clause.end)
    is_unit = behind is not None and behind[1].casefold() in LEXICON.time_units
    return clause.start, behind.end() if behind and is_unit else clause.end
