"""Which bounds a sentence sets on what it counts: `below $40,000`, `не менее 10 %`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from verifier.checks.claims._bound_words import (
    EITHER,
    Amount,
    amounts_in,
    lead_of,
    operator_at,
    so_many_in,
)
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.words import LEXICON
from verifier.figures import (
    number_words_of,
    read_mentions,
    without_parts_of_year,
)
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
_LEAVING = compiled(rf"(?:{alternatives('said_bounds.leaving')})\s[^,;:.!?\d]{{0,60}}$")
_ONCE = compiled(rf"(?:{alternatives('said_bounds.once')})\s[^,;:.!?\d]{{0,60}}$")
_LEFT_OUT = compiled(
    rf"^[^,;:.!?\d]{{0,30}}?(?<!\w)(?:{alternatives('said_bounds.left_out')})(?!\w)"
)
_BEYOND = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_NEGATED = {">": "<=", "<": ">="}
_NEAR = 120  # letters round a bound in which words leave out what is beyond it


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that a sentence states.

    Attributes:
        start: offset in the text, inclusive.
        end: exclusive.
        text: the number, as printed.
        operator: `<`, `<=`, `>` or `>=`; EITHER of them that hold the bound.
        values: what the number may mean, by the ways of writing numbers.
        is_strict: whether the words say if the very number belongs to it.
        unit: of the number, or empty.
        is_word: whether words alone make it a bound: a year, a bare number word.
    """

    start: int
    end: int
    text: str
    operator: str
    values: tuple[Decimal, ...]
    is_strict: bool
    unit: str
    is_word: bool = False

    @property
    def sides(self) -> str:
        """`<` or `>`, or both."""
        return "<>" if self.operator == EITHER else self.operator[0]

    @property
    def operators(self) -> frozenset[str]:
        """The criteria that take what it leaves."""
        is_either = self.operator == EITHER
        return frozenset({"<=", ">="} if is_either else {self.operator})


def bounds_said(case: Case) -> tuple[Bound, ...]:
    """Returns the bounds among the words of a figure, else in its labels, in order."""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    own = tuple(
        bound
        for bound in bounds_in(clause.text)
        if first <= bound.start < last
        and not any(s < bound.end and bound.start < e for s, e in clause.figures)
    )
    return own or bounds_in(case.sentence.context)


def bounds_above(case: Case) -> tuple[Bound, ...]:
    """Returns the bounds of the nearest heading, where nothing nearer sets one."""
    headings = case.sentence.headings
    return bounds_in(headings[-1]) if headings and not bounds_said(case) else ()


@lru_cache(maxsize=64)
def bounds_in(text: str) -> tuple[Bound, ...]:
    """Returns the bounds that a text states, in order.

    Example:
        >>> [(b.operator, b.unit) for b in bounds_in("for more than half an hour")]
        [('>', 'hour')]
    """
    found: dict[int, Bound] = {}
    for convention in _CONVENTIONS:
        mentions = read_mentions(text, convention)
        plain = (_bound_of(mention, text) for mention in mentions)
        bounds = [bound for bound in plain if bound is not None]
        amounts = amounts_in(text, mentions, convention)
        worded = (_worded(amount, text) for amount in amounts)
        units = {bound.start: bound.unit for bound in bounds}
        told = [bound for bound in worded if bound is not None]
        new = [b for b in told if b.start not in units or b.unit > units[b.start]]
        kept = {bound.start: bound for bound in (*bounds, *new)}
        for bound in kept.values():
            known = found.get(bound.start, bound)
            values = tuple(dict.fromkeys(known.values + bound.values))
            found[bound.start] = replace(bound, values=values)
    return tuple(_kept(found[start], text) for start in sorted(found))


def _kept(bound: Bound, text: str) -> Bound:
    """Returns the bound of those that are kept: excluding bills above 500, up to 500.

    A negation before a number may have turned it already: without jobs over 3 days.
    """
    before = text[max(bound.start - _NEAR, 0) : bound.start]
    behind = text[bound.end : bound.end + _NEAR]
    is_once = _ONCE.search(before) and _LEFT_OUT.search(behind)
    if bound.operator not in _BEYOND or not (is_once or _LEAVING.search(before)):
        return bound
    written = operator_at(Amount(bound.start, bound.end, bound.values[0]), text)
    if written not in {"", bound.operator}:
        return bound
    return replace(bound, operator=_BEYOND[bound.operator])


def numbers_said(case: Case) -> frozenset[Decimal]:
    """Returns every number that a figure's sentence, label or headings state."""
    clause, sentence = sentence_round(case.sentence), case.sentence
    rest = f"{clause.text[: clause.start]} {clause.text[clause.end :]}"
    headings = map(without_parts_of_year, sentence.headings)
    texts = (rest, sentence.context, *headings)
    found = {
        number
        for convention in _CONVENTIONS
        for text in texts
        for number in number_words_of(text, convention)
    }
    return frozenset(found.union(*map(so_many_in, texts)))


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
        mention.start,
        mention.end,
        mention.text,
        operator,
        (quantity.value,),
        is_strict and not is_loose,
        quantity.unit,
    )


def _worded(amount: Amount, text: str) -> Bound | None:
    operator = operator_at(amount, text)
    if not operator:
        return None
    before = text[: amount.start]
    is_loose = bool(_LOOSE.search(before)) or (amount.is_year and operator == "<=")
    return Bound(
        amount.start,
        amount.end,
        text[amount.start : amount.end],
        operator,
        (amount.value,),
        not is_loose,
        amount.unit,
        is_word=not amount.unit,
    )


def _operator_of(quantity: Quantity, before: str) -> tuple[str, bool]:
    if quantity.comparison in _OPERATORS:
        operator, is_strict = _OPERATORS[quantity.comparison]
        negated = _NEGATED.get(operator, operator)  # not over 14 days
        is_negated = lead_of(before) == negated
        return (negated if is_negated else operator), is_strict
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
