"""Oddities of ODS spreadsheets, and what becomes of each."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from verifier.model.source import Table
from verifier.sources.formats.opendocument import read_opendocument
from verifier.sources.spreadsheets import opening

D = Decimal
_SPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{MIME}"/></m:manifest>'
)


def content(
    rows: str, *, around: str = "", mime: str = MIME, manifest: str = MANIFEST
) -> bytes:
    body = (
        f"<office:document-content {_SPACES}><office:automatic-styles>"
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>{around}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", value: str = "", text: str = "", more: str = "") -> str:
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
    stated = f'office:value-type="{kind}"' if kind else ""
    if value:
        stated += f' office:{names.get(kind, "value")}="{value}"'
    inner = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {stated} {more}>{inner}</table:table-cell>"


def string(text: str, more: str = "") -> str:
    return cell("string", "", text, more)


def grid(content: bytes) -> dict[tuple[int, int], tuple[str, str]]:
    """Returns the first sheet's cells, as our reader alone sees them."""
    found: dict[tuple[int, int], tuple[str, str]] = {}

    def visit(stored, facet):
        found[stored.row, stored.column] = facet.kind.name, facet.raw

    read_opendocument(content, "a.ods").walk(0, visit)
    return found


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (cell("float", "12.5", "12,5 €"), ("NUMBER", "12.5")),
        (cell("percentage", "0.125", "12.50%"), ("NUMBER", "0.125")),
        (cell("currency", "-3", "(3)"), ("NUMBER", "-3")),
        (cell("float", "1e3", "1000"), ("NUMBER", "1000")),
        (cell("float", "9007199254740993", "x"), ("NUMBER", "9007199254740992")),
        (cell("date", "2024-01-15", "15/01/24"), ("DATE", "2024-01-15")),
        (cell("date", "2024-01-15T12:00:00", "x"), ("DATE", "2024-01-15 12:00:00")),
        (cell("date", "1899-12-31", "x"), ("TEXT", "1899-12-31")),
        (cell("time", "PT36H00M00S", "36:00"), ("NUMBER", "PT36H00M00S")),
        (cell("time", "-PT6H", "x"), ("NUMBER", "-PT6H")),
        (cell("boolean", "true", "WAHR"), ("BOOLEAN", "TRUE")),
        (cell("float", "1", "TRUE", 'table:formula="of:=TRUE()"'), ("BOOLEAN", "TRUE")),
        (cell("float", "1", "TRUE"), ("NUMBER", "1")),
        (string("007"), ("TEXT", "007")),
        (string("#N/A"), ("TEXT", "#N/A")),
        (string("#N/A", 'table:formula="of:=NA()"'), ("ERROR", "#N/A")),
        (
            cell("float", "0", "#DIV/0!", 'table:formula="of:=1/0"'),
            ("ERROR", "#DIV/0!"),
        ),
        (string("Err:502", 'calcext:value-type="error"'), ("ERROR", "Err:502")),
        (cell("", "", "", 'table:formula="of:=A1"'), ("ERROR", "of:=A1")),
        (
            string('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'),
            ("TEXT", "a   b\tc\nd"),
        ),
        (
            string("<text:span>bold</text:span> <text:a>link</text:a>"),
            ("TEXT", "bold link"),
        ),
        (string("a</text:p><text:p>b"), ("TEXT", "a\nb")),
        (
            '<table:table-cell office:value-type="string"><office:annotation>'
            "<text:p>a remark</text:p></office:annotation><text:p>x</text:p>"
            "</table:table-cell>",
            ("TEXT", "x"),
        ),
        (
            '<table:table-cell office:value-type="string"><draw:frame><text:p>in a '
            "picture</text:p></draw:frame><text:p>x</text:p></table:table-cell>",
            ("TEXT", "x"),
        ),
        (
            '<table:table-cell office:value-type="string" office:string-value="kept">'
            "<text:p>shown</text:p></table:table-cell>",
            ("TEXT", "kept"),
        ),
        (
            '<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>',
            ("TEXT", "under"),
        ),
    ],
)
def test_every_cell_is_what_its_type_says(made, wanted):
    assert grid(content(row(made))) == {(1, 1): wanted}


@pytest.mark.parametrize(
    "made",
    [
        cell("float", "abc", "x"),
        cell("float", "", "x"),
        cell("float", "NaN", "x"),
        cell("float", "1e999", "x"),
        cell("date", "yesterday", "x"),
        cell("time", "36:00", "x"),
        cell("boolean", "1", "x"),
        cell("void", "", "x"),
        cell("float", "1", "x", 'table:number-columns-repeated="0"'),
        cell("float", "1", "x", 'table:number-columns-repeated="99999"'),
        cell("float", "1", "x", 'table:number-columns-repeated="-1"'),
        cell("float", "1", "x", 'table:number-rows-spanned="9999999"'),
        "<table:table-cell><table:table><table:table-row/></table:table></table:table-cell>",
    ],
)
def test_a_cell_that_contradicts_itself_is_a_problem(opened, made):
    assert opened(content(row(made)), "a.ods").source.problem


