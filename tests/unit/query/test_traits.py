from __future__ import annotations

from decimal import Decimal

import pytest

from verifier.model.plan import Bound, ChangeForm, LiteralRole

R = LiteralRole
UP, DOWN, NONE = ChangeForm.INCREASE, ChangeForm.DECREASE, ChangeForm.NONE
D = Decimal


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT sum(cost) * 100 FROM deals", [(100, R.FACTOR)]),
        ("SELECT sum(cost) / 12 FROM deals", [(12, R.FACTOR)]),
        ("SELECT sum(cost) * (1.37) FROM deals", [("1.37", R.FACTOR)]),
        ("SELECT sum(cost) * '1.37' FROM deals", [("1.37", R.FACTOR)]),
        ("SELECT sum(cost) * CAST('1.37' AS DOUBLE) FROM deals", [("1.37", R.FACTOR)]),
        ("SELECT sum(cost) ^ 2 FROM deals", [(2, R.FACTOR)]),
        ("SELECT sum(cost) + 5 FROM deals", [(5, R.SUMMAND)]),
        ("SELECT sum(cost) - 5 FROM deals", [(5, R.SUMMAND)]),
        ("SELECT sum(cost) * -1 FROM deals", [(-1, R.FACTOR)]),
        ("SELECT sum(amount - amount + 5) FROM deals", [(5, R.SUMMAND)]),
        ("SELECT sum(amount) + (SELECT 1234.5) FROM deals", [("1234.5", R.VALUE)]),
        ("SELECT sum(5) FROM deals", [(5, R.VALUE)]),
        ("SELECT 42", [(42, R.VALUE)]),
        ("SELECT sqrt(2) * sum(cost) FROM deals", [(2, R.VALUE)]),
        ("SELECT count(1) FROM deals", [(1, R.SETTING)]),
        ("SELECT round(sum(cost), 2) FROM deals", [(2, R.SETTING)]),
        ("SELECT quantile_cont(cost, 0.9) FROM deals", [("0.9", R.SETTING)]),
        (
            "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY cost) FROM deals",
            [("0.9", R.SETTING)],
        ),
        ("SELECT sum(cost) FROM deals WHERE id > 3", [(3, R.CRITERION)]),
        ("SELECT sum(cost) FROM deals WHERE amount BETWEEN 1 AND 2 * 3",
         [(1, R.CRITERION), (2, R.CRITERION), (3, R.CRITERION)]),
        ("SELECT sum(cost) FILTER (WHERE id IN (1, 2)) FROM deals",
         [(1, R.CRITERION), (2, R.CRITERION)]),
        ("SELECT sum(CASE WHEN id = 3 THEN cost ELSE 7 END) FROM deals",
         [(3, R.CRITERION), (7, R.BRANCH)]),
        ("SELECT sum(CASE id WHEN 3 THEN cost END) FROM deals", [(3, R.CRITERION)]),
        ("SELECT rep FROM deals GROUP BY 1 HAVING count(*) > 2",
         [(1, R.SETTING), (2, R.CRITERION)]),
        (("SELECT count(*) FROM deals a JOIN deals b ON a.id = b.id + "
"1"), [(1, R.CRITERION)]),
        ("SELECT coalesce(sum(cost), 9) FROM deals", [(9, R.BRANCH)]),
        ("SELECT greatest(sum(cost), 9) FROM deals", [(9, R.BRANCH)]),
        ("SELECT sum(amount) / nullif(sum(cost), 0) FROM deals", [(0, R.CRITERION)]),
        ("SELECT lag(cost, 1, 77) OVER (ORDER BY id) FROM deals",
         [(1, R.SETTING), (77, R.BRANCH)]),
        ("SELECT cost FROM deals ORDER BY cost LIMIT 1", [(1, R.SETTING)]),
        ("SELECT cost FROM deals ORDER BY 1 LIMIT 3 OFFSET 2",
         [(1, R.SETTING), (3, R.POSITION), (2, R.POSITION)]),
        (("SELECT sum(cost) OVER (ORDER BY id ROWS 6 PRECEDING) FROM "
"deals"), [(6, R.SETTING)]),
        ("SELECT sum(cost::DECIMAL(18, 2)) FROM deals", []),
        (("SELECT count(*) FROM deals WHERE EXISTS (SELECT 1 FROM "
"deals)"), [(1, R.SETTING)]),
        ("SELECT count(*) FROM deals WHERE rep = '5'", []),
        ("SELECT date_diff('day', make_date(2025, 1, 1), max(closed)) FROM deals",
         [(2025, R.VALUE), (1, R.VALUE), (1, R.VALUE)]),
        # labels by which a further query only chooses and groups
        (
            (
                "WITH h AS (SELECT CASE WHEN id <= 6 THEN 5 ELSE 8 END AS half, cost "
                "FROM deals) "
                "SELECT sum(cost) FILTER (WHERE half = 8) FROM h GROUP BY half"
            ),
            [(6, R.CRITERION), (5, R.CRITERION), (8, R.CRITERION), (8, R.CRITERION)],
        ),
        (
            (
                "WITH q AS (SELECT (month(closed) + 2) / 3 AS quarter, sum(cost) AS s "
                "FROM deals GROUP BY 1) SELECT s FROM q WHERE quarter = 4"
            ),
            [(2, R.CRITERION), (3, R.CRITERION), (1, R.SETTING), (4, R.CRITERION)],
        ),
        # the same labels where they become the value
        (
            (
                "WITH h AS (SELECT CASE WHEN id <= 6 THEN 5 ELSE 8 END AS half "
                "FROM deals) SELECT max(half) FROM h WHERE half = 8"
            ),
            [(6, R.CRITERION), (5, R.BRANCH), (8, R.BRANCH), (8, R.CRITERION)],
        ),
        (
            (
                "WITH h AS (SELECT CASE WHEN id = 3 THEN 8 END AS k, cost FROM deals) "
                "SELECT arg_max(k, cost) FROM h"
            ),
            [(3, R.CRITERION), (8, R.BRANCH)],
        ),
        (
            (
                "WITH h AS (SELECT CASE WHEN id = 3 THEN 8 END AS k FROM deals) "
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY k) FROM h"
            ),
            [(3, R.CRITERION), (8, R.BRANCH), ("0.5", R.SETTING)],
        ),
    ],
)  # fmt: skip
def test_literals_and_their_roles(deals, sql, expected):
    literals = deals.compile(sql).traits.literals

    found = sorted((literal.value, literal.role) for literal in literals)
    assert found == sorted((D(value), role) for value, role in expected)


