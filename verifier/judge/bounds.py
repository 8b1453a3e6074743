"""Bounds on the very column that is computed: does the sentence state them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier import languages
from verifier.figures import number_words_of
from verifier.figures.conditions import is_limited_to
from verifier.judge.words import WORDS
from verifier.model.case import Objection
from verifier.model.quantity import Convention
from verifier.model.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.model.case import Case, Sentence
    from verifier.model.plan import Bound, Traits

_CONVENTIONS = (Convention(".", "en"), Convention(",", "ru"))
_ENDS = (". ", "! ", "? ", "; ", "\n")
_NEAR = 200  # letters before a figure, of which a pronoun may speak
_SIGN_WORDS = languages.listed("direction.signs")


def unstated_bounds(
    case: Case,
    traits: Traits,
    numbers_of: Callable[[str, Convention], tuple[Decimal, ...]] = number_words_of,
) -> Iterator[Objection]:
    """Yields an objection for every bound that neither sentence nor heading states.

    Args:
        case: the figure with the words round it.
        traits: what its calculation is made of.
        numbers_of: finds all numbers that a text states.
    """
    bounds = [bound for bound in traits.bounds if bound.numbers]
    if not bounds:
        return
    text = _words_round(case.sentence)
    stated = _numbers_in(text, numbers_of)
    start = case.sentence.start
    before = case.sentence.text[max(start - _NEAR, 0) : start].lower()
    for bound in bounds:
        if not _is_stated(bound, stated, text, before):
            yield Objection(
                Reason.UNSTATED_CRITERION,
                f"the calculation bounds its own column by {bound.text}, which neither "
                "the sentence nor a heading states",
            )


def _is_stated(
    bound: Bound, stated: frozenset[Decimal], text: str, before: str
) -> bool:
    return all(
        (number.is_finite() and number in stated)
        or (number == 0 and any(word in text for word in _SIGN_WORDS))
        or (number == 0 and is_limited_to(text, bound.text, before))
        for number in bound.numbers
    )


def _words_round(sentence: Sentence) -> str:
    """Returns the figure's sentence without the figure, its headings and context."""
    text = sentence.text
    starts = [(text.rfind(end, 0, sentence.start), len(end)) for end in _ENDS]
    start = max(place + length if place >= 0 else 0 for place, length in starts)
    stops = [text.find(end, sentence.end) for end in _ENDS]
    stop = min((place for place in stops if place >= 0), default=len(text))
    before, after = text[start : sentence.start], text[sentence.end : stop]
    parts = (before, after, *sentence.headings, sentence.context)
    return "\n".join(parts).lower()


def _numbers_in(
    text: str, numbers_of: Callable[[str, Convention], tuple[Decimal, ...]]
) -> frozenset[Decimal]:
    """Returns the numbers that a text states, as either convention reads it."""
    found = {number for each in _CONVENTIONS for number in numbers_of(text, each)}
    ordinals = {
        Decimal(WORDS.ordinals[word])
        for token in text.split()
        for word in (token.strip(".,:;()"), token.partition("-")[0])
        if word in WORDS.ordinals
    }
    return frozenset(found | ordinals)
