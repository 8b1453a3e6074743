"""A sentence names another quantile than the one that is computed.

Finds: the 75th percentile, the upper quartile, P95 or the top decile, where the
calculation takes another share of the rows.

Why it matters: a tenth of the rows lies above one, and a quarter above the other.

What to do: name the quantile that was computed, or compute the one that is named.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._quantiles import quantile_of, quantiles_in
from verifier.checks.place import Place
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.model.reason import Reason
from verifier.model.use import Side, Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.plan import Traits
    from verifier.model.verdict import Finding

RULE = Rule("C044", "other-quantile", Level.WARNING, Reason.WRONG_STATISTIC)

_CLAIM = "](#c1).\n\n```claims\n[c1] deals!C2:C5\n= PERCENTILE(C2:C5,0.9)\n```\n"
PASSES = (f"The 90th percentile is [205{_CLAIM}",)
FAILS = (
    f"The upper quartile is [205{_CLAIM}",
    f"The 95th percentile is [250{_CLAIM}".replace(
        "PERCENTILE(C2:C5,0.9)", "MAX(C2:C5)"
    ),
)

_HALF = Decimal("0.5")
_OTHERS = frozenset(
    {Statistic.MAXIMUM, Statistic.MINIMUM, Statistic.MEAN, Statistic.MEDIAN}
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose words name another quantile."""
    for case in subject.cases:
        if case.compiled is None or case.claim_id is None:
            continue
        named = quantiles_in(sentence_round(case.sentence))
        taken = _taken(case.compiled.traits, named) if named else ""
        if not taken:
            continue
        span = case.figure.span
        words = ", ".join(repr(said) for said in named.values())
        yield RULE.finding(
            f"the sentence says {words}; the calculation takes the {taken}",
            Place(span.line, span.column, case.claim_id),
        )


def _taken(traits: Traits, named: dict[Decimal, str]) -> str:
    """Returns what a calculation takes instead of the quantiles that are named."""
    share = quantile_of(traits)
    if share is not None:
        return "" if share in named else f"quantile of {share.normalize():f}"
    uses = [(use.side, use.statistic) for use in traits.uses]
    headers = " ".join(h.casefold() for use in traits.uses for h in use.headers)
    if any(said.casefold() in headers for said in named.values()):
        return ""  # the highest of the hourly p95
    if len(uses) != 1 or uses[0][0] is not Side.WHOLE or uses[0][1] not in _OTHERS:
        return ""
    is_half = uses[0][1] is Statistic.MEDIAN and _HALF in named
    return "" if is_half else str(uses[0][1])
