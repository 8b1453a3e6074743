"""What each trial takes away, run on the hand-made sheet."""

from __future__ import annotations

import pytest

from verifier.model.plan import Trial

D = Trial  # short in the tables below


def outer(compiled, trial):
    """Returns the SELECT behind the sheet's own CTE, in one line."""
    text = compiled.sql(trial)
    return None if text is None else " ".join(text.split()).rpartition(") SELECT ")[2]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("round(sum(cost) / 7, 2)", "SUM(cost) / 7"),
        ("ROUND(SUM(cost))", "SUM(cost)"),
        ("floor(avg(cost))", "AVG(cost)"),
        ("ceiling(avg(cost))", "AVG(cost)"),
        ("trunc(avg(cost))", "AVG(cost)"),
        ("round_even(avg(cost), 1)", "AVG(cost)"),
        ("avg(cost)::INT", "AVG(cost)"),
        ("CAST(avg(cost) AS DECIMAL(18, 1))", "AVG(cost)"),
        ("CAST(avg(cost) AS VARCHAR)", "AVG(cost)"),
        ("TRY_CAST(avg(cost) AS BIGINT)", "AVG(cost)"),
        ("printf('%.1f', avg(cost))", "AVG(cost)"),
        ("format('{:.1f}', avg(cost))", "AVG(cost)"),
        ("round(floor(avg(cost)), 1)", "AVG(cost)"),
        ("round(avg(cost), 1)::DOUBLE", "AVG(cost)"),
        ("(round(avg(cost), 1))", "(AVG(cost))"),
        ("round(avg(cost), 1) AS share", "AVG(cost) AS share"),
        ("(SELECT round(avg(cost), 1) FROM deals)", "(SELECT AVG(cost) FROM deals )"),
        ("sum(cost) // 7", "SUM(cost) / 7"),
    ],
)
def test_an_outermost_rounding_is_removed(deals, written, value):
    compiled = deals.compile(f"SELECT {written} FROM deals")  # noqa: S608 - SQL is the subject

    assert value.replace(" ", "") in compiled.sql(D.VALUE).replace(" ", "").replace(
        "\n", ""
    )
    assert "ROUND" not in compiled.sql(D.VALUE)
    assert compiled.sql(D.WRITTEN) != compiled.sql(D.VALUE)
    assert compiled.sql(D.UNROUNDED) is None
    assert compiled.traits.rounds


@pytest.mark.parametrize(
    "written",
    [
        "sum(cost)",
        "avg(cost)::DOUBLE",
        "count(*)",
        "max(note)::INT",
        "max(rep)",
        "round(avg(cost)) * 2",
    ],
)
def test_no_outermost_rounding_no_written_trial(deals, written):
    compiled = deals.compile(f"SELECT {written} FROM deals WHERE id = 2")  # noqa: S608 - SQL is the subject

    assert compiled.sql(D.WRITTEN) is None
    assert not compiled.traits.rounds


def test_rounding_in_a_subquery_is_outermost_too(deals):
    sql = (
        "WITH t AS (SELECT round(avg(cost), 0) AS a FROM deals), "
        "u AS (SELECT a AS b FROM t) SELECT b FROM u"
    )

    assert deals.value(sql) == pytest.approx(340 / 6)
    assert deals.value(sql, trial=D.WRITTEN) == 57


@pytest.mark.parametrize(
    ("sql", "value", "unrounded"),
    [
        ("SELECT round(avg(cost)) * 2 FROM deals", 114, 340 / 3),
        ("SELECT sum(round(amount)) FROM deals", 1052, 1051.5),
        ("SELECT round(sum(round(amount)) / 2, 1) FROM deals", 526, 525.75),
        ("SELECT sum(amount::INT) FROM deals", 1052, 1051.5),
        ("SELECT -round(avg(cost)) FROM deals", -57, -340 / 6),
    ],
)
def test_inner_roundings_are_removed_in_a_trial_of_their_own(
    deals, sql, value, unrounded
):
    assert float(deals.value(sql)) == pytest.approx(value)
    assert float(deals.value(sql, trial=D.UNROUNDED)) == pytest.approx(unrounded)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(cost) FROM deals WHERE round(amount) = 300",
        "SELECT sum(cost) FROM deals WHERE number(note)::INT = 7",
        (
            "SELECT max(n) FROM (SELECT floor(cost / 50) AS b, count(*) "
            "AS n FROM deals GROUP BY b)"
        ),
        (
            "SELECT max(n) FROM (SELECT floor(cost / 50) AS b, count(*) "
            "AS n FROM deals GROUP BY 1)"
        ),
        (
            "SELECT max(n) FROM (SELECT floor(cost / 50) AS b, count(*) "
            "AS n FROM deals GROUP BY ALL)"
        ),
        "SELECT sum(CASE WHEN round(amount) > 100 THEN cost END) FROM deals",
        "SELECT sum(note::INT) FROM deals WHERE note = '7'",
    ],
)
def test_roundings_that_choose_rows_or_groups_stay(deals, sql):
    assert deals.compile(sql).sql(D.UNROUNDED) is None


