"""Which of two things a sentence puts ahead, and with which one it compares it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.checks.words.relations import (
    AHEAD,
    BARE,
    BEHIND,
    BETTER,
    FAST,
    FELL,
    GAPS,
    HEDGE,
    LESS,
    MORE,
    OFTEN,
    OWED,
    ROSE,
    SELDOM,
    SLOW,
    THAN,
    WORSE,
)
from verifier.languages import alternatives, compiled
from verifier.languages.whens import WHEN

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause


class Sense(StrEnum):
    """What a comparative says of the two numbers that it compares."""

    AMOUNT = "amount"  # more, longer, cheaper: of the number itself
    OFTEN = "often"  # more often: so is the number, unless it is of the contrary
    PACE = "pace"  # faster, later: less of a time is faster
    WORTH = "worth"  # better, less satisfied: less of a cost is better


_SENSES = {
    "often": (1, Sense.OFTEN),
    "seldom": (-1, Sense.OFTEN),
    "fast": (-1, Sense.PACE),  # of a time, which is the usual measure of it
    "slow": (1, Sense.PACE),
    "better": (1, Sense.WORTH),
    "worse": (-1, Sense.WORTH),
    "more": (1, Sense.AMOUNT),
    "less": (-1, Sense.AMOUNT),
}
_COMPARATIVE = (
    rf"(?:(?P<often>{OFTEN})|(?P<seldom>{SELDOM})|(?P<fast>{FAST})|(?P<slow>{SLOW})|"
    rf"(?P<better>{BETTER})|(?P<worse>{WORSE})|(?P<more>{MORE})|(?P<less>{LESS}))(?!\w)"
)
_BY = rf"(?:{alternatives('relations.by')})\W+{HEDGE}\W*$"
_VERB = compiled(
    rf"(?<!\w)(?:(?P<more>{AHEAD})|(?P<less>{BEHIND}))(?!\w)(?P<other>[^;:]{{0,60}}?)"
    rf"(?:\s{_BY}|(?<=\w)\s+{HEDGE}\W*$)"
)
_BY_MORE = compiled(rf"(?<!\w){_COMPARATIVE}(?P<other>[^;:]{{1,60}}?)\s{_BY}")
_BEHIND_FIGURE = compiled(
    rf"^\W*(?:\w+\W+){{0,2}}?{_COMPARATIVE}(?P<other>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ANY = compiled(rf"(?<!\w){_COMPARATIVE}")
_GAP = rf"(?<!\w)(?:{GAPS})(?!\w)"
_GAP_BEFORE = compiled(rf"{_GAP}[^.;:\d]{{0,40}}?[\s:—–-]{HEDGE}\W*$")
_GAP_ALONE = compiled(rf"^\W*(?:\w+\W+){{0,3}}?{_GAP_BEFORE.pattern}")
_GAP_BEHIND = compiled(rf"^\W*(?:[\w.]+\W+){{0,2}}?{_GAP}")
_TIMES = compiled(
    rf"^\W*(?:(?:{alternatives('relations.times')})\W+)?"
    rf"(?:(?:{alternatives('relations.times_as')})\W+)?(?P<other>.*)",
    re.IGNORECASE | re.DOTALL,
)
_THAN = compiled(THAN)
_TREND = compiled(rf"(?<!\w)(?:(?P<rose>{ROSE})|(?P<fell>{FELL}))(?!\w)")
_BECAME = compiled(
    rf"(?<!\w)(?:{alternatives('relations.became')})\W+(?:\w+\W+){{0,2}}?{_COMPARATIVE}"
)
_STATES = compiled(  # rose in March by 5, rose 5; but not rose to 5
    rf"^(?:[^;:.]{{0,60}}\s(?:{alternatives('relations.by_step')})\s+{HEDGE}\W*|"
    rf"\W*(?:{WHEN}\W+)?{HEDGE}(?:\w+ly\W+)?\W*|[^;.]{{0,80}}?{_GAP_BEFORE.pattern})$"
)
_NOUN = compiled(
    rf"^\W*(?:(?P<rose>{alternatives('relations.rose_nouns')})|"
    rf"(?P<fell>{alternatives('relations.fell_nouns')}))(?!\w)"
)
_NEAR = 3  # words before a comparative that may turn it
_WORD = re.compile(r"[\w’']+")
_OWED = compiled(OWED)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a sentence compares.

    Attributes:
        sign: 1 where the leader is said to be ahead, -1 where it is behind, 0 where
            the figure says how many times the other it is.
        leader: the words before, which name what is compared.
        other: the words that name with what; none where it must be understood.
        sense: what the words of the comparison say of the numbers.
    """

    sign: int
    leader: str
    other: str
    sense: Sense = Sense.AMOUNT


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a sentence says that something went.

    Attributes:
        sign: 1 where it became more, -1 where it became less.
        sense: what the words say of the number: longer of a time is more, faster less.
    """

    sign: int
    sense: Sense


def compared_in(clause: Clause, *, is_multiple: bool) -> Compared | None:
    """Returns what a figure's sentence compares, None where it does not.

    Args:
        clause: the sentence.
        is_multiple: whether the figure says how many times something is another.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> said = Clause("East has 3 more than West.", 9, 10, ((9, 10),))
        >>> found = compared_in(said, is_multiple=False)
        >>> found.sign, found.leader.strip(), found.other.strip()
        (1, 'East has', 'West.')
    """
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    found = _VERB.search(before)
    if found and not _ANY.search(found["other"]):
        other = _past_than(found["other"])
        return Compared(_sign(found), before[: found.start()], other)
    found = _BY_MORE.search(before)
    if found:
        return _compared(found, before[: found.start()], found["other"])
    found = _BEHIND_FIGURE.match(behind)
    if found:
        than = _THAN.search(found["other"])
        if than or _word(found) in BARE:
            return _compared(found, before, found["other"])
    times = _TIMES.match(behind) if is_multiple else None
    if times:
        return Compared(0, before, times["other"])
    return None if is_multiple else _told_apart(before, behind)


def _told_apart(before: str, behind: str) -> Compared | None:
    """Returns what a gap is between: A is slower than B, with a difference of 5.

    The same is said of two by `A is slower than B: it takes 5 minutes more`.
    """
    alone = _BEHIND_FIGURE.match(behind)
    gap = _GAP_BEFORE.search(before)
    end = gap.start() if gap else len(before)
    if gap is None and alone is None and not _GAP_BEHIND.match(behind):
        return None
    found = [*_ANY.finditer(before, 0, end)]
    signs = {_sense(one) for one in found}
    if len(signs) != 1 or _is_denied(before, found[0]):
        is_said = alone is not None and not _is_denied(behind, alone)
        return _compared(alone, before, "") if alone and is_said else None
    first = found[0]
    return _compared(first, before[: first.start()], before[first.end() : end])


def _is_denied(text: str, found: re.Match[str]) -> bool:
    words = [w.casefold() for w in _WORD.findall(text[: found.start()])[-_NEAR:]]
    return not LEXICON.negations.isdisjoint(words)


def _compared(found: re.Match[str], leader: str, behind: str) -> Compared:
    """Returns what is compared, of the words before the comparative and behind it.

    What stands before `than` speaks of the leader: later in May than in June.
    """
    sign, sense = _sense(found)
    than = _THAN.search(behind)
    if than is None:
        return Compared(sign, leader, behind, sense)
    return Compared(sign, leader + behind[: than.start()], behind[than.end() :], sense)


def _sense(found: re.Match[str]) -> tuple[int, Sense]:
    return next(said for name, said in _SENSES.items() if found[name])


def _word(found: re.Match[str]) -> str:
    return next(found[name] for name in _SENSES if found[name]).casefold()


def tells_a_gap_alone(clause: Clause) -> bool:
    """Returns whether a sentence says how far apart two are, but not which is ahead.

    That stands in the sentence before: the gap is 5 minutes.
    """
    before = clause.text[: clause.start]
    is_alone = all(start >= clause.start for start, _ in clause.figures)
    return is_alone and bool(_GAP_ALONE.match(before)) and not _ANY.search(before)


def trend_in(clause: Clause) -> Trend | None:
    """Returns where something went whose step the figure states, None where nowhere.

    Of what one is short of, less may be a greater number: that is left alone, and so is
    what grew by so much less.
    """
    first, last = own_words(clause)
    before, behind = clause.text[first : clause.start], clause.text[clause.end : last]
    if _OWED.search(clause.text[first:last]) or _BEHIND_FIGURE.match(behind):
        return None
    noun = _NOUN.match(behind)
    if noun:
        return Trend(1 if noun["rose"] else -1, Sense.AMOUNT)
    became = [*_BECAME.finditer(before)]
    words = list(_TREND.finditer(before))
    if became and not words and _STATES.match(before[became[-1].end() :]):
        return Trend(*_sense(became[-1]))
    if not words or not _STATES.match(before[words[-1].end() :]):
        return None
    return Trend(1 if words[-1]["rose"] else -1, Sense.AMOUNT)


def _sign(found: re.Match[str]) -> int:
    return 1 if found["more"] else -1


def _past_than(text: str) -> str:
    than = _THAN.search(text)
    return text[than.end() :] if than else text
