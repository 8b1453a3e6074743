"""Parquet files, by DuckDB's own reader over a descriptor of ours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.source import Decision, Sheet, SheetKey, Source
from verifier.sources.declared import stated_by
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.columns import TypedColumn
from verifier.sources.tabular.load import load_typed
from verifier.sources.tabular.origin import asking, descriptor_path, digest_of_file
from verifier.sources.tabular.samples import typed_troubles
from verifier.sources.tabular.source import table_decisions, table_sheet

if TYPE_CHECKING:
    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile

_ROW = "file_row_number"


def open_parquet(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened Parquet file: one sheet without a name.

    Raises:
        SourceError: if the file is no Parquet, or has too many rows or columns.
    """
    stated_by(request, ())
    digest = digest_of_file(file)
    with asking(file, "Parquet file") as connection, descriptor_path(file) as path:
        columns = _columns(connection, file, path)
        count = fill("SELECT sum(num_rows) FROM parquet_file_metadata({p})", p=path)
        records = int(connection.execute(count).fetchall()[0][0] or 0)
        headers = [column.header for column in columns]
        key = SheetKey(request.name)
        sheet = table_sheet(key, f"sheet_{first_table}", headers, records)
        origin = _origin(columns, path)
        troubles = tuple(typed_troubles(connection, sheet, columns, origin))
    decisions = (*table_decisions(sheet), Decision("row_order", "as in the file"))
    source = Source(
        request.name,
        request.shown_path,
        digest,
        request.declared_by,
        decisions,
        (sheet,),
        troubles,
    )
    return OpenedSource(source, partial(_load, file, columns))


def _load(
    file: SourceFile,
    columns: tuple[TypedColumn, ...],
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    wanted: tuple[int, ...],
) -> SheetLayout:
    with descriptor_path(file) as path:
        found = [column for column in columns if column.number in wanted]
        return load_typed(connection, sheet, found, _origin(columns, path))


def _columns(
    connection: duckdb.DuckDBPyConnection, file: SourceFile, path: Sql
) -> tuple[TypedColumn, ...]:
    """Returns the columns: headers as the file has them, types as DuckDB reads them.

    Raises:
        SourceError: if these are not as many.
    """
    schema = fill("SELECT name, num_children FROM parquet_schema({p})", p=path)
    headers = _top_names(connection.execute(schema).fetchall())
    types = connection.execute(
        fill("DESCRIBE SELECT * FROM read_parquet({p})", p=path)
    ).fetchall()
    if len(types) != len(headers):
        raise SourceError(
            file.shown,
            f"has {len(headers)} columns of which {len(types)} can be read",
            "a column for every name",
            "Write it anew.",
        )
    return tuple(
        TypedColumn(number, header, str(found[1]))
        for number, (header, found) in enumerate(zip(headers, types, strict=True), 1)
    )


def _top_names(nodes: list[tuple[object, ...]]) -> list[str]:
    """Returns the names right below the root of a schema, listed depth first."""
    names: list[str] = []
    left = [1]  # nodes still to come, level by level
    for text, children in nodes:
        left[-1] -= 1
        if len(left) == 2:  # noqa: PLR2004 - the level below the root
            names.append(str(text))
        left.append(int(str(children or 0)))
        while left and not left[-1]:
            left.pop()
    return names


def _origin(columns: tuple[TypedColumn, ...], path: Sql) -> Sql:
    names = [name(f"c{column.number}") for column in columns]
    if any(column.header.casefold() == _ROW for column in columns):
        return fill(
            "(SELECT row_number() OVER () + 1 AS _row, * FROM read_parquet({path}, "
            "hive_partitioning = false) AS t({names}))",
            path=path,
            names=listed(*names),
        )
    return fill(
        "(SELECT at_row + 2 AS _row, * FROM read_parquet({path}, "
        "hive_partitioning = false, file_row_number = true) AS t({names}))",
        path=path,
        names=listed(*names, Sql("at_row")),
    )


SOURCE_FORMAT = SourceFormat((".parquet",), open_parquet)
