"""What other libraries and other formats make of the same files."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
import xlrd
from pyarrow import parquet

from verifier.model.source import Declarer, SourceRequest
from verifier.sources import open_source

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "sources"
ODD = ("odd.xlsx", "odd.xls", "odd.xlsb", "odd.ods")
ODD_1904 = tuple(name.replace("odd", "odd_1904") for name in ODD)


@pytest.fixture
def of_fixture(load):
    def loading(name: str, sheet: int = 0):
        request = SourceRequest(name, str(FOLDER / name), name, Declarer.COMMAND)
        return load(open_source(request, 1), sheet)

    return loading


def test_parquet_agrees_with_pyarrow(of_fixture):
    table = parquet.read_table(FOLDER / "deals.parquet")
    found = of_fixture("deals.parquet")
    for column, name in enumerate(table.column_names, 1):
        there = [None if v is None else str(v) for v in table[name].to_pylist()]
        ours = [found.cells[row, column].raw for row in range(2, table.num_rows + 2)]
        assert [text or None for text in ours] == [
            text.upper() if name == "won" and text else text for text in there
        ]


def test_sqlite_agrees_with_its_own_shell_of_values(of_fixture):
    with sqlite3.connect(FOLDER / "deals.sqlite") as connection:
        rows = connection.execute("SELECT amount, units, closed FROM deals").fetchall()
    connection.close()
    found = of_fixture("deals.sqlite")
    for number, (amount, units, closed) in enumerate(rows, 2):
        cells = [found.cells[number, column] for column in (3, 4, 5)]
        assert cells[0].number == (None if amount is None else Decimal(repr(amount)))
        assert cells[1].number == units
        assert cells[2].raw == (closed or "")


def test_json_agrees_with_the_standard_library(of_fixture):
    text = (FOLDER / "deals.json").read_text(encoding="utf-8")
    records = json.loads(text, parse_float=Decimal)
    found = of_fixture("deals.json")
    for row, record in enumerate(records, 2):
        for column, value in enumerate(record.values(), 1):
            cell = found.cells[row, column]
            if isinstance(value, bool) or value is None:
                assert cell.raw == ("" if value is None else str(value).upper())
            else:
                assert cell.raw == str(value)


@pytest.mark.parametrize("name", ["deals.xls", "odd.xls", "odd_1904.xls"])
def test_xls_agrees_with_xlrd(of_fixture, name):
    book = xlrd.open_workbook(FOLDER / name, formatting_info=True)
    sheet = book.sheet_by_index(0)
    found = of_fixture(name)
    assert found.sheet.columns == sheet.ncols
    assert not any(
        map(any, map(sheet.row_values, range(found.sheet.rows, sheet.nrows)))
    )
    hidden = [n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden]
    ours = [r for a, b in found.sheet.hidden_rows for r in range(a, b + 1)]
    assert ours == sorted(hidden)
    for (row, column), cell in found.cells.items():
        there = sheet.cell(row - 1, column - 1)
        match there.ctype:
            case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
                assert cell.kind.name == "BLANK"
            case xlrd.XL_CELL_TEXT:
                assert (cell.kind.name, cell.raw) == ("TEXT", there.value)
            case xlrd.XL_CELL_NUMBER:
                assert (cell.kind.name, float(cell.number)) == ("NUMBER", there.value)
            case xlrd.XL_CELL_DATE:
                moment = xlrd.xldate.xldate_as_datetime(there.value, book.datemode)
                assert (cell.kind.name, cell.raw) == ("DATE", str(moment.date()))
            case xlrd.XL_CELL_BOOLEAN:
                assert cell.raw == str(bool(there.value)).upper()
            case _:
                shown = xlrd.error_text_from_code[there.value]
                assert (cell.kind.name, cell.raw) == ("ERROR", shown)


@pytest.mark.parametrize("name", ODD + ODD_1904)
def test_an_odd_workbook_is_read_alike_in_every_format(of_fixture, name):
    found = of_fixture(name)
    assert found.sheet.hidden_rows == ((3, 3),)
    assert found.decision("date_system") == ("1904" if "1904" in name else "1900")
    assert (found.sheet.rows, found.sheet.columns) == (8, 7)
    assert [found.cells[row, 3].raw for row in (2, 3, 5)] == [
        "2024-01-15",
        "1999-12-31",
        "2023-03-31",
    ]
    start = dt.date(1899, 12, 30)
    assert [int(found.cells[row, 3].number) for row in (2, 3)] == [
        (dt.date(2024, 1, 15) - start).days,
        (dt.date(1999, 12, 31) - start).days,
    ]
    assert [found.cells[row, 6].raw for row in (3, 5)] == ["#DIV/0!", "#N/A"]
    assert {found.cells[row, 6].kind.name for row in (3, 5)} == {"ERROR"}
    assert [found.cells[row, 5].raw for row in (2, 3, 5)] == ["007", " 1,200 ", "x\ny"]
    assert [found.cells[row, 4].raw for row in (2, 3)] == ["TRUE", "FALSE"]
    assert found.cells[5, 2].number == Decimal(10) ** 12
    assert found.cells[5, 7].number == 2 * Decimal(10) ** 12
    codes = found.codes()
    assert "hidden-rows" in codes
    assert "merged-cells" in codes
    assert "error-cells" in codes
    assert "text-numbers" in codes


@pytest.mark.parametrize("name", ODD)
def test_a_hidden_sheet_is_read_and_named(of_fixture, name):
    found = of_fixture(name, 1)
    assert found.sheet.key.sheet == "secret"
    assert found.cells[1, 1].number == 1
    hidden = [t for t in found.source.troubles if t.code == "hidden-sheet"]
    assert [trouble.sheet.sheet for trouble in hidden] == ["secret"]


@pytest.mark.parametrize("name", ["deals.xlsx", "deals.xls", "deals.xlsb", "deals.ods"])
def test_a_named_range_is_known(of_fixture, name):
    (found,) = of_fixture(name).source.names
    assert (found.name, found.sheet) == ("amounts", "deals")
    corners = found.first_column, found.first_row, found.last_column, found.last_row
    assert corners == (3, 2, 3, 9)
