"""Bounds on the very column that is computed: does the sentence state them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier import languages
from verifier.figures import number_words_of, without_parts_of_year
from verifier.figures.conditions import conditions_in, may_be_limited_to
from verifier.judge.words import WORDS
from verifier.model.case import Objection
from verifier.model.quantity import Convention
from verifier.model.reason import Reason
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.model.case import Case, Sentence
    from verifier.model.plan import Bound, Traits
    from verifier.model.use import Criterion, Use

_CONVENTIONS = (Convention(".", "en"), Convention(",", "ru"))
_ENDS = (". ", "! ", "? ", "; ", "\n")
_NEAR = 200  # letters before a figure, of which a pronoun may speak
_SIGN_WORDS = languages.listed("direction.signs")
_COLLECTIVES = languages.meanings("direction.collectives", int)
_SPANS = tuple(
    (Decimal(number), word)
    for number, found in languages.senses("direction.spans")
    for word in found
)
_LEADS = "|".join(
    languages.alternatives(f"said_bounds.{key}")
    for key in ("at_most", "at_least", "over", "under")
)
_TAILS = "|".join(
    languages.alternatives(f"said_bounds.{key}") for key in ("or_more", "or_less")
)
_UNIT = (
    rf"(?P<half>{languages.alternatives('said_bounds.half_unit')})?"
    rf"(?:{languages.alternatives('said_bounds.one_unit')})?"
    rf"(?P<unit>{'|'.join(sorted({word for _, word in _SPANS}))})(?!\w)"
)
_SPAN = languages.compiled(rf"(?:{_LEADS})\s+{_UNIT}")
_SPAN_BEFORE = languages.compiled(rf"(?<!\w){_UNIT}\s+(?:{_TAILS})(?!\w)")
_UNMOVED = frozenset({Statistic.SUM, Statistic.MAXIMUM})  # by zeros, present or not
_NON_ZERO = frozenset({">", "<>"})


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
    zeros = _zeros_left_out(traits.uses)
    if zeros and all(use.statistic in _UNMOVED for use, _ in zeros):
        bounds = [bound for bound in bounds if any(bound.numbers)]
    headers = {header for use in traits.uses for header in use.headers}
    names = " ".join((*headers, *(criterion.header for _, criterion in zeros)))
    text = _words_round(case.sentence)
    stated = _numbers_in(text, numbers_of)
    start = case.sentence.start
    before = case.sentence.text[max(start - _NEAR, 0) : start].lower()
    for bound in bounds:
        named = replace(bound, text=f"{bound.text} {names}")
        # what is computed has no name that a text could have
        is_free = bound.column not in headers and not any(bound.numbers)
        is_told = is_free and bool(bound.column) and bool(conditions_in(text))
        if not is_told and not _is_stated(named, stated, text, before):
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
        or (number == 0 and may_be_limited_to(text, bound.text, before))
        for number in bound.numbers
    )


def _zeros_left_out(uses: tuple[Use, ...]) -> list[tuple[Use, Criterion]]:
    """Returns the uses that leave zeros of their own cells out, by which criterion."""
    return [
        (use, criterion)
        for use in uses
        for criterion in use.criteria
        if criterion.operator in _NON_ZERO
        and criterion.values == ("0",)
        and not criterion.part
        and any(
            cells.sheet == criterion.cells.sheet
            and cells.first_column <= criterion.cells.first_column <= cells.last_column
            for cells in use.cells
        )
    ]


def _words_round(sentence: Sentence) -> str:
    """Returns the figure's sentence without the figure, its headings and context."""
    text = sentence.text
    starts = [(text.rfind(end, 0, sentence.start), len(end)) for end in _ENDS]
    start = max(place + length if place >= 0 else 0 for place, length in starts)
    stops = [text.find(end, sentence.end) for end in _ENDS]
    stop = min((place for place in stops if place >= 0), default=len(text))
    before, after = text[start : sentence.start], text[sentence.end : stop]
    headings = map(without_parts_of_year, sentence.headings)
    parts = (before, after, *headings, sentence.context)
    return "\n".join(parts).lower()


def _numbers_in(
    text: str, numbers_of: Callable[[str, Convention], tuple[Decimal, ...]]
) -> frozenset[Decimal]:
    """Returns the numbers that a text states, as either convention reads it."""
    found = {number for each in _CONVENTIONS for number in numbers_of(text, each)}
    ordinals = {
        Decimal(known[word])
        for token in text.split()
        for word in (token.strip(".,:;()"), token.partition("-")[0])
        for known in (WORDS.ordinals, _COLLECTIVES)
        if word in known
    }
    return frozenset(found | ordinals | set(_spans_in(text)))


def _spans_in(text: str) -> Iterator[Decimal]:
    """Yields how many of a smaller unit a bound of one unit has: over half an hour."""
    for pattern in (_SPAN, _SPAN_BEFORE):
        for match in pattern.finditer(text):
            for number, word in _SPANS:
                if word == match["unit"]:
                    yield number / 2 if match["half"] else number
