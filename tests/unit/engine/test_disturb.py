"""Disturbed cells: what moves, what stays, and what shows it."""

from __future__ import annotations

import duckdb
import pytest

from verifier.engine import open_session, run
from verifier.engine.disturb import Attempt, constants_of, disturbances, shadowed
from verifier.model.address import CellRange
from verifier.model.plan import Disturbance, Statement
from verifier.model.reason import Reason
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout

GENTLE, STRONG = disturbances(Disturbance.NUMBERS)
TENTH = Attempt("tenth", tenths=1)


def table(session, layout, cells, attempt, **asked):
    """Returns the disturbed table, a dictionary a row."""
    sql, seed = asked.get("sql", "SELECT * FROM sheet_1"), asked.get("seed", "s")
    statement = Statement("c", sql, Disturbance.NUMBERS, seed, cells)
    found = session.execute(shadowed(session, statement, (layout,), attempt))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def plain(session):
    found = session.execute("SELECT * FROM sheet_1")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize(
    ("attempt", "bounds"),
    [(GENTLE, (0.05, 0.45, 1, 9)), (STRONG, (0.5, 0.9, 31, 400))],
)
def test_every_number_in_the_range_moves_and_nothing_else(
    session, layout, cells, attempt, bounds
):
    before = plain(session)
    after = table(session, layout, (cells(1, 2, 4, 30),), attempt)
    assert len(after) == len(before) == 41
    for old, new in zip(before, after, strict=True):
        assert list(old) == list(new)
        if not 2 <= old["_row"] <= 30:
            assert old == new
            continue
        changed = {name for name in old if old[name] != new[name]}
        blank = old["_row"] == 9
        numbers = {"C_n", "D_n"} if blank else {"B_n", "C_n", "D_n"}
        assert changed - {"B_r", "D_r"} == numbers
        assert new["D_r"] is None
        assert new["B_r"] is None
        assert bounds[2] <= new["D_n"] - old["D_n"] <= bounds[3]
        if not blank:
            moved = abs(float(new["B_n"] - old["B_n"]))
            size = abs(float(old["B_n"]))
            assert bounds[0] * size <= moved <= bounds[1] * size + 0.085
            assert new["B_n"] * old["B_n"] >= 0
            assert new["B_n"].as_tuple().exponent == -2


def test_the_columns_keep_their_types(session, layout, cells):
    types = "SELECT typeof(B_n), typeof(C_n), typeof(D_n), typeof(A_k) FROM sheet_1"
    for attempt in (GENTLE, STRONG, TENTH):
        sql = f"{types} WHERE _row = 5"
        (row,) = table(session, layout, (cells(1, 1, 4, 41),), attempt, sql=sql)
        assert list(row.values()) == [
            "DECIMAL(18,2)",
            "DOUBLE",
            "DECIMAL(18,0)",
            "UTINYINT",
        ]


def test_numbers_read_from_text_and_booleans_move_but_their_text_stays(
    session, layout, cells
):
    before = plain(session)
    after = table(session, layout, (cells(5, 1, 5, 41),), GENTLE)
    for old, new in zip(before[1:], after[1:], strict=True):
        assert old["E_c"] != new["E_c"]
        assert (old["E_t"], old["E_k"]) == (new["E_t"], new["E_k"])


def test_seeds_move_cells_differently_and_one_seed_always_alike(session, layout, cells):
    cited = (cells(2, 2, 2, 41),)
    one, again, other = (
        [row["B_n"] for row in table(session, layout, cited, GENTLE, seed=seed)]
        for seed in ("one", "one", "other")
    )
    assert one == again
    assert one != other


def test_the_hash_is_fnv_of_its_words():
    # FNV-1a 64 of "A" is 0xaf63fc4c860222ec, by the published definition
    word = 0xAF63FC4C860222EC
    word ^= word >> 32
    assert constants_of()[0] == 1 + word % (2**31 - 2)


