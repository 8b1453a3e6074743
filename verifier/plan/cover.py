"""Rectangles of cells: is one covered by others, and which columns do they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.address import CellRange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.source import SheetKey

MOST_PIECES = 20_000


def uncovered(wanted: CellRange, cited: Iterable[CellRange]) -> CellRange | None:
    """Returns a part of a range that no cited range covers, or None.

    Example:
        >>> from verifier.model.source import SheetKey
        >>> key = SheetKey("d")
        >>> halves = [CellRange(key, 1, 1, 1, 5), CellRange(key, 1, 6, 1, 9)]
        >>> uncovered(CellRange(key, 1, 2, 1, 9), halves) is None
        True
        >>> str(uncovered(CellRange(key, 1, 2, 2, 9), halves))
        'd!B6:B9'
    """
    left = [wanted]
    for other in cited:
        if other.sheet != wanted.sheet:
            continue
        left = [piece for part in left for piece in _without(part, other)]
        if len(left) > MOST_PIECES:
            break
    return left[0] if left else None


def rows_of(cited: Iterable[CellRange]) -> dict[SheetKey, list[tuple[int, int]]]:
    """Returns by sheet the rows that ranges touch, as ascending disjoint runs."""
    runs: dict[SheetKey, list[tuple[int, int]]] = {}
    for cells in cited:
        runs.setdefault(cells.sheet, []).append((cells.first_row, cells.last_row))
    return {sheet: _merged(found) for sheet, found in runs.items()}


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _without(part: CellRange, other: CellRange) -> list[CellRange]:
    """Returns what is left of a part when another range is cut out."""
    left = max(part.first_column, other.first_column)
    right = min(part.last_column, other.last_column)
    top = max(part.first_row, other.first_row)
    bottom = min(part.last_row, other.last_row)
    if left > right or top > bottom:
        return [part]
    sheet = part.sheet
    pieces = [
        CellRange(sheet, part.first_column, part.first_row, part.last_column, top - 1),
        CellRange(
            sheet, part.first_column, bottom + 1, part.last_column, part.last_row
        ),
        CellRange(sheet, part.first_column, top, left - 1, bottom),
        CellRange(sheet, right + 1, top, part.last_column, bottom),
    ]
    return [p for p in pieces if p.rows > 0 and p.columns > 0]
