"""Dates, times and years: numbers that are no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.figures.found import Found
from verifier.figures.lexicon import (
    BEFORE_YEARS,
    BETWEEN_DAYS,
    CLOCK,
    HEDGES_BEFORE,
    MONTHS,
    ORDINALS,
    SHY_MONTHS,
    YEARS,
)
from verifier.figures.suffixes import read_suffix
from verifier.figures.tokens import Gap, Kind
from verifier.languages import words
from verifier.model.quantity import Comparison, NotFigureReason, QuantityKind

if TYPE_CHECKING:
    from verifier.figures.tokens import Scan, Token

_FIRST_YEAR = 1900
_LAST_YEAR = 2100
_YEAR_DIGITS = 4
_SHORT = 2  # digits of a day, a month, a short year
_DAYS = 31
_MONTHS_IN_YEAR = 12
_HOURS = 24
_ROUND = 100
_POINT = frozenset(".")
_GLUED_ORDINALS = words("figures.glued_ordinals")
_DECADE_ENDINGS = words("figures.decade_endings")
_GLUED_ENDINGS = words("figures.glued_decade_endings")
_DASHES = frozenset("-\u2013\u2014\u2011")
_NOT_AN_APPROXIMATION = frozenset((Comparison.AT_LEAST, Comparison.AT_MOST))


def is_year(token: Token) -> bool:
    """Returns whether digits alone may be a year."""
    return (
        token.kind is Kind.DIGITS
        and len(token.text) == _YEAR_DIGITS
        and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR
    )


def is_upto(token: Token, most: int) -> bool:
    """Returns whether digits may be a day, a month, a quarter."""
    return (
        token.kind is Kind.DIGITS
        and len(token.text) <= _SHORT
        and 1 <= int(token.text) <= most
    )


def apart(scan: Scan, index: int, marks: frozenset[str]) -> bool:
    """Returns whether a token is a mark that joins digits on both sides."""
    return (
        scan.tokens[index].text in marks
        and scan.joins(index)
        and scan.joins(index + 1)
        and scan.tokens[index + 1].kind is Kind.DIGITS
    )


def read_date(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a date in digits: 2025-03-14, 14.03.2025, 3/14/2025, 2025-03."""
    del floor
    for mark in ("-", ".", "/"):
        marks = frozenset(mark)
        if apart(scan, index + 1, marks):
            return _digits_date(scan, index, mark)
    return None


def _digits_date(scan: Scan, index: int, mark: str) -> Found | None:
    first, second = scan.tokens[index], scan.tokens[index + 2]
    if not apart(scan, index + 3, frozenset(mark)):
        if _is_short_date(scan, first, second, mark):
            return Found(index, index + 3, reason=NotFigureReason.DATE)
        return None
    third = scan.tokens[index + 4]
    if apart(scan, index + 5, frozenset(mark)):
        return None
    days = is_upto(second, _DAYS)
    starts = is_year(first) and days and is_upto(third, _DAYS)
    ends = is_upto(first, _DAYS) and days and _is_short_or_full_year(third, mark)
    if not (starts or ends):
        return None
    return Found(index, _clock_end(scan, index + 5), reason=NotFigureReason.DATE)


def _is_short_date(scan: Scan, first: Token, second: Token, mark: str) -> bool:
    """Returns whether two numbers are a month (2025-03) or a day (14.03)."""
    if not _is_month_number(second):
        return False
    if mark == "-":
        return is_year(first)
    is_day = is_upto(first, _DAYS) and len(first.text) == _SHORT
    return mark == "." and scan.convention.decimal == "," and is_day


def _is_month_number(token: Token) -> bool:
    return is_upto(token, _MONTHS_IN_YEAR) and len(token.text) == _SHORT


def _is_short_or_full_year(token: Token, mark: str) -> bool:
    return is_year(token) or (len(token.text) == _SHORT and mark != "-")


def _clock_end(scan: Scan, last: int) -> int:
    """Returns the index behind the time that stands behind a date: T14:30:00Z."""
    tokens = scan.tokens
    if tokens[last].text != "T" or not scan.joins(last):
        return last
    last += 1
    while tokens[last].kind is Kind.DIGITS or apart(scan, last, frozenset(":.")):
        last += 1
    return last + (tokens[last].text == "Z" and scan.joins(last))


