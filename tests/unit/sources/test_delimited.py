"""CSV and TSV: every silent trap is said aloud or read rightly."""

from __future__ import annotations

import codecs
import hashlib
from decimal import Decimal

import duckdb
import pytest

from verifier.errors import SourceError
from verifier.sources.delimited import load as load_module


def test_rows_are_the_files_rows(loaded) -> None:
    found = loaded(b"Report of 2024\n# comment\n\nid,amount\n1,10\n\n2,20\n")
    assert found.raw() == [
        ["Report of 2024", ""],
        ["# comment", ""],
        ["", ""],
        ["id", "amount"],
        ["1", "10"],
        ["", ""],
        ["2", "20"],
    ]
    assert found.decision("header_row") == "4"
    assert found.sheet.headers == ("id", "amount")
    assert "blank-lines" in found.codes()
    trouble = next(t for t in found.source.troubles if t.code == "blank-lines")
    assert trouble.cells == ("A3:B3", "A6:B6")


def test_years_in_the_header_are_text(loaded) -> None:
    found = loaded(b"region,2023,2024\nNorth,5,7\nSouth,6,8\n")
    assert found.decision("header_row") == "1"
    assert found.column(2) == [
        ("TEXT", "2023"),
        ("NUMBER", Decimal(5)),
        ("NUMBER", Decimal(6)),
    ]
    total = found.connection.execute("SELECT sum(B_n), max(B_c) FROM sheet_1")
    assert total.fetchall() == [(Decimal(11), 2023.0)]


def test_a_file_without_headers_has_none(loaded) -> None:
    found = loaded(b"North,5\nSouth,6\n")
    assert found.decision("header_row") == "0"
    assert found.column(2) == [("NUMBER", Decimal(5)), ("NUMBER", Decimal(6))]


def test_a_ragged_file_keeps_its_cells(loaded) -> None:
    found = loaded(b"a,b,c\n1,2\n3,4,5,6\n7,8,9\n")
    assert found.raw() == [
        ["a", "b", "c", ""],
        ["1", "2", "", ""],
        ["3", "4", "5", "6"],
        ["7", "8", "9", ""],
    ]
    trouble = next(t for t in found.source.troubles if t.code == "ragged-rows")
    assert trouble.cells == ("A2:D2", "A3:D3")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a,b\n1,"x\n2,y\n', 2),
        (b'a,b\n1,"x"y\n2,y\n', 2),
        (b'a,b\n1,2\n3,"4\n5,6\n7,"8\n', 3),
    ],
)
def test_an_unbalanced_quote_is_a_problem(opened, content: bytes, line: int) -> None:
    source = opened(content).source
    assert source.sheets == ()
    assert f"deals.csv, line {line}: a quote is not balanced" in source.problem
    assert "quote = none" in source.problem


def test_quotes_can_be_declared_away(loaded) -> None:
    found = loaded(b'size,n\n5" pipe,1\n"x,2\n', quote="none")
    assert found.raw()[1:] == [['5" pipe', "1"], ['"x', "2"]]
    assert found.decision("quote") == "none"


def test_a_record_may_span_lines(loaded) -> None:
    found = loaded(b'a,b\n"one\ntwo",1\nx,2\n')
    assert found.raw() == [["a", "b"], ["one\ntwo", "1"], ["x", "2"]]
    assert found.codes() == ["multi-line-cells"]


def test_doubled_quotes_and_quoted_empties(loaded) -> None:
    found = loaded(b'a,b,c\n"say ""hi""","",\n,"a,"",b",""\n')
    assert found.raw()[1:] == [['say "hi"', "", ""], ["", 'a,",b', ""]]
    kinds = [found.cells[2, 2].kind.name, found.cells[2, 3].kind.name]
    assert kinds == ["TEXT", "BLANK"]
    assert found.cells[3, 1].kind.name == "BLANK"
    assert found.cells[3, 3].kind.name == "TEXT"


RUSSIAN = "имя;сумма\nИван;1 234,5\nОльга;(71)\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (RUSSIAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + RUSSIAN.encode(), "utf-8 with byte order mark"),
        (RUSSIAN.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "utf-16"),
        (RUSSIAN.encode("cp1251"), "cp1251"),
    ],
)
def test_encodings(loaded, content: bytes, encoding: str) -> None:
    found = loaded(content)
    assert found.decision("encoding") == encoding
    assert found.raw() == [["имя", "сумма"], ["Иван", "1 234,5"], ["Ольга", "(71)"]]
    assert found.cells[2, 2].number == Decimal("1234.5")
    assert ("guessed-encoding" in found.codes()) == (encoding == "cp1251")


