"""Statements that make a number, a row or a text count for what it is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.errors import QueryRefused
from verifier.model.plan import Bound, LiteralRole
from verifier.query import parse_query

R = LiteralRole
D = Decimal

SELF_JOINS = (
    "SELECT sum(a.cost) FROM deals a, deals b",
    "SELECT sum(a.cost) FROM deals a CROSS JOIN deals b",
    "SELECT sum(a.cost) FROM deals a JOIN deals b ON true",
    "SELECT sum(a.cost) FROM deals a JOIN deals b ON a.id = a.id",
    "SELECT sum(a.cost) FROM deals a JOIN deals b ON a.id >= b.id",
    "SELECT sum(a.cost) FROM deals a JOIN deals b ON a.id = b.id OR true",
    "WITH t AS (SELECT cost FROM deals) SELECT sum(t.cost) FROM t, deals",
    ("WITH k AS (SELECT 1 AS x UNION ALL SELECT 1) SELECT sum(cost) FROM deals, k"),
    "SELECT sum(cost) FROM deals, (SELECT 1 AS x) AS k",
    (
        "WITH r AS (SELECT region, sum(cost) AS s FROM deals GROUP BY region) "
        "SELECT sum(a.s) FROM r a, r b WHERE a.s > 10"
    ),
    (
        "WITH r AS (SELECT region, stage, sum(cost) AS s FROM deals GROUP BY 1, 2) "
        "SELECT sum(a.s) FROM r a JOIN r b ON b.region = 'EMEA'"
    ),
    (
        "WITH r AS (SELECT region, sum(cost) AS s FROM deals GROUP BY region) "
        "SELECT sum(a.s) FROM r a JOIN r b ON b.region = 'EMEA' OR b.s > 0"
    ),
    "SELECT sum(cost) FROM deals WHERE cost NOT IN (SELECT 40 UNION SELECT 80)",
    "SELECT avg(x) FROM (SELECT cost AS x FROM deals UNION ALL SELECT 0)",
    "SELECT sum(x) FROM (SELECT cost x FROM deals UNION ALL SELECT cost FROM deals)",
    (
        "SELECT sum(x) FROM (SELECT region, cost x FROM deals "
        "UNION ALL SELECT stage, cost FROM deals)"
    ),
    (
        "WITH u AS (SELECT * FROM deals UNION ALL SELECT * FROM deals) "
        "SELECT count(*) FROM u"
    ),
    "SELECT sum(s) FROM (SELECT sum(cost) AS s FROM deals GROUP BY ROLLUP (region))",
    (
        "SELECT sum(s) FROM (SELECT sum(cost) AS s FROM deals "
        "GROUP BY GROUPING SETS ((region), (stage)))"
    ),
)


@pytest.mark.parametrize("sql", SELF_JOINS)
def test_cells_that_would_count_more_than_once_are_refused(deals, sql):
    with pytest.raises(QueryRefused) as refusal:
        deals.compile(sql)

    assert refusal.value.reason == "refused"


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("SELECT sum(a.cost) FROM deals a JOIN deals b ON a.id = b.id + 1", 300),
        ("SELECT sum(a.cost) FROM deals a JOIN deals b USING (id)", 340),
        ("SELECT sum(a.cost) FROM deals a, deals b WHERE a.id = b.id", 340),
        ("SELECT sum(cost - m) FROM deals, (SELECT min(cost) AS m FROM deals)", 280),
        (
            ("WITH m AS (SELECT min(cost) AS lo FROM deals), "
            "n AS (SELECT max(cost) AS hi FROM deals) SELECT hi - lo FROM m, n"),
            90,
        ),
        ("SELECT count(*) FROM deals a SEMI JOIN deals b ON a.id > b.id", 5),
        (("WITH r AS (SELECT id % 2 AS k, sum(cost) AS s FROM deals GROUP BY 1) "
          "SELECT a.s - b.s FROM r a JOIN r b ON a.k = 1 AND b.k = 0"), 120),
        (("WITH r AS (SELECT id % 2 AS k, sum(cost) AS s FROM deals GROUP BY k) "
          "SELECT a.s - b.s FROM r a, r b WHERE a.k = 1 AND b.k = 0"), 120),
        ("SELECT sum(x) FROM (SELECT cost x FROM deals UNION ALL SELECT id FROM deals)",
         361),
        (("SELECT max(x) FROM (SELECT sum(cost) x FROM deals WHERE id < 4 "
         "UNION ALL SELECT sum(cost) FROM deals WHERE id > 3)"), 210),
    ],
)  # fmt: skip
def test_tables_that_are_linked_may_be_joined(deals, sql, value):
    assert deals.value(sql) == value


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT sum(_row) FROM deals", "ignores-citation"),
        ("SELECT max(_row) * 9 FROM deals", "ignores-citation"),
        ("SELECT sum(cost + _row) FROM deals", "ignores-citation"),
        ("SELECT sum(r) FROM (SELECT _row AS r FROM deals)", "ignores-citation"),
        ("SELECT sum(CASE WHEN _row < 4 THEN cost ELSE 0 END) FROM deals", "refused"),
        ("SELECT sum(cost) FROM deals WHERE _row % 7 = 1", "refused"),
        ("SELECT sum(cost) FROM deals WHERE _row IN (2, 5)", "refused"),
        ("SELECT sum(cost) FROM deals WHERE _row = 2 OR _row = 5", "refused"),
        ("SELECT sum(cost) FROM deals WHERE NOT _row = 2", "refused"),
        ("SELECT sum(cost) FROM deals WHERE _row < cost", "refused"),
        ("SELECT cost FROM deals ORDER BY _row % 5, _row LIMIT 1", "refused"),
        ("SELECT max(s) FROM (SELECT sum(cost) s FROM deals GROUP BY _row)", "refused"),
    ],
)
def test_the_row_is_an_address_and_nothing_else(deals, sql, reason):
    with pytest.raises(QueryRefused, match="_row") as refusal:
        deals.compile(sql)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("SELECT sum(cost) FROM deals WHERE _row BETWEEN 2 AND 3", 120),
        ("SELECT sum(cost) FROM deals WHERE (_row > 2) AND region = 'EMEA'", 80),
        ("SELECT sum(cost) FILTER (WHERE 3 >= _row) FROM deals", 120),
        ("SELECT cost FROM deals ORDER BY _row DESC LIMIT 1", 10),
        (("SELECT max(d) FROM (SELECT cost - lag(cost) OVER (ORDER BY _row) AS d "
         "FROM deals)"), 80),
    ],
)  # fmt: skip
def test_the_row_bounds_and_orders(deals, sql, value):
    assert deals.value(sql) == value


@pytest.mark.parametrize(
    "expression",
    [
        "left('9900', 4)::INT",
        "TRY_CAST(left('9900', 4) AS INT)",
        "coalesce('9900', '')::INT",
        "('4' || count(*))::INT",
        "concat('99', '00')::DECIMAL(9, 2)",
        "strftime(max(closed), '9900')::INT",
        "regexp_replace(max(note), '^.*$', '9900')::INT",
        "CASE WHEN max(region) = 'NA' THEN '9900' ELSE '9900' END::INT",
        "CASE WHEN max(region) = 'NA' THEN '9900' ELSE 'x' || max(note) END::INT",
        "(SELECT left('9900', 4))::INT",
        "replace(sum(cost)::VARCHAR, '1', '7')::INT",
        "replace(max(note), '1', '7')::INT",
        "replace(max(note), 'a', '')::INT + replace(max(note), ',', '9')::INT",
        "replace(max(amount)::VARCHAR, '.', '')::INT",
        "substring(max(amount)::VARCHAR, 2)::INT",
        "printf('99%d', max(cost))::INT",
        "length(max(note) || 'xxxxxxxxxxxx')",
        "length(replace(max(note), 'a', 'xxxxxxxxxxxxx'))",
        "date_diff('day', max(closed), ('2052' || '-01-01')::DATE)",
        "date_diff('day', max(closed), strptime(strftime(max(closed), '2052'), '%Y'))",
        "date_diff('day', max(closed), CAST('epoch' AS DATE))",
        "(SELECT sum(x::INT) FROM (SELECT left('99', 2) AS x FROM deals))",
    ],
)
def test_text_that_becomes_a_number_is_refused(deals, expression):
    with pytest.raises(QueryRefused) as refusal:
        deals.compile(f"SELECT {expression} + sum(cost) / 1e9 FROM deals")  # noqa: S608 - SQL is the subject

    assert refusal.value.reason == "refused"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(TRY_CAST(note AS INT)) FROM deals",
        "SELECT sum(TRY_CAST(trim(note) AS INT)) FROM deals",
        "SELECT sum(TRY_CAST(replace(trim(note), ',', '') AS DOUBLE)) FROM deals",
        "SELECT sum(TRY_CAST(nullif(note, 'n/a') AS INT)) FROM deals",
        "SELECT sum(TRY_CAST(coalesce(note, '0') AS INT)) FROM deals",
        "SELECT sum(TRY_CAST(replace(note::VARCHAR, ',', '') AS DOUBLE)) FROM deals",
        "SELECT TRY_CAST(max(note) AS INT) FROM deals",
        "SELECT max(n::INT) FROM (SELECT trim(note) AS n FROM deals WHERE note = '7')",
        "SELECT sum(number(note)) FROM deals",
        "SELECT sum(round(amount)::INT) FROM deals",
        "SELECT sum(cost) FROM deals WHERE strftime(closed, '%Y')::INT = 2025",
        "SELECT length(max(note)) FROM deals",
        "SELECT sum(length(note) - length(replace(note, ',', ''))) FROM deals",
        "SELECT sum((stage = 'won')::INT) FROM deals",
        "SELECT sum(CASE WHEN stage = 'won' THEN 1 ELSE 0 END::INT) FROM deals",
    ],
)
def test_a_cell_may_be_read_as_a_number(deals, sql):
    assert deals.compile(sql).statements


@pytest.mark.parametrize(
    "call",
    ["add(x, 1)", "subtract(x, 1)", "multiply(x, 1)", "divide(x, 1)", "fmod(x, 1)"],
)
def test_operators_are_not_called_by_name(call):
    with pytest.raises(QueryRefused, match="the function"):
        parse_query(f"SELECT {call} FROM deals")  # noqa: S608 - SQL is the subject


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT nullif(9900, -1) + sum(cost) FROM deals",
         [(9900, R.SUMMAND), (-1, R.CRITERION)]),
        ("SELECT nullif(9900, -1) FROM deals", [(9900, R.VALUE), (-1, R.CRITERION)]),
        ("SELECT mod(sum(cost), 7) FROM deals", [(7, R.FACTOR)]),
        ("SELECT log(9900) + sum(cost) FROM deals", [(9900, R.VALUE)]),
        ("SELECT log(1.01, sum(cost)) FROM deals", [("1.01", R.VALUE)]),
        ("SELECT log(10, sum(cost)) FROM deals", [(10, R.SETTING)]),
        ("SELECT quantile(cost, 0.5) FROM deals", [("0.5", R.SETTING)]),
        (("SELECT date_diff('day', max(closed), max(closed) + INTERVAL 99 DAY) "
         "FROM deals"), [(99, R.VALUE)]),
        (("SELECT date_diff('day', max(closed), max(closed) + INTERVAL '99 days') "
         "FROM deals"), [(99, R.VALUE)]),
        ("SELECT epoch(date_add(max(closed), 99)) FROM deals",
         [(99, R.SETTING), (99, R.VALUE)]),
        ("SELECT date_diff('day', max(closed), DATE '1900-01-09') FROM deals",
         [(10, R.VALUE)]),
        ("SELECT date_diff('day', max(closed), '1900-01-09') FROM deals",
         [(10, R.VALUE)]),
        (("SELECT date_diff('day', max(closed), greatest(max(closed), "
         "'1900-01-09'::DATE)) FROM deals"), [(10, R.VALUE)]),
        (("SELECT count(*) FROM deals WHERE closed > DATE '2025-04-01' "
         "- INTERVAL '30' DAY"), []),
        (("WITH m AS (SELECT max(closed) - INTERVAL 12 MONTH AS c FROM deals) "
         "SELECT sum(cost) FROM deals, m WHERE closed > c"), []),
        (("SELECT date_diff('day', min(closed), max(closed)) FROM deals "
         "WHERE closed >= '2025-01-01'"), []),
    ],
)  # fmt: skip
def test_literals_that_make_the_value(deals, sql, expected):
    literals = deals.compile(sql).traits.literals

    found = sorted((literal.value, literal.role) for literal in literals)
    assert found == sorted((D(value), role) for value, role in expected)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT quantile_cont(cost, 0.371) FROM deals", [("37.1",)]),
        ("SELECT quantile_disc(cost, 0.9) FROM deals", [(90,)]),
        ("SELECT quantile(cost, 0.3 + 0.6) FROM deals", [(90,)]),
        ("SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY cost) FROM deals",
         [(90,)]),
        ("SELECT quantile_cont(cost, 0.25) FROM deals", []),
        ("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY cost) FROM deals", []),
        ("SELECT quantile_disc(cost, 0.75) FROM deals", []),
        ("SELECT sum(cost) FROM deals WHERE cost > 10 * 2", [(20,)]),
        ("SELECT sum(cost) FROM deals WHERE cost > (SELECT 30 + 10)", [(40,)]),
        ("SELECT sum(cost) FROM deals WHERE cost BETWEEN 10 AND 100 - 20",
         [(10, 80)]),
        ("SELECT sum(cost) FROM deals WHERE cost > abs(-40)", [(40,)]),
        ("SELECT sum(cost) FROM deals WHERE cost % 7 = 3", [(7, 3)]),
        ("SELECT sum(cost) FROM deals WHERE mod(cost, 7) = 3", [(7, 3)]),
        ("SELECT sum(cost) FROM deals WHERE cost / 1000 > 5", [(5,)]),
        ("SELECT sum(cost) FROM deals WHERE cost::VARCHAR LIKE '3%'", [(3,)]),
        ("SELECT sum(cost) FROM deals WHERE NOT cost::VARCHAR LIKE '3%'", [(3,)]),
        ("SELECT sum(cost) FROM deals WHERE contains(cost::VARCHAR, '40')", [(40,)]),
        ("SELECT sum(cost) FROM deals WHERE regexp_matches(cost::VARCHAR, '4.2')",
         [("4.2",)]),
        ("SELECT sum(cost) FROM deals WHERE left(cost::VARCHAR, 1) IN ('4', '8')",
         [(1, 4, 8)]),
        ("SELECT sum(cost) FROM deals WHERE cost > (SELECT avg(cost) * 1.1 FROM deals)",
         [("1.1",)]),
        ("SELECT sum(CASE cost WHEN 40 THEN cost END) FROM deals", [(40,)]),
        ("SELECT max(cost) FROM deals WHERE cost < 3 * id", [(3,)]),
        ("SELECT sum(cost) FROM deals WHERE cost IS NOT NULL", []),
        ("SELECT sum(cost) FROM deals WHERE cost = (SELECT max(cost) FROM deals)", []),
        (("SELECT sum(cost) FROM deals WHERE region = (SELECT region FROM deals "
         "GROUP BY 1 ORDER BY sum(cost) DESC LIMIT 1)"), []),
        (("SELECT count(*) FROM deals WHERE closed > (SELECT max(closed) "
         "- INTERVAL 30 DAY FROM deals)"), []),
        ("SELECT cost FROM deals ORDER BY abs(cost - 42) LIMIT 1", [(42,)]),
        (("SELECT cost FROM (SELECT cost, abs(cost - 42) AS k FROM deals) "
         "ORDER BY k LIMIT 1"), [(42,)]),
        ("SELECT cost FROM deals ORDER BY cost = 80 DESC LIMIT 1", [(80,)]),
        ("SELECT cost FROM deals ORDER BY cost % 7, id LIMIT 1", [(7,)]),
        ("SELECT rep FROM deals GROUP BY 1 ORDER BY 100.0 * sum(cost) / 3 DESC LIMIT 1",
         []),
        ("SELECT cost FROM deals ORDER BY round(cost, 2) DESC LIMIT 1", []),
        ("SELECT cost FROM deals ORDER BY 1 DESC LIMIT 1", []),
        (("SELECT cost FROM deals QUALIFY row_number() OVER (ORDER BY abs(cost - 42)) "
         "= 1"), [(42,)]),
        (("SELECT 100 * avg(CASE WHEN cost >= 90 THEN 1 WHEN cost <= 60 THEN -1 "
         "ELSE 0 END) FROM deals"), []),
        ("SELECT sum(CASE WHEN cost > 50 THEN 1 ELSE 0 END) / count(*) FROM deals", []),
        ("SELECT count(*) FILTER (WHERE cost > 50) / sum(cost) FROM deals", []),
        ("SELECT avg((cost > 50)::INT) FROM deals", []),
        ("SELECT sum(cost) FILTER (WHERE cost > 50) / count(*) FROM deals", [(50,)]),
        ("SELECT sum(CASE WHEN cost > 50 THEN cost ELSE 0 END) / count(*) FROM deals",
         [(50,)]),
        (("SELECT c FROM (SELECT cost AS c, row_number() OVER (ORDER BY cost) AS rn "
         "FROM deals) WHERE rn % 4 = 3"), [(4, 3)]),
    ],
)  # fmt: skip
def test_numbers_that_choose_what_is_measured_are_bounds(deals, sql, expected):
    bounds = deals.compile(sql).traits.bounds

    assert [bound.numbers for bound in bounds if bound.numbers] == [
        tuple(map(D, numbers)) for numbers in expected
    ]
    assert all(isinstance(bound, Bound) and bound.text for bound in bounds)
