"""A change is calculated from the later period to the earlier one.

Finds: a word such as grew, fell, became longer or a decline, where the rows or criteria
of the base are of a later period than those of the part, where a difference of two
periods has the other sign, or where the period that the sentence names is the base.

Why it matters: what fell by 3.3 % in February is 3.4 % higher in January: the figure is
right, and the sentence says the opposite.

What to do: divide by the earlier period, or tell what the calculation shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._compared import trend_in
from verifier.checks.claims._facing import facing
from verifier.checks.claims._operands import (
    Operand,
    Relation,
    operands_of,
    sides_of,
)
from verifier.checks.claims._read_labels import ask_labels
from verifier.checks.naming import names_in, names_in_lower_case
from verifier.checks.periods import periods_in
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.words.relations import COMPARED
from verifier.languages import alternatives, compiled
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._operands import Operands
    from verifier.checks.question import Question
    from verifier.checks.sentences import Clause
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C046", "backward-change", Level.WARNING, Reason.WRONG_PERIOD)

_HEAD = "Visits {} by [1](#c1).\n\n```claims\n[c1] days!B2:B4\n"
_JULY = 'COUNTIFS(B2:B4,">="&DATE(2025,7,1),B2:B4,"<"&DATE(2025,8,1))'
_JUNE = 'COUNTIFS(B2:B4,">="&DATE(2025,6,1),B2:B4,"<"&DATE(2025,7,1))'
_CLAIM = f"{_HEAD}= {_JULY}\n- {_JUNE}\n```\n"
PASSES = (_CLAIM.format("rose"),)
FAILS = (_CLAIM.format("fell"),)

_FROM_TO = compiled(
    rf"\b(?:{alternatives('told_levels.from')})\s+(?P<base>\w+(?:\s\w+)?)\s+"
    rf"(?:{alternatives('told_levels.to')})\s+(?P<part>\w+(?:\s\w+)?)"
)
_COMPARED = re.compile(rf"(?<!\w){COMPARED}", re.IGNORECASE)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which periods the rows are of."""
    yield from ask_labels(subject, tuple(c for c in subject.cases if sides_of(c)))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every change that is calculated backwards."""
    for case in subject.cases:
        words = _against(case, subject)
        if words and case.claim_id is not None:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    if quantity is None or quantity.value < 0 or sides_of(case) is None:
        return ""
    clause = sentence_round(case.sentence)
    told = trend_in(clause)
    operands = operands_of(case, subject) if told else None
    if operands is None or told is None:
        return ""
    trend = told.sign * facing(told.sense, case, subject.brief)
    return _against_trend(operands, trend, clause, subject.brief) if trend else ""


def _against_trend(operands: Operands, trend: int, clause: Clause, brief: Brief) -> str:
    words = _against_told(operands, trend, clause, brief)
    if words:
        return words
    if operands.relation is Relation.DIFFERENCE:
        return _against_difference(operands, trend)
    return _against_ratio(operands, clause) or _against_growth(operands, trend)


def _against_told(operands: Operands, trend: int, clause: Clause, brief: Brief) -> str:
    """Returns what stands against a change from one group to another, as it is told.

    `From spring to autumn it fell by 0.2`: which of the two is the base is said.
    """
    found = _FROM_TO.search(clause.text, 0, clause.start)
    if found is None:
        return ""
    ends = [
        [
            number
            for number, operand in enumerate((operands.first, operands.second))
            if names_in_lower_case(found[name], {0: operand.labels}, brief)
            or names_in(found[name], {0: operand.labels}, brief)
        ]
        for name in ("base", "part")
    ]
    if ends not in ([[1], [0]], [[0], [1]]):
        return ""
    is_turned = ends == [[0], [1]]
    if operands.relation is not Relation.DIFFERENCE:
        told = "the calculation takes what the sentence ends with for the base"
        return told if is_turned else ""
    change = -operands.value if is_turned else operands.value
    became = "more" if change > 0 else "less"
    words = f"from {found['base']} to {found['part']} it became {became}"
    return words if change * trend < 0 else ""


def _against_ratio(operands: Operands, clause: Clause) -> str:
    if _is_before(operands.first, operands.second):
        return "the calculation takes the later period for the base of the change"
    if _starts_from_named(clause, operands):
        return (
            "the period that the sentence names is the base of the change; the change "
            "is that of the period after it"
        )
    return ""


def _against_growth(operands: Operands, trend: int) -> str:
    """Returns what stands against a relative change from an earlier to a later time."""
    is_change = operands.relation is Relation.CHANGE
    is_ordered = is_change and _is_before(operands.second, operands.first)
    if not is_ordered or operands.growth * trend >= 0:
        return ""
    return _became(operands.growth)


def _became(change: float) -> str:
    became = "more" if change > 0 else "less"
    return f"from the earlier period to the later one it became {became}"


def _against_difference(operands: Operands, trend: int) -> str:
    change = operands.value
    if _is_before(operands.first, operands.second):
        change = -change
    elif not _is_before(operands.second, operands.first):
        return ""
    return _became(change) if change * trend < 0 else ""


def _is_before(one: Operand, other: Operand) -> bool:
    """Returns whether an operand is surely of an earlier period than another.

    Months without years are ordered as the rows are, else the year may turn there.
    """
    if one.span is None or other.span is None or not one.span.is_before(other.span):
        return False
    if one.span.has_years:
        return True
    places = [
        min((c.first_row for u in operand.uses for c in u.cells), default=0)
        for operand in (one, other)
    ]
    return places[0] <= places[1]


def _starts_from_named(clause: Clause, operands: Operands) -> bool:
    """Returns whether the only period that a sentence names is the base of a change."""
    part, base = operands.first.span, operands.second.span
    named = [
        p
        for p in periods_in(clause.text)
        if not any(p.start < end and start < p.end for start, end in clause.figures)
    ]
    if part is None or base is None or len(named) != 1 or not base.is_of(named[0]):
        return False
    if part.is_of(named[0]):  # the first half of either year
        return False
    before = clause.text[: named[0].start]
    return base.is_before(part) and not _COMPARED.search(before)
