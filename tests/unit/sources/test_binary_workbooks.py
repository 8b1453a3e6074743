"""Oddities of XLS and XLSB workbooks, record by record, and what becomes of each."""

from __future__ import annotations

import math
import struct
import sys
from pathlib import Path

import pytest

from verifier.errors import SourceError
from verifier.sources.formats.excel_97 import read_excel_97
from verifier.sources.formats.excel_binary import read_excel_binary
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.spreadsheets.facets import number_of_rk
from verifier.sources.xls.container import Container
from verifier.sources.xls.records import Texts
from verifier.sources.xls.sheet import read_cells
from verifier.sources.xls.workbook import Globals, read_globals
from verifier.sources.xlsb.parts import Parts
from verifier.sources.xlsb.records import records_of
from verifier.sources.xlsb.sheet import SheetReader

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
BEGIN = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x10)
END = struct.pack("<HH", 0x000A, 0)
BOOK = Globals(texts=["first", "", "007"], styles=[0, 14, 164], formats={164: "yyyy"})


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cells(*records: bytes, book: Globals = BOOK):
    found = read_cells(BEGIN + b"".join(records) + END, 0, book)
    return {
        place: (facet.kind.name, facet.raw) for place, (facet, _) in found.cells.items()
    }


def at(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, style)


def formula(result: bytes, flags: int = 0) -> bytes:
    return record(0x0006, at(0, 0) + result + struct.pack("<HIH", flags, 0, 0))


def special(kind: int, value: int) -> bytes:
    return formula(bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF]))


def text(content: str, *, wide: bool = False) -> bytes:
    letters = content.encode("utf-16-le" if wide else "latin-1")
    return struct.pack("<HB", len(content), wide) + letters


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (record(0x0203, at(0, 0) + struct.pack("<d", 0.1)), ("NUMBER", "0.1")),
        (
            record(0x0203, at(0, 0, 1) + struct.pack("<d", 45306.5)),
            ("DATE", "2024-01-15 12:00:00"),
        ),
        (
            record(0x0203, at(0, 0, 2) + struct.pack("<d", 45306)),
            ("DATE", "2024-01-15"),
        ),
        (record(0x0203, at(0, 0, 1) + struct.pack("<d", 60)), ("DATE", "1900-02-29")),
        (record(0x0203, at(0, 0, 1) + struct.pack("<d", 0.25)), ("DATE", "0.25")),
        (record(0x0203, at(0, 0, 99) + struct.pack("<d", 45306)), ("NUMBER", "45306")),
        (record(0x027E, at(0, 0) + struct.pack("<I", 5 << 2 | 2)), ("NUMBER", "5")),
        (
            record(0x027E, at(0, 0) + struct.pack("<i", -5 << 2 | 3)),
            ("NUMBER", "-0.05"),
        ),
        (record(0x027E, at(0, 0) + struct.pack("<I", 0x3FF00000)), ("NUMBER", "1")),
        (record(0x00FD, at(0, 0) + struct.pack("<I", 0)), ("TEXT", "first")),
        (record(0x00FD, at(0, 0) + struct.pack("<I", 2)), ("TEXT", "007")),
        (record(0x0204, at(0, 0) + text("é")), ("TEXT", "é")),
        (record(0x0204, at(0, 0) + text("Ω", wide=True)), ("TEXT", "Ω")),
        (record(0x0205, at(0, 0) + b"\1\0"), ("BOOLEAN", "TRUE")),
        (record(0x0205, at(0, 0) + b"\0\0"), ("BOOLEAN", "FALSE")),
        (record(0x0205, at(0, 0) + b"\x07\1"), ("ERROR", "#DIV/0!")),
        (record(0x0205, at(0, 0) + b"\x2a\1"), ("ERROR", "#N/A")),
        (formula(struct.pack("<d", 3)), ("NUMBER", "3")),
        (formula(struct.pack("<d", 0)), ("NUMBER", "0")),
        (formula(struct.pack("<d", 0), 1), ("ERROR", "=…")),
        (special(1, 1), ("BOOLEAN", "TRUE")),
        (special(2, 0x17), ("ERROR", "#REF!")),
        (special(3, 0), ("TEXT", "")),
        (special(0, 0) + record(0x0207, text("made")), ("TEXT", "made")),
        (
            special(0, 0) + record(0x04BC, b"\0" * 8) + record(0x0207, text("made")),
            ("TEXT", "made"),
        ),
    ],
)
def test_every_record_of_xls_has_its_cell(made, wanted):
    assert cells(made) == {(1, 1): wanted}


