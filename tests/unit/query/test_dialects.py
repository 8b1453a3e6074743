"""Statements in other dialects: what they give there, worked by hand, or a refusal.

The sheet: amount 100.50, 200.25, 300.00, 50.75, 400.00, none; cost 40, 80, 90, 20, 100,
10; region EMEA, EMEA, APAC, APAC, AMER, AMER; closed 10 January, 11 February, 1 and 30
April, 4 July and 31 December 2025.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verifier.errors import QueryRefused
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from tests.unit.query.conftest import Bench

# dialect, what stands between SELECT and FROM deals, what follows, the value there
VALUES = (
    ("postgres", "sum(cost) * 1.0 / count(*)", "", 340 / 6),
    ("postgres", "sum(amount) / count(*)", "", 1051.5 / 6),
    ("postgres", "sum(cost) FILTER (WHERE region = 'EMEA')", "", 120),
    ("postgres", "count(*)", "WHERE region = 'emea'", 0),
    ("postgres", "count(*)", "WHERE region ILIKE 'emea'", 2),
    ("postgres", "percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)", "", 200.25),
    ("postgres", "percentile_cont(0.25) WITHIN GROUP (ORDER BY cost)", "", 25),
    ("postgres", "percentile_disc(0.5) WITHIN GROUP (ORDER BY cost)", "", 40),
    ("postgres", "max(closed) - min(closed)", "", 355),
    ("postgres", "max(extract(dow FROM closed))", "", 5),
    ("postgres", "max(cost::float) / 3", "", 100 / 3),
    ("postgres", "max(cost) ^ 2", "", 10_000),
    ("postgres", "log(max(cost))", "", 2),
    ("postgres", "amount", "ORDER BY amount DESC LIMIT 1 OFFSET 1", 400),
    ("postgres", "amount", "ORDER BY amount LIMIT 1", 50.75),
    ("postgres", "round(sum(cost)::numeric / count(*), 2)", "", 56.67),
    ("bigquery", "sum(cast(amount AS numeric))", "", 1051.5),
    ("redshift", "datediff(day, min(closed), max(closed))", "", 355),
    ("redshift", "median(amount)", "", 200.25),
    ("redshift", "sum(nvl(amount, 0)) / 2.0", "", 525.75),
    ("bigquery", "safe_divide(sum(cost), count(*) - 6)", "", None),
    ("bigquery", "safe_divide(sum(cost), count(*))", "", 340 / 6),
    ("bigquery", "sum(cost) / count(*)", "", 340 / 6),
    ("bigquery", "countif(amount > 100)", "", 4),
    ("bigquery", "div(sum(cost), count(*))", "", 56),
    ("bigquery", "date_diff(max(closed), min(closed), MONTH)", "", 11),
    ("bigquery", "max(date_trunc(closed, MONTH))", "WHERE cost = 90", "2025-04-01"),
    ("bigquery", "max(date_trunc(closed, ISOWEEK))", "WHERE cost = 90", "2025-03-31"),
    ("bigquery", "log(max(cost), 10)", "", 2),
    ("bigquery", "sum(if(amount > 100, cost, 0))", "", 310),
    ("snowflake", "div0(sum(cost), count(*) - 6)", "", 0),
    ("snowflake", "sum(iff(region = 'EMEA', cost, 0))", "", 120),
    ("snowflake", "sum(cost) / count(*)", "", 340 / 6),
    ("snowflake", "sum(zeroifnull(amount))", "", 1051.5),
    ("snowflake", "datediff(month, min(closed), max(closed))", "", 11),
    ("snowflake", "count_if(amount > 100)", "", 4),
    ("snowflake", "median(amount)", "", 200.25),
    (
        "snowflake",
        "cost",
        "QUALIFY row_number() OVER (ORDER BY amount DESC NULLS LAST) = 1",
        100,
    ),
    ("spark", "percentile(cost, 0.25)", "", 25),
    ("spark", "sum(cost) / count(*)", "", 340 / 6),
    ("spark", "sum(cost) / (count(*) - 6)", "", None),
    ("spark", "sum(cost) div count(*)", "", 56),
    ("spark", "cast(max(amount) / 3 AS int)", "", 133),
    ("spark", "cast(min(amount) AS int)", "", 50),
    ("spark", "datediff(max(closed), min(closed))", "", 355),
    ("spark", "sum(nvl(amount, 0))", "", 1051.5),
    ("spark", "log(exp(2)) * count(*)", "", 12),
    ("tsql", "TOP 1 cost", "ORDER BY cost DESC", 100),
    ("tsql", "sum(cost) * 1.0 / count(*)", "", 340 / 6),
    ("tsql", "cast(min(amount) AS int)", "", 50),
    ("tsql", "cast(max(cost) AS float) / 3", "", 100 / 3),
    ("tsql", "sum(isnull(amount, 0))", "", 1051.5),
    ("tsql", "sum(iif(region = 'emea', cost, 0))", "", 120),
    ("tsql", "count(*)", "WHERE region IN ('emea ', 'Apac')", 4),
    ("tsql", "count(*)", "WHERE region LIKE 'em%'", 2),
    ("tsql", "datediff(month, min(closed), max(closed))", "", 11),
    ("tsql", "avg(1.0 * cost)", "", 340 / 6),
    ("tsql", "stdev(cost)", "", (22_000 / 3 / 5) ** 0.5),
    ("mysql", "sum(cost) / count(*)", "", 340 / 6),
    ("mysql", "sum(cost) / (count(*) - 6)", "", None),
    ("mysql", "sum(cost) DIV count(*)", "", 56),
    ("mysql", "sum(region = 'emea')", "", 2),
    ("mysql", "count(*)", "WHERE region <> 'Emea'", 4),
    ("mysql", "count(*)", "WHERE region LIKE 'em%'", 2),
    ("mysql", "stddev(cost)", "", (22_000 / 3 / 6) ** 0.5),
    ("mysql", "stddev_samp(cost)", "", (22_000 / 3 / 5) ** 0.5),
    ("mysql", "datediff(max(closed), min(closed))", "", 355),
    ("mysql", "sum(if(amount > 100, cost, 0))", "", 310),
    ("mysql", "log(exp(2)) * count(*)", "", 12),
    ("postgres", "count(*)", "WHERE to_char(closed, 'YYYY-MM') = '2025-04'", 2),
    ("postgres", "count(*)", "WHERE to_char(closed, 'YYYY-\"Q\"Q') = '2025-Q2'", 2),
    ("postgres", "count(*)", "WHERE to_char(closed, 'Mon YYYY') = 'Apr 2025'", 2),
    ("postgres", "count(*)", "WHERE to_char(closed, 'Q') = '2'", 2),
    ("postgres", "count(*)", "WHERE to_char(closed, 'IYYY-IW') = '2025-14'", 1),
    ("redshift", "count(*)", "WHERE to_char(closed, 'DD.MM.YYYY') = '30.04.2025'", 1),
    ("oracle", "count(*)", "WHERE to_char(closed, 'YYYY-MM') = '2025-04'", 2),
    ("oracle", "count(*)", "WHERE to_char(closed, 'YYYY-\"Q\"Q') = '2025-Q2'", 2),
    ("snowflake", "count(*)", "WHERE to_char(closed, 'YYYY-MM-DD') = '2025-04-30'", 1),
    ("spark", "count(*)", "WHERE date_format(closed, 'yyyy-MM') = '2025-04'", 2),
    ("spark", "count(*)", "WHERE date_format(closed, \"yyyy-'Q'Q\") = '2025-Q2'", 2),
    ("databricks", "count_if(amount > 100)", "", 4),
    ("postgresql", "count(*)", "WHERE region = 'emea'", 0),
    ("clickhouse", "sumIf(cost, region = 'EMEA')", "", 120),
    ("clickhouse", "sumIf(cost, region = 'none')", "", 0),
    ("clickhouse", "avgIf(cost, region = 'APAC')", "", 55),
    (
        "clickhouse",
        "minIf(cost, region = 'AMER') + maxIf(cost, region = 'AMER')",
        "",
        110,
    ),
    ("clickhouse", "uniqExact(region)", "", 3),
    ("postgres", "count(*)", "WHERE to_char(closed, 'FMMM') = '4'", 2),
    (
        "snowflake",
        "ratio_to_report(sum(cost)) OVER ()",
        "GROUP BY region QUALIFY row_number() OVER (ORDER BY sum(cost) DESC) = 1",
        120 / 340,
    ),
    ("clickhouse", "uniqExactIf(region, cost > 30)", "", 3),
    ("clickhouse", "sum(cost)", "WHERE toYYYYMM(closed) = 202504", 110),
    (
        "clickhouse",
        "sum(cost)",
        "WHERE toYear(closed) = 2025 AND toMonth(closed) = 1",
        40,
    ),
    ("clickhouse", "sum(cost)", "WHERE toQuarter(closed) = 2", 110),
    ("clickhouse", "countIf(amount > 100)", "", 4),
    ("clickhouse", "sum(cost) / count(*)", "", 340 / 6),
    ("clickhouse", "sum(if(amount > 100, cost, 0))", "", 310),
    ("sqlite", "sum(cost) * 1.0 / count(*)", "", 340 / 6),
    ("sqlite", "count(*)", "WHERE region LIKE 'emea'", 2),
    ("sqlite", "count(*)", "WHERE region = 'emea'", 0),
    ("sqlite", "cast(min(amount) AS integer)", "", 50),
    ("sqlite", "sum(iif(amount > 100, cost, 0))", "", 310),
    ("oracle", "sum(cost) / count(*)", "", 340 / 6),
    ("oracle", "sum(nvl(amount, 0))", "", 1051.5),
    ("oracle", "sum(decode(region, 'EMEA', cost, 0))", "", 120),
    ("oracle", "median(amount)", "", 200.25),
    ("oracle", "max(closed) - min(closed)", "", 355),
    ("oracle", "log(10, max(cost))", "", 2),
)
# dialect, statement, words of the refusal
REFUSED = (
    ("postgres", "SELECT sum(cost) / count(*) FROM deals", "whole numbers"),
    ("postgres", "SELECT max(cost) / 3 FROM deals", "whole numbers"),
    ("postgres", "SELECT mode() WITHIN GROUP (ORDER BY cost) FROM deals", "mode"),
    ("redshift", "SELECT sum(cost) / count(*) FROM deals", "whole numbers"),
    ("redshift", "SELECT avg(cost) FROM deals", "whole numbers"),
    ("redshift", "SELECT approximate count(distinct rep) FROM deals", "Approx"),
    ("bigquery", "SELECT max(date_trunc(closed, WEEK)) FROM deals", "week"),
    ("bigquery", "SELECT max(date_trunc(closed, WEEK(MONDAY))) FROM deals", "week"),
    ("bigquery", "SELECT max(extract(WEEK FROM closed)) FROM deals", "week"),
    ("bigquery", "SELECT max(extract(DAYOFWEEK FROM closed)) FROM deals", "week"),
    ("mysql", "SELECT sum(cast(amount AS decimal)) FROM deals", "DECIMAL"),
    ("bigquery", "SELECT approx_count_distinct(rep) FROM deals", "Approx"),
    ("bigquery", "SELECT max(closed) - min(closed) FROM deals", "dates"),
    ("snowflake", "SELECT approx_percentile(cost, 0.5) FROM deals", "approximate"),
    ("spark", "SELECT percentile_approx(cost, 0.5) FROM deals", "approximate"),
    ("spark", "SELECT max(dayofweek(closed)) FROM deals", "week"),
    ("spark", "SELECT sum(cast(amount AS decimal)) FROM deals", "DECIMAL"),
    ("tsql", "SELECT avg(cost) FROM deals", "whole numbers"),
    ("tsql", "SELECT sum(cost) / count(*) FROM deals", "whole numbers"),
    ("tsql", "SELECT datediff(week, min(closed), max(closed)) FROM deals", "week"),
    ("tsql", "SELECT max(datepart(weekday, closed)) FROM deals", "week"),
    ("tsql", "SELECT count(DISTINCT rep) FROM deals", "without case"),
    ("tsql", "SELECT TOP 10 PERCENT cost FROM deals ORDER BY cost", "PERCENT"),
    ("tsql", "SELECT TOP 1 WITH TIES cost FROM deals ORDER BY cost", "TIES"),
    ("mysql", "SELECT max(week(closed)) FROM deals", "week"),
    ("mysql", "SELECT max(closed) - min(closed) FROM deals", "dates"),
    ("mysql", "SELECT count(DISTINCT region) FROM deals", "without case"),
    ("mysql", "SELECT count(*) FROM deals WHERE rep = stage", "without case"),
    ("mysql", "SELECT sum(length(rep)) FROM deals", "LENGTH"),
    (
        "postgres",
        "SELECT count(*) FROM deals WHERE to_char(closed, 'Day') = 'x'",
        "date f",
    ),
    (
        "postgres",
        "SELECT count(*) FROM deals WHERE to_char(closed, 'Month') = 'x'",
        "format",
    ),
    (
        "spark",
        "SELECT count(*) FROM deals WHERE date_format(closed, 'yyyy-QQ') = 'x'",
        "format",
    ),
    (
        "oracle",
        "SELECT count(*) FROM deals WHERE to_char(closed, 'WW') = '1'",
        "format",
    ),
    (
        "snowflake",
        "SELECT count(*) FROM deals WHERE to_char(closed, 'DY') = 'x'",
        "format",
    ),
    ("clickhouse", "SELECT avgOrNull(cost) FROM deals", "function"),
    ("clickhouse", "SELECT quantile(0.5)(cost) FROM deals", "quantile"),
    ("clickhouse", "SELECT median(cost) FROM deals", "quantile"),
    ("clickhouse", "SELECT uniq(rep) FROM deals", "Approx"),
    ("clickhouse", "SELECT round(avg(cost), 1) FROM deals", "ROUND"),
    ("sqlite", "SELECT sum(cost) / count(*) FROM deals", "whole numbers"),
    ("sqlite", "SELECT max(closed) - min(closed) FROM deals", "dates"),
    ("oracle", "SELECT count(*) FROM deals WHERE note = ''", "empty"),
    (
        "oracle",
        "SELECT cost FROM deals ORDER BY cost FETCH FIRST 1 ROWS WITH TIES",
        "TIES",
    ),
)


@pytest.mark.parametrize(("dialect", "what", "rest", "expected"), VALUES)
def test_a_statement_gives_what_its_dialect_gives(
    deals: Bench, dialect: str, what: str, rest: str, expected: object
) -> None:
    compiled = deals.compile(f"-- dialect: {dialect}\nSELECT {what} FROM deals {rest}")
    written = compiled.sql(Trial.WRITTEN) or compiled.sql(Trial.VALUE)
    got = deals.run(written)
    if isinstance(expected, int | float):
        assert float(got) == pytest.approx(expected, rel=1e-12)
    else:
        assert (got if got is None else str(got)[:10]) == expected


@pytest.mark.parametrize(("dialect", "text", "words"), REFUSED)
def test_what_would_mean_something_else_is_refused(
    deals: Bench, dialect: str, text: str, words: str
) -> None:
    with pytest.raises(QueryRefused, match=f"(?i){words}"):
        deals.compile(f"-- dialect: {dialect}\n{text}")
