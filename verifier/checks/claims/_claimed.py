"""The claimed figures of a report, and findings against them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.checks.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.checks.rule import Rule, Subject
    from verifier.model.case import Case
    from verifier.model.verdict import Finding


def findings_against(
    rule: Rule, subject: Subject, against: Callable[[Case, Subject], str]
) -> Iterator[Finding]:
    """Yields a finding for every claimed figure against which something stands."""
    for case in claimed(subject):
        words = against(case, subject)
        if words and case.claim is not None:
            span = case.figure.span
            yield rule.finding(words, Place(span.line, span.column, case.claim.id))


def claimed(subject: Subject) -> list[Case]:
    """Returns the claimed figures; in their sentences no other numbers are figures.

    A bound that no criterion equals is an uncited figure, and parts no words.
    """
    cases = [case for case in subject.cases if case.claim is not None and case.compiled]
    figures: dict[str, set[tuple[int, int]]] = {}
    for case in cases:
        here = (case.sentence.start, case.sentence.end)
        figures.setdefault(case.sentence.text, set()).add(here)
    ordered = {text: tuple(sorted(places)) for text, places in figures.items()}
    return [
        replace(
            case, sentence=replace(case.sentence, figures=ordered[case.sentence.text])
        )
        for case in cases
    ]
