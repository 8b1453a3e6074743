"""Database files of DuckDB: every table is a sheet."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import duckdb

from verifier.errors import SourceError
from verifier.model.source import Decision, Sheet, SheetKey, Source, Trouble
from verifier.sources.declared import stated_by
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.sql import Sql, fill, listed, name, outside_name
from verifier.sources.tabular.columns import TypedColumn
from verifier.sources.tabular.load import load_typed
from verifier.sources.tabular.order import WORDS, key_columns, no_key, wanted_tables
from verifier.sources.tabular.origin import (
    asking,
    descriptor_path,
    digest_of_file,
    words_of,
)
from verifier.sources.tabular.samples import typed_troubles
from verifier.sources.tabular.source import table_decisions, table_sheet

if TYPE_CHECKING:
    from collections.abc import Generator

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile

_OUTSIDE = name("outside")
_TABLES = Sql(
    "SELECT schema_name, table_name FROM duckdb_tables() "
    "WHERE database_name = 'outside' AND NOT internal ORDER BY table_oid"
)
_VIEWS = Sql(
    "SELECT schema_name, view_name FROM duckdb_views() "
    "WHERE database_name = 'outside' AND NOT internal ORDER BY view_oid"
)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file.

    Attributes:
        path: its schema and name, quoted.
        columns: in order.
        key: 0-based places of the columns that order its rows; none for the rowid.
    """

    path: Sql
    columns: tuple[TypedColumn, ...]
    key: tuple[int, ...]