def test_repeats_are_as_many_cells():
    made = content(
        row(string("h"), cell("float", "1", "1", 'table:number-columns-repeated="3"'))
        + row(string("r"), attributes='table:number-rows-repeated="2"')
        + row(attributes='table:number-rows-repeated="5"')
        + row(cell(more='table:number-columns-repeated="2"'), string("last"))
        + row(attributes='table:number-rows-repeated="1048567"')
    )
    found = grid(made)
    assert [found[1, n][1] for n in (1, 2, 3, 4)] == ["h", "1", "1", "1"]
    assert [found[n, 1][1] for n in (2, 3)] == ["r", "r"]
    assert found[9, 3] == ("TEXT", "last")
    assert len(found) == 7


def test_a_bomb_of_repeats_is_a_problem(opened):
    wide = cell("float", "1", "1", 'table:number-columns-repeated="16384"')
    rows = row(wide, attributes='table:number-rows-repeated="1048576"')
    assert "cells" in opened(content(rows), "a.ods").source.problem


def test_more_rows_than_a_sheet_has_are_a_problem(opened):
    rows = row(string("x"), attributes='table:number-rows-repeated="1048576"') * 2
    assert "rows" in opened(content(rows), "a.ods").source.problem


def test_what_is_not_shown_is_said(loaded):
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(string("a"), string("b"))
        + row(string("x"), string("y"), attributes='table:visibility="filter"')
        + row(
            string("x"),
            string("z"),
            attributes='table:visibility="collapse" table:number-rows-repeated="2"',
        )
        + row(string("end"), string("end"))
        + row(
            attributes='table:visibility="collapse" table:number-rows-repeated="1048571"'
        )
    )
    found = loaded(content(rows), "a.ods")
    assert found.sheet.hidden_rows == ((2, 4),)
    assert "hidden-columns" in found.codes()


def test_cells_that_were_deleted_are_no_cells():
    tracked = (
        "<table:tracked-changes><table:deletion><table:table-cell office:value-type="
        '"float" office:value="9"/></table:deletion></table:tracked-changes>'
    )
    assert grid(content(tracked + row(string("x")))) == {(1, 1): ("TEXT", "x")}


def test_other_tables_are_other_sheets():
    around = (
        '<table:table table:name="T" table:style-name="ta2">'
        + row(string("y"))
        + "</table:table><table:table table:name=\"'file:///x'#$A\"><table:table-source/>"
        + row(string("far"))
        + "</table:table>"
    )
    made = content(row(string("x")), around=around)
    book = read_opendocument(made, "a.ods")
    assert [(s.name, s.state) for s in book.sheets] == [
        ("S", "visible"),
        ("T", "hidden"),
    ]


def test_named_ranges_are_told():
    around = (
        '<table:named-expressions><table:named-range table:name="n" '
        "table:cell-range-address=\"$'S'.$A$1:.$B$2\"/></table:named-expressions>"
        '<table:database-ranges><table:database-range table:name="deals" '
        'table:target-range-address="S.A1:S.B4"/></table:database-ranges>'
    )
    book = read_opendocument(content(row(string("x")), around=around), "a.ods")
    (found,) = book.names
    assert (found.sheet, found.last_column, found.last_row) == ("S", 2, 2)
    assert book.sheets[0].tables == (Table("deals", 1, 1, 2, 4),)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (b"", "is empty"),
        (content("", mime="application/vnd.oasis.opendocument.text"), "another kind"),
        (content("", manifest="<m><encryption-data/></m>"), "encrypted"),
        (content("<broken>"), "no XML"),
        (content("").replace(b"content.xml", b"contents.xm"), "content.xml"),
    ],
)
def test_what_is_no_ods_is_a_problem(opened, made, says):
    assert says in opened(made, "a.ods").source.problem


def test_entities_are_refused(opened):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    assert "entities" in opened(target.getvalue(), "a.ods").source.problem


def test_where_two_readers_differ_nobody_guesses(opened, monkeypatch):
    made = content(row(string("x")) + row(cell("float", "1", "1")))
    assert not opened(made, "a.ods").source.problem

    def another(_, __, cells, ___):
        raise opening.SourceError("a", f"differs in {len(cells)} cells")

    monkeypatch.setattr(opening, "check_again", another)
    assert "differs in 2 cells" in opened(made, "a.ods").source.problem
