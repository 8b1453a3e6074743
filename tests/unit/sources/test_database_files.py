"""Oddities of database files, and what becomes of each."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from verifier.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

D = Decimal


@pytest.fixture
def lite(tmp_path: Path):
    """Returns the bytes of a database that a script of SQL makes."""

    def making(script: str, rows: tuple[tuple[object, ...], ...] = ()) -> bytes:
        path = tmp_path / "made.sqlite"
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.executescript(script)
        for values in rows:
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO t VALUES ({marks})", values)
        connection.commit()
        connection.close()
        return path.read_bytes()

    return making


@pytest.fixture
def duck(tmp_path: Path):
    def making(script: str) -> bytes:
        path = tmp_path / "made.duckdb"
        path.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{path}' AS d (BLOCK_SIZE 16384)")
            connection.execute("USE d")
            connection.execute(script)
            connection.execute("USE memory")
            connection.execute("DETACH d")
        return path.read_bytes()

    return making


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("INTEGER", 2**53 + 1, ("NUMBER", D(2**53 + 1))),
        ("INTEGER", -(2**63), ("NUMBER", D(-(2**63)))),
        ("INTEGER", "12 apples", ("TEXT", "12 apples")),
        ("INTEGER", "12", ("NUMBER", D(12))),
        ("TEXT", 12, ("TEXT", "12")),
        ("TEXT", "1,200", ("TEXT", "1,200")),
        ("REAL", 3, ("NUMBER", D(3))),
        ("REAL", 0.1, ("NUMBER", D("0.1"))),
        ("REAL", float("inf"), ("ERROR", "Infinity")),
        ("DECIMAL(9,2)", 1.5, ("NUMBER", D("1.5"))),
        ("", "007", ("TEXT", "007")),
        ("BLOB", b"\xff\x00", ("TEXT", "X'FF00'")),
        ("BLOB", "text", ("TEXT", "text")),
        ("DATE", "2024-01-15", ("DATE", D(45306))),
        ("DATETIME", "2024-01-15 12:00:00", ("DATE", D("45306.5"))),
        ("TIMESTAMP", "2024-01-15T12:00:00.000Z", ("DATE", D("45306.5"))),
        ("DATE", "15/01/2024", ("TEXT", "15/01/2024")),
        ("DATE", "2024-02-30", ("TEXT", "2024-02-30")),
        ("DATE", 1705276800, ("NUMBER", D(1705276800))),
        ("DATE", 2460324.5, ("NUMBER", D("2460324.5"))),
        ("TEXT", "2024-01-15", ("TEXT", "2024-01-15")),
        ("BOOLEAN", 1, ("BOOLEAN", "TRUE")),
        ("BOOLEAN", 0, ("BOOLEAN", "FALSE")),
        ("BOOLEAN", 2, ("NUMBER", D(2))),
        ("BOOLEAN", "yes", ("TEXT", "yes")),
        ("TEXT", None, ("BLANK", "")),
        ("TEXT", "", ("TEXT", "")),
        ("TEXT", "a\0b", ("TEXT", "a\0b")),
    ],
)
def test_every_value_of_sqlite_has_its_cell(loaded, lite, kind, value, cell):
    content = lite(f"CREATE TABLE t (x {kind})", ((value,),))
    assert loaded(content, "a.sqlite").column(1) == [("TEXT", "x"), cell]


@pytest.mark.parametrize(
    ("script", "declared", "first"),
    [
        ("CREATE TABLE t (a, b); INSERT INTO t VALUES (2, 'x'), (1, 'y')", {}, "2"),
        (
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b); INSERT INTO t VALUES (2, 'x'), (1, 'y')",
            {},
            "1",
        ),
        (
            "CREATE TABLE t (a TEXT PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO t VALUES ('2', 1), ('1', 2)",
            {},
            "1",
        ),
        (
            "CREATE TABLE t (a, b); INSERT INTO t VALUES (2, 'x'), (1, 'y')",
            {"order_by": "a"},
            "1",
        ),
        (
            "CREATE TABLE t (a, b); INSERT INTO t VALUES (2, 'x'), (2, 'y')",
            {"order_by": "A, b"},
            "2",
        ),
        ("CREATE TABLE t (rowid, b); INSERT INTO t VALUES (2, 'x'), (1, 'y')", {}, "2"),
        (
            "CREATE TABLE t (rowid, oid, _rowid_); INSERT INTO t VALUES (2, 1, 1), (1, 1, 1)",
            {},
            "1",
        ),
    ],
)
def test_rows_of_sqlite_have_an_order(loaded, lite, script, declared, first):
    found = loaded(lite(script), "a.sqlite", **declared)
    assert found.cells[2, 1].raw == first


@pytest.mark.parametrize(
    "case",
    [
        (
            "CREATE TABLE t (a); INSERT INTO t VALUES (1), (1)",
            {"order_by": "a"},
            "share",
        ),
        (
            "CREATE TABLE t (a); INSERT INTO t VALUES (NULL)",
            {"order_by": "a"},
            "have none",
        ),
        ("CREATE TABLE t (a)", {"order_by": "b"}, "order_by"),
        ("CREATE TABLE t (a)", {"order_by": "a; DROP TABLE t"}, "order_by"),
        ("CREATE TABLE t (a)", {"table": "u"}, "no table 'u'"),
        ("CREATE VIEW v AS SELECT 1", {}, "no table"),
        ("CREATE VIEW v AS SELECT 1", {"table": "v"}, "no table"),
    ],
)
@pytest.mark.parametrize("name", ["a.sqlite", "a.duckdb"])
def test_what_is_declared_is_checked(opened, request, name, case):
    script, declared, says = case
    if name == "a.duckdb":
        script = script.replace("(a)", "(a INT)")
    make = request.getfixturevalue("lite" if name == "a.sqlite" else "duck")
    assert says in opened(make(script), name, **declared).source.problem


def test_views_and_virtual_tables_of_sqlite_are_left_out(loaded, lite):
    script = (
        "CREATE TABLE t (a); CREATE VIEW v AS SELECT 1; "
        "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO t VALUES (1)"
    )
    found = loaded(lite(script), "a.sqlite")
    assert [sheet.key.sheet for sheet in found.source.sheets] == ["t"]
    assert "views-left-out" in found.codes()


def test_names_of_sqlite_are_quoted(loaded, lite):
    script = 'CREATE TABLE "a ""b"" --" ("x ""y""; DROP", "select"); INSERT INTO "a ""b"" --" VALUES (1, 2)'
    found = loaded(lite(script), "a.sqlite")
    assert found.raw() == [['x "y"; DROP', "select"], ["1", "2"]]


def test_sqlite_in_its_other_encoding_is_read(loaded, lite):
    found = loaded(
        lite("PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a)", (("Ünï",),)), "a.db"
    )
    assert found.cells[2, 1].raw == "Ünï"


def test_sqlite_that_waits_for_its_log_is_refused(tmp_path, lite, opened):
    (tmp_path / "a.sqlite-wal").write_bytes(b"1")
    assert "-wal" in opened(lite("CREATE TABLE t (a)"), "a.sqlite").source.problem


def test_sqlite_in_the_mode_of_logs_is_read(loaded, lite):
    content = lite("PRAGMA journal_mode = WAL; CREATE TABLE t (a)", ((5,),))
    assert loaded(content, "a.sqlite").raw() == [["a"], ["5"]]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.sqlite", "is empty"),
        (b"SQLite format 3\0" + b"\xff" * 200, "a.sqlite", "cannot be read"),
        (b"\0" * 8 + b"DUCK" + b"\0" * 90, "a.db", "of DuckDB"),
        (b"", "a.duckdb", "is empty"),
        (b"\0" * 8 + b"DUCK" + b"\0" * 9000, "a.duckdb", "cannot be read"),
        (b"a,b\n1,2\n", "a.ddb", "cannot be read"),
    ],
)
def test_what_is_no_database_is_a_problem(opened, content, name, says):
    assert says in opened(content, name).source.problem


def test_sqlite_functions_of_the_file_do_not_run(opened, lite):
    script = "CREATE TABLE t (a, b AS (load_extension(a)))"
    try:
        content = lite(script)
    except sqlite3.OperationalError:
        pytest.skip("this SQLite makes no such table")
    source = opened(content, "a.sqlite").source
    assert source.problem or source.sheets


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (
            "HUGEINT",
            "170141183460469231731687303715884105727",
            ("NUMBER", D("1.7014118346046923E+38")),
        ),
        ("UBIGINT", "18446744073709551615", ("NUMBER", D(2**64 - 1))),
        ("DECIMAL(18,3)", "1.005", ("NUMBER", D("1.005"))),
        ("DOUBLE", "'nan'", ("ERROR", "nan")),
        ("DOUBLE", "0.1", ("NUMBER", D("0.1"))),
        ("FLOAT", "0.1", ("NUMBER", D("0.1"))),
        ("BOOLEAN", "true", ("BOOLEAN", "TRUE")),
        ("DATE", "'2024-01-15'", ("DATE", D(45306))),
        ("DATE", "'infinity'", ("TEXT", "infinity")),
        ("DATE", "'0044-03-15 (BC)'", ("TEXT", "0044-03-15 (BC)")),
        ("TIMESTAMP", "'2024-01-15 12:00'", ("DATE", D("45306.5"))),
        ("TIMESTAMP", "'infinity'", ("TEXT", "infinity")),
        ("TIMESTAMPTZ", "'2024-01-15 12:00+02'", ("DATE", D("45306.416666666664"))),
        ("TIMESTAMP_NS", "'2024-01-15 12:00'", ("DATE", D("45306.5"))),
        ("TIME", "'01:02:03'", ("TEXT", "01:02:03")),
        ("INTERVAL", "INTERVAL 1 DAY", ("TEXT", "1 day")),
        ("VARCHAR", "'007'", ("TEXT", "007")),
        ("VARCHAR", "NULL", ("BLANK", "")),
        ("ENUM('p', 'q')", "'q'", ("TEXT", "q")),
        (
            "UUID",
            "'00000000-0000-0000-0000-000000000001'",
            ("TEXT", "00000000-0000-0000-0000-000000000001"),
        ),
        ("BLOB", "'\\xAA'", ("TEXT", "\\xAA")),
        ("INTEGER[]", "[1, 2]", ("TEXT", "[1,2]")),
        ("STRUCT(a INT)", "{'a': 1}", ("TEXT", '{"a":1}')),
        ("MAP(VARCHAR, INT)", "map {'k': 1}", ("TEXT", '{"k":1}')),
        ("JSON", "'{\"a\": 1}'", ("TEXT", '{"a": 1}')),
        ("BIT", "'0101'", ("TEXT", "0101")),
    ],
)
def test_every_value_of_duckdb_has_its_cell(loaded, duck, kind, value, cell):
    content = duck(f"CREATE TABLE t (x {kind}); INSERT INTO t VALUES ({value})")
    assert loaded(content, "a.duckdb").column(1) == [("TEXT", "x"), cell]


def test_every_table_of_duckdb_is_a_sheet_and_no_view(loaded, duck):
    script = (
        "CREATE TABLE b (x INT); CREATE TABLE a (y INT); CREATE SCHEMA s; "
        "CREATE TABLE s.b (z INT); CREATE VIEW v AS SELECT 42"
    )
    found = loaded(duck(script), "a.duckdb")
    assert {sheet.key.sheet for sheet in found.source.sheets} == {"b", "a", "s.b"}
    assert "views-left-out" in found.codes()


def test_rows_of_duckdb_stand_as_they_were_put_in(loaded, duck):
    script = (
        "CREATE TABLE t AS SELECT 5000 - range AS x FROM range(5000); "
        "DELETE FROM t WHERE x % 2 = 0"
    )
    found = loaded(duck(script), "a.duckdb")
    wanted = [n for n in range(5000, 0, -1) if n % 2]
    assert [found.cells[row, 1].number for row in range(2, 2502)] == wanted


def test_a_macro_of_the_file_changes_nothing(loaded, duck):
    script = (
        "CREATE MACRO coalesce2(x) AS 42; CREATE MACRO length(x) AS 1; "
        "CREATE MACRO abs(x) AS 7; CREATE TABLE t (x DOUBLE); "
        "INSERT INTO t VALUES (12.5)"
    )
    assert loaded(duck(script), "a.duckdb").column(1)[1] == ("NUMBER", D("12.5"))


def test_duckdb_that_waits_for_its_log_is_refused(tmp_path, duck, opened):
    (tmp_path / "a.duckdb.wal").write_bytes(b"1")
    assert ".wal" in opened(duck("CREATE TABLE t (a INT)"), "a.duckdb").source.problem


def test_the_file_is_detached_when_it_is_loaded(opened, duck):
    source = opened(duck("CREATE TABLE t (a INT); CREATE TABLE u (b INT)"), "a.duckdb")
    with duckdb.connect() as connection:
        for sheet in source.source.sheets:
            source.load(connection, sheet, (1,))
        names = connection.execute("SELECT database_name FROM duckdb_databases()")
        assert "outside" not in {row[0] for row in names.fetchall()}
        left = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        views = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        )
        assert {row[0] for row in left} == {"sheet_1", "sheet_2"}
        assert not views.fetchall()


def test_a_file_that_was_replaced_is_not_loaded(opened, duck, tmp_path):
    source = opened(duck("CREATE TABLE t (a INT)"), "a.duckdb")
    (tmp_path / "a.duckdb").write_bytes(duck("CREATE TABLE t (a INT, b INT)"))
    with duckdb.connect() as connection, pytest.raises(SourceError, match="changed"):
        source.load(connection, source.source.sheets[0], (1,))
