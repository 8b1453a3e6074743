"""What is said to have improved is the earlier time less the later one.

Finds: `the satisfaction score improved by 0.15` where the calculation takes the third
quarter away from the second, so that the score fell by as much; a margin, rating or
attendance likewise.

Why it matters: the size is right, and the reader is told the contrary.

What to do: take the earlier time away from the later one, or say that it fell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._used_periods import periods_of_criteria
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.use import Side
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.periods import Period
    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C072", "turned-improvement", Level.WARNING, Reason.DIRECTION)

_JUNE, _JULY = '"<"&DATE(2025,7,1)', '">="&DATE(2025,7,1)'
_BODY = "\n\n```claims\n[c1] takings!A2:B4\n= {}\n```\n"
_PAID = "AVERAGEIFS(B2:B4,A2:A4,{})-AVERAGEIFS(B2:B4,A2:A4,{})"
PASSES = (
    "Average sales fell by [7.5](#c1) from June to July."
    + _BODY.format(_PAID.format(_JUNE, _JULY)),
)
FAILS = (
    "Average sales improved by [7.5](#c1) from June to July."
    + _BODY.format(_PAID.format(_JUNE, _JULY)),
)

_BETTER = compiled(rf"(?<!\w)(?:{alternatives('improvement.better')})")
_GOOD = compiled(rf"(?<!\w)(?:{alternatives('improvement.good')})")
_BAD = compiled(rf"(?<!\w)(?:{alternatives('improvement.bad')})")


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every improvement that the calculation takes for a fall."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, _subject: Subject) -> str:
    quantity = case.figure.quantity
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    own = clause.text[first:last].casefold()
    if quantity is None or quantity.signed or not _BETTER.search(own):
        return ""
    if not _GOOD.search(clause.text.casefold()) or _BAD.search(own):
        return ""
    uses = case.uses
    above, below = (_times(uses, side) for side in (Side.MINUEND, Side.SUBTRAHEND))
    is_dated = len({bool(year) for year, _ in (*above, *below)}) == 1
    if not above or not below or not is_dated or max(above) >= min(below):
        return ""
    return (
        "the sentence says that it became better; the calculation takes the later time "
        "away from the earlier one"
    )


def _times(uses: tuple[Use, ...], side: Side) -> list[tuple[int, int]]:
    """Returns when the periods of one side begin; none where they are not all told."""
    found: list[tuple[int, int]] = []
    for use in uses:
        if use.side is side:
            periods = periods_of_criteria(use)
            if not periods:
                return []
            found += map(_begin, periods)
    return found


def _begin(period: Period) -> tuple[int, int]:
    return period.year or 0, min(period.months)
