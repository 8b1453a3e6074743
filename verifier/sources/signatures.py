"""What the first bytes of a file say that it is, whatever its name says."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.sources.files import open_file

if TYPE_CHECKING:
    from verifier.sources.files import SourceFile

_HEAD = 64


@dataclass(frozen=True, slots=True)
class _Signature:
    """A sort of file that its first bytes tell.

    Attributes:
        head: what the first bytes match.
        name: of the sort.
        suffixes: of the formats that have these first bytes.
        remedy: what to do with a file of another name.
    """

    head: re.Pattern[bytes]
    name: str
    suffixes: tuple[str, ...]
    remedy: str


_REPACK = "Unpack it, or pack it with gzip: deals.csv.gz."
_SIGNATURES = (
    _Signature(
        re.compile(rb"\x1f\x8b\x08"),
        "is packed with gzip",
        (),
        "Let its name end with .gz, behind the suffix of what is packed: deals.csv.gz.",
    ),
    _Signature(
        re.compile(rb"PK\x03\x04"),
        "is a ZIP archive, as workbooks are",
        (".xlsx", ".xlsm", ".xlsb", ".ods"),
        "Let its name end with what it is: .xlsx, .xlsb, .ods or .zip.",
    ),
    _Signature(
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "is a workbook of Excel before 2007, or one with a password",
        (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"),
        "Let its name end with .xls, or save it without a password.",
    ),
    _Signature(
        re.compile(rb"PAR1[\x00-\x08\x0e-\x1f]"),
        "is a Parquet file",
        (".parquet",),
        "Let its name end with .parquet.",
    ),
    _Signature(
        re.compile(rb"SQLite format 3\x00"),
        "is a database file of SQLite",
        (".sqlite", ".sqlite3", ".db"),
        "Let its name end with .sqlite.",
    ),
    _Signature(
        re.compile(rb".{8}DUCK..\x00", re.DOTALL),
        "is a database file of DuckDB",
        (".duckdb", ".ddb", ".db"),
        "Let its name end with .duckdb.",
    ),
    _Signature(re.compile(rb"BZh[1-9]1AY&SY"), "is packed with bzip2", (), _REPACK),
    _Signature(re.compile(rb"\xfd7zXZ\x00"), "is packed with xz", (), _REPACK),
    _Signature(re.compile(rb"\x28\xb5\x2f\xfd"), "is packed with zstd", (), _REPACK),
    _Signature(re.compile(rb"7z\xbc\xaf\x27\x1c"), "is a 7z archive", (), _REPACK),
    _Signature(
        re.compile(rb"%PDF-1|%PDF-2"),
        "is a PDF file",
        (),
        "Cite the table that it was made from.",
    ),
    _Signature(
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE),
        "is a page of HTML, perhaps one that says what went wrong",
        (),
        "Download the file anew, or save it from a spreadsheet.",
    ),
)
_BINARY = {suffix for signature in _SIGNATURES for suffix in signature.suffixes}
"""Suffixes of formats in which a file without bytes is none."""


def check_signature(file: SourceFile, suffixes: tuple[str, ...]) -> None:
    """Checks that a file's first bytes do not say that it is of another format.

    Args:
        file: to be read.
        suffixes: of the format that its name says.

    Raises:
        SourceError: if they do.
    """
    descriptor = open_file(file)
    try:
        head = os.read(descriptor, _HEAD)
    finally:
        os.close(descriptor)
    if not head and not _BINARY.isdisjoint(suffixes):
        raise SourceError(
            file.shown, "is empty", f"a {suffixes[0]} file", "Save it anew."
        )
    for signature in _SIGNATURES:
        if signature.head.match(head) and not {*signature.suffixes} & {*suffixes}:
            expected = f"a {suffixes[0]} file, as its name says"
            raise SourceError(file.shown, signature.name, expected, signature.remedy)
