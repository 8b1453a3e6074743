"""The words of every language, one file of data each: `en.toml`, `ru.toml`.

A report may speak several languages at once, so that everything that asks for words
gets those of all files. What a key is for stands above it in `en.toml`, whose keys are
those of every language.

Forms of text:

- *words*: words and phrases that commas part;
- *meanings*: a line `meaning: word, word` for each meaning;
- *patterns*: alternatives of a regular expression with blanks between them, each
  complete in itself. Words around them, flags and most groups with names are added
  where they are asked for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from verifier.errors import LanguageError
from verifier.languages._table import (
    PATTERNS,
    Record,
    Table,
    broken_pattern,
    compared,
    parse,
    phrases,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = [
    "Record",
    "Table",
    "alternatives",
    "compiled",
    "listed",
    "meanings",
    "patterns",
    "phrases",
    "senses",
    "tables",
    "tables_of",
    "words",
]

T = TypeVar("T")

_FIRST = "en.toml"
_NOTHING = "(?!)"
"""What matches nowhere: an alternative for which no language has words."""


@cache
def tables() -> tuple[Table, ...]:
    """Returns the tables of all language files: English, then by their names."""
    found = [item for item in files(__name__).iterdir() if item.name.endswith(".toml")]
    return tables_of((item.name, item.read_text("utf-8")) for item in found)


def tables_of(texts: Iterable[tuple[str, str]]) -> tuple[Table, ...]:
    """Returns the tables of files, each held against the English one.

    Raises:
        LanguageError: if a file is no table of words, or has other keys.
    """
    read = {file: parse(file, text) for file, text in sorted(texts)}
    first = read.pop(_FIRST, None)
    if first is None:
        raise LanguageError(_FIRST, "no such file", "the words of English")
    return (first, *(compared(table, first) for table in read.values()))


def listed(key: str) -> tuple[str, ...]:
    """Returns words that commas part, of all languages, in the order of the files."""
    return tuple(word for table in tables() for word in table.listed(key))


def words(key: str) -> frozenset[str]:
    """Returns words that commas part, of all languages."""
    return frozenset(listed(key))


def inflected(key: str) -> tuple[str, ...]:
    """Returns the forms of words written `stem|ending ending`, in order.

    In place of an ending `-` is none; what has no bar is a whole word.
    """
    return tuple(form for entry in listed(key) for form in inflections_of(entry))


def inflections_of(entry: str) -> Iterator[str]:
    """Yields the forms of one entry.

    Example:
        >>> [*inflections_of("declin|ed ing"), *inflections_of("fell")]
        ['declined', 'declining', 'fell']
    """
    stem, bar, endings = entry.partition("|")
    for ending in endings.split() if bar else ("-",):
        yield stem + ending.strip("-")


def senses(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns what stands before the colon of each line, and the words behind it."""
    return tuple(pair for table in tables() for pair in table.senses(key))


def meanings(key: str, kind: Callable[[str], T] = str) -> dict[str, T]:
    """Returns word → its meaning, from lines `meaning: word, word`.

    Args:
        key: of the words.
        kind: what a meaning is read as.
    """
    return {k: v for table in tables() for k, v in table.meanings(key, kind).items()}


def patterns(key: str) -> tuple[str, ...]:
    """Returns the alternatives of a regular expression, of all languages."""
    texts = (table.text(PATTERNS + key) for table in tables())
    return tuple(alternative for text in texts for alternative in text.split())


def alternatives(key: str) -> str:
    """Returns the alternatives of a regular expression, with bars between them."""
    return "|".join(patterns(key)) or _NOTHING


def compiled(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Returns a compiled expression that was made of alternatives.

    Raises:
        LanguageError: if a line of a language file is no expression.
    """
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        broken = next(filter(None, map(broken_pattern, tables())), None)
        raise broken or LanguageError("", pattern, "an expression") from error
