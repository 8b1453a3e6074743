"""Asks which words of a report are values of cells: names of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.model.plan import Statement
from verifier.model.source import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier.model.plan import Outcome
    from verifier.model.source import SheetLayout

_SEPARATOR = "\x1f"
_DASHES = "‐‑‒–—−"


def fold_name(text: str) -> str:
    """Returns a name as it is compared: lower case, plain hyphens, single blanks.

    Example:
        >>> fold_name("18–24  Years")
        '18-24 years'
    """
    for dash in _DASHES:
        text = text.replace(dash, "-")
    return " ".join(text.lower().split())


def membership_statement(
    key: str, names: Iterable[str], layouts: Iterable[SheetLayout]
) -> Statement | None:
    """Returns a statement that gives those folded names which are cells' texts.

    None where there is no name to ask for, or no column with texts.
    """
    wanted = sorted(set(names))
    columns = [
        (layout.sheet.table, f"{column.letter}_t")
        for layout in layouts
        for column in layout.columns.values()
        if CellKind.TEXT in column.kinds
    ]
    if not wanted or not columns:
        return None
    from verifier.plan.members import members_sql  # noqa: PLC0415 - sqlglot is loaded only where there is SQL to write

    return Statement(key, members_sql(wanted, columns, _DASHES, _SEPARATOR))


def names_in(outcome: Outcome) -> frozenset[str]:
    """Returns the folded names that a membership statement found."""
    return frozenset(outcome.text.split(_SEPARATOR)) if outcome.text else frozenset()
