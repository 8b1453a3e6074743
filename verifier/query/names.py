"""Names that mean nothing, and what to say about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import QueryRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verifier.model.source import SheetKey
    from verifier.query.tables import SheetTable


def find_key(names: Mapping[str, SheetKey], written: str) -> str:
    """Returns the name, as the mapping has it, of a table written in any case.

    Raises:
        QueryRefused: `outside-citation`, with the names there are.
    """
    folded = written.casefold()
    for name in names:
        if name.casefold() == folded:
            return name
    shown = ", ".join(names) or "none"
    raise QueryRefused(
        f"the table {written}, which is not cited",
        f"a cited table: {shown}",
        reason="outside-citation",
    )


def unknown_column(name: str, tables: Sequence[SheetTable]) -> QueryRefused:
    """Returns the refusal of a column name that means no cited column."""
    folded = name.casefold()
    for table in tables:
        if folded in table.ambiguous:
            return QueryRefused(
                f"the column {name}, of which there are several in {table.name}",
                "a name that means one column",
                f"Write its letter: {table.ambiguous[folded]}.",
                reason="calculation-failed",
            )
        if folded in table.uncited:
            return QueryRefused(
                f"the column {name} of {table.name} ({table.uncited[folded]}), "
                "which is not cited",
                "columns that the claim cites",
                f"Cite column {table.uncited[folded]} as well.",
                reason="outside-citation",
            )
    return _misspelt(name, tables)


def _misspelt(name: str, tables: Sequence[SheetTable]) -> QueryRefused:
    known = [column.name for table in tables for column in table.columns]
    near = sorted(known, key=lambda other: _distance(name.casefold(), other.casefold()))
    remedy = f"The nearest names are {', '.join(near[:3])}." if near else ""
    return QueryRefused(
        f"the column {name}, which there is not",
        "a column by its header",
        remedy,
        reason="calculation-failed",
    )


def _distance(one: str, other: str) -> float:
    """Returns how unlike two names are: the share of letter pairs they do not share."""
    pairs, others = _pairs(one), _pairs(other)
    shared = len(pairs & others)
    return 1 - 2 * shared / ((len(pairs) + len(others)) or 1)


def _pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))
