"""Quantiles that a sentence names, and the one that a calculation takes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verifier.checks.reach import own_words
from verifier.checks.words import LEXICON
from verifier.languages import alternatives, compiled, patterns
from verifier.model.plan import LiteralRole
from verifier.model.use import Side, Statistic

if TYPE_CHECKING:
    import re

    from verifier.checks.sentences import Clause
    from verifier.model.plan import Traits

_NUMBERED = compiled(
    rf"(?<![\w.,])(?P<n>\d\d?)(?:{alternatives('quantiles.endings')})?[-‑ ]?"
    rf"(?:{alternatives('quantiles.percentile')})|"
    r"(?<![\w])[pP](?P<p>\d\d)(?!\w)"
)
_SHARES = {
    "three_quarters": "0.75",
    "one_quarter": "0.25",
    "half": "0.5",
    "nine_tenths": "0.9",
    "one_tenth": "0.1",
}
_NAMES = {
    compiled(rf"(?<!\w)(?:{alternatives(f'quantiles.{name}')})"): Decimal(share)
    for name, share in _SHARES.items()
}
_NUMBER = "|".join(sorted(LEXICON.numbers, key=len, reverse=True))
_PARTS = compiled(  # nine out of ten … within; three quarters … at most
    rf"(?<!\w)(?:(?P<n>{_NUMBER})\s+(?:[^\W\d_]+\s+)?"
    rf"(?:{alternatives('quantiles.of')})\s+(?:{alternatives('quantiles.each')})?"
    rf"(?P<m>{_NUMBER})|"
    rf"(?P<k>{_NUMBER})[\s-](?:{alternatives('quantiles.quarters')}))(?!\w)"
)
_AT_MOST = compiled(rf"\b(?:{alternatives('quantiles.at_most')})\b")
_NOT = "".join(f"(?<!{word})" for word in patterns("quantiles.not"))
_AT_LEAST = compiled(rf"{_NOT}\b(?:{alternatives('quantiles.at_least')})\b")
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
