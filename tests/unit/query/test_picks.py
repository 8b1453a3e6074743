from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sql", "picks"),
    [
        ("SELECT first(amount) FROM deals", ("FIRST",)),
        ("SELECT arbitrary(amount) FROM deals", ("FIRST",)),
        ("SELECT any_value(amount) FROM deals", ("ANY_VALUE",)),
        ("SELECT last(amount ORDER BY closed) FROM deals", ("LAST",)),
        ("SELECT arg_max(amount, cost) FROM deals", ("ARG_MAX",)),
        ("SELECT mode(amount) FROM deals", ("MODE",)),
        ("SELECT amount FROM deals LIMIT 1", ("LIMIT",)),
        ("SELECT amount FROM deals OFFSET 5", ("OFFSET",)),
        ("SELECT amount FROM deals ORDER BY cost LIMIT 1", ("LIMIT",)),
        ("SELECT sum(c) FROM (SELECT DISTINCT ON (rep) cost AS c FROM deals)",
         ("DISTINCT ON",)),
        ("SELECT sum(r) FROM (SELECT row_number() OVER () AS r FROM deals)",
         ("ROW_NUMBER OVER",)),
        ("SELECT max(r) FROM (SELECT lag(cost) OVER (ORDER BY rep) AS r FROM deals)",
         ("LAG OVER",)),
        ("SELECT max(r) FROM (SELECT sum(cost) OVER (ROWS 1 PRECEDING) r FROM deals)",
         ("SUM OVER",)),
        ("SELECT max(x) FROM (SELECT string_agg(rep, ',') AS x FROM deals)",
         ("GROUP_CONCAT",)),
        ("SELECT first(a.cost ORDER BY a._row) FROM deals a JOIN deals b USING (rep)",
         ("FIRST",)),
    ],
)  # fmt: skip
def test_what_the_order_of_rows_may_decide_is_named(deals, sql, picks):
    assert deals.compile(sql).traits.picks == picks


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(amount) FROM deals",
        "SELECT sum(amount) FROM deals LIMIT 1",
        "SELECT first(amount ORDER BY _row) FROM deals",
        "SELECT first(amount ORDER BY amount DESC) FROM deals",
        "SELECT arg_max(amount, amount) FROM deals",
        "SELECT amount FROM deals ORDER BY amount DESC LIMIT 1",
        "SELECT amount AS a FROM deals ORDER BY a DESC LIMIT 1 OFFSET 2",
        "SELECT amount FROM deals ORDER BY 1 LIMIT 1",
        "SELECT cost FROM deals ORDER BY amount, _row LIMIT 1",
        "SELECT sum(cost) FROM deals GROUP BY rep ORDER BY rep LIMIT 1",
        "SELECT sum(c) FROM (SELECT DISTINCT ON (id) cost c FROM deals ORDER BY _row)",
        "SELECT max(r) FROM (SELECT rank() OVER (ORDER BY rep) AS r FROM deals)",
        "SELECT max(r) FROM (SELECT lag(cost) OVER (ORDER BY _row) AS r FROM deals)",
        "SELECT max(r) FROM (SELECT sum(cost) OVER (ORDER BY rep) AS r FROM deals)",
        "SELECT count(*) FROM deals d WHERE EXISTS (SELECT 1 FROM deals LIMIT 1)",
    ],
)
def test_a_stated_order_leaves_nothing_open(deals, sql):
    assert deals.compile(sql).traits.picks == ()
