"""Which columns of which sheets must be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.plan import Load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.source import Sheet, SheetKey
    from verifier.plan.draft import Draft


MOST_NEAR_CELLS = 2_000_000
MOST_NEAR_COLUMNS = 40
FEWEST_NEAR = 2


def loads_for(drafts: Iterable[Draft]) -> tuple[Load, ...]:
    """Returns one load a sheet: the columns that the drafts cite, ascending."""
    wanted: dict[SheetKey, set[int]] = {}
    for draft in drafts:
        for located in draft.cited:
            cells = located.cells
            columns = range(cells.first_column, cells.last_column + 1)
            wanted.setdefault(cells.sheet, set()).update(columns)
    return tuple(Load(sheet, tuple(sorted(wanted[sheet]))) for sheet in sorted(wanted))


def neighbours_for(loads: Iterable[Load], sheets: Iterable[Sheet]) -> tuple[Load, ...]:
    """Returns one load a sheet: the columns beside those that are loaded, ascending.

    Rules look at them for labels and keys. Of a large sheet only the first two are
    taken, which is where labels stand.
    """
    by_key = {sheet.key: sheet for sheet in sheets}
    found: list[Load] = []
    for load in loads:
        sheet = by_key[load.sheet]
        others = [n for n in range(1, sheet.columns + 1) if n not in load.columns]
        if sheet.rows * len(others) > MOST_NEAR_CELLS:
            others = others[:FEWEST_NEAR]
        others = others[:MOST_NEAR_COLUMNS]
        if others:
            found.append(Load(load.sheet, tuple(others), near=True))
    return tuple(found)
