"""Two levels that a sentence tells go the other way than its word.

Finds: `rose from 120 to 100` and `упал с 5 до 7`: both figures recompute, and the word
between them says the opposite of what they say.

Why it matters: readers take the word with them, not the two numbers.

What to do: turn the word round, or the two figures.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.quantity import Comparison
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C029", "told-levels", Level.WARNING, Reason.DIRECTION)

_BODY = "\n\n```claims\n[c1] deals!C2\n= C2\n\n[c2] deals!C3\n= C3\n```\n"
PASSES = (f"It rose from [100](#c1) to [250](#c2).{_BODY}",)
FAILS = (f"It fell from [100](#c1) to [250](#c2).{_BODY}",)

_FROM = compiled(
    rf"\b(?:{alternatives('told_levels.from')})\s+(?:\w+\s+){{0,2}}[^\w\s]?$"
)
_TO = compiled(
    rf"^[^\d.;,]{{0,40}}?\b(?:{alternatives('told_levels.to')})\s+"
    rf"(?:\w+\s+){{0,2}}[^\w\s]?$"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every second level that its word contradicts."""
    for one, other in pairwise(subject.cases):
        words = _against(one, other)
        if words and other.claim_id is not None:
            span = other.figure.span
            yield RULE.finding(words, Place(span.line, span.column, other.claim_id))


def _against(one: Case, other: Case) -> str:
    first, second = one.figure.quantity, other.figure.quantity
    if first is None or second is None or one.sentence.text != other.sentence.text:
        return ""
    is_alike = first.kind is second.kind and first.value != second.value
    if not is_alike or {first.comparison, second.comparison} != {Comparison.EXACT}:
        return ""
    sign = _word_between(sentence_round(one.sentence), sentence_round(other.sentence))
    rises = second.value > first.value
    if not sign or (sign > 0) is rises:
        return ""
    return (
        f"{one.figure.text} to {other.figure.text} is a "
        f"{'rise' if rises else 'fall'}; the sentence says the opposite"
    )


def _word_between(one: Clause, other: Clause) -> int:
    """Returns 1 or -1 where two figures are told as `rose from A to B`, else 0."""
    before, between = one.text[: one.start], one.text[one.end : other.start]
    is_pair = one.text == other.text and _FROM.search(before) and _TO.match(between)
    return _direction(before) if is_pair else 0


def _direction(before: str) -> int:
    """Returns 1 behind a word of rising, -1 behind one of falling, 0 behind neither.

    Both, or a word of turning away, tell nothing.
    """
    words = [word.strip("(,.;:—") for word in before.casefold().split()]
    signs = {
        sign
        for word in words
        for sign, stems in ((1, LEXICON.ups), (-1, LEXICON.downs))
        if word.startswith(stems)
    }
    is_turned = not LEXICON.denials.isdisjoint(words)
    return signs.pop() if len(signs) == 1 and not is_turned else 0
