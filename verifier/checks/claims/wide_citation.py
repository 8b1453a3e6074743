"""A claim cites far more columns than its calculation uses.

Finds: a calculation that uses under half of the cited columns.

Why it matters: a citation is the evidence that a reader goes back to. One that holds
whole sheets proves little, and hides which cells the figure rests on.

What to do: cite the columns that the calculation reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verifier.model.address import CellRange
    from verifier.model.verdict import Finding

RULE = Rule("C003", "wide-citation", Level.NOTE)

PASSES = ("Won [3](#c1).\n\n```claims\n[c1] deals!A2:A4\n= COUNTA(A2:A4)\n```\n",)
FAILS = ("Won [3](#c1).\n\n```claims\n[c1] deals!A2:C4\n= COUNTA(A2:A4)\n```\n",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every claim that uses under half of its cited columns."""
    seen: set[str] = set()
    for case in subject.cases:
        if not case.compiled or case.claim is None or case.claim.id in seen:
            continue
        seen.add(case.claim.id)
        cited = _columns(subject.cited.get(case.claim.id, ()))
        used = _columns(case.compiled.used)
        if 2 * len(used & cited) < len(cited):
            yield RULE.finding(
                f"the calculation uses {len(used & cited)} of {len(cited)} cited "
                f"columns: {', '.join(map(str, case.compiled.used)) or 'none'}",
                Place(case.claim.line, 1, case.claim.id),
            )


def _columns(ranges: Iterable[CellRange]) -> set[tuple[object, int]]:
    return {
        (cells.sheet, column)
        for cells in ranges
        for column in range(cells.first_column, cells.last_column + 1)
    }
