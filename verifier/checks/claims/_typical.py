"""Ends, sums and outer quantiles that are told as what is typical: `usually 59`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.claims._quantiles import quantile_of, quantiles_in
from verifier.checks.claims._written_factors import divides_into_parts
from verifier.checks.reach import own_words
from verifier.checks.stems import tokens_of
from verifier.checks.superlatives import superlatives_in
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, patterns
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case
    from verifier.model.plan import Traits

_NOT = "".join(f"(?<!{word})" for word in patterns("typical.not"))
_TYPICAL = compiled(rf"(?<![\w-]){_NOT}(?:{alternatives('typical.words')})(?!\w)")
_OF_ONE = compiled(rf"(?<![\w-])(?:{alternatives('typical.of_one')})(?!\w)")
_ENDS = compiled(rf"(?<!\w)(?:{alternatives('typical.ends')})")
_MOST_OFTEN = compiled(alternatives("typical.most_often"))
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
    is_sum = is_sum and not divides_into_parts(case)
    if not (use.statistic in _OUTER or is_far or is_sum):
        return ""
    said = (_OF_ONE if is_sum else _TYPICAL).search(own)
    rest = f"{own[: said.start()]} {own[said.end() :]}" if said else ""
    if said is None or _ENDS.search(rest) or superlatives_in(rest):
        return ""
    values = {v.casefold() for each in use.criteria for v in each.values}
    is_named = any(said[0].casefold() in value for value in values)
    is_of_groups = bool(_MOST_OFTEN.fullmatch(said[0])) and _counts_groups(traits)
    if is_named or is_of_groups or quantiles_in(clause):
        return ""
    return f"the sentence says {said[0]!r}; the calculation gives the {use.statistic}"


def _counts_groups(traits: Traits) -> bool:
    """Returns whether the largest of the counts of groups is taken, no persons' ones.

    Of what is chosen most often it says how often; of guests how many the busiest made.
    """
    made = traits.functions
    counts = any(name.startswith("COUNT") for name in made)
    groups = " ".join(traits.groups or ()).replace("_", " ")
    words = {token.text.casefold() for token in tokens_of(groups)}
    return "MAX" in made and counts and words.isdisjoint(LEXICON.persons | LEXICON.ids)
