"""Cases -> the regions that rules about data look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.region import Ground, Region
from verifier.model.claim import CalculationKind
from verifier.model.use import Statistic, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verifier.model.address import CellRange
    from verifier.model.case import Case
    from verifier.model.source import Sheet, SheetKey, SheetLayout, Source


def regions_of(
    cases: Iterable[Case], grounds: Mapping[SheetKey, Ground]
) -> tuple[Region, ...]:
    """Returns what the calculations of claims do with ranges of several rows.

    Equal regions of several claims are one.
    """
    found: dict[tuple[CellRange, Use, bool], list[str]] = {}
    for case in cases:
        if case.compiled is None or case.claim is None:
            continue
        is_formula = case.claim.kind is CalculationKind.FORMULA
        for use, cells in _ranges_in(case):
            takes_blanks = is_formula and any(c.operator == "<>" for c in use.criteria)
            ids = found.setdefault((cells, use, takes_blanks), [])
            if case.claim.id not in ids:
                ids.append(case.claim.id)
    regions: list[Region] = []
    for (cells, use, takes_blanks), ids in found.items():
        ground = grounds.get(cells.sheet)
        data = _below_header(cells, ground.sheet.header_row) if ground else None
        if ground and data:
            place = len(regions)
            regions.append(Region(ground, data, use, tuple(ids), place, takes_blanks))
    return tuple(regions)


def ground_of(
    layout: SheetLayout, near: SheetLayout | None, sources: Iterable[Source]
) -> Ground:
    """Returns a loaded sheet with the columns beside, and the sheets of its form."""
    return Ground(layout, near, _siblings_of(layout.sheet, sources))


def _siblings_of(sheet: Sheet, sources: Iterable[Source]) -> tuple[SheetKey, ...]:
    """Returns the other sheets of open sources that have the very same headers."""
    if not any(sheet.headers):
        return ()
    return tuple(
        other.key
        for source in sources
        for other in source.sheets
        if other.key != sheet.key and other.headers == sheet.headers
    )


def _ranges_in(case: Case) -> Iterator[tuple[Use, CellRange]]:
    """Yields each use with each of its ranges; where no use is known, what is read."""
    compiled = case.compiled
    if compiled is None:
        return
    for use in compiled.traits.uses:
        for cells in use.cells or use.rows:
            yield use, cells
    if not compiled.traits.uses:
        for cells in compiled.used:
            yield Use(Statistic.OTHER, (cells,)), cells


def _below_header(cells: CellRange, header: int) -> CellRange | None:
    """Returns cells without the header row; None where a single row is left."""
    if cells.first_row <= header:
        cells = replace(cells, first_row=header + 1)
    return cells if cells.rows > 1 else None
