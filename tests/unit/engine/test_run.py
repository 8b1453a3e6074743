"""What one SELECT gives, by hand."""

from __future__ import annotations

import time
from decimal import Decimal

import duckdb
import pytest

from verifier.engine import lock, run
from verifier.model.plan import Outcome, Statement
from verifier.model.reason import Reason
from verifier.model.source import CellKind


def give(session, sql, seconds=2.0):
    return run(session, Statement("c", sql), (), seconds=seconds)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 7", Outcome(CellKind.NUMBER, Decimal(7), exact=True)),
        ("SELECT 7::HUGEINT", Outcome(CellKind.NUMBER, Decimal(7), exact=True)),
        ("SELECT 1.50", Outcome(CellKind.NUMBER, Decimal("1.50"), exact=True)),
        ("SELECT 0.1::DOUBLE", Outcome(CellKind.NUMBER, Decimal("0.1"))),
        ("SELECT 1e22::DOUBLE", Outcome(CellKind.NUMBER, Decimal("1e+22"))),
        ("SELECT true", Outcome(CellKind.BOOLEAN, Decimal(1), exact=True)),
        ("SELECT 'SMB'", Outcome(CellKind.TEXT, text="SMB")),
        ("SELECT NULL", Outcome(CellKind.BLANK)),
        ("SELECT sum(i) FROM (SELECT 1 AS i) WHERE i > 1", Outcome(CellKind.BLANK)),
        (
            "SELECT DATE '2024-01-01'",
            Outcome(CellKind.DATE, Decimal(45292), exact=True),
        ),
        (
            "SELECT TIMESTAMP '2024-01-01 06:00:00'",
            Outcome(CellKind.DATE, Decimal("45292.25")),
        ),
        ("SELECT 0::UTINYINT, NULL::DOUBLE, NULL", Outcome(CellKind.BLANK)),
        ("SELECT NULL, NULL, NULL", Outcome(CellKind.BLANK)),
        (
            "SELECT 1::UTINYINT, 2.50, NULL",
            Outcome(CellKind.NUMBER, Decimal("2.50"), exact=True),
        ),
        (
            "SELECT 1::UTINYINT, 0.5::DOUBLE, NULL",
            Outcome(CellKind.NUMBER, Decimal("0.5")),
        ),
        ("SELECT 2::UTINYINT, NULL, 'a'", Outcome(CellKind.TEXT, text="a")),
        ("SELECT 2::UTINYINT, 5, NULL", Outcome(CellKind.TEXT)),
        (
            "SELECT 3::UTINYINT, 1, 'TRUE'",
            Outcome(CellKind.BOOLEAN, Decimal(1), exact=True),
        ),
        (
            "SELECT 4::UTINYINT, NULL, '#DIV/0!'",
            Outcome(CellKind.ERROR, text="#DIV/0!"),
        ),
        (
            "SELECT 5::UTINYINT, 45292, ''",
            Outcome(CellKind.DATE, Decimal(45292), exact=True),
        ),
    ],
)
def test_a_value_is_typed_as_the_engine_says(session, sql, expected):
    assert give(session, sql) == expected


