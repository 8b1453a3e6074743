from __future__ import annotations

import pytest

from verifier.errors import QueryRefused
from verifier.query import parse_query

ACCEPTED = (
    "SELECT count(*) FROM deals",
    "select sum(Amount) from Deals where Stage = 'won'",
    "SELECT sum(amount) FROM deals;",
    "SELECT sum(amount) FROM deals -- the total",
    "SELECT /* total */ sum(amount) FROM deals",
    "(SELECT sum(amount) FROM deals)",
    "FROM deals SELECT sum(amount)",
    "SELECT avg(amount), 1 FROM deals",
    "SELECT count(DISTINCT rep) FROM deals",
    "SELECT sum(amount) FILTER (WHERE stage = 'won') / sum(amount) FROM deals",
    "SELECT round(avg(amount), 2) FROM deals",
    "SELECT median(amount) FROM deals",
    "SELECT quantile_cont(amount, 0.9) FROM deals",
    "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY amount) FROM deals",
    "SELECT stddev_samp(amount) / avg(amount) FROM deals",
    "SELECT corr(amount, cost) FROM deals",
    "SELECT regr_slope(amount, cost) FROM deals",
    "SELECT mode(region) FROM deals",
    "SELECT max_by(rep, amount) FROM deals",
    "SELECT bool_and(amount > 0) FROM deals",
    "SELECT fsum(amount) FROM deals",
    "SELECT count_if(amount > 0) FROM deals",
    "SELECT sum(CASE WHEN stage = 'won' THEN 1 ELSE 0 END) FROM deals",
    "SELECT if(sum(cost) = 0, NULL, sum(amount) / sum(cost)) FROM deals",
    "SELECT coalesce(sum(amount), 0) FROM deals",
    "SELECT sum(amount) / nullif(sum(cost), 0) FROM deals",
    "SELECT TRY(sum(amount) / sum(cost)) FROM deals",
    "SELECT sum(amount::DOUBLE) FROM deals",
    "SELECT CAST(sum(amount) AS DECIMAL(18, 2)) FROM deals",
    "SELECT TRY_CAST(max(note) AS INTEGER) FROM deals",
    "SELECT sum(number(note)) FROM deals",
    "SELECT sum(amount) FROM deals WHERE closed BETWEEN '2025-01-01' AND '2025-03-31'",
    "SELECT sum(amount) FROM deals WHERE closed >= DATE '2025-01-01'",
    "SELECT sum(amount) FROM deals WHERE closed > TIMESTAMP '2025-01-01 10:00:00'",
    "SELECT sum(amount) FROM deals WHERE extract(year FROM closed) = 2025",
    "SELECT sum(amount) FROM deals WHERE year(closed) = 2025 AND quarter(closed) = 2",
    "SELECT date_diff('day', min(closed), max(closed)) FROM deals",
    "SELECT count(*) FROM deals WHERE closed > DATE '2025-04-01' - INTERVAL '30' DAY",
    "SELECT count(*) FROM deals WHERE closed + INTERVAL 1 MONTH < DATE '2025-12-01'",
    "SELECT count(*) FROM deals WHERE date_trunc('month', closed) = DATE '2025-04-01'",
    "SELECT count(*) FROM deals WHERE strftime(closed, '%Y-%m') = '2025-04'",
    "SELECT count(*) FROM deals WHERE region IN ('EMEA', 'APAC')",
    "SELECT count(*) FROM deals WHERE (region, stage) IN (SELECT region, stage FROM d)",
    "SELECT count(*) FROM deals WHERE region NOT IN (SELECT region FROM deals)",
    "SELECT count(*) FROM deals WHERE note LIKE 'a%' OR note ILIKE '%b'",
    "SELECT count(*) FROM deals WHERE regexp_matches(note, '^[a-z]+$')",
    "SELECT count(*) FROM deals WHERE note IS NOT NULL AND NOT (amount < 0)",
    "SELECT count(*) FROM deals WHERE note IS DISTINCT FROM 'a'",
    "SELECT count(*) FROM deals WHERE lower(trim(region)) = 'emea'",
    "SELECT count(*) FROM deals WHERE length(note) > 2 AND left(note, 1) = 'a'",
    "SELECT sum(amount) FROM deals WHERE _row BETWEEN 2 AND 10",
    "SELECT n FROM (SELECT rep, count(*) AS n FROM deals GROUP BY rep) WHERE rep = 'A'",
    "SELECT rep FROM deals GROUP BY ALL ORDER BY sum(amount) DESC LIMIT 1",
    "SELECT sum(amount) FROM deals LIMIT 1",
    "WITH d AS (SELECT * FROM deals) SELECT sum(amount) FROM d",
    (
        "WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT "
        "sum(x) FROM a JOIN b USING (x)"
    ),
    "WITH d AS MATERIALIZED (SELECT amount FROM deals) SELECT max(amount) FROM d",
    "SELECT (SELECT sum(amount) FROM deals) / (SELECT count(*) FROM deals)",
    (
        "SELECT sum(x) FROM (SELECT amount AS x FROM deals UNION ALL "
        "SELECT cost FROM deals)"
    ),
    "SELECT count(*) FROM (SELECT rep FROM deals INTERSECT SELECT rep FROM others)",
    "SELECT count(*) FROM (SELECT rep FROM deals EXCEPT SELECT rep FROM others)",
    "SELECT sum(a.amount) FROM deals AS a LEFT JOIN reps AS b ON a.rep = b.rep",
    "SELECT count(*) FROM deals a SEMI JOIN reps b ON a.rep = b.rep",
    (
        "SELECT count(*) FROM deals a WHERE EXISTS (SELECT 1 FROM "
        "reps b WHERE b.r = a.rep)"
    ),
    (
        "SELECT amount - lag(amount) OVER (ORDER BY closed) FROM deals QUALIFY "
        "row_number() OVER (ORDER BY closed DESC) = 1"
    ),
    (
        "SELECT max(s) FROM (SELECT sum(amount) OVER (ORDER BY closed "
        "ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS s FROM deals)"
    ),
    (
        "SELECT max(r) FROM (SELECT rank() OVER w AS r FROM deals "
        "WINDOW w AS (ORDER BY id))"
    ),
    "SELECT region, count(*) FROM deals GROUP BY GROUPING SETS ((region), ())",
    "SELECT region, count(*) FROM deals GROUP BY ROLLUP (region)",
    "SELECT DISTINCT ON (rep) amount FROM deals ORDER BY rep, closed",
    "SELECT string_agg(rep, ',') FROM deals",
    "SELECT first(amount) FROM deals",
    "SELECT last(amount) FROM deals",
    "SELECT any_value(amount) FROM deals",
    "SELECT arbitrary(amount) FROM deals",
    "SELECT list(amount) FROM deals",
    "SELECT lag(amount) OVER () FROM deals",
    "SELECT lag(amount IGNORE NULLS) OVER (ORDER BY closed) FROM deals",
    "SELECT row_number() OVER (PARTITION BY rep) FROM deals",
    "SELECT amount FROM deals LIMIT 1",
    "SELECT amount FROM deals OFFSET 1",
    "SELECT DISTINCT ON (rep) amount FROM deals",
    "SELECT count(*) FROM (SELECT * EXCLUDE (id) FROM deals)",
    "SELECT greatest(sum(amount), sum(cost)) FROM deals",
    "SELECT 1e3 * sum(amount) + .5 FROM deals",
    "SELECT sum(amount) - -1 FROM deals",
    "SELECT 7 % 2 FROM deals",
    "SELECT -sum(amount) FROM deals",
    "SELECT sum(cost) // 2 FROM deals",
    "SELECT sum(amount) ^ 2 FROM deals",
    'SELECT sum("user") FROM deals',
    'SELECT sum("Сумма, ₽") FROM "Продажи"',
    "SELECT sum(сумма) FROM продажи WHERE город = 'Москва'",
    "SELECT count(*) FROM deals WHERE note = 'a\u00a0b'",
    "SELECT format('{:.2f}', sum(amount)) FROM deals",
    "SELECT printf('%.1f', sum(amount)) FROM deals",
)

