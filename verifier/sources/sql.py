"""SQL of ours: literal templates, filled with names and numbers of ours alone.

Text of a user's never gets here: it is bound as a parameter.
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
