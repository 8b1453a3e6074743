"""Columns beside the cited ones: how they are laid beside them, and when not at all."""

from __future__ import annotations

import duckdb
import pytest

from verifier.checks.question import question
from verifier.checks.region import Ground
from verifier.formula.dialect import sql
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout

ROWS = 9
TABLES = """
CREATE TABLE sheet_1 AS SELECT range AS _row, 'B' || range AS B_t FROM range(1, 10);
CREATE TABLE near_sheet_1 AS SELECT range AS _row, 'A' || range AS A_t FROM range(1, 10)
"""
SHEET = Sheet(SheetKey("d"), "sheet_1", ROWS, 2, 1, ("k", "v"))
NEAR = Sheet(SheetKey("d"), "near_sheet_1", ROWS, 2, 1, ("k", "v"))


def ground():
    kinds = frozenset({CellKind.TEXT})
    cited = SheetLayout(SHEET, {2: ColumnLayout("B", 0, kinds, "v")})
    return Ground(cited, SheetLayout(NEAR, {1: ColumnLayout("A", 0, kinds, "k")}))


def asked(column, rows):
    text = sql.alias(ground().cell(column, "t"), "text")
    return question("q", ground().read(text, rows=rows)).text


@pytest.mark.parametrize(
    ("column", "rows", "join"),
    [
        (1, (2, ROWS), "POSITIONAL JOIN near_sheet_1 AS n "),
        (1, (5, 5), "JOIN near_sheet_1 AS n ON s._row = n._row "),
        (1, (2, 4), "JOIN near_sheet_1 AS n ON s._row = n._row "),
        (2, (2, ROWS), ""),
        (2, (5, 5), ""),
    ],
)
def test_columns_beside_are_joined_where_they_are_looked_at(column, rows, join):
    first, last = rows
    letter = "AB"[column - 1]
    text = asked(column, rows)
    assert f"FROM sheet_1 AS s {join}WHERE s._row BETWEEN {first} AND {last}" in text
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        found = connection.execute(text).fetchall()[0][0]
    expected = ",".join(f'"{letter}{row}"' for row in range(first, last + 1))
    assert f'"count":{last - first + 1},' in found
    assert f'"texts":[{expected}]' in found


def test_a_condition_on_a_column_beside_keeps_its_join():
    one = ground()
    rows = one.read(sql.alias(one.cell(2, "t"), "text"))
    rows = rows.where(sql.is_present(one.cell(1, "t")))
    assert "POSITIONAL JOIN near_sheet_1 AS n" in question("q", rows).text
