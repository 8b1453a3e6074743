"""Shares turned round: `queues account for 58 % of bad reviews`, of queues 58 % bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.naming import Naming, names_in, names_in_lower_case
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled

if TYPE_CHECKING:
    from verifier.checks.claims._wholes import Share
    from verifier.checks.rule import Subject

_IS_PART = compiled(  # what stands before is the part, what stands behind the whole
    rf"\b(?:{alternatives('turned_share.is_part')})\b"
)
_WITHIN = compiled(  # the scope of what is said, and no part
    rf"\b(?:{alternatives('turned_share.within')})\s+"
    rf"(?:{alternatives('turned_share.within_behind')})?(?:\S+\s+)?$"
)
_WHOLE = compiled(
    rf"\s*(?:{alternatives('turned_share.of')})?\s*"
    rf"(?:{alternatives('turned_share.whole')}|\w{{4,}})"
)


def of_turned_share(share: Share, subject: Subject) -> str:
    """Returns what stands against a part that the calculation takes as the whole."""
    clause = sentence_round(share.case.sentence)
    first, last = own_words(clause)
    verbs = [*_IS_PART.finditer(clause.text, first, clause.start)]
    behind = clause.text[clause.end : last]
    if not verbs or not _WHOLE.match(behind):
        return ""
    before = clause.text[: verbs[-1].start()]
    further = {
        c.cells.first_column
        for c in set(share.above.criteria) - set(share.below.criteria)
    }
    whole = {c for c, values in share.whole.items() if values and c in share.groups}
    if not further or further & whole or _named(share, before, further, subject):
        return ""
    for one in _named(share, before, whole, subject):
        value = one.value.casefold()
        is_meant = value in share.whole[one.column] and not one.is_negated
        again = any(
            other.value.casefold() == value
            for other in _named(share, behind, {one.column}, subject)
        )
        if is_meant and not again and not _WITHIN.search(before[: one.start]):
            return (
                f"the sentence takes {one.value} as the part; the calculation divides "
                f"by all of {one.value}"
            )
    return ""


def _named(
    share: Share, text: str, columns: set[int], subject: Subject
) -> tuple[Naming, ...]:
    """Returns the groups of some columns that a text names."""
    only = {c: share.groups[c] for c in columns if c in share.groups}
    named = names_in(text, only, subject.brief)
    return named + names_in_lower_case(text, only, subject.brief)
