"""What the pipeline asks of whatever recomputes: the worker, or a stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from verifier.model.address import CellRange
    from verifier.model.lookup import Found, Lookup
    from verifier.model.plan import Load, Outcome, Quote, Statement
    from verifier.model.source import SheetLayout, Source, SourceRequest


class Recomputer(Protocol):
    """Opens sources, loads columns, then runs SELECTs over them."""

    def open_sources(self, requests: tuple[SourceRequest, ...]) -> tuple[Source, ...]:
        """Returns the opened sources, one a request, in order."""
        ...

    def find(self, lookups: tuple[Lookup, ...]) -> tuple[Found, ...]:
        """Returns the rows that lookups mean, one each, before anything is loaded."""
        ...

    def load(self, loads: tuple[Load, ...]) -> tuple[SheetLayout, ...]:
        """Returns the layouts of the loaded sheets; nothing is loaded later."""
        ...

    def run(self, statements: tuple[Statement, ...]) -> tuple[Outcome, ...]:
        """Returns what the statements gave, one each, in order."""
        ...

    def quote(self, wanted: tuple[tuple[CellRange, int], ...]) -> tuple[Quote, ...]:
        """Returns the cells of ranges, each with at most that many rows."""
        ...
