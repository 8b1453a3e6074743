"""Which hedge governs a number: the nearest, at most two words before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.lexicon import (
    DETERMINERS,
    HEDGES_BEFORE,
    LOOSE,
    RISING_TO,
    begins,
)
from verifier.figures.negations import contrary_of, is_negated
from verifier.figures.tokens import Gap, Kind
from verifier.languages import listed, words
from verifier.model.quantity import Comparison

if TYPE_CHECKING:
    from verifier.figures.found import Found
    from verifier.figures.tokens import Scan
    from verifier.figures.words._language import Hedges

_NEAR_CHANGE = 7  # tokens in which a verb makes «до» name a level
_LEAST = words("figures.least")
_MOST = words("figures.most")
_TWO_DIGITS = 10
_PASSED = words("figures.passed")  # a mark, or so many checks
_PASSED_BEHIND = words("figures.passed_behind")
_FROM = words("figures.from")
_BETWEEN = words("figures.steps")
_DURING = words("figures.during")
_TAKES = words("figures.takes") | {",", "("}
_SHARE = listed("figures.share")


def comparison_of(scan: Scan, found: Found, floor: int, behind: int) -> Comparison:
    """Returns how a number relates to the value that is meant.

    Args:
        scan: the text.
        found: the number.
        floor: index behind the number before: no hedge reaches over a number.
        behind: index behind the figure before: no negation reaches over a figure.
    """
    if found.comparison is not Comparison.EXACT:
        denied = is_negated(scan, found.first, behind)
        return contrary_of(found.comparison) if denied else found.comparison
    at = found.first
    if at and scan.tokens[at - 1].text in {"(", "\u201c", '"', "«"}:
        at -= 1
    hedge = _hedge(scan, found, at, floor)
    if hedge is None and at - 1 > floor and _may_stand_between(scan, at - 1):
        nearer = scan.tokens[at - 1]
        hedge = _hedge(scan, found, at - 1, floor)
        if hedge and hedge[0].is_preposition and nearer.word not in DETERMINERS:
            hedge = None
    if hedge is None:
        loose = at > floor and scan.tokens[at - 1].word in LOOSE
        return Comparison.ABOUT if loose and _is_long(found) else Comparison.EXACT
    return _said(hedge[0], denied=is_negated(scan, hedge[1], behind))


def _said(hedge: Hedges, *, denied: bool) -> Comparison:
    """Returns what a hedge says, denied or not."""
    if not denied:
        return Comparison.EXACT if hedge.only_negated else hedge.comparison
    return hedge.negated or contrary_of(hedge.comparison)


def _is_long(found: Found) -> bool:
    """Returns whether a number has two digits before its decimal sign."""
    return found.reading is not None and abs(found.reading.value) >= _TWO_DIGITS


def _may_stand_between(scan: Scan, index: int) -> bool:
    token = scan.tokens[index]
    return token.kind is Kind.WORD and token.gap is not Gap.NONE


def _hedge(scan: Scan, found: Found, at: int, floor: int) -> tuple[Hedges, int] | None:
    """Returns the hedge that ends right before a token, and where it begins.

    There is none where its words mean something else.
    """
    match = HEDGES_BEFORE.before(scan.tokens, at)
    if match is None:
        return None
    hedge, start = match
    if start < max(floor, 0):
        return None
    alone = hedge.is_preposition and start == at - 1
    if alone and not _bounds(scan, found, start, floor):
        return None
    return hedge, start


def _bounds(scan: Scan, found: Found, start: int, floor: int) -> bool:
    """Returns whether a preposition that has other meanings bounds the number."""
    word = scan.tokens[start].word
    if word in _LEAST:
        return _is_least(scan, found, start, floor)
    if word in _MOST:
        return not _names_a_level(scan, start)
    if word in _PASSED:
        return not _counts(scan, found)
    return word not in _DURING or not _is_during(scan, found, start, floor)


def _counts(scan: Scan, found: Found) -> bool:
    """Returns whether a noun is counted: `passed 12 checks`."""
    token = scan.tokens[found.last]
    is_bare = found.reading is not None and found.reading.is_bare
    return is_bare and token.kind is Kind.WORD and token.word not in _PASSED_BEHIND


def _is_least(scan: Scan, found: Found, start: int, floor: int) -> bool:
    """Returns whether «от» means at least, and not from, of or by."""
    before = scan.tokens[start - 1]
    if start == floor and floor:
        return False
    if before.word.startswith(_SHARE):
        return False
    if scan.tokens[found.last].word in _MOST:
        return True
    reading = found.reading
    if reading is not None and not reading.is_bare:
        return True
    return scan.tokens[start].link >= 0


def _names_a_level(scan: Scan, start: int) -> bool:
    """Returns whether «до» says where something rose or fell to."""
    for at in range(start - 1, max(start - _NEAR_CHANGE, -1), -1):
        token = scan.tokens[at]
        if token.text in {".", ";", "!", "?"} and scan.tokens[at + 1].gap:
            return False
        from_number = token.word in _FROM and scan.tokens[at + 1].kind is Kind.DIGITS
        if from_number or begins(token.word, RISING_TO):
            return True
    return False


def _is_during(scan: Scan, found: Found, start: int, floor: int) -> bool:
    """Returns whether `over` compares figures or names a time: 5% over 3 years."""
    if start == floor and floor:
        return True
    reading = found.reading
    if reading is None or not reading.suffix.is_span:
        return False
    return scan.tokens[start - 1].word not in _TAKES and start > 0
