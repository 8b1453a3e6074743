"""Oddities of Parquet files, and what becomes of each."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from verifier.errors import SourceError
from verifier.sources.tabular import load as module

D = Decimal
DAY = dt.date(2024, 1, 15)
NOON = dt.datetime(2024, 1, 15, 12)


def content(columns: dict[str, object] | pa.Table, **options) -> bytes:
    target = io.BytesIO()
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    parquet.write_table(table, target, **options)
    return target.getvalue()


@pytest.mark.parametrize(
    ("values", "kind", "cells"),
    [
        ([2**53 + 1], pa.int64(), [("NUMBER", D(2**53 + 1))]),
        ([2**63 - 1, -1], pa.int64(), [("NUMBER", D(2**63 - 1)), ("NUMBER", D(-1))]),
        ([2**64 - 1], pa.uint64(), [("NUMBER", D(2**64 - 1))]),
        ([-128, 127], pa.int8(), [("NUMBER", D(-128)), ("NUMBER", D(127))]),
        (
            [D("0.10"), D("0.20")],
            pa.decimal128(9, 2),
            [("NUMBER", D("0.10")), ("NUMBER", D("0.20"))],
        ),
        (
            [D("1." + "1" * 20)],
            pa.decimal128(38, 20),
            [("NUMBER", D("1.1111111111111112"))],
        ),
        (
            [D("12345678901234567890.50")],
            pa.decimal128(38, 2),
            [("NUMBER", D("12345678901234567890.50"))],
        ),
        ([D("1.5")], pa.decimal128(38, 18), [("NUMBER", D("1.5"))]),
        ([0.1, 0.25], pa.float64(), [("NUMBER", D("0.1")), ("NUMBER", D("0.25"))]),
        ([0.1], pa.float32(), [("NUMBER", D("0.1"))]),
        ([float("nan")], pa.float64(), [("ERROR", "nan")]),
        (
            [float("inf"), -float("inf")],
            pa.float64(),
            [("ERROR", "inf"), ("ERROR", "-inf")],
        ),
        (
            [1e300, 1e-300],
            pa.float64(),
            [("NUMBER", D("1E+300")), ("NUMBER", D("1E-300"))],
        ),
        ([5e-324], pa.float64(), [("ERROR", "5e-324")]),
        (
            [1e-7, 1.5e16],
            pa.float64(),
            [("NUMBER", D("1E-7")), ("NUMBER", D("1.5E+16"))],
        ),
        ([-0.0], pa.float64(), [("NUMBER", D("0"))]),
        ([None, 1], pa.int64(), [("BLANK", ""), ("NUMBER", D(1))]),
        ([None, None], pa.null(), [("BLANK", ""), ("BLANK", "")]),
        (["", None], pa.string(), [("TEXT", ""), ("BLANK", "")]),
        (
            ["007", " 1,200 ", "NULL", "NaN"],
            pa.string(),
            [("TEXT", "007"), ("TEXT", " 1,200 "), ("TEXT", "NULL"), ("TEXT", "NaN")],
        ),
        (
            ["2024-01-15", "TRUE"],
            pa.string(),
            [("TEXT", "2024-01-15"), ("TEXT", "TRUE")],
        ),
        (["a\0b", "x\ny"], pa.string(), [("TEXT", "a\0b"), ("TEXT", "x\ny")]),
        (
            ["u", "v", "u"],
            pa.dictionary(pa.int8(), pa.string()),
            [("TEXT", "u"), ("TEXT", "v"), ("TEXT", "u")],
        ),
        (["x"], pa.large_string(), [("TEXT", "x")]),
        ([b"\xff\x00", b"a"], pa.binary(), [("TEXT", "\\xFF\\x00"), ("TEXT", "a")]),
        (
            [DAY, dt.date(1900, 1, 1), dt.date(1900, 3, 1)],
            pa.date32(),
            [("DATE", D(45306)), ("DATE", D(1)), ("DATE", D(61))],
        ),
        (
            [dt.date(1899, 12, 31), dt.date(1, 1, 1)],
            pa.date32(),
            [("TEXT", "1899-12-31"), ("TEXT", "0001-01-01")],
        ),
        ([dt.date(9999, 12, 31)], pa.date32(), [("DATE", D(2958465))]),
        ([NOON], pa.timestamp("s"), [("DATE", D("45306.5"))]),
        ([NOON], pa.timestamp("ms"), [("DATE", D("45306.5"))]),
        ([NOON], pa.timestamp("ns"), [("DATE", D("45306.5"))]),
        ([NOON.replace(hour=0)], pa.timestamp("us"), [("DATE", D(45306))]),
        ([NOON], pa.timestamp("us", tz="Europe/Berlin"), [("DATE", D("45306.5"))]),
        (
            [dt.datetime(2024, 1, 15, 8, 20)],
            pa.timestamp("us"),
            [("DATE", D("45306.34722222222"))],
        ),
        ([dt.time(1, 2, 3)], pa.time64("us"), [("TEXT", "01:02:03")]),
        (
            [True, False, None],
            pa.bool_(),
            [("BOOLEAN", "TRUE"), ("BOOLEAN", "FALSE"), ("BLANK", "")],
        ),
        ([[1, 2], None], pa.list_(pa.int64()), [("TEXT", "[1,2]"), ("BLANK", "")]),
        ([{"a": 1}], pa.struct([("a", pa.int64())]), [("TEXT", '{"a":1}')]),
        ([[("k", 1)]], pa.map_(pa.string(), pa.int64()), [("TEXT", '{"k":1}')]),
    ],
)
def test_every_kind_of_value_has_its_cell(loaded, values, kind, cells):
    found = loaded(content({"x": pa.array(values, kind)}), "a.parquet").column(1)
    assert found == [("TEXT", "x"), *cells]


@pytest.mark.parametrize(
    ("value", "kind", "raw"),
    [
        (D("1.50"), pa.decimal128(9, 2), "1.50"),
        (12.0, pa.float64(), "12"),
        (0.1, pa.float32(), "0.1"),
        (D("2." + "0" * 20), pa.decimal128(38, 20), "2." + "0" * 20),
        (
            dt.datetime(2024, 1, 15, 12, 0, 0, 5),
            pa.timestamp("us"),
            "2024-01-15 12:00:00.000005",
        ),
        (DAY, pa.date32(), "2024-01-15"),
        (NOON, pa.timestamp("us", tz="Asia/Tokyo"), "2024-01-15 12:00:00"),
    ],
)
def test_the_raw_text_is_that_of_the_typed_value(loaded, value, kind, raw):
    found = loaded(content({"x": pa.array([value], kind)}), "a.parquet")
    assert found.cells[2, 1].raw == raw


def test_rows_are_in_the_order_of_the_file(loaded):
    numbers = list(range(5000, 0, -1))
    found = loaded(content({"n": numbers}, row_group_size=100), "a.parquet")
    assert [found.cells[row, 1].number for row in range(2, 5002)] == numbers


def test_names_are_those_of_the_file(loaded):
    names = ['net "amount"', "", "file_row_number", "Ünï", "2024"]
    table = pa.table([pa.array([n]) for n in range(5)], names=names)
    found = loaded(content(table), "a.parquet")
    assert list(found.sheet.headers) == names
    assert [found.cells[2, n].number for n in range(1, 6)] == [0, 1, 2, 3, 4]


def test_doubled_names_are_kept_and_said(loaded):
    table = pa.table([pa.array([1]), pa.array([2])], names=["Amount", "amount"])
    found = loaded(content(table), "a.parquet")
    assert found.sheet.headers == ("Amount", "amount")
    assert "duplicate-headers" in found.codes()


def test_no_rows_are_a_header_alone(loaded):
    found = loaded(content({"a": pa.array([], pa.int64())}), "a.parquet")
    assert (found.sheet.rows, found.raw()) == (1, [["a"]])


@pytest.mark.parametrize(
    "options",
    [{"compression": c} for c in ("none", "gzip", "zstd", "snappy", "brotli", "lz4")]
    + [
        {"version": "1.0"},
        {"data_page_version": "2.0"},
        {"use_deprecated_int96_timestamps": True},
        {"use_dictionary": False},
    ],
)
def test_every_way_of_writing_is_read(loaded, options):
    found = loaded(content({"t": [NOON], "s": ["x"]}, **options), "a.parquet")
    assert found.column(1)[1] == ("DATE", D("45306.5"))
    assert found.column(2)[1] == ("TEXT", "x")


def test_troubles_are_said(opened):
    columns = {
        "l": [[1]],
        "z": pa.array([NOON], pa.timestamp("us", tz="UTC")),
        "b": [b"x"],
        "n": ["12%"],
    }
    source = opened(content(columns), "a.parquet").source
    codes = [trouble.code for trouble in source.troubles]
    wanted = ["nested-column", "zoned-moments", "binary-column", "text-numbers"]
    assert codes == wanted


@pytest.mark.parametrize(
    "broken", [b"", b"PAR1", b"PAR1" + b"\0" * 40 + b"PAR1", b"PARE" * 9, b"a,b\n1,2\n"]
)
def test_what_is_no_parquet_is_a_problem(opened, broken):
    assert opened(broken, "a.parquet").source.problem


def test_a_name_with_signs_of_a_pattern_is_one_file(loaded):
    found = loaded(content({"a": [1]}), "[a-z]*?.parquet")
    assert found.column(1) == [("TEXT", "a"), ("NUMBER", D(1))]


def test_a_dictionary_that_swells_is_refused(opened, monkeypatch):
    monkeypatch.setattr(module, "MOST_TEXT", 10**6)
    long = pa.array(["x" * 10_000]).dictionary_encode()
    table = pa.table({"s": pa.chunked_array([long] * 200)})
    source = opened(content(table), "a.parquet")
    with duckdb.connect() as connection, pytest.raises(SourceError, match="unpack"):
        source.load(connection, source.source.sheets[0], (1,))


def test_a_flipped_bit_changes_the_digest(opened):
    whole = bytearray(content({"a": [3735]}, compression="none", use_dictionary=False))
    first = opened(bytes(whole), "a.parquet").source.digest
    whole[whole.index((3735).to_bytes(8, "little"))] ^= 1
    assert opened(bytes(whole), "a.parquet").source.digest != first
