from __future__ import annotations

import duckdb

from verifier.model.plan import Outcome
from verifier.model.source import CellKind, ColumnLayout, Sheet, SheetKey, SheetLayout
from verifier.plan.groups import fold_name, membership_statement, names_in


def _layout(*kinds: CellKind) -> SheetLayout:
    sheet = Sheet(SheetKey("d"), "sheet_1", 3, 2, 1, ("a", "b"))
    column = ColumnLayout("A", None, frozenset(kinds))
    return SheetLayout(sheet, {1: column})


def test_names_that_are_cells_are_found() -> None:
    statement = membership_statement(
        "k", [fold_name("18–24"), fold_name("nine")], [_layout(CellKind.TEXT)]
    )
    assert statement is not None
    connection = duckdb.connect()
    connection.execute("CREATE TABLE sheet_1 (A_t VARCHAR)")
    connection.execute("INSERT INTO sheet_1 VALUES ('18–24'), ('18-24'), ('50+')")
    row = connection.execute(statement.sql).fetchone()
    connection.close()
    assert row is not None
    assert names_in(Outcome(CellKind.TEXT, text=row[0])) == {"18-24"}


def test_nothing_is_asked_without_names_or_texts() -> None:
    assert membership_statement("k", [], [_layout(CellKind.TEXT)]) is None
    assert membership_statement("k", ["a"], [_layout(CellKind.NUMBER)]) is None
    assert names_in(Outcome(CellKind.BLANK)) == frozenset()
