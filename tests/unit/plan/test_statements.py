from __future__ import annotations

from dataclasses import replace

import pytest

from verifier.model.address import CellRange, Reference
from verifier.model.claim import CalculationKind, Claim
from verifier.model.plan import Compiled, Disturbance, Traits, Trial
from verifier.model.source import SheetKey
from verifier.plan.statements import digest_of, statements_for

CELLS = (CellRange(SheetKey("d"), 1, 2, 1, 9),)
CLAIM = Claim(
    "c1",
    (Reference.parse("d!A2:A9"),),
    calculation="= SUM(A2:A9)",
    kind=CalculationKind.FORMULA,
)
COMPILED = Compiled(((Trial.VALUE, "SELECT 1"), (Trial.WRITTEN, "SELECT 2")), CELLS)


def test_every_trial_runs_and_the_value_over_disturbed_cells() -> None:
    statements = statements_for("0/c1", CLAIM, COMPILED)
    assert [(s.key, s.sql, s.disturbance) for s in statements] == [
        ("0/c1/value", "SELECT 1", Disturbance.NONE),
        ("0/c1/written", "SELECT 2", Disturbance.NONE),
        ("0/c1/disturbed", "SELECT 1", Disturbance.NUMBERS),
    ]
    assert statements[-1].cells == CELLS
    assert statements[-1].seed == digest_of(CLAIM)


def test_a_count_is_thinned_too() -> None:
    counting = replace(COMPILED, traits=Traits(counts=True))
    last = statements_for("0/c1", CLAIM, counting)[-1]
    assert (last.key, last.disturbance) == ("0/c1/thinned", Disturbance.BLANKS)


def test_what_picks_rows_by_their_order_runs_over_other_orders_too() -> None:
    picking = replace(COMPILED, traits=Traits(picks=("FIRST",)))
    last = statements_for("0/c1", CLAIM, picking)[-1]
    assert (last.key, last.disturbance) == ("0/c1/reordered", Disturbance.ORDER)
    assert (last.sql, last.cells, last.seed) == ("SELECT 1", CELLS, digest_of(CLAIM))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(CalculationKind.SQL, {True}), (CalculationKind.FORMULA, {False})],
)
def test_what_people_wrote_as_sql_is_guarded(
    kind: CalculationKind, expected: set[bool]
) -> None:
    statements = statements_for("k", replace(CLAIM, kind=kind), COMPILED)
    assert {statement.guarded for statement in statements} == expected


def test_the_digest_is_of_what_is_recomputed_not_of_its_place() -> None:
    assert digest_of(replace(CLAIM, id="c9", line=40)) == digest_of(CLAIM)
    other = replace(CLAIM, calculation="= SUM(A2:A8)")
    assert digest_of(other) != digest_of(CLAIM)
