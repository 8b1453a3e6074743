"""A calculation uses rows that the workbook hides.

Finds: hidden or filtered rows inside of a range whose cells are used, by a calculation
that does not leave them out.

Why it matters: who looks at the sheet sees another total.

What to do: say whether hidden rows are meant; SUBTOTAL(109,…) leaves them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.region import Region
    from verifier.model.verdict import Finding

RULE = Rule("D007", "hidden-rows-used", Level.WARNING, Reason.HIDDEN_ROWS)

PASSES = ("We won [455](#c1).\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n",)
FAILS = ("We won [455](#c1).\n\n```claims\n[c1] hidden!C2:C5\n= SUM(C2:C5)\n```\n",)

_AWARE = frozenset({"SUBTOTAL", "AGGREGATE"})


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every region with hidden rows, claim by claim."""
    aware = {
        case.claim.id
        for case in subject.cases
        if case.claim and case.compiled
        if _AWARE.intersection(case.compiled.traits.functions)
    }
    for region in subject.regions:
        runs = _hidden_in(region)
        if not runs:
            continue
        shown = ", ".join(f"{a} to {b}" if b > a else str(a) for a, b in runs[:3])
        for place in region.places(str(region.cells)):
            if place.claim not in aware:
                yield RULE.finding(
                    f"rows of {region.cells} are hidden in the workbook"
                    + (" and are counted along" if region.use else "")
                    + f": {shown}",
                    place,
                )


def _hidden_in(region: Region) -> list[tuple[int, int]]:
    first, last = region.rows
    return [
        (max(start, first), min(end, last))
        for start, end in region.ground.sheet.hidden_rows
        if start <= last and end >= first
    ]
