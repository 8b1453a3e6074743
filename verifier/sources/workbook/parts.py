"""The parts of a workbook round its sheets: names, relations, styles, texts."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from verifier.sources.workbook.archive import Archive

LONGEST_NAME = 255
LONGEST_TEXT = 131_072

_MOST_DIGITS = 9
_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it.

    Attributes:
        name: as the tab shows it.
        part: where its cells are.
        state: `visible`, `hidden` or `veryHidden`.
    """

    name: str
    part: str
    state: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook without the cells of its sheets.

    Attributes:
        sheets: in the order of the tabs.
        is_1904: whether serial numbers count from 1904.
        texts: the shared texts.
        date_styles: numbers of the cell styles that show dates.
    """

    sheets: tuple[SheetPart, ...]
    is_1904: bool
    texts: tuple[str, ...]
    date_styles: frozenset[int]


def local(name: str) -> str:
    """Returns the name of an element or attribute without its namespace.

    Example:
        >>> local("http://example.org/main row")
        'row'
    """
    return name.rpartition(" ")[2]


def read_workbook(archive: Archive) -> Workbook:
    """Returns the workbook's list of sheets, its texts and styles.

    Raises:
        SourceError: if a part is missing or contradicts another.
    """
    root = _main_part(archive)
    relations = relations_of(archive, root)
    sheets, is_1904 = _read_sheets(archive, root, relations)
    parts = dict(relations.values())
    return Workbook(
        sheets,
        is_1904,
        _read_texts(archive, parts.get("sharedStrings", "")),
        _read_date_styles(archive, parts.get("styles", "")),
    )


def relations_of(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Returns the relations of a part: id → (last word of the type, target part)."""
    folder, file = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            joined = posixpath.normpath(posixpath.join("/", folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, joined.lstrip("/")

    if archive.has(place):
        archive.parse(place, start)
    return found


def unescape(text: str) -> str:
    """Returns a text with `_x000D_` and the like turned into their characters.

    Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).

    Example:
        >>> unescape("a_x0041_b")
        'aAb'
    """
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        # an emoji is written as the two halves of its pair
        return found.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return text  # half of a pair is no character


def shows_date(code: str) -> bool:
    """Returns whether a number format shows a day, month or year.

    Example:
        >>> shows_date("yyyy-mm-dd"), shows_date('0.00" days"'), shows_date("[h]:mm")
        (True, False, False)
    """
    shown = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if "general" in shown:
        return False
    if "d" in shown or "y" in shown:
        return True
    is_time = "h" in shown or "s" in shown or _ELAPSED.search(code)
    return "m" in shown and not is_time


def is_date_format(number: int, code: str | None) -> bool:
    """Returns whether a number format shows a date.

    Args:
        number: of the format.
        code: as the workbook declares it, None where it does not.
    """
    return number in _BUILT_IN_DATES if code is None else shows_date(code)


def _main_part(archive: Archive) -> str:
    for kind, target in relations_of(archive, "").values():
        if kind == "officeDocument":
            return target
    raise SourceError(
        archive.shown, "names no workbook part", "a whole .xlsx or .xlsm file"
    )


def _read_sheets(
    archive: Archive, root: str, relations: dict[str, tuple[str, str]]
) -> tuple[tuple[SheetPart, ...], bool]:
    listed: list[tuple[str, str, str]] = []
    is_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904
        word = local(name)
        if word == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif word == "sheet":
            plain = {local(key): value for key, value in attributes.items()}
            listed.append(
                (plain.get("name", ""), plain.get("id", ""), plain.get("state", ""))
            )

    archive.parse(root, start)
    _check_names(archive.shown, [name for name, _, _ in listed])
    sheets: list[SheetPart] = []
    for name, relation, state in listed:
        kind, part = relations.get(relation, ("", ""))
        if kind == "worksheet" and archive.has(part):
            sheets.append(SheetPart(name, part, state or "visible"))
        elif kind not in ("chartsheet", "dialogsheet", "xlMacrosheet"):
            raise SourceError(
                archive.shown,
                f"lists the sheet {name!r} but does not hold it",
                "a part for every sheet",
                "Save it anew from a spreadsheet.",
            )
    return tuple(sheets), is_1904


def _check_names(shown: str, names: list[str]) -> None:
    if any(len(name) > LONGEST_NAME for name in names):
        raise SourceError(
            shown,
            f"has a sheet with a name of over {LONGEST_NAME} characters",
            "names that a tab can show",
            "Rename the sheets.",
        )
    if not names or len({name.casefold() for name in names}) < len(names):
        raise SourceError(
            shown,
            "has two sheets of one name" if names else "has no sheets",
            "sheets that differ by name",
            "Rename the sheets.",
        )


def _read_texts(archive: Archive, part: str) -> tuple[str, ...]:
    shared = _SharedTexts(archive.shown)
    if part:
        archive.parse(part, shared.start, shared.end, shared.hear)
    return tuple(shared.texts)


class _SharedTexts:
    """Turns the events of the parser into texts."""

    __slots__ = ("_length", "_pieces", "_shown", "_within", "texts")

    def __init__(self, shown: str) -> None:
        self.texts: list[str] = []
        self._shown = shown
        self._pieces: list[str] = []
        self._within: list[str] = []
        self._length = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        """Takes the start of an element."""
        self._within.append(local(name))
        if self._within[-1] == "si":
            self._pieces.clear()
            self._length = 0

    def end(self, _: str) -> None:
        """Takes the end of an element."""
        if self._within.pop() == "si":
            self.texts.append(unescape("".join(self._pieces)))

    def hear(self, text: str) -> None:
        """Takes text between elements.

        Raises:
            SourceError: if a text is longer than any cell can hold.
        """
        if self._within[-1] != "t" or "rPh" in self._within:
            return
        self._pieces.append(text)
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise SourceError(
                self._shown,
                f"holds a text of more than {LONGEST_TEXT:,} characters",
                "texts that a cell can hold",
                "Shorten it.",
            )


def _read_date_styles(archive: Archive, part: str) -> frozenset[int]:
    formats: dict[str, str] = {}
    styles: list[str] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        word = local(name)
        if word == "numFmt" and within[-1:] == ["numFmts"]:
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif word == "xf" and within[-1:] == ["cellXfs"]:
            styles.append(attributes.get("numFmtId", "0"))
        within.append(word)

    def end(_: str) -> None:
        within.pop()

    if part:
        archive.parse(part, start, end)
    return frozenset(
        number for number, style in enumerate(styles) if _is_date(style, formats)
    )


def _is_date(style: str, formats: dict[str, str]) -> bool:
    if style in formats:
        return shows_date(formats[style])
    is_number = style.isascii() and style.isdigit() and len(style) <= _MOST_DIGITS
    return is_number and int(style) in _BUILT_IN_DATES
