"""Which rows a key means, by a table written by hand, in one format and in all."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from verifier.model.address import Reference
from verifier.model.lookup import MOST_ROWS, Found, Lookup
from verifier.model.source import Declarer, SourceRequest
from verifier.sources import compact, find_rows, open_source

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
TABLE = FIXTURES / "keyed" / "rows.tsv"
ROWS = list(
    csv.DictReader(
        TABLE.read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


def looked_up(opened, *keys: tuple[int, object], most: int | None = None) -> Found:
    """Returns what is found in the data rows of the first sheet."""
    sheet = opened.source.sheets[0]
    lookup = Lookup(sheet.key, sheet.header_row + 1, most or sheet.rows, keys)
    with duckdb.connect(config={"threads": "1"}) as connection:
        (found,) = find_rows(connection, opened, sheet, [lookup])
        left = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        views = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        types = connection.execute(
            "SELECT type_name FROM duckdb_types() WHERE NOT internal"
        ).fetchall()
    assert not [*left, *views, *types], "nothing of it is left for a calculation"
    return found


def value_of(written: str) -> str | Decimal:
    return Reference.parse(f"t[x] where key = {written}").keys[0].value


def written(cells: str, folder: Path) -> Path:
    """Returns a CSV file with a column of cells between two that never change."""
    path = folder / "a.csv"
    lines = [f"r{n},{_quoted(c)},0" for n, c in enumerate(cells.split("|"))]
    path.write_text("\n".join(["x,key,y", *lines, ""]), encoding="utf-8")
    return path


def _quoted(cell: str) -> str:
    return cell if cell.startswith('"') or "," not in cell else f'"{cell}"'


def opened(path: Path):
    found = open_source(SourceRequest("t", str(path), path.name, Declarer.COMMAND), 1)
    assert not found.source.problem, found.source.problem
    return found


@pytest.mark.parametrize("is_long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_a_key_means_these_rows(row, is_long, tmp_path, monkeypatch):
    if is_long:
        monkeypatch.setattr(compact, "LONG_ROWS", 0)
    source = opened(written(row["cells"], tmp_path))
    found = looked_up(source, (2, value_of(row["value"])))
    wanted = tuple(int(n) + 1 for n in row["rows"].split(",") if n)
    assert found.rows == wanted
    assert found.count == len(wanted) == found.alone[0]


FILES = (
    *("deals.csv", "deals.tsv", "deals.csv.gz", "exports.zip/q3/deals.csv"),
    *("deals.xlsx", "deals.xlsm", "deals.xls", "deals.xlsb", "deals.ods"),
    *("deals.parquet", "deals.parquet.gz"),
    *("deals.json", "deals.ndjson", "deals.ndjson.gz"),
    *("deals.sqlite", "deals.duckdb"),
)
IN_EVERY_FORMAT = (
    ("id", "'D-3'"),
    ("note", "'007'"),
    ("note", "'выручка'"),
    ("note", "'say \"hi\"'"),
    ("region", "'Ürün, Ø'"),
    ("region", "'EMEA'"),
    ("units", "12"),
    ("amount", "0.1"),
    ("amount", "98765.43"),
    ("closed", "'2025-07-01'"),
    ("won", "'TRUE'"),
    ("region", "'emea'"),
)


def truth() -> tuple[tuple[str, ...], list[list[str]]]:
    """Returns headers and rows of the fixture, read by another library."""
    with (FIXTURES / "sources" / "deals.csv").open(encoding="utf-8", newline="") as f:
        headers, *rows = csv.reader(f)
    return tuple(headers), rows


@pytest.mark.parametrize("file", FILES)
def test_every_format_finds_the_same_rows(file):
    headers, rows = truth()
    source = opened(FIXTURES / "sources" / file)
    assert tuple(source.source.sheets[0].headers) == headers
    for header, value in IN_EVERY_FORMAT:
        column, key = headers.index(header), value_of(value)
        wanted = tuple(n for n, row in enumerate(rows, 2) if holds(row[column], key))
        assert looked_up(source, (column + 1, key)).rows == wanted, (header, value)


def holds(cell: str, key: str | Decimal) -> bool:
    if isinstance(key, Decimal):
        return bool(cell) and Decimal(cell) == key
    return cell == key


def test_all_keys_must_hold(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\nx,1\nx,2\ny,2\n", encoding="utf-8")
    source = opened(path)
    found = looked_up(source, (1, "x"), (2, Decimal(2)))
    assert (found.rows, found.count, found.alone) == ((3,), 1, (2, 2))
    found = looked_up(source, (1, "y"), (2, Decimal(1)))
    assert (found.rows, found.count, found.alone) == ((), 0, (1, 1))
    assert found.nearest == ((), ())


def test_the_header_and_rows_outside_are_not_looked_at(tmp_path):
    source = opened(written("key|a|key", tmp_path))
    assert looked_up(source, (2, "key")).rows == (2, 4)
    assert looked_up(source, (2, "key"), most=3).rows == (2,)


def test_what_is_not_there_has_neighbours(tmp_path):
    source = opened(written("D-1042|D-2|D-9|x|D-1042|", tmp_path))
    assert looked_up(source, (2, "d-1042")).nearest == (("D-1042", "D-2", "D-9"),)
    source = opened(written("10|20|$31|400", tmp_path))
    assert looked_up(source, (2, Decimal(30))).nearest == (("$31", "20", "10"),)
    source = opened(written("D7|D8", tmp_path))
    assert looked_up(source, (2, Decimal(7))).nearest == (("D7", "D8"),)
    source = opened(written("|", tmp_path))
    assert looked_up(source, (2, "x")).nearest == ((),)


def test_more_rows_than_a_person_looks_at_are_counted(tmp_path):
    source = opened(written("|".join(["x"] * (MOST_ROWS + 5)), tmp_path))
    found = looked_up(source, (2, "x"))
    assert found.count == MOST_ROWS + 5
    assert found.rows == tuple(range(2, MOST_ROWS + 2))


def test_loading_after_a_lookup_is_as_ever(tmp_path):
    source = opened(written("a|b|a", tmp_path))
    sheet = source.source.sheets[0]
    with duckdb.connect(config={"threads": "1"}) as connection:
        before = source.load(connection, sheet, (2, 3))
        lookup = Lookup(sheet.key, 2, sheet.rows, ((2, "a"), (1, "r2")))
        for _ in range(2):
            (found,) = find_rows(connection, source, sheet, [lookup])
            assert found.rows == (4,)
        assert source.load(connection, sheet, (2, 3)) == replace(before)


def test_doubles_are_compared_by_value(tmp_path):
    values = [n / 7 * 10**p for n in (-3, 1, 22) for p in (-9, 0, 5)] + [1e-20, 0.1]
    path = tmp_path / "a.csv"
    path.write_text("key\n" + "\n".join(map(repr, values)) + "\n", encoding="utf-8")
    source = opened(path)
    for number, value in enumerate(values, 2):
        assert looked_up(source, (1, Decimal(repr(value)))).rows == (number,)
