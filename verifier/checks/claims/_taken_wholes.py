"""Wholes that take up what was said before: `of these offers`, `of those there`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.counted import counted_by
from verifier.checks.naming import groups_told
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.words import LEXICON
from verifier.languages import words
from verifier.model.quantity import QuantityKind
from verifier.model.source import CellKind
from verifier.model.use import Statistic

if TYPE_CHECKING:
    from verifier.checks.claims._whole_phrases import WholePhrase
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use

_HERE = words("sentence.here")
_NOUN = 4  # words from `these` on, among which its noun stands


def of_these(share: Share, phrase: WholePhrase | None, before: Case | None) -> str:
    """Returns what stands against `67 offers, of these offers 5 %`, of all rows."""
    counted = _counting(before) if before is not None else None
    if before is None or counted is None or phrase is None or not phrase.is_sure:
        return ""
    said = _these(phrase.head, before)
    further = set(counted.criteria) - set(share.below.criteria)
    part = set(share.above.criteria) - set(share.below.criteria)
    if not said or not further or not part - further:
        return ""
    if not _takes_the_rest(share, counted):
        return ""
    shown = ", ".join(v for c in counted.criteria if c in further for v in c.values)
    return (
        f"the sentence speaks of {before.figure.text}, and of a share of {said}; the "
        f"calculation divides by others than {shown}, too"
    )


def _these(head: str, before: Case) -> str:
    """Returns the words that take up what a figure counts, or nothing."""
    tokens = tokens_of(head)
    if not tokens or tokens[0].text.casefold() not in LEXICON.these:
        return ""
    own = tokens_of(before.figure.text)[1:]
    nouns = [*own, *(one.noun for one in counted_by(before))]
    near = tokens[1:_NOUN]
    is_meant = any_alike(near, nouns)
    return head.strip() if is_meant else ""


def _counting(before: Case) -> Use | None:
    """Returns the use of a figure that counts rows by criteria."""
    quantity = before.figure.quantity
    is_plain = quantity is not None and quantity.kind is QuantityKind.NUMBER
    if before.compiled is None or before.claim is None or not is_plain:
        return None
    uses = before.compiled.traits.uses
    is_count = len(uses) == 1 and uses[0].statistic is Statistic.COUNT
    return uses[0] if is_count and uses[0].criteria else None


def _takes_the_rest(share: Share, counted: Use) -> bool:
    """Returns whether a divisor counts the rows of a figure, and others, too."""
    below, place = share.below, counted.place
    own = below.place
    if place is None or own is None or below.statistic is not Statistic.COUNT:
        return False
    rows = (place.sheet, place.first_row, place.last_row)
    if rows != (own.sheet, own.first_row, own.last_row):
        return False
    layouts = [share.ground.columns.get(cells.first_column) for cells in below.cells]
    has_gaps = any(one is None or CellKind.BLANK in one.kinds for one in layouts)
    known = {criterion.cells.first_column for criterion in counted.criteria}
    is_wider = set(below.criteria) < set(counted.criteria)
    return is_wider and not has_gaps and share.whole.keys() <= known


def of_those_there(share: Share, phrase: WholePhrase | None, subject: Subject) -> str:
    """Returns what stands against `on the portal 5 % of bookings made there`."""
    if phrase is None or not phrase.is_sure:
        return ""
    if _HERE.isdisjoint(token.text.casefold() for token in tokens_of(phrase.text)):
        return ""
    clause = sentence_round(share.case.sentence)
    limited = {c for c, values in share.whole.items() if values}
    limited |= {c.cells.first_column for c in share.below.criteria}
    only = {
        criterion.cells.first_column: share.groups[criterion.cells.first_column]
        for criterion in share.above.criteria
        if criterion.operator == "="
        and criterion.cells.first_column in share.groups.keys() - limited
    }
    named = groups_told(clause.text[: clause.start], only, subject.brief)
    told = {one.value for one in groups_told(phrase.told, only, subject.brief)}
    for one in named[-1:]:
        is_taken = one.value.casefold() in share.taken.get(one.column, frozenset())
        if is_taken and one.value not in told:
            return (
                f"the sentence speaks of a share of what is of {one.value}; the "
                "calculation divides by others, too"
            )
    return ""
