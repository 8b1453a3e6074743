"""Brings cells out of the engine: what a claim says it read, and what a reader sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from verifier.model.case import ReadCheck
from verifier.model.reason import Status
from verifier.plan import Located, locate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.plan import QuotedCell
    from verifier.model.recompute import Recomputer
    from verifier.model.verdict import Verdict
    from verifier.plan import Draft

GRID_ROWS = 6
GRID_RANGES = 3


def check_reads(
    drafts: Mapping[str, Draft], recomputer: Recomputer
) -> dict[str, tuple[ReadCheck, ...]]:
    """Returns by claim id what stands in the cells that its author says it read."""
    wanted: dict[CellRange, None] = {}
    found: dict[str, list[tuple[int, CellRange | None]]] = {}
    for name, draft in drafts.items():
        for place, read in enumerate(draft.claim.reads):
            located = locate(read.reference, draft.scope, draft.home)
            cells = located.cells if isinstance(located, Located) else None
            if cells and cells.rows * cells.columns == 1 and _is_cited(cells, draft):
                wanted[cells] = None
                found.setdefault(name, []).append((place, cells))
            else:
                found.setdefault(name, []).append((place, None))
    quotes = recomputer.quote(tuple((cells, 1) for cells in wanted)) if wanted else ()
    quoted: dict[CellRange, QuotedCell] = {q.cells: q.quoted[0] for q in quotes}
    return {
        name: tuple(
            ReadCheck(
                drafts[name].claim.reads[place],
                quoted.get(cells) if cells else None,
            )
            for place, cells in checks
        )
        for name, checks in found.items()
    }


def with_grids(
    verdicts: list[Verdict], cases: list[Case], recomputer: Recomputer
) -> list[Verdict]:
    """Returns verdicts that show a few of their cells where they are not verified."""
    shown: dict[int, tuple[CellRange, ...]] = {
        number: case.compiled.used[:GRID_RANGES]
        for number, (verdict, case) in enumerate(zip(verdicts, cases, strict=True))
        if case.compiled and verdict.status is not Status.VERIFIED
    }
    wanted = dict.fromkeys(chain.from_iterable(shown.values()))
    if not wanted:
        return verdicts
    quotes = recomputer.quote(tuple((cells, GRID_ROWS) for cells in wanted))
    by_cells = {quote.cells: quote for quote in quotes}
    return [
        replace(verdict, grid=tuple(by_cells[c] for c in shown.get(number, ())))
        for number, verdict in enumerate(verdicts)
    ]


def _is_cited(cells: CellRange, draft: Draft) -> bool:
    return any(cited.contains(cells) for cited in draft.ranges)
