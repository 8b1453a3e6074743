"""Database files of SQLite: every table is a sheet, read by Python's own sqlite3."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.source import Decision, Sheet, SheetKey, Source, Trouble
from verifier.sources.declared import stated_by
from verifier.sources.files import check_unchanged, chunks_of, open_file
from verifier.sources.opened import OpenedSource, SourceFormat
from verifier.sources.sql import Sql, fill, listed, outside_name
from verifier.sources.sqlite.cells import facet_of_value
from verifier.sources.sqlite.tables import Table, read_tables
from verifier.sources.tabular.order import WORDS, no_key, wanted_tables
from verifier.sources.tabular.origin import digest_of_file
from verifier.sources.tabular.records import load_records
from verifier.sources.tabular.samples import MOST_TEXTS, number_texts
from verifier.sources.tabular.source import (
    header_troubles,
    table_decisions,
    table_sheet,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import duckdb

    from verifier.model.source import SheetLayout, SourceRequest
    from verifier.sources.files import SourceFile
    from verifier.sources.staging import Facet

_SHOWN = 5
_HEAD = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)
_NO_LOG = b"\1\1"
_BLOCK = 5_000


def open_database(
    request: SourceRequest, file: SourceFile, first_table: int
) -> OpenedSource:
    """Returns an opened database file of SQLite.

    Raises:
        SourceError: if it is no such file, has no such table, or holds changes that
            are not in the file yet.
    """
    declared = stated_by(request, WORDS)
    _refuse_pending(file)
    digest = digest_of_file(file)
    with connected(file) as connection:
        found, left_out = read_tables(connection, file.shown, declared)
        wanted = wanted_tables(file.shown, tuple(found), declared)
        tables = {text: found[text] for text in wanted}
        sheets = tuple(
            _sheet(connection, SheetKey(request.name, text), table, number)
            for number, (text, table) in enumerate(tables.items(), first_table)
        )
        numbers = tuple(
            trouble
            for sheet, table in zip(sheets, tables.values(), strict=True)
            for trouble in _text_numbers(connection, sheet, table)
        )
    pairs = list(zip(sheets, tables.values(), strict=True))
    source = Source(
        request.name,
        request.shown_path,
        digest,
        request.declared_by,
        tuple(decision for pair in pairs for decision in _decisions(*pair, declared)),
        sheets,
        (
            *(trouble for sheet in sheets for trouble in header_troubles(sheet)),
            *numbers,
            *_left_out(sheets[0].key, left_out),
        ),
    )
    return OpenedSource(source, partial(_load, file, tables))


@contextmanager
def connected(file: SourceFile) -> Generator[sqlite3.Connection]:
    """Yields a connection that only reads, and trusts nothing that the file defines.

    Raises:
        SourceError: for whatever SQLite cannot read.

    Source: sqlite.org, "Defense Against The Dark Arts".
    """
    descriptor = open_file(file)
    try:
        _check_head(file, descriptor)
        connection = _opened(file, descriptor)
        try:
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA mmap_size = 0")
            yield connection
        finally:
            connection.close()
        check_unchanged(file, descriptor)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise SourceError(
            file.shown,
            f"cannot be read: {error}",
            "a whole database file of SQLite",
            "Write it anew: VACUUM INTO a new file.",
        ) from None
    finally:
        os.close(descriptor)


def _opened(file: SourceFile, descriptor: int) -> sqlite3.Connection:
    """Returns a connection to a file, or to a copy in memory of what was unpacked.

    SQLite follows links and opens by name, which what was unpacked has not. A database
    in memory has no log of its own, so the copy must not say that it has one.

    Source: sqlite.org, "Database File Format", 1.3.3 (file format version numbers).
    """
    if not file.is_ours:
        address = f"file:/dev/fd/{descriptor}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, isolation_level=None)
    content = bytearray(b"".join(chunks_of(descriptor)))
    content[_VERSIONS] = _NO_LOG
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(bytes(content))
    return connection


def _check_head(file: SourceFile, descriptor: int) -> None:
    head = os.pread(descriptor, len(_HEAD), 0)
    if head[8:12] == b"DUCK":
        raise SourceError(
            file.shown,
            "is a database file of DuckDB",
            "a file name that ends with .duckdb",
            "Rename it.",
        )
    if head != _HEAD:
        raise SourceError(
            file.shown,
            "is no database file of SQLite, or an encrypted one",
            "a whole database file of SQLite",
        )


def _load(
    file: SourceFile,
    tables: dict[str, Table],
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    table = tables[sheet.key.sheet]
    with connected(file) as database:
        return load_records(
            connection, sheet, columns, partial(_records, database, table)
        )


def _records(
    database: sqlite3.Connection, table: Table, columns: Sequence[int]
) -> Iterator[list[Facet]]:
    wanted = [table.columns[column - 1] for column in columns]
    names = listed(*(outside_name(column.name) for column in wanted))
    cursor = database.execute(
        fill(
            "SELECT {names} FROM {table} ORDER BY {order}",
            names=names,
            table=outside_name(table.name),
            order=table.order,
        )
    )
    while rows := cursor.fetchmany(_BLOCK):
        for row in rows:
            yield [
                facet_of_value(value, column.holds)
                for value, column in zip(row, wanted, strict=True)
            ]


def _refuse_pending(file: SourceFile) -> None:
    """Refuses a file beside which changes wait that only a writer may bring in.

    Raises:
        SourceError: if there is one.
    """
    for ending in ("-wal", "-journal"):
        log = file.path + ending
        if not file.is_ours and os.path.exists(log) and os.path.getsize(log):  # noqa: PTH110, PTH202 - strings here
            raise SourceError(
                file.shown,
                f"has changes in a file {ending} that are not in the database yet",
                "a database that nothing writes to",
                "Close what uses it, or run PRAGMA wal_checkpoint(TRUNCATE).",
            )


def _sheet(
    connection: sqlite3.Connection, key: SheetKey, table: Table, number: int
) -> Sheet:
    path = outside_name(table.name)
    query = fill("SELECT count(*) FROM {table}", table=path)
    records = int(connection.execute(query).fetchall()[0][0])
    if table.declared_key:
        names = [outside_name(text) for text in table.declared_key]
        there = Sql(" AND ".join(fill("{c} IS NOT NULL", c=text) for text in names))
        distinct = fill(
            "SELECT count(*) FROM (SELECT DISTINCT {names} FROM {table} WHERE {there})",
            names=listed(*names),
            table=path,
            there=there,
        )
        if int(connection.execute(distinct).fetchall()[0][0]) != records:
            raise no_key(str(key), table.declared_key)
    headers = [column.name for column in table.columns]
    return table_sheet(key, f"sheet_{number}", headers, records)


def _decisions(
    sheet: Sheet, table: Table, declared: dict[str, str]
) -> tuple[Decision, ...]:
    name = sheet.key.sheet
    order = Decision("order_by", table.shown_order, "order_by" in declared, name)
    dated = [column.name for column in table.columns if column.holds == "moments"]
    dates = Decision("dates", ", ".join(dated), sheet=name)
    return (*table_decisions(sheet), order, *((dates,) if dated else ()))


def _text_numbers(
    connection: sqlite3.Connection, sheet: Sheet, table: Table
) -> Iterator[Trouble]:
    for number, column in enumerate(table.columns, 1):
        query = fill(
            "SELECT 0, {c} FROM {table} WHERE typeof({c}) = 'text' "
            "AND length({c}) <= 64 AND {c} GLOB '*[0-9]*' LIMIT {most}",
            c=outside_name(column.name),
            table=outside_name(table.name),
            most=MOST_TEXTS,
        )
        if column.holds != "moments":
            yield from number_texts(sheet, number, connection.execute(query).fetchall())


def _left_out(sheet: SheetKey, names: tuple[str, ...]) -> tuple[Trouble, ...]:
    if not names:
        return ()
    shown = ", ".join(names[:_SHOWN])
    message = f"views and virtual tables are not read: {shown}"
    return (Trouble("views-left-out", message, sheet),)


SOURCE_FORMAT = SourceFormat((".sqlite", ".sqlite3", ".db"), open_database, WORDS)
