"""A superlative is false over the cited cells.

Finds: a highest, lowest, most or leads, a place (`second of four`, `rounds out the top
three`) or what nobody else does (`nowhere as high as`) with the name of a group, where
the cited cells, grouped as that name is and measured as the figure is, put another
group there; groups that are level with the first share its place.

Why it matters: who leads is what readers remember, and often act on.

What to do: name the group that does lead, or cite the cells that make the sentence
true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._rankings import ask_rankings, ask_replays, rankings
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("C021", "false-rank", Level.ERROR, Reason.RANK)

PASSES = (
    (
        "The South leads with [325](#c1).\n\n"
        "```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"South")\n```\n'
    ),
    (
        "Nowhere is the amount as high as in the South: [325](#c1).\n\n"
        "```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"South")\n```\n'
    ),
)
FAILS = (
    (
        "The North leads with [130](#c1).\n\n"
        "```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"North")\n```\n'
    ),
    (
        "Nowhere is the amount as high as in the North: [130](#c1).\n\n"
        "```claims\n[c1] regions!B2:C9\n"
        '= SUMIFS(C2:C9,B2:B9,"North")\n```\n'
    ),
)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions which groups stand where."""
    yield from ask_rankings(subject)


def ask_more(subject: Subject) -> Iterator[Question]:
    """Yields the questions what a calculation gives for the rivals of its group."""
    yield from ask_replays(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sentence ranks a group wrongly."""
    for judged in rankings(subject):
        if judged.reason is RULE.reason:
            yield RULE.finding(judged.message, judged.place)
