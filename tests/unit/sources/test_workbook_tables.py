"""Tables of workbooks, and cells that hold subtotals."""

from __future__ import annotations

import openpyxl
from openpyxl.worksheet.table import Table

from tests.unit.sources.test_workbook import handmade, saved
from verifier.model.source import Nested, NestedCells, Table as NamedTable


def test_named_tables_are_found(loaded) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["note"], [], ["id", "n"], [1, 2], [3, 4]):
        sheet.append(row)
    sheet.add_table(Table(displayName="Sales", ref="A3:B5"))
    found = loaded(saved(workbook), "a.xlsx")
    assert found.sheet.tables == (NamedTable("Sales", 1, 3, 2, 5, headers=("id", "n")),)
    assert found.sheet.header_row == 3
    assert found.sheet.headers == ("id", "n")


def test_a_table_says_its_totals_and_headers(loaded) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["id", "n"], [1, 2], [3, 4], ["sum", 6]):
        sheet.append(row)
    table = Table(displayName="Sales", ref="A1:B4", totalsRowCount=1)
    table._initialise_columns()
    for column, header in zip(table.tableColumns, ("id", "n"), strict=True):
        column.name = header
    sheet.add_table(table)
    (named,) = loaded(saved(workbook), "a.xlsx").sheet.tables
    assert (named.header_rows, named.totals_rows) == (1, 1)
    assert named.headers == ("id", "n")


def test_cells_that_hold_subtotals_are_told(loaded) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>SUBTOTAL(9,B1:B9)</f><v>1</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B3" si="0">SUBTOTAL(9,C1)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f>SUM(B1:B9)</f><v>1</v></c>'
        '<c r="B2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f>1+AGGREGATE(9,0,B1)</f><v>1</v></c>'
        '<c r="B3"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="4"><c r="A4"><f>IF(A1&gt;0,"SUBTOTAL(",1)</f><v>1</v></c>'
        '<c r="B4"><f t="shared" si="7"/><v>1</v></c></row>'
    )
    found = loaded(handmade(rows), "a.xlsx").sheet.nested
    assert found == (
        NestedCells(1, 1, 1, Nested.SUBTOTAL),
        NestedCells(1, 3, 3, Nested.UNKNOWN),
        NestedCells(2, 1, 3, Nested.SUBTOTAL),
        NestedCells(2, 4, 4, Nested.UNKNOWN),
    )
