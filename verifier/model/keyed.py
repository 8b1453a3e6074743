"""Rows that are named by what stands in them: `where deal_id = 'D-1042'`.

keys    = "where" key ("and" key)*            the words in any case
key     = column "=" value
column  = a plain name, or "[" header "]" as in `deals[net amount]`
value   = "'" text "'", `'` doubled, or a plain number: 7, -0.50
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from verifier.errors import AddressError
from verifier.model.brackets import fold_header, read_header, write_header

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLE = "deals[amount] where deal_id = 'D-1042'"
MOST_KEYS = 16

_WORDS = ("where", "and")
_NAME = r"[^\W\d]\w*"
_BRACKETS = r"\[(?:'.|[^\]'])+\]"
_QUOTED = r"'(?:''|[^'])*'"
_COLUMN = re.compile(rf"\s*({_BRACKETS}|{_NAME})")
_EQUALS = re.compile(r"\s*=\s*")
_VALUE = re.compile(rf"({_QUOTED})|(-?(?:0|[1-9][0-9]{{0,29}})(?:\.[0-9]{{1,30}})?)")
_AND = re.compile(r"\s+and\b", re.IGNORECASE)
_WHERE = re.compile(r"\s*where\b", re.IGNORECASE)
_OPENING = {
    "'": re.compile(_QUOTED),
    "[": re.compile(_BRACKETS, re.DOTALL),
}
_BROKEN = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Key:
    """What a row must hold in a column to be meant.

    Attributes:
        column: header of the column.
        value: a text, equal to a cell's raw or shown text in every sign; or a number,
            equal to a cell's number by value.

    Example:
        >>> str(Key("Deal ID", "O'Brien")), str(Key("year", Decimal(2025)))
        ("[Deal ID] = 'O''Brien'", 'year = 2025')
    """

    column: str
    value: str | Decimal

    def __str__(self) -> str:
        name = self.column
        is_plain = re.fullmatch(_NAME, name) and name.casefold() not in _WORDS
        return f"{name if is_plain else write_header(name)} = {self._written}"

    @property
    def shown(self) -> str:
        """The key as people read it: `deal_id = D-1042`."""
        value = self.value
        plain = format(value, "f") if isinstance(value, Decimal) else value
        return f"{self.column} = {plain}"

    @property
    def _written(self) -> str:
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        doubled = self.value.replace("'", "''")
        return f"'{doubled}'"


def write_keys(keys: Iterable[Key]) -> str:
    """Returns keys as they are written behind a column, or nothing where none are."""
    listed = " and ".join(map(str, keys))
    return f" where {listed}" if listed else ""


def shown_keys(keys: Iterable[Key]) -> str:
    """Returns keys as people read them: `region = EMEA, year = 2025`."""
    return ", ".join(key.shown for key in keys)


def split_keys(text: str) -> tuple[str, str | None]:
    """Returns what stands before `where`, and what behind it; None where it is not.

    Example:
        >>> split_keys("deals[amount] where id = 7")
        ('deals[amount]', ' id = 7')
        >>> split_keys("deals[a where b]")
        ('deals[a where b]', None)
    """
    place = 0
    unclosed: set[str] = set()  # searched for once, so that the scan stays linear
    while place < len(text):
        part = _part(text, place, unclosed)
        place += len(part)
        where = _WHERE.match(text, place) if part.startswith("[") else None
        if where and part.endswith("]"):
            return text[:place], text[where.end() :]
    return text, None


def parse_keys(text: str, whole: str) -> tuple[Key, ...]:
    """Returns the keys that stand behind `where`.

    Args:
        text: all of what stands there.
        whole: what the message quotes.

    Raises:
        AddressError: if the text is something else.
    """
    keys, place = read_keys(text, whole)
    rest = text[place:].strip()
    if rest:
        _refuse(whole, f"{rest!r} stands behind {str(keys[-1])!r}; expected 'and'")
    return keys


def read_keys(text: str, whole: str) -> tuple[tuple[Key, ...], int]:
    """Returns the keys at the beginning of a text, and the offset behind them.

    Raises:
        AddressError: if there are none.
    """
    keys: list[Key] = []
    place, word = 0, _WORDS[0]
    while True:
        key, place = _read_key(text, place, word, whole)
        if len(keys) == MOST_KEYS:
            _refuse(whole, f"it has more than {MOST_KEYS} keys")
        if any(fold_header(key.column) == fold_header(other.column) for other in keys):
            _refuse(whole, f"the key column {key.column!r} stands twice")
        keys.append(key)
        further = _AND.match(text, place)
        if not further:
            return tuple(keys), place
        place, word = further.end(), _WORDS[1]


def _part(text: str, place: int, unclosed: set[str]) -> str:
    """Returns the next part of an address: a quoted name, brackets, or one sign."""
    sign = text[place]
    if sign not in _OPENING or sign in unclosed:
        return sign
    if sign == "'" and place and text[place - 1] != "!":
        return sign  # an apostrophe within a name
    found = _OPENING[sign].match(text, place)
    if not found:
        unclosed.add(sign)
    return found[0] if found else sign


def _read_key(text: str, place: int, word: str, whole: str) -> tuple[Key, int]:
    column = _COLUMN.match(text, place)
    if not column:
        _refuse(whole, f"no key stands behind {word!r}")
    written = column[1]
    name = read_header(written) if written.startswith("[") else written
    equals = _EQUALS.match(text, column.end())
    if not equals:
        _refuse(whole, f"no '=' stands behind the key column {name!r}")
    value = _VALUE.match(text, equals.end())
    rest = text[equals.end() :]
    if not rest.strip():
        _refuse(whole, f"no value stands behind {name!r}")
    if not value or _goes_on(text, value):
        words = f"{_first_word(rest)!r} is neither a number nor in single quotes"
        _refuse(whole, words, "Write a text as 'D-1042', a number as 1200 or -0.5.")
    return Key(name, _read_value(value, whole)), value.end()


def _goes_on(text: str, value: re.Match[str]) -> bool:
    """Returns whether a number is only the beginning of something else."""
    following = text[value.end() : value.end() + 2]
    if value[1] is not None or not following or following[0].isspace():
        return False
    return following[0] not in ",=" or (following[0] == "," and following[1:].isdigit())


def _read_value(value: re.Match[str], whole: str) -> str | Decimal:
    if value[1] is None:
        return Decimal(value[2])
    text = value[1][1:-1].replace("''", "'")
    if not text.strip():
        _refuse(whole, "the value of a key is empty; a blank cell is no key")
    if _BROKEN.search(text):
        _refuse(whole, "the value of a key goes over several lines")
    return text


def _first_word(text: str) -> str:
    return text.split(" and ", maxsplit=1)[0].strip()[:60]


def _refuse(whole: str, read: str, remedy: str = "") -> NoReturn:
    raise AddressError(
        "",
        f"{whole!r} names no rows: {read}",
        f"keys of rows, as in {EXAMPLE} and region = 'EMEA'",
        remedy,
    )
