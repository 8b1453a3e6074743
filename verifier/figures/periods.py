"""Quarters, halves, fiscal years: numbers that are no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.dates import apart, is_upto, is_year, with_year_word
from verifier.figures.found import Found
from verifier.figures.lexicon import AFFIXES, QUARTERS
from verifier.figures.tokens import Gap, Kind
from verifier.languages import compiled, listed, meanings, words
from verifier.model.quantity import NotFigureReason

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan

_PARTS_OF_YEAR = compiled(
    rf"(?<!\w)(?:{'|'.join(meanings('direction.ordinals', int))})\s+"
    rf"(?:{'|'.join(listed('direction.periods_of_year'))})"
)
_SHORT = 2  # digits of a short year
_DASHES = frozenset("-\u2013\u2014\u2011")
_MARKS = frozenset(".,:")
_LAST_NUMBERED = 99
_NUMBERED = words("figures.numbered")
_GLUED_ORDINALS = words("figures.glued_ordinals")
_BEFORE_NUMBERED = words("figures.before_numbered")
_QUARTERS_IN_YEAR = 4
_PERIOD_LETTERS = frozenset(("q", "h", "fy", "cy", "fq", "fyq", "hy", "w", "ytd"))
_YEAR_LETTERS = frozenset(("fy", "cy"))
_QUARTER_LETTERS = frozenset(("q", "h", "fq", "hy"))
_ROMAN = frozenset(("i", "ii", "iii", "iv", "I", "II", "III", "IV"))


def without_parts_of_year(text: str) -> str:
    """Returns a text without ordinals of parts of a year, which count nothing.

    Example:
        >>> without_parts_of_year("Second half: second place")
        ' : second place'
    """
    return _PARTS_OF_YEAR.sub(" ", text)


def read_period(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a period: Q3 2025, FY25, 1H25, 3 кв. 2025 г., III квартал."""
    for ends in (_lettered_end, _year_first_end, _quarter_end):
        last = ends(scan, index)
        if last:
            named = index > floor and ends is _lettered_end
            if ends is _lettered_end and not named:
                continue
            first = index - named
            return Found(first, _period_year(scan, last), reason=NotFigureReason.PERIOD)
    return None


def _lettered_end(scan: Scan, index: int) -> int:
    """Returns the index behind `Q3`, `FY25Q3`, `week 4`; 0 where there is none."""
    tokens = scan.tokens
    letters = tokens[index - 1]
    if _is_numbered(scan, index):
        return index + 1
    if letters.word not in _PERIOD_LETTERS or not _may_join(scan, index):
        return 0
    last = index + 1
    if letters.word in _YEAR_LETTERS and tokens[last].word in _QUARTER_LETTERS:
        return last + 1 + (tokens[last + 1].kind is Kind.DIGITS)
    longer = tokens[last].kind is Kind.WORD and scan.joins(last)
    return 0 if longer and tokens[last].word not in _YEAR_LETTERS else last


def _is_numbered(scan: Scan, index: int) -> bool:
    """Returns whether digits number a period: `Week 4`, `by month 3`."""
    word, before = scan.tokens[index - 1], scan.tokens[index - 2]
    if word.link != scan.tokens[index].link:
        return False
    if word.word not in _NUMBERED or not is_upto(scan.tokens[index], _LAST_NUMBERED):
        return False
    following = scan.tokens[index + 1]
    if following.gap is Gap.NONE and following.text in {"%", ".", ",", ":"}:
        return following.text != "%" and not apart(scan, index + 1, _MARKS)
    return word.text.istitle() or before.word in _BEFORE_NUMBERED


def _year_first_end(scan: Scan, index: int) -> int:
    """Returns the index behind `2025Q1`, `2025-Q1`, `1H25`, `2Q`."""
    tokens = scan.tokens
    at = index + 1
    if is_year(tokens[index]):
        at += tokens[at].text in _DASHES and scan.joins(at)
        numbered = tokens[at + 1].kind is Kind.DIGITS and scan.joins(at + 1)
        is_period = tokens[at].word in _PERIOD_LETTERS and scan.joins(at)
        return at + 2 if is_period and numbered else 0
    quarter = is_upto(tokens[index], _QUARTERS_IN_YEAR)
    if not quarter or tokens[at].word not in {"q", "h"} or not scan.joins(at):
        return 0
    glued = tokens[at + 1].kind is Kind.DIGITS and tokens[at + 1].gap is Gap.NONE
    return at + 1 + glued


def _quarter_end(scan: Scan, index: int) -> int:
    """Returns the index behind «3 кв.», `3rd quarter`, «3-м квартале»."""
    tokens = scan.tokens
    at = index + 1
    if tokens[at].text in _DASHES and scan.joins(at):
        at += 2
    elif tokens[at].word in _GLUED_ORDINALS and scan.joins(at):
        at += 1
    if not is_upto(tokens[index], _QUARTERS_IN_YEAR):
        return 0
    found = QUARTERS.at(tokens, at)
    unit = AFFIXES.at(tokens, at) if found else None
    if found is None or (unit and unit[1] > found[1]):
        return 0  # «1 кв. м» is an area
    return found[1]


def _may_join(scan: Scan, index: int) -> bool:
    """Returns whether letters and digits make a period: `Q3`, `FY 2025`, not `h 5`."""
    if scan.joins(index):
        return True
    before = scan.tokens[index - 1]
    return before.word in _YEAR_LETTERS and before.link == scan.tokens[index].link


def _period_year(scan: Scan, last: int) -> int:
    """Returns the index behind the year of a period that ends before a token."""
    tokens = scan.tokens
    at = last
    if tokens[at].text in {"'", "’", "/", "-", ","} or tokens[at].word in _YEAR_LETTERS:
        at += 1
    token = tokens[at]
    if token.link != tokens[last - 1].link or token.kind is not Kind.DIGITS:
        return last
    glued = at > last and len(token.text) == _SHORT and scan.joins(at)
    if not (is_year(token) or glued):
        return last
    if tokens[at + 1].text == "%" or apart(scan, at + 1, frozenset(".,")):
        return last
    return with_year_word(scan, at)


def read_roman(scan: Scan, index: int) -> Found | None:
    """Returns a quarter in Roman numerals: «III квартал 2025 г.»."""
    if scan.tokens[index].text not in _ROMAN:
        return None
    found = QUARTERS.at(scan.tokens, index + 1)
    if found is None:
        return None
    return Found(index, _period_year(scan, found[1]), reason=NotFigureReason.PERIOD)