@pytest.mark.parametrize(
    ("expression", "form"),
    [
        ("a / b - 1", UP),
        ("100 * (a / b - 1)", UP),
        ("(a / b - 1) * 100", UP),
        ("round(100.0 * a / b - 100, 1)", UP),
        ("(a - b) / b", UP),
        ("(a - b) / nullif(b, 0)", UP),
        ("100.0 * (a - b) / b", UP),
        ("(a - b) * 100.0 / b", UP),
        ("1.0 * (a - b) / b", UP),
        ("abs(a / b - 1)", UP),
        ("CASE WHEN b = 0 THEN NULL ELSE (a - b) / b END", UP),
        ("coalesce(a / b - 1, 0)", UP),
        ("(a - b)::DOUBLE / b", UP),
        ("1 - a / b", DOWN),
        ("100 - 100.0 * a / b", DOWN),
        ("(a - b) / a", DOWN),
        ("-(a - b) / b", DOWN),
        ("-(a / b - 1)", DOWN),
        ("abs((a - b) / a)", DOWN),
        ("-(1 - a / b)", UP),
        ("a / b", NONE),
        ("a", NONE),
        ("-a", NONE),
        ("a - 1", NONE),
        ("a + b", NONE),
        ("(a - b) / c", NONE),
        ("a - b", NONE),  # which one is the older is not known
        ("-(a - b)", NONE),
        ("abs(a - b)", NONE),
        ("(a + b) / b", NONE),
    ],
)
def test_change_forms(deals, expression, form):
    inner = "SELECT sum(cost) AS a, sum(amount) AS b, max(id) AS c FROM deals"

    assert deals.compile(f"SELECT {expression} FROM ({inner})").traits.change is form  # noqa: S608 - SQL is the subject
    direct = expression.replace("a", "sum(cost)") if len(expression) < 3 else ""
    if direct:
        assert deals.compile(f"SELECT {direct} FROM deals").traits.change is form  # noqa: S608 - SQL is the subject


