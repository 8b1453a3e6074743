"""A superlative is false over the whole source.

Finds: a group that the sentence calls the first or last, where the cited cells hold not
every group, and over all rows of the source another group stands there.

Why it matters: the cited cells show one group alone, so the claim was never tested, and
it is wrong.

What to do: cite every group, and see who is ahead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._rankings import ask_rankings, rankings
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("C022", "contradicted-rank", Level.WARNING, Reason.RANK_CONTRADICTED)

PASSES = (
    (
        "North had the lowest amount, [100](#c1).\n\n"
        "```claims\n[c1] pair!C2\n"
        "= C2\n```\n"
    ),
)
FAILS = (
    (
        "East had the highest amount, [30](#c1).\n\n"
        "```claims\n[c1] deals!C5\n"
        "= C5\n```\n"
    ),
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups stand where."""
    yield from ask_rankings(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence the source contradicts."""
    for judged in rankings(subject):
        if judged.reason is RULE.reason:
            yield RULE.finding(judged.message, judged.place)
