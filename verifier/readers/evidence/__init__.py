"""The claims grammar: evidence text -> claims, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.readers.evidence.duplicates import mark_duplicates
from verifier.readers.evidence.lines import EvidenceLine, lines_of
from verifier.readers.evidence.opening import opens_evidence
from verifier.readers.evidence.printing import print_claims
from verifier.readers.evidence.sections import Evidence, read_evidence

if TYPE_CHECKING:
    from verifier.model.claim import Claim
    from verifier.model.quantity import Convention

__all__ = [
    "Evidence",
    "EvidenceLine",
    "lines_of",
    "mark_duplicates",
    "opens_evidence",
    "parse_claims",
    "print_claims",
    "read_evidence",
]


def parse_claims(
    text: str, first_line: int, convention: Convention
) -> tuple[Claim, ...]:
    r"""Returns the claims that an evidence block writes; wrong ones carry a flaw.

    A range without a prefix takes both prefixes, source and sheet, of the range before
    it. A range with one prefix is taken as written: that may be an alias, a file, or a
    sheet of the only source, which is for the plan to find out.

    Args:
        text: what stands in the fence.
        first_line: 1-based line of the report on which the text begins.
        convention: how the report writes numbers, for `assumes`.

    Example:
        >>> from verifier.model.quantity import Convention
        >>> text = "[c1] deals.csv!F2:F9, G2\n= SUM(F2:F9)*G2"
        >>> (claim,) = parse_claims(text, 1, Convention())
        >>> [str(reference) for reference in claim.citations]
        ['deals.csv!F2:F9', 'deals.csv!G2']
        >>> claim.calculation
        '= SUM(F2:F9)*G2'
    """
    return mark_duplicates(read_evidence(lines_of(text, first_line), convention).claims)
