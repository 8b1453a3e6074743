"""Every spreadsheet function: its page, its example and its rows in the tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.unit.formula.conftest import SETTINGS, Grid
from tests.unit.formula.test_functions import CELLS, expected_of, outcome, rows
from verifier.formula.functions_table import functions
from verifier.formula.nodes import Call, walk
from verifier.formula.parse import parse

if TYPE_CHECKING:
    from verifier.formula.function import Function

LEAST_ROWS = 8
EXAMPLE = re.compile(r"^ *(=.+) is (\S.*)$", re.MULTILINE)
DEFINITIONS = {one.names[0]: one for one in functions().values()}


@pytest.fixture(scope="module")
def sheet() -> Grid:
    grid = Grid(duckdb.connect(config=SETTINGS))
    grid.fill(CELLS, exact=True, header_row=1)
    return grid


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    """Returns in how many rows of the tables each function stands."""
    found: Counter[str] = Counter()
    for formula, _ in rows():
        names = {n.name for n in walk(parse(formula).root) if isinstance(n, Call)}
        found.update(names | ({"LET"} if "LET(" in formula.upper() else set()))
    return found


def examples(one: Function) -> list[tuple[str, str]]:
    _, _, shown = one.page.partition("Example:")
    return EXAMPLE.findall(shown)


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_its_page_says_what_it_gives_where_that_is_defined_and_an_example(
    name: str,
) -> None:
    one = DEFINITIONS[name]
    assert one.page.startswith("Returns")
    assert "Source:" in one.page
    assert examples(one)


@pytest.mark.parametrize("name", sorted(DEFINITIONS))
def test_its_example_gives_what_it_says(sheet: Grid, name: str) -> None:
    one = DEFINITIONS[name]
    for formula, written in examples(one):
        names = {n.name for n in walk(parse(formula).root) if isinstance(n, Call)}
        assert names & set(one.names), "the example is of another function"
        got = outcome(sheet, formula)
        expected = expected_of(written)
        if isinstance(expected, float):
            assert not isinstance(got, bool | str)
            assert float(got) == pytest.approx(expected, rel=1e-12, abs=1e-12)  # type: ignore[arg-type]
        else:
            assert getattr(got, "code", got) == expected


def test_every_definition_has_eight_rows(counted: Counter[str]) -> None:
    few = {
        name: total
        for name, one in DEFINITIONS.items()
        if (total := sum(counted[each] for each in one.names)) < LEAST_ROWS
    }
    assert few == {}


def test_every_name_has_a_row(counted: Counter[str]) -> None:
    names = [*functions(), "LET", "COUNTUNIQUE"]
    assert [name for name in names if not counted[name]] == []
