"""Blanking one cell at a time: what can change the result must be among the used cells.

The statements are made up; the oracle is the engine itself. A cell that is not reported
as used is blanked, and then altered, in the table; the very same SQL must give the very
same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings, strategies as st

from verifier.errors import QueryRefused
from verifier.model.address import column_letter
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.query.conftest import Bench

pytestmark = pytest.mark.no_cover

NUMBERS = ("amount", "cost", "id")
TEXTS = ("rep", "region", "stage")
AGGREGATES = ("sum", "avg", "min", "max", "count", "median", "stddev")
FIRST_ROW, LAST_ROW, COLUMNS = 2, 7, 9

number = st.sampled_from(NUMBERS)
text = st.sampled_from(TEXTS)
conditions = st.one_of(
    st.builds("_row BETWEEN {} AND {}".format, st.integers(2, 4), st.integers(4, 7)),
    st.builds(
        "_row {} {}".format,
        st.sampled_from(["<", "<=", ">", ">=", "="]),
        st.integers(2, 7),
    ),
    st.builds("region = '{}'".format, st.sampled_from(["EMEA", "APAC", "none"])),
    st.builds("stage IN ('won', '{}')".format, st.sampled_from(["lost", "open"])),
    st.builds("{} > {}".format, number, st.sampled_from([3, 50, 200])),
    st.builds("closed < DATE '2025-0{}-01'".format, st.integers(2, 9)),
    st.builds("{} IS NOT NULL".format, st.sampled_from([*NUMBERS, *TEXTS])),
    st.sampled_from(["1 = 1", "1 = 0", "TRUE", "note LIKE 'a%'"]),
)
wheres = st.one_of(
    st.just(""),
    st.builds(" WHERE {}".format, conditions),
    st.builds(
        " WHERE {} {} {}".format, conditions, st.sampled_from(["AND", "OR"]), conditions
    ),
)
aggregates = st.one_of(
    st.builds("{}({})".format, st.sampled_from(AGGREGATES), number),
    st.just("count(*)"),
    st.builds("count(DISTINCT {})".format, text),
    st.builds(
        "{}({}) FILTER (WHERE {})".format,
        st.sampled_from(AGGREGATES),
        number,
        conditions,
    ),
    st.builds("sum(CASE WHEN {} THEN {} ELSE 0 END)".format, conditions, number),
    st.builds("quantile_cont({}, 0.5)".format, number),
    st.builds("max(year(closed)) * {}({})".format, st.just("sum"), number),
)
statements = st.one_of(
    st.builds("SELECT {} FROM deals{}".format, aggregates, wheres),
    st.builds(
        "SELECT {} / nullif({}, 0) FROM deals{}".format, aggregates, aggregates, wheres
    ),
    st.builds(
        "WITH c AS (SELECT {}, {} AS n FROM deals{}), d AS (SELECT * FROM c) "
        "SELECT sum(n) FROM d".format,
        text,
        number,
        wheres,
    ),
    st.builds(
        "SELECT max(s) FROM (SELECT {0}, {1} AS s FROM deals{2} GROUP BY {0})".format,
        text,
        aggregates,
        wheres,
    ),
    st.builds(
        "SELECT sum(n) FROM (SELECT {} AS n, row_number() OVER (PARTITION BY {} "
        "ORDER BY {}, _row) AS r FROM deals{}) WHERE r = 1".format,
        number,
        text,
        number,
        wheres,
    ),
    st.builds(
        "SELECT sum(a.{}) FROM deals AS a JOIN (SELECT {}, max(id) AS last FROM deals "
        "GROUP BY ALL) AS b ON a.id = b.last{}".format,
        number,
        text,
        wheres.map(lambda where: where.replace("region", "a.region")),
    ),
    st.builds(
        "SELECT sum(n) FROM (SELECT {} AS n FROM deals{} UNION ALL "
        "SELECT {} AS n FROM deals{})".format,
        number,
        wheres,
        number,
        wheres,
    ),
    st.builds(
        "SELECT {} FROM deals WHERE {} = (SELECT max({}) FROM deals{}) "
        "ORDER BY _row LIMIT 1".format,
        number,
        number,
        number,
        wheres,
    ),
    st.builds(
        "SELECT {} FROM deals{} "
        "QUALIFY row_number() OVER (ORDER BY {} DESC, _row) = 1".format,
        number,
        wheres,
        number,
    ),
    st.builds(
        "SELECT count(*) FROM deals AS a WHERE {} AND EXISTS (SELECT 1 FROM deals AS b "
        "WHERE b.{} = a.{} AND b.id > a.id)".format,
        st.just("a._row < 6"),
        text,
        text,
    ),
)


def answer(bench: Bench, sql: str) -> object:
    """Returns what SQL gives, or that it fails."""
    try:
        return bench.connection.execute(sql).fetchall()
    except duckdb.Error as error:
        return type(error).__name__


def altered(number: int, row: int) -> Iterator[str]:
    """Yields statements that blank a cell, and that put another value there."""
    letter = column_letter(number)
    yield (
        f"UPDATE sheet_1 SET {letter}_k = 0, {letter}_n = NULL, {letter}_c = NULL, "  # noqa: S608 - names of the test
        f"{letter}_t = NULL, {letter}_r = NULL WHERE _row = {row}"
    )
    yield (
        f"UPDATE sheet_1 SET {letter}_n = {letter}_n + 7, "  # noqa: S608 - names of the test
        f"{letter}_t = {letter}_t || 'x' WHERE _row = {row}"
    )


@pytest.mark.no_cover
@settings(max_examples=150)
@given(sql=statements)
def test_a_cell_that_is_not_used_changes_nothing(deals: Bench, sql: str) -> None:
    try:
        compiled = deals.compile(sql)
    except QueryRefused:
        return
    run = compiled.sql(Trial.VALUE) or ""
    before = answer(deals, run)
    for column in range(1, COLUMNS + 1):
        for row in range(FIRST_ROW, LAST_ROW + 1):
            place = deals.range_of(f"{column_letter(column)}{row}")
            if any(used.contains(place) for used in compiled.used):
                continue
            for change in altered(column, row):
                deals.connection.execute("BEGIN")
                deals.connection.execute(change)
                after = answer(deals, run)
                deals.connection.execute("ROLLBACK")
                assert after == before, (
                    f"{column_letter(column)}{row} changes the result"
                )


# statement and the cells that it uses, as the specification has it
EXACT = (
    ("SELECT sum(amount) FROM deals WHERE _row BETWEEN 3 AND 5", "E3:E5"),
    ("SELECT sum(amount) FROM deals WHERE _row >= 3 AND _row < 6", "E3:E5"),
    ("SELECT sum(amount) FROM deals WHERE _row = 4", "E4"),
    ("SELECT sum(amount) FROM deals WHERE region = 'EMEA'", "C2:C7 E2:E7"),
    ("SELECT sum(amount) FILTER (WHERE region = 'EMEA') FROM deals", "C2:C7 E2:E7"),
    ("SELECT sum(x) FROM (SELECT amount AS x, cost FROM deals)", "E2:E7"),
    ("WITH c AS (SELECT * FROM deals) SELECT max(cost) FROM c", "F2:F7"),
    (
        (
            "WITH c AS (SELECT amount AS n FROM deals WHERE _row < 4 "
            "UNION ALL SELECT cost FROM deals WHERE _row >= 4) SELECT sum(n) FROM c"
        ),
        "E2:E3 F4:F7",
    ),
    (
        (
            "SELECT sum(a.amount) FROM deals AS a JOIN deals AS b ON a.id = b.id "
            "WHERE b.region = 'EMEA'"
        ),
        "A2:A7 C2:C7 E2:E7",
    ),
)


@pytest.mark.parametrize(("sql", "used"), EXACT)
def test_used_cells_are_exact(deals: Bench, sql: str, used: str) -> None:
    wanted = [deals.range_of(one) for one in used.split()]
    found = deals.compile(sql).used
    cells = {
        (column, row)
        for one in found
        for column in range(one.first_column, one.last_column + 1)
        for row in range(one.first_row, one.last_row + 1)
    }
    expected = {
        (column, row)
        for one in wanted
        for column in range(one.first_column, one.last_column + 1)
        for row in range(one.first_row, one.last_row + 1)
    }
    assert cells == expected
