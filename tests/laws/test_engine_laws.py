"""Laws of recomputation: order and company change nothing, disturbance changes all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from verifier.engine import lock, open_session, run
from verifier.engine.disturb import disturbances, shadowed
from verifier.model.address import CellRange
from verifier.model.plan import Disturbance, Statement
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.worker.wire import decode_answer, encode_answer

if TYPE_CHECKING:
    import duckdb

pytestmark = pytest.mark.no_cover

KEY = SheetKey("x")
ROWS = 6
CELLS = (CellRange(KEY, 1, 1, 1, ROWS),)
NUMBERS = st.decimals(
    min_value=-(10**15), max_value=10**15, places=2, allow_nan=False
).map(lambda number: number.quantize(Decimal("0.01")))
COLUMNS = st.lists(st.none() | NUMBERS, min_size=ROWS, max_size=ROWS)
SQL = st.sampled_from(
    (
        "SELECT sum(A_n) FROM sheet_1",
        "SELECT max(A_n) - min(A_n) FROM sheet_1",
        "SELECT avg(A_n) FROM sheet_1",
        "SELECT count(*) FROM sheet_1 WHERE A_k = 1",
        "SELECT A_n FROM sheet_1 WHERE _row = 3",
        "SELECT 1 / sum(A_k) FROM sheet_1",
        "SELECT A_n FROM sheet_1",
    )
)
STATEMENTS = st.builds(
    Statement,
    key=st.just("c"),
    sql=SQL,
    disturbance=st.sampled_from(Disturbance),
    seed=st.text("abcdef0123456789", min_size=1, max_size=4),
    cells=st.just(CELLS),
)
LAYOUT = SheetLayout(
    Sheet(KEY, "sheet_1", ROWS, 1, 0, ("",)),
    {1: ColumnLayout("A", 2, frozenset({CellKind.NUMBER}))},
)


def filled(column: list[Decimal | None]) -> duckdb.DuckDBPyConnection:
    connection = open_session()
    connection.execute(
        "CREATE TABLE sheet_1 (_row INTEGER, A_k UTINYINT, A_n DECIMAL(18, 2), "
        "A_c DOUBLE, A_t VARCHAR, A_r VARCHAR)"
    )
    for row, number in enumerate(column, 1):
        connection.execute(
            "INSERT INTO sheet_1 VALUES (?, ?, ?, NULL, NULL, NULL)",
            [row, int(number is not None), number],
        )
    lock(connection)
    return connection


@settings(deadline=None, max_examples=25)
@given(COLUMNS, st.lists(STATEMENTS, min_size=1, max_size=5))
def test_statements_together_and_alone_and_backwards_agree(column, statements):
    together = filled(column)
    forwards = [run(together, s, (LAYOUT,)) for s in statements]
    backwards = [run(together, s, (LAYOUT,)) for s in reversed(statements)]
    assert forwards == backwards[::-1]
    together.close()
    for statement, outcome in zip(statements, forwards, strict=True):
        alone = filled(column)
        assert run(alone, statement, (LAYOUT,)) == outcome
        alone.close()


@settings(deadline=None, max_examples=25)
@given(COLUMNS, st.text(max_size=5), st.sampled_from((0, 1)))
def test_every_number_moves_and_no_other_cell(column, seed, attempt):
    session = filled(column)
    statement = Statement(
        "c", "SELECT A_k, A_n FROM sheet_1 ORDER BY _row", seed=seed, cells=CELLS
    )
    disturbance = disturbances(Disturbance.NUMBERS)[attempt]
    sql = shadowed(session, statement, (LAYOUT,), disturbance)
    for number, (kind, moved) in zip(
        column, session.execute(sql).fetchall(), strict=True
    ):
        assert (kind == 0) == (moved is None) == (number is None)
        assert number is None or moved != number
        assert number is None or number * moved >= 0
    session.close()


@settings(deadline=None, max_examples=25)
@given(COLUMNS, STATEMENTS)
def test_an_outcome_comes_over_the_wire_as_it_is(column, statement):
    session = filled(column)
    outcome = run(session, statement, (LAYOUT,))
    session.close()
    assert decode_answer(encode_answer(outcome)) == outcome


@pytest.mark.parametrize("seed", ["", "a", "0" * 64])
def test_a_thinned_column_always_loses_a_cell(seed):
    session = filled([None, None, Decimal(7), None, None, None])
    sql = "SELECT count(*) FROM sheet_1 WHERE A_k = 1"
    thinned = Statement("c", sql, Disturbance.BLANKS, seed, CELLS)
    assert run(session, thinned, (LAYOUT,)).number == 0
    session.close()
