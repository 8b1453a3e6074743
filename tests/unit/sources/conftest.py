"""Writes sources and loads all of their columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.unit.sources.postgres_server import (
    postgres,  # noqa: F401 - a fixture for all modules beside
)
from verifier.model.address import CellRange
from verifier.model.source import Declarer, SheetLayout, Source, SourceRequest
from verifier.sources import OpenedSource, open_source, quote_cells

if TYPE_CHECKING:
    from pathlib import Path

    from verifier.model.plan import QuotedCell


class Loaded:
    """A source with its first sheet loaded, cells by address."""

    def __init__(self, opened: OpenedSource, sheet: int = 0) -> None:
        self.opened = opened
        self.source: Source = opened.source
        assert not self.source.problem, self.source.problem
        self.connection = duckdb.connect(config={"threads": "1"})
        self.sheet = self.source.sheets[sheet]
        columns = tuple(range(1, self.sheet.columns + 1))
        self.layout: SheetLayout = opened.load(self.connection, self.sheet, columns)
        self.cells: dict[tuple[int, int], QuotedCell] = {}
        if columns and self.sheet.rows:
            every = CellRange(self.sheet.key, 1, 1, len(columns), self.sheet.rows)
            quote = quote_cells(self.connection, self.layout, every, self.sheet.rows)
            self.cells = {(cell.row, cell.column): cell for cell in quote.quoted}

    def raw(self) -> list[list[str]]:
        """Returns the raw texts, row by row."""
        return [
            [self.cells[row, column].raw for column in range(1, self.sheet.columns + 1)]
            for row in range(1, self.sheet.rows + 1)
        ]

    def column(self, number: int) -> list[tuple[str, object]]:
        """Returns (kind, number or raw text) down a column."""
        return [
            (cell.kind.name, cell.raw if cell.number is None else cell.number)
            for (_, column), cell in sorted(self.cells.items())
            if column == number
        ]

    def decision(self, name: str) -> str:
        """Returns the value of a reading decision."""
        return next(d.value for d in self.source.decisions if d.name == name)

    def codes(self) -> list[str]:
        """Returns the codes of the troubles."""
        return [trouble.code for trouble in self.source.troubles]


Opener = Callable[..., OpenedSource]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    def opening(content: bytes, name: str = "deals.csv", **declared: str):
        path = tmp_path / name
        path.write_bytes(content)
        request = SourceRequest(
            name, str(path), name, Declarer.COMMAND, tuple(declared.items())
        )
        return open_source(request, 1)

    return opening


@pytest.fixture
def loaded(opened: Opener) -> Callable[..., Loaded]:
    def loading(content: bytes, name: str = "deals.csv", **declared: str) -> Loaded:
        return Loaded(opened(content, name, **declared))

    return loading


@pytest.fixture
def load() -> type[Loaded]:
    return Loaded