REFUSED = (
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT content FROM read_text('/etc/passwd')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM range(10)",
    "SELECT sum(x) FROM generate_series(1, 10) AS t(x)",
    "SELECT range(10)",
    "SELECT unnest([1, 2])",
    "SELECT sum(x) FROM unnest([1, 2]) AS t(x)",
    "SELECT [1, 2, 3]",
    "SELECT {'a': 1}",
    "SELECT list_sum([1, 2])",
    "SELECT sum(x) FROM (VALUES (1), (2)) AS t(x)",
    "VALUES (1)",
    "SELECT 1 IN (VALUES (1))",
    "SELECT ROW(1, 2)",
    "SELECT (1, 2) FROM deals",
    "SELECT amount[1] FROM deals",
    "SELECT sum(amount) FROM main.deals",
    "SELECT sum(amount) FROM memory.main.deals",
    "SELECT sum(main.deals.amount) FROM deals",
    "SELECT sum(deals.amount.x) FROM deals",
    "SELECT sum(amount) FROM deals TABLESAMPLE 10%",
    "SELECT sum(amount) FROM deals USING SAMPLE 10",
    "SELECT sum(amount) FROM deals AT (VERSION => 1)",
    "SELECT random()",
    "SELECT uuid()",
    "SELECT now()",
    "SELECT today()",
    "SELECT current_date",
    "SELECT current_timestamp",
    "SELECT age(closed) FROM deals",
    "SELECT user",
    "SELECT current_user",
    "SELECT session_user",
    "SELECT rowid FROM deals",
    "SELECT version()",
    "SELECT current_setting('threads')",
    "SELECT getvariable('x')",
    "SELECT getenv('HOME')",
    "SELECT nextval('s')",
    "SELECT pg_sleep(60)",
    "SELECT sleep_ms(100)",
    "SELECT error('x')",
    "SELECT repeat('x', 1000000000)",
    "SELECT lpad('x', 2000000000, 'a')",
    "SELECT levenshtein(a, b) FROM deals",
    "SELECT md5(note) FROM deals",
    "SELECT hash(note) FROM deals",
    "SELECT json_extract(note, '$.a') FROM deals",
    "SELECT note::JSON FROM deals",
    "SELECT note::INTEGER[] FROM deals",
    "SELECT note::mood FROM deals",
    "SELECT histogram(amount) FROM deals",
    "SELECT approx_quantile(amount, 0.5) FROM deals",
    "SELECT approx_count_distinct(amount) FROM deals",
    "SELECT max(amount, 2) FROM deals",
    "SELECT arg_max(rep, amount, 2) FROM deals",
    "SELECT list_transform([1], lambda x: x + 1)",
    "SELECT [x + 1 FOR x IN [1, 2]]",
    "SELECT format('{:2000000000}', amount) FROM deals",
    "SELECT printf('%*d', 2000000000, 1)",
    "SELECT printf(note, amount) FROM deals",
    "SELECT strftime(closed, note) FROM deals",
    "SELECT rank() FROM deals",
    "SELECT amount FROM deals ORDER BY amount LIMIT 10%",
    "SELECT amount FROM deals ORDER BY ALL",
    (
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 "
        "FROM t) SELECT max(n) FROM t"
    ),
    "WITH x AS (DELETE FROM deals RETURNING *) SELECT count(*) FROM x",
    "WITH x AS (INSERT INTO deals SELECT 1 RETURNING *) SELECT count(*) FROM x",
    "SELECT amount INTO x FROM deals",
    "SELECT amount FROM deals FOR UPDATE",
    "SELECT sum(amount) FROM deals NATURAL JOIN others",
    "SELECT sum(amount) FROM deals POSITIONAL JOIN others",
    "SELECT sum(amount) FROM deals ASOF JOIN others ON deals.a >= others.a",
    "SELECT sum(amount) FROM deals, LATERAL (SELECT 1)",
    "SELECT COLUMNS(*) FROM deals",
    "SELECT * REPLACE (1 AS amount) FROM deals",
    "SELECT * FROM deals PIVOT (sum(amount) FOR region IN ('EMEA'))",
    "PIVOT deals ON region USING sum(amount)",
    "SELECT sum(amount) FROM deals |> WHERE amount > 1",
    "SELECT amount > ALL (SELECT cost FROM deals) FROM deals",
    "SELECT $1",
    "SELECT ?",
    "SELECT :x",
    "SELECT @amount FROM deals",
    "SELECT #1 FROM deals",
    "SELECT $$text$$",
    "SELECT e'a\\n'",
    "SELECT x'ab'",
    "SELECT 0x10",
    "SELECT 12abc",
    "SELECT ١٢",
    "SELECT 7%-2",
    "SELECT 2^-1",
    "SELECT 1 !=-1",
    "SELECT ~1",
    "SELECT 1 & 2",
    "SELECT 'a' COLLATE nocase",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE deals",
    "SELECT 'a\\'; DROP TABLE deals; --'",
    "DROP TABLE deals",
    "INSERT INTO deals VALUES (1)",
    "UPDATE deals SET amount = 1",
    "CREATE MACRO sum(x) AS 42",
    "ATTACH ':memory:' AS x",
    "COPY deals TO 'x.csv'",
    "SET threads = 1",
    "PRAGMA show_tables",
    "CALL pragma_version()",
    "EXPLAIN SELECT 1",
    "DESCRIBE deals",
    "SUMMARIZE deals",
    "SHOW TABLES",
    "INSTALL httpfs",
    "SELECT\u00a01",
    "SELECT\u200b 1",
    "\ufeffSELECT 1",
    "SELECT 1\x00",
    "SELECT 'a\x07'",
    "SELECT '\u202e1'",
    "SELECT `amount` FROM deals",
    "SELECT 1 /* open",
    "SELECT 1 /* a /* b */ c */",
    "SELECT 'open",
    'SELECT "open',
    "SELECT a FROM t@x",
    "",
    "   \n ",
    "-- only a comment",
    "SELECT",
    "SELECT sum( FROM deals",
    "SELECT sum(amount FROM deals",
    "SELECT sum(amount)) FROM deals",
    "SELECT sum(amount] FROM deals",
    "SELECT coalesce(sum(amount), ) FROM deals",
    "SELECT , sum(amount) FROM deals",
    "SELECT sum(amount), FROM deals",
    "SELECT round(,amount) FROM deals",
    "SELECT a,, b FROM deals",
    "SELECT sum(amount) FROM .deals",
    "SELECT printf() FROM deals",
    "SELECT mad() FROM deals",
    "-- dialect: cobol\nSELECT 1",
)

