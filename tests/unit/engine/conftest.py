"""A session with one small sheet, loaded by hand as the layout says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verifier.engine import lock, open_session
from verifier.model.address import CellRange
from verifier.model.source import (
    CellKind,
    ColumnLayout,
    Sheet,
    SheetKey,
    SheetLayout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

KEY = SheetKey("deals.csv")
ROWS = 41

# A: segment (text), B: amount (DECIMAL), C: share (DOUBLE), D: day (DATE cells),
# E: text that reads as a number, and booleans
FILL = """
CREATE TABLE sheet_1 AS SELECT
  i::INTEGER AS _row,
  2::UTINYINT AS "A_k", NULL::DECIMAL(18, 0) AS "A_n", NULL::DOUBLE AS "A_c",
  CASE WHEN i = 1 THEN 'segment' WHEN i = 7 THEN 'rare'
       WHEN i % 2 = 0 THEN 'SMB' ELSE 'MM' END AS "A_t", NULL::VARCHAR AS "A_r",
  (CASE WHEN i = 1 THEN 2 WHEN i = 9 THEN 0 ELSE 1 END)::UTINYINT AS "B_k",
  CASE WHEN i NOT IN (1, 9) THEN ((i - 5) * 10.25)::DECIMAL(18, 2) END AS "B_n",
  NULL::DOUBLE AS "B_c",
  CASE WHEN i = 1 THEN 'amount' END AS "B_t",
  CASE WHEN i = 4 THEN '(10.25)' END AS "B_r",
  (CASE WHEN i = 1 THEN 2 ELSE 1 END)::UTINYINT AS "C_k",
  CASE WHEN i > 1 THEN i / 7 END::DOUBLE AS "C_n", NULL::DOUBLE AS "C_c",
  CASE WHEN i = 1 THEN 'share' END AS "C_t", NULL::VARCHAR AS "C_r",
  (CASE WHEN i = 1 THEN 2 ELSE 5 END)::UTINYINT AS "D_k",
  CASE WHEN i > 1 THEN (45000 + i)::DECIMAL(18, 0) END AS "D_n",
  NULL::DOUBLE AS "D_c", CASE WHEN i = 1 THEN 'day' END AS "D_t",
  CASE WHEN i > 1 THEN 'a day' END AS "D_r",
  (CASE WHEN i % 2 = 0 THEN 3 ELSE 2 END)::UTINYINT AS "E_k",
  NULL::DECIMAL(18, 0) AS "E_n",
  CASE WHEN i = 1 THEN NULL WHEN i % 2 = 0 THEN 1 ELSE i END::DOUBLE AS "E_c",
  CASE WHEN i = 1 THEN 'x' WHEN i % 2 = 0 THEN 'TRUE' ELSE i::VARCHAR END AS "E_t",
  NULL::VARCHAR AS "E_r"
FROM range(1, 42) AS t(i)
"""


def _column(letter: str, scale: int | None, kind: CellKind) -> ColumnLayout:
    return ColumnLayout(letter, scale, frozenset({kind}), letter.lower())


LAYOUT = SheetLayout(
    Sheet(KEY, "sheet_1", ROWS, 5, 1, ("segment", "amount", "share", "day", "mixed")),
    {
        1: _column("A", 0, CellKind.TEXT),
        2: _column("B", 2, CellKind.NUMBER),
        3: _column("C", None, CellKind.NUMBER),
        4: _column("D", 0, CellKind.DATE),
        5: _column("E", 0, CellKind.BOOLEAN),
    },
)


@pytest.fixture
def layout() -> SheetLayout:
    return LAYOUT


@pytest.fixture
def cells() -> Callable[[int, int, int, int], CellRange]:
    """Returns a maker of ranges: first column, first row, last column, last row."""
    return lambda *ends: CellRange(KEY, *ends)


@pytest.fixture
def unlocked() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_session()
    connection.execute(FILL)
    yield connection
    connection.close()


@pytest.fixture
def session(unlocked: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    lock(unlocked, seconds=2)
    return unlocked
