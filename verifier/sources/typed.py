"""Cells of a sheet in DuckDB, laid out as `ColumnLayout` says.

Texts come first: a staging table holds one row for each row of the sheet, in which the
column's facets are found by SQL. Types come after, when all numbers of the column are
known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from verifier.errors import SourceError
from verifier.model.address import column_letter
from verifier.model.source import CellKind, ColumnLayout, SheetLayout
from verifier.sources import compact
from verifier.sources.compact import Layers
from verifier.sources.parts import Part, join_parts, rename
from verifier.sources.sql import Sql, fill, joined, listed, name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized

    import duckdb

    from verifier.model.source import Sheet

STAGED = name("staged")
MOST_DECIMALS = 12
SHORT_DIGITS = 18
LONG_DIGITS = 38

_AT_ONCE = 24  # columns; each may bring a join, and DuckDB nests at most 100
_MARK = "_k"
_Column = TypeVar("_Column")
_NOTHING = Sql()


@dataclass(frozen=True, slots=True)
class Facets:
    """How the facets of one column are found in the staging table `s`.

    Attributes:
        column: 1-based column number.
        kind: SQL of the CellKind.
        number: SQL of the number as plain decimal text, or NULL; empty where no cell
            has it.
        coerced: SQL of `L_c`; empty where no cell has it.
        text: SQL of `L_t`; empty where no cell has it.
        raw: SQL of the raw text, or NULL; empty where it is never another than what
            `ColumnLayout` says of `L_r`.
        join: SQL of what must be joined to `s`, or empty.
        type: DECIMAL or DOUBLE where `number` is one already, else empty.
        differing: SQL of `L_r` where that is known; `raw` is not looked at then.
        text_row: the only row that has a text; 0 where any may.
    """

    column: int
    kind: Sql
    number: Sql
    coerced: Sql
    text: Sql
    raw: Sql
    join: Sql
    type: Sql = _NOTHING
    differing: Sql = _NOTHING
    text_row: int = 0


def loaded_columns(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet
) -> frozenset[int]:
    """Returns the columns that a sheet's table has already."""
    names = _column_types(connection, sheet)
    return frozenset(
        column
        for column in range(1, sheet.columns + 1)
        if column_letter(column) + _MARK in names
    )


def add_columns(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: Sequence[Facets]
) -> None:
    """Puts the staged columns into the sheet's table, made where there is none.

    Raises:
        SourceError: if the rows are not 1 to the sheet's last row afterwards.
    """
    add_batches(connection, sheet, in_batches(columns), is_wide=is_wide(columns))


def is_wide(columns: Sized) -> bool:
    """Returns whether so many columns are added in more than one batch."""
    return len(columns) > _AT_ONCE


def in_batches(columns: Sequence[_Column]) -> Iterator[Sequence[_Column]]:
    """Yields columns as many at a time as one statement may join tables for."""
    for first in range(0, len(columns), _AT_ONCE):
        yield columns[first : first + _AT_ONCE]


def add_batches(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    batches: Iterable[Sequence[Facets]],
    *,
    is_wide: bool,
) -> None:
    """Puts columns into the sheet's table, each batch staged when its turn comes.

    Args:
        connection: where to.
        sheet: the sheet.
        batches: as `in_batches` cuts them; what one needs may go when the next one is
            asked for.
        is_wide: whether there are several. The table is made of parts then: made anew
            for each, it would take time by the square of the columns.

    Raises:
        SourceError: if the rows are not 1 to the sheet's last row afterwards.
    """
    is_long = sheet.rows >= compact.LONG_ROWS
    if _column_types(connection, sheet) or not (is_wide or is_long):
        for columns in batches:
            _add(connection, sheet, columns)
        return
    parts = [
        _make_part(connection, sheet, f"{sheet.table}_part_{number}", columns)
        for number, columns in enumerate(batches)
    ]
    inside = compact.inside if is_long else Sql
    whole = join_parts(connection, sheet.table, parts, inside)
    table = name(sheet.table)
    if is_long:
        table = compact.show_part(connection, sheet.table, whole)
        if len(parts) > 1:
            compact.pack(connection)
    else:
        rename(connection, whole.store, table)
    _check_rows(connection, sheet, table)


