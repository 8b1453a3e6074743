"""The names that a workbook gives to ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.model.address import column_number
from verifier.model.source import NamedRange
from verifier.sources.workbook.parts import local, relations_of

if TYPE_CHECKING:
    from verifier.sources.workbook.archive import Archive

MOST_NAMES = 10_000

_LONGEST = 300
_PLACE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!:\s\[\]]+))!\$?([A-Za-z]{1,3})\$?(\d{1,7})"
    r"(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?"
)


def read_names(archive: Archive) -> tuple[NamedRange, ...]:
    """Returns the names that mean one plain range; names of Excel's own are left out.

    Source: ECMA-376 part 1, 18.2.5 (definedName).

    Raises:
        SourceError: if the workbook's part is missing or broken.
    """
    sheets: list[str] = []
    stated: list[tuple[str, str, str]] = []
    pieces: list[str] = []
    attributes: dict[str, str] = {}

    def start(name: str, found: dict[str, str]) -> None:
        word = local(name)
        if word == "sheet":
            sheets.append(found.get("name", ""))
        elif word == "definedName":
            attributes.clear()
            attributes.update(found)
            pieces.clear()

    def end(name: str) -> None:
        if local(name) == "definedName" and len(stated) < MOST_NAMES:
            scope = attributes.get("localSheetId", "")
            stated.append((attributes.get("name", ""), scope, "".join(pieces)))

    archive.parse(_root(archive), start, end, pieces.append)
    found = (_range(name, scope, text, sheets) for name, scope, text in stated)
    return tuple(one for one in found if one is not None)


def _root(archive: Archive) -> str:
    relations = relations_of(archive, "").values()
    return next((part for kind, part in relations if kind == "officeDocument"), "")


def _range(name: str, scope: str, text: str, sheets: list[str]) -> NamedRange | None:
    place = _PLACE.fullmatch(text.strip()) if len(text) < _LONGEST else None
    if place is None or not name or name.startswith("_xlnm."):
        return None
    quoted, bare, letters, digits, last_letters, last_digits = place.groups()
    column, row = column_number(letters), int(digits)
    tab = int(scope) if scope.isascii() and scope.isdigit() and len(scope) < 5 else -1  # noqa: PLR2004 - tabs are few
    if scope and tab >= len(sheets):
        return None
    return NamedRange(
        name,
        quoted.replace("''", "'") if quoted else bare,
        column,
        row,
        column_number(last_letters) if last_letters else column,
        int(last_digits) if last_digits else row,
        sheets[tab] if scope else "",
    )
