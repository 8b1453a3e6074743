"""A part of one column is set against a whole, or an earlier time, of another.

Finds: conversions of one channel over the revenue of all; kilograms of this year over
boxes of the last; the mean of a column of numbers that only tell rows apart.

Why it matters: both columns are there and both sides recompute, and the quotient is of
nothing.

What to do: take the same column on both sides, or limit both alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.claims._claimed import findings_against
from verifier.checks.claims._paired import Paired, is_spoken_of, measured, pairs_of
from verifier.checks.claims._whole_phrases import IS_PART
from verifier.checks.rule import Rule, Subject
from verifier.checks.sentences import sentence_round
from verifier.checks.stems import tokens_of
from verifier.checks.words import LEXICON
from verifier.model.quantity import QuantityKind
from verifier.model.reason import Reason
from verifier.model.use import Statistic
from verifier.model.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.model.case import Case
    from verifier.model.use import Use
    from verifier.model.verdict import Finding

RULE = Rule("C069", "unlike-columns", Level.WARNING, Reason.WRONG_COLUMN)

_BODY = "\n\n```claims\n[c1] ledger!B2:C5\n= {}\n```\n"
PASSES = (
    "Revenue is [66.7%](#c1) above cost." + _BODY.format("SUM(B2:B5)/SUM(C2:C5)-1"),
    "The second half was [133.3%](#c1) above the first."
    + _BODY.format("SUM(B4:B5)/SUM(B2:B3)-1"),
)
FAILS = (
    "The second half was [288.9%](#c1) above the first."
    + _BODY.format("SUM(B4:B5)/SUM(C2:C3)-1"),
)

_MEASURED = frozenset({Statistic.SUM, Statistic.MEAN, Statistic.MEDIAN})


def check(subject: Subject) -> Iterator[Finding]:
    """Yields a finding for every figure whose sides are of different columns."""
    yield from findings_against(RULE, subject, _against)


def _against(case: Case, subject: Subject) -> str:
    uses = case.uses
    for use in uses:
        if (
            use.statistic in _MEASURED
            and _tells_rows_apart(use)
            and not _is_weight(use, uses)
        ):
            return (
                f"the calculation takes the {use.statistic} of {use.headers[0]!r}; its "
                "numbers only tell rows apart"
            )
    for pair in pairs_of(case, subject):
        if _is_unlike(pair):
            return (
                f"the calculation sets {measured(pair.above)!r} against "
                f"{measured(pair.below)!r} of other rows"
            )
    return ""


def _is_weight(use: Use, uses: tuple[Use, ...]) -> bool:
    """Returns whether another use multiplies by the column: it weighs an average."""
    return any(len(one.headers) > 1 and use.headers[0] in one.headers for one in uses)


def _tells_rows_apart(use: Use) -> bool:
    """Returns whether the only column of a use is one of identifiers, by its header."""
    if len(use.headers) != 1:
        return False
    words = [t.text.casefold() for t in tokens_of(use.headers[0])]
    return bool(words) and words[-1] in LEXICON.ids


def _is_unlike(pair: Paired) -> bool:
    one, other = pair.above, pair.below
    above, below = pair.columns
    if one.statistic is not other.statistic or one.statistic not in _MEASURED:
        return False
    if not above or not below or above == below:
        return False
    if pair.is_compared:
        return pair.filters[0] != pair.filters[1] or _rows(one) != _rows(other)
    is_part = pair.filters[0].keys() > pair.filters[1].keys()
    return is_part and _rows(one) == _rows(other) and _is_told_as_part(pair)


def _is_told_as_part(pair: Paired) -> bool:
    """Returns whether a percentage is told as a part of the divisor's own column.

    `North brought in 5 % of the revenue`; where the words name the other column, or no
    verb says that it is a part, it may be a rate: returns took 5 % of the revenue.
    """
    quantity = pair.case.figure.quantity
    is_share = quantity is not None and quantity.kind is QuantityKind.PERCENT
    text = sentence_round(pair.case.sentence).text
    is_named = is_spoken_of(frozenset(pair.above.headers), pair.case)
    return is_share and not is_named and IS_PART.search(text) is not None


def _rows(use: Use) -> frozenset[tuple[int, int]]:
    return frozenset((cells.first_row, cells.last_row) for cells in use.cells)
