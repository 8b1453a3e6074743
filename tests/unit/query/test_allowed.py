from __future__ import annotations

import json
import re
import subprocess
import sys

import duckdb
import pytest
from sqlglot import exp

import verifier.query
from verifier.engine.gate import refusal, refusal_of_written
from verifier.errors import QueryRefused
from verifier.query import parse_query
from verifier.query.allowed import ALLOWED_FUNCTIONS, NAMES, NODES

COLUMNS = ("x", "y", "b", "s", "d", "t")
SAMPLES = """
count(x); count(*); count_if(b); sum(x); avg(x); min(x); max(x); median(x); mode(x)
stddev(x); stddev_samp(x); stddev_pop(x); variance(x); var_samp(x); var_pop(x)
corr(x, y); covar_samp(x, y); covar_pop(x, y); regr_slope(x, y); regr_intercept(x, y)
regr_r2(x, y); regr_count(x, y); regr_avgx(x, y); regr_avgy(x, y); regr_sxx(x, y)
regr_syy(x, y); regr_sxy(x, y); quantile_cont(x, 0.5); quantile_disc(x, 0.5)
quantile(x, 0.5); skewness(x); kurtosis(x); kurtosis_pop(x); bool_and(b); bool_or(b)
arg_max(x, y); arg_min(x, y); mean(x); fsum(x); kahan_sum(x); sumkahan(x); favg(x)
product(x); geomean(x); geometric_mean(x); entropy(x); mad(x); sem(x)
percentile_cont(0.5) WITHIN GROUP (ORDER BY x)
percentile_disc(0.5) WITHIN GROUP (ORDER BY x DESC)
row_number() OVER (ORDER BY x); rank() OVER (ORDER BY x); dense_rank() OVER (ORDER BY x)
percent_rank() OVER (ORDER BY x); cume_dist() OVER (ORDER BY x)
ntile(4) OVER (ORDER BY x); lag(x) OVER (ORDER BY x); lead(x, 1, 0) OVER (ORDER BY x)
nth_value(x, 2) OVER (ORDER BY x)
first_value(x) OVER (ORDER BY x); last_value(x) OVER (ORDER BY x); sum(x) OVER ()
abs(x); ceil(x); floor(x); round(x, 1); round_even(x, 1); roundbankers(x, 1); trunc(x)
sign(x); sqrt(x); cbrt(x); exp(x); ln(x); log(x); log2(x); log10(x); pow(x, 2); x ** 2
greatest(x, y); least(x, y); coalesce(x, 0); nullif(x, 0); isnan(x::DOUBLE)
isinf(x::DOUBLE); isfinite(x::DOUBLE)
x + y; x - y; x * y; x / y; x % y; mod(x, 2); -x
upper(s); lower(s); trim(s); ltrim(s); rtrim(s); length(s); substring(s, 1, 2)
left(s, 2); right(s, 2); replace(s, 'a', 'b'); concat(s, 'x'); concat_ws('-', s, 'x')
strpos(s, 'a'); contains(s, 'a'); starts_with(s, 'a'); ends_with(s, 'a'); suffix(s, 'a')
prefix(s, 'a'); split_part(s, 'a', 1); regexp_matches(s, 'a'); regexp_full_match(s, 'a')
regexp_replace(s, 'a', 'b'); regexp_extract(s, 'a'); format('{:.2f}', x::DOUBLE)
printf('%.2f', x::DOUBLE); s || 'a'; s LIKE 'a%'; s NOT LIKE 'a%'; s ILIKE 'a'
s NOT ILIKE 'a'; s GLOB 'a*'; s SIMILAR TO 'a'
year(d); quarter(d); month(d); day(d); dayofmonth(d); week(d); weekofyear(d); weekday(d)
dayofweek(d); isodow(d); dayofyear(d); isoyear(d); yearweek(d); hour(t); minute(t)
second(t); date_part('year', d); datepart('year', d); extract(year FROM d)
date_trunc('month', d); date_diff('day', d, d); date_sub('day', d, d); last_day(d)
datesub('day', d, d); make_date(2025, 1, 1); strftime(d, '%Y'); strptime(s, '%Y')
try_strptime(s, '%Y'); monthname(d); dayname(d); epoch(d); to_days(1); to_weeks(1)
to_months(1); to_years(1); d + INTERVAL 1 DAY; d - d
d BETWEEN d AND d
TRY_CAST(s AS DATE); TRY_CAST(s AS INT); TRY(x / y)
CASE WHEN b THEN x END; if(b, x, y); x IN (1, 2); NOT b; !b
(x, y) IN ((1, 2)); count(DISTINCT (x, y))
first(x); last(x ORDER BY y); any_value(x); arbitrary(x); string_agg(s, ','); list(x)
group_concat(s); listagg(s, ','); array_agg(x ORDER BY y); row_number() OVER ()
lag(x IGNORE NULLS) OVER (ORDER BY x); argmax(x, y); argmin(x, y); max_by(x, y)
min_by(x, y); ceiling(x); char_length(s); character_length(s); len(s); countif(b)
date_add(d, INTERVAL 1 DAY); datediff('day', d, d); datetrunc('month', d)
instr(s, 'a'); position('a' IN s); lcase(s); ucase(s); substr(s, 1, 2); x // y; x ^ 2
d + INTERVAL 2 SECONDS; d + INTERVAL 2 HOURS; d + INTERVAL 2 MINUTES; power(x, 2)
s LIKE 'a' ESCAPE '!'; s NOT LIKE 'a' ESCAPE '!'; s ILIKE 'a' ESCAPE '!'
s NOT ILIKE 'a' ESCAPE '!'
"""
EXPRESSIONS = [e.strip() for line in SAMPLES.splitlines() for e in line.split(";")]