LIMITS = (
    "SELECT " + "(" * 31 + "1" + ")" * 31,
    "SELECT " + "- " * 50 + "1",
    "SELECT " + "NOT " * 50 + "true",
    "SELECT " + "abs(" * 200 + "1" + ")" * 200,
    "SELECT " + "CASE WHEN true THEN " * 300 + "1" + " END" * 300,
    "SELECT " + "+".join(["1"] * 500),
    "SELECT 1 IN (" + ",".join(["1"] * 6000) + ")",
    "SELECT '" + "x" * 20_000 + "'",
    "SELECT 1 FROM a, b, c, d, e, f",
    " UNION ALL ".join(["SELECT 1"] * 80),
    "WITH a AS (SELECT 1 AS x)"  # noqa: S608 - SQL is the subject
    + "".join(
        f", a{n} AS (SELECT x FROM {p} UNION ALL SELECT x FROM {p})"  # noqa: S608 - SQL is the subject
        for n, p in enumerate(["a", *(f"a{n}" for n in range(11))])
    )
    + " SELECT count(*) FROM a11",
)


@pytest.mark.parametrize("sql", ACCEPTED)
def test_analysis_is_accepted(sql):
    query = parse_query(sql)

    assert query.text == sql
    assert query.dialect == "duckdb"
    assert query.tree.sql("duckdb")


