"""Shares `of what the North billed` whose part alone is of the North."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.naming import groups_told
from verifier.checks.reach import own_words
from verifier.checks.sentences import sentence_round
from verifier.checks.vocabulary import groups_of
from verifier.languages import alternatives, compiled
from verifier.model.use import Side

if TYPE_CHECKING:
    from verifier.checks.rule import Subject
    from verifier.model.case import Case
    from verifier.model.use import Use

_OF_WHAT = compiled(
    rf"^\W*(?:{alternatives('group_alone.of_what')})\s+(?P<whole>[^,;:]{{2,80}})"
)
_FEWEST = 2  # uses of a side: what was billed less what was paid


def of_group_alone(case: Case, subject: Subject) -> str:
    """Returns what stands against `of what the North billed` divided by all.

    The part is made of several amounts of the group, the whole of those of everyone.
    """
    uses, ground = case.uses, subject.ground_of(case.uses)
    above, below = (
        [use for use in uses if use.side is side]
        for side in (Side.NUMERATOR, Side.DENOMINATOR)
    )
    is_ratio = len(above) + len(below) == len(uses) > _FEWEST and above and below
    clause = sentence_round(case.sentence)
    first, _ = own_words(clause)
    led = _OF_WHAT.search(clause.text[first : clause.start])
    if ground is None or not is_ratio or led is None:
        return ""
    for one in groups_told(led["whole"], groups_of(subject, ground), subject.brief):
        value = one.value.casefold()
        is_part = all(_takes(use, one.column, value) for use in above)
        if is_part and not any(_limits(use, one.column) for use in below):
            return (
                f"the sentence speaks of a share of {one.value}; the calculation "
                "divides by others, too"
            )
    return ""


def _takes(use: Use, column: int, value: str) -> bool:
    return any(
        c.cells.first_column == column and value in map(str.casefold, c.values)
        for c in use.criteria
    )


def _limits(use: Use, column: int) -> bool:
    return any(c.cells.first_column == column for c in use.criteria)
