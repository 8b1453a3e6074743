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
from verifier.model.verdict import Level
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
    told += unanswered(subject)
    return Checked(_sorted(told), tuple(doubts))


def findings_of(subject: Subject) -> tuple[Finding, ...]:
    """Returns what every rule finds in data that are inspected, answers at hand."""
    found = [f for module in rule_modules() for f in module.check(subject)]
    return _sorted(dict.fromkeys([*found, *unanswered(subject)]))


def unanswered(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every rule that could not look at all of its cells.

    What it would have found is not known, and a reader has to know that.
    """
    problems: dict[str, list[str]] = {}
    for answer in subject.answers.values():
        if answer.problem:
            problems.setdefault(answer.asked_by, []).append(answer.problem)
    for module in rule_modules() if problems else ():
        found = problems.get(module.RULE.code, ())
        if found:
            times = "once" if len(found) == 1 else f"{len(found)} times"
            yield replace(module.RULE, level=Level.WARNING).finding(
                f"this could not be looked at ({times}), so that nothing is known "
                f"of it: {found[0]}"
            )


def answer_all(subject: Subject, ask: Ask, first: Iterable[Question] = ()) -> Subject:
    """Returns the subject with the answers to what every rule asks.

    Args:
        subject: without answers.
        ask: gives the engine's answers by the questions' keys.
        first: further questions, whose answers rules may look at.
    """
    wanted = [("", question) for question in first]
    for name in ("ask", "ask_more"):
        askers: dict[str, str] = {}
        new: dict[str, Question] = {}
        for code, question in (*wanted, *_questions(name, subject)):
            if question.key not in subject.answers:
                askers.setdefault(question.key, code)
                new[question.key] = question
        if new:
            answers = _signed(ask(tuple(new.values())), askers)
            subject = replace(subject, answers={**subject.answers, **answers})
        wanted = []
    return subject


def _questions(name: str, subject: Subject) -> Iterator[tuple[str, Question]]:
    """Yields what the rules ask, each with the code of the rule."""
    for module in rule_modules():
        asked: Callable[[Subject], Iterator[Question]] | None
        asked = getattr(module, name, None)
        for question in asked(subject) if asked else ():
            yield module.RULE.code, question


def _signed(
    answers: Mapping[str, Answer], askers: Mapping[str, str]
) -> dict[str, Answer]:
    """Returns answers; one that failed names the rule that asked first."""
    return {
        key: replace(answer, asked_by=askers[key]) if answer.problem else answer
        for key, answer in answers.items()
    }


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.line, f.column, f.code, f.message)))
