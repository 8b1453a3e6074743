"""A text file with everything that was decided about how to read it."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.sources.files import check_unchanged, open_file

if TYPE_CHECKING:
    from collections.abc import Generator

    from verifier.sources.delimited.conventions import Conventions
    from verifier.sources.delimited.dialect import Dialect
    from verifier.sources.delimited.records import Structure
    from verifier.sources.delimited.scan import ByteScan
    from verifier.sources.files import SourceFile

_BUFFER = 1024**2


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file and its reading decisions."""

    file: SourceFile
    scan: ByteScan
    dialect: Dialect
    structure: Structure
    conventions: Conventions


@contextmanager
def lines_of(file: SourceFile, encoding: str) -> Generator[io.TextIOWrapper]:
    """Yields the lines of a file with their ends; the file must stay as it was.

    Raises:
        SourceError: if the file is not the one that was found.
    """
    descriptor = open_file(file)
    with io.TextIOWrapper(
        io.BufferedReader(io.FileIO(descriptor), _BUFFER),
        encoding=encoding,
        errors="strict",
        newline="",
    ) as lines:
        yield lines
        check_unchanged(file, descriptor)