def test_western_letters_are_cp1252(loaded) -> None:
    found = loaded("città,n\nMünchen,1\nMálaga,2\n€5,3\n".encode("cp1252"))
    assert found.decision("encoding") == "cp1252"
    assert found.raw()[1][0] == "München"
    assert found.cells[4, 1].number == Decimal(5)


@pytest.mark.parametrize(
    "content", ["id,n\n1,2\n".encode("utf-16-be"), b"id,n\n1,2\x00\n"]
)
def test_nul_bytes_without_a_mark_are_a_problem(opened, content: bytes) -> None:
    assert "NUL byte" in opened(content).source.problem


def test_a_declared_encoding_that_fails_is_a_problem(opened) -> None:
    problem = opened("имя\n".encode("cp1251"), encoding="utf-8").source.problem
    assert "its bytes are no utf-8" in problem
    assert "cp1251" in opened(b"a\n", encoding="hex").source.problem


@pytest.mark.parametrize(
    "declared",
    [
        {"delimiter": "ab"},
        {"quote": "ab"},
        {"header_row": "9"},
        {"header_row": "x"},
        {"decimal": "_"},
        {"date_order": "ymd"},
        {"colour": "red"},
    ],
)
def test_wrong_declarations_are_problems(opened, declared: dict[str, str]) -> None:
    source = opened(b"a,b\n1,2\n", **declared).source
    assert source.sheets == ()
    assert next(iter(declared.values())) in source.problem or "colour" in source.problem


def test_declarations_hold(loaded) -> None:
    found = loaded(b"a:b\n1,5:x\n", delimiter=":", decimal=",", header_row="0")
    declared = {d.name for d in found.source.decisions if d.declared}
    assert declared == {"delimiter", "decimal", "header_row"}
    assert found.cells[2, 1].number == Decimal("1.5")
    assert found.cells[1, 1].kind.name == "TEXT"


def test_tabs_pipes_and_one_column(loaded) -> None:
    assert loaded(b"a\tb\n1\t2\n", "x.tsv").decision("delimiter") == "tab"
    assert loaded(b"a|b\n1|2\n").decision("delimiter") == "|"
    assert loaded(b"n\n1\n2\n", "x.tsv").decision("delimiter") == "tab"
    single = loaded(b"n\n1\n\n3\n")
    assert single.column(1) == [
        ("TEXT", "n"),
        ("NUMBER", Decimal(1)),
        ("BLANK", ""),
        ("NUMBER", Decimal(3)),
    ]


def test_an_index_without_a_name_is_a_header(loaded) -> None:
    assert loaded(b",amount\n0,5\n1,6\n").decision("header_row") == "1"
    assert loaded(b"Report,\n,\nid,n\n1,5\n").decision("header_row") == "3"


def test_a_named_separator_is_taken(loaded) -> None:
    found = loaded(b"sep=;\na;b\n1;2\n")
    assert found.decision("delimiter") == ";"
    assert found.decision("header_row") == "2"


def test_duplicate_headers_are_said(loaded) -> None:
    found = loaded(b"amount,Amount,x\n1,2,3\n")
    trouble = next(t for t in found.source.troubles if t.code == "duplicate-headers")
    assert trouble.cells == ("A1", "B1")
    assert found.sheet.headers == ("amount", "Amount", "x")


def test_empty_files(loaded) -> None:
    found = loaded(b"")
    assert (found.sheet.rows, found.sheet.columns) == (0, 0)
    assert found.codes() == ["empty-source"]
    assert loaded(b"\n\n\n").sheet.rows == 0


def test_line_ends_of_all_kinds(loaded) -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        found = loaded(end.join([b"a,b", b"1,2", b""]))
        assert found.raw() == [["a", "b"], ["1", "2"]]


