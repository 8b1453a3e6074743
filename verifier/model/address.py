"""Addresses of cells: as written (Reference) and as resolved (CellRange)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import AddressError
from verifier.model.brackets import Brackets, TablePart, parse_brackets
from verifier.model.keyed import (
    EXAMPLE,
    Key,
    parse_keys,
    split_keys,
    write_keys,
)

if TYPE_CHECKING:
    from verifier.model.source import SheetKey

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576 * 64  # a CSV may be longer than a worksheet

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,9})?")
_NAME = re.compile(r"[^\W\d]\w*")
_BRACKETS = frozenset("[]")
_PLAIN_PREFIX = re.compile(r"[^\W\d][\w.\-]*")


def column_letter(number: int) -> str:
    """Returns the letters of a 1-based column number.

    Example:
        >>> column_letter(28)
        'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Returns the 1-based column number of letters, in any case.

    Example:
        >>> column_number("ab")
        28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a reference behind the prefix; None is an open end.

    `F:F` has columns only, `2:2` rows only, `F2:F` no last row. `[amount]` is the
    data rows of the column with that header, `[[#Totals],[amount]:[cost]]` the totals
    of several: then `header`, `last_header` and `part` are set and all else None. Ends
    are in order: `A3:A1` is read as `A1:A3`.
    """

    first_column: int | None = None
    first_row: int | None = None
    last_column: int | None = None
    last_row: int | None = None
    header: str | None = None
    last_header: str | None = None
    part: TablePart | None = None

    def __str__(self) -> str:
        if self.is_of_table:
            return str(Brackets(self.part, self.header, self.last_header))
        first = _corner(self.first_column, self.first_row)
        last = _corner(self.last_column, self.last_row)
        is_cell = self.first_column is not None and self.first_row is not None
        return first if is_cell and first == last else f"{first}:{last}"

    @property
    def is_of_table(self) -> bool:
        """Whether it names columns or rows of a table rather than cells."""
        return self.header is not None or self.part is not None

    @classmethod
    def of_table(cls, brackets: Brackets) -> Area:
        """Returns the area that a table's brackets name."""
        return cls(header=brackets.first, last_header=brackets.last, part=brackets.part)


