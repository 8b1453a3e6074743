"""What a load leaves behind that broke off: tables that nobody asks for any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.sources.sql import fill, outside_name

if TYPE_CHECKING:
    import duckdb


def table_names(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Returns the names of all tables and views of a session."""
    return frozenset(_places(connection))


def drop_all_but(connection: duckdb.DuckDBPyConnection, kept: frozenset[str]) -> None:
    """Drops the other tables and views, so that their memory is free."""
    places = _places(connection)
    others = (table for table in places if table not in kept)
    for table in sorted(others, key=lambda table: places[table][0] != "VIEW"):
        kind, database = places[table]
        parts = {"in": outside_name(database), "name": outside_name(table)}
        if kind == "VIEW":
            connection.execute(fill("DROP VIEW {in}.main.{name}", **parts))
        else:
            connection.execute(fill("DROP TABLE {in}.main.{name}", **parts))


def _places(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Returns for each table and view which of both it is, and its database."""
    found = connection.execute(
        "SELECT table_name, 'TABLE', database_name FROM duckdb_tables() "
        "UNION ALL SELECT view_name, 'VIEW', database_name FROM duckdb_views() "
        "WHERE NOT internal"
    ).fetchall()
    return {str(table): (str(kind), str(place)) for table, kind, place in found}