@pytest.mark.parametrize(
    ("tenths", "counts"), [(1, (1, 12)), (5, (10, 31)), (10, (41, 41))]
)
def test_blanking_takes_the_same_rows_of_all_columns(
    session, layout, cells, tenths, counts
):
    attempt = Attempt("x", tenths=tenths)
    after = table(session, layout, (cells(1, 1, 3, 41),), attempt)
    gone = {row["_row"] for row in after if row["A_k"] == 0}
    assert counts[0] <= len(gone) <= counts[1]
    for row in after:
        parts = {row[f"{letter}_{part}"] for letter in "ABC" for part in "nctr"}
        blank = row["_row"] in gone
        assert (parts == {None}) == blank
        assert [row["B_k"] == 0, row["C_k"] == 0] == [blank or row["_row"] == 9, blank]
        assert row["D_k"] != 0


def test_dropping_takes_the_very_rows_that_blanking_blanks(session, layout, cells):
    cited = (cells(1, 1, 1, 41),)
    blank = table(session, layout, cited, Attempt("x", tenths=5))
    kept = table(session, layout, cited, Attempt("x", tenths=5, drop=True))
    assert [r["_row"] for r in kept] == [r["_row"] for r in blank if r["A_k"]]
    assert 10 < len(kept) < 31


def test_the_only_used_cell_is_always_blanked(session, layout, cells):
    for seed in map(str, range(20)):
        after = table(session, layout, (cells(2, 9, 2, 10),), TENTH, seed=seed)
        assert [row["_row"] for row in after if row["B_k"] == 0] == [9, 10]


def outcome(session, layout, sql, disturbance, cited):
    statement = Statement("c", sql, disturbance, "seed", cited)
    return run(session, statement, (layout,), seconds=5)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(B_n) FROM sheet_1",
        "SELECT max(B_n) FROM sheet_1",
        "SELECT median(B_n::DOUBLE) FROM sheet_1 -- of all",
        "SELECT B_n FROM sheet_1 WHERE _row = 5",
        "WITH g AS (SELECT sum(B_n) s FROM sheet_1 GROUP BY A_t) SELECT max(s) FROM g",
        "SELECT sum(a.B_n * b.B_n) FROM sheet_1 AS a JOIN sheet_1 AS b USING (_row)",
        "SELECT 1::UTINYINT AS kind, sum(B_n) AS number, NULL AS text FROM sheet_1",
        "SELECT count(*) FROM sheet_1 WHERE B_n > 100",
        "SELECT sum(B_n) FROM sheet_1 ORDER BY 1 LIMIT 1",
    ],
)
def test_a_value_that_depends_on_numbers_changes(session, layout, cells, sql):
    settled = run(session, Statement("c", sql), (), seconds=5)
    cited = (cells(2, 2, 2, 41),)
    moved = outcome(session, layout, sql, Disturbance.NUMBERS, cited)
    assert settled.problem is moved.problem is None
    assert settled.exact == moved.exact
    assert settled.number != moved.number


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM sheet_1",
        "SELECT count(*) FROM sheet_1 WHERE A_t = 'SMB'",
        "SELECT count(*) FROM sheet_1 WHERE A_t = 'rare'",
        "SELECT count(*) FROM sheet_1 WHERE A_k = 0",
        "SELECT count(DISTINCT A_t) FROM sheet_1",
        "SELECT count(*) FILTER (A_k <> 0) / 41 FROM sheet_1",
    ],
)
def test_a_count_over_cells_changes_when_they_are_gone(session, layout, cells, sql):
    settled = run(session, Statement("c", sql), (), seconds=5)
    cited = (cells(1, 1, 1, 41),)
    thinned = outcome(session, layout, sql, Disturbance.BLANKS, cited)
    assert settled.problem is thinned.problem is None
    assert settled.number != thinned.number


