"""Puts cells whose kinds are known already into the staging table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.model.source import CellKind
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.typed import STAGED, Facets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

_BLOCK = 20_000
_TYPES = (
    ("k", Sql("UTINYINT")),
    ("n", Sql("VARCHAR")),
    ("c", Sql("DOUBLE")),
    ("t", Sql("VARCHAR")),
    ("r", Sql("VARCHAR")),
)


class Facet(NamedTuple):
    """A cell whose kind is known.

    Attributes:
        kind: its kind.
        number: of a number or date, as plain decimal text.
        coerced: as `ColumnLayout` says of `L_c`.
        text: as `ColumnLayout` says of `L_t`.
        raw: the raw text, None where blank.
    """

    kind: int
    number: str | None = None
    coerced: float | None = None
    text: str | None = None
    raw: str | None = None


BLANK_CELL = Facet(int(CellKind.BLANK))


class FacetLists(NamedTuple):
    """The facets of a column's cells, as `Facet` says, one list each."""

    kinds: Sequence[int]
    numbers: Sequence[str | None]
    coerced: Sequence[float | None]
    texts: Sequence[str | None]
    raws: Sequence[str | None]


def lists_of_cells(cells: Sequence[Facet]) -> FacetLists:
    """Returns cells as lists of their facets."""
    if not cells:
        return FacetLists([], [], [], [], [])
    return FacetLists(*map(list, zip(*cells, strict=True)))


def stage_cells(
    connection: duckdb.DuckDBPyConnection,
    columns: Mapping[int, Sequence[Facet]],
    rows: int,
) -> tuple[Facets, ...]:
    """Returns how the facets of staged cells are found, the cells staged.

    Args:
        connection: where to.
        columns: 1-based column number → one cell a row.
        rows: number of rows.
    """
    lists = {column: lists_of_cells(cells) for column, cells in columns.items()}
    return stage_lists(connection, lists, rows)


def stage_lists(
    connection: duckdb.DuckDBPyConnection,
    columns: Mapping[int, FacetLists],
    rows: int,
) -> tuple[Facets, ...]:
    """Returns how the facets of staged cells are found, the cells staged.

    Args:
        connection: where to.
        columns: 1-based column number → the facets of one cell a row.
        rows: number of rows.
    """
    wanted = tuple(columns)
    insert = _make_staged(connection, wanted)
    for start in range(0, rows, _BLOCK):
        end = start + _BLOCK
        block = [
            list(facet[start:end]) for cells in columns.values() for facet in cells
        ]
        connection.execute(insert, [start + 1, *block])
    return tuple(map(_staged_facets, wanted))


def stage_blocks(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[int],
    blocks: Iterable[Sequence[Sequence[Facet]]],
) -> tuple[Facets, ...]:
    """Returns how the facets of staged cells are found, the cells staged.

    Args:
        connection: where to.
        columns: 1-based column numbers.
        blocks: a few thousand rows at a time: for each column its cells.
    """
    insert = _make_staged(connection, columns)
    first = 1
    for block in blocks:
        lists = [facet for cells in block for facet in lists_of_cells(cells)]
        connection.execute(insert, [first, *lists])
        first += len(block[0])
    return tuple(map(_staged_facets, columns))


def _make_staged(connection: duckdb.DuckDBPyConnection, columns: Sequence[int]) -> Sql:
    """Returns the INSERT of a block into the staging table, which is made."""
    facets = [(column, *kind) for column in columns for kind in _TYPES]
    connection.execute(
        fill(
            "CREATE OR REPLACE TABLE {staged} (_row INTEGER, {columns})",
            staged=STAGED,
            columns=listed(
                *(
                    fill("{mark} {type}", mark=name(f"{mark}{column}"), type=kind)
                    for column, mark, kind in facets
                )
            ),
        )
    )
    return _insert_of(facets)


def _insert_of(facets: Sequence[tuple[int, str, Sql]]) -> Sql:
    """Returns the INSERT of a block: its first row, then one list a facet."""
    return fill(
        "INSERT INTO {staged} SELECT CAST($1 + range AS INTEGER), {columns} "
        "FROM (SELECT unnest(range(len($2))) AS range, {lists})",
        staged=STAGED,
        columns=listed(*(name(f"{mark}{column}") for column, mark, _ in facets)),
        lists=listed(
            *(
                fill(
                    "unnest(CAST(${place} AS {type}[])) AS {mark}",
                    place=place,
                    type=kind,
                    mark=name(f"{mark}{column}"),
                )
                for place, (column, mark, kind) in enumerate(facets, 2)
            )
        ),
    )


def _staged_facets(column: int) -> Facets:
    kind, number, coerced, text, raw = (
        fill("s.{mark}", mark=name(f"{mark}{column}")) for mark, _ in _TYPES
    )
    return Facets(column, kind, number, coerced, text, raw, Sql())