@pytest.mark.parametrize(
    "made",
    [
        record(0x0203, at(0, 0) + struct.pack("<d", math.nan)),
        record(0x0203, at(0, 0) + struct.pack("<d", math.inf)),
        record(0x0203, at(0, 0) + struct.pack("<d", 5e-324)),
        record(0x00FD, at(0, 0) + struct.pack("<I", 3)),
        record(0x00FD, at(0, 0) + struct.pack("<i", -1)),
        record(0x0205, at(0, 0) + b"\2\0"),
        record(0x0205, at(0, 0) + b"\x99\1"),
        record(0x0204, at(0, 0) + struct.pack("<HB", 99, 0) + b"short"),
        record(0x0204, at(0, 0) + struct.pack("<HB", 1, 1) + b"\0\xd8"),
        special(0, 0),
        record(0x027E, at(0, 0) + struct.pack("<I", 2)) * 2,
    ],
)
def test_a_record_of_xls_that_holds_no_value_is_refused(made):
    with pytest.raises(Broken):
        cells(made)


def test_several_numbers_of_a_row_stand_in_one_record():
    body = struct.pack("<HH", 4, 2) + struct.pack("<HI", 0, 1 << 2 | 2)
    body += struct.pack("<HI", 0, 2 << 2 | 2) + struct.pack("<H", 3)
    found = cells(record(0x00BD, body))
    assert found == {(5, 3): ("NUMBER", "1"), (5, 4): ("NUMBER", "2")}


def test_a_chart_within_a_sheet_holds_no_cells():
    chart = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x20)
    inner = record(0x0203, at(0, 0) + struct.pack("<d", 9)) + END
    own = record(0x0203, at(0, 1) + struct.pack("<d", 1))
    assert cells(chart + inner + own) == {(1, 2): ("NUMBER", "1")}


def test_days_may_count_from_1904():
    book = Globals(styles=[0, 14], is_1904=True)
    made = record(0x0203, at(0, 0, 1) + struct.pack("<d", 43844))
    assert cells(made, book=book) == {(1, 1): ("DATE", "2024-01-15")}


def test_a_text_runs_over_several_records():
    head = struct.pack("<HB", 6, 0) + b"abc"
    assert Texts([head, b"\1" + "дef".encode("utf-16-le")]).text() == "abcдef"
    rich = (
        struct.pack("<HBH", 2, 8, 1)
        + b"hi"
        + b"\0" * 4
        + struct.pack("<HB", 1, 0)
        + b"!"
    )
    texts = Texts([rich])
    assert [texts.text(), texts.text()] == ["hi", "!"]


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        struct.pack("<HHHH", 0x0809, 4, 0x0500, 5) + END,
        BEGIN + record(0x00FC, struct.pack("<II", 9, 2**31)) + END,
        BEGIN + struct.pack("<HH", 0x00FC, 500) + b"cut",
        BEGIN,
    ],
)
def test_a_workbook_stream_that_is_broken_is_refused(stream):
    with pytest.raises(Broken):
        read_globals(stream)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda _: b"<html><table><tr><td>1</td></tr></table></html>",
        lambda c: b"PK\3\4" + c,
        lambda c: c[:400],
        lambda c: c[:28] + b"\xff\xff" + c[30:],
        lambda c: c[:30] + b"\x20\0" + c[32:],
        lambda c: c[:48] + b"\xf0\0\0\0" + c[52:],
        lambda c: c[:44] + b"\0\0\0\0" + c[48:],
        lambda c: c[: len(c) // 2],
    ],
    ids=[f"change{n}" for n in range(9)],
)
def test_a_container_that_is_broken_is_a_problem(change):
    whole = (FIXTURES / "sources" / "deals.xls").read_bytes()
    changed = change(whole)
    if changed == whole[:28] + b"\xff\xff" + whole[30:]:  # the order of bytes is unused
        return
    with pytest.raises(SourceError):
        read_excel_97(changed, "a.xls")


