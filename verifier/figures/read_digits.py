"""Digits at a place of the text -> the figure that they are part of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.figures.found import Found, Reading
from verifier.figures.lexicon import HEDGES_BEHIND
from verifier.figures.numerals import exact, read_numeral
from verifier.figures.prefixes import MINUSES, Prefix, read_prefix
from verifier.figures.suffixes import Suffix, read_suffix
from verifier.figures.tokens import Gap, Kind
from verifier.figures.vulgar import with_vulgar
from verifier.model.quantity import NotFigureReason, QuantityKind

if TYPE_CHECKING:
    from verifier.figures.numerals import Numeral
    from verifier.figures.tokens import Scan

_DASHES = MINUSES | {"\u2014", "\u2011", "\u2012"}
_DEAR = 10  # a left end that is more than so many times the right one shares nothing


def read_digits(scan: Scan, index: int, floor: int) -> Found:
    """Returns the figure whose first digits are the token at an index.

    Args:
        scan: the text.
        index: index of a DIGITS token.
        floor: index behind the mention before.
    """
    numeral = read_numeral(scan, index)
    prefix = read_prefix(scan, numeral.first, floor)
    if numeral.problem:
        return Found(prefix.first, numeral.last, problem=numeral.problem)
    found = _plain(scan, numeral, prefix)
    if found.reason is not None:
        return found
    return _with_upper(scan, found, numeral) or _bracketed(scan, found, floor)


def _plain(scan: Scan, numeral: Numeral, prefix: Prefix) -> Found:
    numeral = with_vulgar(scan, numeral)
    suffix = read_suffix(scan, numeral.last, has_currency=bool(prefix.unit))
    reading = _reading(numeral, prefix, suffix)
    if suffix.last == numeral.last and _is_glued(scan, numeral.last):
        last = _glued_end(scan, numeral.last)
        reason = NotFigureReason.IDENTIFIER
        return Found(prefix.first, last, reason=reason)
    behind = HEDGES_BEHIND.at(scan.tokens, suffix.last)
    if behind and scan.tokens[suffix.last].text == "+":
        following = scan.tokens[behind[1]]
        if not scan.joins(suffix.last) or following.kind is Kind.DIGITS:
            behind = None
    if behind:
        comparison, last = behind
        is_plus = scan.tokens[suffix.last].text == "+"
        end = last if is_plus else suffix.last
        if is_plus and suffix.is_empty:
            wider = read_suffix(scan, last, has_currency=bool(prefix.unit))
            reading = _reading(numeral, prefix, wider)
            end = wider.last
        return Found(prefix.first, end, reading, comparison=comparison)
    return Found(prefix.first, suffix.last, reading)


def _reading(numeral: Numeral, prefix: Prefix, suffix: Suffix) -> Reading:
    return Reading(
        numeral.digits,
        numeral.exponent,
        suffix,
        prefix.negative,
        prefix.signed,
        prefix.unit,
    )


def _is_glued(scan: Scan, last: int) -> bool:
    """Returns whether letters touch the digits that are no suffix: `3D`."""
    return scan.tokens[last].kind is Kind.WORD and scan.joins(last)


def _glued_end(scan: Scan, last: int) -> int:
    while scan.joins(last) and scan.tokens[last].kind in {Kind.WORD, Kind.DIGITS}:
        last += 1
    return last


def _with_upper(scan: Scan, found: Found, numeral: Numeral) -> Found | None:
    """Returns the range that a number begins: `10–15%`."""
    lower = found.reading
    dash = found.last
    tokens = scan.tokens
    link = tokens[numeral.first].link
    if lower is None or tokens[dash].text not in _DASHES or tokens[dash].link != link:
        return None
    touches = tokens[dash].gap is Gap.NONE
    if touches != (tokens[dash + 1].gap is Gap.NONE):
        return None
    upper = _upper(scan, dash, link)
    if upper is None or upper.reading is None:
        return None
    ends = ordered(lower, upper.reading)
    if ends is None or (upper.reading.is_bare and not touches):
        return None
    return Found(found.first, upper.last, *ends)


def _upper(scan: Scan, dash: int, link: int) -> Found | None:
    """Returns the number right behind a dash, if it can end a range."""
    at = dash + 1
    while scan.tokens[at].kind in {Kind.MARK, Kind.WORD} and at < dash + 3:
        at += 1
    if scan.tokens[at].kind is not Kind.DIGITS or scan.tokens[at].link != link:
        return None
    numeral = read_numeral(scan, at)
    prefix = read_prefix(scan, numeral.first, dash + 1)
    if prefix.first != dash + 1 or numeral.problem:
        return None
    found = _plain(scan, numeral, prefix)
    following = scan.tokens[found.last]
    if following.text in _DASHES and following.gap is Gap.NONE:
        after = scan.tokens[found.last + 1]
        if after.kind is Kind.DIGITS and after.gap is Gap.NONE:
            return None
    return found if found.reason is None else None


def ordered(lower: Reading, upper: Reading) -> tuple[Reading, Reading] | None:
    """Returns the ends of a range, the one having taken the other's unit."""
    shared = share(lower, upper)
    if not upper.unit and lower.unit:
        upper = upper._replace(unit=lower.unit)
    for low in (shared, lower):
        if low.value < upper.value and low.suffix.kind is upper.suffix.kind:
            return low, upper
    return None


