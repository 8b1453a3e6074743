"""Brings columns of a text file into DuckDB: texts first, then what they mean."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from verifier.sources.delimited.profile import profiles_of
from verifier.sources.delimited.readings import (
    TEXTS,
    odd_table,
    read_columns,
    tested_texts,
    view_texts,
)
from verifier.sources.delimited.records import cells_of
from verifier.sources.delimited.textfile import lines_of
from verifier.sources.files import (
    check_digest,
    chunks_of,
    open_file,
)
from verifier.sources.sql import Sql, fill, listed, name
from verifier.sources.tabular.origin import descriptor_path
from verifier.sources.typed import (
    STAGED,
    add_batches,
    in_batches,
    is_wide,
    layout_of,
    loaded_columns,
)

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from verifier.model.source import Sheet, SheetLayout
    from verifier.sources.delimited.profile import Profile
    from verifier.sources.delimited.textfile import TextFile
    from verifier.sources.typed import Facets

BULK_BYTES = 4 * 1024**2

_BLOCK = 20_000
_BLOCK_CELLS = 4_000_000
_DELIMITERS = {
    ",": Sql("','"),
    ";": Sql("';'"),
    "\t": Sql("chr(9)"),
    "|": Sql("'|'"),
}


def load_columns(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: tuple[int, ...],
) -> SheetLayout:
    """Returns the layout of the sheet, the columns loaded.

    Raises:
        SourceError: if the file changed since it was opened, or rows got lost.
    """
    known = loaded_columns(connection, sheet)
    missing = tuple(sorted(set(columns) - known))
    if missing:
        try:
            _load_in_bulk(file, connection, sheet, missing)
        except _OtherRecordsError:
            _load_records(file, connection, sheet, missing)
    return layout_of(connection, sheet, tuple(sorted(known | set(columns))))


class _OtherRecordsError(Exception):
    """DuckDB's reader does not see, or might not see, the records that we see."""


def _load_in_bulk(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[int],
) -> None:
    """Loads columns by DuckDB's reader, which sees a descriptor of ours alone.

    Few columns are read again whenever they are looked at: texts that are kept take
    more room than all that is made of them.

    Raises:
        _OtherRecordsError: if the file does not suit this reader.
    """
    if not _suits_bulk(file):
        raise _OtherRecordsError
    kind = Sql("TABLE") if is_wide(columns) else Sql("VIEW")
    with descriptor_path(file.file) as path:
        query = fill(
            "CREATE {kind} {texts} AS {records}",
            kind=kind,
            texts=TEXTS,
            records=_records(file, path, columns),
        )
        try:
            connection.execute(query)
            _add(file, connection, sheet, columns)
        finally:
            connection.execute(fill("DROP VIEW IF EXISTS {staged}", staged=STAGED))
            connection.execute(
                fill("DROP {kind} IF EXISTS {texts}", kind=kind, texts=TEXTS)
            )


def _load_records(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[int],
) -> None:
    _stage_records(file, connection, columns)
    _add(file, connection, sheet, columns)
    _drop(connection, TEXTS)


def _add(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[int],
) -> None:
    batches = _batches(file, connection, sheet, columns)
    add_batches(connection, sheet, batches, is_wide=is_wide(columns))
    check_digest(file.file, file.scan.digest)


def _batches(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[int],
) -> Iterator[list[Facets]]:
    for some in in_batches(columns):
        _drop(connection, *(odd_table(column) for column in some))
        view_texts(connection, some)
        profiles = _profiles(file, connection, sheet, some)
        yield read_columns(connection, profiles, sheet.header_row, file.conventions)
        _drop(connection, *(odd_table(column) for column in some))
    connection.execute(fill("DROP VIEW {staged}", staged=STAGED))


def _profiles(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    columns: Sequence[int],
) -> dict[int, Profile]:
    """Returns what each column holds.

    Raises:
        _OtherRecordsError: if there are other rows than we found.
        OutOfMemoryException: if there is not enough memory to look.
    """
    try:
        rows, profiles = profiles_of(connection, columns, sheet.header_row)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        raise _OtherRecordsError from None
    if rows != file.structure.rows:
        raise _OtherRecordsError
    return profiles


def _stage_records(
    file: TextFile,
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[int],
) -> None:
    texts = [name(f"c{column}") for column in columns]
    _drop(connection, TEXTS)
    connection.execute(
        fill(
            "CREATE TABLE {texts} (_row INTEGER, {columns})",
            texts=TEXTS,
            columns=listed(
                *(fill("{text} VARCHAR", text=text) for text in texts),
                *(fill("p{column} BOOLEAN", column=column) for column in columns),
            ),
        )
    )
    insert = _insert_of(texts, tested_texts(columns, file.conventions))
    first = 1
    with lines_of(file.file, file.scan.encoding) as lines:
        for block in _blocks(file, lines, columns):
            connection.execute(insert, [first, *block])
            first += len(block[0])


