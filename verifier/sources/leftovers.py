"""What a load leaves behind that broke off: tables that nobody asks for any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.sources.sql import fill, outside_name

if TYPE_CHECKING:
    import duckdb


def table_names(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Returns the names of all tables and views of a session."""
    return frozenset(_kinds(connection))


def drop_all_but(connection: duckdb.DuckDBPyConnection, kept: frozenset[str]) -> None:
    """Drops the other tables and views, so that their memory is free."""
    kinds = _kinds(connection)
    others = (table for table in kinds if table not in kept)
    for table in sorted(others, key=lambda table: kinds[table] != "VIEW"):
        name = outside_name(table)
        if kinds[table] == "VIEW":
            connection.execute(fill("DROP VIEW {name}", name=name))
        else:
            connection.execute(fill("DROP TABLE {name}", name=name))


def _kinds(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    found = connection.execute(
        "SELECT table_name, 'TABLE' FROM duckdb_tables() UNION ALL "
        "SELECT view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    return {str(table): str(kind) for table, kind in found}
