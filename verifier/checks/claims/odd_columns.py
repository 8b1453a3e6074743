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
| Town | Net fees |
| --- | --- |
| Leeds | [9](#c1) |
| York | [18](#c2) |
| Hull | [{0}](#c3) |

```claims
[c1] towns!A2:C7
= SUMIF(A2:A7,"Leeds",B2:B7)-SUMIF(A2:A7,"Leeds",C2:C7)

[c2] towns!A2:C7
= SUMIF(A2:A7,"York",B2:B7)-SUMIF(A2:A7,"York",C2:C7)

[c3] towns!A2:C7
= SUMIF(A2:A7,"Hull",B2:B7){1}
```
"""
PASSES = (_BODY.format(27, '-SUMIF(A2:A7,"Hull",C2:C7)'),)
FAILS = (_BODY.format(30, ""),)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure that is made of other columns."""
    for case, words in unlike_neighbours(subject, columns_measured):
        span = case.figure.span
        yield RULE.finding(words, Place(span.line, span.column, case.claim_id or ""))