def _insert_of(texts: Sequence[Sql], tested: Sequence[Sql]) -> Sql:
    """Returns the INSERT of a block: its first row, then one list of texts a column."""
    return fill(
        "INSERT INTO {texts} SELECT _row, {tested} FROM ("
        "SELECT CAST($1 + range AS INTEGER) AS _row, {columns} "
        "FROM (SELECT unnest(range(len($2))) AS range, {lists}))",
        texts=TEXTS,
        tested=listed(*tested),
        columns=listed(
            *(
                fill(
                    "CASE {text} WHEN '' THEN NULL WHEN chr(0) THEN '' ELSE {text} END "
                    "AS {text}",
                    text=text,
                )
                for text in texts
            )
        ),
        lists=listed(
            *(
                fill(
                    "unnest(CAST(${place} AS VARCHAR[])) AS {text}",
                    place=place,
                    text=text,
                )
                for place, text in enumerate(texts, 2)
            )
        ),
    )


def _blocks(
    file: TextFile, lines: io.TextIOWrapper, columns: Sequence[int]
) -> Iterator[list[list[str]]]:
    """Yields the texts of the wanted columns, a few thousand rows at a time."""
    records = cells_of(lines, file.dialect, mark_quoted=file.scan.quotes > 0)
    wanted = islice(records, file.structure.rows)
    width = max(columns)
    size = max(1, min(_BLOCK, _BLOCK_CELLS // file.structure.columns))
    while rows := list(islice(wanted, size)):
        full = [
            row if len(row) >= width else [*row, *[""] * (width - len(row))]
            for row in rows
        ]
        yield [[row[column - 1] for row in full] for column in columns]


def _suits_bulk(file: TextFile) -> bool:
    """Returns whether DuckDB's reader sees in the file what we see.

    So it is where every record has the same number of cells, none is blank, all lines
    end alike and a quote stands nowhere but round a whole cell.
    """
    scan, dialect = file.scan, file.dialect
    return (
        scan.size >= BULK_BYTES
        and os.name == "posix"
        and scan.encoding == "utf-8"
        and dialect.delimiter in (",", ";", "\t", "|")
        and dialect.quote == '"'
        and file.structure.is_regular
        and file.structure.columns > 1
        and sum(1 for ends in scan.line_ends if ends) == 1
        and not scan.line_ends[2]
        and (scan.quotes == 0 or _quotes_whole_cells(file))
    )


def _quotes_whole_cells(file: TextFile) -> bool:
    """Returns whether each quote opens or closes a cell; none is doubled or loose."""
    delimiter = file.dialect.delimiter.encode()
    opens = closes = 0
    last = b"\n"
    descriptor = open_file(file.file)
    try:
        for chunk in chunks_of(descriptor):
            text = last + chunk
            opens += text.count(delimiter + b'"') + text.count(b'\n"')
            closes += text.count(b'"' + delimiter)
            closes += text.count(b'"\n') + text.count(b'"\r')
            last = chunk[-1:]
    finally:
        os.close(descriptor)
    closes += last == b'"'
    return opens == closes and opens + closes == file.scan.quotes


def _records(file: TextFile, path: Sql, columns: Sequence[int]) -> Sql:
    """Returns the SELECT of the records that DuckDB's reader finds, nothing guessed."""
    every = range(1, file.structure.columns + 1)
    return fill(
        "SELECT CAST(row_number() OVER () AS INTEGER) AS _row,"
        " {columns} FROM read_csv({path}, auto_detect = false, header = false, "
        "delim = {delimiter}, quote = '\"', escape = '\"', {line_end}"
        "columns = {{{types}}}, null_padding = false, strict_mode = true, skip = 0, "
        "comment = '', nullstr = '', allow_quoted_nulls = false, "
        "compression = 'none', ignore_errors = false, encoding = 'utf-8')",
        path=path,
        columns=listed(*tested_texts(columns, file.conventions)),
        delimiter=_DELIMITERS[file.dialect.delimiter],
        # CR LF is left to the reader: stated, it takes LF for a cell (DuckDB 2.0.0)
        line_end=Sql() if file.scan.line_ends[0] else Sql(r"new_line = '\n', "),
        types=listed(
            *(fill("'c{column}': 'VARCHAR'", column=column) for column in every)
        ),
    )


def _drop(connection: duckdb.DuckDBPyConnection, *tables: Sql) -> None:
    for table in tables:
        connection.execute(fill("DROP TABLE IF EXISTS {table}", table=table))
