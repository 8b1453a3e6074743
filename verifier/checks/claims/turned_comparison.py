"""A comparison is calculated the other way round than the sentence tells it.

Finds: `A has 5 more than B`, `A is 1.2x B`, `A is 20% above B`, `A leads B by 5`, `A is
slower than B, with a difference of 5`, where the calculation holds B against A, or
takes A for the base. Who is earlier or faster has less of a time, and who is better has
more of a score and less of a cost; where the columns do not tell which it is, nothing
is found. Likewise `3 days later than promised` of what came before its day.

Why it matters: the arithmetic is right, and the sentence puts the wrong one ahead.

What to do: turn the sentence round, or the calculation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.claims._compared import (
    Sense,
    compared_in,
    tells_a_gap_alone,
)
from verifier.checks.claims._facing import facing
from verifier.checks.claims._fulfilled import against_plan, has_plan
from verifier.checks.claims._leaders import FIRST, leader_of
from verifier.checks.claims._operands import (
    Operand,
    Operands,
    Relation,
    operands_of,
    sides_of,
)
from verifier.checks.claims._promised import against_promise
from verifier.checks.claims._read_labels import ask_labels
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import Clause, sentence_round
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._compared import Compared
    from verifier.checks.question import Question
    from verifier.model.case import Case, Sentence
    from verifier.model.verdict import Finding

RULE = Rule("C045", "turned-comparison", Level.WARNING, Reason.WRONG_SEGMENT)

_CELLS = "[c1] deals!B2:C5\n"
_SOUTH, _EAST = 'SUMIFS(C2:C5,B2:B5,"south")', 'SUMIFS(C2:C5,B2:B5,"east")'
_CLAIM = f"\n\n```claims\n{_CELLS}= {_SOUTH}-{_EAST}\n```\n"
PASSES = (f"South has [295](#c1) more than east.{_CLAIM}",)
FAILS = (f"East has [295](#c1) more than south.{_CLAIM}",)

_TURNED = "the sentence compares the other way round: the calculation "
_MULTIPLES = frozenset({QuantityKind.MULTIPLE})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what the rows are called that are compared."""
    yield from ask_labels(subject, tuple(c for c in subject.cases if sides_of(c)))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose comparison is turned round."""
    for case in subject.cases:
        words = _against(case, subject) or against_promise(case, subject.brief)
        if words and case.claim_id is not None:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    if quantity is None or sides_of(case) is None or quantity.value < 0:
        return ""
    is_multiple = quantity.kind in _MULTIPLES
    said = compared_in(_clause_round(case.sentence), is_multiple=is_multiple)
    operands = operands_of(case, subject)
    if operands is None:
        return ""
    if said is None:
        return against_plan(case, operands, subject.brief)
    leader = leader_of(said, operands, subject.brief)
    if not any(map(str.isalnum, said.other)) and has_plan(operands):
        leader = 0  # plan against actual: South is 80 short
    faces = facing(said.sense, case, subject.brief)
    words = _differs(said, operands, leader, said.sign * faces) if leader else ""
    words = words if faces else ""
    words = words or against_plan(case, operands, subject.brief)
    return words or _unproven(said, operands, leader)


def _clause_round(sentence: Sentence) -> Clause:
    """Returns a figure's sentence, with the one before where it tells a gap alone."""
    clause = sentence_round(sentence)
    first = sentence.start - clause.start
    if first <= 0 or not tells_a_gap_alone(clause):
        return clause
    place = len(sentence.text[:first].rstrip(" ;")) - 1
    figures = tuple(f for f in sentence.figures if f[1] <= place)
    before = sentence_round(replace(sentence, start=place, end=place, figures=figures))
    apart = len(before.text)
    own = tuple((start + apart, end + apart) for start, end in clause.figures)
    return Clause(
        before.text + clause.text,
        clause.start + apart,
        clause.end + apart,
        (*(f for f in before.figures if f[0] < f[1]), *own),
    )


def _unproven(said: Compared, operands: Operands, leader: int) -> str:
    """Returns what stands against `5 more` where the calculation gives -5 of whatever.

    It may be taken off the other way round; then the sentence must name the leader.
    """
    is_known = leader or said.sign <= 0 or said.sense is not Sense.AMOUNT
    if is_known or operands.relation is not Relation.DIFFERENCE or operands.value >= 0:
        return ""
    return (
        "the sentence says that it is more; the calculation gives less than nothing, "
        "and no words tell that it is taken off the other way round"
    )


def _differs(said: Compared, operands: Operands, leader: int, sign: int) -> str:
    """Returns what is the other way round, or nothing.

    Args:
        said: what the sentence compares.
        operands: what the calculation does.
        leader: the operand of which the sentence speaks.
        sign: 1 where its number is said to be the greater one, -1 the lesser one.
    """
    first = _called(operands.first)
    second = _called(operands.second)
    ahead = leader == FIRST
    match operands.relation:
        case Relation.DIFFERENCE:
            lead = operands.value if ahead else -operands.value
            is_turned = lead * sign < 0
            how = f"takes {second} off {first}, which gives the opposite"
        case Relation.CHANGE:
            is_turned = sign != 0 and (not ahead or operands.growth * sign < 0)
            how = f"takes {second} for the base, which the sentence compares"
        case Relation.RATIO:
            is_plain = said.sense is Sense.AMOUNT
            is_turned = is_plain and _is_turned_ratio(said, operands, ahead=ahead)
            how = f"divides {first} by {second}"
    return _TURNED + how if is_turned else ""


def _is_turned_ratio(said: Compared, operands: Operands, *, ahead: bool) -> bool:
    """Returns whether a ratio is of the other one: `A is 1.2x B` over B / A."""
    if said.sign < 0:
        return ahead and operands.value > 1
    return not ahead and (said.sign == 0 or operands.value > 1)


def _called(operand: Operand) -> str:
    return repr(operand.labels[0]) if operand.labels else "the other"
