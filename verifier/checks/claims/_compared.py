"""Which of two things a sentence puts ahead, and with which one it compares it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.words.relations import (
    AHEAD,
    BARE,
    BEHIND,
    FELL,
    HEDGE,
    LESS,
    MORE,
    OWED,
    ROSE,
    THAN,
)
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause

_BY = rf"(?:{alternatives('relations.by')})\W+{HEDGE}\W*$"
_VERB = compiled(
    rf"(?<!\w)(?:(?P<more>{AHEAD})|(?P<less>{BEHIND}))(?!\w)(?P<other>[^;:]{{0,60}}?)"
    rf"(?:\s{_BY}|(?<=\w)\s+{HEDGE}\W*$)"
)
_BY_MORE = compiled(
    rf"(?<!\w)(?:(?P<more>{MORE})|(?P<less>{LESS}))(?!\w)(?P<other>[^;:]{{1,60}}?)\s{_BY}"
)
_BEHIND_FIGURE = compiled(
    rf"^\W*(?:\w+\W+){{0,2}}?(?:(?P<more>{MORE})|(?P<less>{LESS}))(?!\w)(?P<other>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TIMES = compiled(
    rf"^\W*(?:(?:{alternatives('relations.times')})\W+)?"
    rf"(?:(?:{alternatives('relations.times_as')})\W+)?(?P<other>.*)",
    re.IGNORECASE | re.DOTALL,
)
_THAN = compiled(THAN)
_TREND = compiled(rf"(?<!\w)(?:(?P<rose>{ROSE})|(?P<fell>{FELL}))(?!\w)")
_STATES = compiled(  # rose in March by 5, rose 5; but not rose to 5
    rf"^(?:[^;:.]{{0,60}}\s(?:{alternatives('relations.by_step')})\s+{HEDGE}\W*|"
    rf"\W*{HEDGE}(?:\w+ly\W+)?\W*)$"
)
_NOUN = compiled(
    rf"^\W*(?:(?P<rose>{alternatives('relations.rose_nouns')})|"
    rf"(?P<fell>{alternatives('relations.fell_nouns')}))(?!\w)"
)
_OWED = compiled(OWED)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a sentence compares.

    Attributes:
        sign: 1 where the leader is said to be ahead, -1 where it is behind, 0 where
            the figure says how many times the other it is.
        leader: the words before, which name what is compared.
        other: the words that name with what.
    """

    sign: int
    leader: str
    other: str


def compared_in(clause: Clause, *, is_multiple: bool) -> Compared | None:
    """Returns what a figure's sentence compares, None where it does not.

    Args:
        clause: the sentence.
        is_multiple: whether the figure says how many times something is another.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> said = Clause("East has 3 more than West.", 9, 10, ((9, 10),))
        >>> compared_in(said, is_multiple=False)
        Compared(sign=1, leader='East has ', other=' West.')
    """
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    found = _VERB.search(before) or _BY_MORE.search(before)
    if found:
        other = _past_than(found["other"])
        return Compared(_sign(found), before[: found.start()], other)
    found = _BEHIND_FIGURE.match(behind)
    if found:
        word = (found["more"] or found["less"]).casefold()
        than = _THAN.search(found["other"])
        if than or word in BARE:
            return Compared(_sign(found), before, _past_than(found["other"]))
    times = _TIMES.match(behind) if is_multiple else None
    return Compared(0, before, times["other"]) if times else None


def trend_in(clause: Clause) -> int:
    """Returns 1 where the figure states an increase, -1 for a decrease, else 0.

    Of what one is short of, less may be a greater number: that is left alone, and so is
    what grew by so much less.
    """
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    if _OWED.search(clause.text[first:last]) or _BEHIND_FIGURE.match(behind):
        return 0
    noun = _NOUN.match(behind)
    if noun:
        return 1 if noun["rose"] else -1
    words = list(_TREND.finditer(before))
    if not words or not _STATES.match(before[words[-1].end() :]):
        return 0
    return 1 if words[-1]["rose"] else -1


def _sign(found: re.Match[str]) -> int:
    return 1 if found["more"] else -1


def _past_than(text: str) -> str:
    than = _THAN.search(text)
    return text[than.end() :] if than else text
