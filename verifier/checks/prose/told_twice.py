"""One calculation is told with two values.

Finds: figures that link to the same claim, or to claims with the same cells and the
same calculation, where the printed values cannot both be the rounding of one number.

Why it matters: a reader who meets two values of one measure trusts neither.

What to do: print the same value everywhere, or cite what really differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.quantity import Comparison
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.quantity import Quantity
    from verifier.model.verdict import Finding

RULE = Rule("P010", "told-twice", Level.WARNING)

_TWO = "\n\n```claims\n[c1] deals!C2:C5\n= SUM(C2:C5)\n```\n"
PASSES = (f"We won [455](#c1). In all: [455](#c1).{_TWO}",)
FAILS = (f"We won [455](#c1). In all: [465](#c1).{_TWO}",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every later figure that an earlier one contradicts."""
    first: dict[tuple[str, ...], Case] = {}
    for case in subject.cases:
        if case.claim is None or not case.claim.calculation.strip():
            continue
        # of a citation that means no cells nothing is known but whose it is
        cells = sorted(map(str, subject.cited.get(case.claim.id, ()))) or [
            case.claim.id
        ]
        key = (" ".join(case.claim.calculation.split()), *cells)
        earlier = first.setdefault(key, case)
        one, other = earlier.figure.quantity, case.figure.quantity
        if one and other and not _may_be_one(one, other):
            span = case.figure.span
            yield RULE.finding(
                f"{case.figure.text} here and {earlier.figure.text} in line "
                f"{earlier.figure.span.line} are told of the same calculation",
                Place(span.line, span.column, case.claim.id),
            )


def _may_be_one(one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.tolerance or other.tolerance:
        return True
    if {one.comparison, other.comparison} != {Comparison.EXACT}:
        return True
    apart = abs(abs(one.value) - abs(other.value))
    return apart * 2 < one.last_digit + other.last_digit
