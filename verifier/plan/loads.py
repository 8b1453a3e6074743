"""Which columns of which sheets must be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.plan import Load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.source import SheetKey
    from verifier.plan.draft import Draft


def loads_for(drafts: Iterable[Draft]) -> tuple[Load, ...]:
    """Returns one load a sheet: the columns that the drafts cite, ascending."""
    wanted: dict[SheetKey, set[int]] = {}
    for draft in drafts:
        for located in draft.cited:
            cells = located.cells
            columns = range(cells.first_column, cells.last_column + 1)
            wanted.setdefault(cells.sheet, set()).update(columns)
    return tuple(Load(sheet, tuple(sorted(wanted[sheet]))) for sheet in sorted(wanted))
