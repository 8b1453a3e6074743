"""What stands in the brackets of a table's name: `deals[[#Totals],[amount]]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class TablePart(StrEnum):
    """Rows of a table."""

    DATA = "data"
    HEADERS = "headers"
    TOTALS = "totals"
    ALL = "all"
    HEADED = "headers and data"
    TOTALLED = "data and totals"


_WORDS: dict[tuple[str, ...], TablePart] = {
    ("#DATA",): TablePart.DATA,
    ("#HEADERS",): TablePart.HEADERS,
    ("#TOTALS",): TablePart.TOTALS,
    ("#ALL",): TablePart.ALL,
    ("#DATA", "#HEADERS"): TablePart.HEADED,
    ("#DATA", "#TOTALS"): TablePart.TOTALLED,
}
_WRITTEN = {
    TablePart.DATA: "[#Data]",
    TablePart.HEADERS: "[#Headers]",
    TablePart.TOTALS: "[#Totals]",
    TablePart.ALL: "[#All]",
    TablePart.HEADED: "[#Headers],[#Data]",
    TablePart.TOTALLED: "[#Data],[#Totals]",
}
_SPECIAL = re.compile(r"(['\[\]#@])")
_MARKED = re.compile(r"'(['\[\]#@])")
_PIECE = re.compile(r"\s*\[((?:[^'\[\]]|'.)*)\]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Brackets:
    """Rows and columns of a table.

    Attributes:
        part: which rows, None where nothing is said: its data rows.
        first: header of the first column, None for all columns.
        last: header of the last column, None where there is but one.
    """

    part: TablePart | None = None
    first: str | None = None
    last: str | None = None

    def __str__(self) -> str:
        if self.part is None and self.last is None:
            return write_header(self.first or "")
        pieces = [_WRITTEN[self.part]] if self.part else []
        if self.first is not None:
            ends = [self.first] if self.last is None else [self.first, self.last]
            pieces.append(":".join(map(write_header, ends)))
        inside = ",".join(pieces)
        return inside if self.first is None and "," not in inside else f"[{inside}]"


def parse_brackets(text: str) -> Brackets | None:
    """Returns what brackets say, None where they speak of a row of their own.

    Source: ECMA-376 part 1, 18.17.6.3, and Excel's structured references; `'` stands
        before a sign that is meant as it is.

    Example:
        >>> parse_brackets("[[#Totals],[net '#]]")
        Brackets(part=<TablePart.TOTALS: 'totals'>, first='net #', last=None)
        >>> parse_brackets("[@amount]") is None
        True
    """
    inside = text.strip()[1:-1].strip()
    if not inside.startswith("["):
        return _plain(inside)
    found = _pieces(inside)
    if found is None:
        return None
    words, columns = found
    part = _WORDS.get(tuple(sorted(set(words)))) if words else None
    if (words and part is None) or len(columns) > 2:  # noqa: PLR2004 - first and last
        return None
    if part is TablePart.DATA and columns:
        part = None  # as without the word
    first, last = (*columns, None, None)[:2]
    return Brackets(part, first, last)


def write_header(header: str) -> str:
    """Returns a header in brackets, as a structured reference writes it.

    Source: support.microsoft.com, Using structured references with Excel tables.

    Example:
        >>> write_header("cost [net]")
        "[cost '[net']]"
    """
    marked = _SPECIAL.sub(r"'\1", header)
    return f"[{marked}]"


def read_header(written: str) -> str:
    """Returns the header that stands in brackets."""
    return _plainly(written[1:-1])


def fold_header(header: str) -> str:
    """Returns a header as it is compared: case and runs of blanks aside."""
    return " ".join(header.split()).casefold()


def _plain(inside: str) -> Brackets | None:
    part = _WORDS.get((inside.upper(),))
    if part:
        return Brackets(part)
    if inside.startswith("@") or inside.upper() == "#THIS ROW":
        return None
    return Brackets(first=_plainly(inside)) if inside else Brackets(TablePart.DATA)


def _pieces(inside: str) -> tuple[list[str], list[str]] | None:
    """Returns the words with `#` and the headers; None where they do not fit."""
    words: list[str] = []
    columns: list[str] = []
    place, mark = 0, ","
    while mark:
        piece = _PIECE.match(inside, place)
        if piece is None or piece[1].startswith("@") or not piece[1].strip():
            return None
        is_word = piece[1].startswith("#")
        if (mark == ":" or columns) and (is_word or mark != ":"):
            return None
        if is_word:
            words.append(piece[1].strip().upper())
        else:
            columns.append(_plainly(piece[1].strip()))
        place = piece.end() + 1
        mark = inside[piece.end() : place]
        if mark not in {"", ",", ":"} or (mark == ":" and is_word):
            return None
    return words, columns


def _plainly(header: str) -> str:
    """Returns a header without the `'` before its special signs."""
    return _MARKED.sub(r"\1", header)