@pytest.mark.parametrize(
    ("sql", "form"),
    [
        (
            ("SELECT (SELECT sum(cost) FROM deals WHERE id > 3) / "
            "(SELECT sum(cost) FROM deals WHERE id <= 3) - 1"),
            UP,
        ),
        (
            ("SELECT ((SELECT max(cost) FROM deals) - (SELECT min(cost) FROM deals)) / "
            "(SELECT min(cost) FROM deals)"),
            UP,
        ),
        (
            ("SELECT (sum(cost) FILTER (WHERE id > 3) - sum(cost) FILTER "
"(WHERE id < 4)) "
            "/ sum(cost) FILTER (WHERE id < 4) FROM deals"),
            UP,
        ),
        (("SELECT (SELECT a - b FROM (SELECT sum(id) AS a, sum(cost) "
"AS b FROM deals))"), NONE),
        (("WITH n AS (SELECT sum(cost) AS x FROM deals WHERE id > 3), "
         "o AS (SELECT sum(cost) AS x FROM deals WHERE id < 4) "
         "SELECT (n.x - o.x) / o.x FROM n, o"), UP),
        (("WITH n AS (SELECT sum(cost) AS x FROM deals WHERE id > 3), "
         "o AS (SELECT sum(cost) AS x FROM deals WHERE id < 4) "
         "SELECT (n.x - o.x) / n.x FROM n, o"), DOWN),
        ("SELECT cost - lag(cost) OVER (ORDER BY id) FROM deals", NONE),
    ],
)  # fmt: skip
def test_change_forms_through_subqueries(deals, sql, form):
    assert deals.compile(sql).traits.change is form


NEWER, OLDER = (
    "sum(cost) FILTER (WHERE year(closed) = 2024)",
    "sum(CASE WHEN closed < DATE '2023-12-31' THEN cost END)",
)


@pytest.mark.parametrize(
    ("expression", "form"),
    [
        (f"{NEWER} - {OLDER}", UP),
        (f"{OLDER} - {NEWER}", DOWN),
        (f"-({OLDER} - {NEWER})", UP),
        (f"({NEWER} - {OLDER}) / count(*)", UP),
        (f"{NEWER} / {OLDER} - 1", UP),
        (f"{OLDER} / {NEWER} - 1", DOWN),
        (f"1 - {NEWER} / {OLDER}", DOWN),
        (f"1 - {OLDER} / {NEWER}", UP),
        (f"({OLDER} - {NEWER}) / {OLDER}", DOWN),
        (f"({NEWER} - {OLDER}) / {NEWER}", UP),
        (f"{NEWER} - sum(cost)", NONE),
        (f"{NEWER} - {NEWER}", NONE),
        (f"{NEWER} - sum(cost) FILTER (WHERE year(closed) IN (2022, 2023))", NONE),
        (f"{NEWER} - sum(cost) FILTER (WHERE id = 3000)", NONE),
    ],
)
def test_years_in_conditions_say_which_part_is_older(deals, expression, form):
    sql = f"SELECT {expression} FROM deals"  # noqa: S608 - SQL is the subject
    assert deals.compile(sql).traits.change is form


@pytest.mark.parametrize(
    ("sql", "form"),
    [
        ('SELECT sum("2024") - sum("Y2023") FROM sales', UP),
        ('SELECT sum("Y2023") - sum("2024") FROM sales', DOWN),
        ('SELECT sum("Y2023") / sum("2024") - 1 FROM sales', DOWN),
        ('SELECT a - b FROM (SELECT sum("2024") AS a, sum(Y2023) AS b FROM sales)', UP),
        (("SELECT (SELECT sum(x) FROM sales WHERE y = '2023') - "
          "(SELECT sum(x) FROM sales WHERE y = '2024')"), DOWN),
        (("WITH n AS (SELECT sum(x) AS s FROM sales WHERE y = '2024'), "
          "o AS (SELECT sum(x) AS s FROM sales WHERE y = '2023') "
          "SELECT n.s - o.s FROM n, o"), UP),
    ],
)  # fmt: skip
def test_years_in_headers_say_which_part_is_older(bench, sql, form):
    sales = bench(sales=(("2024", "Y2023", "x", "y"), ((1, 2, 3, "2024"),)))
    assert sales.compile(sql, "A:D").traits.change is form


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (("SELECT sum(amount) FROM deals WHERE amount > "
"100"), [("amount > 100", (100,), "amount")]),
        (("SELECT avg(amount) FROM deals WHERE 100 < "
"amount"), [("100 < amount", (100,), "amount")]),
        ("SELECT median(amount) FROM deals WHERE amount BETWEEN 1 AND 9",
         [("amount BETWEEN 1 AND 9", (1, 9), "amount")]),
        (("SELECT max(amount) FROM deals WHERE amount <> "
"400"), [("amount <> 400", (400,), "amount")]),
        ("SELECT sum(amount) FILTER (WHERE amount > 100) FROM deals",
         [("amount > 100", (100,), "amount")]),
        ("SELECT sum(CASE WHEN amount > 100 THEN amount END) FROM deals",
         [("amount > 100", (100,), "amount")]),
        ("SELECT sum(amount) FROM (SELECT amount FROM deals WHERE amount < 300)",
         [("amount < 300", (300,), "amount")]),
        (("SELECT sum(t) FROM (SELECT rep, sum(cost) AS t FROM deals "
"GROUP BY rep) WHERE t > 50"),
         [("t > 50", (50,), "t")]),
        (("SELECT max(t) FROM (SELECT sum(cost) AS t FROM deals GROUP "
"BY rep HAVING sum(cost) > 50)"),
         [("SUM(cost) > 50", (50,), "cost")]),
        ("SELECT cost FROM deals WHERE cost < 90 ORDER BY cost DESC LIMIT 1",
         [("cost < 90", (90,), "cost")]),
        (("SELECT cost FROM deals ORDER BY cost LIMIT 1 OFFSET "
"2"), [("OFFSET 2", (3,), "")]),
        ("SELECT sum(c) FROM (SELECT cost AS c FROM deals ORDER BY c DESC LIMIT 3)",
         [("LIMIT 3", (3,), "")]),
        (("SELECT c FROM (SELECT cost AS c, row_number() OVER (ORDER "
"BY cost DESC) AS rn "
         "FROM deals) WHERE rn = 2"), [("rn = 2", (2,), "")]),
        ("SELECT cost FROM deals QUALIFY row_number() OVER (ORDER BY cost) = 1", []),
        ("SELECT count(*) FROM deals WHERE amount > 100", []),
        ("SELECT sum(amount) FROM deals WHERE cost > 50", []),
        ("SELECT sum(amount) FROM deals WHERE stage = 'won'", []),
        ("SELECT sum(amount) FROM deals WHERE _row > 3", []),
        (("SELECT CASE WHEN sum(cost) = 0 THEN NULL ELSE sum(amount) / "
"sum(cost) END FROM deals"), []),
        ("SELECT cost FROM deals ORDER BY cost DESC LIMIT 1", []),
    ],
)  # fmt: skip
def test_bounds(deals, sql, expected):
    bounds = deals.compile(sql).traits.bounds

    assert bounds == tuple(
        Bound(text, tuple(map(D, numbers)), column)
        for text, numbers, column in expected
    )


