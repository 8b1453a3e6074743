"""How many per cent one is of the other is told as how many per cent more it is.

Finds: `209 % more than`, `rose by 109 %`, where the calculation divides one amount by
the other and takes nothing off.

Why it matters: twice as much is 100 % more, and not 200 %; the quotient recomputes.

What to do: take 1 off the quotient, or say that it is so many per cent of the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.calculations import without_texts
from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._compared import compared_in, trend_in
from verifier.checks.claims._operands import Relation, sides_of
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use
    from verifier.model.verdict import Finding

RULE = Rule("C064", "ratio-as-change", Level.WARNING, Reason.WRONG_STATISTIC)

_DAY = re.compile(r"\d{4}-\d\d")
_SIGNS = frozenset("-^")
_CELLS = "[c1] deals!B2:C5\n"
_SOUTH, _EAST = 'SUMIFS(C2:C5,B2:B5,"south")', 'SUMIFS(C2:C5,B2:B5,"east")'
_CLAIM = f"\n\n```claims\n{_CELLS}= {_SOUTH}/{_EAST}{{}}\n```\n"
PASSES = ("South has [983%](#c1) more than east." + _CLAIM.format("-1"),)
FAILS = ("South has [1,083%](#c1) more than east." + _CLAIM.format(""),)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every quotient that is told as a change."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    del subject
    quantity, parts = case.figure.quantity, sides_of(case)
    if quantity is None or quantity.kind is not QuantityKind.PERCENT or parts is None:
        return ""
    first, second, relation = parts
    bare = without_texts(case.claim.calculation) if case.claim else ""
    if relation is not Relation.RATIO or not _SIGNS.isdisjoint(bare):
        return ""  # (new / old) ^ (1 / 12) - 1
    if not _are_rivals(first, second):
        return ""
    clause = sentence_round(case.sentence)
    if compared_in(clause, is_multiple=False) is None and not trend_in(clause):
        return ""
    return (
        "the sentence says how much more or less the one is; the calculation gives how "
        "many per cent it is of the other"
    )


def _are_rivals(first: tuple[Use, ...], second: tuple[Use, ...]) -> bool:
    """Returns whether one measure of two groups or times is divided, and no part of it.

    A part meets all that its whole does.
    """
    if len(first) != 1 or len(second) != 1:
        return False
    one, other = first[0], second[0]
    columns = [tuple(c.first_column for c in use.cells) for use in (one, other)]
    is_same = one.statistic is other.statistic and columns[0] == columns[1]
    if one.criteria or other.criteria:
        own = _apart(one, other)
        are_alike = bool(own) and own == _apart(other, one)
        criteria = set(one.criteria) ^ set(other.criteria)
        return is_same and are_alike and all(map(_is_of_a_group_or_time, criteria))
    if not is_same or not len(one.cells) == len(other.cells) == 1:
        return False
    ends = sorted((c.first_row, c.last_row) for use in (one, other) for c in use.cells)
    return ends[0][1] < ends[1][0]  # the one is no part of the other


def _is_of_a_group_or_time(criterion: Criterion) -> bool:
    is_time = all(map(_DAY.match, criterion.values)) and bool(criterion.values)
    return criterion.operator == "=" or is_time


def _apart(one: Use, other: Use) -> set[tuple[int, str]]:
    """Returns the columns and operators of the criteria that only one of two uses has.

    A whole that is limited to filled cells is no rival of its part.
    """
    own = set(one.criteria) - set(other.criteria)
    return {(c.cells.first_column, c.operator) for c in own}
