"""A table whose cells Python reads, record by record: loaded in blocks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from verifier.sources.frame import facet_of
from verifier.sources.sql import fill
from verifier.sources.staging import stage_blocks
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import duckdb

    from verifier.model.source import Sheet, SheetLayout
    from verifier.sources.staging import Facet

    Records = Callable[[Sequence[int]], Iterable[Sequence[Facet]]]

_BLOCK = 20_000


def load_records(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
    records: Records,
) -> SheetLayout:
    """Returns the layout of a sheet, the columns loaded.

    Args:
        connection: where to.
        sheet: the sheet; its row 1 is the header.
        columns: 1-based numbers of the wanted ones.
        records: gives for columns one sequence of cells a record, in order.
    """
    known = loaded_columns(connection, sheet)
    missing = sorted(set(columns) - known)
    if missing:
        header = [[facet_of(sheet.headers[column - 1])] for column in missing]
        blocks = _blocks(header, iter(records(missing)))
        add_columns(connection, sheet, stage_blocks(connection, missing, blocks))
        connection.execute(fill("DROP TABLE {staged}", staged=STAGED))
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


def _blocks(
    header: list[list[Facet]], records: Iterator[Sequence[Facet]]
) -> Iterator[Sequence[Sequence[Facet]]]:
    yield header
    while rows := list(islice(records, _BLOCK)):
        yield list(zip(*rows, strict=True))
