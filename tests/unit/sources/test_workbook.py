"""XLSX: openpyxl as an independent writer and reader, hostile files by hand."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from verifier.sources.workbook import archive as archive_module, survey

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


TWINS = (
    f'<workbook xmlns="{MAIN}"><sheets><sheet name="Data"/>'
    '<sheet name="data"/></sheets></workbook>'
)


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def handmade(cells: str, **parts: str) -> bytes:
    """Returns a workbook whose only sheet has the given rows."""
    written = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}"><si><t>hello</t></si><si><r><t>rich </t></r>'
            "<r><t>text</t></r><rPh><t>not me</t></rPh></si></sst>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/>'
            f"<sheetData>{cells}</sheetData></worksheet>"
        ),
    }
    names = {"workbook": "xl/workbook.xml", "sheet": "xl/worksheets/sheet1.xml"}
    written |= {names[key]: text for key, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in written.items():
            if text:
                archive.writestr(name, text)
    return stream.getvalue()


def deals() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Deals"
    sheet.append(["id", 2024, "when", "ok"])
    sheet.append(["007", 12.5, dt.date(2024, 1, 15), True])
    sheet.append(["1,200", 0.1, dt.datetime.fromisoformat("2024-01-15T12:00"), False])
    sheet["B5"] = "=SUM(B2:B3)"
    sheet["D5"] = "#DIV/0!"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A6"] = "merged"
    sheet.merge_cells("A6:B6")
    other = workbook.create_sheet("Other 'sheet'")
    other["C5"] = 3
    other.sheet_state = "hidden"
    return saved(workbook)


def test_cells_of_every_kind(loaded) -> None:
    found = loaded(deals(), "deals.xlsx")
    assert found.sheet.headers == ("id", "2024", "when", "ok")
    assert found.decision("header_row") == "1"
    assert found.column(1)[1:3] == [("TEXT", "007"), ("TEXT", "1,200")]
    assert found.column(2)[:3] == [
        ("NUMBER", Decimal(2024)),
        ("NUMBER", Decimal("12.5")),
        ("NUMBER", Decimal("0.1")),
    ]
    assert found.column(3)[1:3] == [
        ("DATE", Decimal(45306)),
        ("DATE", Decimal("45306.5")),
    ]
    assert found.column(4)[1:] == [
        ("BOOLEAN", "TRUE"),
        ("BOOLEAN", "FALSE"),
        ("BLANK", ""),
        ("ERROR", "#DIV/0!"),
        ("BLANK", ""),
    ]
    assert found.raw()[1][2] == "2024-01-15"
    assert found.layout.columns[3].scale == 1
    texts = found.connection.execute("SELECT A_c FROM sheet_1 WHERE _row IN (2, 3)")
    assert texts.fetchall() == [(7.0,), (1200.0,)]


def test_what_a_reader_would_miss_is_said(loaded) -> None:
    found = loaded(deals(), "deals.xlsx")
    troubles = {(t.code, t.sheet.sheet): t.cells for t in found.source.troubles}
    assert troubles == {
        ("text-numbers", "Deals"): ("A2", "A3"),
        ("error-cells", "Deals"): ("D5",),
        ("formula-not-computed", "Deals"): ("B5",),
        ("hidden-rows", "Deals"): ("3:3",),
        ("hidden-columns", "Deals"): ("C:C",),
        ("merged-cells", "Deals"): ("A6:B6",),
        ("hidden-sheet", "Other 'sheet'"): (),
    }
    assert found.sheet.hidden_rows == ((3, 3),)
    assert found.column(2)[4] == ("ERROR", "=SUM(B2:B3)")
    stored = found.connection.execute("SELECT B_t FROM sheet_1 WHERE _row = 5")
    assert stored.fetchall() == [("#UNCOMPUTED!",)]


def test_sheets_have_tables_of_their_own(opened, load) -> None:
    source = opened(deals(), "deals.xlsx")
    assert [sheet.table for sheet in source.source.sheets] == ["sheet_1", "sheet_2"]
    other = load(source, 1)
    assert (other.sheet.rows, other.sheet.columns) == (5, 3)
    assert other.cells[5, 3].number == Decimal(3)  # C5 is C5, not A1
    assert other.column(1) == [("BLANK", "")] * 5


def test_openpyxl_reads_the_same(loaded) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in range(1, 60):
        sheet.append([f"name {row}", row * 1.1, row, row % 2 == 0, None, "<&> \n й"])
    content = saved(workbook)
    found = loaded(content, "a.xlsx")
    reader = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    assert reader is not None
    for (row, column), cell in found.cells.items():
        value = reader.cell(row, column).value
        if isinstance(value, bool):
            assert cell.raw == str(value).upper()
        elif isinstance(value, (int, float)):
            assert cell.number == Decimal(repr(value)), (row, column)
        else:
            assert cell.raw == (value or ""), (row, column)


def test_the_1904_system_is_brought_to_1900(loaded) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = dt.date(2024, 1, 15)
    found = loaded(saved(workbook), "a.xlsx")
    assert found.decision("date_system") == "1904"
    assert found.cells[1, 1].number == Decimal(45306)
    assert found.raw() == [["2024-01-15"]]


def test_the_leap_day_that_never_was(loaded) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row, serial in enumerate((59, 60, 61), 1):
        sheet.cell(row, 1, serial).number_format = "yyyy-mm-dd"
    found = loaded(saved(workbook), "a.xlsx")
    assert found.raw() == [["1900-02-28"], ["1900-02-29"], ["1900-03-01"]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "DATE"),
        ("mmm", "DATE"),
        ("[$-409]d-mmm-yy;@", "DATE"),
        ("h:mm", "NUMBER"),
        ("[h]:mm:ss", "NUMBER"),
        ("mm:ss", "NUMBER"),
        ('0.0" days"', "NUMBER"),
        ("0.00%", "NUMBER"),
        ("General", "NUMBER"),
        ("[Red]0", "NUMBER"),
        ("#,##0\\ \\d", "NUMBER"),
    ],
)
def test_number_formats(opened, load, code: str, kind: str) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.cell(1, 1, 100.5).number_format = code
    assert load(opened(saved(workbook), "a.xlsx")).cells[1, 1].kind.name == kind


def test_a_dimension_that_lies_loses_nothing(loaded) -> None:
    found = loaded(
        handmade(
            '<row r="1"><c><v>1</v></c></row><row r="3"><c r="B3"><v>2.50</v></c></row>'
        ),
        "a.xlsx",
    )
    assert found.raw() == [["1", ""], ["", ""], ["", "2.5"]]


def test_texts_of_every_sort(loaded) -> None:
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>in_x0041_</t></is></c>'
        '<c r="D1" t="str"><f>A1</f><v>given</v></c><c r="E1" t="d">'
        "<v>2024-01-15T12:00:00</v></c></row>"
    )
    found = loaded(handmade(cells), "a.xlsx")
    assert found.raw() == [
        ["hello", "rich text", "inA", "given", "2024-01-15T12:00:00"]
    ]
    assert found.cells[1, 5].number == Decimal("45306.5")


CELL = '<row r="1"><c r="A1"{0}><v>{1}</v></c></row>'


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (CELL.format("", "abc"), "holds 'abc'"),
        (CELL.format("", "NaN"), "holds 'NaN'"),
        (CELL.format("", "1E400"), "holds '1E400'"),
        (CELL.format(' t="s"', "-1"), "shared text"),
        (CELL.format(' t="s"', "7"), "shared text"),
        (CELL.format(' t="b"', "7"), "0 or 1"),
        (CELL.format(' t="e"', "oops"), "error code"),
        (CELL.format(' t="d"', "soon"), "a known type"),
        (CELL.format(' t="q"', "1"), "a known type"),
        (CELL.format(' s="-1"', "1"), "where a number must stand"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "twice"),
        ('<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>', "out of order"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "stands in row 1"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "too far"),
        ('<row r="1"><c r="ZZZZ99999999"><v>1</v></c></row>', "stands in row 1"),
        ('<row r="9999999"><c><v>1</v></c></row>', "too far"),
        (
            CELL.format("", "1")
            + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "far away",
        ),
        ('<row r="1"><c r="A1"><v>1</v></row>', "no XML"),
    ],
)
def test_broken_cells_are_problems(opened, cells: str, words: str) -> None:
    source = opened(handmade(cells), "a.xlsx").source
    assert source.sheets == ()
    assert words in source.problem
    assert source.problem.startswith(("a.xlsx", "its part xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"sheet": ""}, "does not hold it"),
        ({"workbook": ""}, "lacks its part"),
        ({"workbook": f'<workbook xmlns="{MAIN}"/>'}, "no sheets"),
        (
            {"workbook": TWINS},
            "two sheets of one name",
        ),
        (
            {"sheet": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
            "declares entities",
        ),
    ],
)
def test_broken_workbooks_are_problems(
    opened, parts: dict[str, str], words: str
) -> None:
    assert words in opened(handmade("", **parts), "a.xlsx").source.problem


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"id,amount\n", "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ],
)
def test_what_is_no_workbook(opened, content: bytes, words: str) -> None:
    assert words in opened(content, "a.xlsm").source.problem


def test_a_flipped_bit_is_a_problem(opened) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
        zipfile.ZipFile(io.BytesIO(handmade(CELL.format("", "3688")))) as good,
    ):
        for name in good.namelist():
            archive.writestr(name, good.read(name))
    content = bytearray(stream.getvalue())
    content[content.index(b"3688")] ^= 1
    assert "damaged" in opened(bytes(content), "a.xlsx").source.problem


def test_a_bomb_is_refused_before_it_is_read(
    opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 2000)) + " " * 11 * 1024**2
    assert "unpacks" in opened(handmade(rows), "a.xlsx").source.problem
    monkeypatch.setattr(archive_module, "MOST_BYTES", 100)
    assert "unpacks to" in opened(deals(), "a.xlsx").source.problem
    monkeypatch.setattr(archive_module, "MOST_ENTRIES", 2)
    assert "parts" in opened(deals(), "a.xlsx").source.problem


def test_the_used_range_is_limited(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MOST_CELLS", 10)
    assert "used range has 6 rows" in opened(deals(), "a.xlsx").source.problem


def test_styled_blank_cells_do_not_widen_the_range(loaded) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="Z1" s="0"/></row><row r="90"/>'
    found = loaded(handmade(cells), "a.xlsx")
    assert (found.sheet.rows, found.sheet.columns) == (1, 1)


def test_an_empty_sheet(loaded) -> None:
    found = loaded(handmade(""), "a.xlsx")
    assert (found.sheet.rows, found.sheet.columns, found.sheet.header_row) == (0, 0, 0)


def test_a_header_row_can_be_declared(opened) -> None:
    source = opened(deals(), "deals.xlsx", header_row="2").source
    assert "expected 0 for none" not in source.problem
    assert source.sheets[0].headers == ("007", "12.5", "2024-01-15", "TRUE")
    assert "delimiter" in opened(deals(), "deals.xlsx", delimiter=";").source.problem


def test_formulas_with_and_without_a_value(loaded) -> None:
    found = loaded(
        handmade(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
            '<row r="3"><c r="A3"><f>5*100</f></c></row>'
            '<row r="4"><c r="A4"><f t="shared" si="0"/><v/></c></row>'
            '<row r="5"><c r="A5" t="str"><f>""</f><v></v></c></row>'
        ),
        "deals.xlsx",
    )
    number, *rest = found.column(1)[1:]
    assert number == ("NUMBER", Decimal(2))
    assert rest == [("ERROR", "=5*100"), ("ERROR", "="), ("TEXT", "")]
    troubles = {trouble.code: trouble.cells for trouble in found.source.troubles}
    assert troubles["formula-not-computed"] == ("A3", "A4")
    assert troubles["formula-values"] == ("A2", "A5")
