"""What SELECTs do with their cells, worked by hand."""

from __future__ import annotations

import pytest

WON = "[D2:D7 = won]"


def shown(use) -> str:
    """Returns a use in short: `sum E2:E7 [D2:D7 = won] numerator`."""
    criteria = "".join(
        f" [{c.part}{' ' if c.part else ''}{c.cells.local} {c.operator} "
        f"{'|'.join(c.values) or '?'}]"
        for c in use.criteria
    )
    cells = ",".join(cells.local for cells in use.cells)
    once = " once" if use.deduplicates else ""
    side = "" if use.side == "whole" else f" {use.side}"
    return f"{use.statistic} {cells}{once}{criteria}{side}".replace("  ", " ")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT sum(amount) FROM deals", ["sum E2:E7"]),
        ("SELECT avg(cost) FROM deals WHERE stage = 'won'", [f"mean F2:F7 {WON}"]),
        ("SELECT median(cost) FROM deals", ["median F2:F7"]),
        ("SELECT quantile_cont(cost, 0.5) FROM deals", ["median F2:F7"]),
        ("SELECT quantile_cont(cost, 0.9) FROM deals", ["quantile F2:F7"]),
        ("SELECT count(*) FROM deals WHERE stage = 'won'", [f"count {WON}"]),
        ("SELECT count(DISTINCT rep) FROM deals", ["distinct count B2:B7 once"]),
        (
            "SELECT count(*) FROM (SELECT DISTINCT rep FROM deals)",
            ["count once"],
        ),
        (
            "SELECT count(*) FILTER (WHERE stage = 'won') / count(*) FROM deals",
            [f"count {WON} numerator", "count denominator"],
        ),
        (
            "SELECT avg(CASE WHEN stage = 'won' THEN 1 ELSE 0 END) FROM deals",
            [f"count {WON} numerator", "count denominator"],
        ),
        (
            "SELECT avg(CASE stage WHEN 'won' THEN 1.0 ELSE 0 END) FROM deals",
            [f"count {WON} numerator", "count denominator"],
        ),
        (
            "SELECT sum(CASE stage WHEN 'won' THEN amount END) FROM deals",
            [f"sum E2:E7 {WON}"],
        ),
        (
            "SELECT sum(CASE WHEN stage = 'won' THEN amount END) FROM deals",
            [f"sum E2:E7 {WON}"],
        ),
        ("SELECT sum((stage = 'won')::INT) FROM deals", [f"count {WON}"]),
        (
            "SELECT sum(amount) FROM deals WHERE region IN ('EMEA', 'APAC')",
            ["sum E2:E7 [C2:C7 = EMEA|APAC]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE region = 'EMEA' OR region = 'APAC'",
            ["sum E2:E7 [C2:C7 = EMEA|APAC]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE region NOT LIKE 'E%'",
            ["sum E2:E7 [C2:C7 not like E%]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE NOT region ILIKE 'E%'",
            ["sum E2:E7 [C2:C7 not like E%]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE amount NOT BETWEEN 1 AND 5",
            ["sum E2:E7 [E2:E7 >= ?] [E2:E7 <= ?]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE NOT region = 'EMEA'",
            ["sum E2:E7 [C2:C7 <> EMEA]"],
        ),
        (
            (
                "SELECT sum(amount) FROM deals WHERE closed >= DATE '2025-07-01' "
                "AND closed < '2025-10-01'"
            ),
            ["sum E2:E7 [G2:G7 >= 2025-07-01] [G2:G7 < 2025-10-01]"],
        ),
        (
            (
                "SELECT sum(amount) FROM deals WHERE closed BETWEEN '2025-07-01' "
                "AND '2025-09-30'"
            ),
            ["sum E2:E7 [G2:G7 >= 2025-07-01] [G2:G7 <= 2025-09-30]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE month(closed) = 7",
            ["sum E2:E7 [month G2:G7 = 7]"],
        ),
        (
            "SELECT sum(amount) FROM deals WHERE 50 < cost",
            ["sum E2:E7 [F2:F7 > 50]"],
        ),
        (
            (
                "WITH w AS (SELECT * FROM deals WHERE stage = 'won') "
                "SELECT sum(amount) FROM w WHERE region = 'EMEA'"
            ),
            [f"sum E2:E7 [C2:C7 = EMEA] {WON}"],
        ),
        (
            (
                "SELECT (SELECT sum(amount) FROM deals WHERE region = 'EMEA') / "
                "(SELECT sum(amount) FROM deals)"
            ),
            ["sum E2:E7 [C2:C7 = EMEA] numerator", "sum E2:E7 denominator"],
        ),
        (
            "SELECT max(amount) - min(amount) FROM deals",
            ["maximum E2:E7 minuend", "minimum E2:E7 subtrahend"],
        ),
        ("SELECT amount FROM deals WHERE id = 3", ["cell E2:E7 [A2:A7 = 3]"]),
        (
            "SELECT round(100.0 * sum(amount) / nullif(sum(cost), 0), 1) FROM deals",
            ["sum E2:E7 numerator", "sum F2:F7 denominator"],
        ),
        (
            (
                "SELECT avg(total) FROM (SELECT rep, sum(amount) AS total FROM deals "
                "GROUP BY rep)"
            ),
            ["mean E2:E7 once"],
        ),
    ],
)
def test_what_a_select_does(deals, sql, expected):
    uses = deals.compile(sql).traits.uses
    assert [shown(use) for use in uses] == expected


def test_headers_name_what_is_measured_and_compared(deals):
    sql = "SELECT sum(amount) FROM deals WHERE stage = 'won'"
    (use,) = deals.compile(sql).traits.uses
    assert use.headers == ("amount",)
    assert [c.header for c in use.criteria] == ["stage"]


MONTHS = (
    "WITH m AS (SELECT month(closed) AS mo, sum(amount) / sum(cost) AS x FROM deals "
    "GROUP BY 1) "
)
APRIL, JULY = "[month G2:G7 = 4]", "[month G2:G7 = 7]"
OF_APRIL = [f"sum E2:E7 {APRIL} denominator", f"sum F2:F7 {APRIL} denominator"]
OF_JULY = [f"sum E2:E7 {JULY} numerator", f"sum F2:F7 {JULY} numerator"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            "SELECT (SELECT x FROM m WHERE mo = 7) / (SELECT x FROM m WHERE mo = 4)",
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT max(CASE WHEN mo = 7 THEN x END) / "
                "max(CASE WHEN mo = 4 THEN x END) FROM m"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT max(x) FILTER (WHERE mo = 7) / "
                "any_value(x) FILTER (WHERE mo = 4) FROM m"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT a.x / b.x FROM m AS a JOIN m AS b ON b.mo = a.mo - 3 "
                "WHERE a.mo = 7"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT b.x / a.x FROM m AS a JOIN m AS b ON a.mo + 3 = b.mo "
                "WHERE a.mo = 4"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT a.x / b.x FROM m AS a JOIN m AS b ON a.x = b.x "
                "WHERE a.mo = 7 AND b.mo = 4"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT x / before FROM (SELECT mo, x, lag(x, 3) OVER (ORDER BY mo) "
                "AS before FROM m) WHERE mo = 7"
            ),
            OF_JULY + OF_APRIL,
        ),
        (
            (
                "SELECT before / x FROM (SELECT mo, x, lead(x, 3) OVER (ORDER BY mo) "
                "AS before FROM m) WHERE mo = 4"
            ),
            OF_JULY + OF_APRIL,
        ),
        ("SELECT max(x) FROM m", ["maximum E2:E7,F2:F7 once"]),
        ("SELECT avg(x) FROM m WHERE mo > 4", None),
    ],
)
def test_a_part_of_what_is_grouped_has_the_rows_of_its_group(deals, sql, expected):
    uses = deals.compile(MONTHS + sql).traits.uses
    if expected is None:
        assert [use.criteria[0].part for use in uses] == ["month"]
    else:
        assert [shown(use) for use in uses] == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            (
                "SELECT total FROM (SELECT region, sum(amount) AS total FROM deals "
                "GROUP BY region) WHERE region = 'EMEA'"
            ),
            ["sum E2:E7 [C2:C7 = EMEA]"],
        ),
        (
            (
                "WITH h AS (SELECT CASE WHEN closed < DATE '2025-07-01' THEN 'first' "
                "ELSE 'second' END AS half, sum(amount) AS s FROM deals GROUP BY half) "
                "SELECT "
                "(SELECT s FROM h WHERE half = 'second') - "
                "(SELECT s FROM h WHERE half = 'first')"
            ),
            [
                "sum E2:E7 [G2:G7 >= 2025-07-01] minuend",
                "sum E2:E7 [G2:G7 < 2025-07-01] subtrahend",
            ],
        ),
        (
            (
                "SELECT s FROM (SELECT CASE WHEN cost < 20 THEN 'low' WHEN cost < 80 "
                "THEN 'middle' ELSE 'high' END AS tier, sum(amount) AS s FROM deals "
                "GROUP BY 1) WHERE tier = 'middle'"
            ),
            ["sum E2:E7 [F2:F7 >= 20] [F2:F7 < 80]"],
        ),
        (
            (
                "SELECT s FROM (SELECT CASE WHEN cost < 20 AND stage = 'won' THEN "
                "'low' ELSE 'high' END AS tier, sum(amount) AS s FROM deals "
                "GROUP BY 1) WHERE tier = 'high'"
            ),
            ["sum E2:E7"],
        ),
        (
            (
                "WITH g AS (SELECT region, sum(amount) AS s FROM deals WHERE stage = "
                "'won' GROUP BY region), n AS (SELECT region, s AS renamed FROM g) "
                "SELECT (SELECT renamed FROM n WHERE region = 'EMEA') / "
                "(SELECT sum(renamed) FROM n)"
            ),
            [
                f"sum E2:E7 [C2:C7 = EMEA] {WON} numerator",
                f"sum E2:E7 {WON} denominator",
            ],
        ),
        (
            "SELECT amount FROM (SELECT amount, stage FROM deals) WHERE stage = 'won'",
            [f"cell E2:E7 {WON}"],
        ),
        (
            (
                "SELECT count(*) FROM (SELECT rep, sum(amount) AS s FROM deals "
                "GROUP BY rep) WHERE s > 100"
            ),
            ["count once [E2:E7 > 100]"],
        ),
    ],
)
def test_criteria_on_a_column_of_a_subquery_are_those_of_its_cells(
    deals, sql, expected
):
    assert [shown(use) for use in deals.compile(sql).traits.uses] == expected


