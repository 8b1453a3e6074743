"""One measure is told with two values that two calculations give.

Finds: `a live attendance rate of 44.2 %` where the report told one of 41.9 % before, in
the same words, of the same groups and times; the two calculations differ in what no
word tells: a filter, a mean of ratios for a ratio, a row of totals for its parts.

Why it matters: both values recompute, a reader who meets the two trusts neither, and
which one is meant is not known.

What to do: print one value and cite one calculation, or say in words what differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import claimed
from verifier.checks.claims._measures_told import measure_told
from verifier.checks.claims._told_again import told_again
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.vocabulary import ask_groups
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._measures_told import MeasureTold
    from verifier.checks.question import Question
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C073", "told-otherwise", Level.WARNING, Reason.UNSTATED_CRITERION)

_MOST_TIMES = 2
_MOST = 300  # figures of one kind and scope with which each later one is compared
_TWO = (
    "The average sale value was [{}](#c1).\n\nWith an average sale value of [{}](#c2) "
    "we are content.\n\n```claims\n[c1] regions!C2:C9\n= AVERAGE(C2:C9)\n"
    "[c2] regions!C2:C9\n= {}\n```\n"
)
PASSES = (_TWO.format("56.88", "56.88", "SUM(C2:C9)/COUNT(C2:C9)"),)
FAILS = (_TWO.format("56.88", "65.00", "AVERAGE(C2:C8)"),)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups there are."""
    yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every later figure that an earlier one contradicts."""
    told: dict[object, list[tuple[Case, MeasureTold]]] = {}
    for case in claimed(subject):
        mine = measure_told(case, subject)
        if mine is None or case.claim is None:
            continue
        alike = told.setdefault(mine.key, [])
        for earlier, theirs in alike[:_MOST]:
            words = _contradicts(mine, theirs)
            if words:
                span = case.figure.span
                yield RULE.finding(
                    f"line {earlier.figure.span.line} tells {earlier.figure.text} of "
                    f"the same {words}; the two calculations differ in what no word "
                    "tells",
                    Place(span.line, span.column, case.claim.id),
                )
                break
        alike.append((case, mine))
    yield from _summed_up(subject)


def _summed_up(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that sums up what was told otherwise."""
    for case, other in told_again(subject):
        span = case.figure.span
        yield RULE.finding(
            f"line {other.figure.span.line} tells {other.figure.text} of the same; the "
            "two calculations take different rows, which no word tells",
            Place(span.line, span.column, case.claim_id or ""),
        )


def _contradicts(mine: MeasureTold, theirs: MeasureTold) -> str:
    """Returns the words that two figures share, which cannot both be of one number.

    One that is many times the other is of another measure.
    """
    low, high = sorted((abs(mine.quantity.value), abs(theirs.quantity.value)))
    digits = mine.quantity.last_digit + theirs.quantity.last_digit
    if (high - low) * 2 < digits or high > low * _MOST_TIMES:
        return ""
    return mine.shared(theirs)
