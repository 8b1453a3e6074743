"""Compiled SQL, run on a hand-made sheet; the expected values are worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from verifier.errors import QueryRefused
from verifier.model.plan import LiteralRole, Trial

VALUES = (
    ("SELECT sum(amount) FROM deals", Decimal("1051.50")),
    ("SELECT SUM(Amount) FROM DEALS", Decimal("1051.50")),
    ("SELECT sum(d.amount) FROM deals AS d", Decimal("1051.50")),
    ("SELECT sum(deals.amount) FROM deals", Decimal("1051.50")),
    ("SELECT count(*) FROM deals", 6),
    ("SELECT count(amount) FROM deals", 5),
    ("SELECT avg(amount) FROM deals", 210.3),
    ("SELECT median(amount) FROM deals", 200.25),
    ("SELECT median(amount) FROM deals WHERE region = 'EMEA'", 150.375),
    ("SELECT quantile_cont(amount, 0.5) FROM deals WHERE id < 3", 150.375),
    (
        ("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM deals "
        "WHERE id < 3"),
        150.375,
    ),
    ("SELECT sum(amount) FROM deals WHERE stage = 'won'", Decimal("800.50")),
    ("SELECT sum(amount) FILTER (WHERE stage = 'won') FROM deals", Decimal("800.50")),
    ("SELECT sum(cost) / count(*) FROM deals", 340 / 6),
    ("SELECT sum(cost) // 7 FROM deals", 340 / 7),
    ("SELECT sum(cost) // 7 + 0 FROM deals", 48),
    ("SELECT count(DISTINCT rep) FROM deals", 3),
    ("SELECT count(*) FROM deals WHERE note = 'NA'", 1),
    ("SELECT count(*) FROM deals WHERE note IS NULL", 1),
    ("SELECT sum(number(note)) FROM deals", 1219.0),
    ("SELECT sum(number(cost)) FROM deals", 340),
    # a subquery reads the number for those who ask it
    ("SELECT sum(number(n)) FROM (SELECT DISTINCT id, note AS n FROM deals)", 1219.0),
    (
        ("WITH a AS (SELECT id, note FROM deals WHERE id > 2), "
        "b AS (SELECT note AS x FROM a) SELECT sum(number(b.x)) FROM b"),
        1212.0,
    ),
    (
        ("SELECT max(number(note)) FROM (SELECT note, row_number() OVER (ORDER BY id) "
        "AS nth FROM deals) WHERE nth < 4"),
        7.0,
    ),
    ("SELECT max(note) FROM deals WHERE rep = 'Bob'", "7"),
    ('SELECT count(*) FROM deals WHERE "is won"', 4),
    ('SELECT sum("is won"::INT) FROM deals', 4),
    ("SELECT min(closed) FROM deals", date(2025, 1, 10)),
    ("SELECT year(max(closed)) FROM deals", 2025),
    ("SELECT date_diff('day', min(closed), max(closed)) FROM deals", 355),
    ("SELECT max(closed) - min(closed) FROM deals", 355),
    (("SELECT count(*) FROM deals WHERE closed BETWEEN "
"'2025-04-01' AND '2025-06-30'"), 2),
    (("SELECT count(*) FROM deals WHERE date_trunc('quarter', "
"closed) = '2025-04-01'"), 2),
    ("SELECT count(*) FROM deals WHERE strftime(closed, '%Y-%m') = '2025-04'", 2),
    (("SELECT count(*) FROM deals WHERE closed > DATE '2025-06-01' "
"- INTERVAL 1 MONTH"), 2),
    ("SELECT sum(cost) FROM deals WHERE _row BETWEEN 3 AND 4", 170),
    (("SELECT sum(amount) FROM (SELECT * FROM deals WHERE cost > "
"50)"), Decimal("900.25")),
    (("WITH w AS (SELECT * FROM deals WHERE stage = 'won') SELECT "
"sum(cost) FROM w"), 240),
    ("WITH deals AS (SELECT * FROM deals WHERE id > 3) SELECT count(*) FROM deals", 3),
    (("WITH a AS (SELECT cost FROM deals), b(x) AS (SELECT * FROM "
"a) SELECT max(x) FROM b"), 100),
    (("SELECT (SELECT sum(cost) FROM deals WHERE id > 3) - (SELECT "
"max(cost) FROM deals)"), 30),
    (
        ("SELECT t FROM (SELECT rep, sum(amount) AS t FROM deals GROUP BY rep) "
        "ORDER BY t DESC LIMIT 1"),
        Decimal("600.25"),
    ),
    (
        ("SELECT n FROM (SELECT rep, count(*) AS n FROM deals GROUP BY 1) AS x "
        "WHERE x.rep = 'Ann'"),
        3,
    ),
    ("SELECT max_by(cost, amount) FROM deals", 100),
    (
        "SELECT sum(a.cost) FROM deals a JOIN deals b ON a.rep = b.rep AND b.id = 1",
        140,
    ),
    (("SELECT sum(cost) FROM deals JOIN (SELECT rep, 1 AS one FROM deals WHERE id = 1) "
     "AS x USING (rep)"), 140),
    (
        ("SELECT count(*) FROM deals a WHERE EXISTS "
        "(SELECT 1 FROM deals b WHERE b.id = a.id + 1 AND b.region = a.region)"),
        3,
    ),
    (("SELECT count(*) FROM deals WHERE rep IN (SELECT rep FROM "
"deals WHERE cost > 85)"), 5),
    (("SELECT sum(x) FROM (SELECT amount AS x FROM deals UNION ALL "
"SELECT cost FROM deals)"),
     Decimal("1391.50")),
    ("SELECT count(*) FROM (SELECT rep FROM deals UNION SELECT region FROM deals)", 6),
    (("SELECT count(*) FROM (SELECT rep, region FROM deals EXCEPT "
"SELECT rep, region FROM deals WHERE id = 1)"), 5),
    (
        ("SELECT cost - lag(cost) OVER (ORDER BY closed) FROM deals "
        "QUALIFY row_number() OVER (ORDER BY closed DESC) = 2"),
        80,
    ),
    ("SELECT sum(CASE WHEN stage = 'won' THEN 1 ELSE 0 END) FROM deals", 4),
    ("SELECT CASE WHEN sum(cost) > 300 THEN sum(amount) ELSE 0 END FROM deals",
     Decimal("1051.50")),
    # DECIMALs of different scales: the engine alone would give 0.12
    ("SELECT CASE WHEN sum(cost) < 300 THEN sum(amount) ELSE 0.12345 END FROM deals",
     0.12345),
    ("SELECT coalesce(sum(amount) FILTER (WHERE id > 9), 0.125) FROM deals", 0.125),
    ("SELECT greatest(max(amount), 0.125) FROM deals", 400.0),
    (("SELECT max(x) FROM (SELECT min(cost) * 0.000125 AS x FROM deals UNION ALL "
"SELECT sum(amount) - 1051.5 FROM deals)"),
     0.00125),
    ("SELECT 'Ann' IN (SELECT rep FROM deals)", True),
    ("SELECT count(*) FROM (SELECT * EXCLUDE (id, amount) FROM deals)", 6),
    (("SELECT count(*) FROM (SELECT d.* FROM deals d, (SELECT min(id) AS k "
"FROM deals) x)"), 6),
    ("SELECT sum(amount) total FROM deals HAVING total > 3", Decimal("1051.50")),
    ("SELECT -sum(cost) FROM deals", -340),
    ("SELECT sum(cost) * -1 FROM deals", -340),
    ("-- dialect: tsql\nSELECT TOP 1 cost FROM deals ORDER BY cost DESC", 100),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), VALUES)
def test_value(deals, sql, expected):
    value = deals.value(sql)

    assert (
        value == pytest.approx(expected)
        if isinstance(expected, float)
        else value == expected
    )


def test_sql_is_one_readable_select(deals):
    sql = deals.compile("SELECT sum(amount) FROM deals WHERE stage = 'won'").sql(
        Trial.VALUE
    )

    assert sql is not None
    assert sql.splitlines() == [
        'WITH "deals" AS (',
        "  SELECT",
        '    COALESCE(D_r, D_t) AS "stage",',
        '    E_n AS "amount"',
        "  FROM sheet_1",
        "  WHERE",
        "    _row BETWEEN 2 AND 7",
        ")",
        "SELECT",
        "  SUM(amount)",
        "FROM deals",
        "WHERE",
        "  stage = 'won'",
    ]


def test_only_cited_rows_are_read(deals):
    assert deals.value("SELECT sum(cost) FROM deals", "F3:F4") == 170
    assert deals.value("SELECT sum(cost) FROM deals", "F3:F4", "F7") == 180
    assert deals.value("SELECT count(*) FROM deals", "F3:F4", "F7") == 3
    assert deals.value("SELECT count(*) FROM deals", "F1:F2") == 1
    assert deals.value("SELECT count(*) FROM deals", "F1") == 0


def test_rows_are_the_union_and_uncited_cells_are_null(deals):
    cells = ("F2:F3", "E3:E5")

    assert deals.value("SELECT count(*) FROM deals", *cells) == 4
    assert deals.value("SELECT sum(cost) FROM deals", *cells) == 120
    assert deals.value("SELECT count(amount) FROM deals", *cells) == 3
    assert deals.value("SELECT sum(number(cost)) FROM deals", *cells) == 120


def test_a_changed_uncited_cell_changes_nothing(own_deals):
    deals = own_deals
    sql = "SELECT sum(cost) + count(*) FROM deals"
    before = deals.value(sql, "F2:F4")
    deals.connection.execute("UPDATE sheet_1 SET F_n = 999 WHERE _row > 4")
    deals.connection.execute("UPDATE sheet_1 SET E_n = 999")

    assert deals.value(sql, "F2:F4") == before == 213


@pytest.mark.parametrize(
    ("sql", "reason", "message"),
    [
        ("SELECT sum(x) FROM others", "outside-citation", "a cited table: deals"),
        (("SELECT sum(amuont) FROM "
"deals"), "calculation-failed", "nearest names are amount"),
        ("SELECT sum(d.amount) FROM deals", "calculation-failed", "amount"),
        ("SELECT sum(amount) FROM deals WHERE x.id = 1", "calculation-failed", "id"),
        ("SELECT number(cost + 1) FROM deals", "refused", "number"),
        ("SELECT number(_row) FROM deals", "refused", "number"),
        (
            "SELECT number(c) FROM (SELECT cost + 1 AS c FROM deals)",
            "refused",
            "number",
        ),
        (
            "SELECT sum(number(n)) FROM (SELECT note AS n FROM deals GROUP BY note)",
            "refused",
            "number",
        ),
        ("SELECT sum(y) FROM (SELECT cost AS x FROM deals)", "calculation-failed", "y"),
        ("SELECT sum(cost) FROM deals AS d(a, b)", "refused", "alias"),
        ("SELECT 1 FROM deals, deals", "refused", "two tables"),
        ("SELECT x.* FROM deals", "refused", "x"),
        ("SELECT * EXCLUDE (nope) FROM deals", "calculation-failed", "nope"),
        (("WITH sheet_1 AS (SELECT 1 AS a) SELECT a FROM sheet_1, "
"deals"), "refused", "sheet_1"),
        (("WITH a(x, y) AS (SELECT id FROM deals) SELECT x FROM "
"a"), "calculation-failed", "2 names"),
        ("SELECT count(*) + length('aaaa') FROM deals", "refused", "made of constants"),
        (
            "SELECT sum(cost) * (DATE '2025-02-01' - DATE '2025-01-01') FROM deals",
            "refused",
            "made of constants",
        ),
        (("SELECT sum(cost) * year(DATE '2024-01-01') FROM "
"deals"), "refused", "constants"),
        (("SELECT count(*) FROM deals, (SELECT deals.id AS k) AS "
"x"), "calculation-failed", "id"),
    ],
)  # fmt: skip
def test_names_that_mean_nothing_are_refused(deals, sql, reason, message):
    with pytest.raises(QueryRefused, match=message) as refusal:
        deals.compile(sql)

    assert refusal.value.reason == reason


def test_a_column_that_is_not_cited_is_outside_the_citation(deals):
    with pytest.raises(
        QueryRefused, match=r"amount of deals \(E\), which is not cited"
    ) as refusal:
        deals.compile("SELECT sum(amount) FROM deals WHERE stage = 'won'", "D2:D7")

    assert refusal.value.reason == "outside-citation"


def test_equal_headers_go_by_letter(bench):
    table = bench(t=(("x", "X", "", "_row"), ((1, 2, 3, 4), (10, 20, 30, 40))))

    with pytest.raises(QueryRefused, match="A and B"):
        table.compile("SELECT sum(x) FROM t")
    assert table.value("SELECT sum(A) + sum(b) FROM t") == 33
    assert table.value("SELECT sum(C) FROM t") == 33
    assert table.value("SELECT sum(D) FROM t") == 44
    assert table.value("SELECT sum(D) FROM t WHERE _row = 2") == 4
    assert table.value("SELECT sum(x) FROM t", "B:B") == 22


def test_headers_that_need_quotes(bench):
    table = bench(
        t=(('say "hi"', "Сумма, ₽", "order", "a'b"), ((1, 2, 3, 4), (1, 2, 3, 4)))
    )

    assert table.value('SELECT sum("say ""hi""") FROM t') == 2
    assert table.value('SELECT sum("сумма, ₽") FROM t') == 4
    assert table.value('SELECT sum("ORDER") FROM t') == 6
    assert table.value("""SELECT sum("a'b") FROM t""") == 8