FIRST_OF_EACH = "row_number() OVER (PARTITION BY id ORDER BY closed DESC)"


@pytest.mark.parametrize(
    ("sql", "is_once"),
    [
        (
            ("SELECT sum(amount) FROM (SELECT * FROM deals QUALIFY FIRST_OF_EACH = 1)"),
            True,
        ),
        (
            (
                "WITH n AS (SELECT *, FIRST_OF_EACH AS rn FROM deals) "
                "SELECT sum(amount) FROM n WHERE rn = 1"
            ),
            True,
        ),
        (
            (
                "WITH n AS (SELECT *, FIRST_OF_EACH AS rn FROM deals), "
                "once AS (SELECT * FROM n WHERE stage = 'won' AND (1 >= rn)), "
                "won AS (SELECT * FROM once WHERE region = 'EMEA') "
                "SELECT sum(amount) FROM won"
            ),
            True,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT amount, "
                "FIRST_OF_EACH < 2 AS is_first FROM deals) WHERE is_first"
            ),
            True,
        ),
        (
            (
                "SELECT sum(amount) FILTER (WHERE rn = 1) FROM (SELECT amount, "
                "FIRST_OF_EACH AS rn FROM deals)"
            ),
            True,
        ),
        (
            (
                "SELECT sum(CASE WHEN rn = 1 THEN amount END) FROM (SELECT amount, "
                "FIRST_OF_EACH AS rn FROM deals)"
            ),
            True,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT * FROM deals QUALIFY row_number() "
                "OVER w = 1 WINDOW w AS (PARTITION BY id ORDER BY closed))"
            ),
            True,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT *, FIRST_OF_EACH AS rn FROM deals) "
                "WHERE rn <= 2"
            ),
            False,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT *, FIRST_OF_EACH AS rn FROM deals) "
                "WHERE rn = 1 OR stage = 'won'"
            ),
            False,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT * FROM deals "
                "QUALIFY row_number() OVER (ORDER BY closed) = 1)"
            ),
            False,
        ),
        (
            (
                "SELECT sum(amount) FROM (SELECT * FROM deals "
                "QUALIFY rank() OVER (PARTITION BY rep ORDER BY closed) = 1)"
            ),
            False,
        ),
        (
            (
                "WITH once AS (SELECT DISTINCT id, amount, stage FROM deals), "
                "won AS (SELECT * FROM once WHERE stage = 'won') "
                "SELECT sum(amount) FROM won"
            ),
            True,
        ),
    ],
)
def test_the_first_row_of_each_key_is_counted_once(deals, sql, is_once):
    written = sql.replace("FIRST_OF_EACH", FIRST_OF_EACH)
    (use,) = deals.compile(written).traits.uses
    assert use.deduplicates is is_once
