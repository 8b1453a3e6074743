"""Even lines, counted as bytes, against the reader of records."""

from __future__ import annotations

import io

import pytest

from verifier.sources.delimited import even
from verifier.sources.delimited.dialect import Dialect
from verifier.sources.delimited.even import read_even
from verifier.sources.delimited.records import read_structure
from verifier.sources.delimited.scan import scan_bytes

ROWS = "".join(f"{n},x{n % 7},{n}.5\n" for n in range(45_000))
EVEN = [
    ("two lines", "a,b\n1,2\n", {}),
    ("no end of the last line", "a,b\n1,2", {}),
    ("carriage returns as well", "a,b\r\n1,2\r\n3,4\r\n", {}),
    ("an open last line behind carriage returns", "a,b\r\n1,2\r\n3,4", {}),
    ("empty cells", "a,b,c\n,,\n1,,\n", {}),
    ("blank cells at the end", "a,b\n1,\n2,\n", {}),
    ("letters beyond ASCII", "имя,Ж\nй,1\n", {}),
    ("a mark", "\ufeffa,b\n1,2\n", {}),
    ("an encoding of its own", "имя;b\n1;2\n", {"encoding": "cp1251"}),
    ("tabs", "a\tb\n1\t2\n", {"delimiter": "\t"}),
    ("another quote that is none", 'a,b\n"x,y"\n', {"quote": ""}),
    ("many lines", "a,b,c\n" + ROWS, {}),
    ("a line separator of Unicode within", "a,b\nx\u2028y,1\n\x85,2\n", {}),
]  # fmt: skip
UNEVEN = [
    ("nothing", "", {}),
    ("a blank line", "a,b\n\n1,2\n", {}),
    ("a blank line at the end", "a,b\n1,2\n\n", {}),
    ("a blank line at the beginning", "\na,b\n1,2\n", {}),
    ("a line too narrow", "a,b\n1\n", {}),
    ("a line too wide", "a,b\n1,2,3\n", {}),
    ("two lines whose widths make up for each other", "a,b\n1\n1,2,3\n", {}),
    ("an open last line too narrow", "a,b\n1,2\n3", {}),
    ("a quote", 'a,b\n"1",2\n', {}),
    ("a single column", "a\n1\n", {}),
    ("carriage returns alone", "a,b\r1,2\r", {}),
    ("a carriage return within", "a,b\n1,\r2\n", {}),
    ("two returns before the line feed", "a,b\r\r\n1,2\r\r\n", {}),
    ("both ends of lines", "a,b\r\n1,2\n", {}),
    ("a very long line", "a,b\n1," + "x" * 40_000 + "\n", {}),
    ("a wide encoding", "a,b\n1,2\n", {"encoding": "utf-16"}),
    ("another quote", "a,b\n'1',2\n", {"quote": "'"}),
]


def read(text, chunk, **stated):
    """Returns what both readers say, the bytes cut into chunks."""
    encoding = stated.get("encoding", "utf-8")
    content = text.encode(encoding)
    cut = [content[at : at + chunk] for at in range(0, len(content), chunk)]
    scan = scan_bytes(cut, "a.csv", stated.get("encoding", ""))
    delimiter = stated.get("delimiter", ";" if encoding == "cp1251" else ",")
    dialect = Dialect(delimiter, stated.get("quote", '"'))
    lines = io.StringIO(content.decode(scan.encoding), newline="")
    return (
        read_even(cut, dialect, scan),
        lambda: read_structure(lines, dialect, "a.csv", scan),
    )


@pytest.mark.parametrize("chunk", [5, 4096, 10**9])
@pytest.mark.parametrize(
    ("text", "stated"), [row[1:] for row in EVEN], ids=[row[0] for row in EVEN]
)
def test_even_lines_have_the_structure_of_their_records(text, stated, chunk):
    if len(text) > 10_000 and chunk < 4096:
        chunk = 1013
    found, records = read(text, chunk, **stated)
    assert found is not None
    assert found == records()


@pytest.mark.parametrize("chunk", [5, 10**9])
@pytest.mark.parametrize(
    ("text", "stated"), [row[1:] for row in UNEVEN], ids=[row[0] for row in UNEVEN]
)
def test_other_lines_are_left_to_the_reader_of_records(text, stated, chunk):
    assert read(text, chunk, **stated)[0] is None


def test_no_line_is_longer_than_two_windows(monkeypatch):
    monkeypatch.setattr(even, "_WINDOW", 8)
    assert read("a,b\n" + "1234567,1\n" * 9, 10**9)[0] is None
    for length in range(1, 40):
        text = "a,b\n1,2\n" + "x" * length + ",1\n3,4\n"
        found = read(text, 10**9)[0]
        assert found is None if length > 15 else True