def test_columns_are_typed_from_their_cells(bench):
    rows = (
        (1, "x", None, "#N/A", True),
        (2, 2, None, 5, "yes"),
    )
    table = bench(t=(("n", "mixed", "blank", "broken", "flag"), rows))

    assert table.value("SELECT sum(n) FROM t") == 3
    assert table.value("SELECT max(mixed) FROM t") == "x"
    assert table.value("SELECT min(mixed) FROM t") == "2"
    assert table.value("SELECT count(blank) FROM t") == 0
    assert table.value("SELECT min(broken) FROM t") == "#N/A"
    assert table.value("SELECT sum(number(mixed)) FROM t") == 2
    assert table.value("SELECT min(flag) FROM t") == "TRUE"


def test_two_sheets_join(bench):
    tables = bench(
        deals=(("rep", "amount"), (("A", 10), ("B", 20), ("A", 5))),
        reps=(("rep", "team"), (("A", "north"), ("B", "south"))),
    )
    compiled = tables.compile(
        (
            "SELECT sum(d.amount) FROM deals d JOIN reps r ON d.rep = r.rep "
            "WHERE r.team = 'north'"
        ),
        "deals!A:B",
        "reps!A:B",
    )

    assert tables.run(compiled.sql(Trial.VALUE)) == 15
    assert [str(cells) for cells in compiled.used] == [
        "deals.csv!A2:B4",
        "reps.csv!A2:B3",
    ]


