"""Quantiles that a sentence names, and the one that a calculation takes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.model.plan import LiteralRole
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    from verifier.checks.sentences import Clause
    from verifier.model.plan import Traits

_NUMBERED = re.compile(
    r"(?<![\w.,])(?P<n>\d\d?)(?:st|nd|rd|th|[-‑ ]?(?:й|го|м|ый|ого|ом|му))?[-‑ ]?"
    r"(?:percentile|centile|пе?рцентил|процентил|персентил|центил)|"
    r"(?<![\w])[pP](?P<p>\d\d)(?!\w)",
    re.IGNORECASE,
)
_WORDS = {
    r"(?:upper|third|top|3rd)\s+quartile|(?:верхн|трет)\w+\s+квартил": "0.75",
    r"(?:lower|first|bottom|1st)\s+quartile|(?:нижн|перв)\w+\s+квартил": "0.25",
    r"(?:second|2nd)\s+quartile|втор\w+\s+квартил": "0.5",
    r"(?:top|upper|ninth|9th)\s+decile|(?:верхн|девят)\w+\s+децил": "0.9",
    r"(?:bottom|lower|first|1st)\s+decile|(?:нижн|перв)\w+\s+децил": "0.1",
}
_NAMES = {
    re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE): Decimal(share)
    for words, share in _WORDS.items()
}
_QUARTER, _WHOLE = Decimal(4), Decimal(100)


def quantiles_in(clause: Clause) -> dict[Decimal, str]:
    """Returns the quantiles that a figure's own words name, each with its words.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> quantiles_in(Clause("The 75th percentile is 5", 23, 24, ((23, 24),)))
        {Decimal('0.75'): '75th percentile'}
    """
    first, last = own_words(clause)
    text = clause.text[first:last]
    found = {
        Decimal(match["n"] or match["p"]) / _WHOLE: match[0]
        for match in _NUMBERED.finditer(text)
    }
    for name, share in _NAMES.items():
        match = name.search(text)
        if match:
            found[share] = match[0]
    return found


def quantile_of(traits: Traits) -> Decimal | None:
    """Returns the share of the only quantile of a calculation, None if not known."""
    uses = [(use.side, use.statistic) for use in traits.uses]
    if uses != [(Side.WHOLE, Statistic.QUANTILE)]:
        return None
    if any("RANK" in name for name in traits.functions):
        return None
    is_quarter = any(name.startswith("QUARTILE") for name in traits.functions)
    settings = [x.value for x in traits.literals if x.role is LiteralRole.SETTING]
    if is_quarter:
        shares = {value / _QUARTER for value in settings if 0 < value < _QUARTER}
    else:
        shares = {value for value in settings if 0 < value < 1}
    return shares.pop() if len(shares) == 1 else None
