"""Which rows hold given values: asked before anything is loaded, and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from verifier.model.address import CellRange
    from verifier.model.case import Objection
    from verifier.model.source import SheetKey

MOST_ROWS = 1_000
"""A citation by key is evidence that a person can look at; more rows are a range."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Asks for the rows that hold every one of some values.

    Attributes:
        sheet: where.
        first_row: 1-based sheet row, the first that is looked at.
        last_row: the last one.
        keys: 1-based column with the value that must stand there: a text, equal to
            the cell's raw or shown text, or a number, equal to the cell's by value.
    """

    sheet: SheetKey
    first_row: int
    last_row: int
    keys: tuple[tuple[int, str | Decimal], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that hold the values.

    Attributes:
        rows: sheet rows, ascending, the first MOST_ROWS of them.
        count: how many there are.
        alone: for each key in how many rows its value stands.
        nearest: for each key a few values of its column that are most like it; only
            where its own stands in no row.
        objection: why its sheet could not be searched; then nothing was found.
    """

    rows: tuple[int, ...]
    count: int
    alone: tuple[int, ...]
    nearest: tuple[tuple[str, ...], ...]
    objection: Objection | None = None


NOTHING_FOUND = Found((), 0, (), ())

Answers: TypeAlias = "Mapping[Lookup, Found]"


@dataclass(frozen=True, slots=True)
class KeyedCells:
    """A citation by key, with what it means.

    Attributes:
        written: as cited: `deals[amount] where deal_id = 'D-1042'`.
        keys: as people read them: `deal_id = D-1042`.
        rows: how many rows were found.
        cells: the cells of the cited column in these rows, ascending.
    """

    written: str
    keys: str
    rows: int
    cells: tuple[CellRange, ...]


def shown_cells(
    cells: tuple[str, ...], keyed: tuple[KeyedCells, ...], most: int | None = None
) -> tuple[str, ...]:
    """Returns addresses as people read them, those found by key with their keys.

    Args:
        cells: addresses of the cells that are used.
        keyed: the citations by key.
        most: how many cells of one citation by key are named.

    Example:
        >>> from verifier.model.address import CellRange
        >>> from verifier.model.source import SheetKey
        >>> cell = CellRange(SheetKey("crm"), 6, 17, 6, 17)
        >>> found = KeyedCells("crm[net] where id = 'D-1'", "id = D-1", 1, (cell,))
        >>> shown_cells(("crm!F17",), (found,))
        ('crm!F17 (id = D-1)',)
    """
    shown: list[str] = []
    named: set[str] = set()
    for one in keyed:
        own = list(map(str, one.cells))
        named |= set(own)
        more = len(own) - (len(own) if most is None else most)
        listed = ", ".join(own[:most]) + (f" and {more} more" if more > 0 else "")
        rows = f", {one.rows} rows" if one.rows > 1 else ""
        shown.append(f"{listed} ({one.keys}{rows})")
    return (*shown, *(address for address in cells if address not in named))
