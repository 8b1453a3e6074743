"""A source that was opened, and how a file format is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from verifier.model.source import Sheet, SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile

    Load = Callable[[duckdb.DuckDBPyConnection, Sheet, tuple[int, ...]], SheetLayout]


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source with the function that loads columns of its sheets.

    Attributes:
        source: what was read, or why it cannot be read.
        load: brings 1-based columns of a sheet into the sheet's table; columns that
            are there already stay. Raises SourceError.
    """

    source: Source
    load: Load


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A file format.

    Attributes:
        suffixes: of file names, lower case, with the dot.
        open: opens a file for a request; its sheets' tables are numbered from the
            given number. Raises SourceError.
        words: that a user may declare.
    """

    suffixes: tuple[str, ...]
    open: Callable[[SourceRequest, SourceFile, int], OpenedSource]
    words: tuple[str, ...] = ()


def unreadable(request: SourceRequest, problem: str) -> OpenedSource:
    """Returns a source without sheets that says why it cannot be read."""
    source = Source(
        request.name, request.shown_path, "", request.declared_by, problem=problem
    )
    return OpenedSource(source, _load_nothing)


def _load_nothing(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: tuple[int, ...]
) -> SheetLayout:
    del connection, columns
    raise SourceError(
        str(sheet.key),
        "the source could not be opened, so nothing can be loaded from it",
        "a source without a problem",
    )