def read_time(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a time of day or a score: 14:30, 5 pm, 3:1."""
    del floor
    tokens = scan.tokens
    colon = frozenset(":")
    if apart(scan, index + 1, colon):
        minutes = tokens[index + 2]
        last = index + 3
        while apart(scan, last, colon) or apart(scan, last, _POINT):
            last += 2
        is_time = len(minutes.text) == _SHORT and _is_hour(tokens[index])
        clock = CLOCK.at(tokens, last)
        if clock and is_time:
            last = clock[1]
        reason = NotFigureReason.TIME if is_time else NotFigureReason.IDENTIFIER
        return Found(index, last, reason=reason)
    clock = CLOCK.at(tokens, index + 1)
    if clock and _is_hour(tokens[index]):
        return Found(index, clock[1], reason=NotFigureReason.TIME)
    return None


def _is_hour(token: Token) -> bool:
    return len(token.text) <= _SHORT and int(token.text) <= _HOURS


def read_month(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a date with a month in words: 14 March 2025, March 14, марте 2025."""
    tokens = scan.tokens
    day = is_upto(tokens[index], _DAYS)
    if (day or is_year(tokens[index])) and _is_month(scan, index - 1, floor):
        if _is_longer(scan, index) or tokens[index - 1].link != tokens[index].link:
            return None
        last = _year_behind(scan, index + 1) if day else with_year_word(scan, index)
        return Found(index - 1, last, reason=NotFigureReason.DATE)
    if not day:
        return None
    at = _behind_suffix(scan, index + 1)
    if _is_range_of_days(scan, at):
        at += 2
    following = BETWEEN_DAYS.at(tokens, at)
    if following and is_upto(tokens[following[1]], _DAYS):
        at = _behind_suffix(scan, following[1] + 1)
    if not _is_month(scan, at, index) or tokens[at].link != tokens[index].link:
        return None
    return Found(index, _year_behind(scan, at + 1), reason=NotFigureReason.DATE)


def _behind_suffix(scan: Scan, at: int) -> int:
    """Returns the index behind what makes a day of a number: 1st of."""
    if scan.tokens[at].word in _GLUED_ORDINALS and scan.joins(at):
        at += 1
    return at + (scan.tokens[at].word == "of")


def _is_range_of_days(scan: Scan, at: int) -> bool:
    return (
        scan.tokens[at].text in _DASHES
        and scan.joins(at)
        and scan.joins(at + 1)
        and is_upto(scan.tokens[at + 1], _DAYS)
    )


def _is_longer(scan: Scan, index: int) -> bool:
    """Returns whether digits are part of a longer number or have a percent sign."""
    following = scan.tokens[index + 1]
    if following.gap is Gap.NONE and following.text in {"%", ".", ","}:
        return following.text == "%" or apart(scan, index + 1, frozenset(".,"))
    return (
        following.gap is Gap.NONE
        and following.kind is Kind.WORD
        and (following.word not in _GLUED_ORDINALS)
    )


def _is_month(scan: Scan, index: int, floor: int) -> bool:
    token = scan.tokens[index]
    if index < floor or token.word not in MONTHS:
        return False
    return token.word not in SHY_MONTHS or token.text[0].isupper()


def _year_behind(scan: Scan, last: int) -> int:
    """Returns the index behind the year of a date that ends before a token."""
    tokens = scan.tokens
    if tokens[last].word in _GLUED_ORDINALS and scan.joins(last):
        last += 1
    if _is_range_of_days(scan, last):
        last += 2
    at = last
    if tokens[at].text in {",", "."} and is_year(tokens[at + 1]):
        at += 1
    if not is_year(tokens[at]) or tokens[at].link != tokens[last - 1].link:
        return last
    return with_year_word(scan, at)


def with_year_word(scan: Scan, index: int) -> int:
    """Returns the index behind a year and its word: «2025 г.»."""
    found = YEARS.at(scan.tokens, index + 1)
    if found and scan.tokens[index + 1].link == scan.tokens[index].link:
        return found[1]
    return index + 1


def read_year(scan: Scan, index: int, floor: int) -> Found | None:
    """Returns a year, a pair of years or a decade: 2025, 2023–2025, 2013/14, 1990s."""
    if _is_short_year(scan, index, floor):
        return Found(index - 1, index + 1, reason=NotFigureReason.YEAR)
    decade = _decade_end(scan, index)
    if decade:
        return Found(index, decade, reason=NotFigureReason.YEAR)
    if not is_year(scan.tokens[index]) or not _stands_alone(scan, index, floor):
        return None
    last = _pair_end(scan, index)
    if last is None or (last == index + 1 and not _is_meant(scan, index)):
        return None
    return Found(index, with_year_word(scan, last - 1), reason=NotFigureReason.YEAR)


def _is_short_year(scan: Scan, index: int, floor: int) -> bool:
    """Returns whether digits are a year without its century: '25."""
    mark = scan.tokens[index - 1]
    return (
        index > floor
        and mark.text in {"'", "’"}
        and mark.gap is not Gap.NONE
        and scan.joins(index)
        and len(scan.tokens[index].text) == _SHORT
    )


def _decade_end(scan: Scan, index: int) -> int:
    """Returns the index behind a decade, 0 if it is none: 1990s, 90-е, 2010-х."""
    tokens = scan.tokens
    digits = tokens[index].text
    if digits[-1] != "0" or len(digits) not in {_SHORT, _YEAR_DIGITS}:
        return 0
    at = index + 1
    if tokens[at].text in _DASHES and scan.joins(at):
        at += 1
        endings = _DECADE_ENDINGS
    else:
        endings = _GLUED_ENDINGS
    if tokens[at].word not in endings or not scan.joins(at):
        return 0
    return at + 1


def _stands_alone(scan: Scan, index: int, floor: int) -> bool:
    """Returns whether nothing before a year makes it a number."""
    tokens = scan.tokens
    before = tokens[index - 1]
    if (
        before.text in _DASHES
        and scan.joins(index - 1)
        and (tokens[index - 2].kind is Kind.WORD)
    ):
        return True  # mid-2024
    if index - 1 >= floor and before.kind is Kind.MARK:
        glued = scan.joins(index)
        return (
            not (glued and before.text in "+-\u2212$€£₽~≈<>")
            and before.text not in "$€£₽≥≤"
        )
    return True


def _pair_end(scan: Scan, index: int) -> int | None:
    """Returns the index behind a year or two; None where it is a longer number."""
    tokens = scan.tokens
    following = tokens[index + 1]
    if following.gap is not Gap.NONE:
        return _spaced_pair_end(scan, index)
    if following.text in _DASHES or following.text == "/":
        return _joined_pair_end(scan, index)
    if following.kind is Kind.WORD:
        goes_on = not YEARS.at(tokens, index + 1)
    elif apart(scan, index + 1, frozenset(".,'’")):
        goes_on = following.text != "," or not is_year(tokens[index + 2])
    else:
        goes_on = following.text in {"%", "‰", "+", "×", "°"}
    return None if goes_on else index + 1


def _joined_pair_end(scan: Scan, index: int) -> int | None:
    other = scan.tokens[index + 2]
    if other.kind is Kind.DIGITS and scan.joins(index + 1):
        pair = is_year(other) or len(other.text) == _SHORT
        return index + 3 if pair else None
    is_ordinal = other.word in ORDINALS and scan.joins(index + 2)
    return index + 3 if is_ordinal else index + 1


def _spaced_pair_end(scan: Scan, index: int) -> int | None:
    tokens = scan.tokens
    if tokens[index + 1].text in _DASHES and is_year(tokens[index + 2]):
        return index + 3
    return index + 1


def _is_meant(scan: Scan, index: int) -> bool:
    """Returns whether a bare number that may be a year is one.

    A hedge before it makes it a count, but a preposition that dates have too.
    """
    tokens = scan.tokens
    if YEARS.at(tokens, index + 1) or BEFORE_YEARS.before(tokens, index):
        return True
    if _has_unit(scan, index + 1):
        return False
    found = HEDGES_BEFORE.before(tokens, index)
    if found is None:
        return True
    hedge = found[0]
    is_round = int(tokens[index].text) % _ROUND == 0
    if hedge.is_preposition and hedge.comparison in _NOT_AN_APPROXIMATION:
        return True
    return hedge.comparison is Comparison.ABOUT and not is_round


def _has_unit(scan: Scan, index: int) -> bool:
    """Returns whether a currency or percent makes a number no year: 2030 dollars."""
    suffix = read_suffix(scan, index)
    return suffix.is_currency or suffix.kind is not QuantityKind.NUMBER
