"""Claims on sheets whose columns could not be loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.case import Objection
    from verifier.model.source import SheetKey
    from verifier.plan.draft import Draft


def without_unloaded(
    drafts: Mapping[str, Draft], unloaded: Mapping[SheetKey, Objection]
) -> dict[str, Draft]:
    """Returns drafts of which those on such sheets are objected to, by claim id."""
    return {
        name: replace(draft, objections=(*draft.objections, *found))
        if (found := against(draft, unloaded))
        else draft
        for name, draft in drafts.items()
    }


def against(
    draft: Draft, unloaded: Mapping[SheetKey, Objection]
) -> tuple[Objection, ...]:
    """Returns what stands against a draft for the sheets that it cites."""
    sheets = dict.fromkeys(cells.sheet for cells in draft.ranges)
    return tuple(unloaded[sheet] for sheet in sheets if sheet in unloaded)
