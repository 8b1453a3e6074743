"""Brings columns of a typed table into DuckDB, without a copy in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import duckdb

from verifier.errors import LoadError
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.facets import HEADS, facets_of_column, stage_heads
from verifier.sources.tabular.texts import coerced_table
from verifier.sources.typed import (
    STAGED,
    add_batches,
    in_batches,
    is_wide,
    layout_of,
    loaded_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verifier.model.source import Sheet, SheetLayout
    from verifier.sources.tabular.columns import TypedColumn
    from verifier.sources.typed import Facets

MOST_TEXT = 2 * 1024**3
"""Of the texts of one column: a dictionary may repeat a long one without end."""


def load_typed(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[TypedColumn],
    origin: Sql,
) -> SheetLayout:
    """Returns the layout of a sheet, the columns loaded.

    Args:
        connection: where to.
        sheet: the sheet; its row 1 is the header.
        columns: the wanted ones.
        origin: SQL behind FROM that gives `c<number>` for each column of the table,
            and the sheet row as `_row`, in order from row 2.

    Raises:
        LoadError: if the rows cannot be read, or are not those that were found.
        OutOfMemoryException: if they do not fit.
    """
    known = loaded_columns(connection, sheet)
    missing = [column for column in columns if column.number not in known]
    if missing:
        try:
            batches = _batches(connection, sheet, missing, origin)
            add_batches(connection, sheet, batches, is_wide=is_wide(missing))
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            _refuse(sheet, error)
        finally:
            _drop(connection, missing)
    every = known | {column.number for column in columns}
    return layout_of(connection, sheet, tuple(sorted(every)))


def _batches(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[TypedColumn],
    origin: Sql,
) -> Iterator[list[Facets]]:
    for some in in_batches(columns):
        _stage(connection, some, origin)
        _check_texts(connection, sheet, some)
        yield [facets_of_column(connection, column) for column in some]
        _drop(connection, some)


def _stage(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[TypedColumn], origin: Sql
) -> None:
    """Makes the staging table a view: what is not kept is read again."""
    texts = [name(f"c{column.number}") for column in columns]
    heads = [name(f"{mark}{column.number}") for column in columns for mark in "tn"]
    stage_heads(connection, columns)
    connection.execute(
        fill(
            "CREATE OR REPLACE VIEW {staged} AS "
            "SELECT CAST(1 AS INTEGER) AS _row, {blanks}, {heads} FROM {first} "
            "UNION ALL SELECT CAST(_row AS INTEGER), {texts}, {none} FROM {origin}",
            staged=STAGED,
            blanks=listed(*(fill("NULL AS {text}", text=text) for text in texts)),
            heads=listed(*heads),
            first=HEADS,
            texts=listed(*texts),
            none=listed(*(Sql("NULL") for _ in heads)),
            origin=origin,
        )
    )


def _check_texts(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: Sequence[TypedColumn]
) -> None:
    texts = [c for c in columns if c.is_text or c.is_nested or c.type == "BLOB"]
    for column in texts:
        query = fill(
            "SELECT coalesce(sum(strlen(CAST(s.{text} AS VARCHAR))), 0) "
            "FROM {staged} AS s",
            text=name(f"c{column.number}"),
            staged=STAGED,
        )
        size = int(connection.execute(query).fetchall()[0][0])
        if size > MOST_TEXT:
            raise LoadError(
                f"{sheet.key}[{column.header}]",
                f"its texts unpack to {size:,} bytes",
                f"at most {MOST_TEXT:,} in one column",
                "Cite another column, or cut the file.",
            )


def _drop(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[TypedColumn]
) -> None:
    connection.execute(fill("DROP VIEW IF EXISTS {staged}", staged=STAGED))
    for table in (HEADS, *(coerced_table(column.number) for column in columns)):
        connection.execute(fill("DROP TABLE IF EXISTS {table}", table=table))


def _refuse(sheet: Sheet, error: duckdb.Error) -> NoReturn:
    words = str(error).partition("\n")[0]
    raise LoadError(
        str(sheet.key),
        f"its columns cannot be read: {words}",
        "a whole file",
        "Write it anew, or cite other columns.",
        reason="unreadable-source",
    ) from None
