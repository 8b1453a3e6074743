"""One statistic is set against another that it cannot be compared with.

Finds: a sum divided by the mean of the same column, or from which a mean is taken; a
mean divided by a sum; a percentage of a sum in a maximum; a maximum less a mean where
no word speaks of an end.

Why it matters: a sum over its own mean is the number of rows, whatever the sentence
calls it, and a sum less a mean is nothing at all.

What to do: take the same of both sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._paired import Paired, measured, pairs_of
from verifier.checks.claims.unsaid_statistic import END
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.superlatives import superlatives_in
from verifier.languages import alternatives, compiled
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C067", "unlike-statistics", Level.WARNING, Reason.WRONG_STATISTIC)

_BODY = "\n\n```claims\n[c1] deals!B2:C5\n= {}\n```\n"
PASSES = (
    "South made [71.4%](#c1) of the amount."
    + _BODY.format('SUMIFS(C2:C5,B2:B5,"south")/SUM(C2:C5)'),
    "One deal alone made [54.9%](#c1) of the amount."
    + _BODY.format("MAX(C2:C5)/SUM(C2:C5)"),
)
FAILS = (
    "South made [285.7%](#c1) of the amount."
    + _BODY.format('SUMIFS(C2:C5,B2:B5,"south")/AVERAGE(C2:C5)'),
    "All but the south made [292.5](#c1)."
    + _BODY.format('SUM(C2:C5)-AVERAGEIFS(C2:C5,B2:B5,"south")'),
)

_PAIR = 2
_CENTRES = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_ENDS = frozenset({Statistic.MINIMUM, Statistic.MAXIMUM})
_SINGLE = _CENTRES | _ENDS
_MIDDLE = compiled(rf"(?<!\w)(?:{alternatives('unlike_statistics.middle')})")
_ADDED = re.compile(r"\)\s*\+")


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sides are made by other statistics."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    is_share = quantity is not None and quantity.kind is QuantityKind.PERCENT
    if _is_mixed(case):
        return "the calculation takes a mean, or an end, away from sums of the column"
    for pair in pairs_of(case, subject):
        one, other = pair.above.statistic, pair.below.statistic
        if _is_unlike(pair, is_share=is_share):
            return (
                f"the calculation sets the {one} of {measured(pair.above)} "
                f"against the {other} of {measured(pair.below)}"
            )
    return ""


def _is_mixed(case: Case) -> bool:
    """Returns whether several uses of one column are added up and one is not."""
    uses = case.uses
    sides = {use.side for use in uses}
    if sides == {Side.WHOLE} and len(uses) == _PAIR and _is_added(case):
        return _are_sum_and_other(uses)
    columns = {use.cells for use in uses}
    is_chain = len(uses) > _PAIR and sides == {Side.MINUEND, Side.SUBTRAHEND}
    is_chain = is_chain and len(columns) == 1 and columns != {()}
    return is_chain and _are_sum_and_other(uses)


def _are_sum_and_other(uses: tuple[Use, ...]) -> bool:
    found = {use.statistic for use in uses}
    return Statistic.SUM in found and not found.isdisjoint(_SINGLE)


def _is_added(case: Case) -> bool:
    """Returns whether a formula adds two calls: `SUM(B2:B9)+MAX(C2:C9)`."""
    return case.claim is not None and _ADDED.search(case.claim.calculation) is not None


def _is_said(case: Case) -> bool:
    """Returns whether words of a figure speak of an end, or of the middle."""
    sentence = case.sentence
    text = f"{sentence_round(sentence).text} {sentence.context}".casefold()
    return bool(END.search(text) or _MIDDLE.search(text) or superlatives_in(text))


def _is_unlike(pair: Paired, *, is_share: bool) -> bool:
    one, other = pair.above.statistic, pair.below.statistic
    above, below = pair.columns
    if pair.is_quotient and one in _CENTRES and other is Statistic.SUM:
        return True
    is_sum_first = one is Statistic.SUM and other in _SINGLE
    if pair.is_quotient:  # leavers by the average headcount are a rate
        is_rate = above != below and (not is_share or other in _CENTRES)
        return is_sum_first and not is_rate
    is_sum_last = other is Statistic.SUM and one in _SINGLE
    are_apart = {one, other} <= _SINGLE and one is not other and not _is_range(pair)
    is_other = is_sum_first or is_sum_last or (are_apart and not _is_said(pair.case))
    return above == below and is_other


def _is_range(pair: Paired) -> bool:
    """Returns whether the lowest is taken away from the highest."""
    return frozenset((pair.above.statistic, pair.below.statistic)) == _ENDS