@pytest.mark.parametrize("sql", REFUSED)
def test_anything_else_is_refused(sql):
    with pytest.raises(QueryRefused) as refusal:
        parse_query(sql)

    assert refusal.value.reason in {"refused", "unreadable-claim"}
    assert str(refusal.value).startswith("SQL: ")


@pytest.mark.parametrize("sql", LIMITS)
def test_what_is_too_large_is_a_limit(sql):
    with pytest.raises(QueryRefused) as refusal:
        parse_query(sql)

    assert refusal.value.reason == "limit"


def test_unreadable_sql_says_where():
    with pytest.raises(QueryRefused, match=r"line 2, column \d+") as refusal:
        parse_query("SELECT sum(amount)\nFROM deals WHERE WHERE")

    assert refusal.value.reason == "unreadable-claim"


def test_a_refused_character_says_where():
    with pytest.raises(QueryRefused, match="no-break space, line 2, column 5"):
        parse_query("SELECT 1\nFROM\u00a0deals")


@pytest.mark.parametrize(
    ("dialect", "sql", "expected"),
    [
        ("postgres", "SELECT sum(amount)::numeric FROM deals", "DOUBLE"),
        ("tsql", "SELECT TOP 1 amount FROM deals ORDER BY amount DESC", "LIMIT 1"),
        ("mysql", "SELECT sum(`amount`) FROM deals", '"amount"'),
        ("bigquery", "SELECT SAFE_DIVIDE(sum(a), sum(b)) FROM deals", "CASE"),
        ("snowflake", "SELECT IFF(a > 1, 1, 0) FROM deals", "CASE WHEN"),
        ("spark", "SELECT sum(IF(a > 1, 1, 0)) FROM deals", "SUM(CASE"),
        ("clickhouse", "SELECT countIf(a > 1) FROM deals", "COUNT_IF"),
    ],
)
def test_other_dialects_are_translated_and_say_so(dialect, sql, expected):
    query = parse_query(f"-- dialect: {dialect}\n{sql}")

    assert query.dialect == dialect
    assert expected in query.tree.sql("duckdb")
    assert query.notes == (f"translated from {dialect} to DuckDB's dialect",)


@pytest.mark.parametrize(
    "sql",
    [
        "-- dialect: postgres\nSELECT now()",
        "-- dialect: postgres\nSELECT * FROM generate_series(1, 5)",
        "-- dialect: mysql\nSELECT sleep(5)",
        "-- dialect: bigquery\nSELECT sum(x) FROM UNNEST([1, 2]) AS x",
        "-- dialect: snowflake\nSELECT 1; SELECT 2",
        "-- dialect: tsql\nEXEC xp_cmdshell 'dir'",
    ],
)
def test_the_gate_looks_at_the_translation(sql):
    with pytest.raises(QueryRefused):
        parse_query(sql)
