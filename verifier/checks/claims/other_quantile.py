"""A sentence names another quantile than the one that is computed.

Finds: the 75th percentile, the upper quartile, P95 or the top decile, where the
calculation takes another share of the rows.

Why it matters: a tenth of the rows lies above one, and a quarter above the other.

What to do: name the quantile that was computed, or compute the one that is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._quantiles import quantile_of, quantiles_in
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.model.reason import Reason
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.verdict import Finding

RULE = Rule("C044", "other-quantile", Level.WARNING, Reason.WRONG_STATISTIC)

_CLAIM = "](#c1).\n\n```claims\n[c1] deals!C2:C5\n= PERCENTILE(C2:C5,0.9)\n```\n"
PASSES = (f"The 90th percentile is [205{_CLAIM}",)
FAILS = (f"The upper quartile is [205{_CLAIM}",)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose words name another quantile."""
    for case in subject.cases:
        taken = quantile_of(case.compiled.traits) if case.compiled else None
        named = quantiles_in(sentence_round(case.sentence)) if taken else {}
        if taken is None or case.claim_id is None or not named or taken in named:
            continue
        span = case.figure.span
        words = ", ".join(repr(said) for said in named.values())
        yield RULE.finding(
            f"the sentence says {words}; the calculation takes the quantile of "
            f"{taken.normalize():f}",
            Place(span.line, span.column, case.claim_id),
        )
