"""Whether a mean is weighted, as a sentence says it, and as a calculation makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.languages import alternatives, compiled
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.case import Case

_WEIGHTED = compiled(alternatives("weighted.weighted"))
_PLAIN = compiled(alternatives("weighted.plain"))
_TURNED = compiled(
    rf"\b(?:{alternatives('weighted.turned')})[\s\-]+"
    rf"(?:{alternatives('weighted.turned_behind')})?$"
)
_COUNTS = frozenset({Statistic.COUNT, Statistic.DISTINCT})
_PAIR = 2


def against_weights(case: Case, clause: Clause) -> str:
    """Returns what stands against a mean that is weighted otherwise than said.

    A plain `average` over weights says nothing wrong: an average price per unit is
    weighted by units.
    """
    first, last = own_words(clause)
    text = clause.text[first:last]
    plain = _PLAIN.search(text)
    weighted = next(
        (m for m in _WEIGHTED.finditer(text) if not _TURNED.search(text[: m.start()])),
        None,
    )
    if weighted and not plain and _is_unweighted(case):
        return f"the sentence says {weighted[0]!r}; the calculation weights nothing"
    if plain and not weighted and _has_weights(case):
        return f"the sentence says {plain[0]!r}; the calculation weights by a column"
    return ""


def _is_unweighted(case: Case) -> bool:
    """Returns whether a calculation is a mean or median of one column, unweighted."""
    compiled = case.compiled
    uses = compiled.traits.uses if compiled else ()
    sides = tuple((use.side, use.statistic) for use in uses)
    is_one = len({c.first_column for use in uses[:1] for c in use.cells}) == 1
    match sides:
        case ((Side.WHOLE, Statistic.MEAN | Statistic.MEDIAN),):
            return is_one
        case ((Side.NUMERATOR, Statistic.SUM), (Side.DENOMINATOR, below)):
            return is_one and below in _COUNTS
        case _:
            return False


def _has_weights(case: Case) -> bool:
    """Returns whether products with a column are divided by the sum of that column."""
    uses = case.compiled.traits.uses if case.compiled else ()
    if tuple(use.side for use in uses) != (Side.NUMERATOR, Side.DENOMINATOR):
        return False
    products, weights = [{c.first_column for c in use.cells} for use in uses]
    are_sums = all(use.statistic is Statistic.SUM for use in uses)
    sizes = (len(products), len(weights))
    return are_sums and sizes == (_PAIR, 1) and weights < products