def _make_part(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    table: str,
    columns: Sequence[Facets],
) -> Part:
    """Returns a table of some columns and all rows, in order."""
    layers, joins = _typed(connection, columns)
    staged = fill("{staged} AS s{joins}", staged=STAGED, joins=joins)
    is_long = sheet.rows >= compact.LONG_ROWS
    if is_long:
        compact.unfold(connection)
        part = compact.plan_part(connection, table, layers, staged)
    else:
        every = tuple(one for layer in layers for one in layer.columns())
        part = Part(name(table), (), every)
    # as it stands a join keeps the order of its left side, and sorting takes memory
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        _store(connection, part, staged)
    finally:
        connection.execute("RESET disabled_optimizers")
    if joins and not _rows_of(connection, part.store)[1]:
        _store(connection, part, fill("{staged} ORDER BY s._row", staged=staged))
    if is_long:
        compact.pack(connection)
    _check_rows(connection, sheet, part.store)
    return part


def _store(connection: duckdb.DuckDBPyConnection, part: Part, staged: Sql) -> None:
    connection.execute(
        fill(
            "CREATE OR REPLACE TABLE {table} AS SELECT s._row, {stored} FROM {staged}",
            table=part.store,
            stored=listed(*part.stored),
            staged=staged,
        )
    )


def _add(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: Sequence[Facets]
) -> None:
    """Makes the sheet's table anew with further columns."""
    table, fresh = name(sheet.table), name(f"{sheet.table}_fresh")
    layers, joins = _typed(connection, columns)
    is_new = not _column_types(connection, sheet)
    order = Sql(" ORDER BY s._row") if joins or not is_new else Sql()
    connection.execute(
        fill(
            "CREATE TABLE {fresh} AS SELECT {first}, {facets} "
            "FROM {staged} AS s{joins}{earlier}{order}",
            fresh=fresh,
            first=Sql("s._row") if is_new else Sql("t.*"),
            facets=listed(*(one for layer in layers for one in layer.columns())),
            staged=STAGED,
            joins=joins,
            earlier=Sql()
            if is_new
            else fill(" JOIN {table} AS t ON t._row = s._row", table=table),
            order=order,
        )
    )
    if not is_new:
        drop_table(connection, sheet)
    rename(connection, fresh, table)
    _check_rows(connection, sheet, table)


def drop_table(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Drops the sheet's table, or the view that it is with what it shows."""
    found = connection.execute(
        "SELECT count(*) FROM duckdb_views() WHERE view_name = ?", [sheet.table]
    ).fetchall()
    if not found[0][0]:
        connection.execute(fill("DROP TABLE {table}", table=name(sheet.table)))
        return
    connection.execute(fill("DROP VIEW {view}", view=name(sheet.table)))
    compact.drop_store(connection, sheet.table)


def layout_of(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: Sequence[int]
) -> SheetLayout:
    """Returns the layout of a sheet with the given columns, which are loaded."""
    types = _column_types(connection, sheet)
    kinds = _kinds(connection, sheet, columns)
    layouts = {
        column: ColumnLayout(
            column_letter(column),
            _scale_of(types[f"{column_letter(column)}_n"]),
            kinds[column],
            sheet.headers[column - 1] if column <= len(sheet.headers) else "",
        )
        for column in columns
    }
    return SheetLayout(sheet, layouts)


def _typed(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Facets]
) -> tuple[list[Layers], Sql]:
    """Returns the five columns of each layout, and what must be joined for them."""
    joins = joined(*dict.fromkeys(column.join for column in columns))
    types = _number_types(connection, columns, joins)
    return [_layers(c, t) for c, t in zip(columns, types, strict=True)], joins


def _layers(column: Facets, number_type: Sql) -> Layers:
    number = fill("CAST({n} AS {type})", n=column.number, type=number_type)
    if not column.number:
        number = Sql()
    raw = fill(
        "CASE WHEN coalesce({raw}, '') <> "
        "coalesce({text}, CAST({number} AS VARCHAR), '') "
        "THEN coalesce({raw}, '') END",
        number=number or Sql("NULL"),
        text=column.text or Sql("NULL"),
        raw=column.raw,
    )
    return Layers(
        column_letter(column.column),
        fill("CAST({kind} AS UTINYINT)", kind=column.kind),
        number,
        column.coerced,
        column.text,
        column.differing or (raw if column.raw else Sql()),
        number_type,
        column.text_row,
    )


