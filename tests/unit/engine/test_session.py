"""A session is locked for good, or it is refused."""

from __future__ import annotations

from typing import ClassVar

import duckdb
import pytest

from verifier.engine import lock, open_session
from verifier.errors import VerifierError

READ = "read_blob"


class Stub:
    """Answers like a DuckDB that has its own mind about some statements."""

    answers: ClassVar[dict[str, object]] = {}

    def __init__(self, connection):
        self.connection = connection

    def cursor(self):
        return type(self)(self.connection.cursor())

    def close(self):
        self.connection.close()

    def execute(self, sql, parameters=None):
        for part, answer in self.answers.items():
            if part in sql or (parameters and part in parameters):
                if isinstance(answer, Exception):
                    raise type(answer)(*answer.args)  # a fresh one holds no frames
                return Rows(answer)
        return self.connection.execute(sql, parameters)


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def fetchone(self):
        return self.rows[0] if self.rows else None

    def fetchall(self):
        return self.rows


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"enable_external_access =": duckdb.Error("no")}, "was refused: no"),
        ({"TimeZone": [("Asia/Baku",)]}, "TimeZone is 'Asia/Baku'"),
        ({"threads": []}, "threads is None"),
        ({READ: [(0,)]}, "could still be read"),
        ({READ: duckdb.IOException("no such file")}, "still answers"),
    ],
)
def test_a_lock_that_does_not_hold_is_refused(monkeypatch, answers, words):
    monkeypatch.setattr(Stub, "answers", answers)
    connection = open_session()
    with pytest.raises(VerifierError, match=words):
        lock(Stub(connection))
    connection.close()


def test_an_unlocked_session_reads_files_and_a_locked_one_does_not(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("secret")
    connection = open_session()
    query = "SELECT content FROM read_text(?)"
    assert connection.execute(query, [str(file)]).fetchone() == ("secret",)
    lock(connection)
    for statement in (query, f"COPY (SELECT 1) TO '{file}'", f"ATTACH '{file}'"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement, [str(file)] if "?" in statement else None)
    assert file.read_text() == "secret"
    connection.close()


def test_sums_of_doubles_are_added_from_left_to_right():
    connection = open_session()
    connection.execute(
        "CREATE TABLE t AS SELECT i, (i * 0.1 + 1e9 * (i % 3))::DOUBLE AS x "
        "FROM range(300000) AS t(i)"
    )
    values = [row[0] for row in connection.execute("SELECT x FROM t").fetchall()]
    expected = 0.0
    for value in values:
        expected += value
    lock(connection)
    sums = {
        connection.cursor().execute("SELECT sum(x) FROM t").fetchall()[0][0]
        for _ in range(5)
    }
    assert sums == {expected}
    connection.close()
