"""Cells that hold subtotals, over which another subtotal passes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verifier.model.source import Nested, NestedCells

MOST_RUNS = 5000

_CALL = re.compile(r"(SUBTOTAL|AGGREGATE)\s*\(", re.IGNORECASE)
_ALONE = re.compile(
    r"\s*(?:of:)?=?\s*(?:_xlfn\.)?(SUBTOTAL|AGGREGATE)\s*\([^()]*\)\s*", re.IGNORECASE
)
_TEXT = re.compile(r'"[^"]*"')


def nested_in(formula: str) -> Nested | None:
    """Returns what subtotal a formula is, None where it has none in it.

    Example:
        >>> nested_in("SUBTOTAL(9,B2:B9)"), nested_in("B2/SUBTOTAL(9,B2:B9)")
        (<Nested.SUBTOTAL: 1>, <Nested.UNKNOWN: 3>)
        >>> nested_in("SUM(B2:B9)") is None
        True
    """
    bare = _TEXT.sub("", formula)
    if not _CALL.search(bare):
        return None
    alone = _ALONE.fullmatch(bare)
    if alone is None:
        return Nested.UNKNOWN
    return Nested[alone[1].upper()]


@dataclass(slots=True)
class NestedFound:
    """The subtotals of a sheet, while it is walked through.

    Attributes:
        runs: column → [first row, last row, what].
        shared: what the formulas are that several cells share, by their number.
    """

    runs: dict[int, list[tuple[int, int, Nested]]] = field(
        default_factory=dict[int, list[tuple[int, int, Nested]]]
    )
    shared: dict[str, Nested | None] = field(default_factory=dict[str, "Nested | None"])

    def take(self, row: int, column: int, formula: str, shared: str = "") -> None:
        """Takes note of a cell with a formula; one without its text may be any."""
        if formula:
            kind = nested_in(formula)
            if shared:
                self.shared[shared] = kind
        else:
            kind = self.shared.get(shared, Nested.UNKNOWN) if shared else Nested.UNKNOWN
        if kind is None:
            return
        runs = self.runs.setdefault(column, [])
        if runs and runs[-1][1] == row - 1 and runs[-1][2] is kind:
            runs[-1] = (runs[-1][0], row, kind)
        else:
            runs.append((row, row, kind))

    def whole(self) -> tuple[NestedCells, ...]:
        """Returns the subtotals, column by column; of too many only where they lie."""
        found: list[NestedCells] = []
        for column, runs in sorted(self.runs.items()):
            kept = runs
            if len(runs) > MOST_RUNS:
                kept = [(runs[0][0], runs[-1][1], Nested.UNKNOWN)]
            found += [NestedCells(column, *run) for run in kept]
        return tuple(found)
