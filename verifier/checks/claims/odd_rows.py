"""One figure of several side by side takes other rows than they, in the same words.

Finds: a row of a table's column, a figure of a list, or one of several sentences of one
pattern, whose calculation is limited to something (closed orders) that those of the
others are not, or the other way round, where no label, header, note or sentence says
so. Names of the groups, by which the figures are told apart, are no difference.

Why it matters: such figures are read against each other, and add up to nothing; each of
them recomputes.

What to do: calculate it as the others are, or say in its label what it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._odd_ones import Trait, ask_odd_ones, odd_ones
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.vocabulary import ask_groups
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("C051", "odd-rows", Level.WARNING, Reason.UNSTATED_CRITERION)

_BODY = """\
Deals: north [1](#c1), south [{0}](#c2), east [1](#c3).

```claims
[c1] deals!B2:C5
= COUNTIFS(B2:B5,"north")

[c2] deals!B2:C5
= COUNTIFS(B2:B5,"south"{1})

[c3] deals!B2:C5
= COUNTIFS(B2:B5,"east")
```
"""
PASSES = (_BODY.format(2, ""),)
FAILS = (_BODY.format(1, ',C2:C5,">100"'),)


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions what figures would be, calculated as those beside them.

    Rules that look at other differences of figures side by side see the answers, too.
    """
    yield from ask_odd_ones(subject)
    yield from ask_groups(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that takes other rows than those beside it."""
    for case, words in odd_ones(subject, Trait.ROWS):
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))
