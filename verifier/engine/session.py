"""A DuckDB session: open for loading, then locked for calculations.

Settings are the second layer of the sandbox; the first is the process that it runs in.
Their order matters: with a temporary directory left in place, that directory stays
readable and writable after external access is off.
"""

from __future__ import annotations

import duckdb

from verifier.errors import VerifierError

DatabaseFault = duckdb.Error
"""Whatever DuckDB raises, for callers that do not import it."""

MEBIBYTE = 1 << 20
WORKING_MEMORY = 1024 * MEBIBYTE
LOADING_MEMORY = 3072 * MEBIBYTE

_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",  # sums of DOUBLE are the same on every run with one thread only
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "allow_extension_repositories": "forbidden",
    "allow_persistent_secrets": "false",
    "allow_unredacted_secrets": "false",
    "secret_directory": "/nonexistent",
    "home_directory": "/nonexistent",
    "python_enable_replacements": "false",
    "python_scan_all_frames": "false",
    "enable_external_file_cache": "false",
    "max_expression_depth": "100",
    "ieee_floating_point_ops": "false",  # sqrt(-1) is an error, not nan
    "error_on_division_by_zero": "true",
    "integer_division": "false",
    "default_null_order": "NULLS_LAST",
    "default_order": "ASC",
    "default_collation": "",
    "preserve_insertion_order": "true",
    "scalar_subquery_error_on_multiple_rows": "true",
    "catalog_error_max_schemas": "0",
    "pivot_limit": "1000",
}

_LOCKED_SETTINGS = {
    "threads": 1,
    "TimeZone": "UTC",
    "Calendar": "gregorian",
    "temp_directory": "",
    "enable_external_access": False,
    "lock_configuration": True,
}


def open_session(memory: int = LOADING_MEMORY) -> duckdb.DuckDBPyConnection:
    """Returns a connection to an empty database in memory, ready for loading.

    It still reads files, for the sources; `lock` takes that away.

    Args:
        memory: the most that DuckDB takes while loading.

    Units:
        memory: bytes.
    """
    configuration = _CONFIGURATION | {"memory_limit": f"{memory // MEBIBYTE}MiB"}
    return duckdb.connect(config=configuration)


def lock(
    connection: duckdb.DuckDBPyConnection,
    *,
    seconds: float = 10.0,
    memory: int = WORKING_MEMORY,
) -> None:
    """Takes files, network and settings away from every cursor of a session.

    Args:
        connection: as `open_session` gave it, with every column loaded.
        seconds: the longest that DuckDB lets one statement run; the watchdogs of
            `run` and of the parent process stand behind it.
        memory: the most that a statement may take beside what is loaded.

    Raises:
        VerifierError: if a setting did not take hold.
    """
    held = _held_memory(connection) + memory
    # in this order: on another one DuckDB refuses a setting or leaves a door open
    for setting in (
        "SET GLOBAL TimeZone = 'UTC'",
        "SET GLOBAL Calendar = 'gregorian'",
        "SET GLOBAL threads = 1",
        f"SET GLOBAL memory_limit = '{held // MEBIBYTE}MiB'",
        f"SET GLOBAL max_execution_time = {max(1, round(seconds * 1000))}",
        "SET enable_external_access = false",
        "SET disabled_filesystems = 'LocalFileSystem'",
        "SET lock_configuration = true",
    ):
        _apply(connection, setting)
    _check(connection)


def _held_memory(connection: duckdb.DuckDBPyConnection) -> int:
    cursor = connection.cursor()
    row = cursor.execute(
        "SELECT coalesce(sum(memory_usage_bytes), 0) FROM duckdb_memory()"
    ).fetchone()
    cursor.close()
    return int(row[0]) if row else 0


def _apply(connection: duckdb.DuckDBPyConnection, setting: str) -> None:
    try:
        connection.execute(setting)
    except duckdb.Error as error:
        _refuse(f"{setting!r} was refused: {error}")


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    """Reads every setting back through a fresh cursor, and tries to read a file.

    DuckDB does not show `disabled_filesystems`, so an attempt has to show it.
    """
    cursor = connection.cursor()
    for name, expected in _LOCKED_SETTINGS.items():
        row = cursor.execute("SELECT current_setting(?)", [name]).fetchone()
        if row is None or row[0] != expected:
            _refuse(f"the setting {name} is {row[0] if row else None!r}")
    try:
        cursor.execute("SELECT count(*) FROM read_blob('nothing')").fetchall()
    except duckdb.PermissionException:
        return
    except duckdb.Error as error:
        _refuse(f"the file system still answers: {error}")
    finally:
        cursor.close()
    _refuse("a file could still be read")


def _refuse(read: str) -> None:
    raise VerifierError(
        "DuckDB",
        read,
        "a session without files, network and settings",
        "Install the version of duckdb that requirements.lock names.",
    )
