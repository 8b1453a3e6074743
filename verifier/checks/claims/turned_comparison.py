"""A comparison is calculated the other way round than the sentence tells it.

Finds: `A has 5 more than B`, `A is 1.2x B`, `A is 20% above B`, `A leads B by 5`, where
the calculation holds B against A, or takes A for the base.

Why it matters: the arithmetic is right, and the sentence puts the wrong one ahead.

What to do: turn the sentence round, or the calculation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier.checks.claims._compared import compared_in
from verifier.checks.claims._fulfilled import against_plan
from verifier.checks.claims._operands import (
    Operand,
    Operands,
    Relation,
    operands_of,
    sides_of,
)
from verifier.checks.claims._read_labels import ask_labels
from verifier.checks.naming import names_in
from verifier.checks.periods import periods_in
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words.relations import AHEAD, SUBJECTS, THE_ONE_BEFORE
from verifier.languages import patterns
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.claims._compared import Compared
    from verifier.checks.question import Question
    from verifier.model.brief import Brief
    from verifier.model.case import Case
    from verifier.model.verdict import Finding

RULE = Rule("C045", "turned-comparison", Level.WARNING, Reason.WRONG_SEGMENT)

_CELLS = "[c1] deals!B2:C5\n"
_SOUTH, _EAST = 'SUMIFS(C2:C5,B2:B5,"south")', 'SUMIFS(C2:C5,B2:B5,"east")'
_CLAIM = f"\n\n```claims\n{_CELLS}= {_SOUTH}-{_EAST}\n```\n"
PASSES = (f"South has [295](#c1) more than east.{_CLAIM}",)
FAILS = (f"East has [295](#c1) more than south.{_CLAIM}",)

_FIRST, _SECOND = 1, 2
_ENDS = " ,;:"
_AHEAD = re.compile(rf"(?<!\w)(?:{AHEAD})(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(THE_ONE_BEFORE, re.IGNORECASE)
_LEAD = patterns("periods.bare")[0]
_BREAK = re.compile(r"[,;:]\s|\s[—–-]\s")
_TURNED = "the sentence compares the other way round: the calculation "
_MULTIPLES = frozenset({QuantityKind.MULTIPLE})


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what the rows are called that are compared."""
    yield from ask_labels(subject, tuple(c for c in subject.cases if sides_of(c)))


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose comparison is turned round."""
    for case in subject.cases:
        words = _against(case, subject)
        if words and case.claim_id is not None:
            span = case.figure.span
            yield RULE.finding(words, Place(span.line, span.column, case.claim_id))


def _against(case: Case, subject: Subject) -> str:
    quantity = case.figure.quantity
    if quantity is None or sides_of(case) is None or quantity.value < 0:
        return ""
    is_multiple = quantity.kind in _MULTIPLES
    said = compared_in(sentence_round(case.sentence), is_multiple=is_multiple)
    operands = operands_of(case, subject)
    if operands is None:
        return ""
    if said is None:
        return against_plan(case, operands)
    leader = _leader(said, operands, subject.brief)
    words = _differs(said, operands, leader) if leader else ""
    return words or against_plan(case, operands)


def _leader(said: Compared, operands: Operands, brief: Brief) -> int:
    """Returns which operand the sentence speaks of: 1, 2, or 0 where none is told."""
    others = _named(said.other, operands, brief) or _earlier(said.other, operands)
    others = others or _bare(said, operands)
    if not others:
        return 0
    leader = _SECOND if others[0] == _FIRST else _FIRST
    named = _named(said.leader, operands, brief)
    if len(named) > 1:  # A overtook B: its sales are 1.3 times …
        named = _taken_up(said.leader, operands, brief)
        return leader if named == (leader,) else 0
    return leader if set(named) <= {leader} else 0


def _bare(said: Compared, operands: Operands) -> tuple[int, ...]:
    """Returns the operand of a quarter whose noun stands with the leader's."""
    both = {_FIRST: operands.first, _SECOND: operands.second}
    text = f"{said.leader} {_LEAD} {said.other.strip(_ENDS)}"
    named = [p for p in periods_in(text) if p.start > len(said.leader)]
    spans = {n: operand.span for n, operand in both.items()}
    return tuple(n for n, span in spans.items() if span and any(map(span.is_of, named)))


def _earlier(text: str, operands: Operands) -> tuple[int, ...]:
    """Returns the operand of the earlier period, where a text says no more of it."""
    one, other = operands.first.span, operands.second.span
    if one is None or other is None or not _BEFORE.search(text):
        return ()
    if one.is_before(other):
        return (_FIRST,)
    return (_SECOND,) if other.is_before(one) else ()


def _taken_up(text: str, operands: Operands, brief: Brief) -> tuple[int, ...]:
    """Returns the operands that the last part of a text names, or its pronoun means."""
    breaks = [found.end() for found in _BREAK.finditer(text)]
    last = text[breaks[-1] :] if breaks else ""
    named = _named(last, operands, brief)
    words = {token.text.casefold() for token in tokens_of(last)}
    if named or words.isdisjoint(SUBJECTS) or not _AHEAD.search(text):
        return named
    return _named(text, operands, brief)[:1]


def _named(text: str, operands: Operands, brief: Brief) -> tuple[int, ...]:
    """Returns which operands a text names, in order."""
    both = {_FIRST: operands.first, _SECOND: operands.second}
    places: list[tuple[int, int]] = []
    for number, operand in both.items():
        labels = {number: operand.labels}
        low = {number: tuple(label.lower() for label in operand.labels)}
        found = (*names_in(text, labels, brief), *names_in(text.lower(), low, brief))
        places += [(naming.start, number) for naming in found]
        places += [(start, number) for start in _periods(text, operand)]
    return tuple(dict.fromkeys(number for _, number in sorted(places)))


def _periods(text: str, operand: Operand) -> Iterator[int]:
    if operand.span is not None:
        yield from (p.start for p in periods_in(text) if operand.span.is_of(p))


def _differs(said: Compared, operands: Operands, leader: int) -> str:
    """Returns what is the other way round, or nothing."""
    first = _called(operands.first)
    second = _called(operands.second)
    ahead = leader == _FIRST
    match operands.relation:
        case Relation.DIFFERENCE:
            lead = operands.value if ahead else -operands.value
            is_turned = said.sign != 0 and lead * said.sign < 0
            how = f"takes {second} off {first}, which gives the opposite"
        case Relation.CHANGE:
            is_turned = said.sign != 0 and not ahead
            how = f"takes {second} for the base, which the sentence compares"
        case Relation.RATIO:
            is_turned = _is_turned_ratio(said, operands, ahead=ahead)
            how = f"divides {first} by {second}"
    return _TURNED + how if is_turned else ""


def _is_turned_ratio(said: Compared, operands: Operands, *, ahead: bool) -> bool:
    """Returns whether a ratio is of the other one: `A is 1.2x B` over B / A."""
    if said.sign < 0:
        return ahead and operands.value > 1
    return not ahead and (said.sign == 0 or operands.value > 1)


def _called(operand: Operand) -> str:
    return repr(operand.labels[0]) if operand.labels else "the other"
