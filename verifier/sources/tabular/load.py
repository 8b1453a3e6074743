"""Brings columns of a typed table into DuckDB, without a copy in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import duckdb

from verifier.errors import SourceError
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.facets import HEADS, facets_of_column, stage_heads
from verifier.sources.tabular.texts import coerced_table
from verifier.sources.typed import STAGED, add_columns, layout_of, loaded_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.model.source import Sheet, SheetLayout
    from verifier.sources.tabular.columns import TypedColumn

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
        SourceError: if the rows cannot be read, or are not those that were found.
    """
    known = loaded_columns(connection, sheet)
    missing = [column for column in columns if column.number not in known]
    if missing:
        try:
            _stage(connection, missing, origin)
            _check_texts(connection, sheet, missing)
            facets = [facets_of_column(connection, column) for column in missing]
            add_columns(connection, sheet, facets)
        except duckdb.Error as error:
            _refuse(sheet, error)
        finally:
            _drop(connection, missing)
    every = known | {column.number for column in columns}
    return layout_of(connection, sheet, tuple(sorted(every)))


def _stage(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[TypedColumn], origin: Sql
) -> None:
    """Makes the staging table a view: what is not kept is read again."""
    texts = [name(f"c{column.number}") for column in columns]
    stage_heads(connection, columns)
    connection.execute(
        fill(
            "CREATE VIEW {staged} AS SELECT CAST(1 AS INTEGER) AS _row, {blanks} "
            "UNION ALL SELECT CAST(_row AS INTEGER), {texts} FROM {origin}",
            staged=STAGED,
            blanks=listed(*(fill("NULL AS {text}", text=text) for text in texts)),
            texts=listed(*texts),
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
            raise SourceError(
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
    raise SourceError(
        str(sheet.key),
        f"its columns cannot be read: {words}",
        "a whole file whose columns fit into memory",
        "Write it anew, or cite fewer columns.",
    ) from None