@pytest.fixture(scope="module")
def connection():
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE cells AS SELECT 2::DECIMAL(18, 2) AS x, "
        "3::BIGINT AS y, true AS b, "
        "'2025' AS s, DATE '2025-01-01' AS d, TIMESTAMP '2025-01-01' AS t"
    )
    return connection


def other_functions():
    """Returns the engine's functions that are on no list, with their types."""
    rows = duckdb.execute(
        "SELECT function_name, bool_or(function_type LIKE 'table%') "
        "FROM duckdb_functions() GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        (name, is_table)
        for name, is_table in rows
        if name not in ALLOWED_FUNCTIONS and re.fullmatch(r"\w+", name)
    ]


def passes_the_first_gate(text):
    try:
        parse_query(text)
    except QueryRefused:
        return False
    return True


@pytest.mark.parametrize(
    "arguments",
    ["", "'/etc/passwd'", "x", "x, y", "s, 'a'", "'day', d", "x, y, 2", "s, 'a', 'b'"],
)
def test_a_function_on_no_list_passes_no_gate(connection, arguments):
    others = other_functions()
    calls = [f"SELECT {name}({arguments}) FROM cells" for name, _ in others]  # noqa: S608 - SQL is the subject

    assert len(calls) > 800
    assert [c for c in calls if passes_the_first_gate(c)] == []
    assert [c for c in calls if not refusal(connection, c, ["cells"], COLUMNS)] == []


def test_a_function_on_no_list_may_not_be_written(connection):
    names = ["cells", *COLUMNS]
    calls = [f"SELECT {name}(x) FROM cells" for name, _ in other_functions()]  # noqa: S608 - SQL is the subject

    assert [c for c in calls if not refusal_of_written(connection, c, names)] == []


@pytest.mark.parametrize("arguments", ["", "'/etc/passwd'", "'x', 'y'", "1, 2"])
def test_no_function_stands_for_a_table(connection, arguments):
    rows = connection.execute("SELECT DISTINCT function_name FROM duckdb_functions()")
    names = sorted(name for (name,) in rows.fetchall() if re.fullmatch(r"\w+", name))
    calls = [f"SELECT count(*) FROM {name}({arguments})" for name in names]  # noqa: S608 - SQL is the subject

    assert "read_csv" in names
    assert "glob" in names
    assert [c for c in calls if passes_the_first_gate(c)] == []
    assert [c for c in calls if not refusal(connection, c, ["cells"], COLUMNS)] == []


def function_names(value):
    if isinstance(value, dict):
        if "function_name" in value:
            yield value["function_name"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from function_names(item)


def engine_names(connection, text):
    row = connection.execute("SELECT json_serialize_sql(?)", [text]).fetchone()
    tree = json.loads(row[0])
    assert not tree["error"], tree
    return set(function_names(tree))


@pytest.mark.parametrize("expression", [e for e in EXPRESSIONS if e])
def test_an_allowed_function_runs_and_passes_both_gates(connection, expression):
    query = parse_query(f"SELECT {expression} FROM cells")  # noqa: S608 - SQL is the subject
    text = query.tree.sql("duckdb")

    assert connection.execute(text).fetchall()
    assert refusal(connection, text, ["cells"], COLUMNS) is None
    written = f"SELECT {expression} FROM cells"  # noqa: S608 - SQL is the subject
    assert refusal_of_written(connection, written, ["cells", *COLUMNS]) is None


def test_every_allowed_name_is_tried(connection):
    seen = set()
    for expression in filter(None, EXPRESSIONS):
        written = f"SELECT {expression} FROM cells"  # noqa: S608 - SQL is the subject
        seen |= engine_names(connection, written)
        seen |= engine_names(connection, parse_query(written).tree.sql("duckdb"))

    assert ALLOWED_FUNCTIONS - seen == set()


def test_the_engine_knows_every_allowed_name(connection):
    rows = connection.execute("SELECT DISTINCT function_name FROM duckdb_functions()")
    known = {name for (name,) in rows.fetchall()}

    assert known >= ALLOWED_FUNCTIONS


def test_no_allowed_function_makes_rows_or_touches_the_world(connection):
    rows = connection.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() "
        "WHERE function_type IN ('table', 'table_macro', 'pragma') OR has_side_effects"
    )
    doubtful = {name for (name,) in rows.fetchall()}

    assert not ALLOWED_FUNCTIONS & doubtful
    assert not NAMES & doubtful


def test_the_parser_knows_every_allowed_class():
    assert all(issubclass(getattr(exp, name), exp.Expr) for name in NODES)


def test_the_list_is_read_without_the_parser():
    script = (
        "import sys; from verifier.query.allowed import ALLOWED_FUNCTIONS; "
        "sys.exit('sqlglot' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], check=False)  # noqa: S603 - our own interpreter and text

    assert done.returncode == 0


def test_public_names_are_found_when_asked_for():
    assert all(getattr(verifier.query, name) for name in verifier.query.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = verifier.query.nonsense
