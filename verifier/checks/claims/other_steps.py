"""A rate of growth takes as many periods as there are cells, not steps between them.

Finds: `(B13/B2)^(1/12)` and `RRI(12,B2,B13)`: from the first of twelve months to the
last there are eleven steps.

Why it matters: the rate comes out too low: 3.8 % a month where it was 4.1 %.

What to do: take one period less, or the difference of the years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._operands import span_of_rows
from verifier.checks.claims._read_labels import ask_cells
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.use import Growth
    from verifier.model.verdict import Finding

RULE = Rule("C047", "other-steps", Level.WARNING, Reason.WRONG_PERIOD)

_HEAD = "The growth from line to line was "
_CELLS = "](#c1).\n\n```claims\n[c1] deals!C2:C4\n"
PASSES = (f"{_HEAD}[-13.4%{_CELLS}= (C4/C2)^(1/2)-1\n```\n",)
FAILS = (f"{_HEAD}[-9.1%{_CELLS}= (C4/C2)^(1/3)-1\n```\n",)

_LENGTHS = (1, 3, 6, 12)  # months of a period


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which periods the ends of growths are of."""
    ends = [
        cells
        for case in subject.cases
        for growth in (case.compiled.traits.growths if case.compiled else ())
        if _takes_cells(growth)
        for cells in (growth.first, growth.last)
    ]
    yield from ask_cells(subject, tuple(ends))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every growth that takes a period too many."""
    for case in subject.cases:
        for growth in case.compiled.traits.growths if case.compiled else ():
            if not _takes_cells(growth) or _is_so_long(growth, subject):
                continue
            span = case.figure.span
            yield RULE.finding(
                f"from {growth.first.local} to {growth.last.local} there are "
                f"{growth.steps} steps; the calculation takes {growth.periods} periods",
                Place(span.line, span.column, case.claim_id or ""),
            )


def _takes_cells(growth: Growth) -> bool:
    """Returns whether the cells are taken for steps, from one to the other."""
    return growth.periods == growth.steps + 1


def _is_so_long(growth: Growth, subject: Subject) -> bool:
    """Returns whether the periods of its rows lie just so far apart."""
    first = span_of_rows(growth.first, subject)
    last = span_of_rows(growth.last, subject)
    if first is None or last is None or first.has_years is not last.has_years:
        return False
    apart = abs(last.first - first.first)
    return any(apart == length * (growth.periods or 0) for length in _LENGTHS)
