"""Rules over the report, its claims and its data: one file each, found by name.

A rule's file holds `RULE`, and `check(subject)`, which yields findings. Where it has to
look at cells it also holds `ask(subject)`, which yields questions for the engine, whose
answers stand in `subject.answers` when `check` is called. What is to be asked only
where an answer gives cause is asked by `ask_more(subject)`, which sees the answers to
`ask`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from verifier.checks.keys import key_columns
from verifier.checks.question import Answer, Question, answer_in
from verifier.checks.region import Ground, Region
from verifier.checks.regions import ground_of, regions_of
from verifier.checks.rule import Place, Rule, Subject
from verifier.model.case import Objection
from verifier.registry import modules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import ModuleType

    from verifier.model.case import Case
    from verifier.model.verdict import Finding

    Ask = Callable[[tuple[Question, ...]], Mapping[str, Answer]]

FAMILIES = ("data", "claims", "prose")

__all__ = [
    "FAMILIES",
    "Answer",
    "Checked",
    "Ground",
    "Place",
    "Question",
    "Region",
    "Rule",
    "Subject",
    "answer_all",
    "answer_in",
    "check_all",
    "findings_of",
    "ground_of",
    "key_columns",
    "regions_of",
    "rule_modules",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found.

    Attributes:
        findings: that are told, by place in the report, then by code.
        doubts: that stand against figures, each with its objection.
    """

    findings: tuple[Finding, ...]
    doubts: tuple[tuple[Finding, Objection], ...]

    def against(self, case: Case) -> tuple[Objection, ...]:
        """Returns what stands against a figure, in no order."""
        place = (case.figure.span.line, case.figure.span.column)
        return tuple(
            objection
            for finding, objection in self.doubts
            if finding.claim == case.claim_id
            and (not finding.line or (finding.line, finding.column) == place)
        )


@cache
def rule_modules() -> tuple[ModuleType, ...]:
    """Returns every module that holds a rule, by code."""
    found = [m for family in FAMILIES for m in modules_of(f"{__name__}.{family}")]
    rules = [module for module in found if hasattr(module, "RULE")]
    return tuple(sorted(rules, key=lambda module: module.RULE.code))


def check_all(subject: Subject, ask: Ask) -> Checked:
    """Returns what every rule found.

    Args:
        subject: without answers.
        ask: gives the engine's answers by the questions' keys.
    """
    subject = answer_all(subject, ask)
    told: list[Finding] = []
    doubts: list[tuple[Finding, Objection]] = []
    for module in rule_modules():
        rule: Rule = module.RULE
        for finding in module.check(subject):
            if rule.reason is not None and finding.claim:
                doubts.append((finding, Objection(rule.reason, finding.message)))
            else:
                told.append(finding)
    return Checked(_sorted(told), tuple(doubts))


def findings_of(subject: Subject) -> tuple[Finding, ...]:
    """Returns what every rule finds in data that are inspected, answers at hand."""
    found = (f for module in rule_modules() for f in module.check(subject))
    return _sorted(dict.fromkeys(found))


def answer_all(subject: Subject, ask: Ask, first: Iterable[Question] = ()) -> Subject:
    """Returns the subject with the answers to what every rule asks.

    Args:
        subject: without answers.
        ask: gives the engine's answers by the questions' keys.
        first: further questions, whose answers rules may look at.
    """
    further = {question.key: question for question in first}
    for name in ("ask", "ask_more"):
        wanted = further | {q.key: q for q in _questions(name, subject)}
        new = tuple(q for q in wanted.values() if q.key not in subject.answers)
        if new:
            subject = replace(subject, answers={**subject.answers, **ask(new)})
        further = {}
    return subject


def _questions(name: str, subject: Subject) -> Iterator[Question]:
    for module in rule_modules():
        asked: Callable[[Subject], Iterator[Question]] | None
        asked = getattr(module, name, None)
        if asked:
            yield from asked(subject)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))
