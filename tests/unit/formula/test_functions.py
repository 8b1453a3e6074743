"""Every function against rows worked by its published definition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from verifier.errors import FormulaError
from verifier.model.plan import Trial

if TYPE_CHECKING:
    from collections.abc import Callable


TABLES = Path(__file__).resolve().parents[3] / "fixtures" / "functions"
CELLS = {
    **dict(zip(["A1", "B1", "C1"], ["region", "amount", "units"], strict=True)),
    **dict(zip(["D1", "E1", "F1"], ["note", "flag", "closed"], strict=True)),
    "A2": "East",
    "B2": 100,
    "C2": 1,
    "D2": "ok",
    "E2": True,
    "F2": 45306,
    "A3": "West",
    "B3": 250.5,
    "C3": 2,
    "D3": "12",
    "E3": False,
    "F3": 45351,
    "A4": "east",
    "B4": -40,
    "C4": 3,
    "D4": "",
    "E4": True,
    "F4": 45382,
    "A5": "North",
    "B5": 100,
    "C5": 4,
    "D5": "n/a",
    "F5": 45657,
    "A6": "West",
    "C6": 5,
    "E6": True,
    "F6": 45107,
}


def rows() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for table in sorted(TABLES.glob("*.tsv")):
        lines = table.read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line.startswith("="):
                formula, _, value = line.partition("\t")
                found.append((formula, value))
    return found


def expected_of(written: str) -> object:
    if written in {"TRUE", "FALSE"}:
        return written == "TRUE"
    if written.startswith('"'):
        return written[1:-1]
    return written if written.startswith("#") else float(written)


def outcome(grid: Any, formula: str) -> object:
    try:
        compiled = grid.compiled(formula)
    except FormulaError:
        return "#REFUSED"
    doubted = compiled.sql(Trial.UNSORTED)
    if doubted and grid.run(doubted):
        return "#UNSORTED"
    try:
        return grid.run(compiled.sql(Trial.WRITTEN) or compiled.sql(Trial.VALUE))
    except duckdb.InvalidInputException:
        return "#FAILS"


NUMBERS = [  # with DECIMAL ones the same lines of the compiler run
    pytest.param(False, id="double"),
    pytest.param(True, id="decimal", marks=pytest.mark.no_cover),
]


@pytest.fixture(scope="module")
def filled(new_grid: Callable[[], Any]) -> Callable[[bool], Any]:
    """Returns the sheet, once with DOUBLE and once with DECIMAL numbers."""
    grids = {exact: new_grid() for exact in (False, True)}
    for exact, grid in grids.items():
        grid.fill(CELLS, exact=exact, header_row=1)
        grid.connection.execute("COMMIT")  # a failure ends no transaction
    return grids.__getitem__


@pytest.mark.parametrize("exact", NUMBERS)
@pytest.mark.parametrize(("formula", "written"), rows())
def test_gives_the_value_of_its_definition(
    filled: Callable[[bool], Any],
    formula: str,
    written: str,
    exact: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    got = outcome(filled(exact), formula)
    expected = expected_of(written)
    if isinstance(expected, float):
        assert not isinstance(got, bool | str)
        assert float(got) == pytest.approx(expected, rel=1e-12, abs=1e-12)  # type: ignore[arg-type]
    else:
        assert getattr(got, "code", got) == expected


@pytest.mark.no_cover
@pytest.mark.parametrize("exact", [False, True], ids=["double", "decimal"])
def test_runs_over_disturbed_cells(new_grid: Callable[[], Any], exact: bool) -> None:  # noqa: FBT001 - a parameter of the table
    grid = new_grid()
    grid.fill(CELLS, exact=exact, header_row=1)
    grid.connection.execute("COMMIT")  # a failure ends no transaction
    made: list[tuple[str, str]] = []
    for formula, written in rows()[exact::3]:  # a third, others for each
        if written not in {"#REFUSED", "#FAILS"}:
            statement = grid.compiled(formula).sql(Trial.VALUE)
            made.append((formula, statement or ""))
    grid.connection.execute(
        "UPDATE sheet_1 SET b_n = b_n * 1.37 + _row, c_n = c_n * 2 + _row, "
        "f_n = f_n + 37 * _row"
    )
    failed: list[str] = []
    for formula, statement in made:
        try:
            grid.run(statement)
        except duckdb.InvalidInputException:
            continue  # a calculation that fails on purpose: these cells decide nothing
        except duckdb.Error as error:
            failed.append(f"{formula}: {error}")
    assert failed == []
