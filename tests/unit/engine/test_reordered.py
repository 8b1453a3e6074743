"""The same rows in other orders."""

from __future__ import annotations

import pytest

from verifier.engine import run
from verifier.engine.disturb import disturbances, shadowed
from verifier.model.plan import Disturbance, Statement


@pytest.fixture
def outcomes(session, layout, cells):
    """Returns what runs SQL in the sheet's order, and in the others."""

    def both(sql):
        plain = run(session, Statement("c", sql), (layout,))
        used = (cells(1, 1, 5, 41),)
        other = Statement("c", sql, Disturbance.ORDER, "seed", used)
        return plain, run(session, other, (layout,), known=plain)

    return both


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(B_n) FROM sheet_1",
        "SELECT count(DISTINCT A_t) FROM sheet_1",
        "SELECT B_n FROM sheet_1 ORDER BY _row DESC LIMIT 1",
        "SELECT last(B_n ORDER BY _row) FROM sheet_1",
        "SELECT any_value(B_n) FROM sheet_1 WHERE A_t = 'rare'",
        "SELECT stddev_samp(C_n) FROM sheet_1",
    ],
)
def test_a_value_that_no_order_changes_is_returned_as_it_was(outcomes, sql):
    plain, other = outcomes(sql)
    assert plain.number is not None
    assert other == plain


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT first(B_n) FROM sheet_1 WHERE B_n IS NOT NULL",
        "SELECT B_n FROM sheet_1 WHERE B_n > 0 LIMIT 1",
        "SELECT arg_max(B_n, A_t) FROM sheet_1 WHERE A_t = 'SMB'",
        "SELECT sum(B_n) FROM (SELECT DISTINCT ON (A_t) B_n, A_t FROM sheet_1)",
        "SELECT sum(B_n) FROM (FROM sheet_1 QUALIFY row_number() OVER () < 9)",
        "SELECT string_agg(B_n, ',') FROM sheet_1",
    ],
)
def test_a_value_that_an_order_changes_is_another_one(outcomes, sql):
    plain, other = outcomes(sql)
    assert plain.problem is None
    assert (other.number, other.text) != (plain.number, plain.text)


def test_orders_are_the_same_rows_and_differ(session, layout, cells):
    sql = "SELECT string_agg(_row, ',') FROM sheet_1"
    statement = Statement("c", sql, Disturbance.ORDER, "seed", (cells(1, 1, 5, 41),))
    texts = [
        session.execute(shadowed(session, statement, (layout,), attempt)).fetchone()[0]
        for attempt in disturbances(Disturbance.ORDER)
    ]
    again = [
        session.execute(shadowed(session, statement, (layout,), attempt)).fetchone()[0]
        for attempt in disturbances(Disturbance.ORDER)
    ]
    assert texts == again
    assert len(set(texts)) == len(texts) == 6
    assert texts[0] == ",".join(map(str, range(41, 0, -1)))
    for text in texts:
        assert sorted(map(int, text.split(","))) == list(range(1, 42))


def test_a_row_keeps_its_cells(outcomes, session):
    row = session.execute("SELECT sum(_row * B_n) FROM sheet_1").fetchone()
    plain, other = outcomes("SELECT sum(_row * B_n) FROM sheet_1")
    assert plain.number == other.number == row[0]
