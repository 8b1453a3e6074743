"""The parts of a binary workbook round its sheets: list of sheets, texts, styles."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError
from verifier.sources.spreadsheets.book import Broken
from verifier.sources.workbook.parts import SheetPart, is_date_format, relations_of
from verifier.sources.xlsb.names import NameReader
from verifier.sources.xlsb.records import records_of, wide_text

if TYPE_CHECKING:
    from verifier.model.source import NamedRange
    from verifier.sources.workbook.archive import Archive

_STATES = ("visible", "hidden", "veryHidden")
_TEXT, _FORMAT, _STYLE = 19, 44, 47
_STYLES_BEGIN, _STYLES_END = 617, 618
_PROPERTIES, _SHEET = 153, 156


@dataclass(frozen=True, slots=True)
class Parts:
    """A binary workbook without the cells of its sheets.

    Attributes:
        sheets: in the order of the tabs; worksheets alone.
        is_1904: whether serial numbers count from 1904.
        texts: the shared texts.
        date_styles: numbers of the cell styles that show dates.
        names: ranges that have a name.
    """

    sheets: tuple[SheetPart, ...]
    is_1904: bool
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    names: tuple[NamedRange, ...] = ()


def read_parts(archive: Archive) -> Parts:
    """Returns what stands round the sheets.

    Raises:
        SourceError: if a part is missing.
        Broken: if a part is cut short.
    """
    root = next(
        (
            target
            for kind, target in relations_of(archive, "").values()
            if kind == "officeDocument"
        ),
        "",
    )
    relations = relations_of(archive, root)
    sheets: list[SheetPart] = []
    tabs: list[str] = []
    names = NameReader()
    is_1904 = False
    for kind, body in records_of(read_part(archive, root)):
        if kind == _PROPERTIES:
            is_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            name, relation = _tab(body)
            tabs.append(name)
            sheets += _sheet(archive, relations.get(relation, ("", "")), body, name)
        names.take(kind, body)
    named = dict(relations.values())
    texts, styles = named.get("sharedStrings", ""), named.get("styles", "")
    return Parts(
        tuple(sheets),
        is_1904,
        _texts(archive, texts) if texts else (),
        _date_styles(archive, styles) if styles else frozenset(),
        names.ranges(tuple(tabs)),
    )


def read_part(archive: Archive, part: str) -> bytes:
    """Returns the bytes of a part.

    Raises:
        SourceError: if there is no such part, or it is damaged.
    """
    if not archive.has(part):
        raise SourceError(
            archive.shown,
            f"lacks its part {part or 'of a workbook'}",
            "a whole .xlsb file",
            "Save it anew from a spreadsheet.",
        )
    return archive.read(part)


def _tab(body: bytes) -> tuple[str, str]:
    """Returns the name of a tab, and of the relation that leads to its part."""
    relation, at = wide_text(body, 8)
    return wide_text(body, at)[0], relation


def _sheet(
    archive: Archive, related: tuple[str, str], body: bytes, name: str
) -> list[SheetPart]:
    state = struct.unpack_from("<I", body)[0]
    kind, part = related
    if kind == "worksheet" and archive.has(part):
        return [SheetPart(name, part, _STATES[min(state, 2)])]
    if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
        return []
    raise Broken(f"the sheet {name!r} is listed but not there")


def _texts(archive: Archive, part: str) -> tuple[str, ...]:
    return tuple(
        wide_text(body, 1)[0]
        for kind, body in records_of(read_part(archive, part))
        if kind == _TEXT
    )


def _date_styles(archive: Archive, part: str) -> frozenset[int]:
    codes: dict[int, str] = {}
    styles: list[int] = []
    is_within = False
    for kind, body in records_of(read_part(archive, part)):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_within = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_within:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return frozenset(
        place
        for place, number in enumerate(styles)
        if is_date_format(number, codes.get(number))
    )
