"""What other figures of a report count under a noun: subscribers are contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._rate_nouns import is_time
from verifier.checks.counted import counted_by
from verifier.checks.stems import alike
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.checks.rule import Subject
    from verifier.checks.stems import Token

_FEWEST = 3  # figures of different ones, for each one that counts rows


def counted_column(noun: Token, ground: Ground, subject: Subject) -> int:
    """Returns the column whose different values figures count under a noun, or 0.

    `46 subscribers` are different contracts, so that a subscriber is one contract; of
    times, and where rows are often counted under the noun, nothing is known.
    """
    if is_time(noun):
        return 0
    columns: set[int] = set()
    different = rows = 0
    for case in claimed(subject):
        uses = case.uses
        is_count = len(uses) == 1 and uses[0].side is Side.WHOLE
        if not is_count or subject.ground_of(uses) is not ground:
            continue
        is_different = uses[0].statistic is Statistic.DISTINCT or uses[0].deduplicates
        said = counted_by(case)[:1]
        if not any(alike(one.noun.stem, noun.stem) for one in said):
            continue
        if is_different:
            columns |= {cells.first_column for cells in uses[0].cells}
        different, rows = different + is_different, rows + (not is_different)
    is_sure = len(columns) == 1 and different >= _FEWEST * max(rows, 1)
    return columns.pop() if is_sure else 0
