"""A share or a mean rests on very few rows.

Finds: a share of counts, a mean or a median over fewer than ten rows.

Why it matters: one row more or less moves it by a tenth or more, and a reader takes it
for a rule.

What to do: say how many rows there are, or give the counts themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._samples import ask_samples, sample_of
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.checks.question import Question
    from verifier.model.verdict import Finding

RULE = Rule("C025", "small-sample", Level.NOTE)

PASSES = (
    "On average [85](#c1).\n\n```claims\n[c1] many!C2:C17\n= AVERAGE(C2:C17)\n```\n",
)
FAILS = (
    "On average [114](#c1).\n\n```claims\n[c1] deals!C2:C5\n= AVERAGE(C2:C5)\n```\n",
    """South averages [162.5](#c1).

```claims
[c1] deals!B2:C5
= AVERAGEIFS(C2:C5,B2:B5,"south")
```
""",
)

_FEW = 10


def ask(subject: Subject) -> Iterator[Question]:
    """Yields the questions how many rows are used."""
    yield from ask_samples(subject)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every share or mean over few rows."""
    for case in subject.cases:
        rows = sample_of(case, subject)
        if rows is not None and 0 < rows < _FEW and case.claim is not None:
            span = case.figure.span
            yield RULE.finding(
                f"{case.figure.text} rests on {rows} rows (n = {rows})",
                Place(span.line, span.column, case.claim.id),
            )