@pytest.mark.parametrize(
    ("sql", "counts"),
    [
        ("SELECT count(*) FROM deals", True),
        ("SELECT count(amount) FROM deals WHERE amount > 100", True),
        ("SELECT count(*) FILTER (WHERE stage = 'won') / count(*) FROM deals", True),
        ("SELECT count(DISTINCT id) FROM deals", True),
        ("SELECT sum(CASE WHEN stage = 'won' THEN 1 ELSE 0 END) FROM deals", True),
        ("SELECT avg(CASE WHEN amount > 5 THEN 100.0 ELSE 0 END) FROM deals", True),
        ('SELECT sum("is won"::INT) FROM deals', True),
        ("SELECT max(n) FROM (SELECT count(*) AS n FROM deals GROUP BY rep)", True),
        ("SELECT sum(cost) FROM deals", False),
        ("SELECT sum(cost) / count(*) FROM deals", False),
        ("SELECT max(closed) FROM deals", False),
        ("SELECT sum(number(note)) FROM deals", False),
        ("SELECT 5 FROM deals", False),
        ("SELECT cost, count(*) FROM deals GROUP BY cost", False),
    ],
)
def test_counts(deals, sql, counts):
    assert deals.compile(sql).traits.counts is counts


def test_divisors_are_the_cells_and_terms_divided(deals):
    assert deals.compile("SELECT sum(cost) / 6 FROM deals").traits.divisors == (6,)
    assert deals.compile(
        "SELECT sum(cost) / 3 FROM deals", "F2:F4"
    ).traits.divisors == (3,)
    three = "SELECT (sum(cost) + sum(id) + max(id)) / 3 FROM deals"
    assert deals.compile(three).traits.divisors == (3, 6)


def test_functions_are_named_in_order(deals):
    sql = (
        "SELECT round(sum(cost) / fsum(amount), 2) FROM deals WHERE lower(rep) = 'ann'"
    )

    assert set(deals.compile(sql).traits.functions) == {"ROUND", "SUM", "FSUM", "LOWER"}
    assert deals.compile(sql).traits.functions[0] == "ROUND"


@pytest.mark.parametrize(
    ("sql", "groups"),
    [
        (
            "SELECT avg(cost) FROM (SELECT DISTINCT id, region, cost FROM deals) AS d",
            (),
        ),
        (
            (
                "SELECT max(n) FROM (SELECT region, count(*) AS n FROM deals "
                "GROUP BY region) AS g"
            ),
            ("region",),
        ),
        ("SELECT DISTINCT region FROM deals WHERE id = 1", None),
        ("SELECT cost FROM deals ORDER BY cost DESC LIMIT 1", None),
    ],
)
def test_the_groups_that_a_statement_answers_with(deals, sql, groups):
    assert deals.compile(sql).traits.groups == groups
