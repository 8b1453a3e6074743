"""Ends, sums and outer quantiles that are told as what is typical: `usually 59`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._quantiles import quantile_of, quantiles_in
from verifier.checks.reach import own_words
from verifier.checks.superlatives import superlatives_in
from verifier.languages import alternatives, compiled, patterns
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case

_NOT = "".join(f"(?<!{word})" for word in patterns("typical.not"))
_TYPICAL = compiled(rf"(?<![\w-]){_NOT}(?:{alternatives('typical.words')})(?!\w)")
_OF_ONE = compiled(rf"(?<![\w-])(?:{alternatives('typical.of_one')})(?!\w)")
_ENDS = compiled(rf"(?<!\w)(?:{alternatives('typical.ends')})")
_OUTER = frozenset({Statistic.MAXIMUM, Statistic.MINIMUM})
_INNER = Decimal("0.4"), Decimal("0.6")  # quantiles near the middle


def against_typical(case: Case, clause: Clause) -> str:
    """Returns what stands against a figure that is typical by its words alone.

    Of a sum only a word that is of one thing says so: `a typical order is worth`.
    """
    uses = case.uses
    traits = case.compiled.traits if case.compiled else None
    if traits is None or len(uses) != 1 or uses[0].side is not Side.WHOLE:
        return ""
    use, (first, last) = uses[0], own_words(clause)
    own = clause.text[first:last]
    share = quantile_of(traits)
    is_far = share is not None and not _INNER[0] <= share <= _INNER[1]
    is_sum = use.statistic is Statistic.SUM and not traits.divisors
    if not (use.statistic in _OUTER or is_far or is_sum):
        return ""
    said = (_OF_ONE if is_sum else _TYPICAL).search(own)
    rest = f"{own[: said.start()]} {own[said.end() :]}" if said else ""
    if said is None or _ENDS.search(rest) or superlatives_in(rest):
        return ""
    values = {v.casefold() for each in use.criteria for v in each.values}
    is_named = any(said[0].casefold() in value for value in values)
    if is_named or quantiles_in(clause):
        return ""
    return f"the sentence says {said[0]!r}; the calculation gives the {use.statistic}"
