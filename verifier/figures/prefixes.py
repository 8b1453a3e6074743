"""What stands before a number and belongs to it: sign and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verifier.figures.lexicon import CURRENCIES
from verifier.figures.tokens import Gap, Kind

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan

MINUSES = frozenset("-\u2212\u2013")
_MOST = 3
_SIGNS = MINUSES | {"+"}
_CODE = 3  # letters of a currency's code
_OPENERS = frozenset("([{«\"'“„‘=:|/,;<>~≈*_\ufffc")
_LETTERED = frozenset(("us", "c", "a", "au", "hk", "s", "nz", "ca", "r"))  # US$, R$


class Prefix(NamedTuple):
    """What stands before a number.

    Attributes:
        first: index of its first token inside the number's link.
        negative: whether a minus was printed.
        signed: whether a sign was printed.
        unit: currency as printed, or empty.
    """

    first: int
    negative: bool = False
    signed: bool = False
    unit: str = ""


def read_prefix(scan: Scan, index: int, floor: int) -> Prefix:
    """Returns the sign and currency right before a token.

    Args:
        scan: the text.
        index: index of the number's first token.
        floor: index behind the mention before: nothing before it is looked at.
    """
    prefix = Prefix(index)
    at = index  # the leftmost token that was read
    for _ in range(_MOST):
        before = at - 1
        if before < floor:
            break
        token = scan.tokens[before]
        if token.text in _SIGNS and not prefix.signed:
            if not _is_sign(scan, before, floor):
                break
            at = before
            prefix = prefix._replace(
                negative=token.text in MINUSES, signed=True, first=at
            )
            continue
        start = _currency_start(scan, at, floor)
        if start is None or prefix.unit:
            break
        last = scan.tokens[at - 1].end
        unit = scan.text[scan.tokens[start].start : last]
        inside = scan.tokens[start].link == scan.tokens[index].link
        at = start
        prefix = prefix._replace(unit=unit, first=at if inside else prefix.first)
        if not inside:
            break
    return prefix


def _is_sign(scan: Scan, at: int, floor: int) -> bool:
    """Returns whether a hyphen, minus or plus before a number is its sign."""
    token = scan.tokens[at]
    if not scan.joins(at + 1):
        return False
    before = scan.tokens[at - 1]
    if token.gap is not Gap.NONE or before.kind is Kind.END:
        return not (token.text == "\u2013" and at <= floor and floor > 0)
    if before.link != token.link:
        return True
    return before.text in _OPENERS or _is_currency(scan, at)


def _is_currency(scan: Scan, index: int) -> bool:
    """Returns whether a currency ends right before a token."""
    return _currency_start(scan, index, 0) is not None


def _currency_start(scan: Scan, index: int, floor: int) -> int | None:
    """Returns the index at which a currency begins that ends before a token."""
    if scan.tokens[index].gap is Gap.WIDE:
        return None
    token = scan.tokens[index - 1]
    if index - 1 < floor or token.kind not in {Kind.MARK, Kind.WORD}:
        return None
    is_code = len(token.text) == _CODE and token.text.isupper() and token.text.isascii()
    if token.kind is Kind.WORD and not is_code:
        return None
    found = CURRENCIES.before(scan.tokens, index)
    if found is None:
        return None
    start = found[1]
    letters = scan.tokens[start - 1]
    if (
        token.text == "$"
        and scan.joins(start)
        and start - 1 >= floor
        and letters.word in _LETTERED
    ):
        start -= 1
    return start