def _number_types(
    connection: duckdb.DuckDBPyConnection, columns: Sequence[Facets], joins: Sql
) -> list[Sql]:
    """Returns for each column DECIMAL where it holds every number, else DOUBLE."""
    asked = [column for column in columns if not column.type]
    if not asked:
        return [column.type for column in columns]
    query = fill(
        "SELECT {digits} FROM (SELECT {numbers} FROM {staged} AS s{joins}) AS numbers",
        digits=listed(
            *(
                fill(
                    "coalesce(max(length(ltrim(split_part(n{c}, '.', 1), '-'))), 0), "
                    "coalesce(max(length(split_part(n{c}, '.', 2))), 0)",
                    c=column.column,
                )
                for column in asked
            )
        ),
        numbers=listed(*(fill("{n} AS n{c}", n=c.number, c=c.column) for c in asked)),
        staged=STAGED,
        joins=joins,
    )
    digits = iter(map(int, connection.execute(query).fetchall()[0]))
    return [c.type or decimal_type(next(digits), next(digits)) for c in columns]


def decimal_type(whole: int, decimals: int) -> Sql:
    """Returns the type for so many digits before and behind the decimal sign.

    Example:
        >>> decimal_type(7, 2), decimal_type(20, 2), decimal_type(1, 13)
        ('DECIMAL(18, 2)', 'DECIMAL(38, 2)', 'DOUBLE')
    """
    if decimals > MOST_DECIMALS or whole + decimals > LONG_DIGITS:
        return Sql("DOUBLE")
    digits = SHORT_DIGITS if whole + decimals <= SHORT_DIGITS else LONG_DIGITS
    return fill("DECIMAL({digits}, {scale})", digits=digits, scale=decimals)


def _column_types(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet
) -> Mapping[str, str]:
    rows = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?",
        [sheet.table],
    ).fetchall()
    return {str(column): str(kind) for column, kind in rows}


def _scale_of(type_name: str) -> int | None:
    if not type_name.startswith("DECIMAL"):
        return None
    return int(type_name.rstrip(")").rpartition(",")[2])


def _kinds(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, columns: Sequence[int]
) -> Mapping[int, frozenset[CellKind]]:
    """Returns the kinds that occur in the data rows of each column.

    As one bit a kind: `list(DISTINCT ...)` takes time by the square of the columns.
    """
    found: dict[int, frozenset[CellKind]] = {}
    for some in in_batches(columns):
        query = fill(
            "SELECT {bits} FROM {table} WHERE _row <> {header}",
            bits=listed(
                *(
                    fill(
                        "bit_or(1 << {kind})", kind=name(column_letter(column) + _MARK)
                    )
                    for column in some
                )
            ),
            table=name(sheet.table),
            header=sheet.header_row,
        )
        for column, bits in zip(
            some, connection.execute(query).fetchall()[0], strict=True
        ):
            found[column] = frozenset(k for k in CellKind if int(bits or 0) >> k & 1)
    return found


def _check_rows(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Sql
) -> None:
    rows, is_ordered = _rows_of(connection, table)
    if rows != sheet.rows or not is_ordered:
        raise SourceError(
            str(sheet.key),
            f"{rows:,} rows were loaded",
            f"{sheet.rows:,} rows in the order of the file",
            "Run the check again; if it stays so, report it as a defect.",
        )


def _rows_of(connection: duckdb.DuckDBPyConnection, table: Sql) -> tuple[int, bool]:
    """Returns how many rows a table has, and whether they are in order from 1."""
    query = fill(
        "SELECT count(*), coalesce(bool_and(_row = rowid + 1), TRUE) FROM {table}",
        table=table,
    )
    rows, is_ordered = connection.execute(query).fetchall()[0]
    return int(rows), bool(is_ordered)
