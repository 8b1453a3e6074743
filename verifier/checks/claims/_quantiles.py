"""Quantiles that a sentence names, and the one that a calculation takes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
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
_NUMBER = "|".join(sorted(LEXICON.numbers, key=len, reverse=True))
_PARTS = re.compile(  # nine out of ten … within; three quarters … at most
    rf"(?<!\w)(?:(?P<n>{_NUMBER})\s+(?:[^\W\d_]+\s+)?(?:in|out\s+of|of|из)\s+(?:every\s+|each\s+|"
    rf"каждых\s+)?(?P<m>{_NUMBER})|(?P<k>{_NUMBER})[\s-](?:quarters|четверти))(?!\w)",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"\b(?:within|no\s+(?:more|longer|later|higher)\s+than|at\s+most|up\s+to|under|"
    r"below|(?:less|fewer|faster|sooner|shorter)\s+than|at\s+or\s+below|"
    r"не\s+(?:более|больше|дольше|позже|выше)|в\s+пределах|в\s+течение|укладыва\w+|быстрее|меньше)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?<!no\s)(?<!not\s)(?<!не\s)\b(?:(?:more|longer|later|higher)\s+than|over|above|"
    r"at\s+least|exceed\w*|более|больше|дольше|свыше|выше|превыша\w+)\b",
    re.IGNORECASE,
)
_QUARTER, _WHOLE = Decimal(4), Decimal(100)


def quantiles_in(clause: Clause) -> dict[Decimal, str]:
    """Returns the quantiles that a figure's own words name, each with its words.

    Example:
        >>> from verifier.checks.sentences import Clause
        >>> quantiles_in(Clause("The 75th percentile is 5", 23, 24, ((23, 24),)))
        {Decimal('0.75'): '75th percentile'}
        >>> quantiles_in(Clause("Nine in ten waited less than 5", 29, 30, ((29, 30),)))
        {Decimal('0.9'): 'Nine in ten'}
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
    return found | _of_parts(clause)


def _of_parts(clause: Clause) -> dict[Decimal, str]:
    """Returns the share at or below a figure: `one in ten waits over 5` is 0.9."""
    found = [*_PARTS.finditer(clause.text, 0, clause.start)]
    if not found or any(found[-1].end() <= s < clause.start for s, _ in clause.figures):
        return {}
    match = found[-1]
    between = clause.text[match.end() : clause.start]
    is_most = _AT_MOST.search(between) is not None
    if is_most is (_AT_LEAST.search(between) is not None):
        return {}
    told = {name: LEXICON.numbers[word.casefold()] for name, word in _told(match)}
    share = Decimal(told.get("n", told.get("k", 0))) / told.get("m", _QUARTER)
    return {share if is_most else 1 - share: match[0]} if 0 < share < 1 else {}


def _told(match: re.Match[str]) -> list[tuple[str, str]]:
    return [(name, word) for name, word in match.groupdict().items() if word]


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
