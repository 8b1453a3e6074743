"""Report formats: bytes to a Report. One format is one part here."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from verifier.errors import ReportError
from verifier.readers._reader import Reader
from verifier.readers.claims_json import parse_claims_json, print_claims_json
from verifier.readers.claims_schema import CLAIMS_SCHEMA
from verifier.readers.evidence import mark_duplicates, parse_claims, print_claims
from verifier.registry import modules_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.report import Report

__all__ = [
    "CLAIMS_SCHEMA",
    "Reader",
    "mark_duplicates",
    "parse_claims",
    "parse_claims_json",
    "print_claims",
    "print_claims_json",
    "read_report",
    "reader_of",
    "readers",
]

_PROSE_ELSEWHERE = {
    ".odt": "an OpenDocument text",
    ".pdf": "PDF",
    ".rst": "reStructuredText",
    ".rtf": "RTF",
    ".tex": "LaTeX",
}
_NO_PROSE = frozenset(
    {".csv", ".db", ".duckdb", ".json", ".parquet", ".tsv", ".xls", ".xlsm", ".xlsx"}
)


def read_report(content: bytes, path: str) -> Report:
    r"""Returns the report that bytes hold; the path's suffix says in which format.

    What has another suffix, or none, is read as Markdown.

    Raises:
        ReportError: if it cannot be read.

    Example:
        >>> read_report(b"Sales were [30](#c1).\n", "report.md").passages[0].text
        'Sales were 30.'
    """
    return reader_of(path).read(content, path)


def reader_of(path: str) -> Reader:
    """Returns the format of a report, by the suffix of its name.

    Raises:
        ReportError: for a suffix that says that it cannot be read.
    """
    suffix = PurePath(path).suffix.lower()
    _refuse_unread(suffix, path)
    by_suffix = {s: reader for reader in readers() for s in reader.suffixes}
    return by_suffix.get(suffix, by_suffix[""])


def readers() -> Iterator[Reader]:
    """Yields every report format, in the order of their names."""
    for module in modules_of(__name__):
        reader = getattr(module, "READER", None)
        if isinstance(reader, Reader):
            yield reader


def _refuse_unread(suffix: str, path: str) -> None:
    if suffix in _PROSE_ELSEWHERE:
        raise ReportError(
            path,
            f"the report is {_PROSE_ELSEWHERE[suffix]}, which is not read yet",
            "Markdown, HTML, a notebook or .docx",
            "Convert it, with Pandoc for one, and keep its links.",
        )
    if suffix in _NO_PROSE:
        raise ReportError(
            path,
            f"a file of data ({suffix}) is no report",
            "a report",
            "Name it as a source: --source name=path.",
        )