def test_a_chain_that_bites_its_tail_ends():
    whole = bytearray((FIXTURES / "sources" / "deals.xls").read_bytes())
    table = (struct.unpack_from("<I", whole, 76)[0] + 1) * 512
    start = struct.unpack_from("<I", whole, 48)[0]
    struct.pack_into("<I", whole, table + 4 * start, start)
    with pytest.raises(SourceError, match="lead nowhere"):
        Container(bytes(whole), "a.xls")


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (0, 0.0),
        (2, 0.0),
        (3, 0.0),
        (0xFFFFFFFE, -1.0),
        (0xFFFFFFFF, -0.01),
        (0x40590000, 100.0),
        (0x40590001, 1.0),
    ],
)
def test_short_numbers_are_read_as_they_are_packed(code, number):
    assert number_of_rk(code) == number


def binary(kind: int, body: bytes) -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return number + bytes([len(body)]) + body


def binary_cells(*records: bytes):
    found = {}
    parts = Parts((), is_1904=False, texts=("first", ""), date_styles=frozenset({1}))

    def visit(stored, facet):
        found[stored.row, stored.column] = facet.kind.name, facet.raw

    row = binary(0, struct.pack("<III", 0, 0, 300) + b"\0" * 5)
    body = binary(145, b"") + row + b"".join(records) + binary(146, b"")
    SheetReader(parts, visit).read(body)
    return found


def place(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def wide(content: str) -> bytes:
    return struct.pack("<I", len(content)) + content.encode("utf-16-le")


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (
            binary(2, place(0) + struct.pack("<I", 7 << 2 | 2)),
            {(1, 1): ("NUMBER", "7")},
        ),
        (binary(5, place(0) + struct.pack("<d", 0.1)), {(1, 1): ("NUMBER", "0.1")}),
        (
            binary(5, place(0, 1) + struct.pack("<d", 45306)),
            {(1, 1): ("DATE", "2024-01-15")},
        ),
        (
            binary(5, place(0, 0x01000001) + struct.pack("<d", 45306)),
            {(1, 1): ("DATE", "2024-01-15")},
        ),
        (binary(7, place(0) + struct.pack("<I", 0)), {(1, 1): ("TEXT", "first")}),
        (binary(7, place(0) + struct.pack("<I", 1)), {}),
        (binary(6, place(0) + wide("inline")), {(1, 1): ("TEXT", "inline")}),
        (binary(62, place(0) + b"\0" + wide("rich")), {(1, 1): ("TEXT", "rich")}),
        (binary(4, place(0) + b"\1"), {(1, 1): ("BOOLEAN", "TRUE")}),
        (binary(3, place(0) + b"\x2a"), {(1, 1): ("ERROR", "#N/A")}),
        (binary(1, place(0)), {}),
        (binary(8, place(0) + wide("made") + b"\0" * 6), {(1, 1): ("TEXT", "made")}),
        (binary(8, place(0) + wide("") + b"\0" * 6), {(1, 1): ("TEXT", "")}),
        (
            binary(9, place(0) + struct.pack("<d", 3) + b"\0" * 6),
            {(1, 1): ("NUMBER", "3")},
        ),
        (binary(10, place(0) + b"\0" + b"\0" * 6), {(1, 1): ("BOOLEAN", "FALSE")}),
        (binary(11, place(0) + b"\x07" + b"\0" * 6), {(1, 1): ("ERROR", "#DIV/0!")}),
        (binary(1024, b"later"), {}),
        (binary(5, place(16383) + struct.pack("<d", 1)), {(1, 16384): ("NUMBER", "1")}),
        (
            binary(2, place(0) + struct.pack("<i", -5 << 2 | 3)),
            {(1, 1): ("NUMBER", "-0.05")},
        ),
        (
            binary(2, place(0, 1) + struct.pack("<I", 45306 << 2 | 2)),
            {(1, 1): ("DATE", "2024-01-15")},
        ),
        (
            binary(5, place(0, 1) + struct.pack("<d", 60)),
            {(1, 1): ("DATE", "1900-02-29")},
        ),
        (
            binary(5, place(0, 1) + struct.pack("<d", 45306.75)),
            {(1, 1): ("DATE", "2024-01-15 18:00:00")},
        ),
        (
            binary(5, place(0, 99) + struct.pack("<d", 45306)),
            {(1, 1): ("NUMBER", "45306")},
        ),
        (
            binary(9, place(0, 1) + struct.pack("<d", 45306) + b"\0" * 6),
            {(1, 1): ("DATE", "2024-01-15")},
        ),
        (binary(5, place(0) + struct.pack("<d", -0.0)), {(1, 1): ("NUMBER", "-0")}),
        (
            binary(5, place(0) + struct.pack("<d", 2**53 + 2)),
            {(1, 1): ("NUMBER", "9007199254740994")},
        ),
        (binary(6, place(0) + wide("007")), {(1, 1): ("TEXT", "007")}),
        (binary(6, place(0) + wide(" 1,200 ")), {(1, 1): ("TEXT", " 1,200 ")}),
        (
            binary(6, place(0) + struct.pack("<I", 2) + "😀".encode("utf-16-le")),
            {(1, 1): ("TEXT", "😀")},
        ),
        (
            binary(6, place(0) + wide("_x000D_\n")),
            {(1, 1): ("TEXT", "_x000D_\n")},
        ),
        (binary(6, place(0) + b"\xff" * 4), {}),
        (
            binary(4, place(0) + b"\0") + binary(3, place(2) + b"\x17"),
            {(1, 1): ("BOOLEAN", "FALSE"), (1, 3): ("ERROR", "#REF!")},
        ),
        (
            binary(5, place(0) + struct.pack("<d", 1))
            + binary(0, struct.pack("<III", 1048575, 0, 300) + b"\0" * 5)
            + binary(5, place(0) + struct.pack("<d", 2)),
            {(1, 1): ("NUMBER", "1"), (1048576, 1): ("NUMBER", "2")},
        ),
    ],
)
def test_every_record_of_xlsb_has_its_cell(made, wanted):
    assert binary_cells(made) == wanted


