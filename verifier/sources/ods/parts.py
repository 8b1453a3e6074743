"""What content.xml says round its sheets: names, which are hidden, named ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.model.address import column_number
from verifier.model.source import NamedRange
from verifier.sources.ods.walk import plain_attributes

if TYPE_CHECKING:
    from verifier.sources.workbook.archive import Archive

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MIMES = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
_PLACE = re.compile(
    r"\$?(?:'((?:[^']|'')+)'|([^'.$:\s]+))\.\$?([A-Za-z]{1,3})\$?(\d{1,7})"
    r"(?::(?:\$?(?:'(?:[^']|'')+'|[^'.$:\s]*))?\.?\$?([A-Za-z]{1,3})\$?(\d{1,7}))?"
)


@dataclass(slots=True)
class Tables:
    """The tables of a document, as one pass tells them.

    Attributes:
        names: of all top-level tables, in order.
        hidden: numbers of those that are not shown.
        external: numbers of those that keep cells of other files.
        ranges: (name, address, number of the table in which it holds, or -1).
        databases: (name, address) of ranges with headers.
        is_1904: whether days count from 1904.
    """

    names: list[str] = field(default_factory=list[str])
    hidden: set[int] = field(default_factory=set[int])
    external: set[int] = field(default_factory=set[int])
    ranges: list[tuple[str, str, int]] = field(
        default_factory=list[tuple[str, str, int]]
    )
    databases: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    is_1904: bool = False


def check_kind(archive: Archive) -> None:
    """Checks that an archive is an OpenDocument spreadsheet without a password.

    Raises:
        SourceError: if it is not.
    """
    expected = ("an .ods file without a password", "Save it anew from a spreadsheet.")
    if archive.has("mimetype") and archive.file.read("mimetype").strip() not in _MIMES:
        raise SourceError(archive.shown, "is another kind of document", *expected)
    encrypted: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "encryption-data":
            encrypted.append(name)

    if archive.has(_MANIFEST):
        archive.parse(_MANIFEST, start)
    if encrypted:
        raise SourceError(archive.shown, "is encrypted", *expected)


def read_tables(archive: Archive) -> Tables:
    """Returns what content.xml says round its sheets.

    Raises:
        SourceError: if it is missing or broken.
    """
    found = Tables()
    hiding: set[str] = set()
    style, depth = "", 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style, depth
        word, plain = name.rpartition(" ")[2], plain_attributes(attributes)
        if word == "style":
            style = plain.get("name", "")
        elif word == "table-properties" and plain.get("display") == "false":
            hiding.add(style)
        elif word == "table":
            depth += 1
            if depth == 1:
                _take_table(found, plain, hiding)
        else:
            _take_name(found, word, plain, is_within=depth > 0)

    def end(name: str) -> None:
        nonlocal depth
        depth -= name.rpartition(" ")[2] == "table"

    archive.parse(CONTENT, start, end)
    return found


def _take_table(found: Tables, plain: dict[str, str], hiding: set[str]) -> None:
    if plain.get("style-name", "") in hiding:
        found.hidden.add(len(found.names))
    found.names.append(plain.get("name", ""))


def _take_name(
    found: Tables, word: str, plain: dict[str, str], *, is_within: bool
) -> None:
    last = len(found.names) - 1
    if word == "null-date":
        found.is_1904 = plain.get("date-value", "").startswith("1904")
    elif word == "table-source" and is_within:
        found.external.add(last)
    elif word == "named-range":
        address = plain.get("cell-range-address", "")
        found.ranges.append((plain.get("name", ""), address, last if is_within else -1))
    elif word == "database-range" and plain.get("contains-header", "true") == "true":
        address = plain.get("target-range-address", "")
        found.databases.append((plain.get("name", ""), address))


def named_range(name: str, address: str, scope: str = "") -> NamedRange | None:
    """Returns the range of a name, None if it is no plain one in one sheet.

    Example:
        >>> named_range("total", "$'Q3 deals'.$C$2:.$C$7").sheet
        'Q3 deals'
    """
    match = _PLACE.fullmatch(address.strip())
    if match is None or not name:
        return None
    quoted, bare, letters, digits, last_letters, last_digits = match.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    first_column, first_row = column_number(letters), int(digits)
    last_column = column_number(last_letters) if last_letters else first_column
    last_row = int(last_digits) if last_digits else first_row
    return NamedRange(
        name, sheet, first_column, first_row, last_column, last_row, scope
    )
