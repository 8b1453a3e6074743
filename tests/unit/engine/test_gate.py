"""The engine's own reading of SQL that people wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.engine import run
from verifier.engine.gate import refusal
from verifier.model.plan import Disturbance, Statement
from verifier.model.reason import Reason

CASES = Path(__file__).resolve().parents[3] / "../shared/corpora/sql_cases.jsonl"
COLUMNS = ("_row", "A_t", "B_n")
HEADERS = (
    "_row",
    "id",
    "rep",
    "region",
    "stage",
    "amount",
    "amt_dec",
    "closed",
    "note",
)
# what only the other gate can tell: a width from a number, how many rows there are
WIDTHS = ("printf", "format", "FROM deals a, deals b, deals c")
# what may run, if other orders of the rows give the same
PICKS = ("first(", "any_value(")
# a text in other quotes
TEXTS = ("$$",)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(B_n) FROM sheet_1 WHERE A_t = 'SMB'",
        "SELECT round(100.0 * count(*) FILTER (B_n > 1) / count(*), 1) FROM SHEET_1",
        "WITH x AS (SELECT avg(B_n) AS a FROM sheet_1) SELECT max(a) FROM x",
        "SELECT max(_row) FROM sheet_1 WHERE A_t IN (SELECT A_t FROM sheet_1)",
        "SELECT 1 FROM sheet_1 UNION SELECT 2 FROM sheet_1 JOIN sheet_1 b USING (_row)",
        "SELECT CASE WHEN TRY_CAST('1' AS INTEGER) = 1 THEN coalesce(NULL, 2) END",
        "SELECT first_value(B_n) OVER (ORDER BY _row) FROM sheet_1 LIMIT 1",
    ],
)
def test_an_analysis_passes(session, sql):
    assert refusal(session, sql, ["sheet_1"], COLUMNS) is None


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT * FROM range(9)", "reads a table function"),
        ("SELECT * FROM read_csv('x')", "reads a table function"),
        ("SELECT * FROM 'x.csv'", "reads 'x.csv'"),
        ("SELECT * FROM other", "reads 'other'"),
        ("SELECT * FROM main.sheet_1", "reads 'sheet_1'"),
        ("SELECT * FROM memory.main.sheet_1", "reads 'sheet_1'"),
        ("SELECT * FROM sheet_1 TABLESAMPLE 10 PERCENT", "reads a sample"),
        ("VALUES (1)", "reads a expression list"),
        ("SELECT getenv('HOME')", "calls getenv"),
        ("SELECT random()", "calls random"),
        ("SELECT system.main.sum(1)", "calls sum"),
        ("SELECT list_transform([1], lambda x: x)", "calls list_transform"),
        ("SELECT $x", "holds a parameter"),
        ("SELECT current_date", "names 'current_date'"),
        ("SELECT rowid FROM sheet_1", "names 'rowid'"),
        ("SELECT user", "names 'user'"),
        ("SELECT A_n FROM sheet_1", "names 'A_n'"),
        ("SELECT main.sheet_1.B_n FROM sheet_1", "names 'main.sheet_1.B_n'"),
        ("SELECT count(*) FROM sheet_1 USING SAMPLE 3", "reads a sample"),
        ("SELECT B_n FROM sheet_1 ORDER BY ALL", "chooses columns by a pattern"),
        ("SELECT COLUMNS(*) FROM sheet_1", "chooses columns by a pattern"),
        ("SELECT * REPLACE (1 AS B_n) FROM sheet_1", "replaces columns"),
        ("SELECT * RENAME (B_n AS A_t) FROM sheet_1", "renames columns"),
        ("SELECT B_n FROM sheet_1 LIMIT 10%", "limit in percent"),
        ("SELECT 1 FROM sheet_1 POSITIONAL JOIN sheet_1 b", "positional join"),
        ("SELECT 1 FROM sheet_1 NATURAL JOIN sheet_1 b", "natural join"),
        ("SELECT 1; SELECT 2", "holds 2 statements"),
        ("SELECT #1 FROM sheet_1", "holds a positional reference"),
        ("SELECT (1)[1]", "holds a array extract"),
        ("WITH x AS (DELETE FROM sheet_1 RETURNING *) SELECT 1 FROM x", "delete query"),
        ("WITH RECURSIVE r AS (SELECT 1 UNION ALL FROM r) FROM r", "recursive"),
        ("DELETE FROM sheet_1", "SELECT"),
        ("SELEC", "syntax error"),
    ],
)
def test_what_is_on_no_list_is_refused(session, sql, words):
    assert words in (refusal(session, sql, ["sheet_1"], COLUMNS) or "nothing")


def test_a_guarded_statement_is_read_before_it_runs(session, layout):
    sql = "SELECT count(*) FROM range(9)"
    free = run(session, Statement("c", sql), (layout,))
    guarded = run(session, Statement("c", sql, guarded=True), (layout,))
    assert free.number == 9
    assert guarded.problem is Reason.REFUSED
    assert guarded.message == "reads a table function"


def test_a_guarded_statement_that_passes_runs_disturbed_too(session, layout, cells):
    sql = "SELECT sum(B_n) FROM sheet_1"
    cited = (cells(2, 2, 2, 41),)
    plain = run(session, Statement("c", sql, guarded=True), (layout,))
    moved = Statement("c", sql, Disturbance.NUMBERS, "s", cited, guarded=True)
    assert run(session, moved, (layout,), known=plain).number != plain.number


def test_what_was_written_is_read_as_well(session, layout):
    harmless = "SELECT 1 FROM sheet_1 LIMIT 1"
    written = Statement("c", harmless, guarded=True, written="SELECT now() FROM deals")
    named = Statement(
        "c",
        harmless,
        guarded=True,
        written="SELECT sum(number(amount)) AS s, nvl(1, 2) FROM deals ORDER BY s",
        names=("Deals", "Amount"),
    )
    found = run(session, written, (layout,))
    assert found.problem is Reason.REFUSED
    assert "as DuckDB reads what was written" in found.message
    assert run(session, named, (layout,)).problem is None


def hostile():
    if not CASES.is_file():
        return [pytest.param("", marks=pytest.mark.skip(reason="no corpus at hand"))]
    cases = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return [
        pytest.param(case["sql"], id=case["id"])
        for case in cases
        if case["expect"] == "reject"
        and "sql" in case
        and not any(word in case["sql"] for word in WIDTHS + PICKS + TEXTS)
    ]


@pytest.mark.parametrize("sql", hostile())
def test_the_corpus_of_hostile_statements_is_refused(session, sql):
    assert refusal(session, sql, ["deals"], HEADERS) is not None