@pytest.mark.parametrize(
    ("sql", "value", "unguarded"),
    [
        ("SELECT coalesce(sum(cost) FILTER (WHERE id > 9), 5) FROM deals", 5, None),
        ("SELECT ifnull(sum(cost), 5) FROM deals", 340, 340),
        ("SELECT avg(coalesce(amount, 0)) FROM deals", 175.25, 210.3),
        (
            "SELECT sum(coalesce(TRY(cost / (id - 1)), 0)) FROM deals WHERE id > 1",
            476 / 3,
            476 / 3,
        ),
    ],
)
def test_fallbacks_are_removed_in_a_trial_of_their_own(deals, sql, value, unguarded):
    assert deals.value(sql) == pytest.approx(value)
    assert deals.value(sql, trial=D.UNGUARDED) == (
        None if unguarded is None else pytest.approx(unguarded)
    )


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(amount) / nullif(sum(cost), 0) FROM deals",
        "SELECT CASE WHEN sum(cost) = 0 THEN NULL ELSE sum(amount) END FROM deals",
        "SELECT sum(cost) FROM deals WHERE coalesce(note, '') <> 'a'",
    ],
)
def test_guards_of_denominators_and_conditions_stay(deals, sql):
    assert deals.compile(sql).sql(D.UNGUARDED) is None


@pytest.mark.parametrize(
    ("sql", "value", "altered"),
    [
        (
            "SELECT CASE WHEN count(*) > 3 THEN 42 ELSE 0 END FROM deals",
            42,
            42 * 1.37 + 11,
        ),
        ("SELECT if(count(*) > 9, 1, 100) FROM deals", 100, 148),
        ("SELECT coalesce(sum(cost) FILTER (WHERE id > 9), 5) FROM deals", 5, 17.85),
        (
            "SELECT CASE WHEN count(*) < 3 THEN 42 ELSE sum(cost) END FROM deals",
            340,
            340,
        ),
        ("SELECT greatest(sum(cost), 1000) FROM deals", 1000, 1381),
        (
            (
                "SELECT x FROM (SELECT CASE WHEN count(*) > 3 THEN 42 ELSE 0 "
                "END AS x FROM deals)"
            ),
            42,
            68.54,
        ),
    ],
)
def test_numbers_that_are_whole_branches_are_altered(deals, sql, value, altered):
    assert float(deals.value(sql)) == pytest.approx(value)
    assert float(deals.value(sql, trial=D.REBRANCHED)) == pytest.approx(altered)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(CASE WHEN stage = 'won' THEN 1 ELSE 0 END) FROM deals",
        (
            "SELECT sum(x) FROM (SELECT CASE WHEN stage = 'won' THEN 1 "
            "ELSE 0 END AS x FROM deals)"
        ),
        "SELECT sum(coalesce(amount, 0)) FROM deals",
        "SELECT CASE WHEN count(*) > 3 THEN sum(cost) END FROM deals",
    ],
)
def test_numbers_that_are_added_up_are_no_literal_branches(deals, sql):
    assert deals.compile(sql).sql(D.REBRANCHED) is None


@pytest.mark.parametrize(
    ("sql", "value", "signed"),
    [
        ("SELECT abs(min(cost) - max(cost)) FROM deals", 90, -90),
        ("SELECT round(abs(min(cost) - max(cost)), 1) FROM deals", 90, -90),
        ("SELECT abs(min(cost) - max(cost)) * 100 FROM deals", 9000, -9000),
        ("SELECT a FROM (SELECT abs(-sum(cost)) AS a FROM deals)", 340, -340),
    ],
)
def test_an_outermost_abs_is_removed_in_a_trial_of_its_own(deals, sql, value, signed):
    assert deals.value(sql) == value
    assert deals.value(sql, trial=D.SIGNED) == signed
    assert deals.compile(sql).traits.magnitude


def test_abs_inside_an_aggregate_is_no_magnitude(deals):
    compiled = deals.compile("SELECT sum(abs(cost)) FROM deals")

    assert compiled.sql(D.SIGNED) is None
    assert not compiled.traits.magnitude


def test_a_plain_query_has_value_alone(deals):
    compiled = deals.compile("SELECT sum(cost) FROM deals")

    assert [trial for trial, _ in compiled.statements] == [D.VALUE]