def share(lower: Reading, upper: Reading) -> Reading:
    """Returns the left of two ends with the unit and scale of the right one."""
    own, other = lower.suffix, upper.suffix
    if own.scale or own.kind is not QuantityKind.NUMBER or own.unit:
        return lower
    if other.is_empty and not upper.unit:
        return lower
    power = other.power
    shared = other._replace(last=own.last)
    if lower.unit and other.unit:
        shared = shared._replace(unit="")
    if other.scale and _is_dear(lower, upper):
        return lower
    unit = lower.unit or upper.unit
    return lower._replace(suffix=shared._replace(power=power), unit=unit)


def _is_dear(lower: Reading, upper: Reading) -> bool:
    """Returns whether the left digits are too large to share the right one's scale."""
    left = exact(lower.digits, lower.exponent)
    return left > _DEAR * exact(upper.digits, upper.exponent)


def _bracketed(scan: Scan, found: Found, floor: int) -> Found:
    """Returns a number in parentheses as one below zero, where they say so."""
    opening, closing = found.first - 1, found.last
    reading = found.reading
    if reading is None or reading.signed or opening < floor:
        return found
    if not _are_brackets(scan, opening, closing, scan.tokens[found.first].link):
        return found
    prefix = read_prefix(scan, opening, floor)
    suffix = reading.suffix
    if suffix.is_empty:
        suffix = read_suffix(scan, closing + 1, has_currency=bool(prefix.unit))
    last = max(suffix.last, closing + 1)
    if not _may_negate(scan, prefix.first, last):
        return found
    negated = reading._replace(
        suffix=suffix,
        negative=True,
        signed=True,
        unit=reading.unit or prefix.unit,
    )
    return replace(found, first=prefix.first, last=last, reading=negated)


def _are_brackets(scan: Scan, opening: int, closing: int, link: int) -> bool:
    left, right = scan.tokens[opening], scan.tokens[closing]
    return (left.text, right.text) == ("(", ")") and left.link == right.link == link


def _may_negate(scan: Scan, first: int, last: int) -> bool:
    """Returns whether parentheses from a token to another are a minus.

    They are where they begin a link, or fill a table cell.
    """
    link = scan.tokens[first].link
    if link < 0:
        return scan.is_cell and first == 0 and last == scan.count
    before = scan.tokens[first - 1]
    return before.kind is not Kind.WORD or before.link != link
