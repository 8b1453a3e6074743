"""Databases promise no order of rows: it is the rowid's, or that of a declared key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = ("table", "order_by")


def wanted_tables(
    shown: str, found: Sequence[str], declared: dict[str, str]
) -> tuple[str, ...]:
    """Returns the tables that are sheets: the declared one, or all.

    Raises:
        SourceError: if there is none, or not the declared one.
    """
    wanted = declared.get("table")
    names = [text for text in found if wanted is None or text == wanted]
    if not names and wanted is not None:
        names = [text for text in found if text.casefold() == wanted.casefold()]
    if len(names) == 1 or (names and wanted is None):
        return tuple(names)
    raise SourceError(
        shown,
        "holds no table" if wanted is None else f"holds no table {wanted!r}",
        f"one of {', '.join(found)}" if found else "a database with a table",
        "Declare table = NAME." if found else "Views are not read: make a table of it.",
    )


def key_columns(
    where: str, headers: Sequence[str], declared: dict[str, str]
) -> tuple[int, ...]:
    """Returns the 0-based places of the columns of the declared key, none if none is.

    Args:
        where: names the table in messages.
        headers: names of its columns.
        declared: by the user; `order_by` holds names with commas between them.

    Raises:
        SourceError: if the table has no such column, or two.

    Example:
        >>> key_columns("deals", ("id", "amount"), {"order_by": "id"})
        (0,)
    """
    places: list[int] = []
    names = [text.strip() for text in declared.get("order_by", "").split(",")]
    for wanted in filter(None, names):
        hits = [place for place, header in enumerate(headers) if header == wanted]
        if not hits:
            folded = wanted.casefold()
            hits = [at for at, text in enumerate(headers) if text.casefold() == folded]
        if len(hits) != 1:
            raise SourceError(
                where,
                f"is declared with order_by {wanted!r}; "
                f"{len(hits)} columns have that name",
                f"one of {', '.join(headers)}",
                "Correct order_by, or declare the table that has it.",
            )
        places += hits
    return tuple(places)


def no_key(where: str, names: Sequence[str]) -> SourceError:
    """Returns the error for a key that several rows share, or that rows lack."""
    return SourceError(
        where,
        f"rows share a value of {', '.join(names)}, or have none",
        "a key that tells every row from all others",
        "Declare order_by with the columns of a key.",
    )
