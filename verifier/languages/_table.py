"""One language file, read and compared with the first one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from verifier.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

Record = dict[str, object]
Value = str | list[Record]

_COMMA = re.compile(r"(?<!\\),")
PATTERNS = "patterns."
"""Beginning of the keys of regular expressions."""


@dataclass(frozen=True, slots=True)
class Table:
    """The words of one language.

    Attributes:
        file: name of its file.
        values: dotted key → text, or a list of records where a key comes repeatedly.
        complete: whether the file must have every key of the first language's.
    """

    file: str
    values: Mapping[str, Value]
    complete: bool = True

    def text(self, key: str) -> str:
        """Returns the text of a key; empty where an incomplete file has none.

        Raises:
            LanguageError: if the key should be there, or is no text.
        """
        found = self._found(key, "")
        if isinstance(found, str):
            return found
        raise LanguageError(f"{self.file}, {key}", "records", "a text")

    def records(self, key: str) -> list[Record]:
        """Returns the records of a key, none where an incomplete file has none.

        Raises:
            LanguageError: if the key should be there, or is no list of records.
        """
        found = self._found(key, [])
        if isinstance(found, str):
            raise LanguageError(f"{self.file}, {key}", f"{found!r}", "records")
        return found

    def lines(self, key: str) -> tuple[str, ...]:
        """Returns the lines of a text, without blanks around them or empty ones."""
        return tuple(filter(None, map(str.strip, self.text(key).splitlines())))

    def listed(self, key: str) -> tuple[str, ...]:
        """Returns words that commas part, in their order."""
        return phrases(self.text(key))

    def senses(self, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yields what stands before the colon of each line, and the words behind it.

        Raises:
            LanguageError: if a line has no colon.
        """
        for line in self.lines(key):
            sense, colon, rest = line.partition(":")
            if not colon:
                raise LanguageError(f"{self.file}, {key}", line, "meaning: word, word")
            yield sense.strip(), phrases(rest)

    def meanings(self, key: str, kind: Callable[[str], T]) -> dict[str, T]:
        """Returns word → its meaning, from lines `meaning: word, word`.

        Args:
            key: of the words.
            kind: what a meaning is read as.

        Raises:
            LanguageError: if a meaning is not of the kind.
        """
        found: dict[str, T] = {}
        for sense, group in self.senses(key):
            try:
                found |= dict.fromkeys(group, kind(sense))
            except ValueError as error:
                where = f"{self.file}, {key}"
                raise LanguageError(where, sense, f"{error}") from error
        return found

    def _found(self, key: str, otherwise: Value) -> Value:
        found = self.values.get(key)
        if found is not None:
            return found
        if self.complete:
            raise LanguageError(self.file, f"no {key}", "that key")
        return otherwise


def phrases(text: str) -> tuple[str, ...]:
    r"""Returns phrases that commas part, with single blanks inside.

    Example:
        >>> phrases(r"apart from, except,  more\, than")
        ('apart from', 'except', 'more, than')
    """
    parts = _COMMA.split(text) if "\\" in text else text.split(",")
    phrases = (" ".join(part.split()).replace("\\,", ",") for part in parts)
    return tuple(filter(None, phrases))


def parse(file: str, text: str) -> Table:
    """Returns the table that a file's text holds.

    Raises:
        LanguageError: if it is no TOML, or a value is neither text nor records.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(file, f"{error}", "TOML") from error
    complete: object = tree.pop("complete", True)
    if not isinstance(complete, bool):
        raise LanguageError(f"{file}, complete", f"{complete!r}", "true or false")
    return Table(file, dict(_leaves(file, "", tree)), complete=complete)


def _leaves(file: str, root: str, tree: Record) -> Iterator[tuple[str, Value]]:
    """Yields dotted keys with what stands there.

    Raises:
        LanguageError: if that is neither text nor records.
    """
    for name, value in tree.items():
        key = f"{root}{name}"
        if isinstance(value, dict):
            yield from _leaves(file, f"{key}.", cast("Record", value))
        elif isinstance(value, str) or _is_records(value):
            yield key, cast("Value", value)
        else:
            raise LanguageError(f"{file}, {key}", f"{value!r}", "a text in quotes")


def _is_records(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) for item in cast("list[object]", value)
    )


def compared(table: Table, first: Table) -> Table:
    """Returns a table whose keys are those of the first language.

    Raises:
        LanguageError: if a key is unknown, missing or of another type.
    """
    for key, value in table.values.items():
        model = first.values.get(key)
        where = f"{table.file}, {key}"
        if model is None:
            raise LanguageError(where, "an unknown key", f"a key of {first.file}")
        if isinstance(model, str) != isinstance(value, str):
            kind = "a text" if isinstance(model, str) else "records"
            raise LanguageError(where, f"{value!r}", f"{kind}, as in {first.file}")
    missing = next((key for key in first.values if key not in table.values), None)
    if missing is None or not table.complete:
        return table
    raise LanguageError(
        f"{table.file}, {missing}",
        "nothing",
        f"the key, as {first.file} has it",
        "Leave it '' if there are no such words; "
        "a file that begins with `complete = false` need not have it",
    )


def broken_pattern(table: Table) -> LanguageError | None:
    """Returns what is wrong with the first expression that does not compile."""
    for key in table.values:
        if not key.startswith(PATTERNS):
            continue
        for alternative in table.text(key).split():
            try:
                _ = re.compile(alternative)
            except re.error as error:
                where, expected = f"{table.file}, {key}", f"an expression: {error}"
                return LanguageError(where, alternative, expected)
    return None
