"""What is said to have improved became worse, or the other way round.

Finds: `the satisfaction score improved by 0.15` where the calculation takes the third
quarter away from the second, so that the score fell by as much; a margin, rating or
attendance likewise; `waiting improved by 5 minutes` where the later wait is the longer
one; and what is said to have worsened. Where the words and columns do not tell whether
more of it is better, nothing is found.

Why it matters: the size is right, and the reader is told the contrary.

What to do: take the earlier time away from the later one, or say that it fell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._compared import Sense, trend_in
from verifier.checks.claims._facing import facing
from verifier.checks.claims._operands import Relation, operands_of, sides_of
from verifier.checks.claims._read_labels import ask_labels
from verifier.checks.reach import own_words
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._operands import Operands
    from verifier.checks.question import Question
    from verifier.model.case import Case
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
_WORSE = compiled(rf"(?<!\w)(?:{alternatives('improvement.worse')})")


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which periods the rows are of."""
    yield from ask_labels(subject, tuple(c for c in subject.cases if sides_of(c)))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every improvement that the calculation takes for a fall."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    if quantity is None or quantity.signed or sides_of(case) is None:
        return ""
    clause = sentence_round(case.sentence)
    first, last = own_words(clause)
    own = clause.text[first:last]
    is_better, is_worse = bool(_BETTER.search(own)), bool(_WORSE.search(own))
    is_step = trend_in(clause) is not None  # improved: the wait fell by 5
    if is_better is is_worse or is_step:
        return ""
    operands = operands_of(case, subject)
    faces = facing(Sense.WORTH, case, subject.brief)
    change = _change(operands) if operands else 0
    if change * faces * (1 if is_better else -1) >= 0:
        return ""
    became = "better" if is_better else "worse"
    return (
        f"the sentence says that it became {became}; by the calculation the later time "
        f"has {'more' if change > 0 else 'less'} of it than the earlier one"
    )


def _change(operands: Operands) -> float:
    """Returns the change from an earlier time to a later one, 0 where none is told."""
    first, second = operands.first.span, operands.second.span
    if first is None or second is None or operands.relation is Relation.RATIO:
        return 0
    if second.is_before(first):
        return operands.growth
    is_back = first.is_before(second) and operands.relation is Relation.DIFFERENCE
    return -operands.growth if is_back else 0
