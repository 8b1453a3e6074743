"""A sentence names another statistic than the one that is computed.

Finds: a word such as median, average or maximum that governs a figure, where the
calculation computes another statistic.

Why it matters: mean and median of skewed data differ widely, and a reader acts on the
word.

What to do: name what was computed, or compute what is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.words import LEXICON
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case, Sentence
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C004", "other-statistic", Level.WARNING, Reason.WRONG_STATISTIC)

PASSES = (
    "The median was [88](#c1).\n\n```claims\n[c1] deals!C2:C5\n= MEDIAN(C2:C5)\n```\n",
)
FAILS = ("Median: [114](#c1).\n\n```claims\n[c1] deals!C2:C5\n= AVERAGE(C2:C5)\n```\n",)

_EXCLUSIVE = frozenset({Statistic.MEAN, Statistic.MEDIAN})
_REACH = 6  # words before the figure


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose word names another statistic."""
    for case in subject.cases:
        use = _only_use(case)
        if use is None or case.claim_id is None:
            continue
        word, named = _statistic_before(case.sentence)
        if not named or use.statistic in named or named.isdisjoint(_EXCLUSIVE):
            continue
        if use.statistic in {Statistic.CELL, Statistic.OTHER}:
            continue
        span = case.figure.span
        yield RULE.finding(
            f"the sentence says {word!r}; the calculation gives the {use.statistic} "
            f"of {', '.join(map(str, use.cells)) or 'the rows'}",
            Place(span.line, span.column, case.claim_id),
        )


def _only_use(case: Case) -> Use | None:
    uses = case.compiled.traits.uses if case.compiled else ()
    return uses[0] if len(uses) == 1 and uses[0].side is Side.WHOLE else None


def _statistic_before(sentence: Sentence) -> tuple[str, frozenset[Statistic]]:
    """Returns the nearest word before the figure that names a statistic."""
    ends = [end for _, end in sentence.figures if end <= sentence.start]
    before = sentence.text[max([*ends, 0]) : sentence.start]
    for word in reversed(before.casefold().split()[-_REACH:]):
        bare = word.strip(".,:;()«»\"'")
        if bare in LEXICON.statistics:
            return bare, LEXICON.statistics[bare]
    return "", frozenset()
