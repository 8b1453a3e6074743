"""Laws of SQL calculations."""

from __future__ import annotations

import contextlib

import pytest
import sqlglot
from hypothesis import example, given, settings, strategies as st

from verifier.errors import QueryRefused
from verifier.model.address import CellRange
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.query import compile_query, parse_query

KEY = SheetKey("t.csv")
HEADERS = ("a", "b", "c")
LAYOUT = SheetLayout(
    Sheet(KEY, "sheet_1", 100, 3, 1, HEADERS),
    {
        1: ColumnLayout("A", 2, frozenset({CellKind.NUMBER}), "a"),
        2: ColumnLayout("B", 0, frozenset({CellKind.NUMBER, CellKind.BLANK}), "b"),
        3: ColumnLayout("C", 0, frozenset({CellKind.TEXT}), "c"),
    },
)
CITED = (CellRange(KEY, 1, 1, 3, 100),)

numbers = st.sampled_from(["a", "b", "1", "2.5", "t.a", "NULL"])
questions = st.sampled_from(["a > 1", "c = 'x'", "b IS NULL", "a IN (1, 2)"])
conditions = st.one_of(questions, st.just("_row < 9"))
scalars = st.recursive(
    numbers,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/%"), inner),
        st.builds("round({}, 1)".format, inner),
        st.builds("coalesce({}, {})".format, inner, inner),
        st.builds("abs({})".format, inner),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, questions, inner, inner),
        st.builds("CAST({} AS INTEGER)".format, inner),
        st.builds("- {}".format, inner),
    ),
    max_leaves=5,
)
aggregates = st.builds(
    "{}({})".format, st.sampled_from(["sum", "avg", "max", "median", "count"]), scalars
)
selects = st.builds(
    "SELECT {} {} {} FROM t WHERE {}".format,
    aggregates,
    st.sampled_from("+-*/"),
    aggregates,
    conditions,
)

ATTACKS = (
    "; DROP TABLE t",
    " UNION ALL SELECT content FROM read_text('/etc/passwd')",
    " AND (SELECT count(*) FROM read_csv('x')) > 0",
    " AND random() > 0.5",
    " AND a > (SELECT max(x) FROM range(10) AS r(x))",
    " AND c = current_user",
    " AND now() > c",
    " AND c IN (SELECT name FROM duckdb_settings())",
    " AND EXISTS (FROM main.t)",
    " AND a IN (VALUES (1))",
    " AND rowid > 1",
    " AND c = getenv('HOME')",
    " TABLESAMPLE 10%",
    " FOR UPDATE",
    " |> LIMIT 1",
    " AND $1 = 1",
    " AND list_sum([a]) > 1",
    " AND c = repeat('x', 100)",
    "\x00",
    " AND a = 7%-2",
)


def compiled(text):
    return compile_query(parse_query(text), CITED, {KEY: LAYOUT}, {"t": KEY})


@given(selects)
def test_what_is_accepted_compiles_to_sql_that_parses_again(text):
    for _, sql in compiled(text).statements:
        (tree,) = sqlglot.parse(sql, dialect="duckdb")
        assert tree.sql("duckdb", pretty=True) == sql


@given(selects)
def test_compiling_twice_gives_the_same(text):
    assert compiled(text) == compiled(text)


@given(selects)
def test_used_cells_are_cited(text):
    for cells in compiled(text).used:
        assert CITED[0].contains(cells)


@given(selects, st.sampled_from(ATTACKS))
def test_an_attack_behind_a_query_is_refused(text, attack):
    with pytest.raises(QueryRefused):
        parse_query(text + attack)


@given(st.text(max_size=200))
@example("SELECT (")
@example("SELECT a FROM t WHERE")
@example("WITH a AS (")
@settings(max_examples=300)
def test_any_text_is_a_query_or_refused(text):
    for candidate in (text, "SELECT " + text, "SELECT sum(a) FROM t WHERE " + text):  # noqa: S608 - SQL is the subject
        with contextlib.suppress(QueryRefused):
            assert compiled(candidate).statements


@given(st.lists(st.sampled_from([
    "SELECT", "sum(", "a", ")", "(", "FROM", "t", "WHERE", "1", "'x'", ",", "CASE",
    "WHEN", "END", "*", "-", "WITH", "AS", "UNION", "IN", "OVER", "ORDER BY", "LIMIT",
    "::", "INT", "BETWEEN", "AND", "FILTER", "GROUP BY", "ALL", "DISTINCT", ".", '"b"',
]), max_size=14))  # fmt: skip
@settings(max_examples=300)
def test_any_words_of_sql_are_a_query_or_refused(words):
    with contextlib.suppress(QueryRefused):
        assert compiled("SELECT " + " ".join(words)).statements
