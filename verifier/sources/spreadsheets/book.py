"""A spreadsheet as its own reader tells it: sheets, and a walk through their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.model.source import NamedRange, Table
    from verifier.sources.staging import Facet
    from verifier.sources.workbook.sheet import StoredCell, Surroundings

    Visit = Callable[[StoredCell, Facet], None]


class Broken(ValueError):  # noqa: N818 - it says what was read
    """What was read is no record, no text or no value of a binary workbook."""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet as the tabs list it.

    Attributes:
        name: as its tab shows it.
        state: `visible`, `hidden` or `veryHidden`.
        tables: that have a name.
    """

    name: str
    state: str = "visible"
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet.

    Attributes:
        sheets: in the order of the tabs.
        walk: visits every cell of the sheet with that 0-based number that is not
            blank, row by row, and returns what stands round them. Raises SourceError.
        is_1904: whether serial numbers count from 1904.
        names: ranges that have a name.
        unknown: what the reader cannot tell of formulas, as (code, words).
    """

    sheets: tuple[BookSheet, ...]
    walk: Callable[[int, Visit], Surroundings]
    is_1904: bool = False
    names: tuple[NamedRange, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
