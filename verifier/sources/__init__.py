"""Sources of data: a path or rows become an opened Source, then columns in DuckDB."""

from __future__ import annotations

from verifier.sources.frame import frame_of_rows, rows_of_frame
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.opening import open_source
from verifier.sources.quotes import quote_cells

__all__ = [
    "OpenedSource",
    "SourceFormat",
    "frame_of_rows",
    "open_source",
    "quote_cells",
    "rows_of_frame",
]
