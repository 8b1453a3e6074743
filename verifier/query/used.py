"""Which cited cells a SELECT really reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import CellRange
from verifier.query.tables import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verifier.model.source import SheetKey
    from verifier.query.relations import Resolution
    from verifier.query.tables import Rows, SheetTable


def used_cells(
    resolution: Resolution, tables: Iterable[SheetTable]
) -> tuple[CellRange, ...]:
    """Returns the cited cells that a SELECT reads, sorted, none inside another.

    A scan that names no column counts its rows: then every cited cell of it is used.
    """
    by_name = {table.name: table for table in tables}
    root = resolution.root
    reads = root.always | frozenset(r for o in root.outputs for r in o.reads)
    columns: dict[tuple[SheetKey, int], set[tuple[int, int]]] = {}
    for scan_number in root.scans:
        scan = resolution.scans[scan_number]
        table = by_name[scan.table]
        own = {read.column for read in reads if read.scan == scan_number}
        for column in own or set(table.cited):
            runs = _clipped(table.cited[column], scan.first_row, scan.last_row)
            columns.setdefault((table.sheet, column), set()).update(runs)
    return _rectangles({key: merged(runs) for key, runs in columns.items()})


def _clipped(rows: Rows, first: int, last: int) -> Rows:
    return tuple(
        (max(start, first), min(end, last))
        for start, end in rows
        if max(start, first) <= min(end, last)
    )


def _rectangles(
    columns: Mapping[tuple[SheetKey, int], Rows],
) -> tuple[CellRange, ...]:
    """Returns runs of rows by column as rectangles: equal neighbours are joined."""
    found: list[CellRange] = []
    for (sheet, column), rows in sorted(columns.items()):
        for first, last in rows:
            before = CellRange(sheet, 0, first, column - 1, last)
            wider = _ending_at(found, before)
            if wider is None:
                found.append(CellRange(sheet, column, first, column, last))
            else:
                found.remove(wider)
                found.append(CellRange(sheet, wider.first_column, first, column, last))
    return tuple(sorted(found))


def _ending_at(found: list[CellRange], before: CellRange) -> CellRange | None:
    for cells in found:
        if (
            cells.sheet == before.sheet
            and cells.last_column == before.last_column
            and (cells.first_row, cells.last_row) == (before.first_row, before.last_row)
        ):
            return cells
    return None
