"""Which bounds a sentence sets on what it counts: `below $40,000`, `не менее 10 %`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON
from verifier.figures import number_words_of, read_mentions
from verifier.languages import alternatives, compiled, listed, words
from verifier.model.quantity import Comparison, Convention

if TYPE_CHECKING:
    from decimal import Decimal

    from verifier.model.case import Case
    from verifier.model.quantity import Mention, Quantity

_CONVENTIONS = (Convention(".", "en"), Convention(",", "ru"))
_OPERATORS = {
    Comparison.OVER: (">", True),
    Comparison.AT_LEAST: (">=", True),
    Comparison.LESS_THAN: ("<", True),
    Comparison.AT_MOST: ("<=", True),
}
_LOOSE = compiled(rf"(?:{alternatives('said_bounds.loose')})\s*[^\w\s]?\s*$")
_COMPARATIVE = listed("sentence.comparative_endings")  # дороже, дешевле
_NOTS = tuple([word] for word in words("sentence.nots"))
_PLUS = re.compile(r"\+\s*$")


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that a sentence states.

    Attributes:
        text: the number, as printed.
        operator: `<`, `<=`, `>` or `>=`.
        values: what the number may mean, by the ways of writing numbers.
        is_strict: whether the words say if the very number belongs to it.
        unit: of the number, or empty.
    """

    text: str
    operator: str
    values: tuple[Decimal, ...]
    is_strict: bool
    unit: str


def bounds_said(case: Case) -> tuple[Bound, ...]:
    """Returns the bounds among the words of a figure, in order."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    found: dict[int, Bound] = {}
    for convention in _CONVENTIONS:
        for mention in read_mentions(clause.text, convention):
            is_figure = any(
                mention.start < end and start < mention.end
                for start, end in clause.figures
            )
            if is_figure or not first <= mention.start < last:
                continue
            bound = _bound_of(mention, clause.text)
            if bound is None:
                continue
            known = found.get(mention.start)
            values = bound.values if known is None else known.values + bound.values
            found[mention.start] = Bound(
                bound.text,
                bound.operator,
                tuple(dict.fromkeys(values)),
                bound.is_strict,
                bound.unit,
            )
    return tuple(found[start] for start in sorted(found))


def numbers_said(case: Case) -> frozenset[Decimal]:
    """Returns every number that a figure's sentence, label or headings state."""
    clause, sentence = sentence_round(case.sentence), case.sentence
    rest = f"{clause.text[: clause.start]} {clause.text[clause.end :]}"
    texts = (rest, sentence.context, *sentence.headings)
    return frozenset(
        number
        for convention in _CONVENTIONS
        for text in texts
        for number in number_words_of(text, convention)
    )


def _bound_of(mention: Mention, text: str) -> Bound | None:
    quantity = mention.quantity
    if quantity is None or quantity.upper is not None:
        return None
    before = text[: mention.start].rstrip(" $€£₽")
    operator, is_strict = _operator_of(quantity, before)
    if not operator:
        return None
    is_loose = _LOOSE.search(text[: mention.start]) or _PLUS.search(mention.text)
    return Bound(
        mention.text,
        operator,
        (quantity.value,),
        is_strict and not is_loose,
        quantity.unit,
    )


def _operator_of(quantity: Quantity, before: str) -> tuple[str, bool]:
    if quantity.comparison in _OPERATORS:
        return _OPERATORS[quantity.comparison]
    words = before.casefold().split()
    if not words or quantity.comparison is not Comparison.EXACT:
        return "", False
    has_than = words[-1] in LEXICON.than and len(words) > 1
    words = words[:-1] if has_than else words
    word, is_turned = words[-1], words[-2:-1] in _NOTS
    if not has_than and not word.endswith(_COMPARATIVE):
        return "", False
    is_high, is_low = (word.startswith(w) for w in (LEXICON.highs, LEXICON.lows))
    if not is_high and not is_low:
        return "", False
    over, under = (">=", "<=") if is_turned else (">", "<")
    return (over if is_high is not is_turned else under), True
