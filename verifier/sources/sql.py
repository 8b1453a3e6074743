"""SQL of ours: literal templates, filled with names and numbers of ours alone.

Text of a user's never gets here: it is bound as a parameter. The names that a database
gives its own tables are the one exception, and `outside_name` quotes them.
"""

from __future__ import annotations

import re
from typing import LiteralString

from verifier.errors import SourceError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Sql(str):
    """A piece of SQL that was made from literal templates."""

    __slots__ = ()


def name(text: str) -> Sql:
    """Returns an identifier of ours, quoted.

    Raises:
        SourceError: if it is no plain name.

    Example:
        >>> name("sheet_1")
        '"sheet_1"'
    """
    if not _NAME.fullmatch(text):
        raise SourceError(text, "is no name of ours for a table or column", "a name")
    return Sql(f'"{text}"')


def outside_name(text: str) -> Sql:
    """Returns an identifier that a file gave, quoted so that it is nothing else.

    Raises:
        SourceError: if no identifier can hold it.

    Example:
        >>> print(outside_name('net "amount" (EUR)'))
        "net ""amount"" (EUR)"
    """
    if "\0" in text or not text:
        raise SourceError(repr(text), "cannot name a table or column", "a name")
    return Sql('"' + text.replace('"', '""') + '"')


def fill(template: LiteralString, /, **parts: Sql | int) -> Sql:
    """Returns a template with `{part}` replaced.

    Example:
        >>> fill("SELECT {column} FROM {table}", column=name("A_n"), table=name("t"))
        'SELECT "A_n" FROM "t"'
    """
    return Sql(template.format(**parts))


def listed(*pieces: Sql) -> Sql:
    """Returns pieces with commas between them."""
    return Sql(", ".join(pieces))


def joined(*pieces: Sql) -> Sql:
    """Returns pieces one behind the other."""
    return Sql("".join(pieces))