@pytest.mark.parametrize(
    ("sql", "reason", "words"),
    [
        ("SELECT 1e308::DOUBLE * 10", "calculation-failed", "no finite number"),
        ("SELECT 1 / 0", "calculation-failed", "Division by zero in expression"),
        ("SELECT sqrt(-1)", "calculation-failed", "square root of a negative"),
        ("SELECT 'a'::INTEGER", "calculation-failed", "Could not convert string 'a'"),
        ("SELECT nosuch FROM sheet_1", "calculation-failed", '"nosuch" not found'),
        (
            "SELECT 9223372036854775807::BIGINT + 1::BIGINT",
            "calculation-failed",
            "Overflow",
        ),
        ("SELECT _row FROM sheet_1", "calculation-failed", "more than one row"),
        ("SELECT _row FROM sheet_1 WHERE _row > 99", "calculation-failed", "no row"),
        ("SELECT 1, 2", "calculation-failed", "2 columns"),
        ("SELECT [1, 2]", "calculation-failed", "type LIST"),
        ("SELECT INTERVAL 3 DAY", "calculation-failed", "type INTERVAL"),
        ("SELECT now()", "calculation-failed", "type TIMESTAMP WITH TIME ZONE"),
        ("SELECT 9::UTINYINT, 1, 'a'", "calculation-failed", "kind 9"),
        ("SELECT 1::UTINYINT, NULL, 'a'", "calculation-failed", "without a value"),
        ("SELECT 1::UTINYINT, 'a', 'a'", "calculation-failed", "which is no number"),
        (
            "SELECT repeat('x', 1001000)",
            "limit",
            "1001000 characters",
        ),
        ("selec", "calculation-failed", "syntax error"),
        ("", "refused", "one SELECT"),
        ("SELECT 1; SELECT 2", "refused", "one SELECT"),
        ("DELETE FROM sheet_1", "refused", "one SELECT"),
        ("COPY (SELECT 1) TO 'x.csv'", "refused", "one SELECT"),
        ("SET threads = 2", "refused", "one SELECT"),
        ("CREATE TEMP MACRO sum(x) AS 42", "refused", "one SELECT"),
        ("SELECT count(*) FROM read_csv('/etc/passwd')", "refused", "disabled"),
        ("SELECT count(*) FROM '/etc/passwd.csv'", "refused", "disabled"),
        (
            "WITH x AS (DELETE FROM sheet_1 RETURNING *) SELECT count(*) FROM x",
            "refused",
            "read-only",
        ),
        (
            "WITH x AS (INSERT INTO sheet_1(_row) VALUES (1) RETURNING 1) SELECT 1",
            "refused",
            "read-only",
        ),
    ],
)
def test_what_gives_nothing_says_why(session, sql, reason, words):
    outcome = give(session, sql)
    assert (outcome.kind, outcome.problem) == (None, Reason(reason))
    assert words in outcome.message
    assert "\n" not in outcome.message


JOINS = "sheet_1, sheet_1 b, sheet_1 c, sheet_1 d, sheet_1 e, sheet_1 f"
BOMBS = (
    f"SELECT count(*) FROM {JOINS} WHERE sheet_1._row + f._row % 7 = 3",  # noqa: S608
    "WITH RECURSIVE r AS (SELECT 1 i UNION ALL FROM r SELECT i + 1) SELECT sum(i) FROM r",  # noqa: E501
)


@pytest.mark.parametrize("sql", BOMBS)
def test_a_bomb_ends_within_its_second(session, sql):
    start = time.monotonic()
    outcome = give(session, sql, seconds=1.0)
    assert outcome.problem is Reason.LIMIT
    assert "time" in outcome.message
    assert time.monotonic() - start < 2
    assert give(session, "SELECT 1").number == 1


def test_memory_is_a_limit(unlocked):
    lock(unlocked, memory=50 << 20)
    bomb = (
        "SELECT length(string_agg(repeat('x', 1000) || i, '')) FROM range(200000) t(i)"
    )
    outcome = give(unlocked, bomb)
    assert outcome.problem is Reason.LIMIT
    assert "memory" in outcome.message


def test_a_statement_leaves_nothing_behind(session):
    before = give(session, "SELECT sum(B_n) FROM sheet_1")
    for sql in (
        "CREATE TEMP TABLE sheet_1 AS SELECT 1",
        "SET VARIABLE a = 1",
        "USE memory",
    ):
        assert give(session, sql).problem is Reason.REFUSED
    assert give(session, "SELECT sum(B_n) FROM sheet_1") == before
    # (2 + ... + 41) - 9 = 851 rows' numbers, 39 cells, each (i - 5) * 10.25
    assert before.number == (851 - 39 * 5) * Decimal("10.25")


def test_nothing_can_be_written_after_the_lock(session):
    with pytest.raises(duckdb.Error, match="locked"):
        session.execute("SET threads = 2")
