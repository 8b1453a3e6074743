"""Parts of a sum that take one group each, as one part: `SUMIFS(A)+SUMIFS(B)`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.calculations import without_texts
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.case import Case
    from verifier.model.use import Criterion, Use

_QUOTIENT = frozenset({Side.NUMERATOR, Side.DENOMINATOR})  # (new - old) / old
_ADDED = frozenset({Statistic.SUM, Statistic.COUNT})


def unite(case: Case) -> Case:
    """Returns a case whose calculation takes groups that it adds up as alternatives."""
    compiled = case.compiled
    if compiled is None or case.claim is None:
        return case
    uses = compiled.traits.uses
    bare = without_texts(case.claim.calculation)
    is_plain = "-" not in bare or all(use.side not in _QUOTIENT for use in uses)
    if is_plain and "+" in bare:
        uses = united(uses)
    if len(uses) == len(compiled.traits.uses):
        return case
    traits = replace(compiled.traits, uses=uses)
    return replace(case, compiled=replace(compiled, traits=traits))


def united(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Returns uses, those of one measure and side that differ in a group as one.

    Example:
        >>> from verifier.model.address import CellRange
        >>> from verifier.model.source import SheetKey
        >>> from verifier.model.use import Criterion, Use
        >>> cells = CellRange(SheetKey("d", ""), 1, 2, 1, 9)
        >>> groups = (Criterion(cells, "region", "=", (name,)) for name in "NS")
        >>> uses = [Use(Statistic.COUNT, criteria=(group,)) for group in groups]
        >>> [c.values for use in united(uses) for c in use.criteria]
        [('N', 'S')]
    """
    alike: dict[Use, list[Use]] = defaultdict(list)
    for use in uses:
        alike[replace(use, criteria=())].append(use)
    return tuple(one for group in alike.values() for one in _as_one(group))


def _as_one(uses: list[Use]) -> list[Use]:
    """Returns one use for several, where they differ in one criterion of equality."""
    if len(uses) == 1 or uses[0].statistic not in _ADDED or uses[0].deduplicates:
        return uses
    shared = set(uses[0].criteria).intersection(*(use.criteria for use in uses))
    own = [[c for c in use.criteria if c not in shared] for use in uses]
    if not all(map(_is_of_a_group, own)):
        return uses
    if len({replace(one[0], values=()) for one in own}) != 1:
        return uses
    values = [value for one in own for value in one[0].values]
    if len(set(values)) != len(values):
        return uses  # a group that is taken twice
    group = replace(own[0][0], values=tuple(values))
    kept = tuple(c for c in uses[0].criteria if c in shared)
    return [replace(uses[0], criteria=(*kept, group))]


def _is_of_a_group(own: list[Criterion]) -> bool:
    return len(own) == 1 and own[0].operator == "=" and bool(own[0].values)
