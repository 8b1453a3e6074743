"""Whether a mean is weighted, as a sentence says it, and as a calculation makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.stems import any_alike, tokens_of
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
_MEANS = {"AVG"}
_OF_GROUPS = (Statistic.MEAN, True)
_PAIR = 2
_NEAR = 3  # words behind it that may name a column
_LABELS = 2  # of a cell: header and row
_NUMBER = compiled(rf"\b(?:{alternatives('weighted.number')})\b")


def against_weights(case: Case, clause: Clause) -> str:
    """Returns what stands against a mean that is weighted otherwise than said.

    A plain `average` over weights says nothing wrong: an average price per unit is
    weighted by units.
    """
    text = _said_by(case, clause)
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


def against_number(case: Case, clause: Clause) -> str:
    """Returns what stands against a share `by number` that adds up amounts."""
    text = _said_by(case, clause)
    said = next(
        (m for m in _NUMBER.finditer(text) if not _TURNED.search(text[: m.start()])),
        None,
    )
    uses = case.uses
    is_pair = tuple(use.side for use in uses) == (Side.NUMERATOR, Side.DENOMINATOR)
    is_sum = is_pair and all(use.statistic is Statistic.SUM for use in uses)
    headers = {header for use in uses for header in use.headers}
    if said is None or not is_sum or len(headers) != 1:
        return ""
    counted = tokens_of(text[said.end() :])[:_NEAR]
    words = tokens_of(min(headers))
    if any_alike(words, counted):
        return ""  # by number of falls, of which there is a column
    return f"the sentence says {said[0]!r}; the calculation adds up {min(headers)}"


def against_means_of_groups(case: Case, clause: Clause) -> str:
    """Returns what stands against a mean of the means of groups that nothing names.

    Each group counts as one there, however many rows it has.
    """
    traits = case.compiled.traits if case.compiled else None
    if traits is None or not traits.groups or set(traits.functions) != _MEANS:
        return ""
    if [(use.statistic, use.deduplicates) for use in traits.uses] != [_OF_GROUPS]:
        return ""
    sentence = case.sentence
    said = tokens_of("\n".join((clause.text, sentence.context, *sentence.headings)))
    groups = tokens_of(" ".join(traits.groups))
    if any_alike(groups, said) or _PLAIN.search(clause.text):
        return ""
    shown = ", ".join(traits.groups)
    return (
        f"the calculation averages the means of each {shown}; the sentence speaks of "
        "the mean of all rows"
    )


def _said_by(case: Case, clause: Clause) -> str:
    """Returns the words of a figure; of a table's cell those of its labels."""
    first, last = own_words(clause)
    behind = clause.text[clause.end : last].partition(",")[0]
    text = f"{clause.text[first : clause.start]} {behind}"
    labels = case.sentence.context.split("\n")[:_LABELS]
    return text if any(map(str.isalpha, text)) else "\n".join(labels)


def _is_unweighted(case: Case) -> bool:
    """Returns whether a calculation is a mean or median of one column, unweighted."""
    uses = case.uses
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
    uses = case.uses
    if tuple(use.side for use in uses) != (Side.NUMERATOR, Side.DENOMINATOR):
        return False
    products, weights = [{c.first_column for c in use.cells} for use in uses]
    are_sums = all(use.statistic is Statistic.SUM for use in uses)
    sizes = (len(products), len(weights))
    return are_sums and sizes == (_PAIR, 1) and weights < products
