"""Cells of a sheet in DuckDB, laid out as `ColumnLayout` says.

Texts come first: a staging table holds one row for each row of the sheet, in which the
column's facets are found by SQL. Types come after, when all numbers of the column are
known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import column_letter
from verifier.model.source import CellKind, ColumnLayout, SheetLayout
from verifier.sources import compact
from verifier.sources.compact import Layers
from verifier.sources.sql import Sql, fill, joined, listed, name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from verifier.model.source import Sheet

STAGED = name("staged")
MOST_DECIMALS = 12
SHORT_DIGITS = 18
LONG_DIGITS = 38

_MARK = "_k"
_NOTHING = Sql()


@dataclass(frozen=True, slots=True)
class Facets:
    """How the facets of one column are found in the staging table `s`.

    Attributes:
        column: 1-based column number.
        kind: SQL of the CellKind.
        number: SQL of the number as plain decimal text, or NULL.
        coerced: SQL of `L_c`.
        text: SQL of `L_t`.
        raw: SQL of the raw text, or NULL; empty where it is never another than what
            `ColumnLayout` says of `L_r`.
        join: SQL of what must be joined to `s`, or empty.
        type: DECIMAL or DOUBLE where `number` is one already, else empty.
    """

    column: int
    kind: Sql
    number: Sql
    coerced: Sql
    text: Sql
    raw: Sql
    join: Sql
    type: Sql = _NOTHING


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
    table, fresh = name(sheet.table), name(f"{sheet.table}_fresh")
    layers = [_typed(connection, column) for column in columns]
    joins = joined(*(column.join for column in columns))
    is_new = not _column_types(connection, sheet)
    # without a join the rows stay in order, as is checked below; sorting takes memory
    order = Sql(" ORDER BY s._row") if joins or not is_new else Sql()
    staged = fill("{staged} AS s{joins}", staged=STAGED, joins=joins)
    if is_new and sheet.rows >= compact.LONG_ROWS:
        store = compact.store_compactly(connection, sheet.table, layers, staged, order)
        _check_rows(connection, sheet, store)
        return
    connection.execute(
        fill(
            "CREATE TABLE {fresh} AS SELECT {first}, {facets} FROM {staged}{earlier}"
            "{order}",
            fresh=fresh,
            first=Sql("s._row") if is_new else Sql("t.*"),
            facets=listed(*(one for layer in layers for one in layer.columns())),
            staged=staged,
            earlier=Sql()
            if is_new
            else fill(" JOIN {table} AS t ON t._row = s._row", table=table),
            order=order,
        )
    )
    if not is_new:
        drop_table(connection, sheet)
    connection.execute(
        fill("ALTER TABLE {fresh} RENAME TO {table}", fresh=fresh, table=table)
    )
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
    store = name(f"{sheet.table}_store")
    connection.execute(fill("DROP TABLE {store}", store=store))
    types = connection.execute(
        "SELECT type_name FROM duckdb_types() WHERE starts_with(type_name, ?)",
        [f"{sheet.table}_"],
    ).fetchall()
    for (made,) in types:
        connection.execute(fill("DROP TYPE {made}", made=name(str(made))))


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


def _typed(connection: duckdb.DuckDBPyConnection, column: Facets) -> Layers:
    """Returns the five columns of a layout."""
    number = fill(
        "CAST({number} AS {type})",
        number=column.number,
        type=column.type or _number_type(connection, column),
    )
    raw = fill(
        "CASE WHEN coalesce({raw}, '') <> "
        "coalesce({text}, CAST({number} AS VARCHAR), '') "
        "THEN coalesce({raw}, '') END",
        number=number,
        text=column.text,
        raw=column.raw,
    )
    return Layers(
        column_letter(column.column),
        fill("CAST({kind} AS UTINYINT)", kind=column.kind),
        number,
        fill("CAST({coerced} AS DOUBLE)", coerced=column.coerced),
        fill("CAST({text} AS VARCHAR)", text=column.text),
        raw if column.raw else Sql("CAST(NULL AS VARCHAR)"),
    )


def _number_type(connection: duckdb.DuckDBPyConnection, column: Facets) -> Sql:
    """Returns DECIMAL where it holds every number of the column, else DOUBLE."""
    query = fill(
        "SELECT coalesce(max(length(f)), 0), coalesce(max(length(w)), 0) FROM ("
        "SELECT split_part(n, '.', 2) AS f, ltrim(split_part(n, '.', 1), '-') AS w "
        "FROM (SELECT {number} AS n FROM {staged} AS s{join}) AS numbers "
        "WHERE n IS NOT NULL) AS digits",
        number=column.number,
        staged=STAGED,
        join=column.join,
    )
    found = connection.execute(query).fetchall()[0]
    return decimal_type(int(found[1]), int(found[0]))


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
    """Returns the kinds that occur in the data rows of each column."""
    if not columns:
        return {}
    query = fill(
        "SELECT {lists} FROM {table} WHERE _row <> {header}",
        lists=listed(
            *(
                fill("list(DISTINCT {kind})", kind=name(column_letter(column) + _MARK))
                for column in columns
            )
        ),
        table=name(sheet.table),
        header=sheet.header_row,
    )
    found = connection.execute(query).fetchall()[0]
    return {
        column: frozenset(CellKind(kind) for kind in kinds or ())
        for column, kinds in zip(columns, found, strict=True)
    }


def _check_rows(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Sql
) -> None:
    query = fill(
        "SELECT count(*), coalesce(bool_and(_row = rowid + 1), TRUE) FROM {table}",
        table=table,
    )
    rows, is_ordered = connection.execute(query).fetchall()[0]
    if rows != sheet.rows or not is_ordered:
        raise SourceError(
            str(sheet.key),
            f"{rows:,} rows were loaded",
            f"{sheet.rows:,} rows in the order of the file",
            "Run the check again; if it stays so, report it as a defect.",
        )
