"""What a calculation takes of each column: its groups, and conditions on numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._answered_groups import answers_with
from verifier.checks.claims._marks import NO, YES
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import any_alike, tokens_of
from verifier.checks.totals import names_a_total
from verifier.model.source import CellKind
from verifier.model.use import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.checks.claims._used_groups import UsedGroups
    from verifier.checks.region import Ground
    from verifier.model.case import Case

Column = tuple[object, int]
Taken = frozenset[str]
"""What is taken of a column: folded values, or conditions; none is all of it."""

ALL: Taken = frozenset()
_DAY = re.compile(r"\d{4}-\d\d")


def tells_mark(case: Case, header: str, taken: Taken) -> bool:
    """Returns whether a sentence names a column of yes and no of which one is taken.

    Half of the orders included a battery.
    """
    if not taken or not taken <= YES | NO:
        return False
    said = tokens_of(sentence_round(case.sentence).text)
    names = tokens_of(header)
    return any_alike(names, said)


def groups_taken(
    case: Case,
    ground: Ground,
    groups: Mapping[int, tuple[str, ...]],
    used: UsedGroups,
) -> dict[Column, Taken]:
    """Returns column → the groups that are taken of it, where that is told."""
    unclear = _unclear(case, used)
    return {
        (ground.sheet.key, column): _admitted(values, used, column)
        for column, values in groups.items()
        if column not in unclear
        and not answers_with(case, ground.columns[column].header)
    }


def _unclear(case: Case, used: UsedGroups) -> set[int]:
    """Returns columns of which what is taken is not told by criteria alone.

    All less those that are closed are the open ones.
    """
    uses = case.uses
    apart = {
        criterion.cells.first_column
        for use in uses
        if use.side in {Side.MINUEND, Side.SUBTRAHEND}
        for criterion in use.criteria
    }
    return apart | (used.implied.keys() - used.chosen.keys() - used.left_out.keys())


def _admitted(values: tuple[str, ...], used: UsedGroups, column: int) -> Taken:
    """Returns the values of a column that are taken, none for all of them.

    A row of totals is no group of its own.
    """
    chosen = used.chosen.get(column, frozenset())
    left_out = used.left_out.get(column, frozenset())
    every = frozenset(v.casefold() for v in values if not names_a_total(v))
    kept = (chosen or every) - left_out
    return ALL if kept == every else kept


def conditions(
    case: Case, ground: Ground, groups: Mapping[int, tuple[str, ...]]
) -> dict[Column, Taken]:
    """Returns column → conditions on its numbers, for columns of numbers."""
    uses = case.uses
    key = ground.sheet.key
    found: dict[Column, Taken] = {
        (key, number): ALL
        for number, layout in ground.columns.items()
        if number not in groups and CellKind.NUMBER in layout.kinds
    }
    for criterion in {c for use in uses for c in use.criteria}:
        column = (criterion.cells.sheet, criterion.cells.first_column)
        is_day = any(map(_DAY.match, criterion.values))
        if column in found and any(criterion.values) and not is_day:
            told = f"{criterion.operator} {' or '.join(criterion.values)}"
            found[column] |= {told}
    return found
