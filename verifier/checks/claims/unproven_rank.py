"""A superlative cannot be tested.

Finds: a group that the sentence calls the first or last and the calculation chooses,
where neither the cited cells nor the source give the same measure of a rival.

Why it matters: a superlative without its rivals is an opinion.

What to do: cite every group that is ranked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._proven_ranks import proves_its_rank
from verifier.checks.claims._rankings import ask_rankings, rankings
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("C023", "unproven-rank", Level.WARNING, Reason.RANK_UNPROVEN)

PASSES = (
    (
        "The South leads with [325](#c1).\n\n"
        "```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"South")\n```\n'
    ),
)
FAILS = (
    (
        "North leads with [350](#c1).\n\n"
        "```claims\n[c1] one!B2:C3\n"
        '= SUMIFS(C2:C3,B2:B3,"North")\n```\n'
    ),
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups stand where."""
    yield from ask_rankings(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence nothing allows to test."""
    proven = {case.claim_id for case in subject.cases if proves_its_rank(case)}
    for judged in rankings(subject):
        if judged.reason is RULE.reason and judged.place.claim not in proven:
            yield RULE.finding(judged.message, judged.place)