def test_division_by_zero_raises_in_the_engine(deals):
    with pytest.raises(Exception, match="Division by zero"):
        deals.value("SELECT sum(amount) / (sum(cost) - sum(cost)) FROM deals")


@pytest.mark.parametrize(
    "sql", ["SELECT sum(amount) FROM deals", "SELECT sum(cost) FROM deals"]
)
def test_what_need_not_be_exact_is_computed_in_double(deals, sql):
    compiled = deals.compile(sql, exact=False)

    assert not isinstance(deals.value(sql), float)
    assert isinstance(deals.run(compiled.sql(Trial.VALUE)), float)


def test_a_count_is_the_same_in_double(deals):
    sql = "SELECT count(*) FROM deals"

    assert deals.compile(sql, exact=False) == deals.compile(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT max(42 ORDER BY amount) FROM deals",
        "SELECT first(42 ORDER BY amount) FROM deals",
        "SELECT quantile_cont(42, 0.5) FROM deals",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 42) FROM deals",
    ],
)
def test_a_number_that_is_aggregated_is_a_value(deals, sql):
    roles = {x.value: x.role for x in deals.compile(sql).traits.literals}

    assert roles[Decimal(42)] is LiteralRole.VALUE


def test_notes_say_what_was_decided(deals):
    assert deals.compile("SELECT sum(amount) FROM deals").notes == ()
    assert (
        "floating point" in deals.compile("SELECT median(amount) FROM deals").notes[0]
    )
    assert deals.compile("-- dialect: mysql\nSELECT sum(cost) FROM deals").notes == (
        "translated from mysql to DuckDB's dialect",
    )


