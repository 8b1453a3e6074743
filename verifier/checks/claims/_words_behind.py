"""The words behind a figure that may name what is measured."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.checks.claims._whole_phrases import whole_of
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from verifier.model.case import Case

_RANKED_BY = compiled(  # 5 came from the East, the smallest by number of rooms
    rf",\s+(?:{alternatives('other_column.ranked')})\b[^,.;:]{{0,60}}"
)
_REASON = compiled(rf"(?<!\w)(?:{alternatives('other_column.reasons')})(?!\w)")
_RIGHT_BEHIND = LEXICON.rates | LEXICON.rates_right_behind


def words_behind(case: Case) -> str:
    """Returns a figure's own words behind it that may name its measure.

    Nothing of what it is one of, a rate of, compared with or explained by does: the
    score of `3.7 fits the long downtime there` is no downtime.
    """
    clause = sentence_round(case.sentence)
    _, last = own_words(clause)
    behind = _without_whole(without_rates(clause.text[clause.end : last]), case)
    return _REASON.split(_RANKED_BY.sub(" ", behind), maxsplit=1)[0]


def _without_whole(behind: str, case: Case) -> str:
    """Returns the words behind a percentage without what it is one of: `of desks`.

    Where a column is divided by itself they name that column.
    """
    quantity = case.figure.quantity
    uses = case.uses
    if quantity is None or quantity.kind is not QuantityKind.PERCENT:
        return behind
    is_quotient = any(use.side is Side.DENOMINATOR for use in uses)
    whole = whole_of(case) if not is_quotient else None
    if whole is None:
        return behind
    return behind.replace(whole.head, " ", 1)


def without_rates(text: str) -> str:
    """Returns the words behind a figure without those of what it is a rate of.

    Example:
        >>> without_rates(" a night on average per booking")
        ' a  on average per '
    """
    tokens = tokens_of(text)
    rates = [
        noun
        for place, (word, noun) in enumerate(pairwise(tokens))
        if word.text.casefold() in (LEXICON.rates if place else _RIGHT_BEHIND)
    ]
    for noun in reversed(rates):
        text = text[: noun.start] + text[noun.end :]
    return text
