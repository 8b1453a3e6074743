"""The file that DuckDB's own readers see: a descriptor of ours, never a user's path."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from verifier.errors import SourceError
from verifier.sources.files import check_unchanged, chunks_of, open_file
from verifier.sources.sql import Sql, fill

if TYPE_CHECKING:
    from collections.abc import Generator

    from verifier.sources.files import SourceFile

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "memory_limit": "1GiB",
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "preserve_insertion_order": "true",
}

_OURS = re.compile(r"/dev/fd/[0-9]+")


def digest_of_file(file: SourceFile) -> str:
    """Returns the digest of a file's bytes.

    Raises:
        SourceError: if it changes while it is read.
    """
    digest = hashlib.sha256()
    descriptor = open_file(file)
    try:
        for chunk in chunks_of(descriptor):
            digest.update(chunk)
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)
    return f"sha256:{digest.hexdigest()}"


@contextmanager
def descriptor_path(file: SourceFile) -> Generator[Sql]:
    """Yields a path, as a literal, by which DuckDB opens the very file that we opened.

    Raises:
        SourceError: if the file is not the one that was found, or the system has no
            such paths.
    """
    if os.name != "posix":
        raise SourceError(
            file.shown,
            "cannot be read on this system",
            "a system with /dev/fd",
            "Save the table as CSV.",
        )
    descriptor = open_file(file)
    try:
        yield fill("'/dev/fd/{descriptor}'", descriptor=descriptor)
        check_unchanged(file, descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def asking(file: SourceFile, sort: str) -> Generator[duckdb.DuckDBPyConnection]:
    """Yields a connection of its own, to ask what a file holds.

    Args:
        file: the file.
        sort: what it should be, `a Parquet file`.

    Raises:
        SourceError: for whatever DuckDB cannot read.
    """
    try:
        with duckdb.connect(config=_SETTINGS) as connection:
            yield connection
    except duckdb.Error as error:
        raise SourceError(
            file.shown,
            f"cannot be read: {words_of(error)}",
            f"a whole {sort}",
            "Write it anew.",
        ) from None


def words_of(error: duckdb.Error) -> str:
    """Returns what the engine says, without the path of a descriptor of ours.

    Example:
        >>> words_of(duckdb.Error("Invalid Error: File '/dev/fd/5' is too small"))
        "Invalid Error: File '…' is too small"
    """
    return _OURS.sub("…", str(error).partition("\n")[0])
