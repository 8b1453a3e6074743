"""Keys of citations as what they are to a sentence: criteria of the calculation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.model.address import CellRange
from verifier.model.use import Criterion
from verifier.plan.cover import uncovered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.address import Reference
    from verifier.model.keyed import Key
    from verifier.model.plan import Compiled
    from verifier.model.use import Use
    from verifier.plan.locate import Located


def with_key_criteria(compiled: Compiled, cited: Sequence[Located]) -> Compiled:
    """Returns a calculation whose uses of cells found by key have these for criteria.

    The sentence is then held against the keys as against a SUMIFS or a WHERE. Where
    cells were found by several keys these are alternatives, if all are of one column;
    else nothing is said of them.
    """
    if not any(located.keyed for located in cited):
        return compiled
    uses = tuple(_with_keys(use, cited) for use in compiled.traits.uses)
    return replace(compiled, traits=replace(compiled.traits, uses=uses))


def _with_keys(use: Use, cited: Sequence[Located]) -> Use:
    cells = use.cells or use.rows
    found: dict[Reference, list[CellRange]] = {}
    for located in cited:
        is_used = any(_meet(located.cells, one) for one in cells)
        if located.keyed and not located.is_key and is_used:
            found.setdefault(located.keyed, []).append(located.cells)
    own = [one for ranges in found.values() for one in ranges]
    if not own or any(uncovered(_column_of(one, own), own) for one in cells):
        return use
    known = {criterion.cells.first_column for criterion in use.criteria}
    added = [c for c in _criteria(found, cited) if c.cells.first_column not in known]
    return replace(use, criteria=(*use.criteria, *added))


def _criteria(
    found: dict[Reference, list[CellRange]], cited: Sequence[Located]
) -> list[Criterion]:
    first, *others = found
    if not others:
        keys = enumerate(first.keys)
        return [_criterion(first, place, (key,), cited) for place, key in keys]
    columns = {tuple(key.column.casefold() for key in one.keys) for one in found}
    if len(columns) > 1 or len(first.keys) > 1:
        return []
    return [_criterion(first, 0, [one.keys[0] for one in found], cited)]


def _criterion(
    reference: Reference, place: int, keys: Sequence[Key], cited: Sequence[Located]
) -> Criterion:
    """Returns the criterion of the key at a place among those of a citation."""
    beside = [one.cells for one in cited if one.keyed == reference and one.is_key]
    columns = list(dict.fromkeys(cells.first_column for cells in beside))
    own = [cells for cells in beside if cells.first_column == columns[place]]
    rows = CellRange(
        own[0].sheet, columns[place], own[0].first_row, columns[place], own[-1].last_row
    )
    values = [v if isinstance(v := key.value, str) else format(v, "f") for key in keys]
    return Criterion(rows, keys[0].column, "=", tuple(dict.fromkeys(values)))


def _meet(one: CellRange, other: CellRange) -> bool:
    return (
        one.sheet == other.sheet
        and one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def _column_of(cells: CellRange, own: Sequence[CellRange]) -> CellRange:
    """Returns the part of a range that lies in the columns that were found by key."""
    columns = [one.first_column for one in own]
    first = max(cells.first_column, min(columns))
    last = min(cells.last_column, max(columns))
    return replace(cells, first_column=first, last_column=last)