@pytest.mark.parametrize(
    "made",
    [
        binary(5, place(0) + struct.pack("<d", math.nan)),
        binary(7, place(0) + struct.pack("<I", 9)),
        binary(4, place(0) + b"\5"),
        binary(3, place(0) + b"\x99"),
        binary(5, place(16384) + struct.pack("<d", 1)),
        binary(5, place(0) + struct.pack("<d", 1)) * 2,
        binary(6, place(0) + struct.pack("<I", 99)),
        binary(6, place(0) + struct.pack("<I", 1) + b"\0\xd8"),
        binary(0, struct.pack("<III", 0, 0, 300) + b"\0" * 5),
        binary(13, b"\0" * 8),
    ],
)
def test_a_record_of_xlsb_that_holds_no_value_is_refused(made):
    with pytest.raises(Broken):
        binary_cells(made)


@pytest.mark.parametrize(
    "part", [b"\x91", b"\x00\xff\xff\xff\xff\x01", b"\x05\x09short"]
)
def test_records_of_xlsb_that_are_cut_short_are_refused(part):
    with pytest.raises(Broken):
        list(records_of(part))


def test_what_is_no_xlsb_is_a_problem():
    for content in (b"", b"PK\5\6" + b"\0" * 18, b"\xd0\xcf\x11\xe0" + b"\0" * 600):
        with pytest.raises(SourceError):
            read_excel_binary(content, "a.xlsb")


def test_a_long_workbook_of_xlsb_keeps_its_numbers():
    sys.path.insert(0, str(FIXTURES))
    try:
        from making import xlsb  # pyright: ignore[reportMissingImports]  # noqa: PLC0415 - beside the fixtures
    finally:
        sys.path.remove(str(FIXTURES))
    rows = [[n, n / 8, f"t{n}"] for n in range(3000)]
    book = read_excel_binary(xlsb.workbook([("S", 0, rows, [])]), "a.xlsb")
    total = []
    book.walk(0, lambda _, facet: total.append(facet.raw))
    assert total[-3:] == ["2999", "374.875", "t2999"]
    assert len(total) == 9000
