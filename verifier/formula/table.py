"""References to the columns of a table: `deals[amount]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from verifier.errors import FormulaError
from verifier.model.address import Area, Reference

if TYPE_CHECKING:
    from verifier.formula.tokens import Token


def table_reference(prefixes: tuple[str, ...], token: Token) -> Reference:
    """Returns the reference that names a table's column in brackets.

    Raises:
        FormulaError: for forms that speak of the formula's own row, or of several
            columns.
    """
    inside = token.text[1:-1].strip()
    parts = _parts(inside)
    if parts is None:
        _refuse(token)
    names = [part for part in parts if part.upper() not in {"#DATA", "#ALL"}]
    if len(names) != 1 or names[0].startswith(("#", "@")) or "#ALL" in inside.upper():
        _refuse(token)
    return Reference(prefixes, Area(header=_plain(names[0])))


def _parts(inside: str) -> list[str] | None:
    """Returns the parts of `[#Data],[amount]`; None where ranges stand inside."""
    if not inside.startswith("["):
        return [inside] if inside else None
    parts: list[str] = []
    rest = inside
    while rest:
        if not rest.startswith("["):
            return None
        end = _closing(rest)
        parts.append(rest[1:end])
        rest = rest[end + 1 :].lstrip()
        if rest.startswith(","):
            rest = rest[1:].lstrip()
        elif rest:
            return None
    return parts


def _closing(rest: str) -> int:
    place = 1
    while place < len(rest) and rest[place] != "]":
        place += 2 if rest[place] == "'" else 1
    return place


def _plain(name: str) -> str:
    """Returns a header without the `'` before its special signs."""
    pieces: list[str] = []
    place = 0
    while place < len(name):
        if name[place] == "'" and name[place + 1 : place + 2] in {"'", "[", "]", "#"}:
            place += 1
        pieces.append(name[place])
        place += 1
    return "".join(pieces)


def _refuse(token: Token) -> NoReturn:
    raise FormulaError(
        f"{token.text} does not name one column of a table",
        "the data rows of one column, as in deals[amount]",
        "A report has no row of its own, so [@column] and [#This Row] have no meaning.",
        position=token.start,
        reason="unsupported-function",
    )
