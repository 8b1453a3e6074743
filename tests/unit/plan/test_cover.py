from __future__ import annotations

from hypothesis import given, strategies as st

from verifier.model.address import CellRange
from verifier.model.source import SheetKey
from verifier.plan.cover import rows_of, uncovered

SHEET = SheetKey("deals")
SIZE = 7


def _range(corners: tuple[int, int, int, int]) -> CellRange:
    left, right = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    return CellRange(SHEET, left, top, right, bottom)


RANGES = st.tuples(*[st.integers(1, SIZE)] * 4).map(_range)


def _cells(cells: CellRange) -> set[tuple[int, int]]:
    return {
        (column, row)
        for column in range(cells.first_column, cells.last_column + 1)
        for row in range(cells.first_row, cells.last_row + 1)
    }


@given(RANGES, st.lists(RANGES, max_size=6))
def test_a_range_is_covered_iff_every_cell_is(
    wanted: CellRange, cited: list[CellRange]
) -> None:
    missing = _cells(wanted) - {cell for other in cited for cell in _cells(other)}
    part = uncovered(wanted, cited)
    assert (part is None) == (not missing)
    if part is not None:
        assert _cells(part) <= missing


def test_another_sheet_covers_nothing() -> None:
    wanted = _range((1, 2, 1, 2))
    other = CellRange(SheetKey("other"), 1, 1, 9, 9)
    assert uncovered(wanted, [other]) == wanted


@given(st.lists(RANGES, min_size=1, max_size=6))
def test_rows_are_disjoint_runs_that_hold_every_cited_row(
    cited: list[CellRange],
) -> None:
    runs = rows_of(cited)[SHEET]
    rows = [row for first, last in runs for row in range(first, last + 1)]
    assert len(rows) == len(set(rows))
    assert set(rows) == {row for cells in cited for _, row in _cells(cells)}