@dataclass(frozen=True, slots=True)
class Reference:
    """An address as written: prefixes from the outside in, then an area.

    Attributes:
        prefixes: none, a lone prefix (alias, file, sheet or table), or (source,
            sheet).
        area: which cells; empty where the last prefix is the name of a range.
        keys: what must stand in a row for its cell of the column to be meant; of a
            column by its header alone.

    Example:
        >>> str(Reference.parse("'Q3 deals.xlsx'!Sheet1!$F$2:F412"))
        "'Q3 deals.xlsx'!Sheet1!F2:F412"
        >>> str(Reference.parse("deals[net amount]"))
        'deals[net amount]'
        >>> str(Reference.parse("deals[amount] WHERE id='D-7' AND year = 2025"))
        "deals[amount] where id = 'D-7' and year = 2025"
        >>> Reference.parse("q3.xlsx!revenue").prefixes
        ('q3.xlsx', 'revenue')
        >>> Reference.parse("[Book.xlsx]Deals!f2").prefixes
        ('Book.xlsx', 'Deals')
        >>> Reference.parse("'[Q3 book.xlsx]Deals'!F2").prefixes
        ('Q3 book.xlsx', 'Deals')
    """

    prefixes: tuple[str, ...]
    area: Area
    keys: tuple[Key, ...] = ()

    def __str__(self) -> str:
        quoted = [quote_prefix(prefix) for prefix in self.prefixes]
        if self.area.is_of_table:
            return "!".join(quoted) + str(self.area) + write_keys(self.keys)
        if self.area == Area() and quoted:
            return "!".join(quoted)
        return "!".join([*quoted, str(self.area)])

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Returns the reference that a text writes.

        Raises:
            AddressError: if the text is no address.
        """
        before, keys = split_keys(text.strip())
        if keys is not None:
            column = cls.parse(before)
            if column.area == Area(header=column.area.header):
                return replace(column, keys=parse_keys(keys, text))
        prefixes, rest = _split_prefixes(text.strip())
        if rest.startswith("[") and rest.endswith("]"):
            return cls(prefixes, _of_brackets(rest, text))
        if len(prefixes) <= 1 and _NAME.fullmatch(rest) and not _CELL.fullmatch(rest):
            return cls((*prefixes, rest), Area())
        return cls(prefixes, parse_area(rest, text))

    def within(self, prefixes: tuple[str, ...]) -> Reference:
        """Returns the reference with other prefixes."""
        return replace(self, prefixes=prefixes)


@dataclass(frozen=True, slots=True, order=True)
class CellRange:
    """A rectangle of cells in one sheet; all numbers 1-based and inclusive."""

    sheet: SheetKey
    first_column: int
    first_row: int
    last_column: int
    last_row: int

    def __str__(self) -> str:
        prefix = "!".join(
            quote_prefix(part) for part in (self.sheet.source, self.sheet.sheet) if part
        )
        return f"{prefix}!{self.local}" if prefix else self.local

    @property
    def local(self) -> str:
        """The address without its prefix."""
        first = _corner(self.first_column, self.first_row)
        last = _corner(self.last_column, self.last_row)
        return first if first == last else f"{first}:{last}"

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.last_column - self.first_column + 1

    def contains(self, other: CellRange) -> bool:
        """Returns whether every cell of the other range is in this one."""
        return (
            self.sheet == other.sheet
            and self.first_column <= other.first_column
            and self.first_row <= other.first_row
            and self.last_column >= other.last_column
            and self.last_row >= other.last_row
        )


def quote_prefix(prefix: str) -> str:
    """Returns a prefix as it must be written: quoted unless it is a plain word.

    Example:
        >>> quote_prefix("Q3 'new'.csv")
        "'Q3 ''new''.csv'"
    """
    if _PLAIN_PREFIX.fullmatch(prefix):
        return prefix
    doubled = prefix.replace("'", "''")
    return f"'{doubled}'"


def parse_area(text: str, whole: str) -> Area:
    """Returns the area behind a prefix: `F2`, `F2:F412`, `F:F`, `F2:F`, `2:2`.

    Raises:
        AddressError: if the text is no area; `whole` is quoted in the message.
    """
    first_text, colon, last_text = text.partition(":")
    first = _ends(first_text, whole)
    if not colon:
        if None in first:
            _refuse(whole)
        return Area(*first, *first)
    last = _ends(last_text, whole)
    columns = _ordered(first[0], last[0])
    if (first[0] is None) != (last[0] is None):
        _refuse(whole)
    if first[1] is None and last[1] is not None:
        _refuse(whole)
    if first[0] is None and last[1] is None:
        _refuse(whole)
    rows = _ordered(first[1], last[1])
    return Area(columns[0], rows[0], columns[1], rows[1])


def _corner(column: int | None, row: int | None) -> str:
    letters = column_letter(column) if column is not None else ""
    return letters + (str(row) if row is not None else "")


def _ends(text: str, whole: str) -> tuple[int | None, int | None]:
    found = _CELL.fullmatch(text.strip())
    if not found or not (found[1] or found[2]):
        _refuse(whole)
    column = column_number(found[1]) if found[1] else None
    row = int(found[2]) if found[2] else None
    if (column or 1) > LAST_COLUMN or not 1 <= (1 if row is None else row) <= LAST_ROW:
        _refuse(whole)
    return column, row


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None and last < first:
        return last, first
    return first, last


def _split_prefixes(text: str) -> tuple[tuple[str, ...], str]:
    prefixes: list[str] = []
    rest = text
    if rest.startswith("[") and "]" in rest and "!" in rest:
        source, _, rest = rest[1:].partition("]")
        prefixes.append(_unquote(source, text))
    while True:
        quoted = rest.startswith("'[")
        prefix, mark, tail = _one_prefix(rest, text)
        if not mark:
            break
        prefixes += _book_and_sheet(prefix) if quoted else (prefix,)
        rest = tail
        if mark == "[":
            rest = "[" + tail
            break
        if len(prefixes) > 2:  # noqa: PLR2004 - source and sheet
            _refuse(text)
    if len(prefixes) > 2:  # noqa: PLR2004 - source and sheet
        _refuse(text)
    return tuple(prefixes), rest


def _book_and_sheet(prefix: str) -> tuple[str, ...]:
    """Returns the parts of a prefix as Excel quotes it: `'[Q3 book.xlsx]Deals'!F2`.

    Source: support.microsoft.com, Rename a worksheet: no name of one holds brackets.
    """
    book, bracket, sheet = prefix.removeprefix("[").partition("]")
    is_sheet = bool(sheet.strip()) and _BRACKETS.isdisjoint(sheet)
    is_both = bracket and book.strip("[ ") and is_sheet
    return (book, sheet) if is_both else (prefix,)


def _one_prefix(rest: str, whole: str) -> tuple[str, str, str]:
    """Returns prefix, the mark that ended it (`!`, `[` or nothing) and the rest."""
    if rest.startswith("'"):
        end = _closing_quote(rest, whole)
        if rest[end + 1] not in "![":
            _refuse(whole)
        return _unquote(rest[1:end], whole), rest[end + 1], rest[end + 2 :]
    found = re.search(r"[!\[]", rest)
    if not found or found.start() == 0:
        return "", "", rest
    position = found.start()
    return _unquote(rest[:position], whole), found[0], rest[position + 1 :]


def _closing_quote(rest: str, whole: str) -> int:
    position = 1
    while True:
        end = rest.find("'", position)
        if end < 0 or end + 1 >= len(rest):
            _refuse(whole)
        if rest[end + 1] != "'":
            return end
        position = end + 2


def _unquote(text: str, whole: str) -> str:
    prefix = text.replace("''", "'")
    if not prefix.strip():
        _refuse(whole)
    return prefix


def _of_brackets(rest: str, whole: str) -> Area:
    found = parse_brackets(rest)
    if found is None or not rest[1:-1].strip():
        _refuse(whole)
    return Area.of_table(found)


def _refuse(text: str) -> NoReturn:
    raise AddressError(
        "",
        f"{text!r} is no address of cells",
        "a range such as F2, F2:F412, F:F, F2:F or deals[amount], "
        f"with source.csv! or source.xlsx!Sheet! before it, or {EXAMPLE}",
        "Quote a name that holds blanks: 'Q3 deals.csv'!F2:F412.",
    )
