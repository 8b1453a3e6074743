"""Two things are compared that differ in more than the sentence says.

Finds: a change or a difference of which one side is limited by a group and the other
is not, where no word names that group; a rate whose two columns are taken of different
groups.

Why it matters: this year's starts against last year's starts in construction is no
growth, though both sides are right for something.

What to do: limit both sides alike, or name the group that one of them is limited to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._forms import PERIOD
from verifier.checks.claims._paired import (
    Paired,
    groups_apart,
    is_spoken_of,
    pairs_of,
    values_on,
)
from verifier.checks.rule import Rule, Subject
from verifier.model.plan import ChangeForm
from verifier.model.reason import Reason
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C068", "unlike-sides", Level.WARNING, Reason.WRONG_SEGMENT)

_BODY = "\n\n```claims\n[c1] deals!B2:C5\n= {}\n```\n"
PASSES = (
    "Amounts of the south were [225%](#c1) above those of the north."
    + _BODY.format('SUMIFS(C2:C5,B2:B5,"south")/SUMIFS(C2:C5,B2:B5,"north")-1'),
    "All but the south made [130](#c1)."
    + _BODY.format('SUM(C2:C5)-SUMIFS(C2:C5,B2:B5,"south")'),
)
FAILS = (
    "Amounts are [355%](#c1) above the year before."
    + _BODY.format('SUM(C2:C5)/SUMIFS(C2:C5,B2:B5,"north")-1'),
)

_RATES, _PARTS = 4, 2  # uses of two rates, and of one


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every comparison of what is limited otherwise."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    pairs = pairs_of(case, subject)
    traits = case.compiled.traits if case.compiled else None
    is_change = traits is not None and traits.change is not ChangeForm.NONE
    words = _of_rates(case, subject)
    if words:
        return words
    for pair in pairs:
        above, below = pair.columns
        if pair.is_quotient and not is_change:
            words = _of_rate(pair) if above != below and above and below else ""
        elif above == below and (is_change or len(pairs) > 1):
            words = _of_one_side(pair)
        else:
            words = ""
        if words:
            return words
    return ""


def _of_rates(case: Case, subject: Subject) -> str:
    """Returns what stands against two rates of which one is of two groups itself."""
    uses = case.uses
    ground = subject.ground_of(uses)
    for side in (Side.MINUEND, Side.SUBTRAHEND):
        parts = [use for use in uses if use.side is side]
        if ground is None or len(uses) != _RATES or len(parts) != _PARTS:
            return ""
        pair = Paired(case, ground, *parts)
        for column in groups_apart(pair):
            above, below = pair.filters
            return (
                f"one of the rates divides {pair.shown(column, above)} by "
                f"{pair.shown(column, below)}"
            )
    return ""


def _of_one_side(pair: Paired) -> str:
    above, below = pair.filters
    for column in sorted((above.keys() ^ below.keys()) - {PERIOD}):
        own = above if column in above else below
        if not is_spoken_of(values_on(column, own), pair.case):
            return (
                f"one side of the comparison takes {pair.shown(column, own)} alone, "
                "which no word near the figure names; the other takes every one"
            )
    return ""


def _of_rate(pair: Paired) -> str:
    above, below = pair.filters
    for column in groups_apart(pair):
        if not is_spoken_of(values_on(column, below), pair.case):
            return (
                f"what is divided is of {pair.shown(column, above)}, the divisor of "
                f"{pair.shown(column, below)}, which no word near the figure names"
            )
    return ""
