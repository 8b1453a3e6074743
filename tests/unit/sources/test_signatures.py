"""Files whose names say one thing and whose bytes another."""

from __future__ import annotations

import bz2
import gzip
import lzma
from functools import partial
from pathlib import Path

import pytest

# the time in the head would make names of tests differ from run to run
gzipped = partial(gzip.compress, mtime=0)

SOURCES = Path(__file__).resolve().parents[3] / "fixtures" / "sources"
NAMES = [
    *("a.csv", "a.tsv", "a.txt", "a.json", "a.ndjson", "a.xlsx", "a.xls", "a.xlsb"),
    *("a.ods", "a.parquet", "a.sqlite", "a.duckdb"),
]
REAL = {
    "deals.xlsx": "ZIP",
    "deals.xlsb": "ZIP",
    "deals.ods": "ZIP",
    "deals.xls": "before 2007",
    "deals.parquet": "Parquet",
    "deals.sqlite": "SQLite",
    "deals.duckdb": "DuckDB",
}
ARCHIVES = {".xlsx", ".xlsb", ".ods"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("real", REAL)
def test_a_file_of_another_name_says_what_it_is(opened, real, name):
    suffixes = {Path(real).suffix, Path(name).suffix}
    if len(suffixes) == 1:
        return
    problem = opened((SOURCES / real).read_bytes(), name).source.problem
    assert problem
    if suffixes <= ARCHIVES or (".xls" in suffixes and suffixes & ARCHIVES):
        return  # their own readers say it
    assert REAL[real] in problem
    assert "name" in problem


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (gzipped(b"a\n1\n"), "gzip"),
        (bz2.compress(b"a\n1\n"), "bzip2"),
        (lzma.compress(b"a\n1\n"), "xz"),
        (b"\x28\xb5\x2f\xfd\x04\0", "zstd"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"<!DOCTYPE html><title>404</title>", "HTML"),
        (b"\xef\xbb\xbf\r\n<HTML lang=en>", "HTML"),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_data_is_named(opened, name, content, says):
    assert says in opened(content, name).source.problem


@pytest.mark.parametrize(
    "content",
    [
        b"PAR1,b\n1,2\n",
        b"PK,b\n1,2\n",
        b"%PDF,b\n1,2\n",
        b"7z,b\n1,2\n",
        b"BZh91,b\n1,2\n",
        b"<b>,b\n1,2\n",
        b"12345678DUCKS,b\n1,2\n",
        b"SQLite format 3,b\n1,2\n",
    ],
)
def test_a_text_that_begins_alike_is_a_text(loaded, content):
    assert loaded(content, "a.csv").raw()[1] == ["1", "2"]
