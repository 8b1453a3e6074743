"""One of several figures side by side is made of other columns than they.

Finds: below `Net revenue` four rows of fees less discounts, and one of fees alone; of a
list of tickets one figure that counts orders.

Why it matters: such figures are read against each other, and add up to nothing where
they measure two things; each of them recomputes.

What to do: calculate it as the others are, or say in its label what it is of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._unlike_neighbours import (
    columns_measured,
    unlike_neighbours,
)
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("C075", "odd-columns", Level.WARNING, Reason.WRONG_COLUMN)

_BODY = """\
| Deal | What was left |
| --- | --- |
| a | [4](#c1) |
| b | [8](#c2) |
| c | [{0}](#c3) |

```claims
[c1] ledger!B2:C2
= SUM(B2)-SUM(C2)

[c2] ledger!B3:C3
= SUM(B3)-SUM(C3)

[c3] ledger!B4:C4
= SUM(B4){1}
```
"""
PASSES = (_BODY.format(12, "-SUM(C4)"),)
FAILS = (_BODY.format(30, ""),)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is made of other columns."""
    for case, words in unlike_neighbours(subject, columns_measured):
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))