def test_the_scale_is_that_of_the_numbers(loaded) -> None:
    found = loaded(
        b"a,b,c,d\n1.10,1,0.1234567890123,12345678901234567.25\n2.255,x,1,2\n"
    )
    scales = [found.layout.columns[column].scale for column in (1, 2, 3, 4)]
    assert scales == [3, 0, None, 2]
    types = found.connection.execute(
        "SELECT data_type FROM duckdb_columns() "
        "WHERE table_name = 'sheet_1' AND column_name LIKE '%_n'"
    ).fetchall()
    assert [kind for (kind,) in types] == [
        "DECIMAL(18,3)",
        "DECIMAL(18,0)",
        "DOUBLE",
        "DECIMAL(38,2)",
    ]


def test_kinds_are_those_of_data_rows(loaded) -> None:
    found = loaded(b"a,b\n1,x\n2,\n")
    kinds = [sorted(found.layout.columns[at].kinds) for at in (1, 2)]
    assert kinds == [[1], [0, 2]]
    assert found.layout.columns[1].header == "a"


def test_columns_can_be_asked_for_later(opened) -> None:
    source = opened(b"a,b,c\n1,2,3\n4,5,6\n")
    connection = duckdb.connect()
    sheet = source.source.sheets[0]
    first = source.load(connection, sheet, (2,))
    assert sorted(first.columns) == [2]
    both = source.load(connection, sheet, (1, 2))
    assert sorted(both.columns) == [1, 2]
    query = "SELECT _row, A_n, B_n FROM sheet_1 WHERE _row > 1"
    assert connection.execute(query).fetchall() == [(2, 1, 2), (3, 4, 5)]


def test_a_file_that_changes_is_refused(opened, tmp_path) -> None:
    source = opened(b"a,b\n1,2\n")
    (tmp_path / "deals.csv").write_bytes(b"a,b\n1,3\n5,6\n")
    with pytest.raises(SourceError, match="changed while it was read"):
        source.load(duckdb.connect(), source.source.sheets[0], (1,))


def many(rows: int, quote: str = "") -> bytes:
    lines = [f"{quote}id{quote},text,amount"]
    lines += [f'{quote}{n}{quote},t{n % 7},"{n}.50"' for n in range(rows)]
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("content", [many(3000), many(3000, '"')])
def test_bulk_and_records_agree(
    loaded, monkeypatch: pytest.MonkeyPatch, content: bytes, end: bytes
) -> None:
    content = content.replace(b"\n", end)
    slow = loaded(content)
    monkeypatch.setattr(load_module, "BULK_BYTES", 0)
    monkeypatch.setattr(load_module, "_stage_records", None)
    fast = loaded(content)
    assert fast.raw() == slow.raw()
    assert fast.layout.columns == slow.layout.columns


@pytest.mark.parametrize(
    "row", [b'x"y,1,2', b'"a ""b""",1,2', b' "a",1,2', b'5",1,2', b'"",1,2', b"#a,1,2"]
)
def test_odd_quotes_read_alike_in_bulk(
    loaded, monkeypatch: pytest.MonkeyPatch, row: bytes
) -> None:
    content = b"a,b,c\n" + row + b"\n" + row + b"\nz,3,4\n"
    slow = loaded(content)
    monkeypatch.setattr(load_module, "BULK_BYTES", 0)
    fast = loaded(content)
    assert fast.cells == slow.cells


def test_bulk_falls_back_to_records(loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "BULK_BYTES", 0)
    wide = b"x" * 2_500_000  # beyond DuckDB's longest line
    found = loaded(b"a,b\n1," + wide[:120_000] + b"\n2,y\n")
    assert [value for _, value in found.column(1)] == ["a", Decimal(1), Decimal(2)]


def test_a_very_long_line_is_a_problem(opened) -> None:
    assert "a line of more than" in opened(b"a,b\n" + b"x" * 5_000_000).source.problem


def test_the_digest_is_that_of_the_bytes(opened) -> None:
    content = b"a,b\n1,2\n"
    digest = hashlib.sha256(content).hexdigest()
    assert opened(content).source.digest == f"sha256:{digest}"


@pytest.mark.parametrize("width", [23, 24, 25, 120, 1010])
def test_many_columns_with_texts_are_loaded(loaded, width):
    rows = [[f"h{n}" for n in range(width)], [f"{n}.5" for n in range(width)]]
    found = loaded("".join(",".join(row) + "\n" for row in rows).encode())
    assert found.raw() == rows
    assert [found.column(n + 1)[1] for n in range(width)] == [
        ("NUMBER", Decimal(f"{n}.5")) for n in range(width)
    ]
