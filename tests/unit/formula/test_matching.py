"""Values looked up for each row of a long column, against dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = range(2, 42)
WANTED = [f"K{i % 7}" if i % 5 else i for i in ROWS]  # texts and numbers
SEARCHED = [f"k{i % 4}" if i % 3 else i for i in ROWS]
BESIDE = [i * 10 for i in ROWS]
CELLS = {
    **{f"A{row}": value for row, value in zip(ROWS, WANTED, strict=True)},
    **{f"B{row}": value for row, value in zip(ROWS, SEARCHED, strict=True)},
    **{f"C{row}": value for row, value in zip(ROWS, BESIDE, strict=True)},
}


def key(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


FIRST: dict[object, int] = {}
for place, value in enumerate(SEARCHED, 1):
    FIRST.setdefault(key(value), place)
LAST = {key(value): place for place, value in enumerate(SEARCHED, 1)}
PLACES = [FIRST.get(key(value)) for value in WANTED]
FOUND = [place for place in PLACES if place]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(--ISNUMBER(MATCH(A2:A41,B2:B41,0)))", len(FOUND)),
        ("=SUM(--ISNA(MATCH(A2:A41,B2:B41,0)))", len(WANTED) - len(FOUND)),
        ("=SUM(IFERROR(MATCH(A2:A41,B2:B41,0),0))", sum(FOUND)),
        ("=COUNT(XMATCH(A2:A41,B2:B41))", len(FOUND)),
        (
            "=SUM(IFNA(XMATCH(A2:A41,B2:B41,0,-1),0))",
            sum(LAST.get(key(value), 0) for value in WANTED),
        ),
        (
            "=SUM(XLOOKUP(A2:A41,B2:B41,C2:C41,-1))",
            sum(BESIDE[place - 1] if place else -1 for place in PLACES),
        ),
        (
            "=SUM(IFERROR(VLOOKUP(A2:A41,B2:C41,2,FALSE),0))",
            sum(BESIDE[place - 1] for place in FOUND),
        ),
        (
            "=SUM(--ISNUMBER(MATCH(A2:A41,FILTER(B2:B41,C2:C41>200),0)))",
            sum(
                key(value) in set(map(key, SEARCHED[19:])) for value in WANTED
            ),
        ),
        (
            '=SUM(--ISNUMBER(MATCH(A2:A41,{"k1","k2"},0)))',
            sum(key(value) in {"k1", "k2"} for value in WANTED),
        ),
        (
            '=SUM(FILTER(C2:C41,ISNUMBER(MATCH(A2:A41,{"k1";"k2";5},0))))',
            sum(
                beside
                for beside, value in zip(BESIDE, WANTED, strict=True)
                if key(value) in {"k1", "k2", 5}
            ),
        ),
        (
            "=SUM(XLOOKUP(C2:C41,C2:C41,C2:C41))",
            sum(BESIDE),
        ),
        ("=SUM(MATCH(C2:C41,C2:C41,0))", sum(range(1, 41))),
    ],
)  # fmt: skip
@pytest.mark.parametrize("exact", [False, True], ids=["double", "decimal"])
def test_looks_up_each_row(
    new_grid: Callable[[], Any],
    formula: str,
    expected: int,
    exact: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    grid = new_grid()
    grid.fill(CELLS, exact=exact)
    assert grid.value(formula) == expected


def test_a_value_that_is_not_there_is_missing(grid: Any) -> None:
    grid.fill(CELLS)
    assert grid.value("=SUM(MATCH(A2:A41,B2:B41,0))").code == "#N/A"


def test_a_text_with_wildcards_is_not_looked_up_for_each_row(grid: Any) -> None:
    grid.fill({**CELLS, "A9": "k*"})
    with pytest.raises(duckdb.InvalidInputException, match="looked up for each row"):
        grid.value("=SUM(--ISNUMBER(MATCH(A2:A41,B2:B41,0)))")
