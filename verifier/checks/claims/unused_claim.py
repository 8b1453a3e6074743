"""A claim is defined, and no figure links to it.

Finds: a claim in the evidence whose id no figure of the report names.

Why it matters: the evidence says more than the report. Often a figure was rewritten
and its link lost, so that it now stands uncited.

What to do: link the figure that the claim was written for, or delete the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("C002", "unused-claim", Level.WARNING)

PASSES = ("Won [3](#c1).\n\n```claims\n[c1] deals!A2:A4\n= COUNTA(A2:A4)\n```\n",)
FAILS = ("Won 3.\n\n```claims\n[c1] deals!A2:A4\n= COUNTA(A2:A4)\n```\n",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every claim that no figure links to."""
    linked = {case.claim_id for case in subject.cases}
    for claim in subject.report.claims:
        if claim.id not in linked:
            yield RULE.finding(
                f"the claim [{claim.id}] is defined, and no figure links to it",
                Place(claim.line, 1, claim.id),
            )