def open_database(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened database file of DuckDB.

    Raises:
        SourceError: if it is no such file, has no such table, or holds changes that
            are not in the file yet.
    """
    declared = stated_by(request, WORDS)
    _refuse_pending(file)
    digest = digest_of_file(file)
    with (
        asking(file, "database file of DuckDB") as connection,
        attached(connection, file),
    ):
        tables = _wanted(connection, file, declared)
        numbers = count(first_table)
        sheets = tuple(
            _sheet(connection, SheetKey(request.name, text), table, next(numbers))
            for text, table in tables.items()
        )
        pairs = tuple(zip(sheets, tables.values(), strict=True))
        troubles = [
            trouble
            for sheet, table in pairs
            for trouble in typed_troubles(
                connection, sheet, table.columns, _origin(table)
            )
        ]
        views = tuple(_names(connection, _VIEWS))
    source = Source(
        request.name,
        request.shown_path,
        digest,
        request.declared_by,
        tuple(
            decision
            for sheet, table in pairs
            for decision in _decisions(sheet, table, is_declared="order_by" in declared)
        ),
        sheets,
        (*troubles, *_view_trouble(sheets[0].key, views)),
    )
    return OpenedSource(source, partial(_load, file, tables))


def _wanted(
    connection: duckdb.DuckDBPyConnection, file: SourceFile, declared: dict[str, str]
) -> dict[str, Table]:
    found = _names(connection, _TABLES)
    wanted = wanted_tables(file.shown, tuple(found), declared)
    return {text: _table(connection, text, found[text], declared) for text in wanted}


@contextmanager
def attached(
    connection: duckdb.DuckDBPyConnection, file: SourceFile
) -> Generator[None]:
    """Attaches a file for reading alone, and detaches it.

    Raises:
        SourceError: if the file is not the one that was found.
    """
    with descriptor_path(file) as path:
        connection.execute(
            fill(
                "ATTACH {path} AS {outside} (READ_ONLY, TYPE duckdb)",
                path=path,
                outside=_OUTSIDE,
            )
        )
        try:
            yield
        finally:
            connection.execute(fill("DETACH {outside}", outside=_OUTSIDE))


def _load(
    file: SourceFile,
    tables: dict[str, Table],
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    wanted: tuple[int, ...],
) -> SheetLayout:
    table = tables[sheet.key.sheet]
    columns = [column for column in table.columns if column.number in wanted]
    try:
        with attached(connection, file):
            return load_typed(connection, sheet, columns, _origin(table))
    except duckdb.Error as error:
        words = words_of(error)
        raise SourceError(
            str(sheet.key), f"cannot be read: {words}", "a whole database file"
        ) from None


def _refuse_pending(file: SourceFile) -> None:
    """Refuses a file beside which changes wait that only a writer may bring in.

    Raises:
        SourceError: if there is one.
    """
    log = f"{file.path}.wal"
    if not file.is_ours and os.path.exists(log) and os.path.getsize(log):  # noqa: PTH110, PTH202 - strings here
        raise SourceError(
            file.shown,
            "has changes in a file .wal that are not in the database yet",
            "a database that nothing writes to",
            "Close what uses it, or run CHECKPOINT.",
        )


def _names(connection: duckdb.DuckDBPyConnection, query: Sql) -> dict[str, Sql]:
    """Returns tables or views in order: name as shown → path, quoted."""
    found: dict[str, Sql] = {}
    for schema, text in connection.execute(query).fetchall():
        shown = str(text) if schema == "main" else f"{schema}.{text}"
        found[shown] = fill(
            "{outside}.{schema}.{table}",
            outside=_OUTSIDE,
            schema=outside_name(str(schema)),
            table=outside_name(str(text)),
        )
    return found


def _table(
    connection: duckdb.DuckDBPyConnection,
    shown: str,
    path: Sql,
    declared: dict[str, str],
) -> Table:
    rows = connection.execute(fill("DESCRIBE {path}", path=path)).fetchall()
    columns = tuple(
        TypedColumn(number, str(row[0]), str(row[1]))
        for number, row in enumerate(rows, 1)
    )
    key = key_columns(shown, [column.header for column in columns], declared)
    return Table(path, columns, key)


def _sheet(
    connection: duckdb.DuckDBPyConnection, key: SheetKey, table: Table, number: int
) -> Sheet:
    query = fill("SELECT count(*) FROM {origin}", origin=table.path)
    records = int(connection.execute(query).fetchall()[0][0])
    if table.key:
        names = listed(*(name(f"c{place + 1}") for place in table.key))
        there = [fill("{c} IS NOT NULL", c=name(f"c{p + 1}")) for p in table.key]
        distinct = fill(
            "SELECT count(*) FROM (SELECT DISTINCT {names} FROM {origin} "
            "WHERE {there})",
            names=names,
            origin=_origin(table),
            there=Sql(" AND ".join(there)),
        )
        if int(connection.execute(distinct).fetchall()[0][0]) != records:
            headers = [table.columns[place].header for place in table.key]
            raise no_key(str(key), headers)
    headers = [column.header for column in table.columns]
    return table_sheet(key, f"sheet_{number}", headers, records)


def _origin(table: Table) -> Sql:
    """Returns the table with its rows numbered, in the order of rowid or key."""
    names = [name(f"c{column.number}") for column in table.columns]
    keys = [names[place] for place in table.key]
    over = fill("ORDER BY {keys}", keys=listed(*keys)) if keys else Sql()
    return fill(
        "(SELECT row_number() OVER ({over}) + 1 AS _row, * "
        "FROM {path} AS t({names}){order})",
        over=over,
        path=table.path,
        names=listed(*names),
        order=Sql(" ORDER BY _row") if keys else Sql(),
    )


def _decisions(
    sheet: Sheet, table: Table, *, is_declared: bool
) -> tuple[Decision, ...]:
    headers = [table.columns[place].header for place in table.key]
    order = Decision(
        "order_by", ", ".join(headers) or "rowid", is_declared, sheet.key.sheet
    )
    return (*table_decisions(sheet), order)


def _view_trouble(sheet: SheetKey, views: tuple[str, ...]) -> tuple[Trouble, ...]:
    if not views:
        return ()
    shown = ", ".join(views[:_SHOWN])
    message = f"views are not read, since they may show anything: {shown}"
    return (Trouble("views-left-out", message, sheet),)


SOURCE_FORMAT = SourceFormat((".duckdb", ".ddb"), open_database, WORDS)
