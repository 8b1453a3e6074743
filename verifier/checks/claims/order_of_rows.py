"""A calculation picks rows by their order.

Finds: DISTINCT ON, first, any_value, arg_max, mode, LIMIT, row_number and the like,
where ORDER BY does not say which of several rows comes first, and the value was the
same in every order that was tried.

Why it matters: a table has no order of its own. The value is the same today because the
rows that could change places agree; with the next rows they may not, and the figure
then depends on how the file happens to be sorted.

What to do: state the order down to the last row, as in ORDER BY amount, _row, or use a
function that no order can change: sum, min, max, count(DISTINCT …).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.rule import Place, Rule, Subject
from verifier.model.plan import Trial
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("C012", "order-of-rows", Level.NOTE)

PASSES = (
    """The first deal won [100](#c1).

```claims
[c1] deals!A:C
SELECT first(amount ORDER BY _row) FROM deals
```
""",
)
FAILS = (
    """The largest won [250](#c1).

```claims
[c1] deals!A:C
SELECT arg_max(amount, amount + 0) FROM deals
```
""",
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every claim whose rows could stand in another order."""
    seen: set[str] = set()
    for case in subject.cases:
        if not case.compiled or case.claim is None or case.claim.id in seen:
            continue
        seen.add(case.claim.id)
        picks = case.compiled.traits.picks
        other = case.outcome(Trial.REORDERED)
        if not picks or other is None or other.problem is not None:
            continue
        if other == case.outcome(Trial.VALUE):
            yield RULE.finding(
                f"the calculation picks rows by their order ({', '.join(picks)}); "
                "it gave the same value in every order that was tried, but ORDER BY "
                "does not go down to the last row",
                Place(case.claim.line, 1, case.claim.id),
            )
