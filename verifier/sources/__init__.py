"""Sources of data: a path or rows become an opened Source, then columns in DuckDB."""

from __future__ import annotations

from verifier.sources.arrow_table import ArrowStream, columns_of_table
from verifier.sources.frame import FrameColumns
from verifier.sources.leftovers import drop_all_but, table_names
from verifier.sources.lookup import find_rows
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.opening import open_source
from verifier.sources.pandas_frame import columns_of_frame, frame_of_rows
from verifier.sources.postgres.snapshot import take_snapshot
from verifier.sources.quotes import quote_cells

__all__ = [
    "ArrowStream",
    "FrameColumns",
    "OpenedSource",
    "SourceFormat",
    "columns_of_frame",
    "columns_of_table",
    "drop_all_but",
    "find_rows",
    "frame_of_rows",
    "open_source",
    "quote_cells",
    "table_names",
    "take_snapshot",
]
