"""The tables of a database file, their columns, and the order of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.sources.sql import Sql, fill, listed, outside_name
from verifier.sources.tabular.order import key_columns

if TYPE_CHECKING:
    import sqlite3

_ROWIDS = ("rowid", "_rowid_", "oid")
_HIDDEN = 1  # a column of a virtual table that SELECT * leaves out


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: as the table has it.
        holds: `moments`, `truths` or nothing: what its declared type says of texts
            that look like dates, and of 0 and 1.
    """

    name: str
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file.

    Attributes:
        name: its name.
        columns: in order.
        order: SQL behind ORDER BY.
        shown_order: the same for people.
        declared_key: the columns that the user declares, if they do.
    """

    name: str
    columns: tuple[Column, ...]
    order: Sql
    shown_order: str
    declared_key: tuple[str, ...] = ()


def read_tables(
    connection: sqlite3.Connection, shown: str, declared: dict[str, str]
) -> tuple[dict[str, Table], tuple[str, ...]]:
    """Returns the tables by name, and the names of what is not read.

    Args:
        connection: to the file.
        shown: its path as the user knows it.
        declared: by the user.

    Raises:
        SourceError: if a declared key is none of a table that is wanted.
    """
    wanted = declared.get("table", "").casefold()
    tables: dict[str, Table] = {}
    left_out: list[str] = []
    rows = connection.execute(
        "SELECT l.name, l.type, l.wr FROM pragma_table_list AS l "
        "JOIN sqlite_schema AS s ON s.name = l.name "
        "WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY s.rowid"
    ).fetchall()
    for name, kind, is_without_rowid in rows:
        if kind != "table":
            left_out += [name] if kind != "shadow" else []
        elif not wanted or name.casefold() == wanted:
            where = f"{shown}, table {name}"
            tables[name] = _table(
                connection, where, name, declared, has_rowid=not is_without_rowid
            )
        else:
            tables[name] = Table(name, (), Sql(), "")
    return tables, tuple(left_out)


def _table(
    connection: sqlite3.Connection,
    where: str,
    name: str,
    declared: dict[str, str],
    *,
    has_rowid: bool,
) -> Table:
    found = connection.execute(
        "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> ?",
        [name, _HIDDEN],
    ).fetchall()
    columns = tuple(Column(text, _holds(kind)) for text, kind, _ in found)
    headers = [column.name for column in columns]
    key = tuple(headers[place] for place in key_columns(where, headers, declared))
    keyed = sorted((pk, text) for text, _, pk in found if pk)
    primary = tuple(text for _, text in keyed)
    if key or not has_rowid:
        order = key or primary
        quoted = listed(*(outside_name(text) for text in order))
        return Table(name, columns, quoted, ", ".join(order), key)
    folded = {text.casefold() for text in headers}
    free = next((text for text in _ROWIDS if text not in folded), "")
    if not free:  # three columns hide it: then every column orders the rows
        every = listed(*(outside_name(text) for text in headers))
        return Table(name, columns, every, ", ".join(headers))
    return Table(name, columns, fill("{rowid}", rowid=Sql(free)), "rowid")


def _holds(declared_type: str) -> str:
    upper = declared_type.upper()
    if "DATE" in upper or "TIMESTAMP" in upper:
        return "moments"
    return "truths" if "BOOL" in upper else ""