LONG = (("k", "v"), tuple((n, n) for n in range(800)))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM t a, t b, t c",
        "SELECT count(*) FROM t a JOIN t b ON a.v < b.v JOIN t c ON true",
        "WITH p AS (SELECT a.v FROM t a, t b) SELECT count(*) FROM p, t",
        "SELECT count(*) FROM (SELECT v FROM t UNION ALL SELECT v FROM t) x, t y, t z",
    ],
)
def test_rows_that_multiply_are_a_limit(bench, sql):
    with pytest.raises(QueryRefused, match="multiply") as refusal:
        bench(t=LONG).compile(sql)

    assert refusal.value.reason == "limit"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(*) FROM t a, t b, t c WHERE a.k = b.k AND b.k = c.k", 800),
        ("SELECT count(*) FROM t a JOIN t b USING (k) JOIN t c ON a.k = c.k", 800),
        (
            (
                "SELECT count(*) FROM t a, (SELECT max(v) AS m FROM t) b, t "
                "c WHERE c.k = a.k"
            ),
            800,
        ),
        (
            (
                "SELECT count(*) FROM t a, t b, (SELECT v FROM t ORDER BY v LIMIT 1) c "
                "WHERE a.k = b.k AND b.k < 3"
            ),
            3,
        ),
    ],
)
def test_joins_on_equal_columns_are_none(bench, sql, expected):
    assert bench(t=LONG).value(sql) == expected
