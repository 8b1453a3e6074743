"""Whether a hedge is denied: `no row sold more than`, «ни один не продал больше»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.lexicon import AFFIRMATIONS, CLAUSE_ENDS, NEGATIONS
from verifier.figures.tokens import Kind
from verifier.model.quantity import Comparison

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan

_FAR = 14  # tokens over which a negation may reach
_APOSTROPHES = frozenset("'\u2019")
_WITHIN = _APOSTROPHES | frozenset('-\u2011"«»\u201c\u201d')  # marks in a clause
_CONTRARY = {
    Comparison.OVER: Comparison.AT_MOST,
    Comparison.JUST_OVER: Comparison.AT_MOST,
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.LESS_THAN,
    Comparison.AT_MOST: Comparison.OVER,
}


def contrary_of(comparison: Comparison) -> Comparison:
    """Returns what is said where a comparison is denied.

    Example:
        >>> contrary_of(Comparison.OVER), contrary_of(Comparison.ABOUT)
        (<Comparison.AT_MOST: 'at-most'>, <Comparison.ABOUT: 'about'>)
    """
    return _CONTRARY.get(comparison, comparison)


def is_negated(scan: Scan, start: int, floor: int) -> bool:
    """Returns whether a negation before a hedge reaches it.

    Nothing but words may lie between, and none that begins another clause. A hedge
    that begins with a negation itself holds it already: «не более».

    Args:
        scan: the text.
        start: index of the hedge's first token.
        floor: index behind the figure before: no negation reaches over one.
    """
    if scan.tokens[start].word in NEGATIONS:
        return False
    for at in range(start - 1, max(floor, start - _FAR, 0) - 1, -1):
        token = scan.tokens[at]
        if token.word in CLAUSE_ENDS or not _is_within(scan, at):
            return False
        if _negates(scan, at):
            return not _is_affirmed(scan, at)
    return False


def _is_within(scan: Scan, at: int) -> bool:
    token = scan.tokens[at]
    return token.kind in {Kind.WORD, Kind.DIGITS} or token.text in _WITHIN


def _negates(scan: Scan, at: int) -> bool:
    """Returns whether a token is a negation, or the last of `didn't`."""
    tokens = scan.tokens
    if tokens[at].word in NEGATIONS:
        return True
    return (
        tokens[at].word == "t"
        and tokens[at - 1].text in _APOSTROPHES
        and tokens[at - 2].word.endswith("n")
    )


def _is_affirmed(scan: Scan, at: int) -> bool:
    """Returns whether the negation is part of a phrase that denies nothing."""
    tokens = scan.tokens
    begun = AFFIRMATIONS.at(tokens, at) or AFFIRMATIONS.at(tokens, max(at - 1, 0))
    return begun is not None and begun[1] > at
