"""Brings cells out of the engine: what keys mean, what was read, what is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from verifier.model.case import Objection, ReadCheck
from verifier.model.reason import Status
from verifier.plan import Located, locate, locate_keyed, lookups_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.model.address import CellRange, Reference
    from verifier.model.case import Case
    from verifier.model.lookup import Answers
    from verifier.model.plan import QuotedCell
    from verifier.model.recompute import Recomputer
    from verifier.model.report import Report
    from verifier.model.scope import Scope
    from verifier.model.verdict import Verdict
    from verifier.plan import Draft

GRID_ROWS = 6
GRID_RANGES = 3


def rows_by_key(
    reports: tuple[tuple[Report, Scope], ...], recomputer: Recomputer
) -> Answers:
    """Returns the rows that the citations by key of reports mean, by lookup."""
    wanted = tuple(
        dict.fromkeys(
            lookup
            for report, scope in reports
            for claim in report.claims
            for lookup in lookups_of(claim, scope)
        )
    )
    found = recomputer.find(wanted) if wanted else ()
    return dict(zip(wanted, found, strict=True))


def check_reads(
    drafts: Mapping[str, Draft], recomputer: Recomputer
) -> dict[str, tuple[ReadCheck, ...]]:
    """Returns by claim id what stands in the cells that its author says it read."""
    wanted: dict[CellRange, None] = {}
    found: dict[str, list[tuple[int, CellRange | None]]] = {}
    for name, draft in drafts.items():
        for place, read in enumerate(draft.claim.reads):
            cells = _cells_read(read.reference, draft)
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


def _cells_read(reference: Reference, draft: Draft) -> CellRange | None:
    """Returns the cells that an author says it read; by key those of the column."""
    if reference.keys:
        meant = locate_keyed(reference, draft.scope, draft.found, draft.home)
        found = () if isinstance(meant, Objection) else meant
        values = [located.cells for located in found if not located.is_key]
        return values[0] if len(values) == 1 else None
    located = locate(reference, draft.scope, draft.home)
    return located.cells if isinstance(located, Located) else None


def _is_cited(cells: CellRange, draft: Draft) -> bool:
    return any(cited.contains(cells) for cited in draft.ranges)
