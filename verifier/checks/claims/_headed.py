"""Whether all rows are meant below a heading that names a part of their time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._used_periods import periods_of_criteria
from verifier.checks.periods import ALL_MONTHS
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.checks.words.relations import GATHERED
from verifier.checks.words.taken import DURING, EVERYONE, HAPPENED, STOCK
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.checks.claims._said_time import SaidTime
    from verifier.checks.periods import Period
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.source import SheetKey

    Kept = frozenset[tuple[tuple[str, ...], SheetKey, frozenset[int]]]

_DURING = re.compile(DURING, re.IGNORECASE)
_HAPPENED = re.compile(HAPPENED, re.IGNORECASE)
_STOCK = re.compile(STOCK, re.IGNORECASE)
_FLOWS = frozenset({Statistic.COUNT, Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def kept_below(subject: Subject) -> Kept:
    """Returns below which headings criteria take which months of which sheets."""
    return frozenset(
        (case.sentence.headings, place.sheet, months)
        for case in claimed(subject)
        for use in case.uses
        if (place := use.place) is not None
        if (months := _months(periods_of_criteria(use) or [])) != ALL_MONTHS
    )


def is_meant_below(said: SaidTime, case: Case, kept: Kept) -> bool:
    """Returns whether a figure of all rows is meant to be of a time that is named.

    Of a heading's it is where other figures below the same heading take that time
    alone, and its sentence speaks of no longer one, of nothing that is compared, and
    of no stock.
    """
    uses = case.uses
    if not said.periods or any(use.statistic not in _FLOWS for use in uses):
        return False
    if said.is_own and any(use.side is not Side.WHOLE for use in uses):
        return False  # an average's parts are another rule's
    months = _months(said.periods)
    places = ((case.sentence.headings, u.place.sheet, months) for u in uses if u.place)
    if not said.is_own and not all(place in kept for place in places):
        return False
    text = sentence_round(case.sentence).text
    words = {token.text.casefold() for token in tokens_of(text)}
    longer = LEXICON.everything | LEXICON.years | LEXICON.halves
    longer |= LEXICON.comparators | (LEXICON.all_things - EVERYONE)
    longer |= frozenset() if said.is_own else LEXICON.spans
    is_count = any(use.statistic is Statistic.COUNT for use in uses)
    if said.is_own and is_count and not happens_in(said, text):
        return False
    is_longer = not words.isdisjoint(longer)
    return not (is_longer or _STOCK.search(text) or GATHERED.search(text))


def happens_in(said: SaidTime, text: str) -> bool:
    """Returns whether a sentence tells what happened in a time, not what was there."""
    before = text[: text.find(said.text)] if said.text in text else ""
    return bool(_DURING.search(before) or _HAPPENED.search(text))


def _months(periods: Iterable[Period]) -> frozenset[int]:
    return frozenset[int]().union(*(period.months for period in periods))