@pytest.mark.parametrize("disturbance", [Disturbance.NUMBERS, Disturbance.BLANKS])
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 0.124",
        "SELECT sum(B_n - B_n) + 5 FROM sheet_1 WHERE _row = 41",
        "SELECT sum(B_n) FROM sheet_1 WHERE _row > 35",
    ],
)
def test_a_value_that_ignores_the_cells_stays(session, layout, cells, sql, disturbance):
    settled = run(session, Statement("c", sql), (), seconds=5)
    cited = (cells(2, 2, 2, 35),)
    assert outcome(session, layout, sql, disturbance, cited) == settled


def test_cells_of_another_sheet_leave_the_statement_as_it_is(session, layout, cells):
    elsewhere = cells(2, 2, 2, 41)
    statement = Statement("c", "SELECT 1", Disturbance.NUMBERS, "s", (elsewhere,))
    other = SheetLayout(Sheet(SheetKey("other"), "sheet_2", 1, 1, 0, ("",)), {})
    assert shadowed(session, statement, (other,), GENTLE) == "SELECT 1"
    bare = SheetLayout(layout.sheet, {})
    assert "SELECT * FROM main" in shadowed(session, statement, (bare,), GENTLE)


def test_what_fails_undisturbed_is_not_disturbed(session, layout, cells):
    found = outcome(
        session,
        layout,
        "SELECT 'a'::INTEGER",
        Disturbance.NUMBERS,
        (cells(2, 2, 2, 9),),
    )
    assert found.problem is Reason.CALCULATION_FAILED


def test_a_disturbance_that_fails_gives_way_to_one_that_does_not(
    session, layout, cells
):
    # 1 as long as a cell of the column is used, an error when none is
    sql = "SELECT 1 / (count(B_n) > 0)::INTEGER FROM sheet_1 WHERE _row > 1"
    settled = run(session, Statement("c", sql), (), seconds=5)
    cited = (cells(2, 2, 2, 41),)
    found = outcome(session, layout, sql, Disturbance.BLANKS, cited)
    assert found == settled


@pytest.mark.parametrize(
    ("precision", "scale", "value"),
    [
        (18, 0, "999999999999999999"),
        (18, 18, "0.999999999999999999"),
        (18, 2, "-9999999999999999.99"),
        (38, 0, "9" * 38),
        (38, 38, "0." + "9" * 38),
        (38, 10, "-" + "9" * 28),
        (18, 4, "0"),
    ],
)
def test_the_largest_numbers_move_without_overflow(precision, scale, value):
    session = open_session()
    number = f"'{value}'::DECIMAL({precision}, {scale})"
    session.execute(
        f"CREATE TABLE sheet_1 AS SELECT _row::INTEGER AS _row, 1::UTINYINT AS A_k, "  # noqa: S608
        f"{number} AS A_n, NULL::DOUBLE AS A_c, NULL::VARCHAR AS A_t, "
        "NULL::VARCHAR AS A_r FROM range(1, 500) AS t(_row)"
    )
    key = SheetKey("x")
    columns = {1: ColumnLayout("A", scale, frozenset({CellKind.NUMBER}))}
    layout = SheetLayout(Sheet(key, "sheet_1", 499, 1, 0, ("",)), columns)
    for attempt in (GENTLE, STRONG):
        sql = f"SELECT count(*) AS n FROM sheet_1 WHERE A_n = {number}"  # noqa: S608
        (row,) = table(
            session, layout, (CellRange(key, 1, 1, 1, 499),), attempt, sql=sql
        )
        assert row["n"] == 0
    session.close()


def test_a_fatal_error_is_not_swallowed(layout):
    class Lost:
        def cursor(self):
            return self

        def close(self):
            """Nothing to close."""

        def execute(self, _sql):
            raise duckdb.FatalException("lost")

    with pytest.raises(duckdb.FatalException):
        run(Lost(), Statement("c", "SELECT 1"), (layout,))
