"""Which columns name a row: the keys of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.languages import alternatives, compiled
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from verifier.checks.region import Ground
    from verifier.model.brief import Brief

_KEY = compiled(
    rf"(?:.*[ _\-.])?(?:{alternatives('keys.last')}|#|№)"
    rf"|(?:{alternatives('keys.first')})(?:[ _\-.].*)?"
    r"|.*[a-z](?:Id|ID)",
    0,
)
_NOT_ONE = compiled(rf"(?:{alternatives('keys.not_one')})[ _\-].*", 0)


def key_columns(ground: Ground, brief: Brief) -> tuple[int, ...]:
    """Returns the columns that name a row: as the brief says, else by their headers.

    Several together name a row where the brief says so; of headers the first counts.
    """
    columns = ground.columns
    stated = {
        field.name.casefold()
        for field in brief.fields
        if field.is_key and field.source in {"", ground.sheet.key.source}
    }
    named = tuple(n for n, c in columns.items() if c.header.casefold() in stated)
    if named:
        return named
    for number, column in columns.items():
        if _looks_like_a_key(column.header) and _may_name(column.kinds):
            return (number,)
    return ()


def _looks_like_a_key(header: str) -> bool:
    stripped = header.strip()
    folded = stripped.casefold()
    if _NOT_ONE.fullmatch(folded):
        return False
    return bool(_KEY.fullmatch(folded) or _KEY.fullmatch(stripped))


def _may_name(kinds: frozenset[CellKind]) -> bool:
    return not kinds.isdisjoint({CellKind.TEXT, CellKind.NUMBER})
